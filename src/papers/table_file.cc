#include "papers/table_file.h"

#include <algorithm>
#include <set>

#include "document/csv.h"
#include "papers/title_row.h"
#include "papers/xlsx_cells.h"
#include "papers/xlsx_parts.h"

namespace fangan {
namespace {

/// We write a dozen.
constexpr size_t facts_max = 100;

bool is_called_workbook(std::string_view name) {
  std::string small(name);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  for (const std::string_view end : {".xlsx", ".xls", ".xlsm", ".et"}) {
    if (small.size() > end.size() && small.substr(small.size() - end.size()) == end) return true;
  }
  return false;
}

Result<bool> is_workbook(ByteSource* source, std::string_view name) {
  char begin[4] = {};
  source->rewind();
  const Result<size_t> count = source->read(begin, sizeof(begin));
  if (!count) return count.errors();
  const std::string_view bytes(begin, count.value());
  return looks_like_zip(bytes) || bytes == "\xD0\xCF\x11\xE0" || is_called_workbook(name);
}

/// Cells of a row of a sheet by column, blanks between them.
void fill_cells(const SheetRow& row, std::vector<TableCell>* cells) {
  cells->clear();
  for (const SheetCell& cell : row.cells) {
    cells->resize(cell.column + 1);
    cells->back() = {cell.text, cell.note};
  }
}

std::vector<std::string_view> texts_of(const std::vector<TableCell>& cells) {
  std::vector<std::string_view> texts;
  for (const TableCell& cell : cells) texts.push_back(cell.text);
  return texts;
}

Diagnostic no_titles(const std::vector<std::string>& expected) {
  std::string names;
  for (size_t i = 0; i < std::min<size_t>(expected.size(), 8); ++i) {
    names += (i > 0 ? "、" : "") + expected[i];
  }
  Diagnostic found = problem("PAPER-T001", {{"names", names}});
  found.fault = Fault::data;
  return found;
}

bool is_notes(const std::vector<TableCell>& cells) {
  for (const TableCell& cell : cells) {
    if (cell.text.empty()) continue;
    const std::string_view rest = cell.text.substr(std::min(cell.text.size(), notes_mark.size()));
    return cell.text.substr(0, notes_mark.size()) == notes_mark &&
           (rest.empty() || rest.substr(0, 3) == "：");
  }
  return false;
}

}  // namespace

struct TableFile::Impl {
  explicit Impl(ByteSource own) : source(std::move(own)) {}

  ByteSource source;
  std::optional<XlsxReader> workbook;  ///< None: CSV.
  size_t sheet = 0;
  std::string sheet_name;
  uint32_t title_row = 0;
  std::vector<std::string> titles;
  PaperFacts facts;
  bool is_guarded = false;
  std::set<uint32_t> untitled;  ///< Columns that were reported.

  Result<Done> find_titles(const std::vector<std::string>& expected);
  Result<Done> take_titles(const TitleRow& found);
  Result<Done> look_at_sheet(size_t sheet, TitleRow* titles);
  Result<Done> look_at_csv(TitleRow* titles);
  Result<Done> read_facts();
  Result<Done> read_sheet(const TakeTableRow& take);
  Result<Done> read_csv_rows(const TakeTableRow& take);
  bool give(TableRow row, std::vector<TableCell>* cells, Diagnostics* errors,
            const TakeTableRow& take);
};

TableFile::TableFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TableFile::~TableFile() = default;
TableFile::TableFile(TableFile&&) noexcept = default;

const std::string& TableFile::sheet() const {
  return impl_->sheet_name;
}
uint32_t TableFile::title_row() const {
  return impl_->title_row;
}
const std::vector<std::string>& TableFile::titles() const {
  return impl_->titles;
}
const PaperFacts& TableFile::facts() const {
  return impl_->facts;
}

Result<TableFile> TableFile::open(ByteSource source, std::string_view name,
                                  const std::vector<std::string>& expected) {
  auto impl = std::make_unique<Impl>(std::move(source));
  const Result<bool> workbook = is_workbook(&impl->source, name);
  if (!workbook) return workbook.errors();
  if (workbook.value()) {
    Result<XlsxReader> opened = XlsxReader::open(&impl->source);
    if (!opened) return opened.errors();
    impl->workbook.emplace(std::move(opened).value());
    const Result<Done> facts = impl->read_facts();
    if (!facts) return facts.errors();
  }
  const Result<Done> found = impl->find_titles(expected);
  if (!found) return found.errors();
  return TableFile(std::move(impl));
}

Result<Done> TableFile::Impl::read_facts() {
  const Result<size_t> own = workbook->find(facts_sheet);
  if (!own || !workbook->sheets()[own.value()].is_hidden) return Done{};
  return workbook->read(own.value(), [this](const SheetRow& row) {
    std::vector<TableCell> cells;
    fill_cells(row, &cells);
    if (cells.empty() || cells[0].text.empty()) return true;
    facts.emplace_back(cells[0].text, cells.size() > 1 ? cells[1].text : std::string_view());
    return facts.size() < facts_max;
  });
}

Result<Done> TableFile::Impl::look_at_sheet(size_t number, TitleRow* found) {
  std::vector<TableCell> cells;
  return workbook->read(number, [&](const SheetRow& row) {
    fill_cells(row, &cells);
    return found->look_at(row.number, texts_of(cells));
  });
}

Result<Done> TableFile::Impl::look_at_csv(TitleRow* found) {
  return read_csv(&source, [found](const CsvRecord& record) {
    return found->look_at(record.row, record.cells);
  });
}

Result<Done> TableFile::Impl::find_titles(const std::vector<std::string>& expected) {
  if (!workbook) {
    TitleRow found(expected);
    const Result<Done> looked = look_at_csv(&found);
    if (!looked) return looked.errors();
    if (!found.is_found()) return no_titles(expected);
    return take_titles(found);
  }
  for (size_t i = 0; i < workbook->sheets().size(); ++i) {
    if (workbook->sheets()[i].is_hidden) continue;
    TitleRow found(expected);
    const Result<Done> looked = look_at_sheet(i, &found);
    if (!looked) return looked.errors();
    if (!found.is_found()) continue;
    sheet = i;
    sheet_name = workbook->sheets()[i].name;
    return take_titles(found);
  }
  return no_titles(expected);
}

Result<Done> TableFile::Impl::take_titles(const TitleRow& found) {
  const Result<Done> checked = found.check();
  if (!checked) return checked.errors();
  title_row = found.row();
  titles = found.titles();
  is_guarded = !workbook && titles.front() == row_title;
  return Done{};
}

Result<Done> TableFile::read(const TakeTableRow& take) {
  impl_->untitled.clear();
  return impl_->workbook ? impl_->read_sheet(take) : impl_->read_csv_rows(take);
}

Result<Done> TableFile::Impl::read_sheet(const TakeTableRow& take) {
  std::vector<TableCell> cells;
  Diagnostics errors;
  return workbook->read(sheet, [&](const SheetRow& row) {
    if (row.number <= title_row) return true;
    fill_cells(row, &cells);
    errors.clear();
    return give({row.number, cells, errors, row.permille}, &cells, &errors, take);
  });
}

Result<Done> TableFile::Impl::read_csv_rows(const TakeTableRow& take) {
  std::vector<TableCell> cells;
  Diagnostics errors;
  size_t expected = 0;
  return read_csv(&source, [&](const CsvRecord& record) {
    if (record.row == title_row) expected = record.cells.size();
    if (record.row <= title_row) return true;
    cells.clear();
    for (const std::string_view cell : record.cells) {
      cells.push_back({is_guarded ? unguarded_csv_text(cell) : cell});
    }
    errors.clear();
    for (const Diagnostic& error : record.errors) {
      if (error.code != "DOC-V003") errors.push_back(error);
    }
    // A heading above the titles may be shorter; the titles count.
    if (record.cells.size() != expected) {
      errors.push_back(problem("DOC-V003", {{"line", std::to_string(record.line)},
                                            {"count", std::to_string(record.cells.size())},
                                            {"expected", std::to_string(expected)}}));
      errors.back().fault = Fault::data;
    }
    const uint64_t all = std::max<uint64_t>(1, source.size_bytes());
    const auto permille = static_cast<uint32_t>(source.offset() * 1000 / all);
    return give({record.row, cells, errors, permille}, &cells, &errors, take);
  });
}

bool TableFile::Impl::give(TableRow row, std::vector<TableCell>* cells, Diagnostics* errors,
                           const TakeTableRow& take) {
  if (row.number == title_row + 1 && is_notes(*cells)) return true;
  bool is_blank = true;
  for (uint32_t i = 0; i < cells->size(); ++i) {
    const std::string_view text = (*cells)[i].text;
    if (text.empty() && (*cells)[i].note == CellNote::none) continue;
    const bool has_title = i < titles.size() && !titles[i].empty();
    is_blank = is_blank && !has_title;
    const bool goes_on = i > 0 && text == (*cells)[i - 1].text;  // Merged with the one before.
    if (has_title || goes_on || !untitled.insert(i).second) continue;
    errors->push_back(problem("PAPER-T003", {{"cell", cell_name(i, row.number)}}));
    errors->back().severity = Severity::warning;
    errors->back().fault = Fault::data;
  }
  if (is_blank && errors->empty()) return true;
  cells->resize(titles.size());
  return take(row);
}

std::optional<Diagnostic> problem_of(const TableCell& cell) {
  const char* code = nullptr;
  switch (cell.note) {
    case CellNote::none:
      return {};
    case CellNote::lost_digits:
      code = "PAPER-C001";
      break;
    case CellNote::lost_time:
      code = "PAPER-C002";
      break;
    case CellNote::too_long:
      code = "PAPER-C003";
      break;
    case CellNote::error_value:
      code = "PAPER-C004";
      break;
    case CellNote::no_value:
      code = "PAPER-C005";
      break;
  }
  const std::string value(first_units(cell.text, 40));
  Diagnostic found = problem(code, {{"value", value}});
  found.fault = Fault::data;
  return found;
}

std::string cell_name(uint32_t column, uint32_t row) {
  return column_letters(column) + std::to_string(row);
}

}  // namespace fangan
