#include "service/case_question.h"

#include <algorithm>
#include <set>

#include "feel/check.h"
#include "feel/parse.h"
#include "plan/resolve.h"
#include "plan/row_words.h"
#include "service/shown_rows.h"

namespace fangan {
namespace {

/// The names of the plan that an expression mentions.
std::set<std::string> names_in(const Plan& plan, std::string_view expression) {
  feel::Scope scope;
  for (const char* function : {"done", "total", "is set", "working days"}) {
    scope.add_variable(function);
  }
  for (const Register& each : plan.registers) scope.add_variable(each.name.text);
  for (const Parameter& each : plan.parameters) scope.add_variable(each.name);
  for (const Decision& each : plan.decisions) scope.add_variable(each.name.text);
  for (const Policy& each : plan.policies) scope.add_variable(each.name.text);
  for (const Target& each : plan.targets) scope.add_variable(each.name);
  scope.add_variable(std::string(figures_table_name));
  const feel::Parsed parsed = feel::parse(expression, scope);
  if (parsed.ok()) return feel::mentions(parsed.syntax);
  // Whoever reads it will say what is wrong; the names that stand in it tell who that is.
  std::set<std::string> names;
  for (const feel::Scope::Variable& each : scope.variables()) {
    if (expression.find(each.name) != expression.npos) names.insert(each.name);
  }
  return names;
}

/// As a case writes it.
std::string print_undetermined(const Outcome& outcome) {
  std::string text;
  std::set<std::string> fields;
  for (const MissingField& each : outcome.missing) fields.insert(each.field);
  for (const std::string& field : fields) text += (text.empty() ? ": " : ", ") + field;
  return "undetermined" + text;
}

/// The parameters an outcome waits for; one met through a row is told by the reason.
std::vector<std::string> unset_parameters(const Outcome& outcome) {
  if (outcome.kind == Outcome::Kind::not_set) return outcome.not_set;
  const Diagnostic* reason = outcome.value.reason();
  if (reason == nullptr || reason->code != "CAMP-R006") return {};
  return {reason->facts.front().value};
}

/// How many rows a policy looks at, and what it finds of each.
Diagnostic judged_rows(const Policy& policy, Rows* rows) {
  size_t all = 0;
  size_t eligible = 0;
  size_t unknown = 0;
  std::set<std::string> fields;
  for (const Name& of : policy.of) {
    const Value list = rows->list(of.text);
    if (!list.is(ValueKind::list)) continue;
    for (const Value& record : list.items()) {
      const Outcome outcome = rows->evaluate(policy.eligible, Asked{record});
      ++all;
      eligible += outcome.kind == Outcome::Kind::value && outcome.value.is_true() ? 1 : 0;
      unknown += outcome.kind == Outcome::Kind::value ? 0 : 1;
      for (const MissingField& each : outcome.missing) fields.insert(each.field);
      for (const std::string& each : outcome.not_set) fields.insert(each);
    }
  }
  std::string missing;
  for (const std::string& field : fields) missing += (missing.empty() ? "" : "、") + field;
  return problem("TEST-E006", {{"name", policy.name.text},
                               {"rows", std::to_string(all)},
                               {"eligible", std::to_string(eligible)},
                               {"undetermined", std::to_string(unknown)},
                               {"missing", missing.empty() ? "—" : missing}});
}

/// Whether there is no value because of what is wrong with a rule or its tables: no case may take
/// that for a value that is not there. What waits for days of the calendar (CAMP-R002), a parameter
/// (CAMP-R006) or a field that is blank in a list (CAMP-R007) is open, not wrong.
bool is_failure(const Outcome& outcome) {
  const Diagnostic* reason = outcome.value.reason();
  if (reason == nullptr || reason->code.substr(0, 6) != "CAMP-R") return false;
  const std::set<std::string> open = {"CAMP-R002", "CAMP-R006", "CAMP-R007"};
  return open.count(reason->code) == 0;
}

}  // namespace

Diagnostic other_outcome(const Outcome& outcome, const std::string& expected) {
  const std::vector<std::string> unset = unset_parameters(outcome);
  if (unset.empty()) {
    return problem("TEST-E004", {{"expected", expected}, {"written", print_undetermined(outcome)}});
  }
  std::string names;
  for (const std::string& name : unset) names += (names.empty() ? "" : "、") + name;
  return problem(
      "TEST-E005",
      {{"expected", expected}, {"names", names}, {"written", unset.front() + " not set"}});
}

bool matches_outcome(const Outcome& outcome, std::string_view expected) {
  const std::vector<std::string> unset = unset_parameters(outcome);
  if (!unset.empty()) {
    return std::any_of(unset.begin(), unset.end(), [expected](const std::string& name) {
      return name + " not set" == expected;
    });
  }
  if (is_failure(outcome)) return false;
  return expected == "null" || expected == "undetermined" ||
         expected == print_undetermined(outcome);
}

bool asks_sight(const Plan& plan, std::string_view expression) {
  const std::set<std::string> names = names_in(plan, expression);
  return std::any_of(names.begin(), names.end(), [&plan](const std::string& name) {
    const bool is_policy =
        std::any_of(plan.policies.begin(), plan.policies.end(),
                    [&name](const Policy& policy) { return policy.name.text == name; });
    return is_policy || name == "is set" || name == "working days" || name == figures_table_name ||
           plan.find_register(name) != nullptr || plan.find_parameter(name) != nullptr ||
           plan.find_decision(name) != nullptr || plan.find_target(name) != nullptr;
  });
}

Result<Done> ask(RegisterSight* sight, Asker asker, std::string_view expression,
                 const std::function<void(const Outcome&)>& use) {
  Diagnostics errors;
  const Formula formula = resolve_expression(sight->plan(), std::string(expression), "", &errors);
  if (!formula.expression) return errors;
  ShownRows shown(sight);
  Asked asked;
  if (asker == Asker::reader) asked.veil = &shown;
  use(sight->rows().evaluate(formula, asked));
  return Done{};
}

Diagnostics looked_at(RegisterSight* sight, std::string_view expression) {
  Diagnostics notes;
  const Plan& plan = sight->plan();
  const std::set<std::string> names = names_in(plan, expression);
  Rows* rows = &sight->rows();
  for (const Policy& policy : plan.policies) {
    if (names.count(policy.name.text) != 0 && !policy.eligible.empty())
      notes.push_back(judged_rows(policy, rows));
  }
  for (const Register& each : plan.registers) {
    const std::string& name = each.name.text;
    if (names.count(name) == 0) continue;
    const Value list = rows->list(name);
    const size_t count = list.is(ValueKind::list) ? list.items().size() : 0;
    notes.push_back(problem("TEST-E007", {{"name", name}, {"rows", std::to_string(count)}}));
  }
  return notes;
}

}  // namespace fangan
