#include "document/csv.h"

#include <algorithm>

namespace fangan {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<std::vector<CsvRow>> read() {
    while (offset_ < text_.size()) {
      if (text_[offset_] == '\n') {
        ++line_;
        ++offset_;
        continue;
      }
      read_row();
    }
    if (rows_.empty()) report("DOC-V004", line_);
    if (!errors_.empty()) return errors_;
    return std::move(rows_);
  }

 private:
  void report(const char* code, uint32_t line, std::vector<Fact> facts = {}) {
    facts.insert(facts.begin(), {"line", std::to_string(line)});
    errors_.push_back(problem(code, std::move(facts)));
    errors_.back().fault = Fault::data;
  }

  void read_row() {
    CsvRow row;
    row.line = line_;
    do {
      row.cells.push_back(read_cell());
    } while (offset_ < text_.size() && text_[offset_++] == ',');
    ++line_;  // Behind the line end, which the loop has passed.
    if (!rows_.empty() && row.cells.size() != rows_.front().cells.size()) {
      report("DOC-V003", row.line,
             {{"count", std::to_string(row.cells.size())},
              {"expected", std::to_string(rows_.front().cells.size())}});
    }
    rows_.push_back(std::move(row));
  }

  /// Ends at a comma, at a line end or at the end.
  std::string read_cell() {
    if (offset_ < text_.size() && text_[offset_] == '"') return read_quoted();
    const size_t end = std::min(text_.find_first_of(",\n", offset_), text_.size());
    std::string cell(text_.substr(offset_, end - offset_));
    offset_ = end;
    return cell;
  }

  std::string read_quoted() {
    const uint32_t first_line = line_;
    std::string cell;
    while (true) {
      const size_t end = text_.find('"', ++offset_);
      if (end == text_.npos) {
        report("DOC-V001", first_line);
        offset_ = text_.size();
        return cell;
      }
      const std::string_view part = text_.substr(offset_, end - offset_);
      line_ += static_cast<uint32_t>(std::count(part.begin(), part.end(), '\n'));
      cell += part;
      offset_ = end + 1;
      if (offset_ == text_.size() || text_[offset_] != '"') break;
      cell += '"';
    }
    const size_t next = std::min(text_.find_first_of(",\n", offset_), text_.size());
    if (next != offset_) report("DOC-V002", line_);
    offset_ = next;
    return cell;
  }

  std::string_view text_;
  size_t offset_ = 0;
  uint32_t line_ = 1;
  std::vector<CsvRow> rows_;
  Diagnostics errors_;
};

bool needs_quotes(std::string_view cell) {
  const bool has_blank = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  return has_blank || cell.find_first_of(",\"\n\r") != cell.npos;
}

}  // namespace

Result<std::vector<CsvRow>> read_csv(std::string_view text) {
  return Reader(text).read();
}

std::string print_csv(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) line += ',';
    if (!needs_quotes(cell)) {
      line += cell;
      continue;
    }
    line += '"';
    for (const char c : cell) {
      line += c;
      if (c == '"') line += c;
    }
    line += '"';
  }
  return line + "\n";
}

}  // namespace fangan
