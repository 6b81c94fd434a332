// Formula cost: rows that are gone through once for each of other rows.
//
// `X = record.Y` over a whole register finds its rows by their value of X, so counting the mines of
// each enterprise costs as much as reading both registers; so do the lists of rows that refer to a
// row. Everything else that goes through a register for each row of another costs the one times
// the other (end of section 3 of language.md): a filter, for, some, every, a total, a sort.
#pragma once

#include <vector>

#include "feel/syntax.h"
#include "plan/formula.h"

namespace fangan {

enum class Evaluated : uint8_t { once, for_each_row };

struct CostlyScan {
  feel::NodeId place = feel::no_node;  ///< The condition of a filter, or the list gone through.
  RowNest nest;
};

std::vector<CostlyScan> costly_scans(const feel::Syntax& syntax,
                                     const std::vector<FormulaInput>& inputs,
                                     Evaluated evaluated);

}  // namespace fangan
