// Eligible days: since when the rows of a policy are entitled.
//
// An entitlement begins on the day `eligible` holds and ends when it no longer does; with `until`
// it lasts until that holds, whatever becomes of `eligible` (a firm stays in the list until its
// line is gone). So the days before the view are looked at one after the other: all of them where
// a rule asks for today(), else those on which something changed. Where the rules read nothing but
// the row they are asked of (own_row.h), only the rows that changed on a day are looked at on it.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "campaign/rows.h"

namespace fangan {

/// What the same records said before.
struct PastViews {
  /// The view on a day, with policy ledgers of its own. `today`: a policy whose registers are to
  /// show what they do today; nullptr for none.
  std::function<std::shared_ptr<Rows>(Date day, const Policy* today)> on;
  /// Days on which rows of those registers or any parameter changed, in order; the first one has
  /// nothing before it.
  std::function<std::vector<Date>(const std::set<std::string>& registers)> changes;
  /// The view on a day with no other rows of the policy's registers than those that changed on it.
  /// May be left out: then all rows are looked at.
  std::function<std::shared_ptr<Rows>(Date day, const Policy& policy)> changed = {};
};

/// A row that is entitled in a view.
struct Entitlement {
  const Policy* policy = nullptr;
  const Row* row = nullptr;
  Date since;
};

struct Entitlements {
  std::vector<Entitlement> rows;  ///< By register and key.
  Value problem;                  ///< With a reason where a parameter of `eligible` is not set.
};

Entitlements entitlements(Rows* rows, const Policy& policy, const PastViews& views);

}  // namespace fangan
