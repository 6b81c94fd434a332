// Row veil: what somebody may have of rows, where a formula of theirs reads them.
//
// It lies over what the formula itself names. What the rules of the plan say of a row they say from
// all that stands there, whoever reads it.
#pragma once

#include <string_view>

#include "campaign/row_table.h"

namespace fangan {

class RowVeil {
 public:
  virtual ~RowVeil() = default;
  /// What the formula sees under the name of a register.
  virtual Value list(std::string_view register_name) = 0;
  /// What it sees in a cell instead of what stands there; nullptr: that.
  virtual const Value* cell(const Row& row, size_t column) = 0;
  /// Whether done() may tell of it.
  virtual bool shows_grade(const Row& row) = 0;
  /// What is seen instead of a decision that stands on no register.
  virtual const Value* decision(std::string_view name) = 0;
};

}  // namespace fangan
