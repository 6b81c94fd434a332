#include "value/moment.h"

#include <array>

namespace fangan {
namespace {

constexpr int64_t second_us = 1'000'000;
constexpr int64_t day_us = 86'400 * second_us;

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::string padded(int64_t number, size_t width) {
  std::string text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

/// Reads `width` digits at *i and moves past them.
bool read_fixed(std::string_view text, size_t* i, size_t width, int64_t* value) {
  if (*i + width > text.size()) return false;
  *value = 0;
  for (size_t end = *i + width; *i < end; ++*i) {
    if (text[*i] < '0' || text[*i] > '9') return false;
    *value = *value * 10 + (text[*i] - '0');
  }
  return true;
}

bool read_sign(std::string_view text, size_t* i, char sign) {
  if (*i >= text.size() || text[*i] != sign) return false;
  ++*i;
  return true;
}

/// "HH:MM:SS[.ffffff]" as microseconds of the day.
bool read_time(std::string_view text, size_t* i, int64_t* microseconds) {
  int64_t hour = 0;
  int64_t minute = 0;
  int64_t second = 0;
  const bool shaped = read_fixed(text, i, 2, &hour) && read_sign(text, i, ':') &&
                      read_fixed(text, i, 2, &minute) && read_sign(text, i, ':') &&
                      read_fixed(text, i, 2, &second);
  if (!shaped || hour > 23 || minute > 59 || second > 59) return false;
  *microseconds = ((hour * 60 + minute) * 60 + second) * second_us;
  if (!read_sign(text, i, '.')) return true;
  int64_t unit = second_us / 10;
  const size_t begin = *i;
  for (; *i < text.size() && text[*i] >= '0' && text[*i] <= '9'; ++*i, unit /= 10) {
    *microseconds += (text[*i] - '0') * unit;
  }
  return *i > begin;
}

/// "Z", "+08:00" or nothing.
bool read_offset(std::string_view text, size_t* i, int* offset_minutes) {
  if (*i == text.size()) return true;
  if (read_sign(text, i, 'Z')) {
    *offset_minutes = 0;
    return *i == text.size();
  }
  const bool west = text[*i] == '-';
  if (!west && text[*i] != '+') return false;
  ++*i;
  int64_t hours = 0;
  int64_t minutes = 0;
  const bool shaped = read_fixed(text, i, 2, &hours) && read_sign(text, i, ':') &&
                      read_fixed(text, i, 2, &minutes) && *i == text.size();
  if (!shaped || hours > 14 || minutes > 59) return false;
  *offset_minutes = static_cast<int>((west ? -1 : 1) * (hours * 60 + minutes));
  return true;
}

}  // namespace

std::string print(Moment moment, int offset_minutes) {
  const int64_t local = moment.microseconds + offset_minutes * 60 * second_us;
  const int64_t days = floor_div(local, day_us);
  const int64_t of_day = local - days * day_us;
  const int64_t seconds = of_day / second_us;
  const int minutes = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  return Date::from_days(days).print() + "T" + padded(seconds / 3600, 2) + ":" +
         padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2) + "." +
         padded(of_day % second_us, 6) + (offset_minutes < 0 ? "-" : "+") +
         padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2);
}

Result<Moment> parse_moment(std::string_view text, int offset_minutes) {
  const Diagnostic wrong = problem("VAL-M001", {{"text", std::string(text.substr(0, 60))}});
  const size_t mark = text.find('T');
  if (mark == std::string_view::npos) return wrong;
  const Result<Date> date = Date::parse(text.substr(0, mark));
  if (!date) return wrong;
  size_t i = mark + 1;
  int64_t of_day = 0;
  if (!read_time(text, &i, &of_day) || !read_offset(text, &i, &offset_minutes)) return wrong;
  const int64_t days = date.value().days_since_1970();
  constexpr int64_t days_max = INT64_MAX / day_us - 1;
  if (days > days_max || days < -days_max) return wrong;
  return Moment{days * day_us + of_day - offset_minutes * 60 * second_us};
}

Date local_date(Moment moment, int offset_minutes) {
  return Date::from_days(floor_div(moment.microseconds + offset_minutes * 60 * second_us, day_us));
}

}  // namespace fangan
