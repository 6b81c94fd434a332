// Column reader: the cells of a register's fields as they stand in the store, into typed columns.
//
// No value is made of a cell: a number stays the integer it is stored as, a word is looked up in
// the words of its column, a list of words is made once for each text it is stored as.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "column/column.h"
#include "store/register_table.h"

namespace fangan {

/// The id of a row of another register.
using IdOf = std::function<Result<std::string>(const RegisterTable& table, int64_t row)>;

/// One column while it is read.
class ColumnReader {
 public:
  virtual ~ColumnReader() = default;
  /// The cell at `place` of the result of a query, for a row; each row at most once.
  virtual Result<Done> read(const Statement& select, int place, size_t row) = 0;
  virtual column::Column take() = 0;
};

/// Rows that are not read are null.
std::unique_ptr<ColumnReader> column_reader(const RegisterTables& tables,
                                            const RegisterTable& table, size_t column, size_t rows,
                                            IdOf id_of);
/// Of texts that every row has: its state, its period.
std::unique_ptr<ColumnReader> column_reader(size_t rows,
                                            std::function<Value(std::string_view)> value);

}  // namespace fangan
