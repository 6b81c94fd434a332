// Row answers: what a formula says of every row of some columns.
//
// A program over the columns says it of all of them at once (row_program.h). Rows of which it says
// nothing, because a field is blank, something went wrong or no program says it, are asked of Rows
// one by one: the answer is the same as if all of them were, with its reasons.
#pragma once

#include <memory>
#include <optional>

#include "campaign/row_columns.h"
#include "campaign/row_table.h"

namespace fangan {

class RowAnswers {
 public:
  struct From {
    Rows& rows;  ///< Of the day and the parameters; keeps nothing of the rows that are asked.
    std::string_view register_name;
    const Formula& formula;
    const RowColumns& columns;  ///< With what needs_of() says, and that is not all of a row.
  };
  /// All of it outlives the answers.
  explicit RowAnswers(const From& from);

  /// A value may lead to rows of Rows.
  Outcome at(size_t row);
  /// Whether a program says it.
  bool has_program() const { return found_.has_value(); }
  /// How many parts of the program are computed row by row by feel/.
  size_t parts_by_row() const { return parts_by_row_; }

 private:
  Rows& rows_;
  const Formula& formula_;
  const RowColumns& columns_;
  RowTable& table_;
  std::optional<Outcome> not_set_;
  std::optional<column::Column> found_;
  size_t parts_by_row_ = 0;
  Row row_;  ///< One that nobody finds: each in turn.
};

}  // namespace fangan
