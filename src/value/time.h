// Time: a time of day, with or without a zone, to the nanosecond.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/result.h"
#include "value/decimal.h"
#include "value/duration.h"
#include "value/zone.h"

namespace fangan {

class Time {
 public:
  Time() = default;  ///< 00:00:00, local.

  /// Errors  VAL-T002 no such time of day (there is no 24:00, and no leap second).
  static Result<Time> of(int64_t hour, int64_t minute, int64_t second, int64_t nanosecond,
                         Zone zone);
  /// The same with a fraction in the seconds; digits past the ninth are cut. Errors  VAL-T002.
  static Result<Time> of(int64_t hour, int64_t minute, const Decimal& second, Zone zone);
  /// Units: nanoseconds since midnight. Our mistake outside 0..86'399'999'999'999.
  static Time of_day(int64_t nanoseconds, Zone zone);
  static Time midnight(Zone zone) { return of_day(0, zone); }

  /// Reads hh:mm:ss[.f] with up to nine f, and a zone (Zone::parse). 24:00:00 is midnight. Before
  /// @Name the seconds may be left out, as ISO 8601 allows.
  /// Errors  VAL-T001 not a time; VAL-T002 no such time; those of Zone::parse.
  static Result<Time> parse(std::string_view text);
  std::string print() const;  ///< "13:20:00.5+02:00"; zeros at the end of the fraction go.

  int hour() const { return static_cast<int>(nanoseconds_ / (3'600 * second_ns)); }
  int minute() const { return static_cast<int>(nanoseconds_ / (60 * second_ns) % 60); }
  int whole_second() const { return static_cast<int>(nanoseconds_ / second_ns % 60); }
  int32_t nanosecond() const { return static_cast<int32_t>(nanoseconds_ % second_ns); }
  Decimal second() const;  ///< FEEL's `second`: 0 to below 60, with its fraction.
  int64_t nanoseconds_of_day() const { return nanoseconds_; }
  Zone zone() const { return zone_; }
  /// FEEL's `time offset`. Units: seconds. Empty for a local time, and for a named zone: what its
  /// offset is depends on the day.
  std::optional<int32_t> offset_s() const;

  /// The same in every component: FEEL's is().
  bool operator==(const Time&) const = default;

  static constexpr int64_t second_ns = 1'000'000'000;
  static constexpr int64_t day_ns = 86'400 * second_ns;

 private:
  int64_t nanoseconds_ = 0;
  Zone zone_;
};

/// FEEL's = and <. Whole seconds count, a fraction does not (DMN 1.5, 10.3.2.3.4: the value of a
/// time is its seconds). A local time takes the offset of the other (Table 54). Offsets are taken
/// off, without wrapping at midnight; a named zone beside a different one has the offset of
/// 1972-12-31, the day to which XPath ties its times.
std::strong_ordering compare(const Time& left, const Time& right);
inline bool equals(const Time& left, const Time& right) { return compare(left, right) == 0; }

/// Wraps at midnight, keeps the zone.
Time add(const Time& time, TimeDuration duration);
Time subtract(const Time& time, TimeDuration duration);
/// left - right. Errors  VAL-T004 only one of them has a zone.
Result<TimeDuration> difference(const Time& left, const Time& right);

}  // namespace fangan
