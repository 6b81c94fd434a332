// Kernel loops: what kernels.h lists. Included by kernels_*.cc only, each of which names its
// namespace in FANGAN_KERNELS and is compiled for another kind of processor.
//
// No function of the standard library is called here: what a linker keeps of an inline function
// must not be a copy with instructions that another processor lacks.
#pragma once

#include "column/kernels.h"

namespace fangan::column::FANGAN_KERNELS {
namespace {

using Wide = Int128;

template <typename T>
struct Unsigned;
template <>
struct Unsigned<int8_t> {
  using Type = uint8_t;
};
template <>
struct Unsigned<int16_t> {
  using Type = uint16_t;
};
template <>
struct Unsigned<int32_t> {
  using Type = uint32_t;
};
template <>
struct Unsigned<int64_t> {
  using Type = uint64_t;
};
template <>
struct Unsigned<Wide> {
  using Type = UInt128;
};
/// Integers wrap where they are computed, which only unsigned ones may. Narrow ones are computed as
/// unsigned int, or the language would make signed ones of them.
template <typename T>
using Wrapping = typename Unsigned<T>::Type;

template <typename Function>
inline __attribute__((always_inline)) void each(Function function) {
  for (size_t i = 0; i < block_rows; ++i) function(i);
}

// --- bytes --------------------------------------------------------------------------------------

template <typename Function>
inline __attribute__((always_inline)) void two_bytes(const Step& step, const Block& block,
                                                     Function function) {
  const uint8_t* __restrict left = block.in<uint8_t>(step, 0);
  const uint8_t* __restrict right = block.in<uint8_t>(step, 1);
  uint8_t* __restrict out = block.out<uint8_t>(step);
  each([&](size_t i) { out[i] = function(left[i], right[i]); });
}

template <typename Function>
inline __attribute__((always_inline)) void one_byte(const Step& step, const Block& block,
                                                    Function function) {
  const uint8_t* __restrict in = block.in<uint8_t>(step, 0);
  uint8_t* __restrict out = block.out<uint8_t>(step);
  each([&](size_t i) { out[i] = function(in[i]); });
}

void both(const Step& step, const Block& block) {
  two_bytes(step, block, [](uint8_t a, uint8_t b) { return a < b ? a : b; });
}
void either(const Step& step, const Block& block) {
  two_bytes(step, block, [](uint8_t a, uint8_t b) { return a < b ? b : a; });
}
void opposite(const Step& step, const Block& block) {
  one_byte(step, block, [](uint8_t a) { return static_cast<uint8_t>(truth_yes - a); });
}
void both_valid(const Step& step, const Block& block) {
  two_bytes(step, block, [](uint8_t a, uint8_t b) { return static_cast<uint8_t>(a & b); });
}
void known(const Step& step, const Block& block) {
  one_byte(step, block, [](uint8_t a) { return static_cast<uint8_t>((a & 1) ^ 1); });
}
void chosen_valid(const Step& step, const Block& block) {
  const uint8_t* __restrict condition = block.in<uint8_t>(step, 0);
  uint8_t* __restrict out = block.out<uint8_t>(step);
  const bool has_then = step.in[1] != no_register;
  const bool has_else = step.in[2] != no_register;
  const uint8_t* __restrict then = has_then ? block.in<uint8_t>(step, 1) : condition;
  const uint8_t* __restrict otherwise = has_else ? block.in<uint8_t>(step, 2) : condition;
  const uint8_t then_or = has_then ? 0 : 1;
  const uint8_t else_or = has_else ? 0 : 1;
  each([&](size_t i) {
    const auto yes = static_cast<uint8_t>(condition[i] >> 1);
    const auto mask = static_cast<uint8_t>(0 - yes);
    const auto a = static_cast<uint8_t>((then[i] & 1) | then_or);
    const auto b = static_cast<uint8_t>((otherwise[i] & 1) | else_or);
    out[i] = static_cast<uint8_t>((a & mask) | (b & ~mask));
  });
}
void by_valid(const Step& step, const Block& block) {
  const uint8_t yes = step.immediate.bytes[0];
  const uint8_t no = step.immediate.bytes[1];
  one_byte(step, block, [=](uint8_t valid) { return valid != 0 ? yes : no; });
}
void by_valid_two(const Step& step, const Block& block) {
  const uint8_t two = step.immediate.bytes[0];
  const uint8_t one = step.immediate.bytes[1];
  const uint8_t none = step.immediate.bytes[2];
  two_bytes(step, block, [=](uint8_t a, uint8_t b) {
    const uint8_t any = (a | b) != 0 ? one : none;
    return (a & b) != 0 ? two : any;
  });
}

// --- integers -----------------------------------------------------------------------------------

template <typename T>
void fill(const Step& step, const Block& block) {
  T* __restrict out = block.out<T>(step);
  const auto value = static_cast<T>(step.immediate.a);
  each([&](size_t i) { out[i] = value; });
}

template <typename T, typename Function>
inline __attribute__((always_inline)) void two_cells(const Step& step, const Block& block,
                                                     Function function) {
  const T* __restrict left = block.in<T>(step, 0);
  const T* __restrict right = block.in<T>(step, 1);
  T* __restrict out = block.out<T>(step);
  each([&](size_t i) { out[i] = function(left[i], right[i]); });
}

template <typename T>
void least(const Step& step, const Block& block) {
  two_cells<T>(step, block, [](T a, T b) { return b < a ? b : a; });
}
template <typename T>
void greatest(const Step& step, const Block& block) {
  two_cells<T>(step, block, [](T a, T b) { return a < b ? b : a; });
}
template <typename T>
void add(const Step& step, const Block& block) {
  two_cells<T>(step, block, [](T a, T b) {
    return static_cast<T>(static_cast<Wrapping<T>>(a) + static_cast<Wrapping<T>>(b));
  });
}
template <typename T>
void subtract(const Step& step, const Block& block) {
  two_cells<T>(step, block, [](T a, T b) {
    return static_cast<T>(static_cast<Wrapping<T>>(a) - static_cast<Wrapping<T>>(b));
  });
}
/// 16 bits times 16 bits would be a product of signed ints.
template <typename T>
inline T product(T a, T b) {
  if constexpr (sizeof(T) < sizeof(int)) {
    return static_cast<T>(static_cast<unsigned>(a) * static_cast<unsigned>(b));
  } else {
    return static_cast<T>(static_cast<Wrapping<T>>(a) * static_cast<Wrapping<T>>(b));
  }
}
template <typename T>
void multiply(const Step& step, const Block& block) {
  two_cells<T>(step, block, [](T a, T b) { return product(a, b); });
}

/// Without a branch, so that it becomes a blend: signed cells as unsigned bits.
template <typename T>
void choose(const Step& step, const Block& block) {
  const uint8_t* __restrict condition = block.in<uint8_t>(step, 0);
  const T* __restrict then = block.in<T>(step, 1);
  const T* __restrict otherwise = block.in<T>(step, 2);
  T* __restrict out = block.out<T>(step);
  each([&](size_t i) {
    const T a = then[i];
    const T b = otherwise[i];
    out[i] = condition[i] == truth_yes ? a : b;
  });
}
template <typename T>
void choose_constant(const Step& step, const Block& block) {
  const uint8_t* __restrict condition = block.in<uint8_t>(step, 0);
  const T* __restrict otherwise = block.in<T>(step, 1);
  T* __restrict out = block.out<T>(step);
  const auto then = static_cast<T>(step.immediate.a);
  each([&](size_t i) {
    const T b = otherwise[i];
    out[i] = condition[i] == truth_yes ? then : b;
  });
}
template <typename T>
void zero_unless(const Step& step, const Block& block) {
  const uint8_t* __restrict valid = block.in<uint8_t>(step, 0);
  const T* __restrict in = block.in<T>(step, 1);
  T* __restrict out = block.out<T>(step);
  each([&](size_t i) {
    const T cell = in[i];
    out[i] = valid[i] != 0 ? cell : T{0};
  });
}

template <typename From, typename To>
void affine(const Step& step, const Block& block) {
  const From* __restrict in = block.in<From>(step, 0);
  To* __restrict out = block.out<To>(step);
  const auto factor = static_cast<To>(step.immediate.a);
  const auto offset = static_cast<To>(step.immediate.b);
  if (factor == 1 && offset == 0) {
    each([&](size_t i) { out[i] = static_cast<To>(in[i]); });
  } else if (offset == 0) {
    each([&](size_t i) { out[i] = product(static_cast<To>(in[i]), factor); });
  } else {
    each([&](size_t i) {
      const To scaled = product(static_cast<To>(in[i]), factor);
      out[i] = static_cast<To>(static_cast<Wrapping<To>>(scaled) +
                               static_cast<Wrapping<To>>(offset));
    });
  }
}

// --- comparisons --------------------------------------------------------------------------------

template <Relation relation, typename T>
inline bool relates(T a, T b) {
  switch (relation) {
    case Relation::equal:
      return a == b;
    case Relation::less:
      return a < b;
    case Relation::at_most:
      return a <= b;
    case Relation::more:
      return a > b;
    case Relation::at_least:
      return a >= b;
  }
}

/// A byte for each row: what holds becomes yes, what does not no, and null where it is not valid.
template <Nulls nulls, typename Test>
inline __attribute__((always_inline)) void judge(const Step& step, const Block& block,
                                                 const uint8_t* valid, Test test) {
  const uint8_t yes = step.immediate.bytes[0];
  const uint8_t no = step.immediate.bytes[1];
  const uint8_t null = step.immediate.bytes[2];
  uint8_t* __restrict out = block.out<uint8_t>(step);
  if constexpr (nulls == Nulls::none) {
    each([&](size_t i) { out[i] = test(i) ? yes : no; });
  } else {
    const uint8_t* __restrict is_valid = valid;
    each([&](size_t i) {
      const uint8_t found = test(i) ? yes : no;
      out[i] = is_valid[i] != 0 ? found : null;
    });
  }
}

template <Relation relation, Nulls nulls, typename T>
void compare(const Step& step, const Block& block) {
  const T* __restrict left = block.in<T>(step, 0);
  const T* __restrict right = block.in<T>(step, 1);
  const uint8_t* valid = nulls == Nulls::some ? block.in<uint8_t>(step, 2) : nullptr;
  judge<nulls>(step, block, valid,
               [&](size_t i) { return relates<relation>(left[i], right[i]); });
}

template <Relation relation, Nulls nulls, typename T>
void compare_constant(const Step& step, const Block& block) {
  const T* __restrict in = block.in<T>(step, 0);
  const auto bound = static_cast<T>(step.immediate.a);
  const uint8_t* valid = nulls == Nulls::some ? block.in<uint8_t>(step, 1) : nullptr;
  judge<nulls>(step, block, valid, [&](size_t i) { return relates<relation>(in[i], bound); });
}

// --- rounding -----------------------------------------------------------------------------------

/// Whether the digits cut raise those kept; `order`: the rest against its half.
template <Rounding rounding>
inline bool raises(bool negative, bool odd, bool exact, int order) {
  switch (rounding) {
    case Rounding::down:
      return false;
    case Rounding::up:
      return !exact;
    case Rounding::floor:
      return negative & !exact;
    case Rounding::ceiling:
      return !negative & !exact;
    case Rounding::half_up:
      return order >= 0;
    case Rounding::half_down:
      return order > 0;
    case Rounding::half_even:
      return (order > 0) | ((order == 0) & odd);
  }
}

inline constexpr uint64_t powers[19] = {1,
                                        10,
                                        100,
                                        1'000,
                                        10'000,
                                        100'000,
                                        1'000'000,
                                        10'000'000,
                                        100'000'000,
                                        1'000'000'000,
                                        10'000'000'000,
                                        100'000'000'000,
                                        1'000'000'000'000,
                                        10'000'000'000'000,
                                        100'000'000'000'000,
                                        1'000'000'000'000'000,
                                        10'000'000'000'000'000,
                                        100'000'000'000'000'000,
                                        1'000'000'000'000'000'000};

/// Division by a multiplication (Granlund and Montgomery, 1994): exact for dividends below 2^63.
struct Divisor {
  explicit Divisor(uint64_t divisor) : shift(0) {
    while ((uint64_t{1} << shift) < divisor) ++shift;
    const UInt128 power = static_cast<UInt128>(1) << (63 + shift);
    multiplier = static_cast<uint64_t>((power + divisor - 1) / divisor);
    shift -= 1;
  }
  uint64_t divide(uint64_t value) const {
    return static_cast<uint64_t>(static_cast<UInt128>(multiplier) * value >> 64) >> shift;
  }
  int shift;
  uint64_t multiplier;
};

/// The same of a quotient that was cut downwards, whatever its sign; `rest` is then not below 0.
template <Rounding rounding>
inline bool raises_floor(bool negative, bool odd, double rest, double half) {
  switch (rounding) {
    case Rounding::floor:
      return false;
    case Rounding::ceiling:
      return rest > 0;
    case Rounding::down:
      return negative & (rest > 0);
    case Rounding::up:
      return !negative & (rest > 0);
    case Rounding::half_up:
      return (rest > half) | ((rest == half) & !negative);
    case Rounding::half_down:
      return (rest > half) | ((rest == half) & negative);
    case Rounding::half_even:
      return (rest > half) | ((rest == half) & odd);
  }
}

/// Integers of 51 bits are exact as doubles, and so is all that is computed here but one estimate:
/// the quotient, which its exact rest puts right. No digit rests on what a double cannot hold.
/// Adding 1.5 * 2^52 moves an integer into the last bits of a double, and out of them.
template <Rounding rounding>
void round51(const Step& step, const Block& block) {
  constexpr double shift = 6'755'399'441'055'744.0;
  constexpr uint64_t shift_bits = 0x4338'0000'0000'0000;
  const int64_t* __restrict in = block.in<int64_t>(step, 0);
  int64_t* __restrict out = block.out<int64_t>(step);
  const auto factor = static_cast<uint64_t>(step.immediate.a);
  const auto offset = static_cast<uint64_t>(step.immediate.b);
  const auto unit = static_cast<double>(powers[step.immediate.bytes[0]]);
  const double half = unit / 2;
  const double inverse = 1 / unit;
  each([&](size_t i) {
    const uint64_t bits = static_cast<uint64_t>(in[i]) * factor + offset + shift_bits;
    const double value = __builtin_bit_cast(double, bits) - shift;
    double quotient = (value * inverse + shift) - shift;  // The nearest, or one beside it.
    double rest = value - quotient * unit;
    const bool is_above = rest < 0;
    quotient -= is_above ? 1.0 : 0.0;
    rest += is_above ? unit : 0.0;
    const double pairs = quotient * 0.5;
    const bool odd = (pairs + shift) - shift != pairs;
    quotient += raises_floor<rounding>(value < 0, odd, rest, half) ? 1.0 : 0.0;
    out[i] = static_cast<int64_t>(__builtin_bit_cast(uint64_t, quotient + shift) - shift_bits);
  });
}

template <Rounding rounding>
void round64(const Step& step, const Block& block) {
  const int64_t* __restrict in = block.in<int64_t>(step, 0);
  int64_t* __restrict out = block.out<int64_t>(step);
  const auto factor = static_cast<uint64_t>(step.immediate.a);
  const auto offset = static_cast<uint64_t>(step.immediate.b);
  const uint64_t unit = powers[step.immediate.bytes[0]];
  const uint64_t half = unit / 2;
  const Divisor divisor(unit);
  each([&](size_t i) {
    const auto value = static_cast<int64_t>(static_cast<uint64_t>(in[i]) * factor + offset);
    const auto sign = static_cast<uint64_t>(value >> 63);
    const uint64_t magnitude = (static_cast<uint64_t>(value) ^ sign) - sign;
    uint64_t quotient = divisor.divide(magnitude);
    const uint64_t rest = magnitude - quotient * unit;
    const int order = rest > half ? 1 : rest == half ? 0 : -1;
    quotient += raises<rounding>(sign != 0, (quotient & 1) != 0, rest == 0, order) ? 1 : 0;
    out[i] = static_cast<int64_t>((quotient ^ sign) - sign);
  });
}

template <Rounding rounding>
void round128(const Step& step, const Block& block) {
  const Wide* __restrict in = block.in<Wide>(step, 0);
  Wide* __restrict out = block.out<Wide>(step);
  UInt128 unit = 1;
  for (int i = 0; i < step.immediate.bytes[0]; ++i) unit *= 10;
  each([&](size_t i) {
    const auto value = static_cast<Wide>(static_cast<UInt128>(in[i]) *
                                             static_cast<UInt128>(step.immediate.a) +
                                         static_cast<UInt128>(step.immediate.b));
    const bool negative = value < 0;
    const UInt128 magnitude = negative ? 0 - static_cast<UInt128>(value)
                                       : static_cast<UInt128>(value);
    UInt128 quotient = magnitude / unit;
    const UInt128 rest = magnitude % unit;
    const int order = rest > unit / 2 ? 1 : rest == unit / 2 ? 0 : -1;
    if (raises<rounding>(negative, (quotient & 1) != 0, rest == 0, order)) ++quotient;
    out[i] = static_cast<Wide>(negative ? 0 - quotient : quotient);
  });
}

// --- tables -------------------------------------------------------------------------------------

template <typename Index, typename T>
void look_up(const Step& step, const Block& block) {
  const Index* __restrict in = block.in<Index>(step, 0);
  const T* __restrict table = static_cast<const T*>(step.immediate.table);
  T* __restrict out = block.out<T>(step);
  each([&](size_t i) { out[i] = table[in[i]]; });
}

template <typename T>
void number(const std::byte* cells, const uint8_t* __restrict valid, int64_t before,
            uint32_t count, uint32_t* __restrict places) {
  const T* __restrict in = reinterpret_cast<const T*>(cells);
  const auto from = static_cast<uint32_t>(before);
  if (valid == nullptr) {
    each([&](size_t i) { places[i] = places[i] * count + (static_cast<uint32_t>(in[i]) - from); });
    return;
  }
  each([&](size_t i) {
    const uint32_t cell = static_cast<uint32_t>(in[i]) - from;
    places[i] = places[i] * count + (valid[i] != 0 ? cell : 0);
  });
}

// --- the list -----------------------------------------------------------------------------------

template <Relation relation, Nulls nulls>
constexpr Kernels::ByWidth compares = {
    compare<relation, nulls, int8_t>, compare<relation, nulls, int16_t>,
    compare<relation, nulls, int32_t>, compare<relation, nulls, int64_t>,
    compare<relation, nulls, Wide>};
template <Relation relation>
constexpr std::array<Kernels::ByWidth, 2> both_compares = {compares<relation, Nulls::none>,
                                                           compares<relation, Nulls::some>};
template <Relation relation, Nulls nulls>
constexpr Kernels::ByWidth constants = {
    compare_constant<relation, nulls, int8_t>, compare_constant<relation, nulls, int16_t>,
    compare_constant<relation, nulls, int32_t>, compare_constant<relation, nulls, int64_t>,
    compare_constant<relation, nulls, Wide>};
template <Relation relation>
constexpr std::array<Kernels::ByWidth, 2> both_constants = {constants<relation, Nulls::none>,
                                                            constants<relation, Nulls::some>};
template <typename From>
constexpr Kernels::ByWidth affines = {affine<From, int8_t>, affine<From, int16_t>,
                                      affine<From, int32_t>, affine<From, int64_t>,
                                      affine<From, Wide>};
template <typename Index>
constexpr Kernels::ByWidth look_ups = {look_up<Index, uint8_t>, look_up<Index, uint16_t>,
                                       look_up<Index, uint32_t>, look_up<Index, uint64_t>,
                                       look_up<Index, Wide>};
#define FANGAN_BY_WIDTH(kernel) \
  { kernel<int8_t>, kernel<int16_t>, kernel<int32_t>, kernel<int64_t>, kernel<Wide> }
#define FANGAN_BY_ROUNDING(kernel)                                                  \
  {                                                                                 \
    kernel<Rounding::half_up>, kernel<Rounding::half_even>, kernel<Rounding::half_down>, \
        kernel<Rounding::down>, kernel<Rounding::up>, kernel<Rounding::floor>,      \
        kernel<Rounding::ceiling>                                                   \
  }

constexpr Kernels all = {
    FANGAN_KERNELS_NAME,
    both,
    either,
    opposite,
    both_valid,
    known,
    chosen_valid,
    by_valid,
    by_valid_two,
    FANGAN_BY_WIDTH(fill),
    FANGAN_BY_WIDTH(least),
    FANGAN_BY_WIDTH(greatest),
    FANGAN_BY_WIDTH(add),
    FANGAN_BY_WIDTH(subtract),
    FANGAN_BY_WIDTH(multiply),
    FANGAN_BY_WIDTH(choose),
    FANGAN_BY_WIDTH(choose_constant),
    FANGAN_BY_WIDTH(zero_unless),
    {affines<int8_t>, affines<int16_t>, affines<int32_t>, affines<int64_t>, affines<Wide>},
    {both_compares<Relation::equal>, both_compares<Relation::less>,
     both_compares<Relation::at_most>, both_compares<Relation::more>,
     both_compares<Relation::at_least>},
    {both_constants<Relation::equal>, both_constants<Relation::less>,
     both_constants<Relation::at_most>, both_constants<Relation::more>,
     both_constants<Relation::at_least>},
    FANGAN_BY_ROUNDING(round51),
    FANGAN_BY_ROUNDING(round64),
    FANGAN_BY_ROUNDING(round128),
    {look_ups<uint8_t>, look_ups<uint16_t>, look_ups<uint32_t>},
    {number<uint8_t>, number<uint16_t>, number<uint32_t>},
    {number<int8_t>, number<int16_t>, number<int32_t>, number<int64_t>}};

}  // namespace

const Kernels& kernels() {
  return all;
}

}  // namespace fangan::column::FANGAN_KERNELS
