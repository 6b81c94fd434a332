// Resolving: what a formula may name, what it gives, and what it rests on.
#include "plan/resolve.h"

#include <gtest/gtest.h>

#include "feel/print_syntax.h"
#include "plan/check.h"
#include "plan/row_types.h"
#include "text/messages.h"

namespace fangan {
namespace {

constexpr const char* notes = R"(```agency
| name | kind | region |
|---|---|---|
| 甲县 | 县区 | 990101 |
| 市发展改革委 | 部门 | 990100 |
```

```parameter 煤耗上限
type: number 克/千瓦时
```

```parameter 比重
type: number %
```

```parameter 宽限
type: number 克/千瓦时
```

```register 企业
key: 名称
fields:
  名称: text required
  所在县区: region required
  规模: one of [大型, 中型, 小型]
derived:
  总容量: total(机组.容量)
```

```flow 关停
states:
  在册:
  已上报: reported
  已验收: accepted
edit in: [在册]
steps:
  上报:
    from: 在册
    to: 已上报
    by: county
  验收:
    from: 已上报
    to: 已验收
    by: office
```

```register 机组
key: 编码
fields:
  编码: text
  企业: 企业 required
  容量: number 万千瓦 required
  煤耗: number 克/千瓦时 required
  关停日期: date
derived:
  超限: 煤耗 > 煤耗上限
  占比: 容量 / 企业.总容量
  一成: 容量 * 比重
  首台: 编码 = "1号"
flow: 关停
```

```register 月报
key: 企业
period: month
fields:
  企业: 企业 required
  用煤: number 吨 required
derived:
  增量: if at("2018-01") = null then null else 用煤 - at("2018-01").用煤
```

```decision 应关
on: 机组
value: if is set(宽限) then 超限 else false
```

```decision 县内应关
value: count(机组[应关 and 企业.所在县区 = "甲县"])
```
)";

constexpr const char* text = R"(# 示例方案

到2018年底,关停落后机组6台,1万千瓦。

```target 关停容量
clause: "1万千瓦"
unit: 千瓦
measure: total(done(机组[超限]).容量)
each: {2018: 10000}
counts on: 关停日期
```
)";

class Resolve : public testing::Test {
 protected:
  Resolve() {
    Package package;
    package.name = "test";
    package.files = {{"1-正文.md", text},
                     {"agencies.md", notes},
                     {"plan.md",
                      "```plan\ntitle: 示例方案\nissued: 2017-10-12\ntext: [1-正文.md]\n"
                      "notes: [agencies.md]\n```\n"}};
    checked_ = check(package);
    for (const Diagnostic& diagnostic : checked_.diagnostics) {
      ADD_FAILURE() << diagnostic.code << " " << sentence(diagnostic, Language::en);
    }
  }

  const Plan& plan() const { return *checked_.plan; }

  const Formula& derived(const char* name, const char* field) const {
    static const Formula none;
    for (const NamedFormula& one : plan().find_register(name)->derived) {
      if (one.name.text == field) return one.formula;
    }
    return none;
  }

  static std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
    return all;
  }

  Checked checked_;
};

TEST_F(Resolve, InputsAreTheNamesThatAFormulaUses) {
  using Kind = FormulaInput::Kind;
  const std::vector<FormulaInput>& inputs = plan().targets[0].measure.inputs;
  ASSERT_EQ(inputs.size(), 3u);
  EXPECT_EQ(inputs[0].kind, Kind::total);
  EXPECT_EQ(inputs[1].kind, Kind::done);
  EXPECT_EQ(inputs[2].kind, Kind::rows);
  EXPECT_EQ(inputs[2].name, "机组");
  // 容量 behind the dot is a field of the rows, not of the record, though the record has one too.
  ASSERT_EQ(derived("企业", "总容量").inputs.size(), 2u);
  EXPECT_EQ(derived("企业", "总容量").inputs[1].kind, Kind::field);
  ASSERT_EQ(plan().find_decision("县内应关")->value.inputs.size(), 1u);
  EXPECT_EQ(plan().find_decision("县内应关")->value.inputs[0].kind, Kind::rows);
  EXPECT_EQ(derived("月报", "增量").inputs.size(), 2u);
}

TEST_F(Resolve, AFormulaRestsOnWhatItReadsRestsOn) {
  EXPECT_EQ(joined(derived("机组", "超限").rests_on), "煤耗上限");
  EXPECT_EQ(joined(derived("机组", "占比").rests_on), "");
  // 宽限 is only asked for.
  EXPECT_EQ(joined(plan().find_decision("应关")->value.rests_on), "煤耗上限");
  EXPECT_EQ(joined(plan().find_decision("县内应关")->value.rests_on), "煤耗上限");
  EXPECT_EQ(joined(plan().targets[0].measure.rests_on), "煤耗上限");
  EXPECT_EQ(joined(plan().targets[0].counts_on.rests_on), "");
}

TEST_F(Resolve, UnitsOfDerivedFieldsAreKnownAndResultsConverted) {
  const Type& enterprise = *plan().row_types->row("企业");
  ASSERT_NE(enterprise.field("总容量")->unit(), nullptr);
  EXPECT_EQ(enterprise.field("总容量")->unit()->name, "万千瓦");
  EXPECT_EQ(feel::print(plan().targets[0].measure.expression->syntax()),
            "total(done(机组[超限]).容量) * 10000");
}

TEST_F(Resolve, ADerivedPartCountsInTheUnitOfTheWhole) {
  const Type& unit = *plan().row_types->row("机组");
  ASSERT_NE(unit.field("一成")->unit(), nullptr);
  EXPECT_EQ(unit.field("一成")->unit()->name, "万千瓦");
  const Formula& part = derived("机组", "一成");
  EXPECT_EQ(feel::print(part.expression->syntax()), "容量 * (比重 / 100)");
  feel::Evaluation evaluation;
  const std::vector<Value> inputs = {Value(1500), Value(20)};
  EXPECT_EQ(part.expression->evaluate(inputs, &evaluation).number(), Decimal(300));
}

TEST_F(Resolve, AKeyIsNeverNull) {
  EXPECT_FALSE(plan().row_types->row("机组")->field("编码")->may_be_null());
  EXPECT_TRUE(plan().row_types->row("企业")->field("规模")->may_be_null());
}

TEST_F(Resolve, RowsLeadToOneAnother) {
  const Type& unit = *plan().row_types->row("机组");
  EXPECT_TRUE(unit.field("企业")->field("机组")->element().is_same_object(unit));
  EXPECT_TRUE(unit.field("企业")->field("月报")->element().field("at")->result().may_be_null());
  EXPECT_EQ(unit.field("状态")->print(), "one of [在册, 已上报, 已验收]");
  EXPECT_TRUE(unit.field("应关")->is(TypeKind::boolean));
}

TEST_F(Resolve, ARegionIsCalledByTheNameOfItsAgency) {
  const auto outcome = [this](const char* text) {
    Diagnostics found;
    const Formula formula = resolve_expression(plan(), text, "企业", &found);
    if (!formula.expression) return found.front().code;
    return formula.expression->type().print();
  };
  EXPECT_EQ(outcome("单位[kind = \"县区\"].region"), "list<one of [甲县]>");
  EXPECT_EQ(outcome("所在县区 = \"甲县\""), "boolean");
  EXPECT_EQ(outcome("分解[单位.region = record.所在县区]"), "list<分解>");
  EXPECT_EQ(outcome("所在县区 = \"990101\""), "FEEL-C010");
  EXPECT_EQ(outcome("单位[region = \"市发展改革委\"]"), "FEEL-C010");
}

TEST_F(Resolve, AnExpressionIsReadOverACheckedPlan) {
  Diagnostics found;
  const Formula total = resolve_expression(plan(), "count(机组[应关])", "", &found);
  EXPECT_TRUE(found.empty());
  ASSERT_TRUE(total.expression);
  EXPECT_EQ(joined(total.rests_on), "煤耗上限");
  const Formula one = resolve_expression(plan(), "容量 > @\"1 千瓦\"", "机组", &found);
  ASSERT_TRUE(one.expression);
  EXPECT_EQ(one.inputs.size(), 1u);
  const Formula wrong = resolve_expression(plan(), "count(机祖)", "", &found);
  EXPECT_FALSE(wrong.expression);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].code, "FEEL-N004");
  EXPECT_EQ(found[0].marks[0].span, (Span{0, 6, 12}));
}

TEST(ResolveLimits, ALongChainOfDerivedFieldsIsRefused) {
  const auto codes = [](int length) {
    std::string fields = "```register 机组\nfields:\n  容量: number required\nderived:\n";
    for (int i = 0; i < length; ++i) {
      fields += "  d" + std::to_string(i) + ": d" + std::to_string(i + 1) + " + 1\n";
    }
    Package package;
    package.name = "test";
    package.files = {{"1-正文.md", "# 示例方案\n\n到2018年底,关停。\n"},
                     {"agencies.md", fields + "  d" + std::to_string(length) + ": 容量\n```\n"},
                     {"plan.md",
                      "```plan\ntitle: 示例方案\nissued: 2017-10-12\ntext: [1-正文.md]\n"
                      "notes: [agencies.md]\n```\n"}};
    std::string all;
    for (const Diagnostic& one : check(package).diagnostics) all += one.code + " ";
    return all;
  };
  EXPECT_EQ(codes(150), "");
  EXPECT_EQ(codes(250), "PLAN-E012 ");
  EXPECT_EQ(codes(3'000), "PLAN-E012 ");
}

}  // namespace
}  // namespace fangan
