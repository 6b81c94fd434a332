// Owners: who is responsible, in all the ways official texts say it.
//
// 责任单位: on its own line or in brackets, 牵头单位/配合单位, …负责, …牵头，…配合, flattened
// tables, and rules stated once for the whole text (列第一位的为牵头单位, 以下不再列出).
#pragma once

#include <vector>

#include "plan/draft.h"

namespace fangan {

/// Needs `lines` and `headings` of the draft. Sorted by place.
std::vector<OwnerStatement> owners(const Draft& draft, const Lexicon& lexicon);

}  // namespace fangan
