#include "value/date_time.h"

#include <cassert>

#include "text/utf8.h"
#include "value/digits.h"

namespace fangan {
namespace {

constexpr int64_t day_s = 86'400;

Diagnostic out_of_range() { return problem("VAL-D003"); }

Diagnostic not_a_date_time(std::string_view text) {
  return problem("VAL-T003", {{"text", std::string(first_bytes(text, 60))}});
}

bool is_in_range(int64_t local_s) {
  return local_s >= Date::days_min * day_s && local_s < (Date::days_max + 1) * day_s;
}

}  // namespace

Result<DateTime> DateTime::of(Date date, const Time& time) {
  const int64_t second = time.nanoseconds_of_day() / Time::second_ns;
  const Zone::Resolved resolved =
      time.zone().resolve(date.days_since_1970() * day_s + second);
  if (!is_in_range(resolved.local_s)) return out_of_range();
  DateTime made;
  made.local_s_ = resolved.local_s;
  made.nanosecond_ = time.nanosecond();
  made.offset_s_ = resolved.offset_s;
  made.zone_ = time.zone();
  return made;
}

Result<DateTime> DateTime::at(int64_t instant_s, int32_t nanosecond, Zone zone) {
  assert(nanosecond >= 0 && nanosecond < Time::second_ns);
  if (instant_s <= -Zone::seconds_max || instant_s >= Zone::seconds_max) return out_of_range();
  DateTime made;
  made.offset_s_ = zone.offset_at(instant_s);
  made.local_s_ = instant_s + made.offset_s_;
  if (!is_in_range(made.local_s_)) return out_of_range();
  made.nanosecond_ = nanosecond;
  made.zone_ = zone;
  return made;
}

DateTime DateTime::midnight_utc(Date date) {
  return of(date, Time::midnight(Zone::utc())).value();
}

Result<DateTime> DateTime::parse(std::string_view text) {
  const size_t mark = text.find('T');
  const Result<Date> date = Date::parse(text.substr(0, mark));
  if (!date && date.error().code == "VAL-D002") return not_a_date_time(text);
  if (!date) return date.errors();
  if (mark == std::string_view::npos) return of(date.value(), Time());
  const std::string_view rest = text.substr(mark + 1);
  const Result<Time> time = Time::parse(rest);
  if (!time && time.error().code == "VAL-T001") return not_a_date_time(text);
  if (!time) return time.errors();
  const bool end_of_day = rest.starts_with("24");
  return of(end_of_day ? add_days(date.value(), 1) : date.value(), time.value());
}

std::string DateTime::print() const {
  std::string text = date().print() + "T";
  const bool reads_back = !zone_.is_named() || zone_.resolve(local_s_).offset_s == offset_s_;
  const Zone shown = reads_back ? zone_ : Zone::fixed(offset_s_).value();
  return text + Time::of_day(time().nanoseconds_of_day(), shown).print();
}

Date DateTime::date() const { return Date::from_days(floor_divide(local_s_, day_s)); }

Time DateTime::time() const {
  const int64_t second = local_s_ - floor_divide(local_s_, day_s) * day_s;
  return Time::of_day(second * Time::second_ns + nanosecond_, zone_);
}

std::optional<int32_t> DateTime::offset_s() const {
  if (zone_.is_local()) return std::nullopt;
  return offset_s_;
}

Result<DateTime> add(const DateTime& date_time, MonthsDuration duration) {
  const Result<Date> date = add(date_time.date(), duration);
  if (!date) return date.errors();
  return DateTime::of(date.value(), date_time.time());
}

Result<DateTime> add(const DateTime& date_time, TimeDuration duration) {
  int64_t nanosecond = int64_t{date_time.nanosecond()} + duration.nanoseconds;
  const int64_t carried = floor_divide(nanosecond, Time::second_ns);
  nanosecond -= carried * Time::second_ns;
  int64_t instant_s = 0;
  if (__builtin_add_overflow(date_time.instant_s() + carried, duration.seconds, &instant_s)) {
    return out_of_range();
  }
  return DateTime::at(instant_s, static_cast<int32_t>(nanosecond), date_time.zone());
}

Result<DateTime> subtract(const DateTime& date_time, MonthsDuration duration) {
  return add(date_time, negate(duration));
}

Result<DateTime> subtract(const DateTime& date_time, TimeDuration duration) {
  return add(date_time, negate(duration));
}

Result<TimeDuration> difference(const DateTime& left, const DateTime& right) {
  if (left.zone().is_local() != right.zone().is_local()) return problem("VAL-T004");
  const TimeDuration seconds = {left.instant_s() - right.instant_s()};
  return add(seconds, TimeDuration{0, left.nanosecond() - right.nanosecond()});
}

Result<Temporal> parse_temporal(std::string_view text) {
  const auto read = [](auto result) -> Result<Temporal> {
    if (!result) return result.errors();
    return Temporal(std::move(result).value());
  };
  const size_t start = text.starts_with('-') ? 1 : 0;
  if (text.substr(start).starts_with('P')) {
    const bool has_days = text.find_first_of("DT") != std::string_view::npos;
    return has_days ? read(parse_time_duration(text)) : read(parse_months_duration(text));
  }
  if (text.size() > 2 && text[2] == ':') return read(Time::parse(text));
  if (text.find('T') != std::string_view::npos) return read(DateTime::parse(text));
  const Result<Temporal> date = read(Date::parse(text));
  if (!date && date.error().code == "VAL-D002") {
    return problem("VAL-T005", {{"text", std::string(first_bytes(text, 60))}});
  }
  return date;
}

}  // namespace fangan
