// Quantities: every number and date of an official text that is a target, a threshold, a rate, a
// cap, an amount, a count, a duration, a baseline or a deadline.
//
// Numerals that are none of these (document numbers, telephone numbers, unit names, programme
// names, numerals inside words) are left alone.
#pragma once

#include <vector>

#include "plan/draft.h"

namespace fangan {

/// Needs `lines`, `headings` and `issued` of the draft. Sorted by place.
std::vector<Quantity> quantities(const Draft& draft, const Lexicon& lexicon);

}  // namespace fangan
