#include "plan/registers_read.h"

#include <algorithm>

#include "plan/row_words.h"

namespace fangan {
namespace {

bool has(const std::vector<Name>& names, std::string_view text) {
  return std::any_of(names.begin(), names.end(),
                     [text](const Name& name) { return name.text == text; });
}

/// Grows names and registers until neither grows: a name may mean something on each register.
class ReadRegisters {
 public:
  explicit ReadRegisters(const Plan& plan) : plan_(plan) {}

  std::set<std::string> of(const Target& target) {
    add(target);
    size_t size = 0;
    while (size != names_.size() + registers_.size()) {
      size = names_.size() + registers_.size();
      for (const std::string& name : std::set<std::string>(names_)) follow(name);
      for (const std::string& name : std::set<std::string>(registers_)) follow_register(name);
    }
    return std::move(registers_);
  }

 private:
  void add(const Target& target) {
    for (const Formula* formula : {&target.measure, &target.all_of, &target.counts_on}) {
      add(*formula);
    }
    if (!target.split_by.empty()) names_.insert(target.split_by.text);
  }

  void add(const Formula& formula) {
    if (!formula.expression || !formulas_.insert(&formula).second) return;
    for (const FormulaInput& input : formula.inputs) {
      if (input.kind == FormulaInput::Kind::working_days) {
        registers_.insert(std::string(calendar_register_name));
      }
      names_.insert(input.name);
    }
    for (const feel::Node& node : formula.expression->syntax().nodes) {
      if (!node.name.empty()) names_.insert(node.name);
    }
  }

  void follow(const std::string& name) {
    if (plan_.find_register(name) != nullptr) registers_.insert(name);
    if (const Decision* decision = plan_.find_decision(name)) add(decision->value);
    if (const Target* target = plan_.find_target(name)) add(*target);
    if (name == figures_table_name) {
      for (const Target& target : plan_.targets) add(target);
    }
    for (const Policy& policy : plan_.policies) {
      if (policy.name.text != name) continue;
      for (const Name& of : policy.of) registers_.insert(of.text);
      for (const Formula* formula : formulas_of(policy)) add(*formula);
      // Whoever has something from one that excludes it has nothing from it.
      for (const Policy& other : plan_.policies) {
        const bool meets = has(policy.excludes, other.name.text) ||
                           has(other.excludes, policy.name.text);
        if (meets) names_.insert(other.name.text);
      }
    }
    for (const Ranking& ranking : plan_.rankings) {
      if (ranking.name.text != name) continue;
      add(ranking.of);
      for (const Score& score : ranking.scores) add(score.value);
    }
  }

  void follow_register(const std::string& name) {
    const Register* definition = plan_.find_register(name);
    if (definition == nullptr) return;
    for (const NamedFormula& grade : definition->grades) add(grade.formula);
    for (const NamedFormula& derived : definition->derived) {
      if (names_.count(derived.name.text) > 0) add(derived.formula);
    }
    const bool has_region =
        std::any_of(definition->fields.begin(), definition->fields.end(), [](const Field& field) {
          return field.domain.kind == FieldKind::region;
        });
    for (const Field& field : definition->fields) {
      // Whose a row is may come from the row it refers to, and so may its name in the key.
      const bool is_asked = names_.count(field.name.text) > 0 || !has_region ||
                            has(definition->key, field.name.text);
      const bool leads = field.domain.kind == FieldKind::reference && is_asked;
      if (leads) registers_.insert(field.domain.target.text);
    }
  }

  const Plan& plan_;
  std::set<std::string> names_;
  std::set<std::string> registers_;
  std::set<const Formula*> formulas_;
};

}  // namespace

std::vector<const Formula*> formulas_of(const Policy& policy) {
  return {&policy.eligible, &policy.until, &policy.amount, &policy.cap, &policy.rates_on};
}

std::set<std::string> registers_read(const Plan& plan, const Target& target) {
  return ReadRegisters(plan).of(target);
}

}  // namespace fangan
