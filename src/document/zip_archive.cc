#include "document/zip_archive.h"

#include <zip.h>

#include <memory>
#include <utility>

namespace fangan {

Result<ZipArchive> ZipArchive::open(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return problem("DOC-X001");
  ZipArchive archive;
  archive.archive_ = zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (archive.archive_ == nullptr) {
    zip_source_free(source);
    return problem("DOC-X001");
  }
  return archive;
}

ZipArchive::~ZipArchive() {
  if (archive_ != nullptr) zip_discard(archive_);
}

ZipArchive::ZipArchive(ZipArchive&& other) noexcept
    : archive_(std::exchange(other.archive_, nullptr)) {}

Result<std::optional<std::string>> ZipArchive::read(const std::string& name,
                                                    size_t bytes_max) const {
  const zip_int64_t index = zip_name_locate(archive_, name.c_str(), 0);
  if (index < 0) return std::optional<std::string>();
  zip_stat_t stat;
  const bool encrypted =
      zip_stat_index(archive_, static_cast<zip_uint64_t>(index), 0, &stat) == 0 &&
      (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
  if (encrypted) return problem("DOC-X007");
  const auto close = [](zip_file_t* file) { zip_fclose(file); };
  const std::unique_ptr<zip_file_t, decltype(close)> file(
      zip_fopen_index(archive_, static_cast<zip_uint64_t>(index), 0), close);
  if (file == nullptr) return problem("DOC-X001");
  std::string bytes;
  char chunk[32768];
  for (;;) {
    const zip_int64_t size = zip_fread(file.get(), chunk, sizeof(chunk));
    if (size < 0) return problem("DOC-X001");
    if (size == 0) return std::optional<std::string>(std::move(bytes));
    bytes.append(chunk, static_cast<size_t>(size));
    if (bytes.size() > bytes_max) {
      return problem("DOC-X003", {{"limit", std::to_string(bytes_max >> 20)}});
    }
  }
}

}  // namespace fangan
