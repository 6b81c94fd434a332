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
};

}  // namespace fangan
