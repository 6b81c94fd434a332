// + - * / ** and rounding.
//
// Sums with and products by constants are kept for later (operand.h). Where integers of 128 bits,
// or the 34 digits of FEEL, do not hold a result exactly, it is computed in Decimals, as in feel/.
#include <algorithm>

#include "column/decimal_kernels.h"
#include "column/translator.h"
#include "feel/arithmetic.h"

namespace fangan::column {

using feel::Node;
using feel::Op;

namespace {

constexpr Int128 seconds_in_day = 86'400;

bool is_number(const Operand& operand) {
  return operand.kind == Kind::number || operand.kind == Kind::decimal;
}

/// A vector of integers as it comes out of a kernel.
Operand plain(Kind kind, Register data, Register valid, Width width, int scale, Interval bounds) {
  Operand operand;
  operand.kind = kind;
  operand.data = data;
  operand.valid = valid;
  operand.width = width;
  operand.scale = scale;
  operand.low = bounds.low;
  operand.high = bounds.high;
  return operand;
}

std::optional<Operand> negated(Operand operand) {
  if (operand.constant) {
    return constant_operand(operand.kind == Kind::number
                                ? Value(-operand.constant->number())
                                : Value(fangan::negate(operand.constant->time_duration())));
  }
  operand.factor = -operand.factor;
  operand.offset = -operand.offset;
  return checked(std::move(operand));
}

Operand of_constants(Op op, const Operand& left, const Operand& right) {
  const Value& a = *left.constant;
  const Value& b = *right.constant;
  switch (op) {
    case Op::add:
      return constant_operand(feel::add(a, b));
    case Op::subtract:
      return constant_operand(feel::subtract(a, b));
    case Op::multiply:
      return constant_operand(feel::multiply(a, b));
    case Op::divide:
      return constant_operand(feel::divide(a, b));
    default:
      return constant_operand(feel::power(a, b));
  }
}

}  // namespace

std::optional<Operand> Translator::arithmetic(NodeId id) {
  const Node& node = syntax_.at(id);
  const std::optional<Operand> left = translate(node.children[0]);
  if (!left || left->kind == Kind::general || left->kind == Kind::context) return std::nullopt;
  if (node.op == Op::negate && left->constant) {
    return constant_operand(feel::negate(*left->constant));
  }
  if (node.op == Op::negate) return left->kind == Kind::none ? Operand() : negate(*left);
  const std::optional<Operand> right = translate(node.children[1]);
  if (!right || right->kind == Kind::general || right->kind == Kind::context) return std::nullopt;
  if (left->kind == Kind::none || right->kind == Kind::none) return Operand();
  if (left->constant && right->constant) return of_constants(node.op, *left, *right);
  const bool are_numbers = is_number(*left) && is_number(*right);
  switch (node.op) {
    case Op::add:
      return add(*left, *right);
    case Op::subtract:
      return subtract(*left, *right);
    case Op::multiply:
      return are_numbers ? times(*left, *right) : std::nullopt;
    case Op::divide:
      return are_numbers ? divide(*left, *right) : std::nullopt;
    case Op::power:
      return are_numbers ? as_decimals(raise_decimals, *left, *right) : std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<Operand> Translator::as_decimals(Kernel kernel, const Operand& left,
                                               const Operand& right) {
  const Emitter::Pair made = emitter_.emit_pair(
      kernel, Width::w128,
      {vectors_.decimals(left).data, vectors_.decimals(right).data, vectors_.valid(left),
        vectors_.valid(right)});
  return plain(Kind::decimal, made.data, made.valid, Width::w128, 0, {});
}

std::optional<Operand> Translator::negate(const Operand& operand) {
  if (operand.kind == Kind::number || operand.kind == Kind::duration) return negated(operand);
  if (operand.kind != Kind::decimal) return std::nullopt;
  const Emitter::Pair made = emitter_.emit_pair(
      negate_decimals, Width::w128,
      {vectors_.decimals(operand).data, no_register, vectors_.valid(operand)});
  return plain(Kind::decimal, made.data, made.valid, Width::w128, 0, {});
}

/// left + right, both linear, of what counts in one unit.
std::optional<Operand> Translator::sum(const Operand& left, const Operand& right, Kind kind) {
  Operand a = left;
  Operand b = right;
  if (!align(&a, &b)) return std::nullopt;
  if (a.factor == 0) std::swap(a, b);
  const std::optional<Int128> offset = sum_of(a.offset, b.offset);
  const std::optional<Int128> factor = sum_of(a.factor, b.factor);
  if (!offset || !factor) return std::nullopt;
  if (b.factor == 0 || (a.data == b.data && a.valid == b.valid && *factor != 0)) {
    a.kind = kind;
    a.factor = *factor;
    a.offset = *offset;
    a.constant.reset();
    return checked(std::move(a));
  }
  const std::optional<Interval> bounds = sum_of(a.bounds(), b.bounds());
  if (!bounds) return std::nullopt;
  const Width width = width_of(bounds->low, bounds->high);
  const auto place = static_cast<size_t>(width);
  const Register valid = vectors_.both_valid(a.valid, b.valid);
  if (a.factor < 0) std::swap(a, b);
  Register data = no_register;
  if (b.factor < 0) {
    b.factor = -b.factor;
    b.offset = -b.offset;
    data = emitter_.emit(kernels().subtract[place], width,
                         {vectors_.integers(a, width), vectors_.integers(b, width)});
  } else {
    data = emitter_.emit(kernels().add[place], width,
                         {vectors_.integers(a, width), vectors_.integers(b, width)});
  }
  return checked(plain(kind, data, valid, width, a.scale, *bounds));
}

std::optional<Operand> Translator::add(const Operand& left, const Operand& right) {
  if (is_number(left) && is_number(right)) {
    if (left.is_linear() && right.is_linear()) {
      if (std::optional<Operand> found = sum(left, right, Kind::number)) return found;
    }
    return as_decimals(add_decimals, left, right);
  }
  if (left.kind == Kind::duration && right.kind == Kind::duration) {
    return sum(left, right, Kind::duration);
  }
  if (left.kind == Kind::duration && right.kind == Kind::date) return add(right, left);
  // Only whole days: what else durations do to days is for feel/ to say.
  const bool is_shift = left.kind == Kind::date && right.kind == Kind::duration &&
                        right.constant && right.scale == 0 && right.offset % seconds_in_day == 0;
  if (!is_shift) return std::nullopt;
  Operand shifted = left;
  shifted.offset += right.offset / seconds_in_day;
  shifted.constant.reset();
  return checked(std::move(shifted));
}

std::optional<Operand> Translator::subtract(const Operand& left, const Operand& right) {
  if (left.kind == Kind::date && right.kind == Kind::date) {
    Operand a = left;
    Operand b = right;
    for (Operand* each : {&a, &b}) {
      each->kind = Kind::duration;
      each->factor *= seconds_in_day;
      each->offset *= seconds_in_day;
    }
    b.factor = -b.factor;
    b.offset = -b.offset;
    return sum(a, b, Kind::duration);
  }
  if (left.is_linear() && (right.kind == Kind::number || right.kind == Kind::duration)) {
    const std::optional<Operand> minus = negated(right);
    if (minus && is_number(left) == is_number(right)) {
      std::optional<Operand> found = add(left, *minus);
      if (found && (found->kind != Kind::decimal)) return found;
    }
  }
  if (!is_number(left) || !is_number(right)) return std::nullopt;
  return as_decimals(subtract_decimals, left, right);
}

std::optional<Operand> Translator::scaled(const Operand& operand, Int128 factor, int scale) {
  if (factor == 0) {
    return vectors_.choose(vectors_.has_value(operand), constant_operand(Value(0)), Operand());
  }
  Operand product = operand;
  product.constant.reset();
  const std::optional<Int128> power = power_of_ten(std::max(0, -(operand.scale + scale)));
  const std::optional<Int128> whole = power ? product_of(factor, *power) : std::nullopt;
  if (!whole) return std::nullopt;
  const std::optional<Int128> by = product_of(operand.factor, *whole);
  const std::optional<Int128> offset = product_of(operand.offset, *whole);
  if (!by || !offset) return std::nullopt;
  product.factor = *by;
  product.offset = *offset;
  product.scale = std::max(0, operand.scale + scale);
  return checked(std::move(product));
}

std::optional<Operand> Translator::times(const Operand& left, const Operand& right) {
  if (left.is_linear() && right.is_linear()) {
    std::optional<Operand> found;
    if (right.constant) {
      found = scaled(left, right.offset, right.scale);
    } else if (left.constant) {
      found = scaled(right, left.offset, left.scale);
    } else if (const std::optional<Interval> bounds =
                   product_of(left.bounds(), right.bounds())) {
      const Width width = width_of(bounds->low, bounds->high);
      const Register data = emitter_.emit(
          kernels().multiply[static_cast<size_t>(width)], width,
          {vectors_.integers(left, width), vectors_.integers(right, width)});
      found = checked(plain(Kind::number, data, vectors_.both_valid(left.valid, right.valid),
                            width, left.scale + right.scale, *bounds));
    }
    if (found) return found;
  }
  return as_decimals(multiply_decimals, left, right);
}

namespace {

/// 1 / value as a whole number of 10^-places; none where it has no end.
struct Reciprocal {
  Int128 value = 0;
  int places = 0;
};
std::optional<Reciprocal> reciprocal_of(Int128 value) {
  int twos = 0;
  int fives = 0;
  Int128 rest = value;
  for (; rest % 2 == 0; rest /= 2) ++twos;
  for (; rest % 5 == 0; rest /= 5) ++fives;
  if (rest != 1 && rest != -1) return std::nullopt;
  const int places = std::max(twos, fives);
  const std::optional<Int128> power = power_of_ten(places);
  if (!power) return std::nullopt;
  return Reciprocal{*power / value, places};
}

}  // namespace

std::optional<Operand> Translator::divide(const Operand& left, const Operand& right) {
  if (right.constant && right.constant->number().is_zero()) return Operand();
  if (left.is_linear() && right.constant && right.is_linear()) {
    const std::optional<Reciprocal> by = reciprocal_of(right.offset);
    std::optional<Operand> found =
        by ? scaled(left, by->value, by->places - right.scale) : std::nullopt;
    if (found) return found;
  }
  return as_decimals(divide_decimals, left, right);
}

std::optional<Operand> Translator::round(const Operand& number, int places, Rounding rounding) {
  constexpr int cut64_max = 18;
  constexpr int cut128_max = 36;
  constexpr int places_limit = 36;
  const int cut = number.scale - places;
  if (number.kind == Kind::number && cut <= 0) return number;
  const bool by_integers = number.kind == Kind::number && !number.constant && cut <= cut128_max &&
                           places >= -places_limit;
  if (!by_integers) {
    Immediate immediate;
    immediate.a = places;
    immediate.bytes[0] = static_cast<uint8_t>(rounding);
    const Emitter::Pair made = emitter_.emit_pair(
        round_decimals, Width::w128,
        {vectors_.decimals(number).data, no_register, vectors_.valid(number)}, immediate);
    return plain(Kind::decimal, made.data, made.valid, Width::w128, 0, {});
  }
  const Interval bounds = number.bounds();
  const Int128 unit = *power_of_ten(cut);
  const bool is_narrow = width_of(bounds.low, bounds.high) <= Width::w64 &&
                         number.width <= Width::w64 && cut <= cut64_max;
  constexpr Int128 exact_end = static_cast<Int128>(1) << 51;
  constexpr int cut51_max = 15;
  const bool is_exact = is_narrow && bounds.low > -exact_end && bounds.high < exact_end &&
                        cut <= cut51_max;
  const Width width = is_narrow ? Width::w64 : Width::w128;
  Operand cells = number;
  cells.factor = 1;
  cells.offset = 0;
  Immediate immediate;
  immediate.a = number.factor;
  immediate.b = number.offset;
  immediate.bytes[0] = static_cast<uint8_t>(cut);
  const auto way = static_cast<size_t>(rounding);
  const Kernel kernel = is_exact    ? kernels().round51[way]
                        : is_narrow ? kernels().round64[way]
                                    : kernels().round128[way];
  const Register data =
      emitter_.emit(kernel, width, {vectors_.integers(cells, width)}, immediate);
  Operand rounded = plain(Kind::number, data, number.valid, width, std::max(0, places),
                          {floor_of(bounds.low, unit), ceiling_of(bounds.high, unit)});
  if (places < 0) rounded.factor = *power_of_ten(-places);
  return checked(std::move(rounded));
}

}  // namespace fangan::column
