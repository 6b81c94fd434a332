#include "plan/lexicon.h"

#include <algorithm>
#include <cassert>

namespace fangan {
namespace {

std::vector<std::string> split_tabs(std::string_view line) {
  std::vector<std::string> cells;
  for (size_t begin = 0;;) {
    const size_t tab = line.find('\t', begin);
    cells.emplace_back(line.substr(begin, tab - begin));
    if (tab == std::string_view::npos) return cells;
    begin = tab + 1;
  }
}

std::string_view next_line(std::string_view* text) {
  const size_t end = text->find('\n');
  std::string_view line = text->substr(0, end);
  text->remove_prefix(end == std::string_view::npos ? text->size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

/// A factor is a number or a fraction: 亩 is 2000/3 m².
Result<UnitTable> read_units(const std::vector<std::vector<std::string>>& rows) {
  std::vector<UnitEntry> entries;
  for (const std::vector<std::string>& row : rows) {
    const std::string_view written = row[1];
    const size_t slash = std::min(written.find('/'), written.size());
    const Result<Decimal> factor = Decimal::parse(written.substr(0, slash));
    const Result<Decimal> divisor =
        slash == written.size() ? Decimal(1) : Decimal::parse(written.substr(slash + 1));
    if (!factor || !divisor || divisor.value().is_zero()) {
      return problem("DRAFT-L002", {{"unit", row[0]}, {"factor", row[1]}});
    }
    entries.push_back({row[0], factor.value(), row[2], divisor.value()});
  }
  return UnitTable(std::move(entries));
}

}  // namespace

Result<Lexicon> Lexicon::load(std::span<const LexiconFile> files) {
  Lexicon lexicon;
  for (const LexiconFile& file : files) {
    std::vector<std::vector<std::string>>& rows = lexicon.tables_[std::string(file.name)];
    std::string_view text = file.text;
    size_t columns = 0;
    for (int number = 1; !text.empty(); ++number) {
      const std::string_view line = next_line(&text);
      if (line.empty() || line.front() == '#') continue;
      std::vector<std::string> cells = split_tabs(line);
      if (columns == 0) {
        columns = cells.size();
        continue;
      }
      if (cells.size() < columns) {
        return problem("DRAFT-L001", {{"file", std::string(file.name)},
                                      {"line", std::to_string(number)},
                                      {"columns", std::to_string(columns)}});
      }
      rows.push_back(std::move(cells));
    }
  }
  Result<UnitTable> units = read_units(lexicon.table("units.tsv"));
  if (!units) return units.errors();
  lexicon.units_ = std::move(units).value();
  return lexicon;
}

const Lexicon& Lexicon::standard() {
  static const Lexicon lexicon = [] {
    Result<Lexicon> loaded = load(embedded_lexicons());
    assert(loaded);
    return std::move(loaded).value();
  }();
  return lexicon;
}

const std::vector<std::vector<std::string>>& Lexicon::table(std::string_view name) const {
  static const std::vector<std::vector<std::string>> none;
  const auto found = tables_.find(name);
  return found == tables_.end() ? none : found->second;
}

std::vector<std::string> Lexicon::words(std::string_view name) const {
  std::vector<std::string> words;
  for (const std::vector<std::string>& row : table(name)) words.push_back(row.front());
  return words;
}

}  // namespace fangan
