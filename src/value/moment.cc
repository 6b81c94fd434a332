#include "value/moment.h"

#include "text/utf8.h"
#include "value/date_time.h"
#include "value/digits.h"

namespace fangan {
namespace {

constexpr int64_t second_us = 1'000'000;
constexpr int64_t day_us = 86'400 * second_us;

}  // namespace

std::string print(Moment moment, int offset_minutes) {
  const int64_t local = moment.microseconds + offset_minutes * 60 * second_us;
  const int64_t days = floor_divide(local, day_us);
  const int64_t of_day = local - days * day_us;
  const int64_t seconds = of_day / second_us;
  const int minutes = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  std::string text = Date::from_days(days).print() + "T";
  append_padded(&text, seconds / 3600, 2);
  text += ':';
  append_padded(&text, seconds / 60 % 60, 2);
  text += ':';
  append_padded(&text, seconds % 60, 2);
  text += '.';
  append_padded(&text, of_day % second_us, 6);
  text += offset_minutes < 0 ? '-' : '+';
  append_padded(&text, minutes / 60, 2);
  text += ':';
  append_padded(&text, minutes % 60, 2);
  return text;
}

Result<Moment> parse_moment(std::string_view text, int offset_minutes) {
  const Diagnostic wrong = problem("VAL-M001", {{"text", std::string(first_bytes(text, 60))}});
  if (text.find('T') == std::string_view::npos) return wrong;
  const Result<DateTime> read = DateTime::parse(text);
  if (!read || read.value().zone().is_named()) return wrong;
  const DateTime& time = read.value();
  const int64_t instant_s =
      time.zone().is_local() ? time.local_s() - offset_minutes * 60 : time.instant_s();
  Moment moment;
  const bool overflows =
      __builtin_mul_overflow(instant_s, second_us, &moment.microseconds) ||
      __builtin_add_overflow(moment.microseconds, time.nanosecond() / 1'000, &moment.microseconds);
  if (overflows) return wrong;
  return moment;
}

Date local_date(Moment moment, int offset_minutes) {
  const int64_t local = moment.microseconds + offset_minutes * 60 * second_us;
  return Date::from_days(floor_divide(local, day_us));
}

}  // namespace fangan
