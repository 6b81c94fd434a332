// What a test may write for what is computed, and what it may not.
#include "feel/expectation.h"

#include <gtest/gtest.h>

#include "feel/expression.h"

namespace fangan::feel {
namespace {

Value value_of(const char* text) {
  const Compiled compiled = compile(text, Scope());
  EXPECT_TRUE(compiled.expression) << text;
  Evaluation evaluation;
  return compiled.expression->evaluate({}, &evaluation);
}

struct Row {
  const char* computed;
  const char* expected;
  bool same;
};

TEST(Expectation, ComparesByTypeAndValue) {
  const Row rows[] = {
      {"1", "1.00", true},
      {"1", "\"1\"", false},
      {"[1]", "1", false},
      {"null", "null", true},
      {"1/0", "null", true},
      {"null", "false", false},
      {"{a: 1, b: [2]}", "{b: [2], a: 1}", true},
      {"{a: 1}", "{a: 1, b: null}", false},
      {"{\"a - b\": 1}", "{\"a - b\": 1}", true},
      {"@\"2020-01-01\"", "\"2020-01-01\"", false},
      {"@\"10:00:00Z\"", "@\"10:00:00+00:00\"", true},
      {"[1..2]", "[1..2)", false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(is_expected(value_of(row.computed), value_of(row.expected)), row.same)
        << row.computed << " " << row.expected;
  }
}

TEST(Expectation, NumbersAreExactButForThoseThatAreCut) {
  const Row rows[] = {
      {"1/3", "0.33333333", true},
      {"1/3", "0.3333333333333333", true},
      {"1/3", "0.333333", false},
      {"1/3", "0.33333334", false},
      {"2/3", "0.66666667", true},
      {"2/3", "0.66666666", true},
      {"0.3", "0.30000000000000004", false},
      {"1", "1.000000001", false},
      {"123456789012345678", "123456789012345679", false},
      {"sqrt(2)", "1.4142135623730951", true},
      {"1/3 * 1e-12", "0.000000000000333333333", true},
      {"1/3 * 1e-12", "0.000000000000333333444", false},
      {"1/3 * 1e-12", "0.0000000000004", false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(is_expected(value_of(row.computed), value_of(row.expected)), row.same)
        << row.computed << " " << row.expected;
  }
}

TEST(Expectation, TextsOfJsonStandForWhatJsonLacks) {
  const Row rows[] = {
      {"@\"2020-01-01\"", "\"2020-01-01\"", true},
      {"@\"2020-01-01\"", "\"2020-01-02\"", false},
      {"@\"2020-01-01\"", "\"2020-01-01T00:00:00\"", false},
      {"[@\"PT60M\"]", "[\"PT1H\"]", true},
      {"{a: @\"P1Y\"}", "{a: \"P12M\"}", true},
      {"[1..2]", "\"[1 .. 2]\"", true},
      {"\"2020-01-01\"", "@\"2020-01-01\"", false},
      {"1", "\"1\"", false},
      {"true", "\"true\"", false},
      {"null", "\"null\"", false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(is_expected_json(value_of(row.computed), value_of(row.expected)), row.same)
        << row.computed << " " << row.expected;
  }
}

}  // namespace
}  // namespace fangan::feel
