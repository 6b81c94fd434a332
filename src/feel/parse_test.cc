// Parsing: what the names in scope make of a text, and where each error points.
#include "feel/parse.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "feel/expression.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

/// The first diagnostic as "CODE begin-end", in characters as bytes of the text.
std::string first_finding(const Parsed& parsed) {
  if (parsed.diagnostics.empty()) return "";
  const Diagnostic& first = parsed.diagnostics.front();
  const Span span = first.marks.front().span;
  return first.code + " " + std::to_string(span.begin) + "-" + std::to_string(span.end);
}

std::string fact(const Parsed& parsed, const std::string& name) {
  for (const Fact& fact : parsed.diagnostics.front().facts) {
    if (fact.name == name) return fact.value;
  }
  return "";
}

Scope scope_of_words() {
  Scope scope;
  scope.add_variable("applicant's age", TypeKind::number);
  scope.add_variable("days in weekend", Type::list(TypeKind::string));
  scope.add_variable("foo+bar", TypeKind::number);
  scope.add_variable("foo", TypeKind::number);
  scope.add_variable("date", TypeKind::date);
  scope.add_variable("人数", TypeKind::number);
  scope.add_variable("🐎", TypeKind::number);
  scope.add_variable("eligible?", TypeKind::boolean);
  return scope;
}

struct Wrong {
  const char* text;
  const char* finding;
};

TEST(Parse, EveryErrorPointsAtItsPlace) {
  const std::vector<Wrong> all = {
      {"if true 1 else 2", "FEEL-P001 8-9"},
      {"[1 2]", "FEEL-P001 3-4"},
      {"{a: 1 b: 2}", "FEEL-P001 6-7"},
      {"for x in [1] 5", "FEEL-P001 13-14"},
      {"(1 + 2", "FEEL-P002 6-6"},
      {"[1, 2", "FEEL-P002 5-5"},
      {"qqq(1", "FEEL-N001 0-3"},
      {"1 + \"abc", "FEEL-P003 4-5"},
      {"\"\\u12\"", "FEEL-P004 1-6"},
      {"\"\\U110000\"", "FEEL-P004 1-9"},
      {"1e99999", "FEEL-P008 0-7"},
      {"1 instance of numbr", "FEEL-P009 14-19"},
      {"1 instance of list<numbr>", "FEEL-P009 19-24"},
      {"1 2", "FEEL-P010 2-3"},
      {"foo)", "FEEL-P010 3-4"},
      {"substring(\"a\", start position: 1)", "FEEL-P011 32-32"},
      {"? > 1", "FEEL-P012 0-1"},
      {"1 +", "FEEL-P013 3-3"},
      {"1 + * 2", "FEEL-P013 4-5"},
      {"", "FEEL-P013 0-0"},
      {"for 1 in [1] return 1", "FEEL-P014 4-5"},
      {"foo.", "FEEL-P014 4-4"},
      {"{1: 2}", "FEEL-P015 1-2"},
      {"1 instance of ", "FEEL-P016 14-14"},
      {"1 == 1", "FEEL-P017 2-4"},
      {"true && false", "FEEL-P017 5-7"},
      {"true || false", "FEEL-P017 5-7"},
      {"!true", "FEEL-P017 0-1"},
      {"1 <> 2", "FEEL-P017 2-4"},
      {"1 => 2", "FEEL-P017 2-4"},
      {"1 =< 2", "FEEL-P017 2-4"},
      {"5 % 2", "FEEL-P017 2-3"},
      {"2 ^ 3", "FEEL-P017 2-3"},
      {"20%", "FEEL-P019 0-3"},
      {"3 * 20 % and true", "FEEL-P019 4-8"},
      {"50万元", "FEEL-P020 0-8"},
      {"[1, 50 万元]", "FEEL-P020 4-13"},
      {"1 = 1 且 true", "FEEL-P021 6-9"},
      {"1 大于 2", "FEEL-P021 2-8"},
      {"'text'", "FEEL-P017 0-1"},
      {"1 -> 2", "FEEL-P017 2-4"},
      {"1..5", "FEEL-P017 1-3"},
      {"1 + string lenght(\"a\")", "FEEL-P018 4-17"},
      {"string lenght", "FEEL-P018 0-13"},
      {"1 + 2 length", "FEEL-P010 6-12"},
      {"function(x", "FEEL-P002 10-10"},
      {"[1..5", "FEEL-P002 5-5"},
      {"人数（1）", "FEEL-P007 6-9"},
      {"人数 ＞ 3", "FEEL-P007 7-10"},
      {"1×", "FEEL-P007 1-3"},
      {"if 人数 > 3 then “甲” else null", "FEEL-P007 19-22"},
  };
  const Scope scope = scope_of_words();
  for (const Wrong& wrong : all) {
    EXPECT_EQ(first_finding(parse(wrong.text, scope)), wrong.finding) << wrong.text;
  }
}

TEST(Parse, AFunctionThatBreaksOffLeavesTheTestsAroundItWhole) {
  const Scope scope = scope_of_words();
  EXPECT_EQ(first_finding(parse_tests("1, function(l: numbr) l", scope)), "FEEL-P009 15-20");
  EXPECT_EQ(first_finding(parse_tests("(function(l: number", scope)), "FEEL-P002 19-19");
}

TEST(Parse, FullWidthPunctuationComesWithItsAscii) {
  const Parsed parsed = parse("人数＞3", scope_of_words());
  EXPECT_EQ(first_finding(parsed), "FEEL-P007 6-9");
  EXPECT_EQ(fact(parsed, "ascii"), ">");
}

TEST(Parse, UnknownNamesAreWarningsWithWhatWasMeant) {
  const Parsed parsed = parse("人 + 1", Scope());
  EXPECT_TRUE(parsed.ok());
  EXPECT_EQ(first_finding(parsed), "FEEL-N001 0-3");
  Scope scope;
  scope.add_variable("disposable income", TypeKind::number);
  const Parsed near = parse("disposable incom * 2", scope);
  EXPECT_EQ(first_finding(near), "FEEL-N004 0-16");
  EXPECT_EQ(fact(near, "near"), "disposable income");
  Scope plan(Dialect::plan);
  EXPECT_FALSE(parse("unknown + 1", plan).ok());
  const Parsed sum = parse("合计([1])", Scope());
  EXPECT_EQ(first_finding(sum), "FEEL-N005 0-6");
  EXPECT_EQ(fact(sum, "feel"), "sum");
  EXPECT_EQ(fact(parse("合计([1])", plan), "feel"), "total");
  EXPECT_EQ(fact(parse("如果 人数 > 3", plan), "feel"), "if");
  plan.add_variable("合计", TypeKind::number);
  EXPECT_TRUE(parse("合计 + 1", plan).ok());
}

TEST(Parse, NumbersOfPlansAreHeldAsTheyAreWrittenOrRefused) {
  const std::string digits(34, '7');
  const Scope plan(Dialect::plan);
  for (const std::string& held :
       {digits, digits + "000", "0.000" + digits, digits + ".0", digits + "e9"}) {
    EXPECT_TRUE(parse(held, plan).ok()) << held;
  }
  EXPECT_EQ(first_finding(parse("1 + " + digits + "1", plan)), "FEEL-P023 4-39");
  EXPECT_EQ(first_finding(parse("0." + digits + "1", plan)), "FEEL-P023 0-37");
  EXPECT_TRUE(parse(digits + "1", Scope()).ok()) << "DMN rounds it";
}

TEST(Parse, QuantitiesOutsideOfPlansAreNamedAsSuch) {
  EXPECT_EQ(first_finding(parse("@\"90 %\"", Scope())), "FEEL-P022 0-7");
  EXPECT_EQ(first_finding(parse("@\"331 克/千瓦时\"", Scope())), "FEEL-P022 0-20");
  EXPECT_EQ(first_finding(parse("@\"2017-13-01\"", Scope())), "VAL-D001 0-13");
  EXPECT_EQ(first_finding(parse("@\"soon\"", Scope())), "VAL-T005 0-7");
}

TEST(Parse, DeepAndLongTextsAreRefused) {
  EXPECT_EQ(first_finding(parse(std::string(10'000, '('), Scope())).substr(0, 9), "FEEL-P005");
  EXPECT_EQ(first_finding(parse(std::string(10'000, '['), Scope())).substr(0, 9), "FEEL-P005");
  EXPECT_EQ(first_finding(parse(std::string(10'000, '-') + "1", Scope())).substr(0, 9),
            "FEEL-P005");
  for (const char* opening : {"(=", "(1..", "[1..", "(< "}) {
    std::string deep;
    for (int i = 0; i < 12'000; ++i) deep += opening;
    EXPECT_EQ(first_finding(parse(deep, Scope())).substr(0, 9), "FEEL-P005") << opening;
  }
  std::string sum = "1";
  for (int i = 0; i < 5'000; ++i) sum += "+1";
  EXPECT_EQ(first_finding(parse(sum, Scope())).substr(0, 9), "FEEL-P005");
  EXPECT_EQ(first_finding(parse(std::string(10 << 20, ' ') + "1", Scope())).substr(0, 9),
            "FEEL-P006");
}

struct Right {
  const char* text;
  const char* value;
};

/// The variables of scope_of_words(), in order.
std::vector<Value> values_of_words() {
  return {Value(40),
          Value(std::vector<Value>{Value("sat"), Value("sun")}),
          Value(7),
          Value(2),
          Value(Date::of(2017, 10, 12).value()),
          Value(3),
          Value(1),
          Value(true)};
}

TEST(Parse, TheLongestNameInScopeWins) {
  const std::vector<Right> all = {
      {"applicant's age + 1", "41"},
      {"applicant 's  age", "40"},
      {"for i in days in weekend return i", "[\"sat\", \"sun\"]"},
      {"foo+bar", "7"},
      {"foo + bar", "7"},
      {"foo +bar+ foo", "9"},
      {"foo+ 1", "3"},
      {"date.year", "2017"},
      {"date and time(\"2017-10-12T00:00:00\").hour", "0"},
      {"人数*2", "6"},
      {"🐎 + 🐎", "2"},
      {"if eligible? then 1 else 2", "1"},
      {"foo // a remark\n + /* another */ 1", "3"},
      {"{foo: 5, b: foo}.b", "5"},
      {"[{foo: 5}, {foo: 1}][foo > 2].foo", "[5]"},
      {"[{item: 1}, {item: 2}][item >= 2]", "[{item: 2}]"},
      {"[1, 2, 3][item >= foo]", "[2, 3]"},
      {"(function(foo) foo * 10)(3)", "30"},
      {"(function(x) x + foo)(3)", "5"},
      {"for foo in [1, 2] return foo + 人数", "[4, 5]"},
      {"{\"a b\": 1, c d: 2}.c d", "2"},
  };
  const Scope scope = scope_of_words();
  const std::vector<Value> values = values_of_words();
  for (const Right& right : all) {
    const Compiled compiled = compile(right.text, scope);
    ASSERT_TRUE(compiled.expression) << right.text;
    Evaluation evaluation;
    EXPECT_EQ(print(compiled.expression->evaluate(values, &evaluation)), right.value) << right.text;
  }
}

TEST(Parse, NamesOfModelsMayHoldBrackets) {
  Scope scope;
  scope.add_variable("煤耗 (克/千瓦时)", TypeKind::number);
  const Value coal(331);
  const Compiled compiled = compile("煤耗(克/千瓦时) + sum(1, 2)", scope);
  ASSERT_TRUE(compiled.expression);
  EXPECT_TRUE(compiled.diagnostics.empty());
  Evaluation evaluation;
  EXPECT_EQ(print(compiled.expression->evaluate({&coal, 1}, &evaluation)), "334");
}

TEST(Parse, PlansHaveQuantitiesWithUnits) {
  const UnitTable units({{"克", Decimal(1), "质量"}, {"千瓦时", Decimal(1), "能量"}});
  Scope scope(Dialect::plan);
  scope.set_units(&units);
  const Parsed parsed = parse("@\"331 克/千瓦时\"", scope);
  ASSERT_TRUE(parsed.ok());
  ASSERT_NE(parsed.syntax.types[parsed.syntax.root].unit(), nullptr);
  EXPECT_EQ(parsed.syntax.types[parsed.syntax.root].unit()->name, "克/千瓦时");
}

}  // namespace
}  // namespace fangan::feel
