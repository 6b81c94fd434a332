// Registers read: which registers a change can come from that changes the figures of a target.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "plan/plan.h"

namespace fangan {

/// What its formulas name, and what their rows lead to: derived fields, decisions and grades, the
/// rows they refer to, the targets, policies and rankings they read. Rather one too many: names are
/// followed by what they may mean. 分解 and 进展 are not told.
std::set<std::string> registers_read(const Plan& plan, const Target& target);

/// The formulas that say who gets what by a policy.
std::vector<const Formula*> formulas_of(const Policy& policy);

}  // namespace fangan
