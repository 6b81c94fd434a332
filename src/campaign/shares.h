// Shares: a target split over those who carry it, as one sheet that must sum.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "campaign/records.h"
#include "plan/plan.h"

namespace fangan {

struct ShareRow {
  std::string unit;  ///< Name of an agency of the plan.
  Decimal value;
};

/// The shares of one node of a target, entered as a whole.
struct ShareSheet {
  std::string node;
  Decimal reserve;
  std::vector<ShareRow> rows;
};

/// What is wrong with a sheet; empty when it may be entered. All of it is reported. Ratios
/// (`shares: each`) are not summed.
/// Errors  CAMP-S001 shares + reserve is not the node's value; CAMP-S002 no such node; CAMP-S003
/// the target takes no shares; CAMP-S004 a unit the plan does not know; CAMP-S005 a unit twice;
/// CAMP-S006 a negative number; CAMP-S007 more than four digits after the point; CAMP-S008 the
/// node's value is not set; CAMP-S009 a number too large to add up; CAMP-S010 another reserve than
/// the target declares.
Diagnostics check_shares(const Plan& plan, const Target& target, const ShareSheet& sheet);

/// Shares + reserve. Exact. Errors  VAL-N002.
Result<Decimal> share_sum(const ShareSheet& sheet);

/// By node, then unit. The reserve is the row of unit "".
using SharesByNode = std::map<std::string, std::vector<ShareRow>>;

/// The shares a view shows, of one target and of all.
SharesByNode shares_of(const Records& records, std::string_view target, const View& view);
std::map<std::string, SharesByNode> shares_by_target(const Records& records, const View& view);

}  // namespace fangan
