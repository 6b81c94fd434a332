// Properties of days, times, durations and ranges (DMN 1.5, table 65).
#include <array>

#include "feel/code.h"

namespace fangan::feel {
namespace {

Value offset_of(std::optional<int32_t> offset_s) {
  return offset_s ? Value(TimeDuration{*offset_s, 0}) : Value();
}

Value zone_of(const Zone& zone) {
  return zone.is_named() ? Value(std::string(zone.name())) : Value();
}

Value of_date(Date date, std::string_view name) {
  if (name == "year") return date.year();
  if (name == "month") return date.month();
  if (name == "day") return date.day();
  if (name == "weekday") return weekday(date);
  return {};
}

Value of_time(const Time& time, std::string_view name) {
  if (name == "hour") return time.hour();
  if (name == "minute") return time.minute();
  if (name == "second") return time.second();
  return {};
}

Value of_months(MonthsDuration duration, std::string_view name) {
  const YearsAndMonths parts = components(duration);
  if (name == "years") return parts.years;
  if (name == "months") return parts.months;
  return {};
}

Value of_duration(TimeDuration duration, std::string_view name) {
  const DaysAndTime parts = components(duration);
  if (name == "days") return parts.days;
  if (name == "hours") return parts.hours;
  if (name == "minutes") return parts.minutes;
  if (name == "seconds") return seconds_component(duration);
  return {};
}

Value of_range(const Range& range, std::string_view name) {
  if (name == "start") return range.start;
  if (name == "end") return range.end;
  if (name == "start included") return range.start_included;
  if (name == "end included") return range.end_included;
  return {};
}

}  // namespace

Value property_of(const Value& value, std::string_view name) {
  switch (value.kind()) {
    case ValueKind::date:
      return of_date(value.date(), name);
    case ValueKind::time: {
      const Time time = value.time();
      if (name == "time offset") return offset_of(time.offset_s());
      if (name == "timezone") return zone_of(time.zone());
      return of_time(time, name);
    }
    case ValueKind::date_time: {
      const DateTime moment = value.date_time();
      if (name == "time offset") return offset_of(moment.offset_s());
      if (name == "timezone") return zone_of(moment.zone());
      Value property = of_date(moment.date(), name);
      return property.is_null() ? of_time(moment.time(), name) : property;
    }
    case ValueKind::months_duration:
      return of_months(value.months_duration(), name);
    case ValueKind::time_duration:
      return of_duration(value.time_duration(), name);
    case ValueKind::range:
      return of_range(value.range(), name);
    default:
      return {};
  }
}

}  // namespace fangan::feel
