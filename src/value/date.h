// Date: a day of the proleptic Gregorian calendar, and what plans say about days.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/result.h"

namespace fangan {

/// A calendar day. Limits  years -999'999'999..999'999'999 (FEEL).
class Date {
 public:
  Date() = default;  ///< 1970-01-01.

  /// Errors  VAL-D001 no such day.
  static Result<Date> of(int64_t year, int month, int day);
  /// Reads [-]YYYY-MM-DD, nothing else. Errors  VAL-D001 no such day, VAL-D002 not a date.
  static Result<Date> parse(std::string_view text);
  static Date from_days(int64_t days_since_1970);

  int64_t year() const;
  int month() const;  ///< 1..12
  int day() const;    ///< 1..31
  int64_t days_since_1970() const { return days_; }
  std::string print() const;  ///< ISO 8601.

  auto operator<=>(const Date&) const = default;

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

}  // namespace fangan
