#include "papers/returned_workbook.h"

#include <algorithm>
#include <map>

namespace fangan {
namespace {

/// A column of the written sheet; none of the file: the one of faults.
struct Column {
  std::optional<uint32_t> of_file;
  PaperColumn column;
};

std::vector<Column> columns_of(const TableFile& file, const std::vector<PaperColumn>& known) {
  std::vector<Column> columns;
  PaperColumn faults;
  faults.title = fault_title;
  faults.width = 40;
  columns.push_back({{}, faults});
  for (uint32_t i = 0; i < file.titles().size(); ++i) {
    const std::string& title = file.titles()[i];
    if (title.empty() || title == fault_title) continue;
    PaperColumn column;
    column.title = title;
    for (const PaperColumn& each : known) {
      if (each.title == title) column = each;
    }
    column.is_hidden = title == row_title;
    // The number of the row comes first, as in an export.
    columns.insert(column.is_hidden ? columns.begin() : columns.end(), {i, column});
  }
  return columns;
}

using Faults = std::map<uint32_t, std::vector<CellFault>>;

std::string all_of_row(const std::vector<CellFault>& faults) {
  std::string text;
  for (const CellFault& each : faults) {
    if (!text.empty()) text += '\n';
    if (each.column) text += cell_name(*each.column, each.row) + "  ";
    text += each.text;
  }
  return text;
}

}  // namespace

Result<Done> write_returned(TableFile* file, ReturnedWorkbook returned, const std::string& path) {
  Faults faults;
  for (CellFault& each : returned.faults) faults[each.row].push_back(std::move(each));
  const std::vector<Column> columns = columns_of(*file, returned.columns);
  PaperSheet sheet;
  sheet.name = file->sheet().empty() ? std::string(fault_title) : file->sheet();
  sheet.lock = PaperSheet::Lock::titles;
  for (const Column& each : columns) sheet.columns.push_back(each.column);

  Result<XlsxWriter> writer = XlsxWriter::create(path, returned.created);
  if (!writer) return writer.errors();
  const Result<Done> begun = writer.value().begin_sheet(sheet);
  if (!begun) return begun.errors();
  Diagnostics errors;
  const Result<Done> read = file->read([&](const TableRow& row) {
    const auto found = faults.find(row.number);
    const bool is_faulty = found != faults.end();
    if (!is_faulty && returned.rows == ReturnedWorkbook::Rows::faulty) return true;
    const std::string said = is_faulty ? all_of_row(found->second) : "";
    std::vector<PaperCell> cells;
    for (const Column& each : columns) {
      PaperCell cell{each.of_file ? row.cells[*each.of_file].text : std::string_view(said), {}};
      if (is_faulty && each.of_file) {
        for (const CellFault& fault : found->second) {
          if (fault.column == each.of_file) cell.fault = fault.text;
        }
      }
      cells.push_back(cell);
    }
    const Result<Done> added = writer.value().add_row(cells);
    if (!added) errors = added.errors();
    return errors.empty();
  });
  if (!read) return read.errors();
  if (!errors.empty()) return errors;
  return writer.value().close(returned.facts);
}

}  // namespace fangan
