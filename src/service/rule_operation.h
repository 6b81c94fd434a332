// Rule operation: what the operations on decisions, policies and what-ifs share.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "service/sight_operation.h"

namespace fangan {

/// Whether there may be rows of the register that are the actor's with all of their fields.
bool reads_rows(RegisterSight& sight, const Register& definition);

/// CLAUSE of docs/api.md: where the rule stands in the text.
Json clause_json(const LoadedPlan& loaded, const Citation& citation);

/// PARAMETER of docs/api.md, of those among `words`, by the values of `parameters` on a day; none:
/// that of the view.
Json parameters_json(RegisterSight& sight, const std::set<std::string>& words,
                     const ParameterValues& parameters, std::optional<Date> on = std::nullopt);
Json parameter_value_json(const ParameterValues& values, const std::string& name);

/// What a formula came to, unless it tells of a masked field.
Json shown_outcome(RegisterSight& sight, const Formula& formula, const Outcome& outcome);

/// OUTCOME of an amount: a number, or why there is none.
Json amount_json(RegisterSight& sight, const Value& amount);

/// Outcomes counted: KEY of docs/api.md says which are alike.
class OutcomeCounts {
 public:
  static std::string key_of(const Outcome& outcome);
  /// `=` stands for every value.
  static bool fits(const Outcome& outcome, const std::string& key);

  void add(const Outcome& outcome);
  /// COUNTS of docs/api.md.
  Json json(RegisterSight& sight) const;

 private:
  std::map<std::string, int64_t> rows_;
  std::map<std::string, Value> values_;  ///< By key, where there is a value.
  std::map<std::pair<std::string, std::string>, int64_t> lacks_;
  std::set<std::string> not_set_;
  Value sum_;
  int64_t total_ = 0;
};

}  // namespace fangan
