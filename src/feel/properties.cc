#include "feel/properties.h"

#include <algorithm>
#include <array>

namespace fangan::feel {
namespace {

using Kind = TypeKind;

Date date_of(const Value& value) {
  return value.is(ValueKind::date) ? value.date() : value.date_time().date();
}

Time time_of(const Value& value) {
  return value.is(ValueKind::time) ? value.time() : value.date_time().time();
}

Value year(const Value& value) {
  return date_of(value).year();
}
Value month(const Value& value) {
  return date_of(value).month();
}
Value day(const Value& value) {
  return date_of(value).day();
}
Value weekday_number(const Value& value) {
  return weekday(date_of(value));
}
Value hour(const Value& value) {
  return time_of(value).hour();
}
Value minute(const Value& value) {
  return time_of(value).minute();
}
Value second(const Value& value) {
  return time_of(value).second();
}

/// Of a time in a named zone the offset depends on the day; a date and time knows its own.
Value time_offset(const Value& value) {
  const std::optional<int32_t> offset_s =
      value.is(ValueKind::time) ? value.time().offset_s() : value.date_time().offset_s();
  return offset_s ? Value(TimeDuration{*offset_s, 0}) : Value();
}

Value timezone_name(const Value& value) {
  const Zone zone = time_of(value).zone();
  return zone.is_named() ? Value(std::string(zone.name())) : Value();
}

Value years(const Value& value) {
  return components(value.months_duration()).years;
}
Value months(const Value& value) {
  return components(value.months_duration()).months;
}
Value days(const Value& value) {
  return components(value.time_duration()).days;
}
Value hours(const Value& value) {
  return components(value.time_duration()).hours;
}
Value minutes(const Value& value) {
  return components(value.time_duration()).minutes;
}
Value seconds(const Value& value) {
  return seconds_component(value.time_duration());
}

Value start_of(const Value& value) {
  return value.range().start;
}
Value end_of(const Value& value) {
  return value.range().end;
}
Value start_included(const Value& value) {
  return value.range().start_included;
}
Value end_included(const Value& value) {
  return value.range().end_included;
}

constexpr std::array<Property, 28> table = {
    {{Kind::date, "year", Kind::number, year},
     {Kind::date, "month", Kind::number, month},
     {Kind::date, "day", Kind::number, day},
     {Kind::date, "weekday", Kind::number, weekday_number},
     {Kind::time, "hour", Kind::number, hour},
     {Kind::time, "minute", Kind::number, minute},
     {Kind::time, "second", Kind::number, second},
     {Kind::time, "time offset", Kind::time_duration, time_offset},
     {Kind::time, "timezone", Kind::string, timezone_name},
     {Kind::date_time, "year", Kind::number, year},
     {Kind::date_time, "month", Kind::number, month},
     {Kind::date_time, "day", Kind::number, day},
     {Kind::date_time, "weekday", Kind::number, weekday_number},
     {Kind::date_time, "hour", Kind::number, hour},
     {Kind::date_time, "minute", Kind::number, minute},
     {Kind::date_time, "second", Kind::number, second},
     {Kind::date_time, "time offset", Kind::time_duration, time_offset},
     {Kind::date_time, "timezone", Kind::string, timezone_name},
     {Kind::months_duration, "years", Kind::number, years},
     {Kind::months_duration, "months", Kind::number, months},
     {Kind::time_duration, "days", Kind::number, days},
     {Kind::time_duration, "hours", Kind::number, hours},
     {Kind::time_duration, "minutes", Kind::number, minutes},
     {Kind::time_duration, "seconds", Kind::number, seconds},
     {Kind::range, "start", Kind::any, start_of},
     {Kind::range, "end", Kind::any, end_of},
     {Kind::range, "start included", Kind::boolean, start_included},
     {Kind::range, "end included", Kind::boolean, end_included}}};

TypeKind kind_of(const Value& value) {
  switch (value.kind()) {
    case ValueKind::date:
      return Kind::date;
    case ValueKind::time:
      return Kind::time;
    case ValueKind::date_time:
      return Kind::date_time;
    case ValueKind::months_duration:
      return Kind::months_duration;
    case ValueKind::time_duration:
      return Kind::time_duration;
    case ValueKind::range:
      return Kind::range;
    default:
      return Kind::any;
  }
}

}  // namespace

std::span<const Property> properties() {
  return table;
}

const Property* find_property(TypeKind owner, std::string_view name) {
  const auto* found = std::find_if(table.begin(), table.end(), [&](const Property& property) {
    return property.owner == owner && property.name == name;
  });
  return found == table.end() ? nullptr : &*found;
}

Value property_of(const Value& value, std::string_view name) {
  const Property* property = find_property(kind_of(value), name);
  return property == nullptr ? Value() : property->read(value);
}

}  // namespace fangan::feel
