// The fast half of Decimal: operations on everyday numbers, inline, on 64-bit integers.
//
// An operand is *small* when its coefficient fits 63 bits. Operations on small operands whose
// result is exact are done here; the rest is Intel's library, out of line. Both give the same bits
// (decimal_test.cc compares them on 200,000 pairs), but for the sign of zero, which FEEL has not.
// try_*() write *result and return true, or leave it alone and return false: of add, subtract and
// multiply false means out of range (VAL-N002), of divide also a zero divisor (VAL-N003). A bool
// and a pointer beat std::optional<Decimal>: the value is written once, where it is wanted.
// Included by value/decimal.h only.
#pragma once

#include <cstdlib>

#include "value/decimal.h"

namespace fangan {

/// 10^0 .. 10^19, all that fit 64 bits.
inline constexpr std::array<uint64_t, 20> powers_of_ten = [] {
  std::array<uint64_t, 20> powers{1};
  for (size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

/// The bits of a Decimal, for those who compute on them.
struct DecimalBits {
  static constexpr uint64_t exponent_mask = ~Decimal::sign_bit & ~Decimal::coefficient_mask;
  static constexpr uint64_t wide_mask = Decimal::coefficient_mask;
  static constexpr int biased_max = Decimal::exponent_max + Decimal::exponent_bias;

  static uint64_t low(Decimal number) { return number.bits_[0]; }
  static uint64_t high(Decimal number) { return number.bits_[1]; }
  static int biased(Decimal number) { return number.biased_exponent(); }
  static Decimal of_words(uint64_t low, uint64_t high) {
    Decimal number;
    number.bits_ = {low, high};
    return number;
  }
  /// The exponent is the biased one; a zero is never negative.
  static Decimal of(UInt128 coefficient, int biased, bool negative) {
    const uint64_t sign = negative && coefficient != 0 ? Decimal::sign_bit : 0;
    return of_words(static_cast<uint64_t>(coefficient),
                    static_cast<uint64_t>(coefficient >> 64) |
                        static_cast<uint64_t>(biased) << Decimal::exponent_shift | sign);
  }
  static bool is_small(Decimal number) {
    return (number.bits_[1] & wide_mask) == 0 && number.bits_[0] >> 63 == 0;
  }
  static bool are_small(Decimal left, Decimal right) {
    return ((left.bits_[1] | right.bits_[1]) & wide_mask) == 0 &&
           (left.bits_[0] | right.bits_[0]) >> 63 == 0;
  }
  /// The coefficient of a small number, with its sign.
  static int64_t value(Decimal small) {
    const int64_t sign = static_cast<int64_t>(small.bits_[1]) >> 63;
    return (static_cast<int64_t>(small.bits_[0]) ^ sign) - sign;
  }
};

/// The library, out of line: any operands.
namespace decimal_library {
bool add(Decimal left, Decimal right, Decimal* result);
bool subtract(Decimal left, Decimal right, Decimal* result);
bool multiply(Decimal left, Decimal right, Decimal* result);
bool divide(Decimal left, Decimal right, Decimal* result);
int compare(Decimal left, Decimal right);  ///< Below, at or above zero.
Decimal remainder(Decimal dividend, Decimal divisor);  ///< The sign is the dividend's.
Decimal square_root(Decimal number);                   ///< Of a number not below zero.
bool is_integer(Decimal number);
std::optional<Int128> scaled(Decimal number, int places);
}  // namespace decimal_library

/// Brings two small numbers to the lower of their exponents; false where that does not fit.
inline bool align(Decimal left, Decimal right, int64_t* left_value, int64_t* right_value) {
  *left_value = DecimalBits::value(left);
  *right_value = DecimalBits::value(right);
  const int apart = DecimalBits::biased(left) - DecimalBits::biased(right);
  if (apart == 0) return true;
  if (apart > 18 || apart < -18) return false;
  const auto factor = static_cast<int64_t>(powers_of_ten[static_cast<size_t>(std::abs(apart))]);
  int64_t* const coarser = apart > 0 ? left_value : right_value;
  return !__builtin_mul_overflow(*coarser, factor, coarser);
}

inline Decimal of_sum(int64_t sum, Decimal left, Decimal right) {
  const uint64_t a = DecimalBits::high(left) & DecimalBits::exponent_mask;
  const uint64_t b = DecimalBits::high(right) & DecimalBits::exponent_mask;
  const auto sign = static_cast<uint64_t>(sum >> 63);
  return DecimalBits::of_words((static_cast<uint64_t>(sum) ^ sign) - sign,
                               (a < b ? a : b) | sign << 63);
}

[[nodiscard]] inline bool try_add(Decimal left, Decimal right, Decimal* result) {
  int64_t a = 0;
  int64_t b = 0;
  int64_t sum = 0;
  if (DecimalBits::are_small(left, right) && align(left, right, &a, &b) &&
      !__builtin_add_overflow(a, b, &sum)) {
    *result = of_sum(sum, left, right);
    return true;
  }
  return decimal_library::add(left, right, result);
}

[[nodiscard]] inline bool try_subtract(Decimal left, Decimal right, Decimal* result) {
  int64_t a = 0;
  int64_t b = 0;
  int64_t difference = 0;
  if (DecimalBits::are_small(left, right) && align(left, right, &a, &b) &&
      !__builtin_sub_overflow(a, b, &difference)) {
    *result = of_sum(difference, left, right);
    return true;
  }
  return decimal_library::subtract(left, right, result);
}

[[nodiscard]] inline bool try_multiply(Decimal left, Decimal right, Decimal* result) {
  constexpr uint64_t high_word_max = 0x1ED09'BEAD87C0;  // 10^34 / 2^64, cut
  const int biased = DecimalBits::biased(left) + DecimalBits::biased(right) + Decimal::exponent_min;
  const UInt128 product = static_cast<UInt128>(DecimalBits::low(left)) * DecimalBits::low(right);
  if (((DecimalBits::high(left) | DecimalBits::high(right)) & DecimalBits::wide_mask) == 0 &&
      static_cast<uint64_t>(product >> 64) < high_word_max && biased >= 0 &&
      biased <= DecimalBits::biased_max) {
    const bool negative = (DecimalBits::high(left) ^ DecimalBits::high(right)) >> 63 != 0;
    *result = DecimalBits::of(product, biased, negative);
    return true;
  }
  return decimal_library::multiply(left, right, result);
}

/// Divides here where at most four digits after the exact quotient end the division.
[[nodiscard]] inline bool try_divide(Decimal left, Decimal right, Decimal* result) {
  constexpr int extra_digits_max = 4;
  constexpr uint64_t safe_max = uint64_t{1} << 59;  // Ten times it still fits.
  const uint64_t divisor = DecimalBits::low(right);
  int biased = DecimalBits::biased(left) - DecimalBits::biased(right) + -Decimal::exponent_min;
  if (!DecimalBits::are_small(left, right) || divisor == 0 || divisor > safe_max ||
      biased < extra_digits_max || biased > DecimalBits::biased_max) {
    return decimal_library::divide(left, right, result);
  }
  uint64_t quotient = DecimalBits::low(left) / divisor;
  uint64_t rest = DecimalBits::low(left) % divisor;
  for (int i = 0; rest != 0; ++i) {
    if (i == extra_digits_max || quotient > safe_max) {
      return decimal_library::divide(left, right, result);
    }
    rest *= 10;
    quotient = quotient * 10 + rest / divisor;
    rest %= divisor;
    --biased;
  }
  const bool negative = (DecimalBits::high(left) ^ DecimalBits::high(right)) >> 63 != 0;
  *result = DecimalBits::of(quotient, biased, negative);
  return true;
}

/// False when the places or the result are out of range.
[[nodiscard]] bool try_round(Decimal number, int places, Rounding rounding, Decimal* result);

inline bool Decimal::operator==(const Decimal& other) const {
  if (bits_ == other.bits_) return true;
  int64_t a = 0;
  int64_t b = 0;
  if (DecimalBits::are_small(*this, other) && align(*this, other, &a, &b)) return a == b;
  return decimal_library::compare(*this, other) == 0;
}

inline std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  int64_t a = 0;
  int64_t b = 0;
  if (DecimalBits::are_small(*this, other) && align(*this, other, &a, &b)) return a <=> b;
  return decimal_library::compare(*this, other) <=> 0;
}

inline Decimal operator-(const Decimal& number) {
  return number.is_zero() ? number
                          : DecimalBits::of_words(number.bits_[0],
                                                  number.bits_[1] ^ Decimal::sign_bit);
}

inline Decimal absolute(Decimal number) { return number.is_negative() ? -number : number; }

inline bool Decimal::is_zero() const { return (bits_[1] & coefficient_mask) == 0 && bits_[0] == 0; }

inline bool Decimal::is_negative() const { return bits_[1] >> 63 != 0; }

inline bool Decimal::is_integer() const {
  const int places = exponent_bias - biased_exponent();
  if (places <= 0) return true;
  if (DecimalBits::is_small(*this) && places < 19) {
    return bits_[0] % powers_of_ten[static_cast<size_t>(places)] == 0;
  }
  return decimal_library::is_integer(*this);
}

inline std::optional<int64_t> Decimal::scaled(int places) const {
  const int shift = biased_exponent() - exponent_bias + places;
  if (DecimalBits::is_small(*this) && shift > -19 && shift < 19) {
    const int64_t value = DecimalBits::value(*this);
    const auto power = static_cast<int64_t>(powers_of_ten[static_cast<size_t>(std::abs(shift))]);
    int64_t product = 0;
    if (shift < 0) {
      if (value % power != 0) return std::nullopt;
      return value / power;
    }
    if (!__builtin_mul_overflow(value, power, &product)) return product;
    return std::nullopt;
  }
  const std::optional<Int128> wide = decimal_library::scaled(*this, places);
  if (!wide || *wide < INT64_MIN || *wide > INT64_MAX) return std::nullopt;
  return static_cast<int64_t>(*wide);
}

inline std::optional<Int128> Decimal::scaled128(int places) const {
  return decimal_library::scaled(*this, places);
}

inline std::optional<int64_t> Decimal::as_int64() const {
  if (biased_exponent() == exponent_bias && DecimalBits::is_small(*this)) {
    return DecimalBits::value(*this);
  }
  return scaled(0);
}

inline Decimal Decimal::from_scaled(int64_t value, int places) {
  assert(places >= 0 && places <= exponent_bias);
  const Decimal whole(value);
  return DecimalBits::of(whole.coefficient(), exponent_bias - places, value < 0);
}

}  // namespace fangan
