// Case expression: what a case asks, in FEEL over the rows that a page reads.
//
// Registers, targets and tasks are names of the expression; the rows of one are read when it is
// mentioned. No second query language exists.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/records.h"
#include "text/result.h"
#include "value/value.h"

namespace fangan {

/// A row a case can read: columns by name.
using CaseRow = std::map<std::string, FieldValue>;

/// What a case may ask of.
struct CaseRegisters {
  std::vector<std::string> names;
  std::function<std::vector<CaseRow>(const std::string& name)> rows;
};

/// The value of an expression. Errors  those of feel/parse.h as in plans, with their places in the
/// text (source 0); what made the value null.
Result<Value> evaluate_case(std::string_view text, const CaseRegisters& registers);

/// `expected` as written in a result cell: a FEEL literal or bare text compares exactly; `~ 51.5 %`
/// compares after rounding half up to its digits. A list of one stands for its item.
bool matches_result(const Value& value, std::string_view expected);

/// As a case writes it.
std::string print_result(const Value& value);

}  // namespace fangan
