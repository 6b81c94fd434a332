#include "campaign/rule_reach.h"

#include <algorithm>
#include <map>

#include "plan/formula_words.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

/// Formulas by the names that other formulas call them by.
using NamedFormulas = std::multimap<std::string_view, const Formula*>;

NamedFormulas named_formulas(const Plan& plan) {
  NamedFormulas all;
  for (const Register& definition : plan.registers) {
    for (const NamedFormula& derived : definition.derived) {
      all.emplace(derived.name.text, &derived.formula);
    }
    for (const NamedFormula& grade : definition.grades) {
      for (const std::string_view word : {"已上报", "已验收", "已公布", "reported", "accepted",
                                          "published", "done"}) {
        all.emplace(word, &grade.formula);
      }
    }
  }
  for (const Decision& decision : plan.decisions) {
    all.emplace(decision.name.text, &decision.value);
  }
  for (const Policy& policy : plan.policies) {
    for (const Formula* formula : formulas_of(policy)) all.emplace(policy.name.text, formula);
  }
  for (const Target& target : plan.targets) {
    for (const Formula* formula : {&target.measure, &target.all_of, &target.counts_on}) {
      all.emplace(target.name, formula);
    }
  }
  return all;
}

/// Registers by the names that lead to their rows: their own, and those of fields that refer to
/// them.
std::multimap<std::string_view, std::string_view> named_registers(const Plan& plan) {
  std::multimap<std::string_view, std::string_view> all;
  for (const Register& definition : plan.registers) {
    all.emplace(definition.name.text, definition.name.text);
    for (const Field& field : definition.fields) {
      if (field.domain.kind != FieldKind::reference) continue;
      all.emplace(field.name.text, field.domain.target.text);
    }
  }
  return all;
}

std::vector<std::string> words_in(const Formula& formula) {
  std::string text(formula.text.text());
  std::replace(text.begin(), text.end(), '.', ' ');
  std::vector<std::string> words = formula_words(text);
  for (const FormulaInput& input : formula.inputs) words.push_back(input.name);
  return words;
}

}  // namespace

RuleReach reach_of(const Plan& plan, std::vector<const Formula*> rule) {
  const NamedFormulas named = named_formulas(plan);
  const auto registers = named_registers(plan);
  RuleReach reach;
  while (!rule.empty()) {
    const Formula* formula = rule.back();
    rule.pop_back();
    if (formula->empty() || !reach.formulas.insert(formula).second) continue;
    for (const FormulaInput& input : formula->inputs) {
      if (input.kind == FormulaInput::Kind::working_days) {
        reach.registers.emplace(calendar_register_name);
      }
      const bool is_list = input.kind == FormulaInput::Kind::rows;
      const bool is_computed = is_list && plan.find_register(input.name) == nullptr;
      reach.computed_tables = reach.computed_tables || is_computed;
      const bool is_figures = is_computed && (plan.find_target(input.name) != nullptr ||
                                              input.name == figures_table_name);
      reach.figures = reach.figures || is_figures;
    }
    for (std::string& word : words_in(*formula)) {
      const auto formulas = named.equal_range(word);
      for (auto each = formulas.first; each != formulas.second; ++each) {
        rule.push_back(each->second);
      }
      const auto targets = registers.equal_range(word);
      for (auto each = targets.first; each != targets.second; ++each) {
        reach.registers.emplace(each->second);
      }
      reach.words.insert(std::move(word));
    }
  }
  return reach;
}

}  // namespace fangan
