// Truth: true, false, or unknown, which FEEL spells null. Conditions are computed with it.
#pragma once

#include <cstdint>
#include <optional>

#include "value/value.h"

namespace fangan::feel {

enum class Truth : uint8_t { no, yes, unknown };

inline Truth truth_of(bool value) {
  return value ? Truth::yes : Truth::no;
}
inline Truth truth_of(std::optional<bool> value) {
  return value ? truth_of(*value) : Truth::unknown;
}
/// Anything but true and false counts as unknown.
inline Truth truth_of(const Value& value) {
  return value.is(ValueKind::boolean) ? truth_of(value.boolean()) : Truth::unknown;
}
inline Truth negation_of(Truth truth) {
  return truth == Truth::unknown ? truth : truth_of(truth == Truth::no);
}

}  // namespace fangan::feel
