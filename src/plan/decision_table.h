// Decision table: a pipe table of a package read as rules (language.md section 2).
//
// The header's first cell is the hit policy; then a column per input, `→ name` outputs and `# name`
// annotations; an optional second row that begins with `in` gives allowed values.
#pragma once

#include <string>

#include "plan/plan.h"
#include "text/grid.h"

namespace fangan {

/// Errors  PLAN-D001 the hit policy is none of U F P A R O C C+ C< C> C#; PLAN-D002 no input or no
/// output column; PLAN-D003 an empty input cell; PLAN-D005 a row of another length; PLAN-D006 no
/// rules. All are reported.
Decision read_decision_table(std::string name, const Grid& table, Diagnostics* diagnostics);

}  // namespace fangan
