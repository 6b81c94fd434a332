// Decide a sheet: one decision for every row of a table somebody brings, with reasons. A policy is
// asked by POLICY.eligible, POLICY.gives (what it gives before cap and budget) and POLICY.cap.
//
// All rows of the sheet are there while each is decided, so a decision may compare a row with the
// others. What the decision reads of other registers is brought as further sheets. Pure: no disk,
// no clock.
#pragma once

#include <string>
#include <vector>

#include "campaign/row_sheets.h"
#include "document/csv.h"
#include "text/messages.h"

namespace fangan {

/// A table with its header as the first row; every row as long.
struct BroughtSheet {
  std::string name;  ///< For a decision on several registers: of the one meant, if known.
  std::vector<CsvRow> rows;
};

struct DecideRequest {
  std::string decision;  ///< Or a policy and its key.
  std::string register_name;  ///< Empty: the one whose columns these are.
  BroughtSheet sheet;
  std::vector<BroughtSheet> others;  ///< Each named as its register.
  Date as_of;
  Language language = Language::zh;  ///< Of the reasons.
  bool explains = false;
};

/// What came of one row of the sheet, in its order.
struct DecidedRow {
  Outcome outcome;      ///< Of a row with errors: undetermined, and nothing said.
  std::string result;   ///< 结果: the value as a case writes it; empty without one.
  std::string reason;   ///< 原因: the rules that held with their annotations, or what was read.
  std::string missing;  ///< 缺少: fields, or the parameters that are not set.
  Diagnostics errors;   ///< 错误: of its cells. Such a row is not decided.
  std::string drawing;  ///< With explains: the values under the text, then print_steps().
};

struct DecidedSheet {
  std::string register_name;
  std::vector<DecidedRow> rows;
  /// Of the other sheets, by number of the sheet and of its row from 0.
  struct OtherError {
    size_t sheet = 0;
    size_t row = 0;
    Diagnostic error;
  };
  std::vector<OtherError> other_errors;
  /// Registers the decision reads of which there are no rows here.
  std::vector<std::string> without_rows;
};

/// Errors  CAMP-D001 no such decision; CAMP-D002 it stands on no register; CAMP-D003 which of its
/// registers is meant; CAMP-D004 a sheet that is no register's; those of RowSheets::open() with the
/// name of the sheet in `sheet`; CAMP-D006 it reads what comes from records, such as shares and
/// figures. What is wrong in a row is told with that row.
Result<DecidedSheet> decide_sheet(const Plan& plan, const DecideRequest& request);

/// The sheet with 结果 原因 缺少 错误 behind its columns, as CSV.
std::string print_decided(const BroughtSheet& sheet, const DecidedSheet& decided,
                          Language language);

/// A value as cases and tables write it: texts without quotes, numbers in full digits.
std::string print_cell(const Value& value);

}  // namespace fangan
