// DateTime: a day and a time of day, with or without a zone; FEEL's date and time.
//
// It keeps the offset its zone had when it was made, so that comparing and subtracting look nothing
// up, and the second of two equal readings of a clock that was set back stays the second one.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "text/result.h"
#include "value/date.h"
#include "value/duration.h"
#include "value/time.h"
#include "value/zone.h"

namespace fangan {

/// Limits  years -999'999'999..999'999'999 on the wall clock.
class DateTime {
 public:
  DateTime() = default;  ///< 1970-01-01T00:00:00, local.

  /// The day and the time, in the zone of the time. Where the clock skipped it: Zone::resolve.
  /// Errors  VAL-D003 out of range.
  static Result<DateTime> of(Date date, const Time& time);
  /// What a clock in the zone shows. Units: seconds since 1970-01-01T00:00:00Z, and nanoseconds
  /// 0..999'999'999 after them. Errors  VAL-D003 out of range.
  static Result<DateTime> at(int64_t instant_s, int32_t nanosecond, Zone zone);
  /// A date where FEEL wants a date and time: midnight UTC.
  static DateTime midnight_utc(Date date);

  /// Reads a date, or a date, T and a time (Date::parse, Time::parse); a date alone is its local
  /// midnight, T24:00:00 the midnight after it.
  /// Errors  VAL-T003 not a date and time; VAL-D001 no such day; VAL-D003; those of Time::parse.
  static Result<DateTime> parse(std::string_view text);
  /// What parse() reads back as the same instant: in the second of two equal readings of a clock
  /// that was set back, the offset stands in place of the zone, for nothing else in FEEL says it.
  std::string print() const;

  Date date() const;
  Time time() const;
  Zone zone() const { return zone_; }
  /// FEEL's `time offset`. Units: seconds. Empty for a local date and time.
  std::optional<int32_t> offset_s() const;
  int64_t local_s() const { return local_s_; }  ///< Seconds of the wall clock since 1970.
  int64_t instant_s() const { return local_s_ - offset_s_; }  ///< A local one counts as UTC.
  int32_t nanosecond() const { return nanosecond_; }

  /// The same in every component: FEEL's is().
  bool operator==(const DateTime&) const = default;

 private:
  int64_t local_s_ = 0;
  int32_t nanosecond_ = 0;
  int32_t offset_s_ = 0;
  Zone zone_;
};

/// FEEL's = and <: instants, in whole seconds (DMN 1.5, 10.3.2.3.6). A local date and time takes
/// the offset of the other (Table 54), so there the clocks on the wall are compared.
inline std::strong_ordering compare(const DateTime& left, const DateTime& right) {
  if (left.zone().is_local() != right.zone().is_local()) return left.local_s() <=> right.local_s();
  return left.instant_s() <=> right.instant_s();
}
inline bool equals(const DateTime& left, const DateTime& right) {
  return compare(left, right) == 0;
}

/// Months move the day on the wall clock and stop at the end of a short month (31 January plus P1M
/// is 28 or 29 February); days and time move the instant. The zone stays.
/// Errors  VAL-D003 out of range.
Result<DateTime> add(const DateTime& date_time, MonthsDuration duration);
Result<DateTime> add(const DateTime& date_time, TimeDuration duration);
Result<DateTime> subtract(const DateTime& date_time, MonthsDuration duration);
Result<DateTime> subtract(const DateTime& date_time, TimeDuration duration);
/// left - right; a date takes part as DateTime::midnight_utc.
/// Errors  VAL-T004 only one of them has a zone.
Result<TimeDuration> difference(const DateTime& left, const DateTime& right);

/// What an at-literal @"..." of FEEL can be.
using Temporal = std::variant<Date, Time, DateTime, MonthsDuration, TimeDuration>;
/// Decides by the form. Errors  VAL-T005 none of the five forms; those of the form it has.
Result<Temporal> parse_temporal(std::string_view text);

}  // namespace fangan
