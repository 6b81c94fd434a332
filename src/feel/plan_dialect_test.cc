// FEEL as plans write it: rows that refer to one another, units that are converted, names with a
// meaning of their own.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "feel/check.h"
#include "feel/complete.h"
#include "feel/explain.h"
#include "feel/parse.h"
#include "feel/print_syntax.h"
#include "feel/units_test.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

/// 企业 have 研发机构, which have 企业.
class PlanDialect : public testing::Test {
 protected:
  PlanDialect() {
    const Type enterprise = types_.declare("企业");
    const Type centre = types_.declare("研发机构");
    types_.add_field(enterprise, {"名称", TypeKind::string});
    types_.add_field(enterprise, {"人数", Type(TypeKind::number).or_null()});
    types_.add_field(enterprise, {"研发机构", Type::list(centre)});
    types_.add_field(centre, {"企业", enterprise.or_null()});
    types_.add_field(centre, {"主办", enterprise});
    types_.add_field(centre, {"级别", TypeKind::string});
    types_.add_field(centre, {"投资", in_unit("万元")});
    types_.add_field(centre, {"人数", TypeKind::string});
    scope_.set_units(&some_units());
    scope_.add_variable("企业", Type::list(enterprise));
    scope_.add_variable("研发机构", Type::list(centre));
    scope_.add_variable("record", centre);
    scope_.add_variable("上限", in_unit("亿元"));
    scope_.add_variable("产能", in_unit("万吨"));
    scope_.add_variable("产量", in_unit("吨"));
    scope_.add_variable("地", in_unit("亩"));
    scope_.add_variable("楼", in_unit("平方米"));
    scope_.add_variable("比例", in_unit("%"));
    scope_.add_variable("人次", TypeKind::number);
    scope_.add_variable("户数", in_unit("家"));
    scope_.add_variable("done",
                        Type::function({Type::list({})}, Type::list({})).named(keeps_type_name));
    scope_.add_variable("is set", Type::function({Type()}, TypeKind::boolean));
  }

  /// "CODE words; CODE ..." of all findings, or the type of the expression.
  std::string checked(std::string_view text) {
    const Parsed parsed = parse(text, scope_);
    Diagnostics found = parsed.diagnostics;
    if (parsed.ok()) found = check(parsed.syntax, scope_);
    std::string all;
    for (const Diagnostic& finding : found) {
      const Span span = finding.marks.front().span;
      const std::string words(text.substr(span.begin, span.end - span.begin));
      all += (all.empty() ? "" : "; ") + finding.code + " " + words;
    }
    return all.empty() ? parsed.syntax.types[parsed.syntax.root].print() : all;
  }

  Compiled compiled(std::string_view text) { return compile(text, scope_); }

  /// 上限 2 亿元, 产能 3 万吨, 产量 500 吨, 地 6 亩, 楼 100 平方米, 比例 20 %, 人次 40, 户数 5 家.
  static std::vector<Value> inputs() {
    return {Value(),  Value(),    Value(),   Value(2),  Value(3), Value(500),
            Value(6), Value(100), Value(20), Value(40), Value(5)};
  }

  std::string value_of(std::string_view text) {
    const Compiled compiled = compile(text, scope_);
    if (!compiled.expression) return compiled.diagnostics.front().code;
    Evaluation evaluation;
    return print(compiled.expression->evaluate(inputs(), &evaluation));
  }

  DeclaredTypes types_;
  Scope scope_{Dialect::plan};
};

std::string in_result_unit(std::string_view text, const Scope& scope, const char* unit,
                           const std::vector<Value>& inputs) {
  Parsed parsed = parse(text, scope);
  UnitsChecked units_checked = check_units(parsed.syntax);
  check_result_unit(parsed.syntax, some_units().parse(unit).value(), &units_checked);
  if (!units_checked.diagnostics.empty()) return units_checked.diagnostics.front().code;
  insert_conversions(units_checked.conversions, &parsed.syntax);
  const Expression expression = Expression::of(std::move(parsed.syntax));
  Evaluation evaluation;
  return print(expression.evaluate(inputs, &evaluation));
}

TEST_F(PlanDialect, RowsAreCheckedToAnyDepth) {
  EXPECT_EQ(checked("企业[1].研发机构[1].主办.研发机构.级别"), "list<string>");
  EXPECT_EQ(checked("企业[1].研发机构[级别 = \"省级\"][1].主办.研发机构[1].登级"),
            "FEEL-C006 企业[1].研发机构[级别 = \"省级\"][1].主办.研发机构[1].登级");
  EXPECT_EQ(checked("record.主办.研发机构[级别 = 3]"), "FEEL-C001 3");
  EXPECT_EQ(checked("研发机构[主办.名称 = record.主办.名称]"), "list<研发机构>");
}

TEST_F(PlanDialect, TheFieldOfARowIsThatOfTheInnermostRow) {
  // 人数 is a number of an enterprise, a text of a centre.
  EXPECT_EQ(checked("企业[count(研发机构[人数 > 3]) > 1]"), "FEEL-C001 3");
  EXPECT_EQ(checked("企业[count(研发机构[人数 = \"十\"]) > 人数]"), "list<企业>");
}

TEST_F(PlanDialect, WhatListsGiveBackKeepsItsFields) {
  EXPECT_EQ(checked("distinct values(done(研发机构)[级别 = \"省级\"].主办)"), "list<企业>");
  EXPECT_EQ(checked("sort(企业, function(a, b) a.名称 < b.名称)[1].名称"), "string");
  EXPECT_EQ(checked("concatenate(研发机构, 企业[1].研发机构).级别"), "list<string>");
  EXPECT_EQ(checked("max(研发机构.投资) > @\"3 元\""), "boolean");
  EXPECT_EQ(checked("distinct values(企业)[1].名字"), "FEEL-C007 distinct values(企业)[1].名字");
}

TEST_F(PlanDialect, RefusesAClockAndWarnsOfSums) {
  EXPECT_EQ(checked("now() = now()"), "FEEL-C020 now(); FEEL-C020 now()");
  EXPECT_EQ(checked("sum(研发机构[级别 = \"省级\"].投资)"),
            "FEEL-C021 sum(研发机构[级别 = \"省级\"].投资)");
  EXPECT_EQ(checked("sum([1, 2])"), "number");
  EXPECT_TRUE(compiled("sum(研发机构.投资)").expression.has_value());
  EXPECT_FALSE(compiled("now()").expression.has_value());
}

TEST_F(PlanDialect, UnitsAreConverted) {
  EXPECT_EQ(value_of("产能 + 产量"), "3.05");
  EXPECT_EQ(value_of("产量 + 产能"), "30500");
  EXPECT_EQ(value_of("上限 > @\"19999 万元\""), "true");
  EXPECT_EQ(value_of("@\"19999 万元\" + 上限"), "39999");
  EXPECT_EQ(value_of("产能 in [@\"29999 吨\"..@\"30000 吨\"]"), "true");
  EXPECT_EQ(value_of("max(产量, 产能)"), "30000");
  EXPECT_EQ(value_of("产能 between @\"1 吨\" and @\"31000 吨\""), "true");
  EXPECT_EQ(value_of("产能 * 产量 - 产能 * 产能"), "-88500");
  // 6 亩 are 4000 平方米 exactly, and back again.
  EXPECT_EQ(value_of("楼 + 地"), "4100");
  EXPECT_EQ(value_of("地 + 楼"), "6.15");
  EXPECT_EQ(value_of("if 产量 in (研发机构.投资) then 1 else 2"), "FEEL-C015");
  EXPECT_EQ(value_of("if 上限 in (研发机构.投资) then 1 else 2"), "FEEL-C023");
}

TEST_F(PlanDialect, ARatioIsAPartOfWhatItIsMultipliedWith) {
  EXPECT_EQ(value_of("@\"1500 万元\" * 比例"), "300.0");
  EXPECT_EQ(value_of("比例 * @\"1500 万元\""), "300.0");
  EXPECT_EQ(value_of("@\"20 %\" * @\"50 %\""), "0.10");
  EXPECT_EQ(value_of("户数 * 比例"), "1.0");
  EXPECT_EQ(value_of("人次 * 比例"), "8.0");
  EXPECT_EQ(value_of("上限 / 比例"), "10");
  EXPECT_EQ(value_of("比例 / @\"50 %\""), "0.4");
  EXPECT_EQ(value_of("(比例 + @\"1 %\") * 产量"), "105.00");
  EXPECT_EQ(value_of("产量 * 比例 * @\"10 %\" * 产能"), "30.00");
  EXPECT_EQ(value_of("比例 ** 2"), "0.04");
  EXPECT_EQ(value_of("产能 * 比例 > @\"5999 吨\""), "true");
  EXPECT_EQ(value_of("产能 * 比例 > @\"6000 吨\""), "false");
  EXPECT_EQ(in_result_unit("产能 * 比例", scope_, "吨", inputs()), "6000.0");
  EXPECT_EQ(in_result_unit("产能 * 比例", scope_, "元", inputs()), "FEEL-C022");
}

TEST_F(PlanDialect, ANumberScalesARatio) {
  EXPECT_EQ(value_of("比例 * 2"), "40");
  EXPECT_EQ(value_of("比例 / 2"), "10");
  EXPECT_EQ(value_of("比例 / count([1, 2])"), "10");
  EXPECT_EQ(value_of("2 * 比例 > @\"39 %\""), "true");
  EXPECT_EQ(value_of("1 / 比例"), "5");
}

TEST_F(PlanDialect, ConvertedExpressionsReadAsFeel) {
  const auto text = [this](const char* written) {
    return print(compiled(written).expression->syntax());
  };
  EXPECT_EQ(text("产能 + 产量"), "产能 + 产量 / 10000");
  EXPECT_EQ(text("产量 > 产能 - 产量"), "产量 > (产能 - 产量 / 10000) * 10000");
  EXPECT_EQ(text("楼 + 地"), "楼 + 地 * 2000 / 3");
}

TEST_F(PlanDialect, AnExplanationShowsWhatWasConverted) {
  const Compiled sum = compiled("产能 + 产量");
  ASSERT_TRUE(sum.expression);
  Evaluation evaluation;
  Trace trace(sum.expression->syntax().nodes.size());
  sum.expression->evaluate(inputs(), &evaluation, &trace);
  EXPECT_EQ(explain(*sum.expression, trace, Language::zh),
            "产能 + 产量\n"
            "│    │ │\n"
            "│    │ 500 吨 = 0.05 万吨\n"
            "│    3.05\n"
            "3 万吨\n");
}

TEST_F(PlanDialect, AnExplanationShowsThePart) {
  const Compiled part = compiled("产能 * 比例");
  ASSERT_TRUE(part.expression);
  EXPECT_EQ(print(part.expression->syntax()), "产能 * (比例 / 100)");
  Evaluation evaluation;
  Trace trace(part.expression->syntax().nodes.size());
  part.expression->evaluate(inputs(), &evaluation, &trace);
  EXPECT_EQ(explain(*part.expression, trace, Language::zh),
            "产能 * 比例\n"
            "│    │ │\n"
            "│    │ 20 % = 0.2\n"
            "│    0.6\n"
            "3 万吨\n");
}

TEST_F(PlanDialect, AResultCountsInTheUnitThatIsDeclared) {
  EXPECT_EQ(in_result_unit("产能 + 产量", scope_, "吨", inputs()), "30500.00");
  EXPECT_EQ(in_result_unit("产量 / 产能", scope_, "%", inputs()),
            "1.666666666666666666666666666666667");
  EXPECT_EQ(in_result_unit("上限", scope_, "吨", inputs()), "FEEL-C022");
  EXPECT_EQ(in_result_unit("if 产能 > 产量 then 500 else 300", scope_, "万元", inputs()), "500");
  EXPECT_EQ(in_result_unit("count([1, 2])", scope_, "家", inputs()), "2");
  EXPECT_EQ(in_result_unit("count([1, 2])", scope_, "吨", inputs()), "FEEL-C022");
  EXPECT_EQ(in_result_unit("null", scope_, "吨", inputs()), "null");
}

TEST_F(PlanDialect, AskingWhetherAParameterIsSetIsNoUseOfIt) {
  const auto names = [this](const char* text) {
    std::string all;
    for (const std::string& name : mentions(parse(text, scope_).syntax, "is set")) {
      all += (all.empty() ? "" : " ") + name;
    }
    return all;
  };
  EXPECT_EQ(names("if is set(上限) then 1 else 2"), "is set");
  EXPECT_EQ(names("if is set(上限) then 上限 else @\"2 元\""), "is set 上限");
  EXPECT_EQ(names("产能 > 产量"), "产能 产量");
}

TEST_F(PlanDialect, CompletionKnowsTheFieldsAtAnyDepth) {
  const std::string text = "企业[1].研发机构[级别 = \"省级\"][1].主办.";
  std::vector<std::string> offered;
  for (const Completion& one : complete(text, text.size(), scope_).all) {
    offered.push_back(one.text + ": " + one.detail);
  }
  const std::vector<std::string> wanted = {"人数: number", "名称: string",
                                           "研发机构: list<研发机构>"};
  EXPECT_EQ(offered, wanted);
}

}  // namespace
}  // namespace fangan::feel
