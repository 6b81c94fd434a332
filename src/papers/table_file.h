// Table file: a table somebody sent, .xlsx or .csv, as one thing: titles and rows with their
// places. An importer knows no format.
//
// People put a heading above a table, merge titles, add columns and rename tabs. The titles are
// therefore looked for: in the first sheet that is seen and has a row of names the caller expects.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/byte_source.h"
#include "papers/paper_sheet.h"
#include "papers/xlsx_reader.h"
#include "text/result.h"

namespace fangan {

struct TableCell {
  std::string_view text;  ///< Empty: a blank.
  CellNote note = CellNote::none;
};

/// One row while it is read.
struct TableRow {
  uint32_t number = 1;                  ///< As a spreadsheet counts rows.
  const std::vector<TableCell>& cells;  ///< By column, as many as there are titles.
  const Diagnostics& errors;            ///< Of the row: DOC-V002, DOC-V003, PAPER-T003.
  uint32_t permille = 0;                ///< How much of the table is read.
};

/// Takes a row; false ends the reading.
using TakeTableRow = std::function<bool(const TableRow&)>;

class TableFile {
 public:
  /// `name` is the file's: what is no workbook by its bytes is CSV unless it is called one.
  /// `expected`: names a title may have; none: the first row holds the titles.
  /// Errors  those of XlsxReader::open() and read_csv(); PAPER-T001 no row of titles; PAPER-T002 a
  /// title twice.
  static Result<TableFile> open(ByteSource source, std::string_view name,
                                const std::vector<std::string>& expected);
  ~TableFile();
  TableFile(TableFile&&) noexcept;

  /// The tab; empty for CSV.
  const std::string& sheet() const;
  uint32_t title_row() const;
  /// By column. One of the expected names, else as written; empty where a column has none.
  const std::vector<std::string>& titles() const;
  /// What a workbook of ours says of itself; empty for others and for CSV.
  const PaperFacts& facts() const;

  /// The rows below the titles that are not blank, as often as asked; a row of notes (notes_mark)
  /// is passed. Errors  those of XlsxReader::read() and read_csv().
  Result<Done> read(const TakeTableRow& take);

 private:
  struct Impl;
  explicit TableFile(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

/// What is wrong in a cell by its note. Errors  PAPER-C001 too many digits; PAPER-C002 a time of
/// day; PAPER-C003 too long; PAPER-C004 an error of a formula; PAPER-C005 a formula never computed.
std::optional<Diagnostic> problem_of(const TableCell& cell);

/// C7.
std::string cell_name(uint32_t column, uint32_t row);

}  // namespace fangan
