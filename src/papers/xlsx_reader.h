// Xlsx reader: the rows of a sheet as a spreadsheet shows them, one at a time.
//
// Workbooks come from Excel, WPS, LibreOffice and programs; each writes the format its own way:
// cells without addresses, texts in place, absolute or relative paths, prefixes. What a cell says
// is text: a number in plain digits, a day as 2017-12-31. What Excel has lost already (the digits
// behind the 15th) or would lose (the time of a day) is said beside the text, so that whoever
// imports it can refuse it. Cells of a merged range all have its value. Hidden rows are rows.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document/byte_source.h"
#include "papers/xlsx_limits.h"
#include "text/result.h"

namespace fangan {

enum class CellKind : uint8_t { text, number, day, boolean, error, no_value };

/// What is to be said of a cell beside its text.
enum class CellNote : uint8_t {
  none,
  lost_digits,  ///< A number of more than 15 digits.
  lost_time,    ///< A day with a time of day.
  too_long,     ///< Longer than a cell may be; the text is cut.
  error_value,  ///< #N/A and the like.
  no_value,     ///< A formula that nobody has computed.
};

struct SheetCell {
  uint32_t column = 0;  ///< 0-based.
  CellKind kind = CellKind::text;
  CellNote note = CellNote::none;
  std::string_view text;
};

/// One row while it is read.
struct SheetRow {
  uint32_t number = 1;                  ///< 1-based.
  const std::vector<SheetCell>& cells;  ///< By column; only those with a value.
  uint32_t permille = 0;                ///< How much of the sheet is read.
};

/// Takes a row; false ends the reading.
using TakeSheetRow = std::function<bool(const SheetRow&)>;

class XlsxReader {
 public:
  struct Sheet {
    std::string name;
    bool is_hidden = false;
    std::string part;
  };

  /// The source stays for as long as the reader.
  /// Errors  PAPER-X001 to PAPER-X012, DOC-T005; PAPER-X002 no workbook in the archive; PAPER-X018
  /// too many formats.
  static Result<XlsxReader> open(ByteSource* source, const XlsxLimits& limits = {});
  ~XlsxReader();
  XlsxReader(XlsxReader&&) noexcept;

  /// Those with cells, in the order of the tabs.
  const std::vector<Sheet>& sheets() const;
  /// Errors  PAPER-X013 no such sheet.
  Result<size_t> find(std::string_view sheet_name) const;
  /// All rows with a value. The whole sheet is looked through once before the first row is given,
  /// so a damaged one gives none. Errors  those of open(); PAPER-X014 a column beyond XFD;
  /// PAPER-X015 a row beyond 1,048,576; PAPER-X016 too many shared strings; PAPER-X017 too many
  /// merged cells.
  Result<Done> read(size_t sheet, const TakeSheetRow& take);

 private:
  struct Workbook;
  explicit XlsxReader(std::unique_ptr<Workbook> workbook);

  std::unique_ptr<Workbook> workbook_;
};

}  // namespace fangan
