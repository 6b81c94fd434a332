// Rows decided: one decision for every row of a register that its reader may read.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "service/rule_operation.h"

namespace fangan {

/// A decision and the register whose rows are meant.
struct DecisionOn {
  const Decision* decision = nullptr;
  const RegisterTable* table = nullptr;  ///< None of a decision that rests on no record.
};

/// `register_name` empty: the first that the actor may read. Errors  SVC-N001.
Result<DecisionOn> find_decision(RegisterSight& sight, const std::string& name,
                                 const std::string& register_name);

/// The fields whose values a decision takes from its row, those of masked ones left out.
std::vector<size_t> fields_read(const Plan& plan, const Register& definition,
                                const Formula& formula);

/// Calls `take` with every row of the query that is the actor's, and what the decision says of it.
/// Errors  those of the store.
Result<Done> decide_rows(RegisterSight& sight, const DecisionOn& on, const RowQuery& query,
                         const std::function<void(const StoredRow&, const Outcome&)>& take);

/// DECISION of docs/api.md.
Json decision_json(RegisterSight& sight, const Decision& decision);

}  // namespace fangan
