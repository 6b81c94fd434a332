#include "campaign/light.h"

#include <algorithm>

namespace fangan {
namespace {

std::array<TestValue, light_input_count> values_of(const LightInputs& inputs) {
  std::array<TestValue, light_input_count> values;
  const auto at = [&values](LightInput input) -> TestValue& {
    return values[static_cast<size_t>(input)];
  };
  at(LightInput::met) = inputs.met;
  at(LightInput::aim) = inputs.aim;
  at(LightInput::no_figure) = inputs.no_figure;
  if (inputs.days_left) at(LightInput::days_left) = Decimal(*inputs.days_left);
  if (inputs.behind) at(LightInput::behind) = *inputs.behind;
  return values;
}

}  // namespace

std::string_view default_light_table() { return default_light_body; }

Diagnostics check_light(const Decision& decision) {
  Diagnostics diagnostics;
  read_light_table(decision, &diagnostics);
  return diagnostics;
}

const Decision& light_decision(const Plan& plan) {
  const Decision* own = plan.find_decision(light_decision_name);
  return own == nullptr ? default_light_decision() : *own;
}

Light light(const LightTable& table, const LightInputs& inputs) {
  const std::array<TestValue, light_input_count> values = values_of(inputs);
  for (size_t i = 0; i < table.rules.size(); ++i) {
    const LightRule& rule = table.rules[i];
    bool fires = true;
    for (size_t input = 0; input < light_input_count && fires; ++input) {
      fires = fulfils(values[input], rule.tests[input]);
    }
    if (fires) return Light{rule.colour, static_cast<int>(i)};
  }
  return Light{"grey", -1};
}

Light light(const Decision& decision, const LightInputs& inputs) {
  Diagnostics diagnostics;
  return light(read_light_table(decision, &diagnostics), inputs);
}

}  // namespace fangan
