// Own row: rules that say the same of a row until that row or a parameter changes.
#pragma once

#include "plan/rule_reach.h"

namespace fangan {

/// Whether a formula, asked of a row of the register, reads nothing but values of that row and
/// parameters, itself or through what it names: no other row, no day, no list.
bool reads_own_row(const Plan& plan, const Register& definition, const Formula& formula);

/// Whether what is reached may say something else tomorrow though nothing has changed.
bool passes_days(const Plan& plan, const RuleReach& reach);

}  // namespace fangan
