// Decision tables, to DMN and back: nothing changes, and what cannot stay is named.
#include "plan/decision_model.h"

#include <gtest/gtest.h>

#include <random>

#include "decision/read_dmn.h"
#include "decision/write_dmn.h"
#include "document/body.h"
#include "plan/decision_logic.h"
#include "plan/decision_table.h"
#include "text/utf8.h"

namespace fangan {
namespace {

std::vector<TableBlock> blocks_of(const std::string& markdown, Diagnostics* found) {
  Sources sources;
  return table_blocks(sources, sources.add("x.md", markdown), found);
}

std::string codes(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& each : diagnostics) all += (all.empty() ? "" : " ") + each.code;
  return all;
}

std::string fact(const Diagnostics& diagnostics, const std::string& code, const char* name) {
  for (const Diagnostic& each : diagnostics) {
    if (each.code != code) continue;
    for (const Fact& one : each.facts) {
      if (one.name == name) return one.value;
    }
  }
  return {};
}

dmn::Definitions model_of(const std::string& xml) {
  Sources sources;
  Result<dmn::DmnFile> file = dmn::read_dmn("x.dmn", xml, &sources);
  EXPECT_TRUE(file) << (file ? "" : codes(file.errors())) << "\n" << xml;
  return file ? std::move(file.value().definitions) : dmn::Definitions();
}

/// A block to DMN XML and back.
std::string there_and_back(const std::string& markdown) {
  Diagnostics found;
  const std::vector<TableBlock> blocks = blocks_of(markdown, &found);
  EXPECT_EQ(codes(found), "") << markdown;
  if (blocks.size() != 1) return "no block";
  const TableBlock& block = blocks.front();
  const std::string xml = dmn::write_dmn(decision_model(block, model_inputs(block.table), "p"));
  const Result<BlockText> text = block_of_model(model_of(xml), "");
  if (!text) return codes(text.errors());
  EXPECT_EQ(codes(text.value().warnings), "") << markdown << xml;
  return text.value().markdown;
}

constexpr std::string_view power_block = R"(```decision 关停理由
clause: "设计寿命期满、未取得\许可证<&>"
on: [火电机组, 水泥企业]
choice: 原文未说 ]]> 任一
| C< | 设计寿命期满日 <= today() | 煤耗 \| 上限              | → 理由           | → 数 | # 依据       |
|----|---------------------------|---------------------------|------------------|------|--------------|
| in | true, false               |                           | "期满", "a\|b\\" | > 0  |              |
| 一 | true                      | > 331 and "x\y" != "\|\|" | "期满"           |      | 见 <第一条>  |
|    | -                         | not(1, 2)                 | "a\|b\\"         | 1    | \| \n \\\| # |
| in | -                         | -                         |                  |      |              |
```
)";

TEST(DecisionModel, KeepsABlockWhole) {
  EXPECT_EQ(there_and_back(std::string(power_block)), power_block);
}

TEST(DecisionModel, WritesColumnsInLineByTheirWidthOnScreen) {
  Diagnostics found;
  const std::vector<TableBlock> blocks = blocks_of(
      "```decision d\n| F|a|→ 灯|# 说明 |\n|-|-|-|-|\n|1|-|\"绿\"|正常推进|\n||< 0|null||\n```\n",
      &found);
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_EQ(write_decision_table(blocks[0].table),
            "| F | a   | → 灯 | # 说明   |\n"
            "|---|-----|------|----------|\n"
            "| 1 | -   | \"绿\" | 正常推进 |\n"
            "|   | < 0 | null |          |\n");
}

/// Cells as people might write them, and worse.
class RandomTables {
 public:
  explicit RandomTables(uint32_t seed) : random_(seed) {}

  dmn::DecisionTable next() {
    constexpr dmn::HitPolicy policies[] = {dmn::HitPolicy::unique,     dmn::HitPolicy::first,
                                           dmn::HitPolicy::priority,   dmn::HitPolicy::any,
                                           dmn::HitPolicy::rule_order, dmn::HitPolicy::output_order,
                                           dmn::HitPolicy::collect};
    dmn::DecisionTable table;
    table.hit_policy = policies[pick(7)];
    if (table.hit_policy == dmn::HitPolicy::collect) {
      table.aggregation = static_cast<dmn::Aggregation>(pick(5));
    }
    table.inputs.resize(1 + pick(3));
    table.outputs.resize(1 + pick(3));
    table.annotations.resize(pick(3));
    for (dmn::InputClause& input : table.inputs) {
      input.expression.text = text("x", 1);
      if (pick(3) == 0) input.values.emplace().text = text("\"v\"", 1);
    }
    for (size_t i = 0; i < table.outputs.size(); ++i) {
      table.outputs[i].name = text("n" + std::to_string(i), 1);
      if (pick(3) == 0) table.outputs[i].values.emplace().text = text("1", 1);
    }
    for (MappedText& name : table.annotations) name = text("", 1);
    table.rules.resize(1 + pick(4));
    for (dmn::Rule& rule : table.rules) fill(table, &rule);
    return table;
  }

 private:
  size_t pick(size_t below) { return random_() % below; }

  void fill(const dmn::DecisionTable& table, dmn::Rule* rule) {
    rule->about.label = text(pick(4) == 0 ? "in" : "", 1);
    rule->inputs.resize(table.inputs.size());
    rule->outputs.resize(table.outputs.size());
    rule->annotations.resize(table.annotations.size());
    for (dmn::FeelText& cell : rule->inputs) cell.text = text("-", 2);
    for (dmn::FeelText& cell : rule->outputs) cell.text = text("", 2);
    for (MappedText& note : rule->annotations) note = text("", 2);
  }

  /// `first`, and pieces after it. No cell begins or ends with a blank.
  MappedText text(std::string first, size_t pieces_max) {
    static const std::string pieces[] = {
        "|",      "\\", "\\|", "||",   "-",   "---",   "\"",     "火电机组",  "、（）", "  ",
        "#",      "→",  "```", "in",   "<b>", "&lt;",  "]]>",    "\t",        "\\\\",   "\u00a0x",
        "\u200d", "😀",  ":",   "null", "'",   "|---|", "\u3000", "key: value"};
    for (size_t count = pick(4) == 0 ? 0 : pick(5 * pieces_max); count > 0; --count) {
      first += pieces[pick(std::size(pieces))];
    }
    const size_t begin = first.find_first_not_of(" \t");
    if (begin == first.npos) return {};
    return MappedText(first.substr(begin, first.find_last_not_of(" \t") + 1 - begin));
  }

  std::mt19937 random_;
};

TEST(DecisionModel, KeepsAnyTable) {
  RandomTables tables(20171012);
  for (int i = 0; i < 3000; ++i) {
    const std::string markdown = write_block({"决策", "", tables.next()});
    ASSERT_EQ(there_and_back(markdown), markdown) << i;
  }
}

TEST(DecisionModel, GivesTheTableThatWasWritten) {
  RandomTables tables(4);
  for (int i = 0; i < 3000; ++i) {
    const dmn::DecisionTable table = tables.next();
    Diagnostics found;
    const std::vector<TableBlock> blocks = blocks_of(write_block({"决策", "", table}), &found);
    ASSERT_EQ(codes(found), "") << i << "\n" << write_decision_table(table);
    ASSERT_EQ(blocks.size(), 1u);
    ASSERT_TRUE(blocks.front().table == table) << i << "\n" << write_decision_table(table);
  }
}

TEST(DecisionModel, NamesWhatATableReads) {
  Diagnostics found;
  const std::vector<TableBlock> blocks = blocks_of(
      "```decision d\n| U | days left | 甲.乙 > today() | → 值 |\n|-|-|-|-|\n"
      "| 1 | < 上限 | not(\"丙\") | for 丁 in 戊 return 丁 + string length(己) |\n```\n",
      &found);
  ASSERT_EQ(blocks.size(), 1u);
  const std::vector<std::string> names = names_read(blocks[0].table, {});
  EXPECT_EQ(names, (std::vector<std::string>{"days left", "甲", "上限", "戊", "己"}));
}

/// As dmn-js saves a table.
constexpr std::string_view drawn = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
    xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" 
    xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" 
    xmlns:camunda="http://camunda.org/schema/1.0/dmn"
    xmlns:modeler="http://camunda.org/schema/modeler/1.0"
    id="Definitions_1" name="DRD" namespace="http://camunda.org/schema/1.0/dmn"
    exporter="Camunda Modeler" exporterVersion="5.0" modeler:executionPlatform="Camunda Platform">
  <decision id="Decision_1" name="Power price" camunda:historyTimeToLive="P30D">
    <informationRequirement id="R1"><requiredInput href="#Input_1" /></informationRequirement>
    <decisionTable id="DecisionTable_1" hitPolicy="FIRST">
      <input id="InputClause_1" label="Consumption" camunda:inputVariable="used">
        <inputExpression id="LiteralExpression_1" typeRef="number">
          <text>used</text></inputExpression>
        <inputValues id="UnaryTests_0"><text></text></inputValues>
      </input>
      <output id="OutputClause_1" label="Price" name="price" typeRef="string" />
      <rule id="DecisionRule_1">
        <description>above | the limit</description>
        <inputEntry id="UnaryTests_1"><text>&gt; 10,
&gt; 20</text></inputEntry>
        <outputEntry id="LiteralExpression_2"><text>"high"</text></outputEntry>
      </rule>
      <rule id="DecisionRule_2">
        <inputEntry id="UnaryTests_2"><text></text></inputEntry>
        <outputEntry id="LiteralExpression_3"><text>"low"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <inputData id="Input_1" name="used"><variable id="V1" name="used" typeRef="number"/></inputData>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram>
      <dmndi:DMNShape dmnElementRef="Decision_1">
        <dc:Bounds height="80" width="180" x="160" y="100" /></dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
)";

TEST(DecisionModel, TakesATableDrawnInAnEditor) {
  const Result<BlockText> block = block_of_model(model_of(std::string(drawn)), "");
  ASSERT_TRUE(block) << codes(block.errors());
  EXPECT_EQ(block.value().markdown,
            "```decision Power_price\n"
            "label: Power price\n"
            "| F | used       | → price | #                  |\n"
            "|---|------------|---------|--------------------|\n"
            "|   | > 10, > 20 | \"high\"  | above \\| the limit |\n"
            "|   | -          | \"low\"   |                    |\n"
            "```\n");
  EXPECT_EQ(codes(block.value().warnings), "PLAN-B004 PLAN-B005 PLAN-B006");
  const std::string left = fact(block.value().warnings, "PLAN-B004", "what");
  for (const char* part :
       {"camunda:historyTimeToLive (P30D)", "camunda:inputVariable (used)",
        "input/label (Consumption)", "output/label (Price)", "output/typeRef (string)",
        "XML (<dmndi:DMNDI>)", "modeler:executionPlatform (Camunda Platform)"}) {
    EXPECT_NE(left.find(part), left.npos) << part << "\n" << left;
  }
  EXPECT_EQ(fact(block.value().warnings, "PLAN-B005", "count"), "1");
  EXPECT_EQ(fact(block.value().warnings, "PLAN-B006", "names"), "used: number");
  EXPECT_EQ(there_and_back(block.value().markdown), block.value().markdown);
}

std::string with(std::string_view what, std::string_view instead) {
  std::string text(drawn);
  const size_t at = text.find(what);
  EXPECT_NE(at, text.npos) << what;
  return text.replace(at, what.size(), instead);
}

TEST(DecisionModel, RefusesWhatABlockHasNoPlaceFor) {
  struct Row {
    std::string_view what, instead, codes, part;
  };
  const Row rows[] = {
      {"typeRef=\"string\" />",
       "typeRef=\"string\"><defaultOutputEntry><text>0</text></defaultOutputEntry></output>",
       "PLAN-B003", "defaultOutputEntry 0"},
      {"<text>\"high\"</text>", "<text>\"hi\ngh\"</text>", "PLAN-B003", "outputEntry \"hi\ngh\""},
      {"<text>used</text>", "<text># used</text>", "PLAN-B003", "inputExpression # used"},
      {"<text>used</text>", "<text>used // kW\n+ 1</text>", "PLAN-B003",
       "inputExpression used // kW\n+ 1"},
      {"<decisionTable id=\"DecisionTable_1\" hitPolicy=\"FIRST\">",
       "<literalExpression><text>1</text></literalExpression></decision><decision id=\"e\" "
       "name=\"e\"><decisionTable hitPolicy=\"FIRST\" preferredOrientation=\"Rule-as-Column\" "
       "outputLabel=\"o\">",
       "", ""},
  };
  for (const Row& row : rows) {
    const Result<BlockText> block = block_of_model(model_of(with(row.what, row.instead)), "");
    EXPECT_EQ(block ? "" : codes(block.errors()), row.codes) << row.instead;
    EXPECT_EQ(block ? "" : fact(block.errors(), "PLAN-B003", "what"), row.part);
  }
  const dmn::Definitions two = model_of(with(rows[4].what, rows[4].instead));
  const Result<BlockText> by_name = block_of_model(two, "e");
  ASSERT_TRUE(by_name);
  const std::string left = fact(by_name.value().warnings, "PLAN-B004", "what");
  EXPECT_NE(left.find("decision (Power price)"), left.npos) << left;
  EXPECT_NE(left.find("preferredOrientation (Rule-as-Column)"), left.npos) << left;
  EXPECT_NE(left.find("outputLabel (o)"), left.npos) << left;
  EXPECT_EQ(codes(block_of_model(two, "Power price").errors()), "PLAN-B002");
  EXPECT_EQ(codes(block_of_model(two, "nothing").errors()), "PLAN-B001");
  EXPECT_EQ(codes(block_of_model(dmn::Definitions(), "").errors()), "PLAN-B009");
}

TEST(DecisionModel, DoesNotBelieveForeignEntries) {
  const std::string hostile =
      with("<informationRequirement id=\"R1\">",
           "<extensionElements><f:block xmlns:f=\"urn:fangan:block\">x</f:block>"
           "<fangan:block xmlns:fangan=\"urn:fangan:block\">on: a\n```\nfree text\n```decision b\n"
           "</fangan:block></extensionElements><informationRequirement id=\"R1\">");
  const Result<BlockText> block = block_of_model(model_of(hostile), "");
  ASSERT_TRUE(block);
  EXPECT_EQ(block.value().markdown.find("free text"), std::string::npos);
  const std::string left = fact(block.value().warnings, "PLAN-B004", "what");
  EXPECT_NE(left.find("extensionElements"), left.npos) << left;
}

}  // namespace
}  // namespace fangan
