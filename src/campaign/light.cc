#include "campaign/light.h"

#include <array>
#include <cassert>

namespace fangan {
std::string_view default_light_table() {
  return default_light_body;
}

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
  assert(table.expression);
  feel::Evaluation evaluation;
  const std::array<Value, light_input_count> values = {
      Value(inputs.met), inputs.days_left ? Value(*inputs.days_left) : Value(),
      inputs.behind ? Value(*inputs.behind) : Value(), Value(inputs.aim), Value(inputs.no_figure)};
  const Value found = table.expression->evaluate(values, &evaluation);
  if (!found.is(ValueKind::context)) return Light{"grey", -1};
  const Value* rule = found.context().find(light_rule_key);
  return Light{found.context().find(light_colour_key)->text(),
               static_cast<int>(*rule->number().as_int64())};
}

Light light(const Decision& decision, const LightInputs& inputs) {
  Diagnostics diagnostics;
  return light(read_light_table(decision, &diagnostics), inputs);
}

}  // namespace fangan
