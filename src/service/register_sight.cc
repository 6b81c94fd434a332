#include "service/register_sight.h"

#include <algorithm>

#include "campaign/record_tables.h"
#include "campaign/row_table.h"

namespace fangan {
namespace {

/// Whether a row can come to a state without having been in `from`.
bool is_reached_without(const Flow& flow, const std::string& from, const std::string& state) {
  std::vector<std::string> reached;
  const auto reach = [&](const std::string& name) {
    const bool is_known = std::find(reached.begin(), reached.end(), name) != reached.end();
    if (name != from && !is_known) reached.push_back(name);
  };
  reach(flow.states.front().name.text);
  for (size_t i = 0; i < reached.size(); ++i) {
    for (const FlowStep& step : flow.steps) {
      const bool leads_on = std::any_of(step.from.begin(), step.from.end(),
                                        [&](const Name& each) { return each.text == reached[i]; });
      if (leads_on) reach(step.to.text);
    }
  }
  return std::find(reached.begin(), reached.end(), state) != reached.end();
}

/// Choice: `required from` a state means in it and in every state that rows come to through it
/// alone; a refusal that does not lead through it does not ask for the field.
bool is_required(const Plan& plan, const Register& definition, const Field& field,
                 const std::string& state) {
  if (!field.required) return false;
  const Flow* flow = plan.find_flow(definition.flow.text);
  if (field.required_from.empty() || flow == nullptr || flow->states.empty()) {
    return field.required_from.empty();
  }
  const std::string& now = state.empty() ? flow->states.front().name.text : state;
  return !is_reached_without(*flow, field.required_from.text, now);
}

/// The fields that a rule reads by their bare names.
std::string fields_of(const Formula& formula) {
  std::string text;
  for (const FormulaInput& input : formula.inputs) {
    if (input.kind != FormulaInput::Kind::field) continue;
    text += (text.empty() ? "" : "、") + input.name;
  }
  return text;
}

}  // namespace

std::optional<std::string> holder_of(const Actor& actor) {
  return actor.is_holder() ? std::optional(actor.agency) : std::nullopt;
}

Diagnostics missing_fields(const Plan& plan, const Register& definition, const RowState& row) {
  Diagnostics missing;
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    const Field& field = definition.fields[i];
    if (!row.fields[i].is_null() || !is_required(plan, definition, field, row.state)) continue;
    missing.push_back(refused(
        "SVC-G001", {{"field", field.name.text}, {"register", definition.name.text}}));
  }
  return missing;
}

std::vector<const NamedFormula*> broken_rules(Rows* rows, const std::vector<NamedFormula>& rules,
                                              const Value& record) {
  std::vector<const NamedFormula*> broken;
  for (const NamedFormula& rule : rules) {
    const Outcome outcome = rows->evaluate(rule.formula, Asked{record});
    const bool fails = outcome.kind == Outcome::Kind::value && outcome.value.is_false();
    if (fails) broken.push_back(&rule);
  }
  return broken;
}

RegisterSight::RegisterSight(const From& from, Eyes eyes)
    : loaded_(from.loaded),
      database_(from.database),
      tables_(from.tables),
      actor_(from.actor),
      eyes_(eyes),
      view_(from.view),
      reader_(from.database, from.tables, from.view),
      source_(&reader_, from.tables,
              [this, eyes](const Register& definition) {
                RowScope everything;
                everything.all = true;
                return eyes == Eyes::everyone ? everything : access(definition).read;
              }),
      rows_(from.loaded.plan, from.view.as_of,
            source_.parameters(from.loaded.plan, from.database, from.view), &source_),
      records_(from.database, from.loaded.id),
      figures_({from.loaded.plan, from.database, from.tables, records_, from.view.known_at,
                every_row(), holder_of(from.actor)}),
      policies_({from.loaded, from.database, from.tables, from.view, access_by(eyes)}),
      is_current_(from.view.as_of == from.today && from.view.known_at == Moment{INT64_MAX}) {
  add_tables(&rows_, &policies_, &figures_);
}

void RegisterSight::add_tables(Rows* rows, PolicySight* policies, StoreFigures* figures) {
  add_policy_tables(rows, policies);
  const auto shows = [this](const Record& record) {
    const Target* target = plan().find_target(record.text("目标"));
    return eyes_ == Eyes::everyone ||
           (target != nullptr && may_see(actor_, *target, record.text("单位")));
  };
  add_computed_tables(rows, figures->figures(view_.as_of), records_, view_, shows);
}

std::function<const RegisterAccess&(const Register&)> RegisterSight::access_by(Eyes eyes) {
  if (eyes == Eyes::everyone) return {};
  return [this](const Register& definition) -> const RegisterAccess& { return access(definition); };
}

Diagnostics RegisterSight::errors() const {
  Diagnostics errors = source_.errors();
  for (const Diagnostics& others : {figures_.errors(), policies_.errors()}) {
    errors.insert(errors.end(), others.begin(), others.end());
  }
  return errors;
}

const RegisterAccess& RegisterSight::access(const Register& definition) {
  const auto known = access_.find(definition.name.text);
  if (known != access_.end()) return known->second;
  return access_.emplace(definition.name.text, register_access(actor_, loaded_, definition))
      .first->second;
}

const std::optional<StoredRow>& RegisterSight::stored(const RegisterTable& table,
                                                      const std::string& id) {
  const auto [known, is_new] = stored_.try_emplace({table.number, id});
  if (!is_new) return known->second;
  Result<std::optional<StoredRow>> found = reader_.row(table, id);
  if (found) known->second = std::move(found).value();
  return known->second;
}

bool RegisterSight::shows(const Row& row) {
  return shows(row, Shape::npos);
}

bool RegisterSight::shows(const Row& row, size_t column) {
  const RegisterTable* table = tables_.find(row.table().definition().name.text);
  if (table == nullptr) return true;  // 单位 is everybody's.
  const RegisterAccess& access = this->access(*table->definition);
  if (access.shows_everything()) return true;
  const std::optional<StoredRow>& stored = this->stored(*table, row.state().id);
  if (!stored) return false;
  const bool is_field = column < table->definition->fields.size();
  return is_field ? access.shows(*stored, column) : access.shows(*stored);
}

bool RegisterSight::is_whole(const Row& row) {
  const RegisterTable* table = tables_.find(row.table().definition().name.text);
  if (table == nullptr) return true;
  const RowScope& read = access(*table->definition).read;
  if (read.all) return true;
  const std::optional<StoredRow>& stored = this->stored(*table, row.state().id);
  return stored && read.takes(*stored);
}

Value RegisterSight::record(const RegisterTable& table, const StoredRow& row) {
  return rows_.take(table.definition->name.text, row.state);
}

Diagnostics RegisterSight::broken_rules(const RegisterTable& table, const StoredRow& row) {
  const Register& definition = *table.definition;
  Diagnostics broken = missing_fields(plan(), definition, row.state);
  for (const NamedFormula* rule :
       fangan::broken_rules(&rows_, definition.must, record(table, row))) {
    broken.push_back(refused("SVC-G002", {{"message", rule->name.text},
                                          {"register", definition.name.text},
                                          {"field", fields_of(rule->formula)},
                                          {"row", row.state.id}}));
  }
  return broken;
}

std::vector<std::string> RegisterSight::marks(const RegisterTable& table, const StoredRow& row) {
  std::vector<std::string> messages;
  for (const NamedFormula* rule :
       fangan::broken_rules(&rows_, table.definition->warn, record(table, row))) {
    if (!is_masked(rule->formula)) messages.push_back(rule->name.text);
  }
  return messages;
}

bool RegisterSight::is_masked(const Formula& formula) {
  const auto known = masked_.find(&formula);
  if (known != masked_.end()) return known->second;
  return masked_.emplace(&formula, tells_of(formula, loaded_.masked_names)).first->second;
}

std::vector<ShownFormula> shown_formulas(const Plan& plan, const Register& definition) {
  std::vector<ShownFormula> shown;
  for (const NamedFormula& derived : definition.derived) {
    shown.push_back({derived.name.text, &derived.formula, false});
  }
  for (const Decision& decision : plan.decisions) {
    const bool here =
        std::any_of(decision.on.begin(), decision.on.end(),
                    [&definition](const Name& on) { return on.text == definition.name.text; });
    if (here) shown.push_back({decision.name.text, &decision.value, true});
  }
  return shown;
}

}  // namespace fangan
