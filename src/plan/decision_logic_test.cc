// Decisions made to run: tables and files of DMN with the names of a block.
#include "plan/decision_logic.h"

#include <gtest/gtest.h>

#include "document/body.h"
#include "feel/check.h"
#include "feel/units.h"
#include "plan/decision_file.h"
#include "plan/decision_table.h"
#include "plan/lexicon.h"
#include "value/print.h"

namespace fangan {
namespace {

std::string codes(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& each : diagnostics) all += (all.empty() ? "" : " ") + each.code;
  return all;
}

/// The words of a plan: what a field of `one of` may be.
class Words final : public Constraint {
 public:
  explicit Words(std::vector<Value> words) : words_(std::move(words)) {}
  bool allows(const Value& value) const override {
    return std::any_of(words_.begin(), words_.end(),
                       [&](const Value& word) { return print(word) == print(value); });
  }
  const std::string& text() const override { return text_; }
  const std::vector<Value>* allowed_values() const override { return &words_; }

 private:
  std::vector<Value> words_;
  std::string text_;
};

feel::Scope plant_scope() {
  feel::Scope scope(feel::Dialect::plan);
  scope.add_variable("容量", TypeKind::number);
  const auto words = std::make_shared<Words>(std::vector<Value>{"煤电", "热电", "气电"});
  scope.add_variable("类型", Type(TypeKind::string).named("类型", words));
  scope.add_variable("煤耗", Type(TypeKind::number).or_null());
  scope.add_variable("用途", Type(TypeKind::string).named("类型", words).or_null());
  scope.add_variable("企业", Type::context({}).or_null());
  return scope;
}

/// 容量 in 万千瓦.
feel::Scope counted_scope() {
  feel::Scope scope(feel::Dialect::plan);
  scope.set_units(&Lexicon::standard().units());
  scope.add_variable("容量", Type::number(Lexicon::standard().units().parse("万千瓦").value()));
  return scope;
}

/// Checked and converted, as a plan is compiled.
DecisionLogic logic_of(const Decision& decision, const feel::Scope& scope, Diagnostics* found) {
  DecisionLogic logic = decision_logic(decision, scope);
  feel::UnitsChecked units;
  *found = feel::check(logic.parsed.syntax, scope, &units);
  feel::insert_conversions(units.conversions, &logic.parsed.syntax);
  return logic;
}

Diagnostics findings(const Decision& decision, const feel::Scope& scope) {
  Diagnostics found;
  const DecisionLogic logic = logic_of(decision, scope, &found);
  return table_findings(logic.parsed.syntax, logic);
}

struct Read {
  Sources sources;
  Diagnostics diagnostics;
  Decision decision;

  explicit Read(const std::string& table) {
    const uint32_t source = sources.add("t.md", table);
    const Span whole{source, 0, static_cast<uint32_t>(table.size())};
    const Body body = read_body(sources, whole, &diagnostics);
    decision.table = read_decision_table(*body.table, &diagnostics);
    decision.value.text = MappedText(table, whole);
  }

  std::string value(std::initializer_list<Value> inputs,
                    const feel::Scope& scope = plant_scope()) {
    Diagnostics found;
    DecisionLogic logic = logic_of(decision, scope, &found);
    EXPECT_EQ(codes(logic.parsed.diagnostics), "");
    EXPECT_EQ(codes(found), "");
    if (!logic.parsed.ok()) return "no logic";
    const feel::Expression expression = feel::Expression::of(std::move(logic.parsed.syntax));
    feel::Evaluation evaluation;
    return print(expression.evaluate(std::vector<Value>(inputs), &evaluation));
  }
};

TEST(DecisionLogic, GivesOneOutputAsItsValueAndSeveralAsAContext) {
  Read one(
      "| F | 类型 | 容量 | → 处置 |\n|-|-|-|-|\n| 1 | \"煤电\" | < 30 | \"关停\" |\n"
      "| 2 | - | - | \"保留\" |\n");
  EXPECT_EQ(one.value({Value(10), "煤电"}), "\"关停\"");
  EXPECT_EQ(one.value({Value(30), "煤电"}), "\"保留\"");
  Read several("| U | 容量 | → 处置 | → 期限 |\n|-|-|-|-|\n| 1 | < 30 | \"关停\" | 容量 * 2 |\n");
  EXPECT_EQ(several.value({Value(10), "煤电"}), "{处置: \"关停\", 期限: 20}");
  EXPECT_EQ(several.value({Value(31), "煤电"}), "null");
  Read collected("| C | 容量 | → 理由 |\n|-|-|-|\n| 1 | < 30 | \"小\" |\n| 2 | < 60 | \"中\" |\n");
  EXPECT_EQ(collected.value({Value(10), "煤电"}), "[\"小\", \"中\"]");
}

TEST(DecisionLogic, CellsAndAllowedValuesAreConvertedToTheUnitOfTheirColumn) {
  // 30 万千瓦 are 300,000 千瓦.
  Read cells("| U | 容量 | → 大小 |\n|-|-|-|\n| in | [@\"0 千瓦\"..@\"500000 千瓦\"] | |\n"
             "| 1 | < @\"300000 千瓦\" | \"小\" |\n| 2 | >= 30 | \"大\" |\n");
  EXPECT_EQ(cells.value({Value(29)}, counted_scope()), "\"小\"");
  EXPECT_EQ(cells.value({Value(50)}, counted_scope()), "\"大\"");
  EXPECT_EQ(cells.value({Value(51)}, counted_scope()), "null");
  EXPECT_EQ(codes(findings(cells.decision, counted_scope())), "");
  Read wrong("| U | 容量 | → 大小 |\n|-|-|-|\n| in | [@\"0 元\"..@\"5 元\"] | |\n"
             "| 1 | - | \"小\" |\n");
  Diagnostics found;
  logic_of(wrong.decision, counted_scope(), &found);
  EXPECT_EQ(codes(found), "FEEL-C015");
}

TEST(DecisionLogic, ATableOfManyQuantitiesIsSearchedByWhatTheyAreConvertedTo) {
  std::string table = "| U | 容量 | → 号 |\n|-|-|-|\n";
  for (int i = 1; i <= 40; ++i) {
    const std::string number = std::to_string(i);
    table += "| " + number + " | @\"" + number + "0000 千瓦\" | " + number + " |\n";
  }
  Read many(table);
  EXPECT_EQ(many.value({Value(7)}, counted_scope()), "7");
  EXPECT_EQ(many.value({Value(41)}, counted_scope()), "null");
}

TEST(DecisionLogic, KnowsWhatTypeATableGives) {
  const auto type = [](const std::string& table) {
    Read read(table);
    const DecisionLogic logic = decision_logic(read.decision, plant_scope());
    return logic.parsed.syntax.types[logic.parsed.syntax.root].print();
  };
  EXPECT_EQ(type("| U | 容量 | → a |\n|-|-|-|\n| | < 30 | \"x\" |\n| | >= 30 | |\n"),
            "one of [x]");
  EXPECT_EQ(type("| U | 容量 | → a |\n|-|-|-|\n| | < 30 | \"x\" |\n| | >= 30 | string(容量) |\n"),
            "string");
  EXPECT_EQ(type("| C | 容量 | → a |\n|-|-|-|\n| | < 30 | \"y\" |\n| | < 9 | \"x\" |\n"),
            "list<one of [y, x]>");
  EXPECT_EQ(type("| C | 容量 | → a |\n|-|-|-|\n| | < 30 | 容量 |\n"), "list<number>");
  EXPECT_EQ(type("| U | 容量 | → a | → b |\n|-|-|-|-|\n| | < 30 | true | 1 |\n"),
            "context<a: boolean, b: number>");
  EXPECT_EQ(type("| U | 容量 | → a | → b |\n|-|-|-|-|\n| | < 30 | \"x\" | 1 |\n"),
            "context<a: one of [x], b: number>");
  EXPECT_EQ(type("| U | 容量 | → a |\n|-|-|-|\n| | < 30 | \"x\" |\n| | >= 30 | 1 |\n"), "Any");
}

TEST(DecisionLogic, FindsGapsByTheWordsOfAField) {
  Read read("| U | 类型 | → 处置 |\n|-|-|-|\n| 1 | \"煤电\" | 1 |\n| 2 | \"热电\" | 2 |\n");
  const Diagnostics found = findings(read.decision, plant_scope());
  ASSERT_EQ(codes(found), "DMN-C001");
  EXPECT_EQ(found[0].facts[0].value, "类型: \"气电\"");
  EXPECT_EQ(found[0].marks[0].span.source, 0u);
  Read whole(
      "| U | 类型 | → 处置 |\n|-|-|-|\n| 1 | \"煤电\", \"气电\" | 1 |\n"
      "| 2 | \"热电\" | 2 |\n");
  EXPECT_EQ(codes(findings(whole.decision, plant_scope())), "");
  Read twice("| U | 容量 | → 处置 |\n|-|-|-|\n| 1 | < 30 | 1 |\n| 2 | >= 20 | 2 |\n");
  EXPECT_EQ(codes(findings(twice.decision, plant_scope())), "DMN-C002");
}

std::string found(const std::string& table) {
  Read read(table);
  std::string all;
  const DecisionLogic logic = decision_logic(read.decision, plant_scope());
  for (const Diagnostic& each : table_findings(logic.parsed.syntax, logic)) {
    all += (all.empty() ? "" : "; ") + each.code;
    for (const Fact& fact : each.facts) all += " " + fact.value;
  }
  return all;
}

TEST(DecisionLogic, FieldsThatMayBeBlankNeedARuleForNull) {
  const std::string head = "| F | 煤耗 | → a |\n|-|-|-|\n";
  EXPECT_EQ(found(head + "| | < 5 | 1 |\n| | >= 5 | 2 |\n"), "DMN-C016 煤耗 煤耗: null");
  EXPECT_EQ(found(head + "| | < 5 | 1 |\n"), "DMN-C001 煤耗: >= 5; DMN-C016 煤耗 煤耗: null");
  EXPECT_EQ(found(head + "| | < 5 | 1 |\n| | >= 5 | 2 |\n| | null | 3 |\n"), "");
  EXPECT_EQ(found(head + "| | < 5 | 1 |\n| | null | 3 |\n| | - | 2 |\n"), "");
  EXPECT_EQ(found(head + "| | not(null) | 1 |\n| | - | 2 |\n"), "");
  EXPECT_EQ(found(head + "| | < 5 | 1 |\n| | >= 5 | 2 |\n| | - | 3 |\n"), "");
  EXPECT_EQ(found(head + "| | < 5 | 1 |\n| | - | 3 |\n"), "");
  EXPECT_EQ(found(head + "| | - | 3 |\n"), "DMN-C007 煤耗");
  EXPECT_EQ(found(head + "| | null | 1 |\n| | - | 2 |\n| | null | 3 |\n"), "DMN-C009 3 1");
  EXPECT_EQ(found("| F | 企业 | → a |\n|-|-|-|\n| | null | 1 |\n| | - | 2 |\n"), "");
  EXPECT_EQ(found("| F | 企业 | → a |\n|-|-|-|\n| | null | 1 |\n"), "DMN-C001 企业: not(null)");
}

TEST(DecisionLogic, WordsThatMayBeBlankNeedARuleForNull) {
  const std::string head = "| U | 用途 | 容量 | → a |\n|-|-|-|-|\n";
  const std::string whole =
      "| | \"煤电\", \"热电\" | - | 1 |\n| | \"气电\" | < 5 | 2 |\n| | \"气电\" | >= 5 | 3 |\n";
  EXPECT_EQ(found(head + whole), "DMN-C016 用途 用途: null");
  EXPECT_EQ(found(head + whole + "| | null | < 5 | 4 |\n"),
            "DMN-C016 用途 用途: null; 容量: >= 5");
  EXPECT_EQ(found(head + whole + "| | null | - | 4 |\n"), "");
  EXPECT_EQ(found(head + whole + "| | \"风电\" | - | 4 |\n"),
            "DMN-C005 4 用途; DMN-C016 用途 用途: null");
  const std::string both = "| F | 用途 | 煤耗 | → a |\n|-|-|-|-|\n| | not(null) | - | 1 |\n";
  EXPECT_EQ(found(both + "| | - | not(null) | 2 |\n"), "DMN-C016 用途 用途: null; 煤耗: null");
  EXPECT_EQ(found(both + "| | null | > 5 | 2 |\n| | - | - | 3 |\n"), "");
}

TEST(DecisionLogic, TellsWhereACellIsWrong) {
  Read read("| U | 容量 | → 处置 |\n|-|-|-|\n| 1 | < 30 + | 1 |\n| 2 | 无名 | 2 |\n");
  const DecisionLogic logic = decision_logic(read.decision, plant_scope());
  ASSERT_EQ(codes(logic.parsed.diagnostics), "FEEL-P013 FEEL-N001");
  const Span place = in_file(logic.parsed.diagnostics[1], logic.texts).marks[0].span;
  EXPECT_EQ(read.sources.text(place), "无名");
}

constexpr std::string_view price_model =
    "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:m\" "
    "name=\"m\" id=\"m\">"
    "<inputData id=\"i1\" name=\"容量\"><variable name=\"容量\" typeRef=\"number\"/></inputData>"
    "<inputData id=\"i2\" name=\"类型\"><variable name=\"类型\" typeRef=\"string\"/></inputData>"
    "<decision id=\"d1\" name=\"加价\"><variable name=\"加价\" typeRef=\"number\"/>"
    "<informationRequirement id=\"r1\"><requiredDecision href=\"#d2\"/></informationRequirement>"
    "<informationRequirement id=\"r2\"><requiredInput href=\"#i2\"/></informationRequirement>"
    "<literalExpression><text>if 类型 = \"煤电\" then 档 * 0.1 else 0</text></literalExpression>"
    "</decision>"
    "<decision id=\"d2\" name=\"档\"><variable name=\"档\" typeRef=\"number\"/>"
    "<informationRequirement id=\"r3\"><requiredInput href=\"#i1\"/></informationRequirement>"
    "<literalExpression><text>if 容量 &lt; 30 then 3 else 1</text></literalExpression>"
    "</decision></definitions>";

std::string with(std::string_view what, std::string_view instead) {
  std::string text(price_model);
  for (size_t at = text.find(what); at != text.npos; at = text.find(what, at + instead.size())) {
    text.replace(at, what.size(), instead);
  }
  return text;
}

struct FromFile {
  Plan plan;
  Diagnostics diagnostics;

  FromFile(const std::string& model, const std::string& decision, const std::string& file) {
    Decision made;
    made.name.text = decision;
    made.file.text = file;
    plan.decisions.push_back(std::move(made));
    CheckContext context(&plan, &diagnostics);
    load_decision_files({"p", {{"price.dmn", model}}}, &context);
  }

  DecisionLogic logic() const { return decision_logic(plan.decisions[0], plant_scope()); }
};

TEST(DecisionFile, BindsInputsByTheirNames) {
  const FromFile read(std::string(price_model), "加价", "price.dmn");
  ASSERT_EQ(codes(read.diagnostics), "");
  DecisionLogic logic = read.logic();
  ASSERT_EQ(codes(logic.parsed.diagnostics), "");
  EXPECT_EQ(logic.parsed.syntax.types[logic.parsed.syntax.root].print(), "number");
  const feel::Expression expression = feel::Expression::of(std::move(logic.parsed.syntax));
  feel::Evaluation evaluation;
  const auto price = [&](const Value& size, const Value& kind) {
    return print(expression.evaluate(std::vector<Value>{size, kind}, &evaluation));
  };
  EXPECT_EQ(price(Value(10), "煤电"), "0.3");
  EXPECT_EQ(price(Value(40), "煤电"), "0.1");
  EXPECT_EQ(price(Value(10), "热电"), "0");
}

TEST(DecisionFile, SaysWhatDoesNotFit) {
  const std::string model(price_model);
  EXPECT_EQ(codes(FromFile(model, "加价", "prise.dmn").diagnostics), "PLAN-D022");
  EXPECT_EQ(codes(FromFile(model, "别的", "price.dmn").diagnostics), "PLAN-D023");
  EXPECT_EQ(codes(FromFile("<definitions", "加价", "price.dmn").diagnostics), "DMN-X003");
  const FromFile faulty(with("档 * 0.1", "档 * 0.1 +"), "加价", "price.dmn");
  EXPECT_EQ(codes(faulty.diagnostics), "FEEL-P013");
  const FromFile renamed(with("容量", "装机"), "加价", "price.dmn");
  const DecisionLogic unknown = renamed.logic();
  ASSERT_EQ(codes(unknown.parsed.diagnostics), "PLAN-B010");
  EXPECT_FALSE(unknown.parsed.ok());
  const Diagnostic placed = in_file(unknown.parsed.diagnostics[0], unknown.texts);
  EXPECT_EQ(renamed.plan.sources.text(placed.marks[0].span), "装机");
  const FromFile other_type(
      with("name=\"容量\" typeRef=\"number\"", "name=\"容量\" typeRef=\"date\""), "加价",
      "price.dmn");
  EXPECT_EQ(codes(other_type.logic().parsed.diagnostics), "PLAN-B011");
}

}  // namespace
}  // namespace fangan
