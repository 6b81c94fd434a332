#include "campaign/light.h"

#include <algorithm>
#include <array>

#include "plan/default_light.h"
#include "text/suggest.h"

namespace fangan {
namespace {

constexpr std::array<std::string_view, 5> inputs = {"met", "days left", "behind", "aim", "no figure"};
constexpr std::array<std::string_view, 4> colours = {"green", "yellow", "red", "grey"};

/// A unary test of the light: any value, a literal, a comparison, or a range.
struct Test {
  enum class Kind : uint8_t { any, boolean, compare, range } kind = Kind::any;
  bool boolean = false;
  std::string_view sign;        ///< "<", "<=", ">", ">=", "="
  Decimal low = 0;
  Decimal high = 0;
  bool low_open = false;
  bool high_open = false;
};

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<Test> read_range(std::string_view text) {
  const bool opens = text.front() == '[' || text.front() == '(' || text.front() == ']';
  const bool closes = text.back() == ']' || text.back() == ')' || text.back() == '[';
  const size_t dots = text.find("..");
  if (!opens || !closes || dots == text.npos) return std::nullopt;
  const Result<Decimal> low = Decimal::parse(trim(text.substr(1, dots - 1)));
  const Result<Decimal> high = Decimal::parse(trim(text.substr(dots + 2, text.size() - dots - 3)));
  if (!low || !high) return std::nullopt;
  Test test;
  test.kind = Test::Kind::range;
  test.low = low.value();
  test.high = high.value();
  test.low_open = text.front() != '[';
  test.high_open = text.back() != ']';
  return test;
}

std::optional<Test> read_test(std::string_view text) {
  text = trim(text);
  Test test;
  if (text == "-") return test;
  if (text == "true" || text == "false") {
    test.kind = Test::Kind::boolean;
    test.boolean = text == "true";
    return test;
  }
  if (text.size() > 4) {
    if (std::optional<Test> range = read_range(text)) return range;
  }
  test.kind = Test::Kind::compare;
  test.sign = "=";
  for (const std::string_view sign : {"<=", ">=", "<", ">", "="}) {
    if (text.substr(0, sign.size()) != sign) continue;
    test.sign = sign;
    text = trim(text.substr(sign.size()));
    break;
  }
  const Result<Decimal> number = Decimal::parse(text);
  if (!number) return std::nullopt;
  test.low = number.value();
  return test;
}

bool compares(const Decimal& value, std::string_view sign, const Decimal& bound) {
  if (sign == "<") return value < bound;
  if (sign == "<=") return value <= bound;
  if (sign == ">") return value > bound;
  if (sign == ">=") return value >= bound;
  return value == bound;
}

bool passes(const Test& test, const std::optional<Decimal>& number, bool flag) {
  switch (test.kind) {
    case Test::Kind::any: return true;
    case Test::Kind::boolean: return flag == test.boolean;
    case Test::Kind::compare: return number && compares(*number, test.sign, test.low);
    case Test::Kind::range:
      return number && (test.low_open ? *number > test.low : *number >= test.low) &&
             (test.high_open ? *number < test.high : *number <= test.high);
  }
  return false;
}

bool rule_fires(const Decision& decision, const DecisionRule& rule, const LightInputs& values) {
  for (size_t i = 0; i < decision.inputs.size(); ++i) {
    const std::optional<Test> test = read_test(rule.tests[i]);
    if (!test) return false;
    const std::string& name = decision.inputs[i];
    std::optional<Decimal> number;
    bool flag = false;
    if (name == "days left" && values.days_left) number = Decimal(*values.days_left);
    if (name == "behind") number = values.behind;
    if (name == "met") flag = values.met;
    if (name == "aim") flag = values.aim;
    if (name == "no figure") flag = values.no_figure;
    if (!passes(*test, number, flag)) return false;
  }
  return true;
}

bool is_truth(std::string_view input) {
  return input == "met" || input == "aim" || input == "no figure";
}

}  // namespace

std::string_view default_light_table() { return default_light_body; }

Diagnostics check_light(const Decision& decision) {
  Diagnostics found;
  const std::vector<std::string> known(inputs.begin(), inputs.end());
  for (const std::string& input : decision.inputs) {
    if (std::find(known.begin(), known.end(), input) != known.end()) continue;
    found.push_back(problem_at("CAMP-L002", decision.span,
                               {{"input", input}, {"near", did_you_mean(input, known)}}));
  }
  if (decision.hit_policy != "F") {
    found.push_back(problem_at("CAMP-L004", decision.span, {{"policy", decision.hit_policy}}));
  }
  for (const DecisionRule& rule : decision.rules) {
    for (size_t i = 0; i < rule.tests.size(); ++i) {
      const std::optional<Test> test = read_test(rule.tests[i]);
      const bool truth = is_truth(decision.inputs[i]);
      const bool fits = test && (test->kind == Test::Kind::any ||
                                 (test->kind == Test::Kind::boolean) == truth);
      if (!fits) found.push_back(problem_at("CAMP-L001", rule.span, {{"cell", rule.tests[i]}}));
    }
    const std::string colour = rule.outputs.empty() ? "" : rule.outputs.front();
    if (std::find(colours.begin(), colours.end(), colour) == colours.end()) {
      found.push_back(problem_at("CAMP-L003", rule.span, {{"colour", colour}}));
    }
  }
  return found;
}

Light light(const Decision& decision, const LightInputs& values) {
  for (size_t i = 0; i < decision.rules.size(); ++i) {
    if (!rule_fires(decision, decision.rules[i], values)) continue;
    return Light{decision.rules[i].outputs.front(), static_cast<int>(i)};
  }
  return Light{"grey", -1};
}

}  // namespace fangan
