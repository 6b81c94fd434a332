// Resolve: every formula of a plan gets its scope and is compiled, and what blocks say of one
// another is held against what there is.
//
// Readers of blocks keep names and texts; here, with all blocks read, a name is a register, a
// field, a state, and a formula is an expression with the inputs it takes and the parameters it
// rests on (plan/formula.h). All that is wrong is reported.
#pragma once

#include <string>
#include <string_view>

#include "plan/plan.h"

namespace fangan {

/// Sets expression, inputs and rests_on of every formula, and Plan::row_types.
/// Errors  those of feel/parse.h and feel/check.h; PLAN-E001 to PLAN-E017 of formulas; PLAN-X001 to
/// PLAN-X020 of names between blocks. Warnings  PLAN-X015 a flow that no register uses.
void resolve(Plan* plan, Diagnostics* diagnostics);

/// An expression over a checked plan, about one row of `register_name` where that is not empty: for
/// cases and questions. Without expression where it has errors; their places count in its text.
Formula resolve_expression(const Plan& plan, std::string text, std::string_view register_name,
                           Diagnostics* diagnostics);

}  // namespace fangan
