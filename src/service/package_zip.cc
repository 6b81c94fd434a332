#include "service/package_zip.h"

#include <zip.h>

#include <memory>

namespace fangan {
namespace {

Diagnostic cannot_write(const char* reason) {
  Diagnostic diagnostic = problem("PLAN-F006", {{"path", "zip"}, {"reason", reason}});
  diagnostic.fault = Fault::system;
  return diagnostic;
}

std::string read_all(zip_source_t* source) {
  std::string bytes;
  if (zip_source_open(source) != 0) return bytes;
  char chunk[16384];
  for (zip_int64_t size = zip_source_read(source, chunk, sizeof(chunk)); size > 0;
       size = zip_source_read(source, chunk, sizeof(chunk))) {
    bytes.append(chunk, static_cast<size_t>(size));
  }
  zip_source_close(source);
  return bytes;
}

}  // namespace

Result<std::string> package_zip(const Package& package) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* whole = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (whole == nullptr) return cannot_write(zip_error_strerror(&error));
  zip_t* archive = zip_open_from_source(whole, ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    zip_source_free(whole);
    return cannot_write(zip_error_strerror(&error));
  }
  zip_source_keep(whole);
  for (const PackageFile& file : package.files) {
    zip_source_t* part = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
    const std::string name = package.name + "/" + file.name;
    const zip_int64_t index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    if (index >= 0) continue;
    const Diagnostic failed = cannot_write(zip_strerror(archive));
    zip_source_free(part);
    zip_discard(archive);
    zip_source_free(whole);
    return failed;
  }
  if (zip_close(archive) != 0) {
    const Diagnostic failed = cannot_write(zip_strerror(archive));
    zip_discard(archive);
    zip_source_free(whole);
    return failed;
  }
  std::string bytes = read_all(whole);
  zip_source_free(whole);
  return bytes;
}

}  // namespace fangan
