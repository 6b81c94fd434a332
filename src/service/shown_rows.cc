#include "service/shown_rows.h"

#include <algorithm>

#include "papers/register_sheet.h"
#include "plan/row_words.h"
#include "service/policy_json.h"
#include "service/rule_operation.h"

namespace fangan {
namespace {

/// What a line of a ledger gives, as row_types.cc names it.
constexpr std::string_view amount_name = "金额";

}  // namespace

ShownRows::ShownRows(RegisterSight* sight) : sight_(*sight), masked_(std::string(masked_word)) {}

Value ShownRows::list(std::string_view register_name) {
  const auto known = lists_.find(register_name);
  if (known != lists_.end()) return known->second;
  return lists_.emplace(std::string(register_name), made_list(register_name)).first->second;
}

Value ShownRows::made_list(std::string_view name) {
  for (const Policy& policy : sight_.plan().policies) {
    if (policy.name.text == name) return entries(policy);
  }
  const bool is_figures = name == figures_table_name || sight_.plan().find_target(name) != nullptr;
  if (is_figures) return figures(name);
  const RegisterTable* table = sight_.tables().find(name);
  const bool has_public_rows = table != nullptr && sight_.access(*table->definition).is_public &&
                               !sight_.access(*table->definition).read.all;
  return has_public_rows ? every_row(*table) : sight_.rows().list(name);
}

Value ShownRows::every_row(const RegisterTable& table) {
  RowQuery query;
  query.count = -1;
  query.scope.all = true;
  std::vector<Value> rows;
  const Result<Done> read = sight_.reader().each(table, query, [&](const StoredRow& row) {
    rows.push_back(sight_.record(table, row));
    return true;
  });
  if (!read) return Value::null(read.error());
  return Value(std::move(rows));
}

/// The lines of its page: none where the policy looks at no rows of the reader, or is masked.
Value ShownRows::entries(const Policy& policy) {
  const bool is_shown = std::any_of(policy.of.begin(), policy.of.end(), [this](const Name& of) {
    const RegisterTable* table = sight_.tables().find(of.text);
    return table != nullptr && reads_rows(sight_, *table->definition);
  });
  if (!is_shown || is_masked(sight_, policy)) return Value(std::vector<Value>());
  const Value all = sight_.rows().list(policy.name.text);
  if (!all.is(ValueKind::list)) return all;
  std::vector<Value> shown;
  for (const Value& item : all.items()) shown.push_back(entry(policy, item.context()));
  return Value(std::move(shown));
}

/// Its rows are those of the sight, where this looks at them.
Value ShownRows::entry(const Policy& policy, const Context& entry) {
  std::vector<std::pair<std::string, Value>> shown;
  for (size_t i = 0; i < entry.size(); ++i) {
    Value value = entry.value(i);
    if (const Row* row = as_row(value)) {
      value = sight_.rows().row(row->table().definition().name.text, row->state().id);
    }
    if (entry.name(i) == amount_name && hides_amount(sight_, policy)) value = masked_;
    shown.emplace_back(entry.name(i), std::move(value));
  }
  return Value(Context(std::move(shown)));
}

Value ShownRows::figures(std::string_view name) {
  const Value all = sight_.rows().list(name);
  if (!all.is(ValueKind::list)) return all;
  std::vector<Value> shown;
  for (const Value& item : all.items()) {
    const Value* of = item.context().find("目标");
    const Value* unit = item.context().find(agency_register_name);
    const Target* target = of == nullptr ? nullptr : sight_.plan().find_target(of->text());
    const Row* holder = unit == nullptr ? nullptr : as_row(*unit);
    const std::string share = holder == nullptr ? "" : holder->state().id;
    if (target != nullptr && may_see(sight_.actor(), *target, share)) shown.push_back(item);
  }
  return Value(std::move(shown));
}

const Value* ShownRows::cell(const Row& row, size_t column) {
  const RowColumn& own = row.table().columns()[column];
  const std::vector<Field>& fields = row.table().definition().fields;
  const bool is_masked = column < fields.size()
                             ? fields[column].sensitive && !row.field(column).is_null()
                             : own.formula != nullptr && sight_.is_masked(*own.formula);
  if (!shows_column(row, column)) return &blank_;
  return is_masked ? &masked_ : nullptr;
}

/// Of a row that is not the reader's its page shows no more than the public fields, and whoever
/// refers to it its name.
bool ShownRows::shows_column(const Row& row, size_t column) {
  using Kind = RowColumn::Kind;
  if (sight_.is_whole(row)) return true;
  const RowColumn& own = row.table().columns()[column];
  const bool is_name = own.name == row_words(sight_.plan().header.language).agency_name;
  if (own.kind == Kind::field) return is_name || sight_.shows(row, column);
  if (own.kind == Kind::id) return true;
  return (own.kind == Kind::state || own.kind == Kind::period) && sight_.shows(row);
}

const Value* ShownRows::decision(std::string_view name) {
  const Decision* decision = sight_.plan().find_decision(name);
  return decision != nullptr && sight_.is_masked(decision->value) ? &masked_ : nullptr;
}

}  // namespace fangan
