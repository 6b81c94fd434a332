// Case expression: the few forms a case may ask with until plans have FEEL, which replaces this
// reader: NAME, [column = literal], [n], .column and count(...) of such.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/records.h"
#include "text/result.h"

namespace fangan {

/// A row a case can read: columns by name.
using CaseRow = std::map<std::string, FieldValue>;

/// Keeps rows by condition or by position (1-based; negative from the end).
struct CaseFilter {
  std::string column;              ///< Empty for a position.
  FieldValue value;
  int64_t position = 0;
};

struct CaseExpression {
  bool count = false;
  std::string name;                ///< Of the register, target or task.
  std::vector<CaseFilter> filters;
  std::string column;              ///< Empty where none is asked.
};

/// Errors  TEST-X001 the expression has another form (with the offset).
Result<CaseExpression> read_case_expression(std::string_view text);

/// A literal: number, "text", true, false, null, date("2017-10-12"). None for other texts.
std::optional<FieldValue> read_case_literal(std::string_view text);

/// Errors  TEST-X002 a column the rows do not have; TEST-X003 not exactly one value is left.
Result<FieldValue> evaluate(const CaseExpression& expression, const std::vector<CaseRow>& rows);

/// As a case writes it.
std::string print_value(const FieldValue& value);

/// `expected` as written in a result cell: a literal or bare text compares exactly; `~ 51.5 %`
/// compares after rounding half up to its digits.
bool matches_result(const FieldValue& value, std::string_view expected);

}  // namespace fangan
