// Moment: an instant at which something was recorded. Given, never read from a clock here.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/result.h"
#include "value/date.h"

namespace fangan {

/// Units: microseconds since 1970-01-01T00:00:00Z.
struct Moment {
  int64_t microseconds = 0;
  auto operator<=>(const Moment&) const = default;
};

/// Prints like 2017-10-12T09:30:00.000001+08:00; `offset_minutes` east of UTC.
std::string print(Moment moment, int offset_minutes);
/// Reads the same form, Z, or a bare date-time taken at `offset_minutes`. Errors  VAL-M001.
Result<Moment> parse_moment(std::string_view text, int offset_minutes);
Date local_date(Moment moment, int offset_minutes);

}  // namespace fangan
