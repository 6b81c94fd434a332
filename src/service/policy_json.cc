#include "service/policy_json.h"

#include "campaign/row_table.h"
#include "feel/arithmetic.h"
#include "papers/register_sheet.h"
#include "plan/rule_reach.h"
#include "value/print.h"

namespace fangan {
namespace {

Json names_json(const std::vector<Name>& names) {
  Json json = Json::array();
  for (const Name& name : names) json.push(name.text);
  return json;
}

std::string_view name_of(LedgerLine::Fate fate) {
  constexpr std::string_view names[] = {"entered", "not first", "excluded", "undetermined"};
  return names[static_cast<size_t>(fate)];
}

/// A row as the reader may know it.
Json reference_json(RegisterSight& sight, const Row& row) {
  const RegisterTable* table = sight.tables().find(row.table().definition().name.text);
  const std::string& id = row.state().id;
  Json json = Json::object();
  json.set("register", row.table().definition().name.text);
  json.set("row", id);
  json.set("id", id);
  json.set("name", table == nullptr ? id : sight.name_of(*table, row.state()));
  return json;
}

Json value_json(RegisterSight& sight, const Value& value) {
  if (value.is_null()) return Json();
  if (const Row* row = as_row(value)) return reference_json(sight, *row);
  if (value.is(ValueKind::number)) return Json(value.number().print_normal());
  return Json(print_plain(value, 200).value_or("…"));
}

}  // namespace

bool is_masked(RegisterSight& sight, const Policy& policy) {
  return sight.is_masked(policy.eligible) || sight.is_masked(policy.until);
}

bool hides_amount(RegisterSight& sight, const Policy& policy) {
  return sight.is_masked(policy.amount) || sight.is_masked(policy.cap) ||
         sight.is_masked(policy.rates_on);
}

Json policy_json(RegisterSight& sight, const Policy& policy) {
  const RuleReach reach = reach_of(sight.plan(), formulas_of(policy));
  Json of = Json::array();
  for (const Name& name : policy.of) {
    const RegisterTable* table = sight.tables().find(name.text);
    if (table == nullptr || !reads_rows(sight, *table->definition)) continue;
    of.push(Json::object({{"name", name.text}, {"label", table->definition->label}}));
  }
  Json budget = Json::array();
  for (const auto& each : policy.budget) {
    Json one = Json::object();
    one.set("year", each.first == 0 ? Json() : Json(each.first));
    one.set("value", each.second ? Json(each.second->print_normal()) : Json());
    budget.push(std::move(one));
  }
  Json excludes = Json::array();
  for (const Policy* each : excluding_policies(sight.plan(), policy)) {
    if (each != &policy) excludes.push(each->name.text);
  }
  Json json = Json::object();
  json.set("name", policy.name.text);
  json.set("label", policy.label);
  json.set("of", std::move(of));
  json.set("subject", policy.subject.text);
  json.set("eligible", std::string(policy.eligible.text.text()));
  json.set("amount", std::string(policy.amount.text.text()));
  json.set("restrictions", names_json(policy.restrictions));
  json.set("unit", policy.unit.text);
  json.set("cap", std::string(policy.cap.text.text()));
  json.set("per", names_json(policy.per));
  json.set("once_per", names_json(policy.once_per));
  json.set("budget", std::move(budget));
  json.set("excludes", std::move(excludes));
  json.set("until", std::string(policy.until.text.text()));
  json.set("applied", Json(policy.applied));
  json.set("clause", clause_json(sight.loaded(), policy.citation));
  json.set("parameters", parameters_json(sight, reach.words, sight.rows().parameters()));
  json.set("masked", Json(is_masked(sight, policy)));
  return json;
}

Json line_amount_json(RegisterSight& sight, PolicySight& policies, const LedgerLine& line) {
  const Policy& policy = *line.entitlement.policy;
  if (policy.amount.empty()) return Json::object({{"value", names_json(policy.restrictions)}});
  if (hides_amount(sight, policy)) return Json::object({{"value", masked_word}});
  const bool is_silent = line.amount.is_null() && line.amount.reason() == nullptr;
  if (!is_silent) return amount_json(sight, line.amount);
  // Which fields are missing.
  const Value& record = line.entitlement.row->value();
  return sight.outcome_json(policies.rows().evaluate(policy.amount, Asked{record}));
}

/// OUTCOME of the rule that says neither yes nor no; of a row that the reader may not read, of a
/// masked policy and of an end that is not known no reason is told.
Json doubt_json(RegisterSight& sight, PolicySight& policies, const LedgerLine::Doubt& doubt) {
  const Row* row = as_row(policies.rows().row(doubt.register_name, doubt.row));
  const bool is_told = row != nullptr && policies.shows(*row) && !is_masked(sight, *doubt.policy);
  if (is_told) {
    const Asked asked{row->value()};
    for (const Formula* rule : {&doubt.policy->eligible, &doubt.policy->until}) {
      if (rule->empty()) continue;
      const Outcome outcome = policies.rows().evaluate(*rule, asked);
      if (outcome.kind != Outcome::Kind::value) return shown_outcome(sight, *rule, outcome);
    }
  }
  Outcome untold;
  untold.kind = Outcome::Kind::undetermined;
  return sight.outcome_json(untold);
}

Json line_json(RegisterSight& sight, PolicySight& policies, const LedgerLine& line) {
  const Row& row = *line.entitlement.row;
  Json json = reference_json(sight, row);
  const Value& period = row.state().period;
  json.set("subject", value_json(sight, line.subject));
  json.set("period", value_json(sight, period));
  json.set("since", line.entitlement.since.print());
  json.set("fate", name_of(line.fate));
  json.set("excluded_by", line.excluded_by == nullptr ? Json() : Json(line.excluded_by->name.text));
  const bool is_entered = line.fate == LedgerLine::Fate::entered;
  json.set("amount", line.doubt   ? doubt_json(sight, policies, *line.doubt)
                     : is_entered ? line_amount_json(sight, policies, line)
                                  : Json());
  const bool is_open = !hides_amount(sight, *line.entitlement.policy);
  const bool is_limited = is_open && (line.is_capped || line.is_over_budget);
  json.set("before_limits", is_limited ? value_json(sight, line.before_limits) : Json());
  json.set("capped", Json(is_open && line.is_capped));
  json.set("over_budget", Json(is_open && line.is_over_budget));
  return json;
}

std::vector<const LedgerLine*> shown_lines(PolicySight& policies, const Policy& policy) {
  std::vector<const LedgerLine*> shown;
  for (const LedgerLine& line : policies.lines(policy).lines) {
    if (policies.shows(*line.entitlement.row)) shown.push_back(&line);
  }
  return shown;
}

void LedgerSum::add(const LedgerLine& line) {
  if (line.fate == LedgerLine::Fate::undetermined) {
    ++undetermined;
    return;
  }
  if (line.fate != LedgerLine::Fate::entered) {
    ++left_out;
    return;
  }
  ++entered;
  if (line.entitlement.policy->amount.empty()) return;
  if (!line.amount.is(ValueKind::number)) {
    ++without_amount;
    return;
  }
  sum = sum.is_null() ? line.amount : feel::add(sum, line.amount);
}

Json LedgerSum::json(bool is_open) const {
  Json json = Json::object();
  json.set("entered", Json(entered));
  json.set("left_out", Json(left_out));
  json.set("undetermined", Json(undetermined));
  json.set("without_amount", Json(without_amount));
  const bool is_shown = is_open && sum.is(ValueKind::number);
  json.set("sum", is_shown ? Json(sum.number().print_normal()) : Json());
  return json;
}

}  // namespace fangan
