// The fast paths of Decimal against Intel's library: the same bits, on 200,000 random pairs.
#include "value/decimal.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <unordered_set>

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

constexpr int pair_count = 200'000;
constexpr unsigned to_nearest_even = 0;

Decimal decimal(std::string_view text) { return Decimal::parse(text).value(); }

std::string code_of(const Result<Decimal>& result) { return result ? "" : result.error().code; }

BID_UINT128 raw(Decimal number) {
  BID_UINT128 raw;
  raw.w[0] = DecimalBits::low(number);
  raw.w[1] = DecimalBits::high(number);
  return raw;
}

/// Sign, coefficient and exponent as one text; of a zero no sign.
std::string parts(uint64_t low, uint64_t high) {
  const Decimal number = DecimalBits::of_words(low, high);
  const bool negative = !number.is_zero() && number.is_negative();
  const UInt128 coefficient = number.coefficient();
  return (negative ? "-" : "+") + std::to_string(static_cast<uint64_t>(coefficient >> 64)) + ":" +
         std::to_string(static_cast<uint64_t>(coefficient)) + "E" +
         std::to_string(number.exponent());
}
std::string parts(Decimal number) {
  return parts(DecimalBits::low(number), DecimalBits::high(number));
}

/// What the library says; "none" for infinity and NaN.
std::string library(BID_UINT128 result) {
  return bid128_isFinite(result) ? parts(result.w[0], result.w[1]) : "none";
}

std::string fast(bool done, Decimal result) {
  if (!done) return "none";
  EXPECT_FALSE(result.is_zero() && result.is_negative()) << "a negative zero";
  return parts(result);
}

/// Numbers of every shape: short and long, round, zero, near each other and at the edges.
class Numbers {
 public:
  Decimal next() {
    UInt128 coefficient = (static_cast<UInt128>(random_()) << 64 | random_()) >> below(128);
    coefficient %= ten_to_34;
    if (below(4) == 0) coefficient = round_down(coefficient, static_cast<int>(below(20)));
    if (below(12) == 0) coefficient = 0;
    if (below(12) == 0) coefficient = ten_to_34 - 1 - below(3);
    if (below(20) == 0) coefficient = (UInt128{1} << 63) - 1 + below(3);
    return DecimalBits::of(coefficient, exponent(), below(2) == 0);
  }
  uint64_t below(uint64_t limit) { return random_() % limit; }

 private:
  static constexpr UInt128 ten_to_34 =
      static_cast<UInt128>(powers_of_ten[17]) * powers_of_ten[17];

  static UInt128 round_down(UInt128 value, int zeros) {
    const UInt128 unit = powers_of_ten[static_cast<size_t>(zeros % 20)];
    return value / unit * unit;
  }
  int exponent() {
    switch (below(8)) {
      case 0: return static_cast<int>(below(40));            // The smallest numbers.
      case 1: return 12287 - static_cast<int>(below(40));    // The largest.
      case 2: return static_cast<int>(below(12288));
      case 3: return 6176 - 40 + static_cast<int>(below(80));
      default: return 6176 - static_cast<int>(below(8));     // As people write them.
    }
  }

  std::mt19937_64 random_{20171012};
};

TEST(DecimalFast, GivesTheBitsOfTheLibrary) {
  Numbers numbers;
  for (int i = 0; i < pair_count && !testing::Test::HasFailure(); ++i) {
    const Decimal a = numbers.next();
    const Decimal b = numbers.below(16) == 0 ? -a : numbers.next();
    SCOPED_TRACE(parts(a) + " and " + parts(b));
    Decimal result;
    unsigned flags = 0;
    const auto x = raw(a);
    const auto y = raw(b);
    ASSERT_EQ(fast(try_add(a, b, &result), result),
              library(bid128_add(x, y, to_nearest_even, &flags)));
    ASSERT_EQ(fast(try_subtract(a, b, &result), result),
              library(bid128_sub(x, y, to_nearest_even, &flags)));
    ASSERT_EQ(fast(try_multiply(a, b, &result), result),
              library(bid128_mul(x, y, to_nearest_even, &flags)));
    ASSERT_EQ(fast(try_divide(a, b, &result), result),
              library(bid128_div(x, y, to_nearest_even, &flags)));
    ASSERT_EQ(a == b, bid128_quiet_equal(x, y, &flags) != 0);
    ASSERT_EQ(a < b, bid128_quiet_less(x, y, &flags) != 0);
    ASSERT_EQ(a > b, bid128_quiet_greater(x, y, &flags) != 0);
    ASSERT_TRUE(a != b || a.hash() == b.hash());
  }
}

TEST(DecimalFast, DividesAndReducesLikeTheLibrary) {
  // Quotients that end are rare at random: products give them.
  Numbers numbers;
  for (int i = 0; i < pair_count / 4 && !testing::Test::HasFailure(); ++i) {
    const Decimal whole = Decimal::from_scaled(static_cast<int64_t>(numbers.below(1'000'000)), 2);
    const Decimal b(static_cast<int64_t>(numbers.below(5'000)) - 2'500);
    Decimal product;
    ASSERT_TRUE(try_multiply(whole, b, &product));
    const Decimal divisor = numbers.below(2) == 0 ? b : Decimal::from_scaled(1 << (i % 12), i % 4);
    SCOPED_TRACE(parts(product) + " and " + parts(divisor));
    unsigned flags = 0;
    Decimal result;
    ASSERT_EQ(fast(try_divide(product, divisor, &result), result),
              library(bid128_div(raw(product), raw(divisor), to_nearest_even, &flags)));
  }
}

TEST(DecimalFast, RoundsLikeTheLibrary) {
  constexpr std::array<std::pair<Rounding, unsigned>, 5> modes{{{Rounding::half_even, 0},
                                                                {Rounding::floor, 1},
                                                                {Rounding::ceiling, 2},
                                                                {Rounding::down, 3},
                                                                {Rounding::half_up, 4}}};
  Numbers numbers;
  for (int i = 0; i < pair_count / 4 && !testing::Test::HasFailure(); ++i) {
    const Decimal a = numbers.next();
    const int places = -a.exponent() - 36 + static_cast<int>(numbers.below(73));
    if (places < places_min || places > places_max) continue;
    SCOPED_TRACE(parts(a) + " to places " + std::to_string(places));
    const BID_UINT128 scale = raw(DecimalBits::of(1, 6176 - places, false));
    Decimal rounded;
    for (const auto& [rounding, mode] : modes) {
      ASSERT_TRUE(try_round(a, places, rounding, &rounded));
      unsigned flags = 0;
      const BID_UINT128 expected = bid128_quantize(raw(a), scale, mode, &flags);
      ASSERT_EQ(parts(rounded), bid128_isFinite(expected) ? library(expected) : parts(a));
    }
    Decimal down;
    Decimal up;
    Decimal half_up;
    Decimal half_even;
    ASSERT_TRUE(try_round(a, places, Rounding::down, &down));
    ASSERT_TRUE(try_round(a, places, Rounding::up, &up));
    ASSERT_EQ(parts(up), parts(a == down ? down
                               : a.is_negative() ? round(a, places, Rounding::floor).value()
                                                 : round(a, places, Rounding::ceiling).value()));
    ASSERT_TRUE(try_round(a, places, Rounding::half_up, &half_up));
    ASSERT_TRUE(try_round(a, places, Rounding::half_even, &half_even));
    ASSERT_TRUE(try_round(a, places, Rounding::half_down, &rounded));
    // Half down is half up but at a tie, where it goes towards zero.
    const Decimal to_down = subtract(a, down).value();
    const Decimal to_up = subtract(up, a).value();
    if (a.exponent() >= -places - 33) {
      ASSERT_EQ(parts(rounded), parts(absolute(to_down) == absolute(to_up) ? down : half_up));
    }
  }
}

TEST(DecimalFast, ReadsAndWritesTheTextsOfTheLibrary) {
  Numbers numbers;
  for (int i = 0; i < pair_count / 4 && !testing::Test::HasFailure(); ++i) {
    const Decimal a = numbers.next();
    const std::string text = a.print();
    unsigned flags = 0;
    std::string copy = text;
    ASSERT_EQ(library(bid128_from_string(copy.data(), to_nearest_even, &flags)),
              parts(decimal(text)))
        << text;
    ASSERT_EQ(decimal(text), a) << text;
    ASSERT_EQ(decimal(a.print_normal()), a) << text;
  }
}

TEST(Decimal, PrintsPlainlyAndKeepsTheScale) {
  EXPECT_EQ(decimal("1.50").print(), "1.50");
  EXPECT_EQ(decimal("1.50").print_normal(), "1.5");
  EXPECT_EQ(decimal("1e3").print(), "1000");
  EXPECT_EQ(decimal("-0.00").print(), "0.00");
  EXPECT_EQ(decimal("0e3").print(), "0");
  EXPECT_EQ(decimal("-0.000001").print(), "-0.000001");
  EXPECT_EQ(decimal("12345678901234567890123456789.01234").print(),
            "12345678901234567890123456789.01234");
  EXPECT_EQ(decimal("10000000000000000000").print(), "10000000000000000000");
  EXPECT_EQ(decimal("1e6000").print(), "1e6000");
  EXPECT_EQ(Decimal(INT64_MIN).print(), "-9223372036854775808");
  EXPECT_EQ(round(decimal("5"), 2, Rounding::half_even).value().print(), "5.00");
}

TEST(Decimal, ReadsShortTextsAsItReadsLongOnes) {
  for (const char* text : {"", "-", "+", ".", "-.", ".5", "-.5", "5.", "-5.", "1.2.3", "1-2", "1e",
                           "e1", "1 ", "1_0", "0x1"}) {
    EXPECT_EQ(code_of(Decimal::parse(text)), "VAL-N001") << text;
  }
  EXPECT_EQ(parts(decimal("+1.20")), parts(decimal("1.20")));
  EXPECT_EQ(parts(decimal("0000000000000000000000001.20")), parts(decimal("1.20")));
  EXPECT_EQ(parts(decimal("-0")), parts(Decimal(0)));
  EXPECT_EQ(parts(decimal("1234567890123456789")), parts(Decimal(1234567890123456789)));
}

TEST(Decimal, RoundsHalfDownAndAtTheFurthestScales) {
  const auto rounded = [](const char* text, int places, Rounding rounding) {
    const Result<Decimal> result = round(decimal(text), places, rounding);
    return result ? result.value().print() : result.error().code;
  };
  EXPECT_EQ(rounded("5.5", 0, Rounding::half_down), "5");
  EXPECT_EQ(rounded("-5.5", 0, Rounding::half_down), "-5");
  EXPECT_EQ(rounded("5.51", 0, Rounding::half_down), "6");
  EXPECT_EQ(rounded("-1.126", 2, Rounding::half_down), "-1.13");
  EXPECT_EQ(rounded("-0.4", 0, Rounding::half_up), "0");
  for (const Rounding rounding : {Rounding::up, Rounding::down, Rounding::half_up,
                                  Rounding::half_down, Rounding::half_even}) {
    EXPECT_EQ(rounded("5.5", 6176, rounding), "5.5");
    EXPECT_EQ(rounded("5.5", 6177, rounding), "VAL-N005");
    EXPECT_EQ(rounded("5.5", -6112, rounding), "VAL-N005");
    EXPECT_EQ(rounded("5.5", -6111, rounding), rounding == Rounding::up ? "1e6111" : "0");
  }
}

TEST(Decimal, KnowsIntegersAndColumns) {
  EXPECT_TRUE(decimal("2.00").is_integer());
  EXPECT_TRUE(decimal("1e6000").is_integer());
  EXPECT_TRUE(decimal("1234567890123456789012345.000000000").is_integer());
  EXPECT_FALSE(decimal("1234567890123456789012345.000000001").is_integer());
  EXPECT_FALSE(decimal("1e-6176").is_integer());
  EXPECT_EQ(decimal("-9223372036854775808.0").as_int64(), INT64_MIN);
  EXPECT_EQ(decimal("9223372036854775808").as_int64(), std::nullopt);
  EXPECT_EQ(decimal("1e18").as_int64(), 1'000'000'000'000'000'000);
  EXPECT_EQ(decimal("1e19").as_int64(), std::nullopt);
  EXPECT_EQ(decimal("0e19").as_int64(), 0);
  EXPECT_EQ(decimal("0e-6176").as_int64(), 0);
  EXPECT_EQ(decimal("12.34").scaled(2), 1234);
  EXPECT_EQ(decimal("12.34").scaled(1), std::nullopt);
  EXPECT_EQ(decimal("-12.3400").scaled(2), -1234);
  EXPECT_TRUE(decimal("1e20").scaled128(6) == static_cast<Int128>(powers_of_ten[13]) *
                                                   static_cast<Int128>(powers_of_ten[13]));
  EXPECT_EQ(decimal("1e20").scaled128(19), std::nullopt);
  EXPECT_EQ(Decimal::from_scaled(-1234, 2).print(), "-12.34");
  EXPECT_EQ(Decimal::from_scaled(INT64_MIN, 0), Decimal(INT64_MIN));
}

TEST(Decimal, HashesByValue) {
  EXPECT_EQ(decimal("1").hash(), decimal("1.000").hash());
  EXPECT_EQ(decimal("1000").hash(), decimal("1e3").hash());
  EXPECT_EQ(decimal("0").hash(), decimal("0.00").hash());
  EXPECT_EQ(decimal("1234567890123456789012345.6").hash(),
            decimal("1234567890123456789012345.600000").hash());
  std::unordered_set<size_t> hashes;
  for (int i = -5'000; i < 5'000; ++i) hashes.insert(Decimal::from_scaled(i, 2).hash());
  EXPECT_EQ(hashes.size(), 10'000U);
}

}  // namespace
}  // namespace fangan
