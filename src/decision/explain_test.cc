// Explaining decisions: what they rest on, which rules held, where it stands.
#include "decision/explain.h"

#include <gtest/gtest.h>

namespace fangan::dmn {
namespace {

const char* const model = R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"
 namespace="urn:test" name="test" id="d">
<inputData id="a" name="年龄"><variable name="年龄" typeRef="number"/></inputData>
<inputData id="i" name="收入"><variable name="收入" typeRef="number"/></inputData>
<decision id="r" name="有资格"><variable name="有资格"/>
<informationRequirement><requiredInput href="#a"/></informationRequirement>
<literalExpression><text>年龄 &gt;= 80 and 年龄 &lt; 120</text></literalExpression></decision>
<decision id="t" name="津贴"><variable name="津贴"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<informationRequirement><requiredDecision href="#r"/></informationRequirement>
<decisionTable>
<input><inputExpression><text>有资格</text></inputExpression></input>
<input><inputExpression><text>收入 / 2</text></inputExpression></input>
<output/><annotation name="依据"/>
<rule><inputEntry><text>false</text></inputEntry><inputEntry><text>-</text></inputEntry>
<outputEntry><text>0</text></outputEntry>
<annotationEntry><text>第八条</text></annotationEntry></rule>
<rule><inputEntry><text>true</text></inputEntry><inputEntry><text>&lt; 5000</text></inputEntry>
<outputEntry><text>收入 * 0 + 200</text></outputEntry>
<annotationEntry><text>第九条</text></annotationEntry></rule>
</decisionTable></decision></definitions>)";

struct Loaded {
  Sources sources;
  std::shared_ptr<const Engine> engine;
  Inputs inputs;
};

Loaded load() {
  Loaded loaded;
  Result<LinkedModels> models = read_model_set({{"津贴.dmn", model}}, &loaded.sources);
  EXPECT_TRUE(models) << (models ? "" : models.error().code);
  Diagnostics diagnostics;
  loaded.engine = Engine::compile(std::move(models.value().set), &diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  loaded.inputs[*loaded.engine->find("年龄")] = Value(84);
  loaded.inputs[*loaded.engine->find("收入")] = Value(3120);
  return loaded;
}

TEST(ExplainDecision, ShowsWhatItRestsOnAndTheRulesThatHeld) {
  const Loaded loaded = load();
  feel::Evaluation evaluation;
  EXPECT_EQ(explain_decision(*loaded.engine, *loaded.engine->find("津贴"), loaded.inputs,
                             loaded.sources, &evaluation, Language::zh),
            "收入 = 3120\n"
            "年龄 = 84\n"
            "有资格 = true  津贴.dmn:7:26\n"
            "  年龄 >= 80 and 年龄 < 120\n"
            "  │    │     │   │    │\n"
            "  84   true  │   84   true\n"
            "             true\n"
            "津贴 = 200  津贴.dmn:11:1\n"
            "  第 2 条规则成立 │ true │ < 5000 │ 收入 * 0 + 200 │ 第九条\n"
            "  有资格\n"
            "  │\n"
            "  true\n"
            "  收入 / 2\n"
            "  │    │\n"
            "  3120 1560\n"
            "  收入 * 0 + 200\n"
            "  │    │   │\n"
            "  3120 0   200\n");
}

TEST(ExplainDecision, NodesStandInTheFile) {
  const Loaded loaded = load();
  feel::Evaluation evaluation;
  const std::vector<ExplainedElement> elements = explained_decision(
      *loaded.engine, *loaded.engine->find("有资格"), loaded.inputs, &evaluation, Language::en);
  ASSERT_EQ(elements.size(), 2u);
  EXPECT_TRUE(elements[0].given);
  EXPECT_FALSE(elements[1].given);
  ASSERT_EQ(elements[1].nodes.size(), 5u);
  EXPECT_EQ(loaded.sources.text(elements[1].nodes[1].place), "&gt;=");
  EXPECT_EQ(loaded.sources.text(elements[1].nodes[4].span), "年龄 &lt; 120");
}

TEST(ExplainDecision, AValueThatWasGivenIsNotExplained) {
  Loaded loaded = load();
  loaded.inputs[*loaded.engine->find("有资格")] = Value(false);
  feel::Evaluation evaluation;
  const std::string text =
      explain_decision(*loaded.engine, *loaded.engine->find("津贴"), loaded.inputs, loaded.sources,
                       &evaluation, Language::en);
  EXPECT_EQ(text.substr(0, text.find("  有资格")),
            "收入 = 3120\n"
            "有资格 = false\n"
            "津贴 = 0  津贴.dmn:11:1\n"
            "  " +
                sentence(problem("FEEL-X002", {{"rule", "1"}}), Language::en) +
                " │ false │ - │ 0 │ 第八条\n");
}

TEST(ExplainDecision, ATableWithoutARuleThatHeldSaysSo) {
  Loaded loaded = load();
  loaded.inputs[*loaded.engine->find("收入")] = Value(20000);
  feel::Evaluation evaluation;
  const std::string text =
      explain_decision(*loaded.engine, *loaded.engine->find("津贴"), loaded.inputs, loaded.sources,
                       &evaluation, Language::zh);
  EXPECT_NE(text.find("津贴 = null DMN-E005"), std::string::npos) << text;
  EXPECT_NE(text.find("  " + sentence(problem("FEEL-X003"), Language::zh) + "\n"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace fangan::dmn
