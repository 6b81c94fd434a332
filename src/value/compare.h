// Comparing values as FEEL does: three-valued, never across kinds.
//
// Source  DMN 1.5, tables 53 and 54. What no table answers is none, which FEEL spells null.
#pragma once

#include <compare>
#include <optional>

#include "value/value.h"

namespace fangan {

/// `=`: true, false, or none where the kinds differ. null = null is true, null = x false.
/// Date-times and times are equal when they name one instant.
std::optional<bool> equal(const Value& left, const Value& right);

/// The order of numbers, strings (by code point), days, times, durations; none for other kinds,
/// for null and for a local against a zoned time.
std::optional<std::strong_ordering> order(const Value& left, const Value& right);

/// The builtin is(): the same value of the same semantic domain: 10:00Z is 10:00+00:00, and is not
/// 10:00@Etc/UTC.
bool is_identical(const Value& left, const Value& right);

/// True where list functions (distinct values, union, index of, list contains) take two for one.
bool is_same(const Value& left, const Value& right);

/// True, false or none: whether a range holds a value.
std::optional<bool> contains(const Range& range, const Value& value);

}  // namespace fangan
