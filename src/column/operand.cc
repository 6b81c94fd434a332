#include "column/operand.h"

#include <algorithm>
#include <cassert>

namespace fangan::column {

std::optional<Int128> sum_of(Int128 left, Int128 right) {
  Int128 sum = 0;
  return __builtin_add_overflow(left, right, &sum) ? std::nullopt : std::optional<Int128>(sum);
}

std::optional<Int128> product_of(Int128 left, Int128 right) {
  Int128 product = 0;
  return __builtin_mul_overflow(left, right, &product) ? std::nullopt
                                                       : std::optional<Int128>(product);
}

std::optional<Int128> power_of_ten(int exponent) {
  constexpr int exponent_max = 38;
  if (exponent < 0 || exponent > exponent_max) return std::nullopt;
  Int128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

std::optional<Interval> sum_of(Interval left, Interval right) {
  const std::optional<Int128> low = sum_of(left.low, right.low);
  const std::optional<Int128> high = sum_of(left.high, right.high);
  if (!low || !high) return std::nullopt;
  return Interval{*low, *high};
}

std::optional<Interval> product_of(Interval left, Interval right) {
  std::optional<Interval> found;
  for (const Int128 a : {left.low, left.high}) {
    for (const Int128 b : {right.low, right.high}) {
      const std::optional<Int128> product = product_of(a, b);
      if (!product) return std::nullopt;
      if (!found) found = Interval{*product, *product};
      found->low = std::min(found->low, *product);
      found->high = std::max(found->high, *product);
    }
  }
  return found;
}

Int128 floor_of(Int128 dividend, Int128 divisor) {
  const Int128 quotient = dividend / divisor;
  const bool is_cut = dividend % divisor != 0 && (dividend < 0) != (divisor < 0);
  return is_cut ? quotient - 1 : quotient;
}

Int128 ceiling_of(Int128 dividend, Int128 divisor) {
  const Int128 quotient = dividend / divisor;
  const bool is_cut = dividend % divisor != 0 && (dividend < 0) == (divisor < 0);
  return is_cut ? quotient + 1 : quotient;
}

Interval Operand::bounds() const {
  const Int128 one = factor * low + offset;
  const Int128 other = factor * high + offset;
  return {std::min(one, other), std::max(one, other)};
}

namespace {

/// Whether factor * cell + offset can be computed at all.
bool is_computable(const Operand& operand) {
  const std::optional<Interval> scaled = product_of(Interval{operand.low, operand.high},
                                                    Interval{operand.factor, operand.factor});
  return scaled && sum_of(*scaled, Interval{operand.offset, operand.offset});
}

/// Outside of these, both ends.
Interval allowed(const Operand& operand) {
  switch (operand.kind) {
    case Kind::date:
      return {Date::days_min, Date::days_max};
    case Kind::duration: {
      const Int128 unit = power_of_ten(operand.scale).value_or(1);
      return {INT64_MIN * unit, INT64_MAX * unit};
    }
    default:
      return {1 - magnitude_end, magnitude_end - 1};
  }
}

}  // namespace

std::optional<Operand> checked(Operand operand) {
  if (!is_computable(operand)) return std::nullopt;
  const Interval bounds = operand.bounds();
  const Interval within = allowed(operand);
  if (bounds.low < within.low || bounds.high > within.high) return std::nullopt;
  return operand;
}

std::optional<Operand> rescaled(Operand operand, int scale) {
  assert(scale >= operand.scale);
  const std::optional<Int128> power = power_of_ten(scale - operand.scale);
  if (!power) return std::nullopt;
  const std::optional<Int128> factor = product_of(operand.factor, *power);
  const std::optional<Int128> offset = product_of(operand.offset, *power);
  if (!factor || !offset) return std::nullopt;
  operand.scale = scale;
  operand.factor = *factor;
  operand.offset = *offset;
  return is_computable(operand) ? std::optional<Operand>(std::move(operand)) : std::nullopt;
}

bool align(Operand* left, Operand* right) {
  const int scale = std::max(left->scale, right->scale);
  std::optional<Operand> a = rescaled(*left, scale);
  std::optional<Operand> b = rescaled(*right, scale);
  if (!a || !b) return false;
  *left = std::move(*a);
  *right = std::move(*b);
  return true;
}

namespace {

void set_number(Operand* operand, const Decimal& number) {
  constexpr int scale_max = 40;
  const int scale = std::max(0, -number.exponent());
  const std::optional<Int128> cell =
      scale > scale_max ? std::nullopt : number.scaled128(scale);
  if (!cell || *cell <= -magnitude_end || *cell >= magnitude_end) {
    operand->kind = Kind::decimal;
    return;
  }
  operand->kind = Kind::number;
  operand->scale = scale;
  operand->offset = *cell;
}

void set_duration(Operand* operand, const TimeDuration& duration) {
  constexpr Int128 nanoseconds_in_second = 1'000'000'000;
  operand->kind = Kind::duration;
  operand->scale = duration.nanoseconds == 0 ? 0 : 9;
  operand->offset = duration.nanoseconds == 0
                        ? static_cast<Int128>(duration.seconds)
                        : duration.seconds * nanoseconds_in_second + duration.nanoseconds;
}

}  // namespace

Operand constant_operand(const Value& value) {
  Operand operand;
  operand.constant = value;
  operand.factor = 0;
  switch (value.kind()) {
    case ValueKind::null:
      break;
    case ValueKind::boolean:
      operand.kind = Kind::truth;
      break;
    case ValueKind::number:
      set_number(&operand, value.number());
      break;
    case ValueKind::date:
      operand.kind = Kind::date;
      operand.offset = value.date().days_since_1970();
      break;
    case ValueKind::time_duration:
      set_duration(&operand, value.time_duration());
      break;
    case ValueKind::string:
      operand.kind = Kind::text;
      operand.dictionary = std::make_shared<Dictionary>();
      operand.dictionary->add_text(value);
      break;
    default:
      operand.kind = Kind::general;
      break;
  }
  return operand;
}

}  // namespace fangan::column
