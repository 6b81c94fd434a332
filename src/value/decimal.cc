#include "value/decimal.h"

#include <cstring>

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

/// The one place that knows the library's type.
struct DecimalAccess {
  static BID_UINT128 raw(const Decimal& decimal) {
    BID_UINT128 raw;
    std::memcpy(&raw, decimal.bits_.data(), sizeof(raw));
    return raw;
  }
  static Decimal make(BID_UINT128 raw) {
    Decimal decimal;
    std::memcpy(decimal.bits_.data(), &raw, sizeof(raw));
    return decimal;
  }
};

namespace {

constexpr unsigned to_nearest_even = 0;

BID_UINT128 raw(const Decimal& decimal) { return DecimalAccess::raw(decimal); }

Result<Decimal> finite(BID_UINT128 raw) {
  if (bid128_isFinite(raw)) return DecimalAccess::make(raw);
  return problem("VAL-N002");
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

/// "[+-]digits E exponent" as the library prints it, taken apart.
struct Digits {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

Digits take_apart(BID_UINT128 value) {
  char text[64] = {};
  unsigned flags = 0;
  bid128_to_string(text, value, &flags);
  const std::string_view whole = text;
  const size_t e = whole.find('E');
  Digits parts;
  parts.negative = whole.front() == '-';
  parts.digits = std::string(whole.substr(1, e - 1));
  parts.exponent = std::atoi(text + e + 1);
  const size_t first = parts.digits.find_first_not_of('0');
  parts.digits.erase(0, first == std::string::npos ? parts.digits.size() - 1 : first);
  return parts;
}

std::string write_plain(Digits parts) {
  constexpr int plain_zeros_max = 34;
  std::string& digits = parts.digits;
  std::string text = parts.negative && digits != "0" ? "-" : "";
  const bool too_long = parts.exponent > plain_zeros_max ||
                        -parts.exponent > plain_zeros_max + static_cast<int>(digits.size());
  if (too_long) return text + digits + "e" + std::to_string(parts.exponent);
  if (parts.exponent >= 0) {
    if (digits != "0") digits.append(static_cast<size_t>(parts.exponent), '0');
    return text + digits;
  }
  const auto places = static_cast<size_t>(-parts.exponent);
  if (digits.size() <= places) digits.insert(0, places - digits.size() + 1, '0');
  return text + digits.substr(0, digits.size() - places) + "." +
         digits.substr(digits.size() - places);
}

unsigned library_mode(Rounding rounding) {
  switch (rounding) {
    case Rounding::half_even: return 0;
    case Rounding::floor: return 1;
    case Rounding::ceiling: return 2;
    case Rounding::down: return 3;
    case Rounding::half_up: return 4;
    case Rounding::up: return 3;  // Away from zero is corrected by the caller.
  }
  return 0;
}

}  // namespace

Decimal::Decimal() : Decimal(int64_t{0}) {}

Decimal::Decimal(int64_t value) {
  const BID_UINT128 raw = bid128_from_int64(value);
  std::memcpy(bits_.data(), &raw, sizeof(raw));
}

Result<Decimal> Decimal::parse(std::string_view text) {
  if (!is_number_text(text))
    return problem("VAL-N001", {{"text", std::string(text.substr(0, 60))}});
  std::string copy(text);
  unsigned flags = 0;
  const BID_UINT128 raw = bid128_from_string(copy.data(), to_nearest_even, &flags);
  return finite(raw);
}

std::string Decimal::print() const { return write_plain(take_apart(raw(*this))); }

std::string Decimal::print_normal() const {
  Digits parts = take_apart(raw(*this));
  while (parts.digits.size() > 1 && parts.digits.back() == '0') {
    parts.digits.pop_back();
    ++parts.exponent;
  }
  if (parts.digits == "0") parts.exponent = 0;
  return write_plain(parts);
}

Decimal operator-(const Decimal& value) {
  return value.is_zero() ? value : DecimalAccess::make(bid128_negate(raw(value)));
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  unsigned flags = 0;
  if (bid128_quiet_less(raw(*this), raw(other), &flags)) return std::strong_ordering::less;
  if (bid128_quiet_greater(raw(*this), raw(other), &flags)) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

bool Decimal::operator==(const Decimal& other) const { return (*this <=> other) == 0; }

bool Decimal::is_zero() const { return bid128_isZero(raw(*this)); }

bool Decimal::is_negative() const { return *this < Decimal(0); }

bool Decimal::is_integer() const {
  const Result<Decimal> whole = round(*this, 0, Rounding::down);
  return whole && whole.value() == *this;
}

Result<int64_t> Decimal::to_int64() const {
  const bool in_range = *this >= Decimal(INT64_MIN) && *this <= Decimal(INT64_MAX);
  if (!in_range || !is_integer()) return problem("VAL-N002");
  unsigned flags = 0;
  return bid128_to_int64_int(raw(*this), &flags);
}

Result<Decimal> add(const Decimal& left, const Decimal& right) {
  unsigned flags = 0;
  return finite(bid128_add(raw(left), raw(right), to_nearest_even, &flags));
}

Result<Decimal> subtract(const Decimal& left, const Decimal& right) {
  unsigned flags = 0;
  return finite(bid128_sub(raw(left), raw(right), to_nearest_even, &flags));
}

Result<Decimal> multiply(const Decimal& left, const Decimal& right) {
  unsigned flags = 0;
  return finite(bid128_mul(raw(left), raw(right), to_nearest_even, &flags));
}

Result<Decimal> divide(const Decimal& left, const Decimal& right) {
  if (right.is_zero()) return problem("VAL-N003");
  unsigned flags = 0;
  return finite(bid128_div(raw(left), raw(right), to_nearest_even, &flags));
}

Result<Decimal> round(const Decimal& number, int places, Rounding rounding) {
  unsigned flags = 0;
  const Digits parts = take_apart(raw(number));
  if (parts.exponent >= -places && parts.digits != "0") {
    // Already coarse enough: only the scale may grow, where 34 digits hold it.
    const BID_UINT128 scale = bid128_scalbn(bid128_from_int64(1), -places, to_nearest_even, &flags);
    flags = 0;
    const BID_UINT128 scaled = bid128_quantize(raw(number), scale, to_nearest_even, &flags);
    return bid128_isFinite(scaled) ? DecimalAccess::make(scaled) : number;
  }
  const BID_UINT128 scale = bid128_scalbn(bid128_from_int64(1), -places, to_nearest_even, &flags);
  flags = 0;
  unsigned mode = library_mode(rounding);
  if (rounding == Rounding::up) mode = number.is_negative() ? 1 : 2;
  return finite(bid128_quantize(raw(number), scale, mode, &flags));
}

}  // namespace fangan
