// Row choice: which rows of a register a figure is counted from: those of one holder, those of one
// value of a split, those whose day lies in a period.
#pragma once

#include <string_view>

#include "campaign/row_table.h"

namespace fangan {

class RowChoice {
 public:
  virtual ~RowChoice() = default;
  /// What a formula sees under the name of a register.
  virtual Value list(std::string_view register_name) = 0;
  /// Whether done() takes a row that has the grade.
  virtual bool counts(const Row& row, Grade grade) = 0;
  /// A row that done() does not take, of which it is not known whether it has the grade.
  virtual void leave_open(const Row& row) = 0;
  /// Whether done() takes the row.
  bool is_done(const Row& row, Grade grade) {
    if (row.table().rows().grade_of(row) >= grade) return counts(row, grade);
    if (row.is_grade_open()) leave_open(row);
    return false;
  }
};

}  // namespace fangan
