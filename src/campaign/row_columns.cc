#include "campaign/row_columns.h"

namespace fangan {

RowState RowColumns::row(size_t number, size_t fields_count) const {
  RowState row;
  row.id = ids[number];
  row.fields.resize(fields_count);
  for (const auto& [field, column] : fields) row.fields[field] = column.value(number);
  if (state.rows > 0 && !state.is_null(number)) row.state = state.value(number).text();
  if (period.rows > 0) row.period = period.value(number);
  if (!entered.empty()) row.entered = entered[number];
  if (!since.empty()) row.since = since[number];
  return row;
}

std::vector<RowState> states_of(const RowColumns& columns, const Register& definition) {
  std::vector<RowState> states;
  states.reserve(columns.rows());
  for (size_t row = 0; row < columns.rows(); ++row) {
    states.push_back(columns.row(row, definition.fields.size()));
  }
  return states;
}

}  // namespace fangan
