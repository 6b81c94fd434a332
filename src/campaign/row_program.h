// Row program: a formula of a plan asked of all rows of some columns at once, by column/.
//
// A name of the row is a column: a field as it was read, a derived field or a decision as a program
// of its own computed it before. Parameters and decisions on no register are constants. What a
// program cannot say is said by Rows, row by row: formulas that read other rows, functions over
// them, the row as a whole, and contexts that hold numbers, whose zeros would show.
#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "campaign/row_columns.h"
#include "campaign/row_table.h"
#include "column/compile.h"

namespace fangan {

class RowProgram {
 public:
  /// All of them outlive it; `columns` hold what the formulas need.
  RowProgram(Rows* rows, RowTable* table, const RowColumns* columns);

  /// A value for every row. Null: whatever the reason is, Rows knows it. None: no program says it.
  std::optional<column::Column> run(const Formula& formula);
  /// How many parts of all that was run are computed row by row by feel/.
  size_t parts_by_row() const { return parts_by_row_; }

 private:
  using Slots = std::map<uint32_t, column::Binding>;

  std::optional<size_t> column_named(std::string_view name);
  std::optional<column::Column> make(const RowColumn& own, size_t at);
  std::optional<column::Column> graded(Grade grade);
  column::Column graded_by_state(const Flow& flow, Grade grade) const;
  column::Column states() const;
  size_t path(const std::pair<size_t, size_t>& path);
  void follow_paths(const Formula& formula, feel::Syntax* syntax, Slots* slots);
  bool bind(const Formula& formula, const feel::Syntax& syntax, Slots* slots);

  Rows& rows_;
  RowTable& table_;
  const RowColumns& columns_;
  column::Table cells_;
  size_t parts_by_row_ = 0;
  std::map<size_t, std::optional<size_t>> known_;  ///< By column of the row; none: not to be had.
  std::map<std::pair<size_t, size_t>, size_t> paths_;
};

}  // namespace fangan
