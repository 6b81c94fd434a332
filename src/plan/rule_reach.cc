#include "plan/rule_reach.h"

#include <algorithm>

#include "plan/row_words.h"

namespace fangan {
namespace {

bool has(const std::vector<Name>& names, std::string_view text) {
  return std::any_of(names.begin(), names.end(),
                     [text](const Name& name) { return name.text == text; });
}

/// Grows words and registers until neither grows: a word may mean something on each register.
class Reaching {
 public:
  /// `of_figures`: rows are counted, by grade and by county, and stand only on registers that are
  /// reached; else a rule may stand on rows of any register.
  Reaching(const Plan& plan, bool of_figures) : plan_(plan), of_figures_(of_figures) {}

  void add(const Formula& formula) {
    if (formula.empty() || !reach_.formulas.insert(&formula).second) return;
    for (const FormulaInput& input : formula.inputs) {
      if (input.kind == FormulaInput::Kind::working_days) {
        reach_.registers.emplace(calendar_register_name);
      }
      if (input.kind == FormulaInput::Kind::rows) note_table(input.name);
      reach_.words.insert(input.name);
    }
    if (!formula.expression) return;
    for (const feel::Node& node : formula.expression->syntax().nodes) {
      if (!node.name.empty()) reach_.words.insert(node.name);
    }
  }

  void add(const Target& target) {
    for (const Formula* formula : {&target.measure, &target.all_of, &target.counts_on}) {
      add(*formula);
    }
    if (!target.split_by.empty()) reach_.words.insert(target.split_by.text);
  }

  RuleReach run() {
    for (size_t size = 0; size != reach_.words.size() + reach_.registers.size();) {
      size = reach_.words.size() + reach_.registers.size();
      for (const std::string& word : std::set<std::string>(reach_.words)) follow(word);
      for (const Register& definition : plan_.registers) {
        const bool is_reached = reach_.registers.count(definition.name.text) > 0;
        if (is_reached || !of_figures_) follow(definition);
      }
    }
    return std::move(reach_);
  }

 private:
  void note_table(const std::string& name) {
    if (plan_.find_register(name) != nullptr) return;
    const bool is_figures = plan_.find_target(name) != nullptr || name == figures_table_name;
    reach_.computed_tables = true;
    reach_.figures = reach_.figures || is_figures;
  }

  void follow(const std::string& word) {
    if (plan_.find_register(word) != nullptr) reach_.registers.insert(word);
    if (const Decision* decision = plan_.find_decision(word)) add(decision->value);
    if (const Target* target = plan_.find_target(word)) add(*target);
    if (word == figures_table_name) {
      for (const Target& target : plan_.targets) add(target);
    }
    for (const Policy& policy : plan_.policies) {
      if (policy.name.text == word) add(policy);
    }
    for (const Ranking& ranking : plan_.rankings) {
      if (ranking.name.text != word) continue;
      add(ranking.of);
      for (const Score& score : ranking.scores) add(score.value);
    }
  }

  /// Whoever has something from a policy that excludes it has nothing from it.
  void add(const Policy& policy) {
    for (const Name& of : policy.of) reach_.registers.insert(of.text);
    for (const Formula* formula : formulas_of(policy)) add(*formula);
    for (const Policy& other : plan_.policies) {
      const bool meets = has(policy.excludes, other.name.text) ||
                         has(other.excludes, policy.name.text);
      if (meets) reach_.words.insert(other.name.text);
    }
  }

  void follow(const Register& definition) {
    const auto is_named = [this](std::string_view word) {
      return reach_.words.count(std::string(word)) > 0;
    };
    constexpr std::string_view grades[] = {"已上报",   "已验收",    "已公布", "reported",
                                           "accepted", "published", "done"};
    if (of_figures_ || std::any_of(std::begin(grades), std::end(grades), is_named)) {
      for (const NamedFormula& grade : definition.grades) add(grade.formula);
    }
    for (const NamedFormula& derived : definition.derived) {
      if (is_named(derived.name.text)) add(derived.formula);
    }
    const bool has_region =
        std::any_of(definition.fields.begin(), definition.fields.end(), [](const Field& field) {
          return field.domain.kind == FieldKind::region;
        });
    for (const Field& field : definition.fields) {
      if (field.domain.kind != FieldKind::reference) continue;
      // Whose a row is may come from the row it refers to, and so may its name in the key.
      const bool tells_whose = of_figures_ && (!has_region || has(definition.key, field.name.text));
      if (is_named(field.name.text) || tells_whose) {
        reach_.registers.insert(field.domain.target.text);
      }
    }
  }

  const Plan& plan_;
  bool of_figures_;
  RuleReach reach_;
};

/// What is the same whoever reads it: agencies, working days, duties.
bool is_everybodys(std::string_view table) {
  return table == agency_register_name || table == calendar_register_name || table == "责任";
}

bool names_rows(const Formula& formula, std::string_view name) {
  return std::any_of(formula.inputs.begin(), formula.inputs.end(), [&](const FormulaInput& input) {
    return input.kind == FormulaInput::Kind::rows && input.name == name;
  });
}

/// How many lists are around what it is of.
size_t list_depth(Type type) {
  size_t depth = 0;
  for (; type.is_found() && type.is(TypeKind::list); type = type.element()) ++depth;
  return depth;
}

/// The registers whose rows are listed as those that refer to a row: a name of the row, or a member
/// that comes to one list more than what it is taken of.
std::set<std::string> back_lists(const Plan& plan, const Formula& formula) {
  std::set<std::string> registers;
  if (!formula.expression) return registers;
  const feel::Syntax& syntax = formula.expression->syntax();
  for (feel::NodeId id = 0; id < syntax.nodes.size(); ++id) {
    const feel::Node& node = syntax.at(id);
    const bool is_member = node.op == feel::Op::member;
    if (!is_member && node.op != feel::Op::name) continue;
    if (plan.find_register(node.name) == nullptr) continue;
    if (!is_member && node.symbol.kind == feel::Symbol::Kind::slot &&
        names_rows(formula, node.name)) {
      continue;
    }
    const size_t around = is_member ? list_depth(syntax.types[node.children[0]]) : 0;
    if (list_depth(syntax.types[id]) > around) registers.insert(node.name);
  }
  return registers;
}

}  // namespace

std::vector<const Formula*> formulas_of(const Policy& policy) {
  return {&policy.eligible, &policy.until, &policy.amount, &policy.cap, &policy.rates_on};
}

RuleReach reach_of(const Plan& plan, const std::vector<const Formula*>& rule) {
  Reaching reaching(plan, false);
  for (const Formula* formula : rule) reaching.add(*formula);
  return reaching.run();
}

RuleReach reach_of_figures(const Plan& plan, const Target& target) {
  Reaching reaching(plan, true);
  reaching.add(target);
  return reaching.run();
}

RowsBeside rows_beside(const Plan& plan, const Target& target) {
  Reaching reaching(plan, true);
  reaching.add(target);
  RowsBeside beside;
  for (const Formula* formula : reaching.run().formulas) {
    const bool is_counted = formula == &target.measure || formula == &target.all_of;
    for (const FormulaInput& input : formula->inputs) {
      if (input.kind != FormulaInput::Kind::rows || is_everybodys(input.name)) continue;
      if (plan.find_register(input.name) == nullptr) {
        beside.computed_tables = true;
      } else if (!is_counted) {
        beside.registers.insert(input.name);
      }
    }
    beside.registers.merge(back_lists(plan, *formula));
  }
  return beside;
}

}  // namespace fangan
