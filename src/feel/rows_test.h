// Rows of tests: an expression, and an expression with the value it must have.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "feel/expression.h"
#include "value/print.h"

namespace fangan::feel::test {

struct Row {
  const char* expression;
  const char* result;  ///< An expression with the same value, or "refused".
};

inline std::string value_of(std::string_view text) {
  const Compiled compiled = compile(text, Scope());
  if (!compiled.expression) return "refused";
  Evaluation evaluation;
  evaluation.set_now(DateTime::parse("2017-10-12T09:30:00+08:00").value());
  return print(compiled.expression->evaluate({}, &evaluation));
}

template <size_t count>
void expect_all(const Row (&rows)[count]) {
  for (const Row& row : rows) {
    const bool is_refused = std::string_view(row.result) == "refused";
    const std::string expected = is_refused ? "refused" : value_of(row.result);
    EXPECT_EQ(value_of(row.expression), expected) << row.expression;
  }
}

}  // namespace fangan::feel::test
