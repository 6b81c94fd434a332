#include "service/rows_decided.h"

#include <algorithm>

#include "plan/row_types.h"
#include "plan/rule_reach.h"

namespace fangan {
namespace {

/// Of the fields a decision takes, as many as fit beside a row.
constexpr size_t fields_max = 8;

}  // namespace

Result<DecisionOn> find_decision(RegisterSight& sight, const std::string& name,
                                 const std::string& register_name) {
  DecisionOn found;
  found.decision = sight.plan().find_decision(name);
  if (found.decision == nullptr) return not_found();
  if (found.decision->on.empty()) return found;
  for (const Name& on : found.decision->on) {
    if (!register_name.empty() && on.text != register_name) continue;
    const RegisterTable* table = sight.tables().find(on.text);
    if (table == nullptr || !reads_rows(sight, *table->definition)) continue;
    found.table = table;
    return found;
  }
  return not_found();
}

std::vector<size_t> fields_read(const Plan& plan, const Register& definition,
                                const Formula& formula) {
  const RuleReach reach = reach_of(plan, {&formula});
  std::vector<size_t> fields;
  for (size_t i = 0; i < definition.fields.size() && fields.size() < fields_max; ++i) {
    const Field& field = definition.fields[i];
    if (!field.sensitive && reach.words.count(field.name.text) != 0) fields.push_back(i);
  }
  return fields;
}

Result<RowsRead> RowsRead::read(RegisterSight& sight, const DecisionOn& on,
                                const RowQuery& query) {
  const std::string& register_name = on.table->definition->name.text;
  RowsRead rows(sight, on);
  RowQuery all = query;
  all.offset = 0;
  all.count = -1;
  all.scope = sight.access(*on.table->definition).read;
  const RowNeeds needs = needs_of(&sight.rows(), register_name, on.decision->value);
  rows.is_whole_ = needs.whole;
  Result<RegisterColumns> columns = sight.reader().columns(*on.table, all, needs);
  if (!columns) return columns.errors();
  rows.read_ = std::move(columns).value();
  return rows;
}

Result<StoredRow> RowsRead::row(size_t number) const {
  Result<std::optional<StoredRow>> row =
      sight_->reader().row(*on_->table, read_.numbers[number]);
  if (!row) return row.errors();
  if (!row.value()) return not_found();
  return std::move(*row.value());
}

RowsRead::Answers::Answers(const RowsRead& read, Rows* rows) : read_(read), rows_(*rows) {
  if (read.is_whole_) return;
  answers_.emplace(RowAnswers::From{rows_, read.on_->table->definition->name.text,
                                    read.on_->decision->value, read.read_.columns});
}

Outcome RowsRead::Answers::at(size_t number) {
  if (answers_) return answers_->at(number);
  const Register& definition = *read_.on_->table->definition;
  const Value record = rows_.take(
      definition.name.text, read_.read_.columns.row(number, definition.fields.size()));
  return rows_.evaluate(read_.on_->decision->value, Asked{record});
}

Json decision_json(RegisterSight& sight, const Decision& decision) {
  const Plan& plan = sight.plan();
  Json on = Json::array();
  const Type* type = nullptr;
  for (const Name& name : decision.on) {
    const RegisterTable* table = sight.tables().find(name.text);
    if (table == nullptr || !reads_rows(sight, *table->definition)) continue;
    on.push(Json::object({{"name", name.text}, {"label", table->definition->label}}));
    const Type* row = plan.row_types == nullptr ? nullptr : plan.row_types->row(name.text);
    if (type == nullptr && row != nullptr) type = row->field(decision.name.text);
  }
  const RuleReach reach = reach_of(plan, {&decision.value});
  const Unit* unit = type == nullptr ? nullptr : type->unit();
  Json json = Json::object();
  json.set("name", decision.name.text);
  json.set("label", decision.label);
  json.set("on", std::move(on));
  json.set("type", type == nullptr ? "Any" : type->print());
  json.set("unit", unit == nullptr ? "" : unit->name);
  json.set("clause", clause_json(sight.loaded(), decision.citation));
  json.set("parameters", parameters_json(sight, reach.words, sight.rows().parameters()));
  json.set("masked", Json(sight.is_masked(decision.value)));
  return json;
}

}  // namespace fangan
