#include "value/decimal.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "text/utf8.h"

// Intel's library, called by value with rounding and flags as arguments: no global state.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#define UNCHANGED_BINARY_FLAGS
extern "C" {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <bid_conf.h>
#include <bid_functions.h>
#pragma GCC diagnostic pop
}

namespace fangan {
namespace {

constexpr unsigned to_nearest_even = 0;

BID_UINT128 raw(Decimal number) {
  BID_UINT128 raw;
  raw.w[0] = DecimalBits::low(number);
  raw.w[1] = DecimalBits::high(number);
  return raw;
}

/// False for infinity and NaN; a negative zero loses its sign.
bool keep_finite(BID_UINT128 raw, Decimal* result) {
  if (!bid128_isFinite(raw)) return false;
  const Decimal number = DecimalBits::of_words(raw.w[0], raw.w[1]);
  *result = number.is_zero() ? DecimalBits::of(0, DecimalBits::biased(number), false) : number;
  return true;
}

/// 10^0 .. 10^38, all that fit 128 bits.
constexpr std::array<UInt128, 39> wide_powers = [] {
  std::array<UInt128, 39> powers{1};
  for (size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

UInt128 wide_power(int exponent) { return wide_powers[static_cast<size_t>(exponent)]; }

/// How many digits; of zero, none.
int digit_count(UInt128 coefficient) {
  const auto* const above =
      std::upper_bound(wide_powers.begin(), wide_powers.end(), coefficient);
  return static_cast<int>(above - wide_powers.begin());
}

/// Reads digits into *i; true when there was at least one.
bool skip_digits(std::string_view text, size_t* i) {
  const size_t begin = *i;
  while (*i < text.size() && text[*i] >= '0' && text[*i] <= '9') ++*i;
  return *i > begin;
}

bool is_number_text(std::string_view text) {
  size_t i = 0;
  if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  if (!skip_digits(text, &i)) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!skip_digits(text, &i)) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (!skip_digits(text, &i)) return false;
  }
  return i == text.size();
}

/// [-]digits[.digits] of at most 19 characters, as nearly all literals are.
bool parse_short(std::string_view text, Decimal* number) {
  constexpr size_t characters_max = 19;
  if (text.size() > characters_max || text.empty()) return false;
  const bool negative = text.front() == '-';
  uint64_t coefficient = 0;
  size_t point = text.size();
  for (size_t i = negative ? 1 : 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      coefficient = coefficient * 10 + static_cast<uint64_t>(c - '0');
    } else if (c == '.' && point == text.size() && i > (negative ? 1U : 0U) &&
               i + 1 < text.size()) {
      point = i;
    } else {
      return false;
    }
  }
  if (text.size() == (negative ? 1U : 0U)) return false;
  const int places = point == text.size() ? 0 : static_cast<int>(text.size() - point - 1);
  *number = DecimalBits::of(coefficient, -Decimal::exponent_min - places, negative);
  return true;
}

std::string digits_of(UInt128 coefficient) {
  std::array<char, 40> buffer;
  constexpr uint64_t half = powers_of_ten[19];
  const auto high = static_cast<uint64_t>(coefficient / half);
  const auto low = static_cast<uint64_t>(coefficient % half);
  if (high == 0) {
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), low).ptr;
    return {buffer.data(), end};
  }
  std::string digits(buffer.data(),
                     std::to_chars(buffer.data(), buffer.data() + buffer.size(), high).ptr);
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), low).ptr;
  const auto written = static_cast<size_t>(end - buffer.data());
  digits.append(19 - written, '0').append(buffer.data(), written);
  return digits;
}

std::string write_plain(bool negative, std::string digits, int exponent) {
  constexpr int plain_zeros_max = 34;
  std::string text = negative ? "-" : "";
  if (digits == "0" && (exponent > 0 || -exponent > plain_zeros_max)) exponent = 0;
  const bool too_long = exponent > plain_zeros_max ||
                        -exponent > plain_zeros_max + static_cast<int>(digits.size());
  if (too_long) return text + digits + "e" + std::to_string(exponent);
  if (exponent >= 0) {
    return text + digits.append(static_cast<size_t>(exponent), '0');
  }
  const auto places = static_cast<size_t>(-exponent);
  if (digits.size() <= places) digits.insert(0, places - digits.size() + 1, '0');
  const size_t whole = digits.size() - places;
  return text.append(digits, 0, whole) + "." + digits.substr(whole);
}

/// Whether the cut half of a unit, or more or less, raises the digits kept.
/// `rest` is compared with `half` of what one unit of the last place is worth.
bool rounds_away(Rounding rounding, bool negative, bool odd, std::strong_ordering rest_to_half,
                 bool is_exact) {
  if (is_exact) return false;
  switch (rounding) {
    case Rounding::down: return false;
    case Rounding::up: return true;
    case Rounding::floor: return negative;
    case Rounding::ceiling: return !negative;
    case Rounding::half_up: return rest_to_half >= 0;
    case Rounding::half_down: return rest_to_half > 0;
    case Rounding::half_even: return rest_to_half > 0 || (rest_to_half == 0 && odd);
  }
  return false;
}

}  // namespace

namespace decimal_library {

bool add(Decimal left, Decimal right, Decimal* result) {
  unsigned flags = 0;
  return keep_finite(bid128_add(raw(left), raw(right), to_nearest_even, &flags), result);
}

bool subtract(Decimal left, Decimal right, Decimal* result) {
  unsigned flags = 0;
  return keep_finite(bid128_sub(raw(left), raw(right), to_nearest_even, &flags), result);
}

bool multiply(Decimal left, Decimal right, Decimal* result) {
  unsigned flags = 0;
  return keep_finite(bid128_mul(raw(left), raw(right), to_nearest_even, &flags), result);
}

bool divide(Decimal left, Decimal right, Decimal* result) {
  if (right.is_zero()) return false;
  unsigned flags = 0;
  return keep_finite(bid128_div(raw(left), raw(right), to_nearest_even, &flags), result);
}

Decimal remainder(Decimal dividend, Decimal divisor) {
  unsigned flags = 0;
  Decimal result;
  const bool is_finite = keep_finite(bid128_fmod(raw(dividend), raw(divisor), &flags), &result);
  assert(is_finite);
  return is_finite ? result : Decimal();
}

Decimal square_root(Decimal number) {
  unsigned flags = 0;
  Decimal result;
  const bool is_finite =
      keep_finite(bid128_sqrt(raw(number), to_nearest_even, &flags), &result);
  assert(is_finite);
  return is_finite ? result : Decimal();
}

int compare(Decimal left, Decimal right) {
  unsigned flags = 0;
  if (bid128_quiet_less(raw(left), raw(right), &flags)) return -1;
  return bid128_quiet_greater(raw(left), raw(right), &flags) ? 1 : 0;
}

bool is_integer(Decimal number) {
  const int places = -number.exponent();
  if (places <= 0 || number.is_zero()) return true;
  return places < Decimal::digits_max && number.coefficient() % wide_power(places) == 0;
}

std::optional<Int128> scaled(Decimal number, int places) {
  UInt128 coefficient = number.coefficient();
  if (coefficient == 0) return 0;
  const int shift = number.exponent() + places;
  if (shift < -Decimal::digits_max || shift > 38) return std::nullopt;
  if (shift < 0) {
    if (coefficient % wide_power(-shift) != 0) return std::nullopt;
    coefficient /= wide_power(-shift);
  } else {
    constexpr UInt128 magnitude_max = ~UInt128{0} >> 1;
    if (coefficient > magnitude_max / wide_power(shift)) return std::nullopt;
    coefficient *= wide_power(shift);
  }
  const auto value = static_cast<Int128>(coefficient);
  return number.is_negative() ? -value : value;
}

}  // namespace decimal_library

Result<Decimal> Decimal::parse(std::string_view text) {
  Decimal number;
  if (parse_short(text, &number)) return number;
  if (!is_number_text(text))
    return problem("VAL-N001", {{"text", std::string(first_bytes(text, 60))}});
  std::string copy(text);
  unsigned flags = 0;
  if (keep_finite(bid128_from_string(copy.data(), to_nearest_even, &flags), &number)) return number;
  return problem("VAL-N002");
}

std::string Decimal::print() const {
  return write_plain(is_negative(), digits_of(coefficient()), exponent());
}

std::string Decimal::print_normal() const {
  std::string digits = digits_of(coefficient());
  if (digits == "0") return digits;
  const size_t zeros = digits.size() - 1 - digits.find_last_not_of('0');
  digits.resize(digits.size() - zeros);
  return write_plain(is_negative(), std::move(digits), exponent() + static_cast<int>(zeros));
}

size_t Decimal::hash() const {
  UInt128 wide = coefficient();
  if (wide == 0) return 0;
  auto scale = static_cast<uint64_t>(biased_exponent());
  for (; wide >> 64 != 0 && wide % 10 == 0; wide /= 10) ++scale;
  auto low = static_cast<uint64_t>(wide);
  if (wide >> 64 == 0) {
    for (; low % 10 == 0; low /= 10) ++scale;
  }
  // Mixes as a multiplication by odd constants and a fold do; equal parts, equal hash.
  uint64_t mixed = low * 0x9E37'79B9'7F4A'7C15;
  mixed ^= (static_cast<uint64_t>(wide >> 64) + scale * 2 + (is_negative() ? 1 : 0)) *
           0xC2B2'AE3D'27D4'EB4F;
  return mixed ^ mixed >> 32;
}

Result<int64_t> Decimal::to_int64() const {
  if (const std::optional<int64_t> value = as_int64()) return *value;
  return problem("VAL-N002");
}

Result<Decimal> add(const Decimal& left, const Decimal& right) {
  Decimal result;
  if (try_add(left, right, &result)) return result;
  return problem("VAL-N002");
}

Result<Decimal> subtract(const Decimal& left, const Decimal& right) {
  Decimal result;
  if (try_subtract(left, right, &result)) return result;
  return problem("VAL-N002");
}

Result<Decimal> multiply(const Decimal& left, const Decimal& right) {
  Decimal result;
  if (try_multiply(left, right, &result)) return result;
  return problem("VAL-N002");
}

Result<Decimal> divide(const Decimal& left, const Decimal& right) {
  Decimal result;
  if (try_divide(left, right, &result)) return result;
  return problem(right.is_zero() ? "VAL-N003" : "VAL-N002");
}

bool try_round(Decimal number, int places, Rounding rounding, Decimal* result) {
  if (places < places_min || places > places_max) return false;
  const int biased = -places - Decimal::exponent_min;  // Of the result: 65 .. 12287.
  const int cut = biased - DecimalBits::biased(number);
  const UInt128 coefficient = number.coefficient();
  const bool negative = number.is_negative();
  if (cut <= 0) {
    // Nothing to cut: only the scale may grow, where 34 digits hold it.
    *result = number;
    if (coefficient == 0) {
      *result = DecimalBits::of(0, biased, false);
    } else if (digit_count(coefficient) - cut <= Decimal::digits_max) {
      *result = DecimalBits::of(coefficient * wide_power(-cut), biased, negative);
    }
    return true;
  }
  UInt128 kept = 0;
  std::strong_ordering rest_to_half = std::strong_ordering::less;
  bool is_exact = coefficient == 0;
  if (cut <= 38) {
    const UInt128 unit = wide_power(cut);
    UInt128 rest = 0;
    if (coefficient >> 64 == 0 && cut < 20) {
      const auto low = static_cast<uint64_t>(coefficient);
      kept = low / static_cast<uint64_t>(unit);
      rest = low % static_cast<uint64_t>(unit);
    } else {
      kept = coefficient / unit;
      rest = coefficient % unit;
    }
    rest_to_half = rest <=> unit / 2;
    is_exact = rest == 0;
  }
  if (rounds_away(rounding, negative, (kept & 1) != 0, rest_to_half, is_exact)) ++kept;
  *result = DecimalBits::of(kept, biased, negative);
  return true;
}

Result<Decimal> round(const Decimal& number, int places, Rounding rounding) {
  if (places < places_min || places > places_max) {
    return problem("VAL-N005", {{"places", std::to_string(places)}});
  }
  Decimal result;
  if (try_round(number, places, rounding, &result)) return result;
  return problem("VAL-N002");
}

}  // namespace fangan
