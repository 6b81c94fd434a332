#include "column/table.h"

#include <algorithm>
#include <cassert>

namespace fangan::column {

Table::Table(size_t rows) : rows_(rows) {
  assert(rows <= rows_max);
}

size_t Table::add(std::string name, Column column) {
  assert(column.rows == rows_ && find(name) == npos);
  names_.push_back(std::move(name));
  columns_.push_back(std::move(column));
  shape_ = std::make_shared<const Shape>(names_);
  return columns_.size() - 1;
}

size_t Table::find(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  return found == names_.end() ? npos : static_cast<size_t>(found - names_.begin());
}

Value Table::row(size_t number) const {
  std::vector<Value> values;
  values.reserve(columns_.size());
  for (const Column& column : columns_) values.push_back(column.value(number));
  return Value(Context(shape_, std::move(values)));
}

}  // namespace fangan::column
