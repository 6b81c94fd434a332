// Durations: calendar months, and exact time. FEEL keeps the two apart, and so do we.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/result.h"
#include "value/decimal.h"

namespace fangan {

/// Years and months. Units: months. Limits  -INT64_MAX..INT64_MAX, so that each has its negative.
struct MonthsDuration {
  int64_t months = 0;
  auto operator<=>(const MonthsDuration&) const = default;
};

/// Days to seconds. Limits  seconds in -INT64_MAX..INT64_MAX, so that each has its negative.
struct TimeDuration {
  int64_t seconds = 0;
  int32_t nanoseconds = 0;  ///< Same sign as seconds, below 1e9 in size.
  auto operator<=>(const TimeDuration&) const = default;
};

/// Reads ISO 8601 "P1Y2M" / "P3DT4H5M6.7S" with a - before P if negative; no weeks, no mixture,
/// at most nine digits after the point ("PT0.S" is PT0S, as the DMN suite has it).
/// Errors  VAL-U001 not a duration of this kind; VAL-U002 too long to hold.
Result<MonthsDuration> parse_months_duration(std::string_view text);
Result<TimeDuration> parse_time_duration(std::string_view text);
/// Canonical: "P1Y2M", "-P3Y", "P0M"; "P3DT4H5M6.7S", "PT0S".
std::string print(MonthsDuration duration);
std::string print(TimeDuration duration);

/// The normalized components, each with the sign of the duration.
struct YearsAndMonths {
  int64_t years = 0;
  int months = 0;  ///< -11..11
};
struct DaysAndTime {
  int64_t days = 0;
  int hours = 0;
  int minutes = 0;
  int seconds = 0;
  int32_t nanoseconds = 0;
};
YearsAndMonths components(MonthsDuration duration);
DaysAndTime components(TimeDuration duration);
/// FEEL's `seconds`: the seconds component with its fraction.
Decimal seconds_component(TimeDuration duration);

/// Errors  VAL-U002 too long to hold.
Result<MonthsDuration> add(MonthsDuration left, MonthsDuration right);
Result<MonthsDuration> subtract(MonthsDuration left, MonthsDuration right);
Result<TimeDuration> add(TimeDuration left, TimeDuration right);
Result<TimeDuration> subtract(TimeDuration left, TimeDuration right);

/// Choice: what is left below a whole month, or below a nanosecond, is cut (towards zero).
/// Errors  VAL-U002 too long to hold; divide also VAL-N003 division by zero.
Result<MonthsDuration> multiply(MonthsDuration duration, const Decimal& factor);
Result<MonthsDuration> divide(MonthsDuration duration, const Decimal& divisor);
Result<TimeDuration> multiply(TimeDuration duration, const Decimal& factor);
Result<TimeDuration> divide(TimeDuration duration, const Decimal& divisor);
/// Errors  VAL-N003 division by a duration of no length.
Result<Decimal> divide(MonthsDuration left, MonthsDuration right);
Result<Decimal> divide(TimeDuration left, TimeDuration right);

inline MonthsDuration negate(MonthsDuration duration) { return {-duration.months}; }
inline TimeDuration negate(TimeDuration duration) {
  return {-duration.seconds, -duration.nanoseconds};
}
inline bool is_negative(MonthsDuration duration) { return duration.months < 0; }
inline bool is_negative(TimeDuration duration) {
  return duration.seconds < 0 || duration.nanoseconds < 0;
}
/// FEEL's abs().
inline MonthsDuration absolute(MonthsDuration duration) {
  return is_negative(duration) ? negate(duration) : duration;
}
inline TimeDuration absolute(TimeDuration duration) {
  return is_negative(duration) ? negate(duration) : duration;
}

}  // namespace fangan
