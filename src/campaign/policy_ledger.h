// Policy ledger: who gets what by a policy, found from the rows of its registers on a day.
//
// Entitlements stand in the order of the day from which they hold (eligible_days.h), then by key,
// those of policies that exclude each other among one another too. Choice: of one day and key the
// policy that names the other counts first, else they stand as they are written. In that order the
// first of a tuple of `once per` counts; amounts of one tuple of `per` are together at most the
// cap, those of one year at most its budget, the last one what is left of either. Choice:
// `excludes` works both ways, for one subject and, where both rows have a period, for that period;
// what is first in order is given. A row without a subject is one of its own. The year of a budget
// is that of the period, else of the day.
//
// Where it is not known whether a row before it in that order has a policy that excludes it, an
// entitlement is undetermined. Choice: it is not entered and takes nothing of `once per`, cap and
// budget; what it excludes in turn is undetermined with it. What others were given in the meantime
// stays: once it is no longer in doubt, an entitlement counts from that day. Those that count from
// one day stand in the order said above.
//
// Parameters, and rows that others refer to, are those of the day of `rates on`, else of the last
// day of the period, else of the day from which the entitlement holds; never of a day after that
// of the view. Choice: a parameter that was not set on that day counts from the first day it is
// set, for nothing can have been granted before. What was granted and paid comes with the store:
// here nothing has been.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "campaign/eligible_days.h"

namespace fangan {

/// What became of an entitlement.
struct LedgerLine {
  enum class Fate : uint8_t {
    entered,
    not_first,  ///< Its tuple of `once per` stands there already.
    excluded,   ///< The subject has `excluded_by` already.
    undetermined,  ///< The subject may have `excluded_by` already.
  };
  /// A row of which it is not known whether it is entitled.
  struct Doubt {
    const Policy* policy = nullptr;
    std::string register_name;
    std::string row;  ///< Its id.
  };
  Entitlement entitlement;
  Value subject;
  Fate fate = Fate::entered;
  const Policy* excluded_by = nullptr;
  std::optional<Doubt> doubt;  ///< What it comes from that it is undetermined.
  Value amount;  ///< Null with a reason where it cannot be told; null for policies of restrictions.
  Value before_limits;  ///< What the cap and the budget were held against.
  bool is_capped = false;
  bool is_over_budget = false;
};

struct PolicyLines {
  std::vector<LedgerLine> lines;  ///< In the order in which they count.
  Value problem;                  ///< With a reason where nothing can be told.
};

/// The rows and parameters by which an amount is found, and their day.
struct Rates {
  Rows* rows = nullptr;
  Date day;
};

class Ledger;

class PolicyLedgers {
 public:
  /// `views` live as long as `rows`, which outlive this.
  PolicyLedgers(Rows* rows, PastViews views);
  ~PolicyLedgers();
  PolicyLedgers(const PolicyLedgers&) = delete;
  PolicyLedgers& operator=(const PolicyLedgers&) = delete;

  /// Of a policy with `eligible`; kept.
  const PolicyLines& lines(const Policy& policy);
  /// Those that were entered, as add_policy_ledgers() says; of rows that `shows` takes.
  Value entries(const Policy& policy, const std::function<bool(const Row&)>& shows = {});
  /// By what the amount and the cap of an entitlement are found; none: its day is not known. The
  /// rows live as long as this.
  std::optional<Rates> rates(const Entitlement& entitlement);

 private:
  Rows& rows_;
  PastViews views_;
  std::map<const Policy*, std::unique_ptr<Ledger>> priced_;
  std::map<const Policy*, PolicyLines> filled_;
};

/// Makes every policy of the plan readable by its name: contexts of the row it came from under the
/// name of its register, the subject, the fields of `per`, 期, and 金额 or 限制措施. An amount that
/// rests on a parameter without a value is null and says so (CAMP-R006), as is one of a year
/// without a budget (CAMP-R011). `views` live as long as `rows`.
std::shared_ptr<PolicyLedgers> add_policy_ledgers(Rows* rows, PastViews views);

/// Policies that exclude it or are excluded by it, and so on, itself among them; as written.
std::vector<const Policy*> excluding_policies(const Plan& plan, const Policy& policy);

}  // namespace fangan
