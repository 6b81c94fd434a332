// Explaining: which values are shown, where they stand and what is said of nulls.
#include "feel/explain.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "feel/expression.h"
#include "text/utf8.h"

namespace fangan::feel {
namespace {

Scope scope_of_applicant() {
  Scope scope;
  scope.add_variable("年龄", TypeKind::number);
  scope.add_variable("家庭月收入", TypeKind::number);
  scope.add_variable("人", Type::context({{"名", TypeKind::string}, {"住址", Type::context({})}}));
  scope.add_variable("表", Type::list(TypeKind::number));
  return scope;
}

std::string explained(std::string_view text, Language language = Language::zh) {
  const Compiled compiled = compile(text, scope_of_applicant());
  if (!compiled.expression) return compiled.diagnostics.front().code;
  const Value person(Context({{"名", "王秀英"}, {"住址", Value(Context())}}));
  const std::vector<Value> numbers(100, Value(7));
  const std::vector<Value> inputs = {Value(84), Value(3120), person, Value(numbers)};
  Evaluation evaluation;
  Trace trace(compiled.expression->syntax().nodes.size());
  compiled.expression->evaluate(inputs, &evaluation, &trace);
  return explain(*compiled.expression, trace, language);
}

TEST(Explain, ValuesStandUnderWhatTheyComeFrom) {
  EXPECT_EQ(explained("年龄 in [80..90) and 家庭月收入 < 5000"),
            "年龄 in [80..90) and 家庭月收入 < 5000\n"
            "│    │           │   │          │\n"
            "84   true        │   3120       true\n"
            "                 true\n");
  EXPECT_EQ(explained("(年龄 + 1) * -家庭月收入"),
            "(年龄 + 1) * -家庭月收入\n"
            " │    │    │ ││\n"
            " 84   85   │ │3120\n"
            "           │ -3120\n"
            "           -265200\n");
}

TEST(Explain, PartsThatWereNotNeededSaySo) {
  EXPECT_EQ(explained("年龄 > 90 and 家庭月收入 < 5000", Language::en),
            "年龄 > 90 and 家庭月收入 < 5000\n"
            "│    │    │              │\n"
            "84   │    false          " +
                sentence(problem("FEEL-X001"), Language::en) + "\n     false\n");
  EXPECT_EQ(explained("if 年龄 > 80 then 年龄 * 2 else 家庭月收入 / 0"),
            "if 年龄 > 80 then 年龄 * 2 else 家庭月收入 / 0\n"
            "│  │    │         │    │                   │\n"
            "│  84   true      84   168                 未计算\n"
            "168\n");
}

TEST(Explain, ANullSaysWhyWhereItCameAbout) {
  EXPECT_EQ(explained("年龄 + \"岁\" > 3", Language::en),
            "年龄 + \"岁\" > 3\n"
            "│    │      │\n"
            "84   │      null\n"
            "     null FEEL-A002 " +
                sentence(problem("FEEL-A002",
                                 {{"operator", "+"}, {"left", "number"}, {"right", "string"}}),
                         Language::en) +
                "\n");
}

TEST(Explain, PathsIterationsAndLongValues) {
  EXPECT_EQ(explained("人.名 = \"王秀英\" and some x in 表 satisfies x > 年龄"),
            "人.名 = \"王秀英\" and some x in 表 satisfies x > 年龄\n"
            "   │  │          │   │         │\n"
            "   │  true       │   false     [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,…\n"
            "   \"王秀英\"      false\n");
  EXPECT_EQ(explained("表[item > 年龄][1]"),
            "表[item > 年龄][1]\n"
            "│ │            │\n"
            "│ []           null FEEL-E005 " +
                sentence(problem("FEEL-E005", {{"index", "1"}, {"size", "0"}}), Language::zh) +
                "\n"
                "[7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,…\n");
  EXPECT_EQ(explained("count(表)"),
            "count(表)\n"
            "│     │\n"
            "100   [7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,…\n");
}

TEST(Explain, LinesKeepTheirValuesAndLongOnesAreBroken) {
  EXPECT_EQ(explained("年龄\n  + 家庭月收入"),
            "年龄\n│\n84\n  + 家庭月收入\n  │ │\n  │ 3120\n  3204\n");
  std::string sum = "年龄";
  for (int i = 0; i < 20; ++i) sum += " + 年龄";
  const std::string drawn = explained(sum);
  EXPECT_EQ(drawn.find(sum), std::string::npos);
  size_t begin = 0;
  for (size_t end = drawn.find('\n'); end != std::string::npos; end = drawn.find('\n', begin)) {
    EXPECT_LE(display_width(std::string_view(drawn).substr(begin, end - begin)), 100);
    begin = end + 1;
  }
}

TEST(Explain, QuantitiesCarryTheirUnit) {
  const UnitTable units({{"元", Decimal(1), "金额"}});
  Scope scope(Dialect::plan);
  scope.set_units(&units);
  scope.add_variable("收入", Type::number(units.parse("元").value()));
  const Compiled compiled = compile("收入 < @\"5000 元\"", scope);
  Trace trace(compiled.expression->syntax().nodes.size());
  const Value income(3120);
  Evaluation evaluation;
  compiled.expression->evaluate({&income, 1}, &evaluation, &trace);
  EXPECT_EQ(explain(*compiled.expression, trace, Language::zh),
            "收入 < @\"5000 元\"\n│    │\n│    true\n3120 元\n");
}

TEST(Explain, NodesAreGivenWithTheirPlaces) {
  const Compiled compiled = compile("年龄 > 90 or 年龄 < 0", scope_of_applicant());
  Trace trace(compiled.expression->syntax().nodes.size());
  const std::vector<Value> inputs = {Value(84)};
  Evaluation evaluation;
  compiled.expression->evaluate(inputs, &evaluation, &trace);
  const std::vector<ExplainedNode> nodes = explained_nodes(*compiled.expression, trace);
  ASSERT_EQ(nodes.size(), 5u);
  EXPECT_EQ(nodes[1].text, "年龄 > 90");
  EXPECT_EQ(nodes[1].place, (Span{0, 7, 8}));
  EXPECT_EQ(nodes[2].text, "年龄 > 90 or 年龄 < 0");
  EXPECT_TRUE(nodes[2].value.is_false());
}

}  // namespace
}  // namespace fangan::feel
