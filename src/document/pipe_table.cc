#include "document/pipe_table.h"

#include <algorithm>

namespace fangan {
namespace {

bool is_rule(std::string_view line) {
  return line.find('-') != std::string_view::npos &&
         line.find_first_not_of("|-: \t\r") == std::string_view::npos;
}

Cell make_cell(std::string_view text, uint32_t source, size_t begin, size_t end) {
  while (begin < end && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\r'))
    --end;
  Cell cell;
  cell.span = Span{source, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  for (size_t i = begin; i < end; ++i) {
    if (text[i] == '\\' && i + 1 < end && text[i + 1] == '|') ++i;
    cell.text += text[i];
  }
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
  for (size_t at = span.begin; at < span.end;) {
    const size_t feed = std::min<size_t>(text.find('\n', at), span.end);
    const size_t bar = text.find('|', at);
    const std::string_view line = text.substr(at, feed - at);
    if (bar < feed && !is_rule(line)) grid.rows.push_back(read_row(text, span.source, bar, feed));
    at = feed + 1;
  }
  return grid;
}

}  // namespace fangan
