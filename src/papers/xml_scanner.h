// XML scanner: the marks and texts of one part of a workbook, piece by piece.
//
// A sheet of 200,000 rows is 150 MB of XML, which a tree of it would take tenfold. This reads what
// spreadsheets write and no more: elements, attributes, texts, CDATA, the five named entities and
// those by number. A document type is refused, so nothing outside the part is ever named by it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace fangan {

class XmlScanner {
 public:
  /// Fills as much of the room as it can; 0 at the end.
  using Fill = std::function<Result<size_t>(char* to, size_t room)>;
  enum class Event : uint8_t { open, close, text, end, failed };

  static constexpr size_t depth_max = 64;
  static constexpr size_t mark_bytes_max = 64u << 10;

  /// `part`: how errors call it.
  XmlScanner(Fill fill, std::string part);

  /// An element without content is opened and closed. A text comes in as many pieces as it likes.
  Event next();
  /// Behind `failed`. Errors  PAPER-X010 malformed; PAPER-X011 a document type; PAPER-X012 nested
  /// too deep; those of `Fill`.
  const Diagnostics& errors() const { return errors_; }
  /// The XML is well formed and still not what a workbook holds. Errors  PAPER-X010.
  Event malformed();

  /// Behind open and close: the name without its prefix.
  std::string_view name() const { return name_; }
  /// Behind open: the value as written, empty where there is none. `name` is without prefix.
  std::string_view attribute(std::string_view name) const;
  /// The same with its entities resolved. Errors  PAPER-X010.
  Result<std::string> attribute_text(std::string_view name) const;
  /// Behind text: appends what it says; false where an entity is unknown.
  bool append_text(std::string* out) const;

 private:
  bool refill();
  bool has(size_t count);
  Event fail(const char* code);
  Event text_piece();
  Event cdata_piece();
  Event open_tag();
  Event close_tag();
  Event leave();
  Event finish();
  bool skip_past(std::string_view mark);
  Event declaration();
  size_t end_of_tag() const;

  Fill fill_;
  std::string part_;
  std::unique_ptr<char[]> buffer_;
  size_t at_ = 0;
  size_t size_ = 0;
  uint64_t passed_bytes_ = 0;  ///< Before the buffer.
  bool is_at_end_ = false;
  bool is_in_cdata_ = false;
  bool closes_itself_ = false;
  bool is_done_ = false;  ///< The outermost element is closed.
  std::vector<std::string> open_names_;
  size_t depth_ = 0;
  std::string_view name_;
  std::string_view attributes_;
  std::string_view text_;
  bool text_has_entities_ = false;
  Diagnostics errors_;
};

}  // namespace fangan
