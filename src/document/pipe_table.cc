#include "document/pipe_table.h"

#include <algorithm>

namespace fangan {
namespace {

/// The line |---|---| under the header: every cell has dashes. (A later row of a decision table may
/// hold `-` in all its inputs, so only the second line is asked, and empty cells make it no rule.)
bool is_rule(std::string_view line) {
  if (line.find_first_not_of("|-: \t\r") != std::string_view::npos) return false;
  const size_t last = line.find_last_not_of(" \t\r");
  bool has_dash = false;
  for (size_t i = line.find('|') + 1; i <= last; ++i) {
    if (line[i] == '-') has_dash = true;
    if (line[i] != '|' && i < last) continue;
    if (!has_dash) return false;
    has_dash = false;
  }
  return true;
}

/// Adds bytes of the file to a cell; `read` is what they read as.
void append(std::string_view read, size_t file_begin, size_t file_size, Cell* cell) {
  if (file_size == 0) return;
  cell->pieces.push_back({static_cast<uint32_t>(cell->text.size()),
                          static_cast<uint32_t>(file_begin), static_cast<uint32_t>(file_size)});
  cell->text += read;
}

Cell make_cell(std::string_view text, uint32_t source, size_t begin, size_t end) {
  while (begin < end && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\r'))
    --end;
  Cell cell;
  cell.span = Span{source, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  size_t plain = begin;
  for (size_t i = begin; i + 1 < end; ++i) {
    if (text[i] != '\\' || text[i + 1] != '|') continue;
    append(text.substr(plain, i - plain), plain, i - plain, &cell);
    append("|", i, 2, &cell);
    plain = ++i + 1;
  }
  append(text.substr(plain, end - plain), plain, end - plain, &cell);
  if (cell.pieces.size() == 1 && cell.text.size() == end - begin) cell.pieces.clear();
  return cell;
}

std::vector<Cell> read_row(std::string_view text, uint32_t source, size_t begin, size_t end) {
  std::vector<Cell> cells;
  size_t cell_begin = begin + 1;
  for (size_t i = cell_begin; i < end; ++i) {
    if (text[i] != '|' || text[i - 1] == '\\') continue;
    cells.push_back(make_cell(text, source, cell_begin, i));
    cell_begin = i + 1;
  }
  const Cell last = make_cell(text, source, cell_begin, end);
  if (!last.text.empty()) cells.push_back(last);
  return cells;
}

}  // namespace

Grid read_pipe_table(std::string_view text, Span span) {
  Grid grid;
  grid.span = span;
  bool is_second = false;
  for (size_t at = span.begin; at < span.end;) {
    const size_t feed = std::min<size_t>(text.find('\n', at), span.end);
    const size_t bar = text.find('|', at);
    const std::string_view line = text.substr(at, feed - at);
    if (bar < feed) {
      const bool skip = is_second && is_rule(line);
      is_second = !skip && grid.rows.empty();
      if (!skip) grid.rows.push_back(read_row(text, span.source, bar, feed));
    }
    at = feed + 1;
  }
  return grid;
}

}  // namespace fangan
