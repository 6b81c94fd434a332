// Target asks: what a target asks for, node by node, all nodes together, and each value of a split.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/plan.h"

namespace fangan {

struct Ask {
  std::string name;                       ///< "2017", "2018-12-31", "total"; empty without a day.
  std::string part;                       ///< Of `split by`: the value of the field.
  std::vector<const TargetNode*> nodes;   ///< Whose figures add up to it.
  std::optional<Date> from;
  std::optional<Date> due;
  TargetValue value;
};

/// `parts`: the values of the split that the records have, for a target that names none itself.
std::vector<Ask> asks_of(const Target& target, const std::vector<std::string>& parts = {});

}  // namespace fangan
