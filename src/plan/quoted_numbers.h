// Quoted numbers: what blocks set beside the numbers of the words they quote.
//
// A cap of 3 under 年度最高2万元 computes as well as one of 2; only the text tells them apart.
#pragma once

#include "plan/check_context.h"

namespace fangan {

/// The numbers of targets, parameters, caps and budgets, across units, against those of their own
/// words and of what restates them; where a parameter or policy quotes no number, against those of
/// the sentence. Numbers that count something else are left alone, and so is a number that the
/// block's `choice` names: the author says that it is none of the text.
/// Warnings  PLAN-Q001 the words say another number; PLAN-Q002 compare says another thing.
void check_quoted_numbers(CheckContext* context);

}  // namespace fangan
