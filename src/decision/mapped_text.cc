#include "decision/mapped_text.h"

#include <algorithm>

namespace fangan {

namespace {

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

}  // namespace fangan
