// Engine: decisions of small models, and the DMN conformance suite where it is at hand.
#include "decision/engine.h"

#include <gtest/gtest.h>

#include "decision/decision_files_test.h"
#include "decision/read_dmn.h"
#include "decision/run_suite.h"
#include "value/print.h"

namespace fangan::dmn {
namespace {

std::string model_of(const std::string& elements) {
  return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" "
         "namespace=\"urn:test\" "
         "name=\"test\" id=\"d\">" +
         elements + "</definitions>";
}

/// A decision `d` that is a table of the input `x`.
std::string table_of(const std::string& attributes, const std::string& clauses,
                     const std::vector<std::pair<std::string, std::string>>& rules) {
  std::string table = "<decisionTable " + attributes + ">" + clauses;
  for (const auto& [cell, output] : rules) {
    table += "<rule><inputEntry><text>" + cell + "</text></inputEntry><outputEntry><text>" +
             output + "</text></outputEntry></rule>";
  }
  return "<inputData id=\"x\" name=\"x\"><variable name=\"x\"/></inputData>"
         "<decision id=\"t\" name=\"d\"><variable name=\"d\"/><informationRequirement>"
         "<requiredInput href=\"#x\"/></informationRequirement>" +
         table + "</decisionTable></decision>";
}

const std::string plain_clauses =
    "<input><inputExpression><text>x</text></inputExpression></input><output/>";

Value decide(const std::string& elements, const Value& x, const std::string& decision = "d") {
  const std::string bytes = model_of(elements);
  Sources sources;
  Result<LinkedModels> models = read_model_set({{"test.dmn", bytes}}, &sources);
  if (!models) return Value::null(models.error());
  Diagnostics diagnostics;
  const auto engine = Engine::compile(std::move(models.value().set), &diagnostics);
  EXPECT_TRUE(diagnostics.empty());
  Inputs inputs;
  if (const auto input = engine->find("x")) inputs[*input] = x;
  feel::Evaluation evaluation;
  return engine->evaluate(*engine->find(decision), inputs, &evaluation);
}

std::string shown(const Value& value) {
  return print(value) + (value.reason() == nullptr ? "" : " " + value.reason()->code);
}

TEST(Engine, HitPolicies) {
  struct Row {
    const char* attributes;
    std::vector<std::pair<std::string, std::string>> rules;
    const char* result;
  };
  const std::vector<Row> rows = {
      {"", {{"1", "10"}, {"2", "20"}}, "10"},
      {"", {{"1", "10"}, {"&lt; 2", "20"}}, "null DMN-E002"},
      {"", {{"3", "10"}}, "null DMN-E005"},
      {"hitPolicy=\"ANY\"", {{"1", "10"}, {"-", "10"}}, "10"},
      {"hitPolicy=\"ANY\"", {{"1", "10"}, {"-", "20"}}, "null DMN-E003"},
      {"hitPolicy=\"FIRST\"", {{"1", "10"}, {"-", "20"}}, "10"},
      {"hitPolicy=\"RULE ORDER\"", {{"1", "20"}, {"-", "10"}}, "[20, 10]"},
      {"hitPolicy=\"COLLECT\"", {{"1", "20"}, {"-", "10"}}, "[20, 10]"},
      {"hitPolicy=\"COLLECT\"", {{"3", "20"}}, "[]"},
      {"hitPolicy=\"COLLECT\" aggregation=\"SUM\"", {{"1", "20"}, {"-", "10"}}, "30"},
      {"hitPolicy=\"COLLECT\" aggregation=\"MIN\"", {{"1", "20"}, {"-", "10"}}, "10"},
      {"hitPolicy=\"COLLECT\" aggregation=\"MAX\"", {{"1", "20"}, {"-", "10"}}, "20"},
      {"hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", {{"1", "20"}, {"-", "20"}}, "2"},
      {"hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", {{"3", "20"}}, "0"},
  };
  for (const Row& row : rows) {
    const std::string table = table_of(row.attributes, plain_clauses, row.rules);
    EXPECT_EQ(shown(decide(table, Value(1))), row.result) << table;
  }
}

/// 100 rules are looked up by the value they ask for; their order and the others stay.
TEST(Engine, LargeTablesKeepTheirOrder) {
  std::vector<std::pair<std::string, std::string>> rules;
  for (int i = 0; i < 100; ++i) rules.push_back({std::to_string(i % 50), std::to_string(i)});
  rules[20].first = "&gt; 60";
  rules[60].first = "not(3)";
  const auto of = [&](const char* policy, const Value& x) {
    return shown(decide(table_of(policy, plain_clauses, rules), x));
  };
  EXPECT_EQ(of("hitPolicy=\"RULE ORDER\"", Value(7)), "[7, 57, 60]");
  EXPECT_EQ(of("hitPolicy=\"RULE ORDER\"", Decimal::from_scaled(70, 1)), "[7, 57, 60]");
  EXPECT_EQ(of("hitPolicy=\"RULE ORDER\"", Value(3)), "[3, 53]");
  EXPECT_EQ(of("hitPolicy=\"FIRST\"", Value(99)), "20");
  EXPECT_EQ(of("hitPolicy=\"FIRST\"", Value(49)), "49");
  EXPECT_EQ(of("", Value(20)), "null DMN-E002");  // Rules 61 and 71.
  EXPECT_EQ(of("hitPolicy=\"FIRST\"", Value("7")), "null DMN-E005");
}

TEST(Engine, AllowedValuesAreEnforced) {
  const std::string input_values =
      "<input><inputExpression><text>x</text></inputExpression><inputValues><text>[0..5]</text>"
      "</inputValues></input><output/>";
  EXPECT_EQ(shown(decide(table_of("", input_values, {{"-", "1"}}), Value(3))), "1");
  EXPECT_EQ(shown(decide(table_of("", input_values, {{"-", "1"}}), Value(9))), "null DMN-E001");
  const std::string output_values =
      "<input><inputExpression><text>x</text></inputExpression></input>"
      "<output><outputValues><text>\"高\", \"中\", \"低\"</text></outputValues></output>";
  EXPECT_EQ(shown(decide(table_of("", output_values, {{"-", "\"很高\""}}), Value(9))),
            "null DMN-E004");
  const std::vector<std::pair<std::string, std::string>> rules = {
      {"-", "\"低\""}, {"&gt; 1", "\"高\""}, {"&gt; 2", "\"中\""}};
  EXPECT_EQ(shown(decide(table_of("hitPolicy=\"PRIORITY\"", output_values, rules), Value(9))),
            "\"高\"");
  EXPECT_EQ(shown(decide(table_of("hitPolicy=\"OUTPUT ORDER\"", output_values, rules), Value(9))),
            "[\"高\", \"中\", \"低\"]");
  const std::string item =
      "<itemDefinition name=\"tGrade\"><typeRef>string</typeRef><allowedValues><text>\"a\", \"b\""
      "</text></allowedValues></itemDefinition>"
      "<inputData id=\"x\" name=\"x\"><variable name=\"x\" typeRef=\"tGrade\"/></inputData>"
      "<decision id=\"t\" name=\"d\"><variable name=\"d\"/><informationRequirement>"
      "<requiredInput href=\"#x\"/></informationRequirement><literalExpression><text>x</text>"
      "</literalExpression></decision>";
  EXPECT_EQ(shown(decide(item, Value("a"))), "\"a\"");
  EXPECT_EQ(shown(decide(item, Value("c"))), "null FEEL-T002");
}

TEST(Engine, SeveralOutputsHaveNoSum) {
  const std::string clauses =
      "<input><inputExpression><text>x</text></inputExpression></input><output name=\"a\"/>"
      "<output name=\"b\"/>";
  std::string table = table_of("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", clauses, {{"-", "1"}});
  const std::string one = "<outputEntry><text>1</text></outputEntry>";
  table.insert(table.find("</rule>"), one);
  EXPECT_EQ(shown(decide(table, Value(1))), "null DMN-E006");
}

TEST(Engine, VariablesCalledOtherwiseThanTheirElements) {
  const std::string elements =
      "<inputData id=\"x\" name=\"x\"><variable name=\"the_x\"/></inputData>"
      "<decision id=\"a\" name=\"Step A\"><variable name=\"stepA\"/><informationRequirement>"
      "<requiredInput href=\"#x\"/></informationRequirement><literalExpression><text>the_x + x"
      "</text></literalExpression></decision><decision id=\"b\" name=\"Step B\"><variable "
      "name=\"d\"/><informationRequirement><requiredDecision href=\"#a\"/>"
      "</informationRequirement><literalExpression><text>stepA * 10 + Step A</text>"
      "</literalExpression></decision>";
  EXPECT_EQ(shown(decide(elements, Value(1), "Step B")), "22");
}

TEST(Engine, AnIdOfTwoRequirementsChangesNothing) {
  const std::string text =
      "<inputData id=\"x\" name=\"x\"/><decision id=\"a\" name=\"a\"><informationRequirement "
      "id=\"r\"><requiredInput href=\"#x\"/></informationRequirement><literalExpression><text>x + 1"
      "</text></literalExpression></decision><decision id=\"b\" name=\"b\"><informationRequirement "
      "id=\"r\"><requiredInput href=\"#x\"/></informationRequirement><literalExpression><text>x + 2"
      "</text></literalExpression></decision>";
  EXPECT_EQ(shown(decide(text, Value(1), "b")), "3");
  const std::string bytes = model_of(text);
  Sources sources;
  const Result<DmnFile> read = read_dmn("test.dmn", bytes, &sources);
  ASSERT_TRUE(read);
  EXPECT_EQ(test::findings(read.value().warnings, sources), std::vector<std::string>{"DMN-W005 r"});
}

TEST(Engine, PrefixesOfTypes) {
  const std::string elements =
      "<inputData id=\"x\" name=\"x\"><variable name=\"x\" typeRef=\"feel:number\"/></inputData>"
      "<decision id=\"t\" name=\"d\"><variable name=\"d\"/><informationRequirement>"
      "<requiredInput href=\"#x\"/></informationRequirement><literalExpression><text>x</text>"
      "</literalExpression></decision>";
  EXPECT_EQ(shown(decide(elements, Value(1))), "1");
  EXPECT_EQ(shown(decide(elements, Value("1"))), "null FEEL-T001");
}

/// `not(` may begin negated tests or a call; what was read on the wrong way leaves nothing behind.
TEST(Engine, ACellOfAFunctionMayBeginWithACallOfNot) {
  const std::string table =
      "<decisionTable><input><inputExpression><text>x</text>"
      "</inputExpression></input><output/><rule><inputEntry>"
      "<text>not(y) or y</text></inputEntry><outputEntry><text>y</text>"
      "</outputEntry></rule></decisionTable>";
  const std::string elements =
      "<inputData id=\"x\" name=\"x\"><variable name=\"x\"/></inputData><decision id=\"t\" "
      "name=\"d\"><variable name=\"d\"/><informationRequirement><requiredInput href=\"#x\"/>"
      "</informationRequirement><context><contextEntry><variable name=\"y\"/>"
      "<literalExpression><text>true</text></literalExpression></contextEntry><contextEntry>"
      "<variable name=\"f\"/><functionDefinition><formalParameter name=\"z\"/>" +
      table +
      "</functionDefinition></contextEntry><contextEntry><literalExpression><text>f(1)</text>"
      "</literalExpression></contextEntry></context></decision>";
  EXPECT_EQ(shown(decide(elements, Value(true))), "true");
}

TEST(Engine, ATypeMayContainItself) {
  const std::string tree =
      "<itemDefinition name=\"tree\"><itemComponent name=\"children\" isCollection=\"true\">"
      "<typeRef>tree</typeRef></itemComponent><itemComponent name=\"value\">"
      "<typeRef>number</typeRef></itemComponent></itemDefinition>"
      "<inputData id=\"x\" name=\"x\"><variable name=\"x\" typeRef=\"tree\"/></inputData>"
      "<decision id=\"t\" name=\"d\"><variable name=\"d\"/><informationRequirement>"
      "<requiredInput href=\"#x\"/></informationRequirement><literalExpression>"
      "<text>x.children.children[1].value</text></literalExpression></decision>";
  const auto node = [](const Value& value, std::vector<Value> children) {
    return Value(fangan::Context({{"children", Value(std::move(children))}, {"value", value}}));
  };
  const auto three = [&](const Value& deepest) { return node(1, {node(2, {node(deepest, {})})}); };
  EXPECT_EQ(shown(decide(tree, three(3))), "[3]");
  EXPECT_EQ(shown(decide(tree, three("3"))), "null FEEL-T002");
}

TEST(Engine, ADecisionWithoutLogicSaysSo) {
  EXPECT_EQ(shown(decide("<decision id=\"t\" name=\"d\"><variable name=\"d\"/></decision>", {})),
            "null DMN-E007");
}

TEST(Engine, OnlyFunctionsAreInvoked) {
  const std::string bytes =
      model_of("<inputData id=\"x\" name=\"x\"><variable name=\"x\"/></inputData>");
  Sources sources;
  Result<LinkedModels> models = read_model_set({{"test.dmn", bytes}}, &sources);
  Diagnostics diagnostics;
  const auto engine = Engine::compile(std::move(models.value().set), &diagnostics);
  feel::Evaluation evaluation;
  EXPECT_EQ(shown(engine->invoke(*engine->find("x"), {}, &evaluation)), "null DMN-E009");
}

TEST(Engine, LongChainsAreRefused) {
  std::string chain = "<decision id=\"d0\" name=\"d0\"><variable name=\"d0\"/></decision>";
  for (int i = 2'999; i > 0; --i) {
    const std::string id = "d" + std::to_string(i);
    chain += "<decision id=\"" + id + "\" name=\"" + id + "\"><variable name=\"" + id +
             "\"/><informationRequirement><requiredDecision href=\"#d" + std::to_string(i - 1) +
             "\"/></informationRequirement></decision>";
  }
  EXPECT_EQ(shown(decide(chain, {}, "d1")), "null DMN-X051");
}

/// The words of the model that a reason points at.
std::string place_of(const std::string& elements, const std::string& decision) {
  const std::string bytes = model_of(elements);
  Sources sources;
  Result<LinkedModels> models = read_model_set({{"test.dmn", bytes}}, &sources);
  Diagnostics diagnostics;
  const auto engine = Engine::compile(std::move(models.value().set), &diagnostics);
  feel::Evaluation evaluation;
  const Value value = engine->evaluate(*engine->find(decision), {}, &evaluation);
  return std::string(sources.text(value.reason()->marks.front().span));
}

TEST(Engine, AReasonKeepsItsPlaceThroughOtherDecisions) {
  const auto decision = [](const std::string& name, const std::string& needs,
                           const std::string& text) {
    std::string requirement;
    if (!needs.empty()) {
      requirement = "<informationRequirement><requiredDecision href=\"#" + needs +
                    "\"/></informationRequirement>";
    }
    return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"/>" +
           requirement + "<literalExpression><text>" + text +
           "</text></literalExpression></decision>";
  };
  EXPECT_EQ(place_of(decision("a", "", "1 + &quot;x&quot;") + decision("b", "a", "a + 22222"), "b"),
            "1 + &quot;x&quot;");
}

TEST(Engine, AFunctionOutlivesItsEngineAndSaysSo) {
  const Value function = decide(
      "<businessKnowledgeModel id=\"b\" name=\"twice\"><variable "
      "name=\"twice\"/><encapsulatedLogic>"
      "<formalParameter name=\"n\"/><literalExpression><text>n * 2</text></literalExpression>"
      "</encapsulatedLogic></businessKnowledgeModel><decision id=\"t\" name=\"d\">"
      "<variable name=\"d\"/><knowledgeRequirement><requiredKnowledge href=\"#b\"/>"
      "</knowledgeRequirement><literalExpression><text>twice</text></literalExpression></decision>",
      {});
  ASSERT_TRUE(function.is(ValueKind::function));
  feel::Evaluation evaluation;
  EXPECT_EQ(shown(function.function()->call(0, {Value(2)}, &evaluation)), "null DMN-E008");
}

// --- the conformance suite ----------------------------------------------------------------------

TEST(ConformanceSuite, EverythingButJava) {
  const std::filesystem::path suite = test::suite();
  if (suite.empty()) GTEST_SKIP() << test::no_suite;
  std::vector<ShelfFile> models;
  std::vector<ShelfFile> tests;
  for (const char* level : {"compliance-level-2", "compliance-level-3"}) {
    for (const auto& path : test::files_below(suite / level, ".dmn")) {
      models.push_back({path.generic_string(), test::read_bytes(path)});
    }
    for (const auto& path : test::files_below(suite / level, ".xml")) {
      tests.push_back({path.generic_string(), test::read_bytes(path)});
    }
  }
  Sources sources;
  const DateTime now = DateTime::parse("2017-10-12T09:30:00+08:00").value();
  const SuiteReport report = run_suite(std::move(models), tests, now, &sources);
  for (const SuiteTest& failed : report.failures) {
    ADD_FAILURE() << failed.file << " " << failed.outcome.test << ": expected "
                  << failed.outcome.expected << ", computed " << failed.outcome.computed;
  }
  EXPECT_EQ(report.of_values.passed, 1927 - 14);
  EXPECT_EQ(report.of_values.refused, 14);
  EXPECT_EQ(report.of_nulls.passed, 1464);
  EXPECT_EQ(report.failures.size(), 0u);
  EXPECT_TRUE(report.problems.empty());
}

}  // namespace
}  // namespace fangan::dmn
