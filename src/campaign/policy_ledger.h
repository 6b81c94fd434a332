// Policy ledger: who gets what by a policy, found from the rows of its registers on a day.
//
// A row for every row of the policy's registers that is eligible, ordered by the day from which it
// is there and by key; of one tuple of `once per` the first; amounts of one tuple of `per` together
// at most the cap. What was granted and paid comes with the store: here nothing has been.
#pragma once

#include "campaign/rows.h"

namespace fangan {

/// Makes every policy of the plan readable by its name: contexts of the row it came from under the
/// name of its register, the subject, the fields of `per`, 期, and 金额 or 限制措施. An amount that
/// rests on a parameter without a value is null, and says so. Of a policy whose `until`, `excludes`
/// or `budget` would have to be applied in the order of days nothing is told: CAMP-R003.
void add_policy_ledgers(Rows* rows);

}  // namespace fangan
