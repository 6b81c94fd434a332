// What every node counts in, through variables, functions and builtins.
#include "feel/units.h"

#include <gtest/gtest.h>

#include "feel/check.h"
#include "feel/expression.h"
#include "feel/parse.h"
#include "feel/units_test.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

Scope scope_of_quantities() {
  Scope scope(Dialect::plan);
  scope.set_units(&some_units());
  scope.add_variable("重", in_unit("吨"));
  scope.add_variable("轻", in_unit("千克"));
  scope.add_variable("钱", in_unit("元"));
  scope.add_variable("户", in_unit("家"));
  scope.add_variable("比", in_unit("%"));
  scope.add_variable("n", TypeKind::number);
  scope.add_variable("重量", Type::list(in_unit("吨")));
  scope.add_variable("金额", Type::list(in_unit("元")));
  return scope;
}

/// 重 3 吨, 轻 500 千克, 钱 7 元, 户 5 家, 比 20 %, n 2, 重量 [1, 2, 3] 吨, 金额 [4, 5] 元.
std::vector<Value> some_inputs() {
  const auto numbers = [](std::vector<int> all) {
    std::vector<Value> items;
    for (const int one : all) items.emplace_back(one);
    return Value(std::move(items));
  };
  return {Value(3),  Value(500), Value(7),           Value(5),
          Value(20), Value(2),   numbers({1, 2, 3}), numbers({4, 5})};
}

/// "CODE words" of each finding, or what comes out and what it counts in.
std::string result_of(const std::string& text) {
  const Scope scope = scope_of_quantities();
  const Parsed parsed = parse(text, scope);
  Diagnostics found = parsed.diagnostics;
  UnitsChecked units;
  if (parsed.ok()) found = check(parsed.syntax, scope, &units);
  std::string all;
  for (const Diagnostic& finding : found) {
    const Span span = finding.marks.front().span;
    all += (all.empty() ? "" : "; ") + finding.code + " " +
           text.substr(span.begin, span.end - span.begin);
  }
  if (!all.empty()) return all;
  Evaluation evaluation;
  const Compiled compiled = compile(text, scope);
  const std::string value = print(compiled.expression->evaluate(some_inputs(), &evaluation));
  return units.unit && !units.unit->name.empty() ? value + " " + units.unit->name : value;
}

struct Example {
  const char* expression;
  const char* wanted;
};

void expect_all(std::initializer_list<Example> examples) {
  for (const Example& example : examples) {
    EXPECT_EQ(result_of(example.expression), example.wanted) << example.expression;
  }
}

TEST(Units, VariablesCountInWhatTheyAreBoundTo) {
  expect_all(
      {{"for x in [重 * 2, 重] return x", "[6, 3] 吨"},
       {"for x in [重 * 2, 重] return x + 轻", "[6.5, 3.5] 吨"},
       {"for x in [重 * 2] return x + 钱", "FEEL-C015 钱"},
       {"for x in 重量, y in [x * 2] return y + 钱", "FEEL-C015 钱"},
       {"for x in [1, 2] return x * 重", "[3, 6] 吨"},
       {"some x in [重 * 2] satisfies x > 轻", "true"},
       {"some x in [重 * 2] satisfies x > 5", "FEEL-C016 5"},
       {"every x in [重 * 2] satisfies x > 钱", "FEEL-C015 钱"},
       {"[重 * 2, 重][item > 轻]", "[6, 3] 吨"},
       {"[重 * 2, 重][item > 钱]", "FEEL-C015 钱"},
       {"[重 * 2, 重][重]", "FEEL-C025 重"},
       {"重 * 2 in (? > 轻)", "true"},
       {"重 * 2 in (? > 钱)", "FEEL-C015 钱"},
       {"for i in 1..3 return if i = 1 then 重 else partial[i - 1] + 轻", "[3, 3.5, 4.0] 吨"},
       {"for i in 1..3 return if i = 1 then 重 else partial[i - 1] + 钱",
        "FEEL-C015 partial[i - 1] + 钱"}});
}

TEST(Units, EntriesOfContextsCountInWhatTheyHold) {
  expect_all({{"{a: 重 * 2, b: a + 轻}.b", "6.5 吨"},
              {"{a: 重 * 2, b: a + 钱}.b", "FEEL-C015 钱"},
              {"{a: 重 * 2}.a + 轻", "6.5 吨"},
              {"{a: 重 * 2}.a > 5", "FEEL-C016 5"},
              {"[{a: 重 * 2}, {a: 重}].a", "[6, 3] 吨"},
              {"[{a: 重 * 2}, {a: 重}][a > 轻].a", "[6, 3] 吨"},
              {"[{a: 重 * 2}, {a: 重}][a > 钱].a", "FEEL-C015 钱"},
              {"for x in [{a: 重 * 2}] return x.a + 钱", "FEEL-C015 钱"},
              {"[{a: 重}, {a: 钱}]", "FEEL-C015 {a: 钱}"},
              {"[{a: 重}, {a: 轻}]", "FEEL-C023 {a: 轻}"},
              {"get value({a: 重 * 2}, \"a\") + 轻", "6.5 吨"},
              {"get value({a: 重 * 2}, \"a\") + 钱", "FEEL-C015 钱"},
              {"[重..重 * 2].end + 钱", "FEEL-C015 钱"}});
}

TEST(Units, ParametersOfFunctionsCountInTheirArguments) {
  expect_all(
      {{"sort([重 * 2, 重], function(a, b) a < b)", "[3, 6] 吨"},
       {"sort([重 * 2, 重], function(a, b) a < 钱)", "FEEL-C015 钱"},
       {"sort([{a: 重}], function(x, y) x.a < y.a + 钱)", "FEEL-C015 钱"},
       {"sort([{a: 重}], function(x, y) x.a < y.a)[1].a + 轻", "3.5 吨"},
       {"list replace(重量, function(x, y) x > @\"1 吨\", 轻)", "[1, 0.5, 0.5] 吨"},
       {"(function(x) x + 轻)(重)", "3.5 吨"},
       {"(function(x) x + 轻)(钱)", "FEEL-C015 轻"},
       {"{f: function(x) x + 轻, g: f(重)}.g", "3.5 吨"},
       {"{f: function(x) x * 2, g: f(重) + f(轻)}.g", "7.0 吨"},
       {"{f: function(x) x * 2, g: f(重) + f(钱)}.g", "FEEL-C015 钱"},
       {"{f: function(x, y) x - y, g: f(y: 轻, x: 重)}.g", "2.5 吨"},
       {"{f: function(x) x + 重, g: 1}.g", "1"},
       {"{f: function(x: number) x + 重, g: 1}.g", "FEEL-C015 重"},
       {"{f: function(k, x) if k = 0 then x else f(k - 1, x + 轻), g: f(2, 重)}.g", "4.0 吨"}});
}

TEST(Units, BuiltinsThatCompareConvert) {
  expect_all({{"list contains(重量, @\"2000 千克\")", "true"},
              {"list contains(重量, 钱)", "FEEL-C015 钱"},
              {"list contains(重量, 5)", "FEEL-C016 5"},
              {"list contains(重量, 0)", "false"},
              {"list contains(element: 钱, list: 重量)", "FEEL-C015 重量"},
              {"index of(重量, @\"2000 千克\")", "[2]"},
              {"list contains([{a: 重}], {a: 钱})", "FEEL-C015 {a: 钱}"},
              {"index of(重量, 钱)", "FEEL-C015 钱"},
              {"before(轻, 重)", "true"},
              {"before(重, 钱)", "FEEL-C015 钱"},
              {"before(重, 5)", "FEEL-C016 5"},
              {"overlaps([重..重 * 2], [轻..轻 * 9])", "true"},
              {"overlaps([重..重 * 2], [钱..钱])", "FEEL-C015 [钱..钱]"},
              {"includes([轻..轻 * 9], 重)", "true"},
              {"during(钱, [轻..轻 * 9])", "FEEL-C015 [轻..轻 * 9]"},
              {"is(重, 钱)", "FEEL-C015 钱"},
              {"modulo(重, 轻)", "0.0 吨"},
              {"modulo(重, 钱)", "FEEL-C015 钱"}});
}

TEST(Units, BuiltinsThatGiveItemsKeepTheUnit) {
  expect_all({{"append(重量, 轻)", "[1, 2, 3, 0.5] 吨"},
              {"append(重量, 钱)", "FEEL-C015 钱"},
              {"concatenate(重量, [轻])", "[1, 2, 3, 0.5] 吨"},
              {"concatenate(重量, 金额)", "FEEL-C015 金额"},
              {"concatenate(重量, [0, 5])", "FEEL-C016 5"},
              {"union([轻], 重量)", "FEEL-C023 重量"},
              {"insert before(重量, 1, 轻)", "[0.5, 1, 2, 3] 吨"},
              {"insert before(重量, 重, 轻)", "FEEL-C025 重"},
              {"remove(重量, 1)[1] + 钱", "FEEL-C015 钱"},
              {"reverse(重量)", "[3, 2, 1] 吨"},
              {"sublist(重量, 2, 1)", "[2] 吨"},
              {"sublist(重量, 钱)", "FEEL-C025 钱"},
              {"flatten([重量, [轻]])", "[1, 2, 3, 0.5] 吨"},
              {"distinct values([重, 重]) = 金额", "FEEL-C015 金额"},
              {"list replace(重量, 1, 钱)", "FEEL-C015 钱"},
              {"[{a: 重}, {a: 重 * 2}][1].a + 钱", "FEEL-C015 钱"},
              {"reverse([{a: 重}, {a: 重 * 2}])[1].a + 轻", "6.5 吨"}});
}

TEST(Units, BuiltinsOfNumbers) {
  expect_all({{"abs(-重)", "3 吨"},
              {"floor(重 * 1.5)", "4 吨"},
              {"round half up(重 / 7, 2) + 钱", "FEEL-C015 钱"},
              {"decimal(重, 钱)", "FEEL-C025 钱"},
              {"min(重, 轻)", "0.5 吨"},
              {"median(重量) + 轻", "2.5 吨"},
              {"stddev(重量) > 钱", "FEEL-C015 钱"},
              {"mode(重量)", "[1, 2, 3] 吨"},
              {"mean(重量) = 5", "FEEL-C016 5"},
              {"product(重, 钱) > 重", "FEEL-C015 重"},
              {"product(n, 重)", "6 吨"},
              {"product(重量)", "FEEL-C025 重量"},
              {"product([2, 3])", "6"},
              {"sqrt(重)", "FEEL-C025 重"},
              {"log(钱)", "FEEL-C025 钱"},
              {"odd(户)", "true"},
              {"sqrt(重 / 轻)", "2.449489742783178098197284074705891"},
              {"重 ** n", "FEEL-C025 重"},
              {"2 ** 重", "FEEL-C025 重"},
              {"number(\"5\") + 重", "FEEL-C015 重"},
              {"string length(string(重)) + n", "3"},
              {"string join([\"a\"], string(重))", "\"a\""},
              {"count(重量) > 户", "false"},
              {"substring(\"abc\", 重)", "FEEL-C025 重"}});
}

}  // namespace
}  // namespace fangan::feel
