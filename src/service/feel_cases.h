// FEEL cases: expressions with what they should give, one JSON object a line.
//
//   {"expression": "年龄 >= 80", "context": {"年龄": 84}, "expected": true}
//   {"expression": "d + @\"P1M\"", "context feel": "{d: @\"2024-01-31\"}",
//    "expected feel": "@\"2024-02-29\""}
//   {"expression": "[80..90)", "unary": true, "context": {"?": 84}, "expected": true}
//
// `context` holds the variables by name; a name may hold blanks. Texts under `context feel` and
// `expected feel` are FEEL and evaluated first. With `"unary": true` the expression is unary tests
// of `?`, whose value is `input`, `input feel` or `?` of the line, else `?` of the context, else a
// context that is no object. How values are compared: feel/expectation.h. A text that is wrong
// gives null, so a case may expect null of it. Empty lines count for nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "service/feel_runner.h"
#include "text/result.h"

namespace fangan {

/// A case that failed. Of a line that is no case only the reason is filled.
struct FeelCaseFailure {
  size_t line = 0;  ///< From 1.
  std::string expression;
  std::string expected;  ///< As FEEL text, cut where it is long; empty where there is none.
  std::string computed;
  std::optional<Diagnostic> reason;  ///< Why it is null, or what is wrong with the line.
};

struct FeelCaseReport {
  int64_t passed = 0;
  std::vector<FeelCaseFailure> failures;
  Diagnostics warnings;  ///< Keys that are not read, each once.
};

/// Runs all lines of a text. Reasons for a line  VAL-J001 to VAL-J003; TEST-J001 no object with
/// an expression and what is expected; TEST-J002 a key with another kind of value; TEST-J003 a
/// context that is none; TEST-J004 an expected FEEL text that is wrong. Warning  TEST-J005.
FeelCaseReport run_feel_cases(std::string_view lines, const DateTime& now);

/// One line for a person: place, expression, expected, computed, reason in both languages.
std::string print(const FeelCaseFailure& failure);

}  // namespace fangan
