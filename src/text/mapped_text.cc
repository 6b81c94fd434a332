#include "text/mapped_text.h"

#include <algorithm>

namespace fangan {
namespace {

constexpr uint32_t file_flag = 0x8000'0000;

/// The piece that holds byte `offset` of the text. `pieces` is not empty.
size_t piece_at(const std::vector<MappedText::Piece>& pieces, uint32_t offset) {
  const auto after = std::upper_bound(
      pieces.begin(), pieces.end(), offset,
      [](uint32_t value, const MappedText::Piece& piece) { return value < piece.text_begin; });
  return after == pieces.begin() ? 0 : static_cast<size_t>(after - pieces.begin()) - 1;
}

}  // namespace

uint32_t MappedText::file_begin_of(uint32_t offset) const {
  if (offset >= text_.size()) return span_.end;
  if (pieces_.empty()) return span_.begin + offset;
  const size_t index = piece_at(pieces_, offset);
  const Piece& piece = pieces_[index];
  const size_t text_end = index + 1 < pieces_.size() ? pieces_[index + 1].text_begin : text_.size();
  // Inside of what a reference stands for there is only one place: the reference.
  if (text_end - piece.text_begin != piece.file_size) return piece.file_begin;
  return piece.file_begin + (offset - piece.text_begin);
}

uint32_t MappedText::file_end_of(uint32_t offset) const {
  if (pieces_.empty()) return span_.begin + offset;
  const size_t index = piece_at(pieces_, offset - 1);
  const Piece& piece = pieces_[index];
  const size_t text_end = index + 1 < pieces_.size() ? pieces_[index + 1].text_begin : text_.size();
  if (text_end - piece.text_begin != piece.file_size) return piece.file_begin + piece.file_size;
  return piece.file_begin + (offset - piece.text_begin);
}

Span MappedText::span(uint32_t begin, uint32_t end) const {
  const uint32_t size = static_cast<uint32_t>(text_.size());
  begin = std::min(begin, size);
  end = std::max(begin, std::min(end, size));
  if (span_.empty()) return span_;
  const uint32_t file_begin = file_begin_of(begin);
  return {span_.source, file_begin, end > begin ? file_end_of(end) : file_begin};
}

MappedText MappedText::slice(uint32_t begin, uint32_t end) const {
  const uint32_t size = static_cast<uint32_t>(text_.size());
  begin = std::min(begin, size);
  end = std::max(begin, std::min(end, size));
  std::vector<Piece> inside;
  for (size_t index = 0; index < pieces_.size(); ++index) {
    Piece piece = pieces_[index];
    const uint32_t piece_end = index + 1 < pieces_.size() ? pieces_[index + 1].text_begin : size;
    const uint32_t from = std::max(piece.text_begin, begin);
    const uint32_t to = std::min(piece_end, end);
    if (from >= to) continue;
    if (piece_end - piece.text_begin == piece.file_size) {
      piece.file_begin += from - piece.text_begin;
      piece.file_size = to - from;
    }
    piece.text_begin = from - begin;
    inside.push_back(piece);
  }
  return MappedText(text_.substr(begin, end - begin), span(begin, end), std::move(inside));
}

MappedText MappedText::trimmed() const {
  constexpr const char* blanks = " \t\n\r";
  const size_t first = text_.find_first_not_of(blanks);
  if (first == std::string::npos) return slice(0, 0);
  const size_t last = text_.find_last_not_of(blanks);
  return slice(static_cast<uint32_t>(first), static_cast<uint32_t>(last + 1));
}

Span file_span(Span place) {
  place.source |= file_flag;
  return place;
}

Span in_file(Span span, const std::vector<const MappedText*>& texts) {
  if ((span.source & file_flag) != 0) {
    span.source &= ~file_flag;
  } else if (span.source < texts.size()) {
    span = texts[span.source]->span(span.begin, span.end);
  }
  return span;
}

Diagnostic in_file(Diagnostic diagnostic, const std::vector<const MappedText*>& texts) {
  for (Mark& mark : diagnostic.marks) mark.span = in_file(mark.span, texts);
  return diagnostic;
}

}  // namespace fangan
