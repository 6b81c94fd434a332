// Evaluating: what expressions give, and why some give null.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "feel/expression.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

struct Row {
  const char* expression;
  const char* result;  ///< As FEEL writes it; of null with the code of its reason.
};

std::string shown(const Value& value) {
  return print(value) + (value.reason() == nullptr ? "" : " " + value.reason()->code);
}

Value value_of(std::string_view text, Limits limits = {}) {
  const Compiled compiled = compile(text, Scope());
  if (!compiled.expression) return Value::null(compiled.diagnostics.front());
  Evaluation evaluation(limits);
  return compiled.expression->evaluate({}, &evaluation);
}

void expect_all(const std::vector<Row>& rows) {
  for (const Row& row : rows)
    EXPECT_EQ(shown(value_of(row.expression)), row.result) << row.expression;
}

TEST(Evaluate, Arithmetic) {
  expect_all({{"0.1 + 0.2 = 0.3", "true"},
              {"-3 ** 2", "9"},
              {"3 ** 4 ** 5", "3486784401"},
              {"--10", "10"},
              {"1 / 3", "0.3333333333333333333333333333333333"},
              {"1 / 0", "null VAL-N003"},
              {"null + 1", "null FEEL-A001"},
              {"1 + \"1\"", "null FEEL-A002"},
              {"\"甲\" + \"乙\"", "\"甲乙\""},
              {"@\"2020-01-31\" + @\"P1M\"", "@\"2020-02-29\""},
              {"@\"P1Y\" + @\"P365D\"", "null FEEL-A002"},
              {"@\"P1Y11M\" * -2.5", "@\"-P4Y9M\""},
              {"@\"2021-01-02\" - @\"PT1H\"", "@\"2021-01-01\""},
              {".5 + 1.5e1", "15.5"}});
}

TEST(Evaluate, ConditionsHaveThreeValues) {
  expect_all({{"true or null", "true"},
              {"true or 123", "true"},
              {"false and \"x\"", "false"},
              {"\"true\" and \"true\"", "null FEEL-T013"},
              {"null and true", "null FEEL-T013"},
              {"1 < \"a\"", "null FEEL-T012"},
              {"1 = \"a\"", "null FEEL-T012"},
              {"null = null", "true"},
              {"1 = null", "false"},
              {"1 != null", "true"},
              {"5 between 1 and 7 and true", "true"},
              {"3 between 2 and \"a\"", "null FEEL-T014"},
              {"5 between 6 and null", "false"},
              {"if null then 1 else 2", "2"},
              {"null instance of Any", "false"},
              {"[1, 2] instance of list<number>", "true"}});
}

TEST(Evaluate, TestsAskTheirInput) {
  expect_all({{"3 in (1..5)", "true"},
              {"3 in ]1..3[", "false"},
              {"5 in (< 3, > 4)", "true"},
              {"1 in [2, 3, 1]", "true"},
              {"1 in (? > 0)", "true"},
              {"5 in (null..10]", "null FEEL-T016"},
              {"true in [false, 2, 3]", "false"},
              {"(< 10) = (< 10)", "true"},
              {"(= 10) = [10..10]", "false"},
              {"[3..1]", "null FEEL-E002"},
              {"[null..null]", "null FEEL-E001"},
              {"(< [1])", "null FEEL-E003"},
              {"[1..10[.end included", "false"}});
}

TEST(Evaluate, ListsAndContexts) {
  expect_all({{"[1, 2, 3, 4][item > 2]", "[3, 4]"},
              {"[1, 2, 3][-1]", "3"},
              {"[1, 2, 3][4]", "null FEEL-E005"},
              {"[1, 2][\"a\"]", "null FEEL-T015"},
              {"100[1]", "100"},
              {"100[false]", "[]"},
              {"[{x: 1}, {y: 2}].y", "[null, 2]"},
              {"[{x: 1}, {y: 2}][x = 1]", "[{x: 1}]"},
              {"[{a: 1}][nothing = 1]", "[]"},
              {"{a: 1, b: a + 1}", "{a: 1, b: 2}"},
              {"{a: 1, a: 2}", "null FEEL-E004"},
              {"{a: 1}.b", "null FEEL-N002"},
              {"(for x in [{a: 1}] return x)[1].a", "1"}});
}

TEST(Evaluate, AFieldThatNothingBears) {
  Scope scope;
  scope.add_variable("rows", {});
  const Compiled compiled = compile("rows[1 = 1][1][name + 1 > 0 or true][1]", scope);
  ASSERT_TRUE(compiled.expression);
  const Compiled asked = compile("rows[some x in [1] satisfies name = x]", scope);
  ASSERT_TRUE(asked.expression);
  Evaluation evaluation;
  const Value rows(std::vector<Value>{Value(1)});
  EXPECT_EQ(print(asked.expression->evaluate({&rows, 1}, &evaluation)), "[]");
  const Compiled field = compile("rows[name]", scope);
  Trace trace(field.expression->syntax().nodes.size());
  field.expression->evaluate({&rows, 1}, &evaluation, &trace);
  const NodeId condition =
      field.expression->syntax().at(field.expression->syntax().root).children[1];
  EXPECT_EQ(trace.at(condition).reason()->code, "FEEL-N003");
}

TEST(Evaluate, Iterations) {
  expect_all({{"for i in 1..3, j in i..3 return i * j", "[1, 2, 3, 4, 6, 9]"},
              {"for i in 4..2 return i", "[4, 3, 2]"},
              {"for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"},
              {"for d in @\"2020-02-28\"..@\"2020-03-01\" return d.day", "[28, 29, 1]"},
              {"for i in null return i", "null FEEL-E006"},
              {"for i in \"a\"..\"b\" return i", "null FEEL-E007"},
              {"some x in [1, 2, 3] satisfies x > 2", "true"},
              {"every x in [] satisfies x", "true"},
              {"some x in [] satisfies x", "false"},
              {"every x in [true, 1] satisfies x", "null FEEL-T013"},
              {"some x in [null, true] satisfies x", "true"}});
}

TEST(Evaluate, Functions) {
  expect_all({{"(function(a, b) a - b)(b: 1, a: 5)", "4"},
              {"(function(a) a)(1, 2)", "null FEEL-F001"},
              {"(function(a) a)(c: 2)", "null FEEL-F002"},
              {"(function(a: number) a)(\"x\")", "null FEEL-T001"},
              {"(function(a: context<b: number>) a)({})", "null FEEL-T004"},
              {"(function(a: string) a)([\"x\"])", "\"x\""},
              {"(1)(2)", "null FEEL-F005"},
              {"(function(a) external {java: {}})(1)", "null FEEL-F006"},
              {"{twice: function(f, x) f(f(x)), r: twice(function(y) y * 3, 2)}.r", "18"},
              {"sort([3, 1, 2], function(x, y) x < y)", "[1, 2, 3]"}});
}

TEST(Evaluate, NothingRunsAway) {
  expect_all({{"for x in 0..1000000000 return x", "null FEEL-B001"},
              {"count(for x in 0..1000000000 return x)", "null FEEL-B001"},
              {"every x in 0..1000000000 satisfies x >= 0", "null FEEL-B001"},
              {"for i in 1..5000 return if i = 1 then [] else [partial[-1]]", "null FEEL-B004"}});
  Limits small;
  small.memory_bytes = 10'000;
  EXPECT_EQ(shown(value_of("for i in 1..10000 return i", small)), "null FEEL-B002");
  EXPECT_EQ(shown(value_of("{a: [1,1,1,1,1,1,1,1,1,1], b: [a,a,a,a,a,a,a,a,a,a], "
                           "c: [b,b,b,b,b,b,b,b,b,b], d: [c,c,c,c,c,c,c,c,c,c], "
                           "e: [d,d,d,d,d,d,d,d,d,d], f: [e,e,e,e,e,e,e,e,e,e], "
                           "g: [f,f,f,f,f,f,f,f,f,f]}")),
            "null FEEL-B003");
}

TEST(Evaluate, EndsWhereNobodyWaitsAnyMore) {
  int left = 3;
  const Patience patient([&left] { return left-- == 0; });
  const std::string long_one = "count(for x in 1..1000000 return x)";
  EXPECT_THROW(value_of(long_one), Interrupted) << "within one evaluation";
  left = 2;
  EXPECT_EQ(shown(value_of("1 + 1")), "2");
  {
    const Patience endless([] { return false; });
    EXPECT_EQ(shown(value_of(long_one)), "1000000") << "the innermost counts";
  }
  EXPECT_EQ(shown(value_of("1 + 2")), "3");
  EXPECT_THROW(value_of("1 + 3"), Interrupted) << "before the next one";
}

TEST(Evaluate, WhatWasInterruptedLeavesNothingBehind) {
  const std::string text = "{f: function(n) if n = 0 then 0 else f(n - 1), r: f(200)}.r";
  const Compiled calls = compile(text, Scope());
  ASSERT_TRUE(bool(calls.expression));
  Evaluation evaluation({.steps = (1 << 16) + 1});
  for (int time = 0; time < 300; ++time) {
    // The first step asks, in the first call.
    int left = 1;
    const Patience patience([&left] { return left-- == 0; });
    Trace trace(calls.expression->syntax().nodes.size());
    EXPECT_THROW(calls.expression->evaluate({}, &evaluation, &trace), Interrupted);
  }
  EXPECT_EQ(shown(calls.expression->evaluate({}, &evaluation)), "0");
  EXPECT_EQ(evaluation.trace, nullptr);
}

TEST(Evaluate, ComparingLargeValuesIsCounted) {
  const Value stopped = value_of(
      "{a: for i in 1..1000 return i, b: for i in 1..1000 return i, "
      "c: every i in 1..100000 satisfies a = b}.c");
  EXPECT_EQ(shown(stopped), "null FEEL-B001");
}

TEST(Evaluate, RangesWithinRangesEndToo) {
  EXPECT_EQ(shown(value_of("for i in 1..3000 return (= partial[-1])")), "null FEEL-B003");
  EXPECT_EQ(shown(value_of("{b: for i in 1..1000000 return i, r: (= b), "
                           "c: count(for i in 1..1000 return r = r)}.c")),
            "null FEEL-B001");
}

TEST(Evaluate, RecursionOverDeepTreesEndsBeforeTheStackDoes) {
  std::string sum = "f(n - 1)";
  for (int i = 0; i < 150; ++i) sum = "(" + sum + " + 1)";
  EXPECT_EQ(shown(value_of("{f: function(n) if n = 0 then 0 else " + sum + ", r: f(250)}.r")),
            "null FEEL-B005");
}

TEST(Evaluate, NullsWithReasonsCount) {
  Limits small;
  small.memory_bytes = 1'000'000;
  EXPECT_EQ(shown(value_of("count(for i in 1..100000 return 1 + \"a\")", small)), "null FEEL-B002");
}

TEST(Evaluate, TypesThatShareTheirPartsAreQuick) {
  std::string text = "{t0: 1";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "t" + std::to_string(i - 1);
    text += ", t" + std::to_string(i) + ": {x: " + before + ", y: " + before + "}";
  }
  EXPECT_EQ(shown(value_of(text + ", r: count([t39, t39])}.r")), "null FEEL-B003");
}

TEST(Evaluate, RecursionEnds) {
  EXPECT_EQ(shown(value_of("{f: function(g, n) g(g, n + 1), r: f(f, 1)}.r")), "null FEEL-B005");
}

TEST(Evaluate, CellsOfTables) {
  struct Cell {
    const char* tests;
    Value input;
    Truth truth;
  };
  const std::vector<Cell> cells = {
      {"-", Value(), Truth::yes},
      {"5", Value(5), Truth::yes},
      {"< 5", Value(5), Truth::no},
      {"[1..5)", Value(5), Truth::no},
      {"1, 2, > 10", Value(11), Truth::yes},
      {"not(1, 2)", Value(3), Truth::yes},
      {"not(1, 2)", Value(2), Truth::no},
      {"\"a\", \"b\"", Value("b"), Truth::yes},
      {"null", Value(), Truth::yes},
      {"? < 3", Value(), Truth::unknown},
      {"contains(?, \"b\")", Value("abc"), Truth::yes},
      {"not(contains(?, \"b\"))", Value("abc"), Truth::no},
      {"3 > 1", Value("x"), Truth::unknown},
      {"false", Value(false), Truth::yes},
      {"[1, 2]", Value(2), Truth::yes},
      {"date(\"2017-10-12\")", Value(Date::of(2017, 10, 12).value()), Truth::yes},
  };
  for (const Cell& cell : cells) {
    const Scope scope;
    const Compiled compiled = compile_tests(cell.tests, scope);
    ASSERT_TRUE(compiled.expression) << cell.tests;
    Evaluation evaluation;
    Evaluation::Frame frame(&evaluation, compiled.expression->slot_count());
    frame[input_slot(scope)] = cell.input;
    EXPECT_EQ(compiled.expression->test(&evaluation), cell.truth) << cell.tests;
  }
}

}  // namespace
}  // namespace fangan::feel
