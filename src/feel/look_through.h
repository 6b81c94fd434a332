// Looking through values costs steps: comparing two lists reads all that is in them.
#pragma once

#include <algorithm>

#include "feel/evaluation.h"

namespace fangan::feel {

/// Spends for comparing two values; false when the limit is reached. Scalars and short texts cost
/// nothing.
inline bool spend_to_compare(const Value& left, const Value& right, Evaluation* evaluation) {
  if (left.kind() < ValueKind::string || right.kind() < ValueKind::string) return true;
  const bool texts = left.is(ValueKind::string) && right.is(ValueKind::string);
  constexpr size_t bytes_in_a_step = 256;
  const uint64_t steps = texts ? std::min(left.text().size(), right.text().size()) / bytes_in_a_step
                               : std::min(left.weight(), right.weight());
  return steps == 0 || evaluation->spend(steps);
}

}  // namespace fangan::feel
