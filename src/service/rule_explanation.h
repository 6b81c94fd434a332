// Rule explanation: why a rule came to what it did, as pages show it: drawn under its text, the
// rules of its tables that held, and every step down to the rows it rests on.
#pragma once

#include <string>

#include "campaign/policy_ledger.h"
#include "campaign/rule_steps.h"
#include "feel/explain.h"
#include "service/rule_operation.h"

namespace fangan {

/// A rule that was asked of a row, or of none.
struct ExplainedRule {
  std::string name;
  const Citation& citation;
  const Formula& formula;
  const Decision* decision = nullptr;  ///< Whose formula it is, if it is one's.
  Value record = {};
};

/// Whether the reader may know of every row and field that the rule came to its outcome by, those
/// that it reached by references and lists of rows that refer to a row among them.
bool is_seen(RegisterSight& sight, Rows* rows, const Formula& rule, const Value& record);

/// EXPLAINED of docs/api.md: the same of an amount by the rows and parameters of its day.
Json explained_json(RegisterSight& sight, const Rates& rates, const ExplainedRule& rule);

/// {"outcome", "formula", "rules", "explain", "steps", "more"} of docs/api.md. Without `rules` and
/// `explain` where the rule is not is_seen(); these and `steps` are left out where a parameter is
/// not set or the rule tells of a masked field.
Json explanation_json(RegisterSight& sight, Rows* rows, const ExplainedRule& rule);

}  // namespace fangan
