// Zip archive: files inside a .docx, read with limits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/result.h"

struct zip;

namespace fangan {

class ZipArchive {
 public:
  /// `bytes` must outlive the archive. Errors  DOC-X001 not a zip.
  static Result<ZipArchive> open(std::string_view bytes);
  ~ZipArchive();
  ZipArchive(ZipArchive&& other) noexcept;
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  /// The file unpacked; none where there is no such file. Stops at the limit, whatever sizes the
  /// archive claims. Errors  DOC-X003 larger than the limit; DOC-X001 damaged; DOC-X007 encrypted.
  Result<std::optional<std::string>> read(const std::string& name, size_t bytes_max) const;

 private:
  ZipArchive() = default;
  struct zip* archive_ = nullptr;
};

}  // namespace fangan
