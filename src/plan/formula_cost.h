// Formula cost: rows that are gone through once for each of other rows.
//
// `X = record.Y` finds its rows by their value of X, so counting the mines of each enterprise costs
// as much as reading both registers. Any other condition between two registers costs as much as
// one times the other (language.md 3.12).
#pragma once

#include <vector>

#include "feel/syntax.h"
#include "plan/formula.h"

namespace fangan {

enum class Evaluated : uint8_t { once, for_each_row };

/// A filter that goes through all rows of a register for each of other rows.
struct CostlyFilter {
  feel::NodeId condition = feel::no_node;
  std::string register_name;
};

std::vector<CostlyFilter> costly_filters(const feel::Syntax& syntax,
                                         const std::vector<FormulaInput>& inputs,
                                         Evaluated evaluated);

}  // namespace fangan
