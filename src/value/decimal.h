// Decimal: the number of every figure a person sees.
//
// IEEE 754-2008 decimal128: 34 significant digits, exponent -6176..6111, the number type of FEEL.
// 0.1 + 0.2 is 0.3 here. No binary floating point touches a figure. The bits are those of the
// binary encoding (BID): sign, exponent, then a coefficient of 113 bits, which is a plain integer;
// so sums and products of everyday size are computed on integers, inline (value/decimal_fast.h),
// and everything else by Intel's library, with the same bits as result.
// Powers, roots, logarithms and remainders: value/decimal_math.h.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/result.h"

namespace fangan {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

enum class Rounding : uint8_t { half_up, half_even, half_down, down, up, floor, ceiling };

/// A finite decimal number. There is no NaN, no infinity and no negative zero: an operation that
/// would give one of the first two returns an error instead, and -0 is 0. Passed by value: it fits
/// two registers. Numbers keep their scale (1.50 prints "1.50"), equality looks at the value.
class Decimal {
 public:
  constexpr Decimal() : bits_{0, zero_exponent} {}
  constexpr Decimal(int64_t value)
      : bits_{value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value),
              zero_exponent | (value < 0 ? sign_bit : 0)} {}

  /// Reads [-+]digits[.digits][e[-+]digits]; nothing else, no blanks, no grouping.
  /// Errors  VAL-N001 not a number; VAL-N002 out of range.
  static Result<Decimal> parse(std::string_view text);

  /// `value` / 10^places: how columns keep amounts. 0 <= places <= 6176.
  static Decimal from_scaled(int64_t value, int places);

  /// What FEEL's string() gives: plain digits with the scale kept ("1.50" stays "1.50"), without an
  /// exponent while the number has at most 34 zeros to add before or after its digits; beyond
  /// that "1e6000", which FEEL reads again. print_normal() drops trailing zeros.
  std::string print() const;
  std::string print_normal() const;

  friend Decimal operator-(const Decimal&);
  std::strong_ordering operator<=>(const Decimal&) const;  ///< By value: 1.0 equals 1.
  bool operator==(const Decimal&) const;

  bool is_zero() const;
  bool is_negative() const;
  bool is_integer() const;
  /// The value as int64, if it is an integer in range. Errors  VAL-N002.
  Result<int64_t> to_int64() const;
  /// The same without a reason: nothing where it is no integer or does not fit.
  std::optional<int64_t> as_int64() const;

  /// The value times 10^places, where that is an integer that fits; never rounded.
  std::optional<int64_t> scaled(int places) const;
  std::optional<Int128> scaled128(int places) const;

  /// Equal values have equal hashes, whatever their scale.
  size_t hash() const;

  /// The parts: (-1)^is_negative * coefficient * 10^exponent. Of zero the exponent is its scale.
  UInt128 coefficient() const {
    return static_cast<UInt128>(bits_[1] & coefficient_mask) << 64 | bits_[0];
  }
  int exponent() const { return biased_exponent() - exponent_bias; }

  static constexpr int digits_max = 34;
  static constexpr int exponent_min = -6176;
  static constexpr int exponent_max = 6111;

 private:
  friend struct DecimalBits;
  static constexpr uint64_t sign_bit = uint64_t{1} << 63;
  static constexpr int exponent_shift = 49;
  static constexpr uint64_t coefficient_mask = (uint64_t{1} << exponent_shift) - 1;
  static constexpr int exponent_bias = 6176;
  static constexpr uint64_t zero_exponent = uint64_t{exponent_bias} << exponent_shift;

  int biased_exponent() const { return static_cast<int>((bits_[1] & ~sign_bit) >> exponent_shift); }

  std::array<uint64_t, 2> bits_;  ///< Low word, high word.
};

/// Errors  VAL-N002 when the result is out of range; VAL-N003 division by zero.
/// The same operations without a reason, for inner loops: try_add() and so on.
Result<Decimal> add(const Decimal& left, const Decimal& right);
Result<Decimal> subtract(const Decimal& left, const Decimal& right);
Result<Decimal> multiply(const Decimal& left, const Decimal& right);
Result<Decimal> divide(const Decimal& left, const Decimal& right);

inline constexpr int places_min = -6111;
inline constexpr int places_max = 6176;

/// Rounds to `places` digits after the point (negative: before it). The scale of the result is
/// `places` where 34 digits hold it (round(5, 2) prints "5.00"); else the number stays as it is.
/// Errors  VAL-N002 when the result is out of range; VAL-N005 when places are not in
/// [places_min, places_max].
Result<Decimal> round(const Decimal& number, int places, Rounding rounding);

}  // namespace fangan

template <>
struct std::hash<fangan::Decimal> {
  size_t operator()(const fangan::Decimal& number) const noexcept { return number.hash(); }
};

#include "value/decimal_fast.h"
