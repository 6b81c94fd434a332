// Checking: what is found before anything is computed, where, and what stays silent.
#include "feel/check.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "feel/builtin_entries.h"
#include "feel/parse.h"
#include "feel/units.h"
#include "feel/units_test.h"
#include "text/messages.h"
#include "value/compare.h"

namespace fangan::feel {
namespace {

class OneOf final : public Constraint {
 public:
  explicit OneOf(std::vector<Value> values) : values_(std::move(values)) {}
  bool allows(const Value& value) const override {
    for (const Value& one : values_) {
      if (is_same(one, value)) return true;
    }
    return false;
  }
  const std::string& text() const override { return text_; }
  const std::vector<Value>* allowed_values() const override { return &values_; }

 private:
  std::vector<Value> values_;
  std::string text_;
};

Scope scope_of(Dialect dialect) {
  Scope scope(dialect);
  scope.set_units(&some_units());
  const auto scales = std::make_shared<OneOf>(std::vector<Value>{"大型", "中型", "小型"});
  const Type scale = Type(TypeKind::string).named("规模", scales);
  const Type enterprise = Type::context({{"名称", TypeKind::string},
                                         {"规模", scale},
                                         {"负责人", Type(TypeKind::string).or_null()},
                                         {"金额", in_unit("元")}});
  scope.add_variable("n", TypeKind::number);
  scope.add_variable("text", TypeKind::string);
  scope.add_variable("day", TypeKind::date);
  scope.add_variable("flag", TypeKind::boolean);
  scope.add_variable("anything");
  scope.add_variable("企业", enterprise);
  scope.add_variable("名册", Type::list(enterprise));
  scope.add_variable("规模", scale);
  scope.add_variable("收入", in_unit("元"));
  scope.add_variable("电耗", in_unit("克/千瓦时"));
  scope.add_variable("重量", in_unit("千克"));
  scope.add_variable("电量", in_unit("千瓦时"));
  scope.add_variable("家数", in_unit("家"));
  scope.add_variable("比例", in_unit("%"));
  scope.add_variable("地", in_unit("亩"));
  scope.set_input_type(TypeKind::number);
  return scope;
}

/// "CODE words under the first mark; CODE ..."
std::string found(std::string_view text, Dialect dialect = Dialect::standard,
                  Parsed (*read)(std::string_view, const Scope&) = parse) {
  const Scope scope = scope_of(dialect);
  const Parsed parsed = read(text, scope);
  if (!parsed.ok()) return "not parsed: " + parsed.diagnostics.front().code;
  std::string all;
  for (const Diagnostic& finding : check(parsed.syntax, scope)) {
    const Severity wanted = dialect == Dialect::plan ? Severity::error : Severity::warning;
    EXPECT_EQ(finding.severity, wanted) << finding.code;
    for (const Language language : {Language::zh, Language::en}) {
      EXPECT_EQ(sentence(finding, language).find('{'), std::string::npos) << finding.code;
      EXPECT_EQ(hint(finding, language).find('{'), std::string::npos) << finding.code;
    }
    const Span span = finding.marks.front().span;
    all += (all.empty() ? "" : "; ") + finding.code + " " +
           std::string(text.substr(span.begin, span.end - span.begin));
  }
  return all;
}

std::string fact_of(std::string_view text, const std::string& name,
                    Dialect dialect = Dialect::standard) {
  const Scope scope = scope_of(dialect);
  for (const Diagnostic& finding : check(parse(text, scope).syntax, scope)) {
    for (const Fact& fact : finding.facts) {
      if (fact.name == name) return fact.value;
    }
  }
  return "";
}

struct Row {
  const char* text;
  const char* findings;
};

void expect_all(const std::vector<Row>& rows, Dialect dialect = Dialect::standard) {
  for (const Row& row : rows) EXPECT_EQ(found(row.text, dialect), row.findings) << row.text;
}

TEST(Check, KindsThatDoNotCompare) {
  expect_all(
      {{"n < \"5\"", "FEEL-C001 \"5\""},
       {"n = text", "FEEL-C001 text"},
       {"flag < true", "FEEL-C001 true"},
       {"[1] < [2]", "FEEL-C001 [2]"},
       {"n between 1 and \"a\"", "FEEL-C001 \"a\""},
       {"n in (\"a\", 1, [1..2], [\"a\"..\"b\"])", "FEEL-C001 \"a\"; FEEL-C001 [\"a\"..\"b\"]"},
       {"day < @\"2020-01-01T00:00:00Z\"", ""},
       {"day > 2024-01-31", "FEEL-C027 2024-01-31"},
       {"\"2024-01-31\" = day", "FEEL-C027 \"2024-01-31\""},
       {"day > 2024-13-31", "FEEL-C001 2024-13-31"},
       {"day = null", ""},
       {"anything = 1", ""},
       {"flag = true", ""},
       {"[1] = [2]", ""},
       {"n in (? > 3)", ""}});
  const Scope scope = scope_of(Dialect::standard);
  const Diagnostics both = check(parse("n < text", scope).syntax, scope);
  ASSERT_EQ(both.front().marks.size(), 2u);
  EXPECT_EQ(both.front().marks[1].span, (Span{0, 0, 1}));
  EXPECT_EQ(sentence(problem(both.front().marks[1].code, both.front().facts), Language::en),
            "this is number");
}

TEST(Check, OperandsThatDoNotGoTogether) {
  expect_all({{"n + text", "FEEL-C002 text"},
              {"\"a\" - \"b\"", "FEEL-C002 \"b\""},
              {"day + 1", "FEEL-C026 1"},
              {"day - 30", "FEEL-C026 30"},
              {"day + n", "FEEL-C002 n"},
              {"text ** 2", "FEEL-C002 2"},
              {"-text", "FEEL-C017 text"},
              {"day + @\"P1D\" - day", ""},
              {"text + \"!\"", ""},
              {"anything * 2 + n", ""}});
}

TEST(Check, Conditions) {
  expect_all({{"if n then 1 else 2", "FEEL-C008 n"},
              {"flag and n", "FEEL-C008 n"},
              {"名册[text]", "FEEL-C008 text"},
              {"some x in [1] satisfies x", "FEEL-C008 x"},
              {"if anything then 1 else 2", ""},
              {"名册[1]", ""},
              {"n instance of string", "FEEL-C009 n instance of string"},
              {"n instance of number", ""},
              {"anything instance of string", ""}});
}

TEST(Check, Arguments) {
  expect_all({{"substring(n, 1)", "FEEL-C003 n"},
              {"substring(\"a\", \"1\")", "FEEL-C003 \"1\""},
              {"substring(\"a\")", "FEEL-C004 substring(\"a\")"},
              {"abs(1, 2)", "FEEL-C004 abs(1, 2)"},
              {"substring(string: \"a\", begin: 1)", "FEEL-C005 1"},
              {"substring(string: \"a\", start positon: 1)", "FEEL-C018 1"},
              {"sum(\"a\")", "FEEL-C003 \"a\""},
              {"sum([\"a\", \"b\"])", "FEEL-C003 [\"a\", \"b\"]"},
              {"date(n)", "FEEL-C003 n"},
              {"(function(a: number, b) a)(\"x\", 1)", "FEEL-C003 \"x\""},
              {"(function(a) a)(1, 2)", "FEEL-C004 (function(a) a)(1, 2)"},
              {"(function(amount) amount)(amont: 1)", "FEEL-C018 1"},
              {"substring([\"a\"], 1)", ""},
              {"sum(1, 2)", ""},
              {"count(n)", ""},
              {"max(day, day)", ""},
              {"abs(null)", ""},
              {"substring(length: 2, start position: 3, string: \"foobar\")", ""}});
  EXPECT_EQ(fact_of("substring(string: \"a\", start positon: 1)", "near"), "start position");
}

TEST(Check, FieldsAndAllowedValues) {
  expect_all({{"企业.名", "FEEL-C007 企业.名"},
              {"{a: 1}.zz", "FEEL-C006 {a: 1}.zz"},
              {"规模.档次", "FEEL-C028 规模.档次"},
              {"名册.金额.元", "FEEL-C028 名册.金额.元"},
              {"today().year", ""},
              {"名册.金额", ""},
              {"anything.zz", ""},
              {"规模 = \"大\"", "FEEL-C011 \"大\""},
              {"企业.规模 != \"微型企业\"", "FEEL-C010 \"微型企业\""},
              {"规模 in (\"大型\", \"中\")", "FEEL-C011 \"中\""},
              {"名册[规模 = \"特大\"]", "FEEL-C010 \"特大\""},
              {"规模 = \"大型\"", ""},
              {"规模 = null", ""}});
  EXPECT_EQ(fact_of("企业.名", "near"), "名称");
}

TEST(Check, Cells) {
  EXPECT_EQ(found("< 5, \"a\"", Dialect::standard, parse_tests), "FEEL-C019 \"a\"");
  EXPECT_EQ(found("[1..5], ? > 3, null, -1", Dialect::standard, parse_tests), "");
}

TEST(Check, PlansRefuseWhatTheStandardBears) {
  expect_all({{"名册[名称 = 名称]", "FEEL-C012 名称 = 名称"},
              {"名册[item.名称 = 名称 and true]", "FEEL-C012 item.名称 = 名称"},
              {"名册[名称 = 企业.名称]", ""},
              {"for n in [1] return n", ""},
              {"for x in [1] return for x in [2] return x", "FEEL-C013 for x in [2] return x"},
              {"{n: 1}", "FEEL-C013 {n: 1}"},
              {"(function(n) n)(1)", "FEEL-C013 function(n) n"},
              {"n < \"5\"", "FEEL-C001 \"5\""}},
             Dialect::plan);
  expect_all({{"名册[名称 = 名称]", ""}, {"{n: 1}", ""}});
}

TEST(Check, UnitsMustGoTogether) {
  expect_all({{"收入 < 5000", "FEEL-C016 5000"},
              {"电耗 > 331", "FEEL-C016 331"},
              {"331 < 电耗", "FEEL-C016 331"},
              {"收入 > -1", "FEEL-C016 -1"},
              {"收入 in [0..2]", "FEEL-C016 2"},
              {"max(收入, 5)", "FEEL-C016 5"},
              {"if flag then 收入 else 重量", "FEEL-C015 重量"},
              {"收入 + 重量", "FEEL-C015 重量"},
              {"收入 * n < 重量", "FEEL-C015 重量"},
              {"收入 ** 2 < 收入", "FEEL-C015 收入"},
              {"收入 < @\"5000 元\"", ""},
              {"收入 > 0", ""},
              {"收入 * 2 - 收入 / 3", ""},
              {"家数 >= 5", ""},
              {"重量 / 电量 < 电耗", ""},
              {"sum(名册.金额) > 收入", ""},
              {"比例 < 5", "FEEL-C016 5"},
              {"count(名册) > 3", ""}},
             Dialect::plan);
  EXPECT_EQ(fact_of("电耗 > 331", "unit", Dialect::plan), "克/千瓦时");
}

TEST(Check, UnitsThatDoNotGoTogetherAreToldByWhoAsksForThem) {
  const auto who = [](const char* text) { return fact_of(text, "operator", Dialect::plan); };
  EXPECT_EQ(who("max(重量, 电耗)"), "max");
  EXPECT_EQ(who("sum(重量, 收入)"), "sum");
  EXPECT_EQ(who("[重量, 收入]"), "[]");
  EXPECT_EQ(who("[重量..收入]"), "..");
  EXPECT_EQ(who("重量 in (收入)"), "in");
  EXPECT_EQ(who("if flag then 重量 else 收入"), "if");
}

TEST(Check, RowsOfTwoRegistersAreNeverEqual) {
  DeclaredTypes types;
  const Type mine = types.declare("煤矿");
  const Type unit = types.declare("机组");
  for (const Type& type : {mine, unit}) types.add_field(type, {"名称", TypeKind::string});
  types.add_field(unit, {"煤矿", mine.or_null()});
  Scope scope(Dialect::plan);
  scope.add_variable("矿", mine);
  scope.add_variable("机", unit);
  const auto told = [&scope](const char* text) {
    const Parsed parsed = parse(text, scope);
    std::string all = parsed.ok() ? "" : "not parsed";
    for (const Diagnostic& finding : check(parsed.syntax, scope)) {
      all += finding.code + " " + sentence(finding, Language::en);
    }
    return all;
  };
  EXPECT_EQ(told("机 = 矿"), "FEEL-C001 “=” cannot compare 机组 with 煤矿.");
  EXPECT_EQ(told("机 in (矿)"), "FEEL-C001 “in” cannot compare 机组 with 煤矿.");
  EXPECT_EQ(told("if 机.煤矿 = null then false else 机.煤矿 = 矿"), "");
}

TEST(Check, TheRightSideIsConvertedExactly) {
  const Scope scope = scope_of(Dialect::plan);
  const auto only_conversion = [&scope](const char* text) {
    const UnitsChecked checked = check_units(parse(text, scope).syntax);
    EXPECT_EQ(checked.conversions.size(), 1u) << text;
    const UnitConversion conversion =
        checked.conversions.empty() ? UnitConversion() : checked.conversions.front();
    return conversion.factor.print() + "/" + conversion.divisor.print();
  };
  EXPECT_EQ(only_conversion("电耗 > 重量 / 电量"), "1000/1");
  EXPECT_EQ(only_conversion("地 > @\"1 平方米\""), "3/2000");
  const UnitsChecked same = check_units(parse("重量 > 重量", scope).syntax);
  EXPECT_TRUE(same.conversions.empty());
}

TEST(Check, AUnitIsKnownOfTheResult) {
  const Scope scope = scope_of(Dialect::plan);
  const Parsed parsed = parse("重量 * 收入 / 电量", scope);
  const UnitsChecked checked = check_units(parsed.syntax);
  ASSERT_TRUE(checked.unit);
  const std::map<std::string, int> wanted = {{"质量", 1}, {"金额", 1}, {"能量", -1}};
  EXPECT_EQ(checked.unit->exponent, wanted);
  EXPECT_EQ(checked.unit->factor, Decimal(1000));
}

/// Examples of builtins that give a value are never found fault with.
TEST(Check, NoExampleOfABuiltinIsSuspected) {
  for (const BuiltinEntry& entry : builtin_entries()) {
    for (const BuiltinExample& example : entry.examples) {
      if (std::string_view(example.result) == "null") continue;
      const Scope scope;
      const Parsed parsed = parse(example.expression, scope);
      const Diagnostics findings = check(parsed.syntax, scope);
      EXPECT_TRUE(findings.empty()) << example.expression << " " << findings.front().code;
    }
  }
}

TEST(Check, WhatAnExpressionMentions) {
  const auto names = [](const char* text) {
    std::string all;
    for (const std::string& name : mentions(parse(text, scope_of(Dialect::standard)).syntax)) {
      all += (all.empty() ? "" : " ") + name;
    }
    return all;
  };
  EXPECT_EQ(names("n + count(anything) + 1"), "anything n");
  EXPECT_EQ(names("for x in anything, n in x return n + x + text"), "anything text");
  EXPECT_EQ(names("名册[规模 = \"大型\" and 金额 > n]"), "n 名册");
  EXPECT_EQ(names("anything[n > 1]"), "anything n");
  EXPECT_EQ(names("{a: n, b: a + day}.b"), "day n");
  EXPECT_EQ(names("(function(n) n + text)(1)"), "text");
  EXPECT_EQ(names("{f: function(x) f(x - n)}.f"), "n");
  EXPECT_EQ(names("n in (? > text)"), "n text");
  EXPECT_EQ(names("nothing known + 1"), "nothing known");
}

}  // namespace
}  // namespace fangan::feel
