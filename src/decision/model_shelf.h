// Model shelf: many model files, of which a few belong together.
//
// A folder may hold hundreds of models, some of one namespace and some broken. A set is made of one
// model and what it imports, and of nothing else; so a broken file spoils only those that need it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decision/model_set.h"

namespace fangan::dmn {

/// A file with its path in the tree that was searched, parts separated by "/".
struct ShelfFile {
  std::string path;
  std::string bytes;
};

class ModelShelf {
 public:
  /// Texts of the files that are read go to `sources`, which must outlive the shelf.
  ModelShelf(std::vector<ShelfFile> files, Sources* sources);

  const std::string& path(size_t file) const { return files_[file].path; }
  /// The file of that name nearest to a folder: in it, below it, above it, else the only one.
  std::optional<size_t> find_file(std::string_view folder, std::string_view name) const;
  /// The file whose model has that namespace, nearest to a folder. Reads files.
  std::optional<size_t> find_model(std::string_view folder, std::string_view model_namespace);
  /// The only model in a folder itself.
  std::optional<size_t> only_file_in(std::string_view folder) const;

  /// A set of the model, which comes first, of the models it imports and of those of the other
  /// namespaces. Errors  those of read_dmn() and link_models().
  Result<LinkedModels> link(size_t file, const std::vector<std::string>& other_namespaces = {});

 private:
  const Result<DmnFile>& read(size_t file);
  std::optional<size_t> find_import(std::string_view folder, const Import& import);
  template <typename Fits>
  std::optional<size_t> nearest(std::string_view folder, const Fits& fits) const;

  std::vector<ShelfFile> files_;
  Sources* sources_;
  std::map<size_t, Result<DmnFile>> read_;
};

/// The folder of a path: all before the last "/", or empty.
std::string_view folder_of(std::string_view path);

}  // namespace fangan::dmn
