// Shares: a target split over its holders, as one sheet that must add up.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"
#include "text/result.h"

namespace fangan {

struct ShareRow {
  std::string holder;
  Decimal value;
};

/// The sheet of one node: what each holder owes, and the declared reserve.
struct ShareSheet {
  std::string node;
  std::vector<ShareRow> rows;
  Decimal reserve = 0;
};

/// Errors  CAMP-S001 shares and reserve do not add up to the node's value (only for `shares: sum`);
/// CAMP-S002 no such node; CAMP-S003 a holder twice; CAMP-S004 a negative share; CAMP-S005 the node has no
/// value to split; CAMP-S006 the target is not split (`shares: none`); CAMP-S007 more than four digits
/// after the point.
Diagnostics check_shares(const Target& target, const ShareSheet& sheet);

}  // namespace fangan
