#include "service/dmn_folder.h"

#include <algorithm>
#include <filesystem>

#include "service/package_folder.h"

namespace fangan {

namespace fs = std::filesystem;

Result<DmnFolder> read_dmn_folder(const std::string& folder) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) return problem("PLAN-F003", {{"path", folder}});
  std::vector<fs::path> paths;
  fs::recursive_directory_iterator at(folder, failed);
  for (; !failed && at != fs::recursive_directory_iterator(); at.increment(failed)) {
    if (at->is_regular_file(failed)) paths.push_back(at->path());
  }
  if (failed) return problem("PLAN-F001", {{"path", folder}, {"reason", failed.message()}});
  std::sort(paths.begin(), paths.end());
  DmnFolder found;
  for (const fs::path& path : paths) {
    const bool is_model = path.extension() == ".dmn";
    if (!is_model && path.extension() != ".xml") continue;
    Result<std::string> bytes = read_whole_file(path.string());
    if (!bytes) return bytes.errors();
    (is_model ? found.models : found.tests)
        .push_back({path.lexically_relative(folder).generic_string(), std::move(bytes).value()});
  }
  return found;
}

Result<std::vector<dmn::ShelfFile>> read_model_and_neighbours(const std::string& path) {
  Result<std::string> bytes = read_whole_file(path);
  if (!bytes) return bytes.errors();
  std::vector<dmn::ShelfFile> files;
  const fs::path model(path);
  files.push_back({model.filename().string(), std::move(bytes).value()});
  std::error_code failed;
  const fs::path folder = model.has_parent_path() ? model.parent_path() : fs::path(".");
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() != ".dmn" || entry.path().filename() == model.filename()) continue;
    Result<std::string> neighbour = read_whole_file(entry.path().string());
    if (!neighbour) continue;
    files.push_back({entry.path().filename().string(), std::move(neighbour).value()});
  }
  return files;
}

}  // namespace fangan
