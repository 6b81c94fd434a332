// Policy JSON: policies and lines of their ledgers as docs/api.md spells them.
#pragma once

#include "service/rule_operation.h"

namespace fangan {

/// POLICY of docs/api.md.
Json policy_json(RegisterSight& sight, const Policy& policy);

/// LINE of docs/api.md.
Json line_json(RegisterSight& sight, PolicySight& policies, const LedgerLine& line);
/// OUTCOME of what the line comes to.
Json line_amount_json(RegisterSight& sight, PolicySight& policies, const LedgerLine& line);

/// Whether anything of it may be shown: who is entitled by a masked field is masked too.
bool is_masked(RegisterSight& sight, const Policy& policy);
/// Whether what it gives rests on a masked field, and so may not even be told as a sum or a limit.
bool hides_amount(RegisterSight& sight, const Policy& policy);

/// The lines of rows that the actor may read.
std::vector<const LedgerLine*> shown_lines(PolicySight& policies, const Policy& policy);

/// What they come to.
struct LedgerSum {
  int64_t entered = 0;
  int64_t left_out = 0;
  int64_t undetermined = 0;
  int64_t without_amount = 0;  ///< Of those entered: an amount that cannot be told.
  Value sum;

  void add(const LedgerLine& line);
  /// `is_open`: the sum may be told.
  Json json(bool is_open = true) const;
};

}  // namespace fangan
