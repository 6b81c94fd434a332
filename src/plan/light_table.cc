#include "plan/light_table.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "document/body.h"
#include "plan/decision_table.h"
#include "text/suggest.h"

namespace fangan {
namespace {

std::optional<size_t> input_index(std::string_view name) {
  const auto found = std::find(light_input_names.begin(), light_input_names.end(), name);
  if (found == light_input_names.end()) return std::nullopt;
  return static_cast<size_t>(found - light_input_names.begin());
}

TestValue example_of(size_t input) {
  const bool number = input == static_cast<size_t>(LightInput::days_left) ||
                      input == static_cast<size_t>(LightInput::behind);
  return number ? TestValue(Decimal(0)) : TestValue(false);
}

std::string joined(const auto& words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

std::string colour_of(std::string_view output) {
  const bool quoted = output.size() >= 2 && output.front() == '"' && output.back() == '"';
  return std::string(quoted ? output.substr(1, output.size() - 2) : std::string_view());
}

LightRule read_rule(const DecisionRule& written, const std::vector<std::optional<size_t>>& inputs,
                    Diagnostics* diagnostics) {
  LightRule rule;
  for (size_t column = 0; column < written.tests.size(); ++column) {
    if (!inputs[column] || written.tests[column].empty()) continue;  // Reported by the table.
    const std::optional<UnaryTest> test = read_unary_test(written.tests[column]);
    if (test && compares_with(*test, example_of(*inputs[column]))) {
      rule.tests[*inputs[column]] = *test;
      continue;
    }
    diagnostics->push_back(
        problem_at("CAMP-L001", written.test_spans[column], {{"cell", written.tests[column]}}));
  }
  if (written.outputs.size() != 1) return rule;
  rule.colour = colour_of(written.outputs.front());
  if (std::find(light_colours.begin(), light_colours.end(), rule.colour) == light_colours.end()) {
    diagnostics->push_back(
        problem_at("CAMP-L003", written.span,
                   {{"colour", written.outputs.front()}, {"known", joined(light_colours)}}));
  }
  return rule;
}

}  // namespace

LightTable read_light_table(const Decision& decision, Diagnostics* diagnostics) {
  LightTable table;
  if (decision.hit_policy != "F") {
    diagnostics->push_back(
        problem_at("CAMP-L004", decision.span, {{"policy", decision.hit_policy}}));
  }
  if (decision.outputs.size() != 1) diagnostics->push_back(problem_at("CAMP-L005", decision.span));
  std::vector<std::optional<size_t>> inputs;
  for (size_t column = 0; column < decision.inputs.size(); ++column) {
    const std::string& name = decision.inputs[column];
    inputs.push_back(input_index(name));
    if (inputs.back()) continue;
    diagnostics->push_back(problem_at("CAMP-L002", decision.input_spans[column],
                                      {{"name", name}, {"known", joined(light_input_names)}}));
  }
  for (const DecisionRule& rule : decision.rules) {
    table.rules.push_back(read_rule(rule, inputs, diagnostics));
  }
  return table;
}

const Decision& default_light_decision() {
  static const Decision decision = [] {
    Sources sources;
    const std::string body(default_light_body);
    const uint32_t source = sources.add("亮灯", body);
    Diagnostics diagnostics;
    const Span whole{source, 0, static_cast<uint32_t>(body.size())};
    const Body read = read_body(sources, whole, &diagnostics);
    Decision table =
        read_decision_table(std::string(light_decision_name), *read.table, &diagnostics);
    assert(diagnostics.empty());
    return table;
  }();
  return decision;
}

}  // namespace fangan
