// Value JSON: values as JSON and back, without losing a digit.
//
// JSON has no dates, times and durations. Going out they are the strings that FEEL's string()
// gives, ranges and functions FEEL text. Coming in, the kind of JSON decides; where a type is
// known, it does: "2017-10-12" is a date where a date is wanted, and a text everywhere else.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "text/result.h"
#include "value/json.h"
#include "value/type.h"

namespace fangan {

/// One line of JSON, contexts in their order. None where it would be longer than that.
std::optional<std::string> print_json(const Value& value, size_t bytes_max);

/// By the kind of JSON alone.
Value read_value(const Json& json);

/// As `type` wants it, all the way down; null always fits, a list of one stands for its item and an
/// item for a list of one, as at every boundary of FEEL. Constraints and missing fields are left to
/// conform(). All errors are reported, with the path in the JSON: $.orders[2].day, from 0.
/// Errors  VAL-J004 another kind of JSON; VAL-J005 a text that is no such day, time or duration;
/// VAL-J006 a type that JSON cannot hold (ranges, functions).
Result<Value> read_value(const Json& json, const Type& type);

}  // namespace fangan
