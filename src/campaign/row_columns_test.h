// Rows in memory as the columns that a store would give of them, and outcomes as texts, for tests.
#pragma once

#include <string>
#include <vector>

#include "campaign/row_columns.h"
#include "campaign/row_needs.h"
#include "campaign/row_table.h"
#include "value/print.h"

namespace fangan {

inline std::string told(const Value& value) {
  if (value.is(ValueKind::number)) return value.number().print_normal();
  if (value.is_null() && value.reason() != nullptr) return "null " + value.reason()->code;
  return print(value);
}

/// All that an outcome says.
inline std::string told(const Outcome& outcome) {
  std::string text = std::to_string(static_cast<int>(outcome.kind)) + " " + told(outcome.value);
  for (const std::string& name : outcome.not_set) text += " not set " + name;
  for (const MissingField& each : outcome.missing) {
    text += " lacks " + each.register_name + "/" + each.row + "/" + each.field;
  }
  return text;
}

/// As a store gives them.
inline RowColumns columns_of(Rows* rows, const Register& definition,
                             const std::vector<RowState>& states, const RowNeeds& needs) {
  RowColumns columns;
  const auto column = [&states](const auto& value_of) {
    std::vector<Value> values;
    for (const RowState& row : states) values.push_back(value_of(row));
    return column::column_of(values);
  };
  for (const RowState& row : states) columns.ids.push_back(row.id);
  for (const size_t field : needs.fields) {
    columns.fields[field] = column([field](const RowState& row) { return row.fields[field]; });
  }
  if (needs.period) columns.period = column([](const RowState& row) { return row.period; });
  if (needs.state) {
    columns.state = column([](const RowState& row) {
      return row.state.empty() ? Value() : Value(row.state);
    });
  }
  for (const auto& path : needs.paths) {
    const std::string& target = definition.fields[path.first].domain.target.text;
    if (target.empty()) continue;  // 单位 is in no store.
    columns.paths[path] = column([&](const RowState& row) {
      const Value& id = row.fields[path.first];
      const Row* other = id.is_null() ? nullptr : as_row(rows->row(target, id.text()));
      return other == nullptr ? Value() : other->state().fields[path.second];
    });
  }
  return columns;
}

}  // namespace fangan
