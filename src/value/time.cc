#include "value/time.h"

#include <cassert>

#include "text/utf8.h"
#include "value/digits.h"

namespace fangan {
namespace {

Diagnostic not_a_time(std::string_view text) {
  return problem("VAL-T001", {{"text", std::string(first_bytes(text, 60))}});
}

Diagnostic no_such_time(std::string text) { return problem("VAL-T002", {{"text", text}}); }

int64_t second_of_day(const Time& time) { return time.nanoseconds_of_day() / Time::second_ns; }

/// The offset a time has beside one in another zone. Units: seconds.
int64_t offset_beside_another(const Time& time) {
  constexpr int64_t reference_day_s = 1'095 * 86'400;  // 1972-12-31
  if (time.zone().is_local()) return 0;
  if (time.zone().is_fixed()) return time.zone().fixed_offset_s();
  return time.zone().resolve(reference_day_s + second_of_day(time)).offset_s;
}

}  // namespace

Result<Time> Time::of(int64_t hour, int64_t minute, int64_t second, int64_t nanosecond,
                      Zone zone) {
  const bool exists = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 &&
                      second <= 59 && nanosecond >= 0 && nanosecond < second_ns;
  if (!exists) {
    return no_such_time(std::to_string(hour) + ":" + std::to_string(minute) + ":" +
                        std::to_string(second));
  }
  return of_day(((hour * 60 + minute) * 60 + second) * second_ns + nanosecond, zone);
}

Result<Time> Time::of(int64_t hour, int64_t minute, const Decimal& second, Zone zone) {
  const Diagnostic wrong = no_such_time(std::to_string(hour) + ":" + std::to_string(minute) + ":" +
                                        second.print());
  if (second.is_negative() || second >= Decimal(60)) return wrong;
  const Result<Decimal> scaled = multiply(second, Decimal(second_ns));
  if (!scaled) return wrong;
  const Result<Decimal> cut = round(scaled.value(), 0, Rounding::down);
  if (!cut) return wrong;
  const Result<int64_t> nanoseconds = cut.value().to_int64();
  if (!nanoseconds) return wrong;
  const Result<Time> time = of(hour, minute, nanoseconds.value() / second_ns,
                               nanoseconds.value() % second_ns, zone);
  return time ? time : wrong;
}

Time Time::of_day(int64_t nanoseconds, Zone zone) {
  assert(nanoseconds >= 0 && nanoseconds < day_ns);
  Time time;
  time.nanoseconds_ = nanoseconds;
  time.zone_ = zone;
  return time;
}

Result<Time> Time::parse(std::string_view text) {
  size_t place = 0;
  int64_t hour = 0;
  int64_t minute = 0;
  int64_t second = 0;
  int32_t nanosecond = 0;
  const bool starts = read_digits(text, &place, 2, &hour) && read_mark(text, &place, ':') &&
                      read_digits(text, &place, 2, &minute);
  if (!starts) return not_a_time(text);
  if (read_mark(text, &place, ':')) {
    if (!read_digits(text, &place, 2, &second)) return not_a_time(text);
    if (read_mark(text, &place, '.')) {
      const size_t fraction = place;
      const bool fits = read_nanoseconds(text, &place, &nanosecond);
      if (!fits || place == fraction) return not_a_time(text);
    }
  } else if (place == text.size() || text[place] != '@') {
    return not_a_time(text);
  }
  const Result<Zone> zone = Zone::parse(text.substr(place));
  if (!zone && zone.error().code == "VAL-Z005") return not_a_time(text);
  if (!zone) return zone.errors();
  const bool end_of_day = hour == 24 && minute == 0 && second == 0 && nanosecond == 0;
  Result<Time> time = of(end_of_day ? 0 : hour, minute, second, nanosecond, zone.value());
  if (!time) return no_such_time(std::string(text));
  return time;
}

std::string Time::print() const {
  std::string text;
  append_padded(&text, hour(), 2);
  text += ':';
  append_padded(&text, minute(), 2);
  text += ':';
  append_padded(&text, whole_second(), 2);
  append_fraction(&text, nanosecond());
  return text + zone_.print();
}

Decimal Time::second() const {
  return seconds_component({whole_second(), nanosecond()});
}

std::optional<int32_t> Time::offset_s() const {
  if (!zone_.is_fixed()) return std::nullopt;
  return zone_.fixed_offset_s();
}

std::strong_ordering compare(const Time& left, const Time& right) {
  const bool on_one_clock =
      left.zone() == right.zone() || left.zone().is_local() || right.zone().is_local();
  if (on_one_clock) return second_of_day(left) <=> second_of_day(right);
  return second_of_day(left) - offset_beside_another(left) <=>
         second_of_day(right) - offset_beside_another(right);
}

Time add(const Time& time, TimeDuration duration) {
  const int64_t moved = time.nanoseconds_of_day() +
                        duration.seconds % 86'400 * Time::second_ns + duration.nanoseconds;
  return Time::of_day(moved - floor_divide(moved, Time::day_ns) * Time::day_ns, time.zone());
}

Time subtract(const Time& time, TimeDuration duration) { return add(time, negate(duration)); }

Result<TimeDuration> difference(const Time& left, const Time& right) {
  if (left.zone().is_local() != right.zone().is_local()) return problem("VAL-T004");
  int64_t nanoseconds = left.nanoseconds_of_day() - right.nanoseconds_of_day();
  if (left.zone() != right.zone()) {
    nanoseconds -=
        (offset_beside_another(left) - offset_beside_another(right)) * Time::second_ns;
  }
  return TimeDuration{nanoseconds / Time::second_ns,
                      static_cast<int32_t>(nanoseconds % Time::second_ns)};
}

}  // namespace fangan
