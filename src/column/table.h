// Table: columns of one length, by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "column/column.h"

namespace fangan::column {

class Table {
 public:
  static constexpr size_t rows_max = UINT32_MAX;  ///< Counts of groups have 32 bits.
  explicit Table(size_t rows);
  /// `name`: in the normal form of FEEL (feel/names.h). The column has as many rows as the table.
  /// Returns its number.
  size_t add(std::string name, Column column);

  size_t rows() const { return rows_; }
  size_t size() const { return columns_.size(); }
  static constexpr size_t npos = SIZE_MAX;
  size_t find(std::string_view name) const;
  const std::string& name(size_t column) const { return names_[column]; }
  const Column& at(size_t column) const { return columns_[column]; }
  /// Column::set(): a row of a table of a million is changed in nanoseconds. Programs compiled for
  /// the table say in fits() whether they still are what it needs.
  void set(size_t column, size_t row, const Value& value) { columns_[column].set(row, value); }
  /// A row as a context of all its columns.
  Value row(size_t number) const;

 private:
  size_t rows_;
  std::vector<std::string> names_;
  std::vector<Column> columns_;
  std::shared_ptr<const Shape> shape_;
};

}  // namespace fangan::column
