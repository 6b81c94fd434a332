// Expectation: whether a computed value is the one that a test expects.
//
// Values are compared whole and by type: 1 is not "1", [1] is not 1, a context has the same keys in
// any order. Numbers are exact. Only where a test gives eight digits or more and the computed
// number has more than those, as 1/3 against 0.33333333, both are rounded or cut to eight.
#pragma once

#include "value/value.h"

namespace fangan::feel {

/// Whether `computed` is `expected`, which is FEEL's.
bool is_expected(const Value& computed, const Value& expected);

/// The same where `expected` comes from JSON, whose strings also stand for what JSON lacks: days,
/// times and durations are read as the kind that was computed, ranges and functions compared as
/// FEEL text. A computed text is only equal to that text.
bool is_expected_json(const Value& computed, const Value& expected);

}  // namespace fangan::feel
