// Rule steps: why a formula came to its value, down to what somebody entered.
//
// A step is one formula that was computed: the one asked of, then the derived fields, decisions and
// grades it rests on, each with the cells, lists and parameters it read. The cells that nothing
// computes are the leaves: whoever has them, and the rules, comes to the same value. What was not
// reached is no leaf; where a filter or an iteration goes through rows, every cell that it names
// counts as read.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "campaign/row_table.h"

namespace fangan {

/// A cell by row and column.
using RowCell = std::pair<const Row*, size_t>;

struct RuleStep {
  std::string name;  ///< Of the derived field, decision or grade; empty: the formula asked of.
  RowColumn::Kind kind = RowColumn::Kind::derived;  ///< Of a grade: that of its name.
  const Formula* formula = nullptr;
  const Row* row = nullptr;  ///< None: it stands on no row.
  Outcome outcome;
  std::vector<RowCell> leaves;
  /// Rows that were gone through: the register and, of those that refer to a row, that row.
  std::set<std::pair<std::string, const Row*>> lists;
  std::set<std::string> parameters;
};

/// In the order in which they are met. The rows live as long as `rows`.
std::vector<RuleStep> steps_of(Rows* rows, const Formula& formula, const Value& record);

}  // namespace fangan
