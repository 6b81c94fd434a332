// DMN folder: models and test files on a disk.
#pragma once

#include <string>
#include <vector>

#include "decision/model_shelf.h"
#include "text/result.h"

namespace fangan {

struct DmnFolder {
  std::vector<dmn::ShelfFile> models;  ///< *.dmn
  std::vector<dmn::ShelfFile> tests;   ///< *.xml
};

/// All below a folder, paths relative to it. Errors  PLAN-F001, PLAN-F003, PLAN-F005.
Result<DmnFolder> read_dmn_folder(const std::string& folder);

/// A model file and its neighbours: the other *.dmn of its folder. Errors  PLAN-F001, PLAN-F002,
/// PLAN-F005 for the file; a neighbour that cannot be read is left out.
Result<std::vector<dmn::ShelfFile>> read_model_and_neighbours(const std::string& path);

}  // namespace fangan
