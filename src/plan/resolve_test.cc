// Resolving: what a formula may name, what it gives, and what it rests on.
#include "plan/resolve.h"

#include <gtest/gtest.h>

#include "feel/print_syntax.h"
#include "plan/check.h"
#include "plan/formula_words.h"
#include "plan/row_types.h"
#include "text/messages.h"
#include "value/print.h"

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
  EXPECT_TRUE(plan().row_types->row("进展")->field("说明")->may_be_null());
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

/// A register with tables over its rows.
Checked with_blocks(const std::string& blocks, const std::string& policy = "") {
  Package package;
  package.name = "test";
  package.files = {{"1-正文.md", "# 示例方案\n\n到2018年底,给予奖励。\n\n" + policy},
                   {"agencies.md",
                    "```agency\n| name | kind |\n|---|---|\n| 甲县 | 县区 |\n```\n\n"
                    "```register 项目\nkey: 编码\nfields:\n  编码: text\n  户: text required\n"
                    "  额: number 万元 required\n  能: number 千瓦 required\n```\n\n" +
                        blocks},
                   {"plan.md",
                    "```plan\ntitle: 示例方案\nissued: 2017-10-12\ntext: [1-正文.md]\n"
                    "notes: [agencies.md]\n```\n"}};
  return check(package);
}

std::string codes(const Checked& checked) {
  std::string all;
  for (const Diagnostic& one : checked.diagnostics) {
    if (one.severity == Severity::error) all += one.code + " ";
  }
  return all;
}

std::string value_of(const Formula& formula, int amount) {
  if (!formula.expression) return "no expression";
  feel::Evaluation evaluation;
  return print(formula.expression->evaluate(std::vector<Value>{Value(amount)}, &evaluation));
}

std::string table(const std::string& first, const std::string& second) {
  return "```decision 奖\non: 项目\n\n| U | 额 | → r |\n|-|-|-|\n| 1 | > @\"5 万元\" | " + first +
         " |\n| 2 | <= @\"5 万元\" | " + second + " |\n```\n";
}

TEST(ResolveTables, OutputsCountInTheFirstUnitOfTheirColumn) {
  const auto read = [](const char* first, const char* second) {
    const Checked checked = with_blocks(table(first, second));
    EXPECT_EQ(codes(checked), "") << first << " " << second;
    const Formula& value = checked.plan->find_decision("奖")->value;
    const Unit* unit = checked.plan->row_types->row("项目")->field("奖")->unit();
    return value_of(value, 9) + " " + value_of(value, 3) + " " + (unit ? unit->name : "-");
  };
  EXPECT_EQ(read("额", "@\"20000 元\""), "9 2 万元");
  EXPECT_EQ(read("@\"20000 元\"", "额"), "20000 30000 元");
  EXPECT_EQ(read("7", "@\"20000 元\""), "7 20000 元");
  EXPECT_EQ(read("额", "0"), "9 0 万元");
  EXPECT_EQ(read("null", "额 * 2"), "null 6 万元");
  EXPECT_EQ(read("5", "6"), "5 6 ");
  EXPECT_EQ(read("\"甲\"", "\"乙\""), "\"甲\" \"乙\" -");
}

TEST(ResolveTables, OutputsOfTwoDimensionsAreRefusedInTheirCell) {
  const Checked checked = with_blocks(table("额", "能"));
  ASSERT_EQ(codes(checked), "FEEL-C015 ");
  const Diagnostic& error = checked.diagnostics.front();
  EXPECT_EQ(sentence(error, Language::en),
            "“→” needs units of one dimension, not 万元 and 千瓦.");
  EXPECT_EQ(error.marks[0].span.end - error.marks[0].span.begin, std::string("能").size());
  EXPECT_EQ(codes(with_blocks(table("count(户)", "额"))), "FEEL-C015 ");
}

TEST(ResolveTables, EachOfSeveralOutputsHasItsUnit) {
  const Checked checked = with_blocks(
      "```decision 奖\non: 项目\n\n| U | 额 | → 甲 | → 乙 |\n|-|-|-|-|\n"
      "| 1 | > @\"5 万元\" | 额 * 2 | @\"1 千瓦\" |\n"
      "| 2 | <= @\"5 万元\" | @\"20000 元\" | 3 |\n```\n");
  ASSERT_EQ(codes(checked), "");
  const Formula& value = checked.plan->find_decision("奖")->value;
  EXPECT_EQ(value_of(value, 9), "{甲: 18, 乙: 1}");
  EXPECT_EQ(value_of(value, 3), "{甲: 2, 乙: 3}");
  const Type& type = *checked.plan->row_types->row("项目")->field("奖");
  ASSERT_NE(type.field("甲"), nullptr);
  ASSERT_NE(type.field("甲")->unit(), nullptr);
  EXPECT_EQ(type.field("甲")->unit()->name, "万元");
  ASSERT_NE(type.field("乙")->unit(), nullptr);
  EXPECT_EQ(type.field("乙")->unit()->name, "千瓦");
}

TEST(ResolveTables, APolicyGivesWhatATableDecidesInItsOwnUnit) {
  const Checked checked = with_blocks(table("@\"20000 元\"", "额"),
                                      "```policy 奖励\nclause: \"给予奖励\"\nof: 项目\n"
                                      "subject: 户\neligible: 额 > @\"0 元\"\ngives: 奖\n"
                                      "unit: 万元\nonce per: [户]\n```\n");
  EXPECT_EQ(codes(checked), "");
  ASSERT_EQ(checked.plan->policies.size(), 1u);
  EXPECT_EQ(value_of(checked.plan->policies[0].amount, 20000), "2");
}

/// Rows of every kind that rest on 门槛 or 权重, each by another way.
constexpr const char* gate_blocks = R"(```agency
| name | kind |
|---|---|
| 市发展改革委 | 部门 |
```
```parameter 门槛
type: number
```
```parameter 权重
type: number
```
```register 机组
key: 编码
fields:
  编码: text
  台数: number required
  补助: number 元 required
grades:
  accepted: 台数 > 门槛
```
```register 厂
key: 名称
fields:
  名称: text
```
```register 车间
key: 名称
fields:
  名称: text
  厂: 厂 required
grades:
  accepted: count(done(机组)) > 0
```
```ranking 评比
of: 厂
score:
  规模:
    value: 1
    weight: 权重
leaders: 名次 <= 门槛
```
```notice 公告
of: 机组[已验收]
fields: [台数]
to: public
```
```policy 补贴
of: 机组
subject: 编码
eligible: 台数 > 0
gives: amount 补助
unit: 元
found: true
rates on: if 门槛 > 1 then date("2018-01-01") else date("2018-12-31")
```
)";

TEST(ResolveEdges, AParameterNotSetIsFoundThroughEverythingThatIsRead) {
  Package package;
  package.name = "test";
  package.files = {{"1-正文.md", "# 示例方案\n\n到2018年底,关停。\n"},
                   {"agencies.md", gate_blocks},
                   {"plan.md",
                    "```plan\ntitle: 示例方案\nissued: 2017-10-12\ntext: [1-正文.md]\n"
                    "notes: [agencies.md]\n```\n"}};
  const Checked checked = check(package);
  for (const Diagnostic& one : checked.diagnostics) {
    // That 车间 goes through all of 机组 is the point.
    if (one.code != "PLAN-E011") ADD_FAILURE() << one.code << " " << sentence(one, Language::en);
  }
  ASSERT_TRUE(checked.plan);
  const auto rests_on = [&checked](const char* text, const char* record) {
    Diagnostics found;
    const Formula formula = resolve_expression(*checked.plan, text, record, &found);
    EXPECT_TRUE(found.empty()) << text;
    std::string all;
    for (const std::string& one : formula.rests_on) all += one + " ";
    return all;
  };
  EXPECT_EQ(rests_on("count(机组)", ""), "");
  EXPECT_EQ(rests_on("count(done(机组))", ""), "门槛 ");
  EXPECT_EQ(rests_on("count(done(机组[台数 > 1]))", ""), "门槛 ");
  EXPECT_EQ(rests_on("count(机组[已验收])", ""), "门槛 ");
  EXPECT_EQ(rests_on("count(done(车间))", "厂"), "门槛 ");
  EXPECT_EQ(rests_on("count(评比)", ""), "权重 ");
  EXPECT_EQ(rests_on("count(公告)", ""), "门槛 ");
  EXPECT_EQ(rests_on("count(补贴)", ""), "门槛 ");
  ASSERT_EQ(checked.plan->rankings.size(), 1u);
  EXPECT_EQ(checked.plan->rankings[0].leaders.rests_on,
            (std::vector<std::string>{"权重", "门槛"}));
}

/// The codes of what is wrong in a package with these notes and blocks below its text.
std::string codes_of(const std::string& notes_text, const std::string& blocks = {}) {
  Package package;
  package.name = "test";
  package.files = {{"1-正文.md", "# 示例方案\n\n到2018年底,关停6个。\n\n" + blocks},
                   {"agencies.md", notes_text},
                   {"plan.md",
                    "```plan\ntitle: 示例方案\nissued: 2017-10-12\ntext: [1-正文.md]\n"
                    "notes: [agencies.md]\n```\n"}};
  std::string all;
  for (const Diagnostic& one : check(package).diagnostics) all += one.code + " ";
  return all;
}

/// Derived fields each computed from the next one.
std::string chain(int length, const std::string& before = {}, const std::string& after = {}) {
  std::string fields = "```register 机组\nfields:\n  容量: number required\nderived:\n";
  for (int i = 0; i < length; ++i) {
    fields += "  d" + std::to_string(i) + ": " + before + "d" + std::to_string(i + 1) + " + 1" +
              after + "\n";
  }
  return fields + "  d" + std::to_string(length) + ": 容量\n```\n";
}

std::string times(int count, const std::string& text_once) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text_once;
  return all;
}

TEST(ResolveLimits, ALongChainOfDerivedFieldsIsRefused) {
  EXPECT_EQ(codes_of(chain(60)), "");
  EXPECT_EQ(codes_of(chain(80)), "PLAN-E012 ");
  EXPECT_EQ(codes_of(chain(3'000)), "PLAN-E012 ");
}

TEST(ResolveLimits, AChainOfDeeplyNestedFieldsIsRefused) {
  EXPECT_EQ(codes_of(chain(199, times(14, "if true then ("), times(14, ") else 1"))),
            "PLAN-E012 ");
  EXPECT_EQ(codes_of(chain(60, times(390, "("), times(390, ")"))), "PLAN-E012 ");
}

TEST(ResolveLimits, AChainOfTargetsMayBeAnyLength) {
  constexpr int length = 25'000;
  std::string targets;
  for (int i = 0; i <= length; ++i) {
    const std::string measure =
        i == length ? "1" : "total(T" + std::to_string(i + 1) + ".完成值)";
    targets += "```target T" + std::to_string(i) + "\nclause: \"6个\"\nunit: 个\nmeasure: " +
               measure + "\ndue: {2018-12-31: 6}\n```\n\n";
  }
  const std::string agency = "```agency\n| name | kind |\n|---|---|\n| 甲 | 部门 |\n```\n";
  EXPECT_EQ(codes_of(agency, targets), "");
}

/// Walked once for each state this takes hours, more than ctest lets a test have.
TEST(ResolveLimits, AFlowWithManyStatesIsWalkedOnce) {
  constexpr int states = 5'000;
  std::string flow = "```flow 长流程\nstates:\n  s0:\n";
  for (int i = states - 1; i > 0; --i) {
    flow += "  s" + std::to_string(i) + (i == states - 1 ? ": accepted\n" : ":\n");
  }
  flow += "steps:\n";
  for (int i = states - 2; i >= 0; --i) {
    flow += "  t" + std::to_string(i) + ":\n    from: s" + std::to_string(i) + "\n    to: s" +
            std::to_string(i + 1) + "\n    by: office\n";
  }
  EXPECT_EQ(codes_of(flow + "```\n"), "");
  const std::string loose = "  s" + std::to_string(states) + ":\n";
  flow.insert(flow.find("steps:"), loose);
  EXPECT_EQ(codes_of(flow + "```\n"), "PLAN-F104 ");
}

/// What a test of if says is asked for each branch: walked anew each time this doubles a hundred
/// times.
TEST(ResolveLimits, TestsOfIfInTestsOfIfAreWalkedOnce) {
  const std::string nested = times(100, "(if ") + "重点" + times(100, " then 重点 else 重点)");
  EXPECT_EQ(codes_of("```register 项目\nfields:\n  重点: boolean\nderived:\n  甲: " + nested +
                     "\n```\n"),
            "FEEL-C014 ");
}

/// The same of each word compared with all before it.
TEST(ResolveLimits, ManyWordsOfAFormulaAreToldApartOnce) {
  constexpr size_t count = 1'000'000;
  std::string text_of_words;
  for (size_t i = 0; i < count; ++i) text_of_words += "w" + std::to_string(i) + " + ";
  EXPECT_EQ(formula_words(text_of_words + text_of_words).size(), count);
}

}  // namespace
}  // namespace fangan
