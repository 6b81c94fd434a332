// What-if: parameters moved, and what that changes of decisions, policies and targets. It only
// reads: records and journal stay as they are.
//
// A moved parameter has its value on every day, as if the plan had said so from the start; what has
// been granted already is no part of it.
#include <algorithm>
#include <set>

#include "campaign/judge_figure.h"
#include "campaign/parameters_in_force.h"
#include "campaign/row_table.h"
#include "plan/rule_reach.h"
#include "service/export_table.h"
#include "service/kept_answers.h"
#include "service/policy_json.h"
#include "service/rows_decided.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// Of the rows that change by one rule.
constexpr int64_t page_max = 200;

/// A rule with everything that it names.
struct Rule {
  const char* kind = "";
  std::string name;
  std::string label;
  std::set<std::string> words;
  const Decision* decision = nullptr;
  const Policy* policy = nullptr;
  const Target* target = nullptr;
};

/// The figures of a target that the actor may see.
std::vector<Figure> shown_figures(RegisterSight& sight, StoreFigures& figures,
                                  const Target& target) {
  std::vector<Figure> all = figures.figures(sight.view().as_of)->of(target);
  return visible_figures(sight.loaded(), std::move(all), sight.actor());
}

/// Those of the plan that the actor may see.
std::vector<Rule> rules_of(RegisterSight& sight) {
  const Plan& plan = sight.plan();
  const auto is_read = [&sight](const std::vector<Name>& names) {
    return std::any_of(names.begin(), names.end(), [&sight](const Name& name) {
      const RegisterTable* table = sight.tables().find(name.text);
      return table != nullptr && reads_rows(sight, *table->definition);
    });
  };
  std::vector<Rule> rules;
  const auto add = [&rules](const char* kind, const std::string& name,
                            const std::string& label) -> Rule& {
    rules.emplace_back();
    rules.back().kind = kind;
    rules.back().name = name;
    rules.back().label = label;
    return rules.back();
  };
  for (const Decision& decision : plan.decisions) {
    const bool is_shown = decision.value.expression && is_read(decision.on) &&
                          !sight.is_masked(decision.value);
    if (!is_shown) continue;
    Rule& rule = add("decision", decision.name.text, decision.label);
    rule.words = reach_of(plan, {&decision.value}).words;
    rule.decision = &decision;
  }
  for (const Policy& policy : plan.policies) {
    const bool is_shown = !policy.eligible.empty() && is_read(policy.of) &&
                          !is_masked(sight, policy) && !hides_amount(sight, policy);
    if (!is_shown) continue;
    // What another policy gives may exclude this one.
    std::vector<const Formula*> formulas;
    for (const Policy* each : excluding_policies(plan, policy)) {
      for (const Formula* formula : formulas_of(*each)) formulas.push_back(formula);
    }
    Rule& rule = add("policy", policy.name.text, policy.label);
    rule.words = reach_of(plan, formulas).words;
    rule.policy = &policy;
  }
  for (const Target& target : plan.targets) {
    Rule rule;
    rule.words = reach_of(plan, {&target.measure, &target.all_of, &target.counts_on}).words;
    if (!target.tolerance.empty()) rule.words.insert(target.tolerance);
    if (rule.words.empty()) continue;
    Rule& added = add("target", target.name, target.label);
    added.words = std::move(rule.words);
    added.target = &target;
  }
  return rules;
}

Json rule_head_json(const Rule& rule) {
  return Json::object({{"kind", rule.kind}, {"name", rule.name}, {"label", rule.label}});
}

/// Every parameter with the rules that rest on it.
Json all_parameters_json(RegisterSight& sight, const std::vector<Rule>& rules) {
  std::set<std::string> names;
  for (const Parameter& parameter : sight.plan().parameters) names.insert(parameter.name);
  const Json parameters = parameters_json(sight, names, sight.rows().parameters());
  Json list = Json::array();
  for (const Json& parameter : parameters.items()) {
    Json heads = Json::array();
    for (const Rule& rule : rules) {
      if (rule.words.count(parameter["name"].text()) != 0) heads.push(rule_head_json(rule));
    }
    Json one = parameter;
    one.set("rules", std::move(heads));
    list.push(std::move(one));
  }
  return list;
}

Diagnostic unreadable(const char* part, const std::string& value) {
  return refused("SVC-G007", {{"part", part}, {"value", std::string(first_bytes(value, 80))}});
}

Result<std::optional<Value>> moved_value(const Plan& plan, const std::string& name,
                                         const std::string& text) {
  const Parameter* parameter = plan.find_parameter(name);
  if (parameter == nullptr) {
    std::vector<std::string> names;
    for (const Parameter& known : plan.parameters) names.push_back(known.name);
    return refused("SVC-Q001", {{"parameter", name}, {"near", did_you_mean(name, names)}});
  }
  if (text.empty()) return std::optional<Value>();
  Result<Value> value = entered_parameter(*parameter, text);
  if (value) return std::optional<Value>(std::move(value).value());
  Diagnostics errors = value.errors();
  for (Diagnostic& error : errors) error.fault = Fault::request;
  return errors;
}

Result<MovedParameters> read_moved(const Plan& plan, const std::string& values) {
  const Result<Json> json = parse_json(values.empty() ? "{}" : values);
  if (!json || json.value().kind() != Json::Kind::object) return unreadable("values", values);
  MovedParameters moved;
  Diagnostics errors;
  for (const Json::Member& each : json.value().members()) {
    const Json::Kind kind = each.second.kind();
    const bool is_typed =
        kind == Json::Kind::null || kind == Json::Kind::string || kind == Json::Kind::number;
    if (!is_typed) return unreadable("values", values);
    Result<std::optional<Value>> value = moved_value(plan, each.first, each.second.text());
    if (value) {
      moved[each.first] = std::move(value).value();
    } else {
      errors.insert(errors.end(), value.errors().begin(), value.errors().end());
    }
  }
  if (!errors.empty()) return errors;
  return moved;
}

Result<std::vector<std::string>> read_rules(const std::string& rules) {
  const Result<Json> json = parse_json(rules.empty() ? "[]" : rules);
  if (!json || json.value().kind() != Json::Kind::array) return unreadable("rules", rules);
  std::vector<std::string> names;
  for (const Json& each : json.value().items()) names.push_back(each.text());
  return names;
}

/// The rules asked for, else all, as far as they rest on what is moved.
Result<std::vector<Rule>> chosen_rules(const std::vector<Rule>& rules,
                                       const std::vector<std::string>& chosen,
                                       const MovedParameters& moved) {
  Diagnostics errors;
  for (const std::string& name : chosen) {
    const bool is_known = std::any_of(rules.begin(), rules.end(),
                                      [&name](const Rule& rule) { return rule.name == name; });
    if (is_known) continue;
    std::vector<std::string> names;
    for (const Rule& rule : rules) names.push_back(rule.name);
    errors.push_back(
        refused("SVC-Q002", {{"rule", name}, {"near", did_you_mean(name, names)}}));
  }
  if (!errors.empty()) return errors;
  std::vector<Rule> found;
  for (const Rule& rule : rules) {
    const bool is_chosen =
        chosen.empty() || std::find(chosen.begin(), chosen.end(), rule.name) != chosen.end();
    const bool rests = std::any_of(moved.begin(), moved.end(), [&rule](const auto& each) {
      return rule.words.count(each.first) != 0;
    });
    if (is_chosen && rests) found.push_back(rule);
  }
  return found;
}

/// The plan as it is, and as it would be.
class WhatIf {
 public:
  WhatIf(RegisterSight& sight, MovedParameters moved, int64_t rows_max)
      : sight_(sight),
        moved_(std::move(moved)),
        rows_max_(rows_max),
        reader_(sight.database(), sight.tables(), sight.view()),
        source_(&reader_, sight.tables(),
                [&sight](const Register& definition) { return sight.access(definition).read; }),
        after_(sight.plan(), sight.view().as_of,
               moved_parameters(sight.rows().parameters(), moved_), &source_),
        policies_({sight.loaded(), sight.database(), sight.tables(), sight.view(),
                   [&sight](const Register& definition) -> const RegisterAccess& {
                     return sight.access(definition);
                   },
                   moved_}),
        records_(sight.database(), sight.loaded().id),
        figures_({sight.plan(), sight.database(), sight.tables(), records_, sight.view().known_at,
                  every_row(), holder_of(sight.actor()), moved_}) {
    sight.add_tables(&after_, &policies_, &figures_);
  }

  Json moved_json() {
    Json list = Json::array();
    for (const auto& each : moved_) {
      const Parameter& parameter = *sight_.plan().find_parameter(each.first);
      Json one = Json::object();
      one.set("name", each.first);
      one.set("label", parameter.label);
      one.set("unit", parameter.domain.unit.text);
      one.set("before", parameter_value_json(sight_.rows().parameters(), each.first));
      one.set("after", parameter_value_json(after_.parameters(), each.first));
      list.push(std::move(one));
    }
    return list;
  }

  /// CHANGED of docs/api.md, one for each register of a decision.
  Result<Done> add(const Rule& rule, Json* list) {
    if (rule.policy != nullptr) {
      list->push(policy(rule));
      return Done{};
    }
    if (rule.target != nullptr) {
      list->push(target(rule));
      return Done{};
    }
    for (const Name& on : rule.decision->on) {
      const RegisterTable* table = sight_.tables().find(on.text);
      if (table == nullptr || !reads_rows(sight_, *table->definition)) continue;
      Result<Json> one = decision(rule, {rule.decision, table});
      if (!one) return one.errors();
      list->push(std::move(one).value());
    }
    return Done{};
  }

  Diagnostics errors() const {
    Diagnostics errors = source_.errors();
    for (const Diagnostics& others : {policies_.errors(), figures_.errors()}) {
      errors.insert(errors.end(), others.begin(), others.end());
    }
    return errors;
  }

 private:
  /// The rows that change by one rule, as many as are shown, and how many there are.
  struct Changes {
    int64_t count = 0;
    Json rows = Json::array();
  };

  /// `head` says which it is; only of those that change is it asked.
  template <typename Head>
  void note(const Head& head, Json before, Json after, Changes* changes) const {
    if (before.print() == after.print()) return;
    if (changes->count++ >= rows_max_) return;
    Json row = head();
    row.set("before", std::move(before));
    row.set("after", std::move(after));
    changes->rows.push(std::move(row));
  }

  static Json changed_json(const Rule& rule, Json before, Json after, Changes changes) {
    Json json = rule_head_json(rule);
    json.set("before", std::move(before));
    json.set("after", std::move(after));
    json.set("changed", Json(changes.count));
    json.set("rows", std::move(changes.rows));
    return json;
  }

  Result<Json> decision(const Rule& rule, const DecisionOn& on) {
    const std::string& register_name = on.table->definition->name.text;
    OutcomeCounts before;
    OutcomeCounts after;
    Changes changes;
    const Result<RowsRead> read = RowsRead::read(sight_, on, RowQuery());
    if (!read) return read.errors();
    RowsRead::Answers answers_now(read.value(), &sight_.rows());
    RowsRead::Answers answers_then(read.value(), &after_);
    Diagnostics errors;
    for (size_t number = 0; number < read.value().size(); ++number) {
      const Outcome now = answers_now.at(number);
      const Outcome then = answers_then.at(number);
      before.add(now);
      after.add(then);
      const auto head = [&] {
        const Result<StoredRow> row = read.value().row(number);
        if (!row) errors = row.errors();
        Json json = row ? sight_.reference_json(*on.table, row.value()) : Json::object();
        return json.set("register", register_name);
      };
      note(head, sight_.outcome_json(now), sight_.outcome_json(then), &changes);
    }
    if (!errors.empty()) return errors;
    Json json = changed_json(rule, before.json(sight_), after.json(sight_), std::move(changes));
    json.set("register", register_name);
    const Json head = decision_json(sight_, *on.decision);
    json.set("unit", head["unit"]);
    json.set("clause", head["clause"]);
    return json;
  }

  using LinesByRow = std::map<std::pair<std::string, std::string>, const LedgerLine*>;

  static LinesByRow by_row(PolicySight& policies, const Policy& policy, LedgerSum* sum) {
    LinesByRow lines;
    for (const LedgerLine* line : shown_lines(policies, policy)) {
      sum->add(*line);
      const Row& row = *line->entitlement.row;
      lines[{row.table().definition().name.text, row.state().id}] = line;
    }
    return lines;
  }

  Json amount(PolicySight& policies, const LinesByRow& lines,
              const LinesByRow::key_type& key) {
    const auto found = lines.find(key);
    const bool has = found != lines.end() && found->second->fate == LedgerLine::Fate::entered;
    return has ? line_amount_json(sight_, policies, *found->second) : Json();
  }

  Json sums_json(PolicySight& policies, const Policy& policy, const LedgerSum& sum) {
    const Diagnostic* reason = policies.lines(policy).problem.reason();
    Json json = sum.json(!hides_amount(sight_, policy));
    const bool is_unset = reason != nullptr && reason->code == "CAMP-R006";
    json.set("not_set", is_unset ? strings_json({reason->facts.front().value}) : Json::array());
    return json;
  }

  Json policy(const Rule& rule) {
    const Policy& policy = *rule.policy;
    LedgerSum before_sum;
    LedgerSum after_sum;
    const LinesByRow before = by_row(sight_.policies(), policy, &before_sum);
    const LinesByRow after = by_row(policies_, policy, &after_sum);
    std::map<LinesByRow::key_type, const LedgerLine*> all(before.begin(), before.end());
    all.insert(after.begin(), after.end());
    Changes changes;
    for (const auto& each : all) {
      const bool is_before = before.count(each.first) != 0;
      const auto head = [&] {
        const Json line =
            line_json(sight_, is_before ? sight_.policies() : policies_, *each.second);
        Json row = Json::object();
        for (const char* key : {"register", "row", "id", "name", "subject", "period"}) {
          row.set(key, line[key]);
        }
        return row;
      };
      note(head, amount(sight_.policies(), before, each.first),
           amount(policies_, after, each.first), &changes);
    }
    Json json = changed_json(rule, sums_json(sight_.policies(), policy, before_sum),
                             sums_json(policies_, policy, after_sum), std::move(changes));
    json.set("unit", policy.unit.text);
    json.set("clause", clause_json(sight_.loaded(), policy.citation));
    return json;
  }

  /// What is shown of a figure.
  static Json figure(const Target& target, const Figure& figure) {
    Json json = Json::object();
    json.set("value", optional_number(driving(target, figure)));
    json.set("rate", figure.rate ? Json(shown_rate(figure)) : Json());
    json.set("light", figure.light);
    json.set("met", Json(figure.met));
    json.set("not_set", strings_json(figure.not_set));
    return json;
  }

  static Json lights(const std::vector<Figure>& figures) {
    std::vector<const Figure*> all;
    for (const Figure& each : figures) all.push_back(&each);
    return lights_json(all);
  }

  Json target(const Rule& rule) {
    const Target& target = *rule.target;
    const std::vector<Figure> before = shown_figures(sight_, sight_.figures(), target);
    const std::vector<Figure> after = shown_figures(sight_, figures_, target);
    Changes changes;
    for (const Figure& now : before) {
      const auto then = std::find_if(after.begin(), after.end(), [&now](const Figure& each) {
        return each.node == now.node && each.share == now.share && each.part == now.part;
      });
      const auto head = [&now] {
        Json json = Json::object();
        json.set("node", now.node);
        json.set("share", now.share);
        return json.set("part", now.part);
      };
      note(head, figure(target, now),
           then == after.end() ? Json() : figure(target, *then), &changes);
    }
    Json json = changed_json(rule, lights(before), lights(after), std::move(changes));
    json.set("unit", target.unit);
    json.set("clause", clause_json(sight_.loaded(), target.citation));
    return json;
  }

  RegisterSight& sight_;
  MovedParameters moved_;
  int64_t rows_max_;
  RegisterReader reader_;
  StoreRows source_;
  Rows after_;
  PolicySight policies_;
  SnapshotRecords records_;
  StoreFigures figures_;
};

Result<Json> what_if_json(RegisterSight& sight, const WhatIfRequest& request, int64_t rows_max) {
  const std::vector<Rule> rules = rules_of(sight);
  Json json = Json::object();
  json.set("parameters", all_parameters_json(sight, rules));
  const Result<MovedParameters> moved = read_moved(sight.plan(), request.values);
  if (!moved) return moved.errors();
  const Result<std::vector<std::string>> names = read_rules(request.rules);
  if (!names) return names.errors();
  const Result<std::vector<Rule>> chosen = chosen_rules(rules, names.value(), moved.value());
  if (!chosen) return chosen.errors();
  WhatIf what_if(sight, moved.value(), rows_max);
  json.set("moved", what_if.moved_json());
  Json changed = Json::array();
  for (const Rule& rule : chosen.value()) {
    const Result<Done> added = what_if.add(rule, &changed);
    if (!added) return added.errors();
  }
  json.set("changed", std::move(changed));
  const Diagnostics errors = what_if.errors();
  if (!errors.empty()) return errors;
  return json;
}

// --- export ----------------------------------------------------------------------------------

constexpr const char* zh_titles[] = {"类别", "规则", "台账", "编号", "名称", "之前", "之后"};
constexpr const char* en_titles[] = {"Kind", "Rule",   "Register", "Id",
                                     "Name", "Before", "After"};

/// Of a figure its value.
std::string outcome_text(const Json& outcome) {
  if (outcome.is_null()) return "";
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "、") + part; };
  for (const Json& each : outcome["not_set"].items()) add(each.text());
  if (!text.empty()) return text + " not set";
  const Json& value = outcome["value"];
  if (value.kind() == Json::Kind::boolean) return value.boolean() ? "true" : "false";
  for (const Json& each : value.items()) add(each.text());
  if (!text.empty()) return text;
  if (!value.text().empty()) return value.text();
  for (const Json& each : outcome["undetermined"].items()) add(each["field"].text());
  return text.empty() ? "undetermined" : "undetermined: " + text;
}

ExportTable changes_table(const Json& what_if, const std::string& language) {
  ExportTable table;
  table.sheet.name = language == "en" ? "What-if" : "假设测算";
  for (size_t i = 0; i < std::size(zh_titles); ++i) {
    PaperColumn column;
    column.title = language == "en" ? en_titles[i] : zh_titles[i];
    table.sheet.columns.push_back(std::move(column));
  }
  for (const Json& rule : what_if["changed"].items()) {
    for (const Json& row : rule["rows"].items()) {
      const bool is_figure = rule["kind"].text() == "target";
      table.rows.push_back({rule["kind"].text(), rule["name"].text(), row["register"].text(),
                            row[is_figure ? "node" : "id"].text(),
                            row[is_figure ? "share" : "name"].text(),
                            outcome_text(row["before"]), outcome_text(row["after"])});
    }
  }
  return table;
}

}  // namespace

Result<Json> Service::what_if(const Actor& actor, const std::string& plan, const ViewRequest& view,
                              const WhatIfRequest& request) const {
  const Result<std::string> key = answer_key(*state_, plan, view);
  if (!key) return key.errors();
  const auto make = [&](RegisterSight& sight) -> Result<Json> {
    Result<Json> json = what_if_json(sight, request, page_max);
    if (json) json.value().set("view", view_json(*state_, view));
    return json;
  };
  const std::string asked = request.values + "\n" + request.rules;
  return kept_answer(*state_, "what-if\n" + key.value() + actor_key(actor) + asked,
                     [&] { return with_sight(*state_, actor, plan, view, make); });
}

Result<FileContent> Service::export_what_if(const Actor& actor, const std::string& plan,
                                            const ViewRequest& view, const WhatIfRequest& request,
                                            SheetForm form) const {
  ExportTable table;
  const Result<Json> made =
      with_sight(*state_, actor, plan, view, [&](RegisterSight& sight) -> Result<Json> {
        const Result<Json> json = what_if_json(sight, request, INT64_MAX);
        if (!json) return json;
        table = changes_table(json.value(), sight.plan().header.language);
        return Json();
      });
  if (!made) return made.errors();
  const Date day = state_->view(view).as_of;
  return export_table(state_->store->path(), table.sheet.name, day, table, form);
}

}  // namespace fangan
