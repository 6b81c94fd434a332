// Durations: calendar months, and exact time. FEEL keeps the two apart, and so do we.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/result.h"

namespace fangan {

/// Years and months. Units: months.
struct MonthsDuration {
  int64_t months = 0;
  auto operator<=>(const MonthsDuration&) const = default;
};

/// Days to seconds. Units: nanoseconds.
struct TimeDuration {
  int64_t seconds = 0;
  int32_t nanoseconds = 0;  ///< Same sign as seconds, below 1e9 in size.
  auto operator<=>(const TimeDuration&) const = default;
};

/// Reads ISO 8601 "P1Y2M" / "P3DT4H5M6.7S". Errors  VAL-U001 not a duration of this kind.
Result<MonthsDuration> parse_months_duration(std::string_view text);
Result<TimeDuration> parse_time_duration(std::string_view text);
std::string print(MonthsDuration duration);
std::string print(TimeDuration duration);

}  // namespace fangan
