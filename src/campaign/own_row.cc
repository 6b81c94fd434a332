#include "campaign/own_row.h"

#include <algorithm>
#include <set>
#include <string>

#include "plan/formula_words.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

using feel::Node;
using feel::Op;

class OwnRow {
 public:
  OwnRow(const Plan& plan, const Register& definition) : plan_(plan), definition_(definition) {}

  bool reads(const Formula& formula) {
    if (formula.empty() || !seen_.insert(&formula).second) return true;
    if (!formula.expression) return false;
    const std::vector<std::string> words = formula_words(formula.text.text());
    if (std::find(words.begin(), words.end(), "today") != words.end()) return false;
    const feel::Syntax& syntax = formula.expression->syntax();
    const bool reads_inputs =
        std::all_of(formula.inputs.begin(), formula.inputs.end(),
                    [this](const FormulaInput& input) { return reads(input); });
    return reads_inputs && std::all_of(syntax.nodes.begin(), syntax.nodes.end(),
                                       [&](const Node& node) { return reads(formula, node); });
  }

 private:
  bool reads(const FormulaInput& input) {
    switch (input.kind) {
      case FormulaInput::Kind::field: return reads_name(input.name);
      case FormulaInput::Kind::record:  // What is read of it stands behind a dot.
      case FormulaInput::Kind::parameter:
      case FormulaInput::Kind::is_set: return true;
      default: return false;
    }
  }

  /// A day that a rule asks for passes by itself.
  bool reads(const Formula& formula, const Node& node) {
    if (node.name == "today") return false;
    if (node.op != Op::member) return true;
    const Node& owner = formula.expression->syntax().at(node.children[0]);
    const bool is_record =
        owner.op == Op::name && owner.symbol.kind == feel::Symbol::Kind::slot &&
        owner.symbol.slot < formula.inputs.size() &&
        formula.inputs[owner.symbol.slot].kind == FormulaInput::Kind::record;
    // Behind another dot stands a part of a date or the like: what leads to rows is refused.
    return !is_record || reads_name(node.name);
  }

  bool reads_name(const std::string& name) {
    if (const Field* field = definition_.field(name)) {
      return field->domain.kind != FieldKind::reference && field->domain.kind != FieldKind::agency;
    }
    for (const NamedFormula& derived : definition_.derived) {
      if (derived.name.text == name) return reads(derived.formula);
    }
    if (const Decision* decision = plan_.find_decision(name)) {
      return decision->model == nullptr && reads(decision->value);
    }
    const RowWords& words = row_words(plan_.header.language);
    if (name == words.reported || name == words.accepted || name == words.published) {
      return std::all_of(definition_.grades.begin(), definition_.grades.end(),
                         [this](const NamedFormula& grade) { return reads(grade.formula); });
    }
    return name == words.id || name == words.period || name == words.state || name == "entered";
  }

  const Plan& plan_;
  const Register& definition_;
  std::set<const Formula*> seen_;
};

}  // namespace

bool reads_own_row(const Plan& plan, const Register& definition, const Formula& formula) {
  return OwnRow(plan, definition).reads(formula);
}

/// A drawn model may ask for the day, whatever its inputs are.
bool passes_days(const Plan& plan, const RuleReach& reach) {
  return reach.words.count("today") != 0 || reach.figures ||
         std::any_of(plan.decisions.begin(), plan.decisions.end(), [&reach](const Decision& each) {
           return each.model != nullptr && reach.formulas.count(&each.value) != 0;
         });
}

}  // namespace fangan
