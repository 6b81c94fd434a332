// Any text where a date, a time, a duration or a zone is expected: refused by code, or a value
// that prints so that it is read again as the same; and every sum of two such values is one too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "value/date_time.h"
#include "value/zone_rules.h"

namespace fangan {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

std::string text_of(const Date& date) { return date.print(); }
std::string text_of(const Time& time) { return time.print(); }
std::string text_of(const DateTime& date_time) { return date_time.print(); }
std::string text_of(MonthsDuration duration) { return print(duration); }
std::string text_of(TimeDuration duration) { return print(duration); }

/// A date and time in the second of two equal hours prints its offset: the instant is kept.
bool is_same(const DateTime& read, const DateTime& before) {
  return read == before ||
         (read.instant_s() == before.instant_s() && read.nanosecond() == before.nanosecond());
}
template <typename T>
bool is_same(const T& read, const T& before) {
  return read == before;
}

template <typename T>
void reads_back(const T& value) {
  const Result<Temporal> again = parse_temporal(text_of(value));
  must(static_cast<bool>(again));
  must(std::holds_alternative<T>(again.value()));
  must(is_same(std::get<T>(again.value()), value));
}

template <typename T>
void reads_back(const Result<T>& result) {
  if (result) reads_back(result.value());
}

/// What was added can be taken away again, as days and time are exact.
void returns(const DateTime& from, TimeDuration by) {
  const Result<DateTime> moved = add(from, by);
  reads_back(moved);
  if (!moved) return;
  const Result<TimeDuration> distance = difference(moved.value(), from);
  must(distance && distance.value() == by);
}

void compute(const Date& left, const Date& right) {
  const MonthsDuration months = months_between(left, right);
  reads_back(difference(left, right));
  reads_back(months);
  reads_back(add(left, months));
  must(week_of_year(left) >= 1 && week_of_year(left) <= 53);
  must(weekday(left) >= 1 && weekday(left) <= 7);
  must(day_of_year(left) >= 1 && day_of_year(left) <= 366);
}
void compute(const Time& left, const Time& right) {
  reads_back(difference(left, right));
  must(equals(left, right) == equals(right, left));
}
void compute(const DateTime& left, const DateTime& right) {
  reads_back(difference(left, right));
  must((compare(left, right) < 0) == (compare(right, left) > 0));
}
void compute(const Date& left, const Time& right) { reads_back(DateTime::of(left, right)); }
template <typename T>
void compute(const T& left, const T& right) {
  reads_back(add(left, right));
  reads_back(subtract(left, right));
  reads_back(negate(left));
  const Result<Decimal> share = divide(left, right);
  if (!share) return;
  reads_back(multiply(left, share.value()));
  reads_back(divide(left, share.value()));
}
void compute(const Date& left, MonthsDuration right) {
  reads_back(add(left, right));
  reads_back(subtract(left, right));
}
void compute(const Date& left, TimeDuration right) {
  reads_back(add(left, right));
  reads_back(subtract(left, right));
}
void compute(const Time& left, TimeDuration right) {
  reads_back(add(left, right));
  must(subtract(add(left, right), right) == left);
}
void compute(const DateTime& left, MonthsDuration right) {
  reads_back(add(left, right));
  reads_back(subtract(left, right));
}
void compute(const DateTime& left, TimeDuration right) {
  returns(left, right);
  returns(left, negate(right));
}
template <typename T, typename U>
void compute(const T&, const U&) {}  // FEEL does not compute with these two.

void read_everything(std::string_view text) {
  reads_back(Date::parse(text));
  reads_back(Time::parse(text));
  reads_back(DateTime::parse(text));
  reads_back(parse_months_duration(text));
  reads_back(parse_time_duration(text));
  const Result<Zone> zone = Zone::parse(text);
  must(!zone || Zone::parse(zone.value().print()).value() == zone.value());
}

}  // namespace
}  // namespace fangan

/// Two texts, cut at the first blank; or, after a 0 byte, a zone file.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fangan;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with('\0')) {
    const std::optional<ZoneRules> rules = ZoneRules::parse(bytes.substr(1));
    if (rules) rules->next_change(rules->offset_at(253'402'300'800));
    return 0;
  }
  const size_t cut = bytes.find(' ');
  const std::string_view first = bytes.substr(0, cut);
  read_everything(first);
  const Result<Temporal> left = parse_temporal(first);
  if (!left) return 0;
  std::visit([](const auto& value) { reads_back(value); }, left.value());
  if (cut == std::string_view::npos) return 0;
  const Result<Temporal> right = parse_temporal(bytes.substr(cut + 1));
  if (!right) return 0;
  std::visit([](const auto& one, const auto& other) { compute(one, other); }, left.value(),
             right.value());
  return 0;
}
