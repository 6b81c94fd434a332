#include "feel/arithmetic.h"

#include "value/decimal_math.h"

namespace fangan::feel {
namespace {

constexpr uint32_t pair_of(ValueKind left, ValueKind right) {
  return static_cast<uint32_t>(left) << 8 | static_cast<uint32_t>(right);
}

uint32_t pair_of(const Value& left, const Value& right) {
  return pair_of(left.kind(), right.kind());
}

using Kind = ValueKind;

Value refuse(const char* symbol, const Value& left, const Value& right) {
  for (const Value* operand : {&left, &right}) {
    if (!operand->is_null()) continue;
    if (operand->reason() != nullptr) return *operand;
    return Value::null(problem("FEEL-A001", {{"operator", symbol}}));
  }
  return Value::null(problem("FEEL-A002", {{"operator", symbol},
                                           {"left", std::string(name_of(left.kind()))},
                                           {"right", std::string(name_of(right.kind()))}}));
}

DateTime moment_of(const Value& value) {
  return value.is(Kind::date) ? DateTime::midnight_utc(value.date()) : value.date_time();
}

}  // namespace

Value add(const Value& left, const Value& right) {
  switch (pair_of(left, right)) {
    case pair_of(Kind::number, Kind::number):
      return value_or_reason(fangan::add(left.number(), right.number()));
    case pair_of(Kind::string, Kind::string):
      return Value(left.text() + right.text());
    case pair_of(Kind::months_duration, Kind::months_duration):
      return value_or_reason(fangan::add(left.months_duration(), right.months_duration()));
    case pair_of(Kind::time_duration, Kind::time_duration):
      return value_or_reason(fangan::add(left.time_duration(), right.time_duration()));
    case pair_of(Kind::date, Kind::months_duration):
      return value_or_reason(fangan::add(left.date(), right.months_duration()));
    case pair_of(Kind::date, Kind::time_duration):
      return value_or_reason(fangan::add(left.date(), right.time_duration()));
    case pair_of(Kind::date_time, Kind::months_duration):
      return value_or_reason(fangan::add(left.date_time(), right.months_duration()));
    case pair_of(Kind::date_time, Kind::time_duration):
      return value_or_reason(fangan::add(left.date_time(), right.time_duration()));
    case pair_of(Kind::time, Kind::time_duration):
      return fangan::add(left.time(), right.time_duration());
    case pair_of(Kind::months_duration, Kind::date):
    case pair_of(Kind::time_duration, Kind::date):
    case pair_of(Kind::months_duration, Kind::date_time):
    case pair_of(Kind::time_duration, Kind::date_time):
    case pair_of(Kind::time_duration, Kind::time):
      return add(right, left);
    default:
      return refuse("+", left, right);
  }
}

Value subtract(const Value& left, const Value& right) {
  switch (pair_of(left, right)) {
    case pair_of(Kind::number, Kind::number):
      return value_or_reason(fangan::subtract(left.number(), right.number()));
    case pair_of(Kind::months_duration, Kind::months_duration):
      return value_or_reason(fangan::subtract(left.months_duration(), right.months_duration()));
    case pair_of(Kind::time_duration, Kind::time_duration):
      return value_or_reason(fangan::subtract(left.time_duration(), right.time_duration()));
    case pair_of(Kind::date, Kind::months_duration):
      return value_or_reason(fangan::subtract(left.date(), right.months_duration()));
    case pair_of(Kind::date, Kind::time_duration):
      return value_or_reason(fangan::subtract(left.date(), right.time_duration()));
    case pair_of(Kind::date_time, Kind::months_duration):
      return value_or_reason(fangan::subtract(left.date_time(), right.months_duration()));
    case pair_of(Kind::date_time, Kind::time_duration):
      return value_or_reason(fangan::subtract(left.date_time(), right.time_duration()));
    case pair_of(Kind::time, Kind::time_duration):
      return fangan::subtract(left.time(), right.time_duration());
    case pair_of(Kind::date, Kind::date):
      return difference(left.date(), right.date());
    case pair_of(Kind::date, Kind::date_time):
    case pair_of(Kind::date_time, Kind::date):
    case pair_of(Kind::date_time, Kind::date_time):
      return value_or_reason(difference(moment_of(left), moment_of(right)));
    case pair_of(Kind::time, Kind::time):
      return value_or_reason(difference(left.time(), right.time()));
    default:
      return refuse("-", left, right);
  }
}

Value multiply(const Value& left, const Value& right) {
  switch (pair_of(left, right)) {
    case pair_of(Kind::number, Kind::number):
      return value_or_reason(fangan::multiply(left.number(), right.number()));
    case pair_of(Kind::months_duration, Kind::number):
      return value_or_reason(fangan::multiply(left.months_duration(), right.number()));
    case pair_of(Kind::time_duration, Kind::number):
      return value_or_reason(fangan::multiply(left.time_duration(), right.number()));
    case pair_of(Kind::number, Kind::months_duration):
    case pair_of(Kind::number, Kind::time_duration):
      return multiply(right, left);
    default:
      return refuse("*", left, right);
  }
}

Value divide(const Value& left, const Value& right) {
  switch (pair_of(left, right)) {
    case pair_of(Kind::number, Kind::number):
      return value_or_reason(fangan::divide(left.number(), right.number()));
    case pair_of(Kind::months_duration, Kind::number):
      return value_or_reason(fangan::divide(left.months_duration(), right.number()));
    case pair_of(Kind::time_duration, Kind::number):
      return value_or_reason(fangan::divide(left.time_duration(), right.number()));
    case pair_of(Kind::months_duration, Kind::months_duration):
      return value_or_reason(fangan::divide(left.months_duration(), right.months_duration()));
    case pair_of(Kind::time_duration, Kind::time_duration):
      return value_or_reason(fangan::divide(left.time_duration(), right.time_duration()));
    default:
      return refuse("/", left, right);
  }
}

Value power(const Value& left, const Value& right) {
  if (!left.is(Kind::number) || !right.is(Kind::number)) return refuse("**", left, right);
  return value_or_reason(fangan::power(left.number(), right.number()));
}

Value negate(const Value& value) {
  switch (value.kind()) {
    case Kind::number:
      return -value.number();
    case Kind::months_duration:
      return fangan::negate(value.months_duration());
    case Kind::time_duration:
      return fangan::negate(value.time_duration());
    default:
      return refuse("-", value, value);
  }
}

}  // namespace fangan::feel
