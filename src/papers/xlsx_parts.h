// Xlsx parts: the XML files inside a workbook, which is a zip archive, read as streams with limits.
// Names only find parts; nothing is ever unpacked to a disk.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "document/byte_source.h"
#include "papers/xlsx_limits.h"
#include "text/result.h"

struct zip;
struct zip_file;

namespace fangan {

/// One part while it is read.
class XlsxPart {
 public:
  ~XlsxPart();
  XlsxPart(XlsxPart&& other) noexcept;
  XlsxPart(const XlsxPart&) = delete;
  XlsxPart& operator=(const XlsxPart&) = delete;

  /// Errors  PAPER-X001 damaged; PAPER-X006, PAPER-X007 too large.
  Result<size_t> read(char* to, size_t room);
  uint64_t offset() const { return offset_; }
  uint64_t claimed_bytes() const { return claimed_bytes_; }  ///< What the archive says of its size.

 private:
  friend class XlsxParts;
  XlsxPart() = default;

  struct zip_file* file_ = nullptr;
  const XlsxLimits* limits_ = nullptr;
  uint64_t bytes_max_ = 0;
  uint64_t offset_ = 0;
  uint64_t claimed_bytes_ = 0;
  uint64_t packed_bytes_ = 0;
};

class XlsxParts {
 public:
  /// The source stays open for as long as the parts; `limits` too.
  /// Errors  PAPER-X001 no zip archive, or damaged; PAPER-X003 an old .xls; PAPER-X004 encrypted;
  /// PAPER-X005 a page or a text with the name of a workbook; PAPER-X008 too many files in it;
  /// PAPER-X009 two files of one name; DOC-T005.
  static Result<XlsxParts> open(ByteSource* source, const XlsxLimits* limits);
  ~XlsxParts();
  XlsxParts(XlsxParts&& other) noexcept;
  XlsxParts(const XlsxParts&) = delete;
  XlsxParts& operator=(const XlsxParts&) = delete;

  bool has(std::string_view name) const;
  /// What stands around the cells is small.
  enum class Size : uint8_t { small, large };
  /// Errors  PAPER-X001 no such part, or damaged; PAPER-X004 encrypted.
  Result<XlsxPart> stream(std::string_view name, Size size) const;

 private:
  XlsxParts() = default;
  Result<Done> list_names();

  struct zip* archive_ = nullptr;
  const XlsxLimits* limits_ = nullptr;
  std::map<std::string, uint64_t, std::less<>> index_;  ///< By name in small letters.
};

/// A spreadsheet's kind by how its bytes begin.
bool looks_like_zip(std::string_view bytes);

}  // namespace fangan
