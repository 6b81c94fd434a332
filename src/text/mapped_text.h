// MappedText: a text as it reads, and where each byte of it stands in its file.
//
// In XML `a &lt; b` reads `a < b`, and in the cell of a Markdown table `a \| b` reads `a | b`: an
// offset in the expression is no offset in the file once there is a reference, an escape or a CDATA
// section before it. A person who gets an error looks at the file, so a text that is taken out of a
// document carries the way back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/diagnostic.h"
#include "text/source.h"

namespace fangan {

class MappedText {
 public:
  /// A stretch that is the same in text and file, or one reference (`&lt;`) and what it stands for.
  /// It reaches to where the next piece begins in the text. Units: bytes.
  struct Piece {
    uint32_t text_begin = 0;
    uint32_t file_begin = 0;
    uint32_t file_size = 0;
  };

  MappedText() = default;
  /// A text that stands in no file.
  explicit MappedText(std::string text) : text_(std::move(text)) {}
  /// A text that stands in the file as it reads.
  MappedText(std::string text, Span span) : text_(std::move(text)), span_(span) {}
  /// `pieces` in order of the text, without gaps; may be empty where text and file are the same.
  MappedText(std::string text, Span span, std::vector<Piece> pieces)
      : text_(std::move(text)), span_(span), pieces_(std::move(pieces)) {}

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  /// All of it in the file. An empty text has an empty span at the place where it would stand.
  Span span() const { return span_; }
  /// Where bytes [begin, end) of text() stand in the file; offsets beyond the end count as the end.
  Span span(uint32_t begin, uint32_t end) const;
  /// Bytes [begin, end) of text() as a text of its own.
  MappedText slice(uint32_t begin, uint32_t end) const;
  /// Without XML blanks around it.
  MappedText trimmed() const;
  /// The text alone: the same words at another place are the same text.
  bool operator==(const MappedText& other) const { return text_ == other.text_; }

 private:
  uint32_t file_begin_of(uint32_t offset) const;
  uint32_t file_end_of(uint32_t offset) const;

  std::string text_;
  Span span_;
  std::vector<Piece> pieces_;
};

/// A span of text number `source` among `texts`, moved to the file that text stands in; one of
/// file_span() is only freed of its mark. So one tree of expressions can be made of many texts.
Span in_file(Span span, const std::vector<const MappedText*>& texts);
Diagnostic in_file(Diagnostic diagnostic, const std::vector<const MappedText*>& texts);

/// A place of the file as a span among those of texts: in_file() leaves it as it is.
Span file_span(Span place);

}  // namespace fangan
