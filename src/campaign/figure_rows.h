// Figure rows: which rows a figure is counted from, and why others are not.
//
// The measure is evaluated with a trace: the rows that the last filter over a register left are
// those that are counted. At no grade at all they are those that would be counted if they were
// done.
#pragma once

#include <string>
#include <vector>

#include "campaign/counted_rows.h"

namespace fangan {

struct FigureRow {
  const Row* row = nullptr;
  Grade grade = Grade::none;  ///< The highest at which it is counted.
};

/// The rows of one register.
struct FigureRegister {
  std::string name;
  std::string field;     ///< What is added up of each row; empty: rows are counted.
  bool is_done = false;  ///< Rows count once they are done; else as they are, such as the whole
                         ///< that a share is taken of.
  std::vector<FigureRow> rows;  ///< In the order of their keys.
};

struct FigureRows {
  std::vector<FigureRegister> registers;
  std::vector<MissingField> missing;  ///< Of rows of which it is not known whether they count.
};

/// Of a target that is counted from rows, on the day of `rows`.
FigureRows rows_of_figure(Rows* rows, const Target& target, const Ask& ask,
                          const std::optional<std::string>& holder);

}  // namespace fangan
