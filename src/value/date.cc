#include "value/date.h"

#include <array>
#include <cassert>

namespace fangan {
namespace {

constexpr int64_t year_max = 999'999'999;

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

struct Civil {
  int64_t year;
  int month;
  int day;
};

Civil from_days(int64_t days) {
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

bool read_digits(std::string_view text, int64_t* value) {
  if (text.empty()) return false;
  *value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    *value = *value * 10 + (c - '0');
  }
  return true;
}

std::string two_digits(int number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

}  // namespace

Result<Date> Date::of(int64_t year, int month, int day) {
  const bool in_range = year >= -year_max && year <= year_max && month >= 1 && month <= 12;
  if (!in_range || day < 1 || day > days_in_month(year, month)) {
    return problem("VAL-D001", {{"text", std::to_string(year) + "-" + std::to_string(month) + "-" +
                                             std::to_string(day)}});
  }
  return Date::from_days(to_days(year, month, day));
}

Result<Date> Date::parse(std::string_view text) {
  const Diagnostic not_a_date = problem("VAL-D002", {{"text", std::string(text.substr(0, 40))}});
  const bool before_zero = !text.empty() && text.front() == '-';
  const std::string_view rest = before_zero ? text.substr(1) : text;
  if (rest.size() < 10 || rest.size() > 15) return not_a_date;
  const size_t year_size = rest.size() - 6;
  if (year_size > 4 && rest.front() == '0') return not_a_date;
  int64_t year = 0;
  int64_t month = 0;
  int64_t day = 0;
  const bool shaped = rest[year_size] == '-' && rest[year_size + 3] == '-' &&
                      read_digits(rest.substr(0, year_size), &year) &&
                      read_digits(rest.substr(year_size + 1, 2), &month) &&
                      read_digits(rest.substr(year_size + 4, 2), &day);
  if (!shaped) return not_a_date;
  const Result<Date> date = of(before_zero ? -year : year, static_cast<int>(month),
                               static_cast<int>(day));
  if (!date) return problem("VAL-D001", {{"text", std::string(text)}});
  return date;
}

Date Date::from_days(int64_t days_since_1970) {
  Date date;
  date.days_ = days_since_1970;
  return date;
}

int64_t Date::year() const { return fangan::from_days(days_).year; }
int Date::month() const { return fangan::from_days(days_).month; }
int Date::day() const { return fangan::from_days(days_).day; }

std::string Date::print() const {
  const Civil civil = fangan::from_days(days_);
  std::string year = std::to_string(civil.year < 0 ? -civil.year : civil.year);
  if (year.size() < 4) year.insert(0, 4 - year.size(), '0');
  return (civil.year < 0 ? "-" : "") + year + "-" + two_digits(civil.month) + "-" +
         two_digits(civil.day);
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

}  // namespace fangan
