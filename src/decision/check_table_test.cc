// What a table says twice, never, or not at all.
#include "decision/check_table.h"

#include <gtest/gtest.h>

#include "decision/decision_files_test.h"
#include "decision/table_grid.h"

namespace fangan::dmn {
namespace {

struct Input {
  std::string name;
  std::string type;    ///< Empty: Any.
  std::string values;  ///< inputValues; empty: none.
};

using Rows = std::vector<std::vector<std::string>>;

std::string text(const std::string& tag, const std::string& words) {
  std::string escaped;
  for (const char each : words) escaped += each == '<' ? "&lt;" : std::string(1, each);
  return "<" + tag + "><text>" + escaped + "</text></" + tag + ">";
}

std::string model_of(const std::string& attributes, const std::vector<Input>& inputs,
                     const std::string& output, const Rows& rows) {
  std::string model =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:t\" "
      "name=\"t\" id=\"t\"><itemDefinition name=\"grade\"><typeRef>string</typeRef>" +
      text("allowedValues", "\"A\", \"B\", \"C\"") + "</itemDefinition>";
  std::string clauses;
  std::string requirements;
  for (const Input& input : inputs) {
    const std::string type = input.type.empty() ? "" : " typeRef=\"" + input.type + "\"";
    model += "<inputData id=\"" + input.name + "\" name=\"" + input.name + "\"><variable name=\"" +
             input.name + "\"" + type + "/></inputData>";
    requirements += "<informationRequirement><requiredInput href=\"#" + input.name +
                    "\"/></informationRequirement>";
    clauses += "<input>" + text("inputExpression", input.name) +
               (input.values.empty() ? "" : text("inputValues", input.values)) + "</input>";
  }
  model += "<decision id=\"d\" name=\"d\"><variable name=\"d\"/>" + requirements +
           "<decisionTable " + attributes + ">" + clauses + output;
  for (const std::vector<std::string>& row : rows) {
    model += "<rule>";
    for (size_t i = 0; i < row.size(); ++i) {
      model += text(i < inputs.size() ? "inputEntry" : "outputEntry", row[i]);
    }
    model += "</rule>";
  }
  return model + "</decisionTable></decision></definitions>";
}

/// "DMN-C001 x: > 5": each finding with its facts.
std::vector<std::string> check(const std::string& model) {
  Sources sources;
  const Result<LinkedModels> read = read_model_set({{"test.dmn", model}}, &sources);
  if (!read) return {"not read: " + read.error().code};
  std::vector<std::string> found;
  for (const Diagnostic& each : check_tables(read.value().set)) {
    std::string line = each.code;
    for (const Fact& fact : each.facts) line += " " + fact.value;
    EXPECT_EQ(each.severity, Severity::warning) << line;
    EXPECT_FALSE(each.marks.empty()) << line;
    for (const Mark& mark : each.marks) EXPECT_LT(mark.span.source, sources.count()) << line;
    found.push_back(line);
  }
  std::sort(found.begin(), found.end());
  return found;
}

using Found = std::vector<std::string>;

std::vector<std::string> check_one(const std::string& type, const Rows& rows,
                                   const std::string& values = "",
                                   const std::string& attributes = "") {
  return check(model_of(attributes, {{"x", type, values}}, "<output/>", rows));
}

TEST(CheckTable, NothingIsSaidOfAWholeTable) {
  EXPECT_EQ(check_one("number", {{"< 10", "1"}, {"[10..20]", "2"}, {"> 20", "3"}}), Found());
  EXPECT_EQ(check_one("boolean", {{"true", "1"}, {"false", "2"}}), Found());
  EXPECT_EQ(check_one("grade", {{"\"A\"", "1"}, {"\"B\",\"C\"", "2"}}), Found());
  EXPECT_EQ(check_one("string", {{"\"A\"", "1"}, {"not(\"A\")", "2"}}), Found());
  EXPECT_EQ(check_one("date", {{"<= @\"2017-12-31\"", "1"}, {">= date(\"2018-01-01\")", "2"}}),
            Found());
  EXPECT_EQ(check_one("number", {{"-1", "1"}, {"not(-1)", "2"}}), Found());
  EXPECT_EQ(
      check_one("", {{"null", "1"}, {"not(null)", "2"}, {"< 5", "3"}}, "", "hitPolicy=\"FIRST\""),
      Found({"DMN-C004 3 2"}));
}

TEST(CheckTable, GapsAreRanges) {
  EXPECT_EQ(check_one("number", {{"< 10", "1"}, {"(10..20]", "2"}, {"> 30", "3"}}),
            Found({"DMN-C001 x: 10, (20..30]"}));
  EXPECT_EQ(check_one("boolean", {{"true", "1"}}), Found({"DMN-C001 x: false"}));
  EXPECT_EQ(check_one("grade", {{"\"A\"", "1"}, {"\"C\"", "2"}}), Found({"DMN-C001 x: \"B\""}));
  EXPECT_EQ(check_one("string", {{"\"A\"", "1"}, {"\"B\"", "2"}}),
            Found({"DMN-C001 x: not(\"A\", \"B\")"}));
  EXPECT_EQ(check_one("date", {{"< @\"2017-12-31\"", "1"}, {"> @\"2018-01-01\"", "2"}}),
            Found({"DMN-C001 x: [@\"2017-12-31\"..@\"2018-01-01\"]"}));
  EXPECT_EQ(check_one("number", {{"< 10", "1"}, {"null", "2"}}), Found({"DMN-C001 x: >= 10"}));
  EXPECT_EQ(check_one("number", {{"< 10", "1"}, {"-", "2"}}, "", "hitPolicy=\"FIRST\""), Found());
  EXPECT_EQ(check_one("number", {{"5", "1"}, {"6", "2"}}, "[5..6]"), Found({"DMN-C001 x: (5..6)"}));
  EXPECT_EQ(check_one("number", {{"5", "1"}, {"6", "2"}}, "5, 6"), Found());
  EXPECT_EQ(check_one("number", {{"5", "1"}}, "", "hitPolicy=\"COLLECT\""), Found());
  EXPECT_EQ(check(model_of("", {{"x", "number", ""}, {"y", "boolean", ""}}, "<output/>",
                           {{"> 5", "true", "1"}, {"<= 5", "-", "2"}})),
            Found({"DMN-C001 x: > 5; y: false"}));
  EXPECT_EQ(
      check(model_of("", {{"x", "number", ""}},
                     "<output><defaultOutputEntry><text>0</text></defaultOutputEntry></output>",
                     {{"> 5", "1"}})),
      Found());
}

TEST(CheckTable, RulesThatHoldTogether) {
  EXPECT_EQ(check_one("number", {{"<= 10", "1"}, {">= 10", "2"}}), Found({"DMN-C002 2 1 x: 10"}));
  EXPECT_EQ(check_one("number", {{"<= 10", "1"}, {">= 9", "2"}}, "", "hitPolicy=\"ANY\""),
            Found({"DMN-C003 2 1 x: [9..10]"}));
  EXPECT_EQ(check_one("number", {{"<= 10", "1"}, {">= 9", "1.0"}}, "", "hitPolicy=\"ANY\""),
            Found({"DMN-C007 x"}));
  EXPECT_EQ(check_one("boolean", {{"true", "1"}, {"true", "2"}, {"false", "3"}}),
            Found({"DMN-C009 2 1"}));
}

TEST(CheckTable, RulesBehindOthers) {
  EXPECT_EQ(check_one("number", {{"< 10", "1"}, {">= 10", "2"}, {"[5..15]", "3"}}, "",
                      "hitPolicy=\"FIRST\""),
            Found({"DMN-C004 3 1, 2"}));
  EXPECT_EQ(check_one("number", {{"< 10", "1"}, {"> 10", "2"}, {"[5..15]", "3"}, {"-", "4"}}, "",
                      "hitPolicy=\"FIRST\""),
            Found({"DMN-C004 4 1, 2, 3"}));
}

TEST(CheckTable, CellsThatCannotHold) {
  EXPECT_EQ(check_one("grade", {{"\"A\",\"D\"", "1"}, {"\"B\",\"C\"", "2"}}),
            Found({"DMN-C005 1 x"}));
  EXPECT_EQ(check_one("number", {{"\"5\"", "1"}, {"-", "2"}}),
            Found({"DMN-C006 1 x number", "DMN-C007 x"}));
}

TEST(CheckTable, InputsThatDecideNothing) {
  EXPECT_EQ(check(model_of("", {{"x", "boolean", ""}, {"y", "boolean", ""}}, "<output/>",
                           {{"true", "-", "1"}, {"false", "-", "2"}})),
            Found({"DMN-C007 y"}));
  EXPECT_EQ(check(model_of("", {{"x", "boolean", ""}, {"y", "boolean", ""}}, "<output/>",
                           {{"true", "true", "1"}, {"true", "false", "1"}, {"false", "-", "2"}})),
            Found({"DMN-C007 y"}));
  EXPECT_EQ(check(model_of("", {{"x", "boolean", ""}, {"y", "boolean", ""}}, "<output/>",
                           {{"true", "true", "1"}, {"true", "false", "2"}, {"false", "-", "2"}})),
            Found());
}

TEST(CheckTable, Outputs) {
  const std::string output =
      "<output><outputValues><text>\"a\", \"b\"</text></outputValues></output>";
  EXPECT_EQ(
      check(model_of("", {{"x", "boolean", ""}}, output, {{"true", "\"a\""}, {"false", "\"c\""}})),
      Found({"DMN-C008 \"b\"", "DMN-C013 2 \"c\""}));
}

TEST(CheckTable, WhatIsComputedIsNotGuessedAt) {
  // Rule 2 may hold anywhere, so no gap is certain; that rule 1 meets it is not certain either.
  EXPECT_EQ(check_one("number", {{"> 5", "1"}, {"? < 3", "2"}}), Found({"DMN-C010 1"}));
  EXPECT_EQ(check_one("number", {{"> x", "1"}, {"> 5", "2"}}), Found({"DMN-C010 1"}));
}

TEST(CheckTable, ManyFindingsAreCounted) {
  Rows rows;
  for (int i = 0; i < 24; ++i) rows.push_back({">= " + std::to_string(i), std::to_string(i)});
  const Found found = check_one("number", rows);
  EXPECT_EQ(found.back(), "DMN-C011 256 DMN-C002");  // 24 * 23 / 2 = 276 pairs, 20 shown.
  EXPECT_EQ(found.size(), 22u);                      // With one gap: x < 0.
}

TEST(CheckTable, TooManyRules) {
  const Found found = check_one("number", Rows(20'001, {"-", "1"}));
  EXPECT_EQ(found, Found({"DMN-C014 20001"}));
}

/// Rules along the diagonal leave more gaps than are looked for.
TEST(CheckTable, ASearchThatIsTooLongSaysSo) {
  const std::vector<uint32_t> sizes(3, 20);
  TableGrid grid(sizes);
  for (uint32_t i = 0; i < 20; ++i) grid.add_rule({{{i, i}}, {{i, i}}, {{i, i}}}, true);
  std::vector<uint32_t> rules(20);
  for (uint32_t i = 0; i < 20; ++i) rules[i] = i;
  uint64_t steps = 1'000'000;
  const TableGrid::Uncovered found = grid.uncovered(rules, grid.whole(), 5, &steps);
  EXPECT_FALSE(found.complete);
  EXPECT_LE(found.boxes.size(), 5u);
  Rows diagonal;
  for (int i = 0; i < 600; ++i) {
    diagonal.push_back({std::to_string(i), std::to_string(i), "1"});
  }
  const Found said =
      check(model_of("", {{"x", "number", ""}, {"y", "number", ""}}, "<output/>", diagonal));
  EXPECT_EQ(said.back(), "DMN-C012");
}

/// 2,100 rules that all hold together make more pairs than are looked at.
TEST(CheckTable, ATableOfTooManyPairsSaysSo) {
  Rows rows;
  for (int i = 0; i < 2'100; ++i) rows.push_back({">= " + std::to_string(i), std::to_string(i)});
  const Found found = check_one("number", rows);
  EXPECT_EQ(std::count(found.begin(), found.end(), "DMN-C015"), 1);
  rows.resize(1'900);
  const Found whole = check_one("number", rows);
  EXPECT_EQ(std::count(whole.begin(), whole.end(), "DMN-C015"), 0);
}

}  // namespace
}  // namespace fangan::dmn
