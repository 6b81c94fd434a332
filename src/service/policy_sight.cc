#include "service/policy_sight.h"

#include "campaign/row_table.h"
#include "store/register_columns.h"

namespace fangan {

PolicySight::PolicySight(From from)
    : from_(std::move(from)),
      records_(from_.database, from_.loaded.id),
      figures_({from_.loaded.plan, from_.database, from_.tables, records_, from_.view.known_at,
                every_row(), std::nullopt, from_.moved}) {}

Value PolicySight::entries(const Policy& policy) {
  return ledgers().entries(policy, [this](const Row& row) { return shows(row); });
}

bool PolicySight::shows(const Row& row) {
  const Register& definition = row.table().definition();
  if (!from_.access) return true;
  const RegisterAccess& access = from_.access(definition);
  if (access.read.all) return true;
  const auto known = shown_.find(definition.name.text);
  if (known != shown_.end()) return known->second.count(row.state().id) != 0;
  std::set<std::string>& ids = shown_[definition.name.text];
  const RegisterTable* table = from_.tables.find(definition.name.text);
  if (table == nullptr || !access.may_read()) return false;
  RowQuery query;
  query.count = -1;
  query.scope = access.read;
  RegisterReader reader(from_.database, from_.tables, from_.view);
  const Result<RegisterColumns> read = reader.columns(*table, query, RowNeeds());
  if (read) {
    ids.insert(read.value().columns.ids.begin(), read.value().columns.ids.end());
  } else {
    errors_.insert(errors_.end(), read.errors().begin(), read.errors().end());
  }
  return ids.count(row.state().id) != 0;
}

Diagnostics PolicySight::errors() const {
  Diagnostics errors = figures_.errors();
  errors.insert(errors.end(), errors_.begin(), errors_.end());
  return errors;
}

void add_policy_tables(Rows* rows, PolicySight* sight) {
  for (const Policy& policy : rows->plan().policies) {
    if (policy.eligible.empty()) continue;
    rows->add_table(policy.name.text, [sight, &policy] { return sight->entries(policy); });
  }
}

}  // namespace fangan
