// Grid: a table somebody wrote, each cell with its place.
//
// Pipe tables of Markdown, tables of a .docx and the tables of case files all read as grids.
#pragma once

#include <string>
#include <vector>

#include "text/mapped_text.h"
#include "text/source.h"

namespace fangan {

struct Cell {
  std::string text;  ///< Without the blanks around it; an escaped \| reads as |.
  Span span;         ///< The text's own characters, without blanks around it.
  std::vector<MappedText::Piece> pieces;  ///< Where the text and its characters differ; else none.

  MappedText mapped() const { return MappedText(text, span, pieces); }
};

/// Rows may differ in length where a row was written short; cell(r, c) reads a missing one as
/// empty.
struct Grid {
  std::vector<std::vector<Cell>> rows;
  Span span;

  size_t row_count() const { return rows.size(); }
  std::string_view cell(size_t row, size_t column) const {
    return row < rows.size() && column < rows[row].size() ? std::string_view(rows[row][column].text)
                                                          : std::string_view();
  }
};

}  // namespace fangan
