#include "value/decimal_math.h"

#include <mpfr.h>

#include <algorithm>
#include <cstring>

namespace fangan {
namespace {

constexpr mpfr_prec_t precision_bits = 512;

/// Gives back what MPFR keeps for a thread when the thread ends.
struct CacheOfThread {
  ~CacheOfThread() { mpfr_free_cache(); }
};

/// A number of MPFR that frees itself.
class Real {
 public:
  Real() {
    static thread_local const CacheOfThread cache;
    static_cast<void>(&cache);
    mpfr_init2(real_, precision_bits);
  }
  explicit Real(Decimal number) : Real() {
    const std::string digits = coefficient_text(number);
    mpfr_set_str(real_, digits.c_str(), 10, MPFR_RNDN);
  }
  ~Real() { mpfr_clear(real_); }
  Real(const Real&) = delete;
  Real& operator=(const Real&) = delete;
  Real(Real&&) = delete;
  Real& operator=(Real&&) = delete;

  mpfr_ptr get() { return real_; }

 private:
  static std::string coefficient_text(Decimal number) {
    const Decimal whole =
        DecimalBits::of(number.coefficient(), -Decimal::exponent_min, number.is_negative());
    return whole.print() + "e" + std::to_string(number.exponent());
  }

  mpfr_t real_;
};

struct Parts {
  UInt128 coefficient;  ///< Below 10^34.
  int64_t exponent;
};

void drop_trailing_zeros(Parts* parts) {
  if (parts->coefficient == 0) return;
  for (; parts->coefficient % 10 == 0; parts->coefficient /= 10) ++parts->exponent;
}

/// The decimal nearest to the parts, which may lie beyond its exponents.
Result<Decimal> nearest(Parts parts, bool negative) {
  if (parts.exponent < Decimal::exponent_min) {
    const int64_t cut = Decimal::exponent_min - parts.exponent;
    if (cut > Decimal::digits_max) return Decimal(0);
    const auto unscaled = DecimalBits::of(parts.coefficient, -Decimal::exponent_min, negative);
    Decimal kept;
    if (!try_round(unscaled, -static_cast<int>(cut), Rounding::half_even, &kept)) {
      return problem("VAL-N002");
    }
    return DecimalBits::of(kept.coefficient(), 0, negative);
  }
  constexpr UInt128 coefficient_end =
      static_cast<UInt128>(powers_of_ten[17]) * powers_of_ten[17];
  for (; parts.exponent > Decimal::exponent_max; --parts.exponent) {
    if (parts.coefficient >= coefficient_end / 10) return problem("VAL-N002");
    parts.coefficient *= 10;
  }
  const auto biased = static_cast<int>(parts.exponent) - Decimal::exponent_min;
  return DecimalBits::of(parts.coefficient, biased, negative);
}

/// Rounds to 34 digits; `shift` is added to the exponent.
Result<Decimal> to_decimal(Real* real, int64_t shift, bool negative) {
  if (mpfr_zero_p(real->get())) return Decimal(0);
  if (!mpfr_number_p(real->get())) return problem("VAL-N002");
  mpfr_exp_t exponent = 0;
  std::array<char, Decimal::digits_max + 2> digits{};
  mpfr_get_str(digits.data(), &exponent, 10, Decimal::digits_max, real->get(), MPFR_RNDN);
  const bool is_below_zero = digits[0] == '-';
  Parts parts{0, exponent - Decimal::digits_max + shift};
  for (const char* c = digits.data() + (is_below_zero ? 1 : 0); *c != '\0'; ++c) {
    parts.coefficient = parts.coefficient * 10 + static_cast<UInt128>(*c - '0');
  }
  drop_trailing_zeros(&parts);
  return nearest(parts, negative || is_below_zero);
}

Diagnostic no_real_value(std::string expression) {
  return problem("VAL-N004", {{"expression", std::move(expression)}});
}

/// base ^ exponent where that has at most 34 digits.
std::optional<UInt128> short_power(UInt128 base, int64_t exponent) {
  constexpr UInt128 end = static_cast<UInt128>(powers_of_ten[17]) * powers_of_ten[17];
  UInt128 product = 1;
  for (int64_t i = 0; i < exponent; ++i) {
    if (product > (end - 1) / base) return std::nullopt;
    product *= base;
  }
  return product;
}

/// Whether base ^ exponent is known to be out of range (+1), as good as zero (-1), or neither (0).
int beyond_range(Decimal base, Decimal exponent) {
  constexpr int64_t largest = Decimal::exponent_max + Decimal::digits_max;
  constexpr int64_t smallest = Decimal::exponent_min - 1;
  Real magnitude(base);
  Real factor(exponent);
  mpfr_log10(magnitude.get(), magnitude.get(), MPFR_RNDN);
  mpfr_mul(magnitude.get(), magnitude.get(), factor.get(), MPFR_RNDN);
  if (mpfr_cmp_si(magnitude.get(), largest) > 0) return 1;
  return mpfr_cmp_si(magnitude.get(), smallest) < 0 ? -1 : 0;
}

/// base ^ exponent for a base above zero. An integer power is taken of the bare coefficient, so
/// that what ends after 35 digits is a tie in MPFR too; above integer_max nothing ends so early.
Result<Decimal> long_power(Decimal base, Decimal exponent, bool negative) {
  constexpr int64_t integer_max = 9'000'000;  // 113 bits to this power are in MPFR's range.
  const int beyond = beyond_range(base, exponent);
  if (beyond > 0) return problem("VAL-N002");
  if (beyond < 0) return Decimal(0);
  Real result;
  const std::optional<int64_t> whole = exponent.as_int64();
  if (!whole || *whole > integer_max || *whole < -integer_max) {
    mpfr_pow(result.get(), Real(base).get(), Real(exponent).get(), MPFR_RNDN);
    return to_decimal(&result, 0, negative);
  }
  Parts parts{base.coefficient(), base.exponent()};
  drop_trailing_zeros(&parts);
  Real coefficient(DecimalBits::of(parts.coefficient, -Decimal::exponent_min, false));
  mpfr_pow_si(result.get(), coefficient.get(), *whole, MPFR_RNDN);
  return to_decimal(&result, parts.exponent * *whole, negative);
}

}  // namespace

Result<Decimal> modulo(Decimal dividend, Decimal divisor) {
  if (divisor.is_zero()) return problem("VAL-N003");
  int64_t a = 0;
  int64_t b = 0;
  if (DecimalBits::are_small(dividend, divisor) && align(dividend, divisor, &a, &b) && b != -1) {
    int64_t rest = a % b;
    if (rest != 0 && (rest < 0) != (b < 0)) rest += b;
    return of_sum(rest, dividend, divisor);
  }
  const Decimal rest = decimal_library::remainder(dividend, divisor);
  if (rest.is_zero() || rest.is_negative() == divisor.is_negative()) return rest;
  return add(rest, divisor);
}

Result<Decimal> square_root(Decimal number) {
  if (number.is_negative()) return no_real_value("sqrt(" + number.print() + ")");
  return decimal_library::square_root(number);
}

Result<Decimal> exponential(Decimal number) {
  constexpr int64_t logarithm_max = 14'300;  // e^14300 has more than 6145 + 34 digits.
  if (number > Decimal(logarithm_max)) return problem("VAL-N002");
  if (number < Decimal(-logarithm_max)) return Decimal(0);
  Real result(number);
  mpfr_exp(result.get(), result.get(), MPFR_RNDN);
  return to_decimal(&result, 0, false);
}

Result<Decimal> natural_logarithm(Decimal number) {
  if (number <= Decimal(0)) return no_real_value("log(" + number.print() + ")");
  Real result(number);
  mpfr_log(result.get(), result.get(), MPFR_RNDN);
  return to_decimal(&result, 0, false);
}

Result<Decimal> power(Decimal base, Decimal exponent) {
  constexpr int64_t short_max = 113;  // 2^113 has 35 digits.
  if (exponent.is_zero()) return Decimal(1);
  if (base.is_zero()) {
    if (exponent.is_negative()) return problem("VAL-N003");
    return Decimal(0);
  }
  if (base.is_negative() && !exponent.is_integer()) {
    return no_real_value("(" + base.print() + ") ** " + exponent.print());
  }
  const bool negative = base.is_negative() && is_odd(exponent);
  const std::optional<int64_t> whole = exponent.as_int64();
  if (whole && *whole > 0 && *whole <= short_max) {
    if (const auto exact = short_power(base.coefficient(), *whole)) {
      return nearest({*exact, base.exponent() * *whole}, negative);
    }
  }
  return long_power(absolute(base), exponent, negative);
}

bool is_even(Decimal number) { return number.is_integer() && !is_odd(number); }

bool is_odd(Decimal number) {
  if (!number.is_integer() || number.is_zero() || number.exponent() > 0) return false;
  UInt128 coefficient = number.coefficient();
  for (int i = number.exponent(); i < 0; ++i) coefficient /= 10;
  return (coefficient & 1) != 0;
}

}  // namespace fangan
