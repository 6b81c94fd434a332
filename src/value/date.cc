#include "value/date.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "text/utf8.h"
#include "value/digits.h"

namespace fangan {
namespace {

bool is_leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/// Days since 1970-01-01, counted in 400-year eras that begin on 1 March.
int64_t to_days(int64_t year, int month, int day) {
  if (month <= 2) --year;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date::Components civil_of(int64_t days) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

Diagnostic out_of_range() { return problem("VAL-D003"); }

Result<Date> in_range(int64_t days) {
  if (days < Date::days_min || days > Date::days_max) return out_of_range();
  return Date::from_days(days);
}

/// Whole days in a duration, rounded down.
int64_t floor_days(TimeDuration duration) {
  const int64_t seconds = duration.seconds - (duration.nanoseconds < 0 ? 1 : 0);
  return floor_divide(seconds, 86'400);
}

}  // namespace

Result<Date> Date::of(int64_t year, int64_t month, int64_t day) {
  const bool has_month = year >= -year_max && year <= year_max && month >= 1 && month <= 12;
  if (!has_month || day < 1 || day > days_in_month(year, static_cast<int>(month))) {
    return problem("VAL-D001", {{"text", std::to_string(year) + "-" + std::to_string(month) + "-" +
                                             std::to_string(day)}});
  }
  return from_days(to_days(year, static_cast<int>(month), static_cast<int>(day)));
}

Result<Date> Date::parse(std::string_view text) {
  size_t place = 0;
  const bool before_zero = read_mark(text, &place, '-');
  const size_t rest = text.size() - place;
  const size_t year_size = rest - 6;
  int64_t year = 0;
  int64_t month = 0;
  int64_t day = 0;
  const bool shaped = rest >= 10 && rest <= 15 && (year_size == 4 || text[place] != '0') &&
                      read_digits(text, &place, year_size, &year) &&
                      read_mark(text, &place, '-') && read_digits(text, &place, 2, &month) &&
                      read_mark(text, &place, '-') && read_digits(text, &place, 2, &day) &&
                      !(before_zero && year == 0);
  if (!shaped) return problem("VAL-D002", {{"text", std::string(first_bytes(text, 40))}});
  Result<Date> date = of(before_zero ? -year : year, month, day);
  if (!date) return problem("VAL-D001", {{"text", std::string(text)}});
  return date;
}

Date Date::from_days(int64_t days_since_1970) {
  Date date;
  date.days_ = days_since_1970;
  return date;
}

Date::Components Date::components() const { return civil_of(days_); }

std::string Date::print() const {
  const Components date = components();
  std::string text = date.year < 0 ? "-" : "";
  append_padded(&text, date.year < 0 ? -date.year : date.year, 4);
  text += '-';
  append_padded(&text, date.month, 2);
  text += '-';
  append_padded(&text, date.day, 2);
  return text;
}

Date add_days(Date date, int64_t days) { return Date::from_days(date.days_since_1970() + days); }

int64_t days_between(Date from, Date to) { return to.days_since_1970() - from.days_since_1970(); }

int days_in_month(int64_t year, int month) {
  assert(month >= 1 && month <= 12);
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[static_cast<size_t>(month - 1)];
}

Date first_of_year(int64_t year) { return Date::from_days(to_days(year, 1, 1)); }
Date last_of_year(int64_t year) { return Date::from_days(to_days(year, 12, 31)); }
Date last_of_month(int64_t year, int month) {
  return Date::from_days(to_days(year, month, days_in_month(year, month)));
}

Result<Date> add(Date date, MonthsDuration duration) {
  const Date::Components from = date.components();
  int64_t months = 0;
  if (__builtin_add_overflow(from.year * 12 + from.month - 1, duration.months, &months)) {
    return out_of_range();
  }
  const int64_t year = floor_divide(months, 12);
  if (year < -Date::year_max || year > Date::year_max) return out_of_range();
  const int month = static_cast<int>(months - year * 12) + 1;
  return Date::from_days(to_days(year, month, std::min(from.day, days_in_month(year, month))));
}

Result<Date> add(Date date, TimeDuration duration) {
  return in_range(date.days_since_1970() + floor_days(duration));
}

Result<Date> subtract(Date date, MonthsDuration duration) { return add(date, negate(duration)); }

Result<Date> subtract(Date date, TimeDuration duration) { return add(date, negate(duration)); }

TimeDuration difference(Date left, Date right) { return {days_between(right, left) * 86'400}; }

MonthsDuration months_between(Date from, Date to) {
  const Date::Components begin = from.components();
  const Date::Components end = to.components();
  int64_t months = (end.year - begin.year) * 12 + end.month - begin.month;
  if (months > 0 && end.day < begin.day) --months;
  if (months < 0 && end.day > begin.day) ++months;
  return {months};
}

int weekday(Date date) {
  const int64_t days = date.days_since_1970() + 3;  // 1970-01-01 was a Thursday.
  return static_cast<int>(days - floor_divide(days, 7) * 7) + 1;
}

int day_of_year(Date date) {
  return static_cast<int>(days_between(first_of_year(date.year()), date)) + 1;
}

int week_of_year(Date date) {
  const Date thursday = add_days(date, 4 - weekday(date));
  return (day_of_year(thursday) - 1) / 7 + 1;
}

std::string_view weekday_name(Date date) {
  constexpr std::array<std::string_view, 7> names = {
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return names[static_cast<size_t>(weekday(date) - 1)];
}

std::string_view month_name(Date date) {
  constexpr std::array<std::string_view, 12> names = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return names[static_cast<size_t>(date.month() - 1)];
}

}  // namespace fangan
