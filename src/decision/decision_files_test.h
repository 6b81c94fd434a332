// Files for the tests of this folder: own models in cases/decision/, and the conformance suite.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "decision/model_set.h"

namespace fangan::dmn::test {

inline std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Files below `folder` that end in `extension`, sorted.
inline std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                                      const std::string& extension) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == extension) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline std::filesystem::path own_models() {
  return std::filesystem::path(FANGAN_SOURCE_DIR) / "cases/decision";
}

/// The folder of the conformance suite, or empty where the machine does not have it.
inline std::filesystem::path suite() {
  const char* shared = std::getenv("FANGAN_SHARED");
  if (shared == nullptr) return {};
  const std::filesystem::path folder = std::filesystem::path(shared) / "dmn-tck/TestCases";
  return std::filesystem::is_directory(folder) ? folder : std::filesystem::path();
}

inline constexpr const char* no_suite = "SKIP the DMN suite: FANGAN_SHARED has no dmn-tck";

/// Every model file of one folder, not of those below it, as a set.
struct FolderFiles {
  explicit FolderFiles(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".dmn") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) contents.push_back(read_bytes(path));
    for (size_t i = 0; i < paths.size(); ++i) {
      files.push_back({paths[i].filename().string(), contents[i]});
    }
  }

  std::vector<std::string> contents;
  std::vector<ModelBytes> files;
};

/// Code and words under the mark of each diagnostic: "DMN-X022 <decision".
inline std::vector<std::string> findings(const Diagnostics& diagnostics, const Sources& sources) {
  std::vector<std::string> all;
  for (const Diagnostic& each : diagnostics) {
    std::string text = each.code;
    if (!each.marks.empty()) text += " " + std::string(sources.text(each.marks.front().span));
    all.push_back(text);
  }
  return all;
}

}  // namespace fangan::dmn::test
