// Import report: what an import would do, or did, with what is wrong at its cells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "text/diagnostic.h"
#include "value/json.h"

namespace fangan {

/// Something to be said of a place in the file.
struct CellError {
  uint32_t row = 0;                ///< As a spreadsheet counts; 0: the file as a whole.
  std::optional<uint32_t> column;  ///< 0-based; none: the row as a whole.
  std::string field;
  std::string value;  ///< As it is written; masked where the field is.
  Diagnostic error;
};

struct ImportReport {
  static constexpr size_t errors_max = 10'000;
  static constexpr size_t warnings_max = 1'000;
  static constexpr size_t preview_max = 200;

  std::string sheet;  ///< Empty: a CSV file.
  int64_t added = 0;
  int64_t changed = 0;
  int64_t unchanged = 0;
  int64_t error_count = 0;
  int64_t warning_count = 0;
  std::vector<CellError> errors;    ///< The first of them, by their places.
  std::vector<CellError> warnings;
  Json preview = Json::array();  ///< The first rows that change, before and after.

  void add_error(CellError error);
  void add_warning(CellError warning);
  /// In the order of rows and columns.
  void sort();
};

/// As docs/api.md says, `preview` among it.
Json report_json(const ImportReport& report);
/// What is needed of a stored report to write the workbook that goes back.
std::vector<CellError> errors_of(const Json& report);

}  // namespace fangan
