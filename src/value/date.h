// Date: a day of the proleptic Gregorian calendar, and what plans and FEEL say about days.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/result.h"
#include "value/duration.h"

namespace fangan {

/// A calendar day. Limits  years -999'999'999..999'999'999 (FEEL).
class Date {
 public:
  Date() = default;  ///< 1970-01-01.

  /// Errors  VAL-D001 no such day.
  static Result<Date> of(int64_t year, int64_t month, int64_t day);
  /// Reads [-]YYYY-MM-DD, nothing else. Errors  VAL-D001 no such day, VAL-D002 not a date.
  static Result<Date> parse(std::string_view text);
  static Date from_days(int64_t days_since_1970);

  /// All three at the cost of one.
  struct Components {
    int64_t year = 0;
    int month = 0;  ///< 1..12
    int day = 0;    ///< 1..31
  };
  Components components() const;
  int64_t year() const { return components().year; }
  int month() const { return components().month; }  ///< 1..12
  int day() const { return components().day; }      ///< 1..31
  int64_t days_since_1970() const { return days_; }
  std::string print() const;  ///< ISO 8601.

  auto operator<=>(const Date&) const = default;

  static constexpr int64_t year_max = 999'999'999;
  static constexpr int64_t days_min = -365'243'219'162;  ///< -999999999-01-01.
  static constexpr int64_t days_max = 365'241'780'471;   ///< 999999999-12-31.

 private:
  int64_t days_ = 0;
};

Date add_days(Date date, int64_t days);
/// Units: days; positive when `to` is later.
int64_t days_between(Date from, Date to);
int days_in_month(int64_t year, int month);
Date first_of_year(int64_t year);
Date last_of_year(int64_t year);
Date last_of_month(int64_t year, int month);

/// Months stop at the end of a short month: 31 January plus P1M is 28 or 29 February. Of days and
/// time the whole days count, downwards: 2 January minus PT1H is 1 January.
/// Errors  VAL-D003 out of range.
Result<Date> add(Date date, MonthsDuration duration);
Result<Date> add(Date date, TimeDuration duration);
Result<Date> subtract(Date date, MonthsDuration duration);
Result<Date> subtract(Date date, TimeDuration duration);
/// left - right, in whole days.
TimeDuration difference(Date left, Date right);
/// FEEL's years and months duration(from, to): whole months, counted towards zero. Of a date and
/// time the day on the wall clock counts, never the time.
MonthsDuration months_between(Date from, Date to);

int weekday(Date date);       ///< 1 Monday to 7 Sunday, as ISO 8601.
int day_of_year(Date date);   ///< 1..366
int week_of_year(Date date);  ///< 1..53, as ISO 8601: week 1 holds the first Thursday.
/// "Monday", "January": FEEL's day of week() and month of year().
std::string_view weekday_name(Date date);
std::string_view month_name(Date date);

}  // namespace fangan
