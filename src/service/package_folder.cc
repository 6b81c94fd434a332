#include "service/package_folder.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace fangan {
namespace {

namespace fs = std::filesystem;

Diagnostic refusal(const char* code, const std::string& path, std::string reason, Fault fault) {
  Diagnostic diagnostic = problem(code, {{"path", path}});
  if (!reason.empty()) diagnostic.facts.push_back({"reason", std::move(reason)});
  diagnostic.fault = fault;
  return diagnostic;
}

Diagnostic too_large(const std::string& path, size_t limit_bytes) {
  Diagnostic diagnostic = refusal("PLAN-F005", path, "", Fault::request);
  diagnostic.facts.push_back({"limit", std::to_string(limit_bytes >> 20)});
  return diagnostic;
}

bool is_hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return !name.empty() && name.front() == '.';
}

/// Regular files below `folder`, relative, sorted; links and hidden names are left out.
std::vector<std::string> list_files(const fs::path& folder, std::error_code* failed) {
  std::vector<std::string> names;
  fs::recursive_directory_iterator at(folder, *failed);
  for (; !*failed && at != fs::recursive_directory_iterator(); at.increment(*failed)) {
    if (is_hidden(at->path())) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file() && !at->is_symlink()) {
      names.push_back(at->path().lexically_relative(folder).generic_string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool write_file(const fs::path& path, const std::string& bytes) {
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return static_cast<bool>(file);
}

}  // namespace

Result<std::string> read_whole_file(const std::string& path, const FolderLimits& limits) {
  std::error_code failed;
  if (fs::is_directory(path, failed)) return refusal("PLAN-F002", path, "", Fault::request);
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return refusal("PLAN-F001", path, std::strerror(errno), Fault::request);
  std::string bytes;
  std::string chunk(1u << 20, '\0');
  while (file) {
    file.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    bytes.append(chunk.data(), static_cast<size_t>(file.gcount()));
    if (bytes.size() > limits.file_bytes_max) return too_large(path, limits.file_bytes_max);
  }
  if (file.bad()) return refusal("PLAN-F001", path, std::strerror(errno), Fault::system);
  return bytes;
}

Result<Package> read_package_folder(const std::string& folder, const FolderLimits& limits) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) {
    return refusal("PLAN-F003", folder, "", Fault::request);
  }
  Package package;
  package.name = folder_name(folder);
  // Without plan.md it is no package, and perhaps a whole disk: check() says so.
  if (!fs::exists(fs::path(folder) / "plan.md", failed)) return package;
  const std::vector<std::string> names = list_files(folder, &failed);
  if (failed) return refusal("PLAN-F001", folder, failed.message(), Fault::system);
  if (names.size() > limits.files_max) return too_large(folder, limits.folder_bytes_max);
  size_t bytes = 0;
  for (const std::string& name : names) {
    Result<std::string> read = read_whole_file((fs::path(folder) / name).string(), limits);
    if (!read) return read.errors();
    bytes += read.value().size();
    if (bytes > limits.folder_bytes_max) return too_large(folder, limits.folder_bytes_max);
    package.files.push_back(PackageFile{name, std::move(read).value()});
  }
  return package;
}

Result<Done> write_package_folder(const Package& package, const std::string& folder) {
  std::error_code failed;
  const bool exists = fs::exists(folder, failed);
  if (exists && !(fs::is_directory(folder, failed) && fs::is_empty(folder, failed))) {
    return refusal("PLAN-F004", folder, "", Fault::request);
  }
  const fs::path place = fs::absolute(folder, failed).lexically_normal();
  const fs::path target = place.has_filename() ? place : place.parent_path();
  const fs::path partial = target.parent_path() / ("." + target.filename().string() + ".partial-" +
                                                   std::to_string(getpid()));
  fs::create_directories(partial, failed);
  for (const PackageFile& file : package.files) {
    if (failed || write_file(partial / file.name, file.bytes)) continue;
    failed = std::error_code(errno == 0 ? EIO : errno, std::generic_category());
  }
  if (!failed) fs::rename(partial, target, failed);
  if (!failed) return Done{};
  std::error_code ignored;
  fs::remove_all(partial, ignored);
  return refusal("PLAN-F006", folder, failed.message(), Fault::system);
}

std::string folder_name(const std::string& path) {
  std::error_code failed;
  fs::path place = fs::absolute(path.empty() ? "." : path, failed).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  return place.filename().string();
}

}  // namespace fangan
