// Nanoseconds of one decision, compiled, without an explanation: a table of 12 rules over 8 inputs
// through the engine, five rules of a plan as expressions, tables of 5,000 rules.
//
//   cmake --preset ci -DFANGAN_BENCH=ON && cmake --build build --target bench_tables
//   build/bench_tables
//
// Expected on one core: the table of 12 rules at most 1,000 ns, the five rules together 5,000 ns.
#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "decision/check_table.h"
#include "decision/engine.h"

namespace {

using fangan::Value;
namespace dmn = fangan::dmn;
namespace feel = fangan::feel;

constexpr size_t row_count = 1'024;

std::string cell(const std::string& tag, const std::string& text) {
  std::string escaped;
  for (const char each : text) escaped += each == '<' ? "&lt;" : std::string(1, each);
  return "<" + tag + "><text>" + escaped + "</text></" + tag + ">";
}

struct Column {
  std::string name;
  std::string type;
};

/// A decision `d` that is one table; each rule is its cells, then its output.
std::string model(const std::string& policy, const std::vector<Column>& columns,
                  const std::vector<std::vector<std::string>>& rules) {
  std::string text =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:t\" "
      "name=\"t\" id=\"t\">";
  std::string requirements;
  std::string clauses;
  for (size_t i = 0; i < columns.size(); ++i) {
    const std::string id = "i" + std::to_string(i);
    text += "<inputData id=\"" + id + "\" name=\"" + columns[i].name + "\"><variable name=\"" +
            columns[i].name + "\" typeRef=\"" + columns[i].type + "\"/></inputData>";
    requirements +=
        "<informationRequirement><requiredInput href=\"#" + id + "\"/></informationRequirement>";
    clauses += "<input>" + cell("inputExpression", columns[i].name) + "</input>";
  }
  text += "<decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"string\"/>" + requirements +
          "<decisionTable hitPolicy=\"" + policy + "\">" + clauses + "<output/>";
  for (const std::vector<std::string>& rule : rules) {
    text += "<rule>";
    for (size_t i = 0; i < rule.size(); ++i) {
      text += cell(i + 1 == rule.size() ? "outputEntry" : "inputEntry", rule[i]);
    }
    text += "</rule>";
  }
  return text + "</decisionTable></decision></definitions>";
}

const std::vector<Column> twelve_columns = {
    {"region", "string"}, {"sector", "string"}, {"coal use", "number"},    {"capacity", "number"},
    {"age", "number"},    {"debt", "number"},   {"environment", "string"}, {"loss", "number"}};

const std::vector<std::vector<std::string>> twelve_rules = {
    {"-", "-", "-", "-", "-", "-", "\"none\"", "-", "\"ban\""},
    {"\"north\"", "\"power\"", "> 331", "< 30", "> 20", "-", "\"A\",\"B\"", "-", "\"exit\""},
    {"\"north\"", "\"power\"", "> 331", ">= 30", "-", "-", "\"A\",\"B\"", "-", "\"refit\""},
    {"\"north\"", "\"power\"", "> 331", "< 30", "<= 20", "-", "\"A\",\"B\"", "-", "\"watch\""},
    {"\"north\"", "\"power\"", "<= 331", "-", "-", "> 1", "\"A\",\"B\"", "-", "\"watch\""},
    {"\"north\"", "\"power\"", "<= 331", "-", "-", "<= 1", "\"A\",\"B\"", "-", "\"keep\""},
    {"\"south\"", "\"power\"", "[300..331]", "-", "-", "-", "\"A\",\"B\"", "-", "\"keep\""},
    {"\"south\"", "\"power\"", "> 331", "-", "-", "-", "\"A\",\"B\"", "-", "\"refit\""},
    {"\"south\"", "\"power\"", "< 300", "-", "-", "-", "\"A\",\"B\"", "-", "\"praise\""},
    {"-", "\"steel\"", "-", "-", "-", "-", "\"A\",\"B\"", ">= 2", "\"exit\""},
    {"-", "\"steel\"", "-", ">= 100", "-", "-", "\"A\",\"B\"", "< 2", "\"keep\""},
    {"-", "\"steel\"", "-", "< 100", "-", "-", "\"A\",\"B\"", "< 2", "\"merge\""}};

struct Table {
  fangan::Sources sources;
  std::shared_ptr<const dmn::Engine> engine;
  dmn::ElementRef decision;
};

Table compile(const std::string& text) {
  Table table;
  auto read = dmn::read_model_set({{"bench.dmn", text}}, &table.sources);
  fangan::Diagnostics diagnostics;
  table.engine = dmn::Engine::compile(std::move(read.value().set), &diagnostics);
  table.decision = *table.engine->find("d");
  return table;
}

std::vector<dmn::Inputs> twelve_rows() {
  std::mt19937_64 random(7);
  const std::vector<std::vector<Value>> texts = {{"north", "south"}, {"power", "steel"}};
  const std::vector<Value> grades = {"A", "B", "none"};
  std::vector<dmn::Inputs> rows;
  for (size_t i = 0; i < row_count; ++i) {
    dmn::Inputs row;
    const auto set = [&row](uint32_t index, const Value& value) {
      row[{0, dmn::ElementKind::input_data, index}] = value;
    };
    set(0, texts[0][random() % 2]);
    set(1, texts[1][random() % 2]);
    set(2, fangan::Decimal::from_scaled(static_cast<int64_t>(random() % 1'000) + 2'800, 1));
    set(3, static_cast<int64_t>(random() % 200));
    set(4, static_cast<int64_t>(random() % 40));
    set(5, fangan::Decimal::from_scaled(static_cast<int64_t>(random() % 200), 2));
    set(6, grades[random() % 3]);
    set(7, static_cast<int64_t>(random() % 4));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Values that are there already: what a caller who keeps its inputs pays.
void twelve_rules_evaluated(benchmark::State& state) {
  const Table table = compile(model("UNIQUE", twelve_columns, twelve_rules));
  const std::vector<dmn::Inputs> rows = twelve_rows();
  feel::Evaluation evaluation;
  size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(table.engine->evaluate(table.decision, rows[next], &evaluation));
    next = (next + 1) % row_count;
  }
}
BENCHMARK(twelve_rules_evaluated)->Repetitions(9)->ReportAggregatesOnly();

/// The same with the inputs set for each decision.
void twelve_rules_with_inputs_set(benchmark::State& state) {
  const Table table = compile(model("UNIQUE", twelve_columns, twelve_rules));
  const std::vector<dmn::Inputs> rows = twelve_rows();
  feel::Evaluation evaluation;
  size_t next = 0;
  for (auto _ : state) {
    dmn::Inputs inputs;
    for (const auto& [ref, value] : rows[next]) inputs[ref] = value;
    benchmark::DoNotOptimize(table.engine->evaluate(table.decision, inputs, &evaluation));
    next = (next + 1) % row_count;
  }
}
BENCHMARK(twelve_rules_with_inputs_set)->Repetitions(9)->ReportAggregatesOnly();

struct Rules {
  feel::Scope scope;
  std::vector<feel::Expression> expressions;
  std::vector<std::vector<Value>> rows;
};

const char* const flags[] = {"land",      "environment", "business", "quality",   "over scope",
                             "polluting", "livelihood",  "licence",  "ultra low", "subsidised"};
const char* const numbers[] = {"coal use",   "equipment",  "months stopped", "months half",
                               "loss years", "debt",       "heat",           "intensity",
                               "limit",      "electricity"};
const char* const five_rules[] = {
    "if not(land and environment and business and quality) then \"ban\" "
    "else if over scope or polluting then (if livelihood then \"resume\" else \"stop\") "
    "else \"none\"",
    "if life end < @\"2025-12-31\" or not(licence) or coal use > 331 or not(ultra low) "
    "then (if equipment >= 2 then \"accepted\" else \"must exit\") else \"keep\"",
    "((months stopped >= 6 or months half >= 12) and loss years >= 2 and subsidised) or debt > 1",
    "min(decimal(heat * 0.08, 2), 10000000)",
    "if intensity > limit * 1.2 then electricity * 0.3 "
    "else if intensity > limit then electricity * 0.1 else 0"};

Rules make_rules() {
  Rules rules;
  for (const char* name : flags) rules.scope.add_variable(name, fangan::TypeKind::boolean);
  for (const char* name : numbers) rules.scope.add_variable(name, fangan::TypeKind::number);
  rules.scope.add_variable("life end", fangan::TypeKind::date);
  for (const char* text : five_rules) {
    rules.expressions.push_back(*feel::compile(text, rules.scope).expression);
  }
  std::mt19937_64 random(11);
  for (size_t i = 0; i < row_count; ++i) {
    std::vector<Value> row;
    for (size_t k = 0; k < std::size(flags); ++k) row.emplace_back(random() % 10 != 0);
    const auto number = [&](int64_t most, int places) {
      const auto value = static_cast<int64_t>(random() % static_cast<uint64_t>(most));
      row.emplace_back(fangan::Decimal::from_scaled(value, places));
    };
    number(3'500, 1);
    for (int k = 0; k < 4; ++k) number(14, 0);
    number(150, 2);
    number(100'000'000, 2);
    number(1'500, 3);
    number(1'000, 3);
    number(1'000'000, 0);
    row.emplace_back(fangan::Date::of(2020 + static_cast<int64_t>(random() % 10), 6, 30).value());
    rules.rows.push_back(std::move(row));
  }
  return rules;
}

void five_rules_of_a_plan(benchmark::State& state) {
  const Rules rules = make_rules();
  feel::Evaluation evaluation;
  size_t next = 0;
  for (auto _ : state) {
    for (const feel::Expression& rule : rules.expressions) {
      benchmark::DoNotOptimize(rule.evaluate(rules.rows[next], &evaluation));
    }
    next = (next + 1) % row_count;
  }
}
BENCHMARK(five_rules_of_a_plan)->Repetitions(9)->ReportAggregatesOnly();

/// Rule i holds for one code and one level: `policy` decides how many rules are looked at.
void five_thousand_rules(benchmark::State& state, const std::string& policy) {
  std::vector<std::vector<std::string>> rules;
  for (int i = 0; i < 5'000; ++i) {
    rules.push_back({"\"code " + std::to_string(i / 2) + "\"", std::to_string(i % 2), "\"x\""});
  }
  const Table table = compile(model(policy, {{"code", "string"}, {"level", "number"}}, rules));
  feel::Evaluation evaluation;
  int next = 0;
  for (auto _ : state) {
    const dmn::Inputs inputs = {
        {{0, dmn::ElementKind::input_data, 0}, Value("code " + std::to_string(next))},
        {{0, dmn::ElementKind::input_data, 1}, Value(next % 2)}};
    benchmark::DoNotOptimize(table.engine->evaluate(table.decision, inputs, &evaluation));
    next = (next + 997) % 2'500;
  }
}
BENCHMARK_CAPTURE(five_thousand_rules, unique, "UNIQUE")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(five_thousand_rules, first, "FIRST")->Unit(benchmark::kMicrosecond);

/// 5,000 rules over 10 inputs, whole but for what the grid leaves out: 50 by 10 by 10 values of
/// three inputs, ranges of the other seven that differ from rule to rule.
void check_five_thousand_rules(benchmark::State& state) {
  std::vector<Column> columns = {{"a", "number"}, {"b", "string"}, {"c", "number"}};
  for (int i = 0; i < 7; ++i) columns.push_back({"n" + std::to_string(i), "number"});
  std::mt19937_64 random(3);
  std::vector<std::vector<std::string>> rules;
  for (int i = 0; i < 5'000; ++i) {
    std::vector<std::string> rule = {std::to_string(i % 50),
                                     "\"t" + std::to_string(i / 50 % 10) + "\"",
                                     std::to_string(i / 500)};
    for (int k = 0; k < 7; ++k) {
      const int low = static_cast<int>(random() % 100);
      rule.push_back("[" + std::to_string(low) + ".." + std::to_string(low + 50) + "]");
    }
    rule.push_back("\"" + std::to_string(i % 7) + "\"");
    rules.push_back(std::move(rule));
  }
  const Table table = compile(model("UNIQUE", columns, rules));
  for (auto _ : state) benchmark::DoNotOptimize(dmn::check_tables(*table.engine));
}
BENCHMARK(check_five_thousand_rules)->Unit(benchmark::kMillisecond);

}  // namespace
