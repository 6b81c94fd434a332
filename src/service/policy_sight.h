// Policy sight: the ledgers of policies as one actor may have them.
//
// They are told from everybody's rows, because a budget and `once per` count those too; the lines
// that are shown are those of rows the actor may read.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "service/register_access.h"
#include "service/store_figures.h"
#include "store/store.h"

namespace fangan {

class PolicySight {
 public:
  /// All of them outlive it.
  struct From {
    const LoadedPlan& loaded;
    const Database& database;
    const RegisterTables& tables;
    View view;
    /// Whose rows; none: everybody's.
    std::function<const RegisterAccess&(const Register&)> access;
    MovedParameters moved = {};
  };
  explicit PolicySight(From from);

  /// Everybody's rows on the day of the view.
  Rows& rows() { return figures_.rows(from_.view.as_of); }
  const PolicyLines& lines(const Policy& policy) { return ledgers().lines(policy); }
  /// What formulas read under the name of the policy.
  Value entries(const Policy& policy);
  bool shows(const Row& row);
  std::optional<Rates> rates(const Entitlement& entitlement) {
    return ledgers().rates(entitlement);
  }
  /// What went wrong while reading.
  Diagnostics errors() const;

 private:
  PolicyLedgers& ledgers() { return figures_.ledgers(from_.view.as_of); }

  From from_;
  SnapshotRecords records_;
  StoreFigures figures_;
  std::map<std::string, std::set<std::string>> shown_;  ///< By register the ids.
  Diagnostics errors_;
};

/// Makes every policy readable by its name in `rows`. The sight lives as long as they do.
void add_policy_tables(Rows* rows, PolicySight* sight);

}  // namespace fangan
