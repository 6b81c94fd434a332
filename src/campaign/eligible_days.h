// Eligible days: since when the rows of a policy are entitled.
//
// An entitlement begins on the day `eligible` holds and ends when it no longer does; with `until`
// it lasts until that holds, whatever becomes of `eligible` (a firm stays in the list until its
// line is gone). So the days before the view are looked at one after the other: all of them where
// a rule asks for today(), else those on which something changed. Where the rules read nothing but
// the row they are asked of (own_row.h), only the rows that changed on a day are looked at on it.
//
// A row of which the rule says neither yes nor no is in doubt since the day it first did so, or
// since it was entitled last; no longer than the rule says so. So is one that is entitled as long
// as `until` says neither. What was in doubt before is told too: others stood back for it then.
#pragma once

#include <functional>
#include <memory>
#include <optional>
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
  /// nothing before it. 分解 and 进展 may be among the registers.
  std::function<std::vector<Date>(const std::set<std::string>& registers)> changes;
  /// The view on a day with no other rows of the policy's registers than those that changed on it.
  /// May be left out: then all rows are looked at.
  std::function<std::shared_ptr<Rows>(Date day, const Policy& policy)> changed = {};
};

/// A row that is entitled in a view, or may be.
struct Entitlement {
  const Policy* policy = nullptr;
  const Row* row = nullptr;
  Date since;
  bool is_known = true;
  /// The day on which it was no longer in doubt, where it had been after `since`.
  std::optional<Date> doubt_over = {};
};

struct Entitlements {
  /// Those that are and those in doubt, by register and key; all are in doubt beside a problem.
  std::vector<Entitlement> rows;
  std::vector<Entitlement> past_doubts;  ///< Not known from `since` to `doubt_over`.
  Value problem;                  ///< With a reason where a parameter of the rules is not set.
};

Entitlements entitlements(Rows* rows, const Policy& policy, const PastViews& views);

}  // namespace fangan
