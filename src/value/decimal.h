// Decimal: the number of every figure a person sees.
//
// IEEE 754-2008 decimal128: 34 significant digits, exponent -6176..6111, the number type of FEEL.
// 0.1 + 0.2 is 0.3 here. No binary floating point touches a figure.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/result.h"

namespace fangan {

enum class Rounding : uint8_t { half_up, half_even, down, up, floor, ceiling };

/// A finite decimal number. There is no NaN and no infinity: an operation that would give one
/// returns an error instead.
class Decimal {
 public:
  Decimal();  ///< Zero.
  Decimal(int64_t value);

  /// Reads [-+]digits[.digits][e[-+]digits]; nothing else, no blanks, no grouping.
  /// Errors  VAL-N001 not a number; VAL-N002 out of range.
  static Result<Decimal> parse(std::string_view text);

  /// Plain digits, without an exponent while the number has at most 34 digits before and after the
  /// point; scale is kept ("1.50" stays "1.50") unless `normal` asks to drop trailing zeros.
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

 private:
  friend struct DecimalAccess;
  std::array<uint64_t, 2> bits_;
};

/// Errors  VAL-N002 when the result is out of range; VAL-N003 division by zero.
Result<Decimal> add(const Decimal& left, const Decimal& right);
Result<Decimal> subtract(const Decimal& left, const Decimal& right);
Result<Decimal> multiply(const Decimal& left, const Decimal& right);
Result<Decimal> divide(const Decimal& left, const Decimal& right);

/// Rounds to `places` digits after the point (negative: before it).
/// Limits  places in [-6111, 6176]. Errors  VAL-N002.
Result<Decimal> round(const Decimal& number, int places, Rounding rounding);

}  // namespace fangan
