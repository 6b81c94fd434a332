#include "decision/model_shelf.h"

#include <algorithm>

#include "decision/dmn_uris.h"

namespace fangan::dmn {
namespace {

std::string_view name_of_file(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

/// Both are folders; a folder is below itself.
bool is_below(std::string_view inner, std::string_view outer) {
  if (outer.empty()) return true;
  return inner.substr(0, outer.size()) == outer &&
         (inner.size() == outer.size() || inner[outer.size()] == '/');
}

}  // namespace

std::string_view folder_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

ModelShelf::ModelShelf(std::vector<ShelfFile> files, Sources* sources)
    : files_(std::move(files)), sources_(sources) {
  std::sort(files_.begin(), files_.end(),
            [](const ShelfFile& left, const ShelfFile& right) { return left.path < right.path; });
}

const Result<DmnFile>& ModelShelf::read(size_t file) {
  const auto known = read_.find(file);
  if (known != read_.end()) return known->second;
  const ShelfFile& given = files_[file];
  return read_.emplace(file, read_dmn(given.path, given.bytes, sources_)).first->second;
}

template <typename Fits>
std::optional<size_t> ModelShelf::nearest(std::string_view folder, const Fits& fits) const {
  std::vector<size_t> fitting;
  for (size_t i = 0; i < files_.size(); ++i) {
    if (fits(i)) fitting.push_back(i);
  }
  for (const size_t i : fitting) {
    if (folder_of(files_[i].path) == folder) return i;
  }
  for (const size_t i : fitting) {
    if (is_below(folder_of(files_[i].path), folder)) return i;
  }
  std::optional<size_t> above;
  for (const size_t i : fitting) {
    const std::string_view outer = folder_of(files_[i].path);
    const bool is_nearer = !above || outer.size() > folder_of(files_[*above].path).size();
    if (is_below(folder, outer) && is_nearer) above = i;
  }
  if (above || fitting.size() != 1) return above;
  return fitting.front();
}

std::optional<size_t> ModelShelf::find_file(std::string_view folder, std::string_view name) const {
  const std::string_view last = name_of_file(name);
  return nearest(folder, [&](size_t i) { return name_of_file(files_[i].path) == last; });
}

std::optional<size_t> ModelShelf::find_model(std::string_view folder,
                                             std::string_view model_namespace) {
  // A file that does not even hold the words is not read.
  return nearest(folder, [&](size_t i) {
    if (files_[i].bytes.find(model_namespace) == std::string::npos) return false;
    const Result<DmnFile>& file = read(i);
    return file && file.value().definitions.model_namespace.text() == model_namespace;
  });
}

std::optional<size_t> ModelShelf::only_file_in(std::string_view folder) const {
  std::optional<size_t> only;
  for (size_t i = 0; i < files_.size(); ++i) {
    if (folder_of(files_[i].path) != folder) continue;
    if (only) return std::nullopt;
    only = i;
  }
  return only;
}

/// The file that the import names, where it is of the right namespace; else any of that namespace.
std::optional<size_t> ModelShelf::find_import(std::string_view folder, const Import& import) {
  const std::string& wanted = import.model_namespace.text();
  if (!import.location_uri.empty()) {
    const std::optional<size_t> named = find_file(folder, import.location_uri.text());
    if (named) {
      const Result<DmnFile>& file = read(*named);
      if (file && file.value().definitions.model_namespace.text() == wanted) return named;
    }
  }
  return find_model(folder, wanted);
}

Result<LinkedModels> ModelShelf::link(size_t file,
                                      const std::vector<std::string>& other_namespaces) {
  std::vector<size_t> needed = {file};
  const auto need = [&needed](const std::optional<size_t>& found) {
    if (!found || std::find(needed.begin(), needed.end(), *found) != needed.end()) return;
    needed.push_back(*found);
  };
  const std::string_view folder = folder_of(files_[file].path);
  for (const std::string& each : other_namespaces) need(find_model(folder, each));
  Diagnostics errors;
  Diagnostics warnings;
  std::vector<Definitions> models;
  for (size_t i = 0; i < needed.size(); ++i) {
    const Result<DmnFile>& read_file = read(needed[i]);
    const Diagnostics& found = read_file ? read_file.value().warnings : read_file.errors();
    Diagnostics& all = read_file ? warnings : errors;
    all.insert(all.end(), found.begin(), found.end());
    if (!read_file) continue;
    models.push_back(read_file.value().definitions);
    for (const Import& import : read_file.value().definitions.imports) {
      if (!version_of_model_uri(import.import_type.text())) continue;
      need(find_import(folder_of(files_[needed[i]].path), import));
    }
  }
  if (!errors.empty()) return errors;
  Result<LinkedModels> linked = link_models(std::move(models));
  if (!linked) return linked.errors();
  Diagnostics& all = linked.value().warnings;
  all.insert(all.begin(), warnings.begin(), warnings.end());
  sort_by_position(&all);
  return linked;
}

}  // namespace fangan::dmn
