// Reading DMN: what a model says, where it says it, and every mistake of one file.
#include "decision/read_dmn.h"

#include <gtest/gtest.h>

#include "decision/decision_files_test.h"

namespace fangan::dmn {
namespace {

using test::findings;
using test::own_models;
using test::read_bytes;
using Findings = std::vector<std::string>;

constexpr const char* head =
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"模型\" "
    "namespace=\"urn:m\">";

std::string model(const std::string& content) {
  return head + content + "</definitions>";
}

std::string decision(const std::string& content) {
  return model("<decision name=\"决策\">" + content + "</decision>");
}

std::string table(const std::string& attributes, const std::string& content) {
  return decision("<decisionTable " + attributes + ">" + content + "</decisionTable>");
}

/// Findings of a text that is refused.
Findings refused(const std::string& bytes, const XmlLimits& limits = {}) {
  Sources sources;
  const Result<DmnFile> read = read_dmn("模型.dmn", bytes, &sources, limits);
  if (read) return {"it was read"};
  return findings(read.errors(), sources);
}

Findings warned(const std::string& bytes) {
  Sources sources;
  const Result<DmnFile> read = read_dmn("模型.dmn", bytes, &sources);
  if (!read) return findings(read.errors(), sources);
  return findings(read.value().warnings, sources);
}

struct OwnModel {
  explicit OwnModel(const std::string& name)
      : read(read_dmn(name, read_bytes(own_models() / name), &sources)) {}

  const Definitions& definitions() const { return read.value().definitions; }

  Sources sources;
  Result<DmnFile> read;
};

TEST(ReadDmn, ReadsTablesWhole) {
  const OwnModel file("power-price.dmn");
  ASSERT_TRUE(file.read) << findings(file.read.errors(), file.sources).front();
  const Definitions& model = file.definitions();
  EXPECT_EQ(model.name.text(), "差别电价");
  EXPECT_EQ(model.about.description.text(), "按煤耗与污染等级确定加价。");
  ASSERT_EQ(model.decisions.size(), 3u);
  const auto& table = std::get<DecisionTable>(model.decisions[0].expression->body);
  EXPECT_EQ(table.hit_policy, HitPolicy::priority);
  EXPECT_EQ(table.orientation, Orientation::rule_as_column);
  EXPECT_EQ(table.inputs[0].about.label.text(), "煤耗");
  EXPECT_EQ(table.inputs[0].values->text.text(), "[200..600]");
  EXPECT_EQ(table.outputs[0].default_entry->text.text(), "\"不加价\"");
  EXPECT_EQ(table.annotations[0].text(), "依据");
  ASSERT_EQ(table.rules.size(), 2u);
  EXPECT_EQ(table.rules[0].inputs[0].about.id.text(), "_c1");
  EXPECT_EQ(table.rules[0].annotations[0].text(), "第十二条");
  EXPECT_EQ(table.rules[1].about.description.text(), "两项都要看");
  EXPECT_EQ(table.rules[1].inputs[0].text.text(), "(310..331]");
  EXPECT_EQ(table.rules[1].outputs[0].type_ref.text(), "string");
  const auto& sum = std::get<DecisionTable>(model.decisions[1].expression->body);
  EXPECT_EQ(sum.aggregation, Aggregation::sum);
  const auto& cross = std::get<DecisionTable>(model.decisions[2].expression->body);
  EXPECT_EQ(cross.orientation, Orientation::cross_table);
  EXPECT_EQ(cross.hit_policy, HitPolicy::rule_order);
}

TEST(ReadDmn, ReadsTypesWhole) {
  const OwnModel file("power-price.dmn");
  ASSERT_TRUE(file.read);
  const std::vector<ItemDefinition>& types = file.definitions().item_definitions;
  ASSERT_EQ(types.size(), 3u);
  EXPECT_EQ(types[0].allowed_values->text.text(), "\"A\", \"B\", \"C\"");
  ASSERT_EQ(types[1].components.size(), 3u);
  EXPECT_FALSE(types[1].components[1].is_collection);
  EXPECT_TRUE(types[1].components[2].is_collection);
  EXPECT_EQ(types[1].components[2].type_constraint->text.text(), "count(?) <= 12");
  EXPECT_EQ(types[2].function->output_type_ref.text(), "number");
  EXPECT_EQ(types[2].function->parameters[0].name.text(), "电量");
}

TEST(ReadDmn, ReadsEveryBoxedExpression) {
  const OwnModel file("boxed.dmn");
  ASSERT_TRUE(file.read) << findings(file.read.errors(), file.sources).front();
  const std::vector<Decision>& decisions = file.definitions().decisions;
  ASSERT_EQ(decisions.size(), 11u);
  const auto& context = std::get<Context>(decisions[1].expression->body);
  ASSERT_EQ(context.entries.size(), 3u);
  EXPECT_EQ(context.entries[0].variable->name.text(), "基数");
  EXPECT_FALSE(context.entries[2].variable);
  const auto& conditional = std::get<Conditional>(context.entries[2].value->body);
  EXPECT_EQ(conditional.else_value.about.id.text(), "_else");
  const auto& relation = std::get<Relation>(decisions[2].expression->body);
  EXPECT_EQ(relation.columns[1].name.text(), "份额");
  EXPECT_EQ(std::get<LiteralExpression>(relation.rows[1].cells[1].body).text.text(),
            "if 1 < 2 then 3 else 4");
  EXPECT_EQ(std::get<List>(decisions[3].expression->body).elements.size(), 2u);
  const auto& invocation = std::get<Invocation>(decisions[4].expression->body);
  EXPECT_EQ(invocation.bindings[0].parameter.name.text(), "值");
  EXPECT_FALSE(invocation.bindings[1].value);
  EXPECT_TRUE(std::get<Filter>(decisions[5].expression->body).match.value);
  const auto& loop = std::get<Iteration>(decisions[6].expression->body);
  EXPECT_EQ(loop.kind, IterationKind::for_return);
  EXPECT_EQ(loop.variable.text(), "数");
  EXPECT_EQ(loop.in.type_ref.text(), "number");
  EXPECT_EQ(std::get<Iteration>(decisions[7].expression->body).kind, IterationKind::some_satisfies);
  EXPECT_EQ(std::get<Iteration>(decisions[8].expression->body).kind,
            IterationKind::every_satisfies);
  EXPECT_EQ(std::get<FunctionDefinition>(decisions[9].expression->body).parameters.size(), 1u);
  EXPECT_FALSE(decisions[10].expression);
  const auto& java =
      std::get<FunctionDefinition>(file.definitions().knowledge_models[1].logic->body);
  EXPECT_EQ(java.kind, FunctionKind::java);
  EXPECT_EQ(findings(file.read.value().warnings, file.sources), Findings{"DMN-W003 Java"});
}

TEST(ReadDmn, LeadsFromAnOffsetInFeelToTheFile) {
  const OwnModel file("boxed.dmn");
  ASSERT_TRUE(file.read);
  const MappedText& text =
      std::get<LiteralExpression>(file.definitions().decisions[0].expression->body).text;
  const std::string& feel = text.text();
  EXPECT_EQ(feel, "\n        1 < 2 and \"a&b\" != \"一\"\n      ");
  const auto in_file = [&](const std::string& words) {
    const uint32_t at = static_cast<uint32_t>(feel.find(words));
    const Span span = text.span(at, at + static_cast<uint32_t>(words.size()));
    return std::string(file.sources.text(span));
  };
  EXPECT_EQ(in_file("1"), "1");
  EXPECT_EQ(in_file("<"), "&lt;");
  EXPECT_EQ(in_file("2 and"), "2 and");
  EXPECT_EQ(in_file("\"a&b\""), "\"a&#38;b\"");
  EXPECT_EQ(in_file("一"), "&#x4E00;");
  EXPECT_EQ(in_file("1 < 2"), "1 &lt; 2");
  const Position place = file.sources.at(text.span().source)
                             .position(text.span(static_cast<uint32_t>(feel.find("!=")), 0).begin);
  EXPECT_EQ(place, (Position{10, 32}));
}

TEST(ReadDmn, ReadsOlderVersionsAndVendorsParts) {
  const OwnModel file("service.dmn");
  ASSERT_TRUE(file.read) << findings(file.read.errors(), file.sources).front();
  const Definitions& model = file.definitions();
  EXPECT_EQ(model.version, DmnVersion::v1_4);
  EXPECT_EQ(model.input_data[0].variable->type_ref.text(), "string");
  EXPECT_EQ(model.input_data[0].about.vendor_attributes[0].value, "蓝");
  EXPECT_EQ(model.about.extensions.size(), 3u);
  EXPECT_EQ(model.about.extensions[0].text, "<tool:grid size=\"10\"/>");
  EXPECT_EQ(model.input_data[0].about.extensions[0].text,
            "<inner xmlns=\"http://example.org/dmn/service\"/>");
  EXPECT_EQ(model.remarks.size(), 3u);
  ASSERT_EQ(model.diagrams.size(), 1u);
  EXPECT_EQ(model.diagrams[0].text.substr(0, 14), "<dmndi:DMNDI>\n");
  const DecisionService& service = model.decision_services[0];
  EXPECT_EQ(service.output_decisions[0].id, "_out");
  EXPECT_EQ(service.input_data[0].model_namespace, "http://example.org/dmn/service");
  EXPECT_EQ(model.decisions[1].information_requirements[1].target.model_namespace,
            "http://example.org/dmn/service");
}

TEST(ReadDmn, ReadsTheNamesOfDmn11) {
  const OwnModel file("dmn11.dmn");
  ASSERT_TRUE(file.read) << findings(file.read.errors(), file.sources).front();
  const Definitions& model = file.definitions();
  EXPECT_EQ(model.version, DmnVersion::v1_1);
  EXPECT_EQ(model.input_data[0].variable->type_ref.text(), "date and time");
  EXPECT_EQ(model.decisions[0].variable->type_ref.text(), "t天数");
}

TEST(ReadDmn, CallsTypesOfDmn11ByThePrefixOfTheirModel) {
  Sources sources;
  const Result<DmnFile> read = read_dmn(
      "旧.dmn",
      "<definitions xmlns=\"http://www.omg.org/spec/DMN/20151101/dmn.xsd\" name=\"旧\" "
      "namespace=\"urn:m\" xmlns:q=\"urn:other\"><import namespace=\"urn:other\" "
      "importType=\"http://www.omg.org/spec/DMN/20151101/dmn.xsd\"/>"
      "<inputData name=\"甲\"><variable name=\"甲\" typeRef=\"q:t\"/></inputData></definitions>",
      &sources);
  ASSERT_TRUE(read) << findings(read.errors(), sources).front();
  EXPECT_EQ(read.value().definitions.imports[0].name.text(), "q");
  EXPECT_EQ(read.value().definitions.input_data[0].variable->type_ref.text(), "q.t");
}

TEST(ReadDmn, TakesWindowsLineEndsAndAByteOrderMark) {
  Sources sources;
  const std::string bytes = "\xef\xbb\xbf" + std::string(head) +
                            "\r\n<decision name=\"决策\"><literalExpression><text>1 +\r\n"
                            "2</text></literalExpression></decision>\r\n</definitions>";
  const Result<DmnFile> read = read_dmn("模型.dmn", bytes, &sources);
  ASSERT_TRUE(read) << findings(read.errors(), sources).front();
  const MappedText& text =
      std::get<LiteralExpression>(read.value().definitions.decisions[0].expression->body).text;
  EXPECT_EQ(text.text(), "1 +\n2");
  EXPECT_EQ(sources.at(0).position(text.span(4, 5).begin), (Position{3, 1}));
}

TEST(ReadDmnRefuses, WhatIsNoModel) {
  EXPECT_EQ(refused("<definitions/>"), Findings{"DMN-X007 <definitions"});
  EXPECT_EQ(refused("<a xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>"),
            Findings{"DMN-X007 <a"});
  EXPECT_EQ(refused("<definitions xmlns=\"https://www.omg.org/spec/DMN/20301111/MODEL/\"/>"),
            Findings{"DMN-X008 <definitions"});
}

TEST(ReadDmnRefuses, UnknownParts) {
  EXPECT_EQ(refused(decision("<literalExpresion/>")), Findings{"DMN-X020 <literalExpresion"});
  EXPECT_EQ(refused(model("<decisionTable/>")), Findings{"DMN-X020 <decisionTable"});
  EXPECT_EQ(refused(table("hitpolicy=\"FIRST\"", "<output/>")), Findings{"DMN-X021 hitpolicy"});
  EXPECT_EQ(refused(table("hitPolicy=\"FRIST\"", "<output/>")), Findings{"DMN-X025 FRIST"});
  EXPECT_EQ(refused(table("hitPolicy=\"COLLECT\" aggregation=\"AVG\"", "<output/>")),
            Findings{"DMN-X025 AVG"});
  EXPECT_EQ(refused(decision("<functionDefinition kind=\"Python\"/>")),
            Findings{"DMN-X025 Python"});
  EXPECT_EQ(refused(decision("<literalExpression>1 + 1</literalExpression>")),
            Findings{"DMN-X037 1 + 1"});
}

TEST(ReadDmnRefuses, MissingParts) {
  EXPECT_EQ(refused(model("<decision id=\"_1\"/>")), Findings{"DMN-X022 <decision"});
  EXPECT_EQ(refused(model("<decision name=\" \"/>")), Findings{"DMN-X022 <decision"});
  EXPECT_EQ(refused("<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>"),
            (Findings{"DMN-X022 <definitions", "DMN-X022 <definitions"}));
  EXPECT_EQ(refused(decision("<conditional><if><list/></if><then/></conditional>")),
            (Findings{"DMN-X023 <conditional", "DMN-X023 <then"}));
  EXPECT_EQ(refused(decision("<some><in><list/></in><satisfies><list/></satisfies></some>")),
            Findings{"DMN-X022 <some"});
  EXPECT_EQ(refused(decision("<informationRequirement/>")),
            Findings{"DMN-X023 <informationRequirement"});
  EXPECT_EQ(refused(table("", "<input/><output/>")), Findings{"DMN-X023 <input"});
}

TEST(ReadDmnRefuses, WhatStandsTwice) {
  EXPECT_EQ(refused(decision("<list/><context/>")), Findings{"DMN-X024 <context"});
  EXPECT_EQ(refused(model("<decision name=\"甲\" id=\"_1\"/><decision name=\"乙\" id=\"_1\"/>")),
            Findings{"DMN-X040 _1"});
  EXPECT_EQ(refused(model("<decision name=\"甲 乙\"/><inputData name=\"甲　 乙 \"/>")),
            Findings{"DMN-X041 甲 乙"});
  EXPECT_EQ(refused(model("<itemDefinition name=\"甲\"/><itemDefinition name=\"甲\"/>")),
            Findings{"DMN-X041 甲"});
  EXPECT_EQ(refused(table("", "<output name=\"甲\"/><output name=\"甲\"/>")),
            Findings{"DMN-X041 甲"});
}

TEST(ReadDmnRefuses, TablesThatDoNotAddUp) {
  const std::string input = "<input><inputExpression><text>甲</text></inputExpression></input>";
  EXPECT_EQ(refused(table("", input + "<output/><rule><outputEntry/></rule>")),
            Findings{"DMN-X027 <rule"});
  EXPECT_EQ(refused(table("", "<output/><rule><outputEntry/><outputEntry/></rule>")),
            Findings{"DMN-X027 <rule"});
  EXPECT_EQ(refused(table("", input)), Findings{"DMN-X028 <decisionTable"});
  EXPECT_EQ(refused(table("", "<output name=\"甲\"/><output/>")), Findings{"DMN-X029 <output"});
  EXPECT_EQ(refused(table("aggregation=\"SUM\"", "<output/>")), Findings{"DMN-X030 SUM"});
  EXPECT_EQ(refused(decision("<relation><column name=\"甲\"/><row/></relation>")),
            Findings{"DMN-X031 <row"});
  EXPECT_EQ(refused(decision("<context><contextEntry><list/></contextEntry><contextEntry>"
                             "<variable name=\"甲\"/><list/></contextEntry></context>")),
            Findings{"DMN-X032 <contextEntry"});
}

TEST(ReadDmnRefuses, WhatIsNotFeel) {
  EXPECT_EQ(refused(decision("<literalExpression expressionLanguage=\"juel\"/>")),
            Findings{"DMN-X033 juel"});
  EXPECT_EQ(refused(decision("<literalExpression><importedValues/></literalExpression>")),
            Findings{"DMN-X034 <importedValues"});
  EXPECT_EQ(refused(model("<itemDefinition name=\"甲\"><typeRef>number</typeRef>"
                          "<itemComponent name=\"乙\"/></itemDefinition>")),
            Findings{"DMN-X035 <itemDefinition"});
}

TEST(ReadDmnRefuses, ReferencesWithoutId) {
  for (const char* href : {"甲", "#", "urn:m#"}) {
    const std::string text = "<informationRequirement><requiredInput href=\"" + std::string(href) +
                             "\"/></informationRequirement>";
    EXPECT_EQ(refused(decision(text)), Findings{"DMN-X042 " + std::string(href)});
  }
}

TEST(ReadDmnRefuses, AllMistakesAtOnceInOrder) {
  EXPECT_EQ(refused(model("<decision/><decisio/><inputData name=\"甲\" nam=\"乙\"/>")),
            (Findings{"DMN-X022 <decision", "DMN-X020 <decisio", "DMN-X021 nam"}));
}

TEST(ReadDmnRefuses, WithNoMoreWordsThanAnybodyReads) {
  std::string many;
  for (int i = 0; i < 2'000; ++i) many += "<decision name=\"甲" + std::to_string(i) + "\" v=\"\"/>";
  EXPECT_EQ(warned(model(many)).size(), 1'000u);
  // Errors are not lost behind warnings.
  EXPECT_EQ(refused(model(many + "<decision/>")).back(), "DMN-X022 <decision");
  EXPECT_EQ(refused(std::string(2'000, '&') + "<a>" + std::string(2'000, '&') + "</a>").size(), 1u);
  EXPECT_EQ(refused("<a>" + std::string(2'000, '&') + "</a>").size(), 1'000u);
}

TEST(ReadDmnWarns, OfWhatIsReadOtherwiseThanItLooks) {
  EXPECT_EQ(warned(model("<decision name=\"甲\" colour=\"红\"/>")), Findings{"DMN-W001 colour"});
  EXPECT_EQ(warned(model("<inputData name=\"甲\"><variable name=\"乙\"/></inputData>")),
            Findings{"DMN-W004 乙"});
  EXPECT_EQ(warned(model("<inputData name=\"甲  乙\"><variable name=\"甲 乙\"/></inputData>")),
            Findings{});
}

TEST(ReadDmnSuite, ReadsEveryModelWithoutError) {
  if (test::suite().empty()) GTEST_SKIP() << test::no_suite;
  size_t count = 0;
  for (const auto& path : test::files_below(test::suite(), ".dmn")) {
    Sources sources;
    const Result<DmnFile> read = read_dmn(path.filename().string(), read_bytes(path), &sources);
    ++count;
    EXPECT_TRUE(read) << path << ": " << findings(read.errors(), sources).front();
  }
  EXPECT_EQ(count, 154u);  // 150 that comply, 4 that do not
}

}  // namespace
}  // namespace fangan::dmn
