// Builtins of days and times: the calendar, the clock, and whether two values are the same.
#include <array>

#include "feel/builtin_library.h"
#include "value/compare.h"

namespace fangan::feel {
namespace {

Date day_of(const Value& value) {
  return value.is(ValueKind::date) ? value.date() : value.date_time().date();
}

Value is_same_value(const BuiltinCall& call) { return is_identical(call[0], call[1]); }

/// A value given is never the same as one left out.
Value is_left_alone(const BuiltinCall&) { return false; }

Value number_of_day(const BuiltinCall& call) { return day_of_year(day_of(call[0])); }

Value name_of_weekday(const BuiltinCall& call) { return Value(weekday_name(day_of(call[0]))); }

Value name_of_month(const BuiltinCall& call) { return Value(month_name(day_of(call[0]))); }

Value number_of_week(const BuiltinCall& call) { return week_of_year(day_of(call[0])); }

Value now(const BuiltinCall& call) {
  if (!call.evaluation.now()) return refuse(call, "FEEL-F025");
  return *call.evaluation.now();
}

Value today(const BuiltinCall& call) {
  if (!call.evaluation.now()) return refuse(call, "FEEL-F025");
  return call.evaluation.now()->date();
}

constexpr std::array<BuiltinImplementation, 9> implementations = {
    {{"is(value1, value2)", is_same_value},
     {"is(value1)", is_left_alone},
     {"is(value2)", is_left_alone},
     {"day of year", number_of_day},
     {"day of week", name_of_weekday},
     {"month of year", name_of_month},
     {"week of year", number_of_week},
     {"now", now},
     {"today", today}}};

}  // namespace

std::span<const BuiltinImplementation> temporal_builtins() { return implementations; }

}  // namespace fangan::feel
