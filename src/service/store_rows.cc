#include "service/store_rows.h"

#include "campaign/parameters_in_force.h"
#include "store/register_columns.h"
#include "store/store.h"

namespace fangan {

template <typename T>
bool StoreRows::failed(const Result<T>& result) {
  if (result) return false;
  errors_.insert(errors_.end(), result.errors().begin(), result.errors().end());
  return true;
}

ParameterValues StoreRows::parameters(const Plan& plan, const Database& database,
                                      const View& view) {
  const SnapshotRecords records(database, plan.header.name);
  ParameterValues values = parameters_in_force(plan, records, view);
  errors_.insert(errors_.end(), records.errors().begin(), records.errors().end());
  return values;
}

std::vector<RowState> StoreRows::all(const Register& definition) {
  const RegisterTable* table = tables_.find(definition.name.text);
  if (table == nullptr) return {};
  RowQuery query;
  query.count = -1;
  query.scope = scope_(definition);
  const Result<RegisterColumns> read = reader_.columns(*table, query, whole_rows());
  return failed(read) ? std::vector<RowState>() : states_of(read.value().columns, definition);
}

std::optional<RowState> StoreRows::one(const Register& definition, std::string_view id) {
  const RegisterTable* table = tables_.find(definition.name.text);
  if (table == nullptr) return std::nullopt;
  Result<std::optional<StoredRow>> row = reader_.row(*table, id);
  if (failed(row) || !row.value()) return std::nullopt;
  return std::move(row.value()->state);
}

std::vector<RowState> StoreRows::referring(const Register& from, size_t field,
                                           std::string_view id) {
  const RegisterTable* table = tables_.find(from.name.text);
  if (table == nullptr) return {};
  const RegisterTable* target = tables_.find(table->columns[field].target);
  if (target == nullptr) return {};
  const Result<std::optional<StoredRow>> row = reader_.row(*target, id);
  if (failed(row) || !row.value()) return {};
  Result<std::vector<StoredRow>> rows =
      reader_.referring(*table, field, row.value()->row, scope_(from));
  if (failed(rows)) return {};
  std::vector<RowState> states;
  for (StoredRow& each : rows.value()) states.push_back(std::move(each.state));
  return states;
}

}  // namespace fangan
