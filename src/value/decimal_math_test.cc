// Remainders, powers, roots and logarithms: published digits, exact results, bounded time.
#include "value/decimal_math.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <thread>
#include <vector>

namespace fangan {
namespace {

Decimal decimal(std::string_view text) { return Decimal::parse(text).value(); }

std::string shown(const Result<Decimal>& result) {
  return result ? result.value().print() : result.error().code;
}

std::string raised(std::string_view base, std::string_view exponent) {
  return shown(power(decimal(base), decimal(exponent)));
}

std::string modulo_of(std::string_view dividend, std::string_view divisor) {
  return shown(modulo(decimal(dividend), decimal(divisor)));
}

TEST(DecimalMath, TakesTheRemainderBelow) {
  EXPECT_EQ(modulo_of("12", "5"), "2");
  EXPECT_EQ(modulo_of("-12", "5"), "3");
  EXPECT_EQ(modulo_of("12", "-5"), "-3");
  EXPECT_EQ(modulo_of("-12", "-5"), "-2");
  EXPECT_EQ(modulo_of("10.1", "4.5"), "1.1");
  EXPECT_EQ(modulo_of("-10.1", "4.5"), "3.4");
  EXPECT_EQ(modulo_of("10.1", "-4.5"), "-3.4");
  EXPECT_EQ(modulo_of("-10.1", "-4.5"), "-1.1");
  EXPECT_EQ(modulo_of("0", "4"), "0");
  EXPECT_EQ(modulo_of("-9223372036854775807", "-1"), "0");
  EXPECT_EQ(modulo_of("10", "0"), "VAL-N003");
  // 10 ^ k modulo 7 repeats every six: 6000 is a multiple of six.
  EXPECT_EQ(modulo_of("1e6000", "7"), "1");
  EXPECT_EQ(modulo_of("-1e6000", "7"), "6");
  EXPECT_EQ(decimal(modulo_of("1e6100", "1e-6000")), Decimal(0));
  EXPECT_EQ(decimal(modulo_of("1e-6000", "1e6100")), decimal("1e-6000"));
}

TEST(DecimalMath, TakesRootsAndLogarithmsToTheLastDigit) {
  EXPECT_EQ(shown(square_root(decimal("4"))), "2");
  EXPECT_EQ(shown(square_root(decimal("0"))), "0");
  EXPECT_EQ(shown(square_root(decimal("2"))), "1.414213562373095048801688724209698");
  EXPECT_EQ(shown(square_root(decimal("-1"))), "VAL-N004");
  EXPECT_EQ(shown(exponential(decimal("1"))), "2.718281828459045235360287471352662");
  EXPECT_EQ(shown(exponential(decimal("0"))), "1");
  EXPECT_EQ(shown(exponential(decimal("-1"))), "0.3678794411714423215955237701614609");
  EXPECT_EQ(shown(exponential(decimal("1e-6000"))), "1");
  EXPECT_EQ(shown(exponential(decimal("14150"))), "VAL-N002");
  EXPECT_EQ(shown(exponential(decimal("1e6000"))), "VAL-N002");
  EXPECT_EQ(shown(exponential(decimal("-1e6000"))), "0");
  EXPECT_EQ(shown(natural_logarithm(decimal("2"))), "0.6931471805599453094172321214581766");
  EXPECT_EQ(shown(natural_logarithm(decimal("10"))), "2.302585092994045684017991454684364");
  EXPECT_EQ(shown(natural_logarithm(decimal("1"))), "0");
  // ln(1 + x) = x - x^2/2 + ...: with x = 1e-33 the next term is 34 digits further down.
  EXPECT_EQ(natural_logarithm(decimal("1.000000000000000000000000000000001")).value(),
            decimal("9.999999999999999999999999999999995e-34"));
  EXPECT_EQ(shown(natural_logarithm(decimal("0"))), "VAL-N004");
  EXPECT_EQ(shown(natural_logarithm(decimal("-1"))), "VAL-N004");
}

TEST(DecimalMath, RaisesExactlyWherePossible) {
  EXPECT_EQ(raised("-3", "2"), "9");
  EXPECT_EQ(raised("-3", "3"), "-27");
  EXPECT_EQ(raised("81", "5"), "3486784401");
  EXPECT_EQ(raised("1.5", "3"), "3.375");
  EXPECT_EQ(raised("1.10", "2"), "1.2100");
  EXPECT_EQ(raised("2", "-1"), "0.5");
  EXPECT_EQ(raised("5", "-3"), "0.008");
  EXPECT_EQ(raised("-2", "-3"), "-0.125");
  EXPECT_EQ(raised("10", "3"), "1000");
  EXPECT_EQ(raised("10", "33"), "1" + std::string(33, '0'));
  EXPECT_EQ(raised("10", "6000"), "1e6000");
  EXPECT_EQ(raised("10", "-6000"), "1e-6000");
  EXPECT_EQ(raised("4", "0.5"), "2");
  EXPECT_EQ(raised("0.01", "0.5"), "0.1");
  EXPECT_EQ(raised("2", "100"), "1267650600228229401496703205376");
  EXPECT_EQ(raised("0", "0"), "1");
  EXPECT_EQ(raised("1e6000", "0"), "1");
  EXPECT_EQ(raised("0", "2"), "0");
  EXPECT_EQ(raised("0.5", "1"), "0.5");
  // 5^49 has 35 digits, the last a 5: a tie, which goes to the even neighbour.
  EXPECT_EQ(raised("5", "49"), "17763568394002504646778106689453120");
  EXPECT_EQ(raised("0.05", "49"), "1776356839400250464677810668945312e-97");
  EXPECT_EQ(raised("2", "-49"), "0.000000000000001776356839400250464677810668945312");
  EXPECT_EQ(raised("5", "2.55").substr(0, 14), "60.58617166606");
}

TEST(DecimalMath, SaysWhyThereIsNoPower) {
  EXPECT_EQ(raised("0", "-1"), "VAL-N003");
  EXPECT_EQ(raised("0", "-0.5"), "VAL-N003");
  EXPECT_EQ(raised("-8", "0.3333333333333333333333333333333333"), "VAL-N004");
  EXPECT_EQ(raised("10", "6145"), "VAL-N002");
  EXPECT_EQ(raised("10", "1e6000"), "VAL-N002");
  EXPECT_EQ(raised("-10", "6145"), "VAL-N002");
}

TEST(DecimalMath, TakesNoLongForHugeExponents) {
  EXPECT_EQ(raised("2", "-99999999"), "0");
  EXPECT_EQ(raised("0.1", "1e6000"), "0");
  EXPECT_EQ(raised("1", "1e6000"), "1");
  EXPECT_EQ(raised("-1", "1e6000"), "1");
  EXPECT_EQ(raised("-1", "999999999999999999999999999999999"), "-1");
  EXPECT_EQ(raised("9.99e6000", "-2"), "0");
  EXPECT_EQ(raised("1.0000001", "1000000000"), "26881037012649238105056003014775040000000000");
  // (1 + 1e-33) ^ 1e33 is e less 5e-34 of it.
  EXPECT_EQ(raised("1.000000000000000000000000000000001", "1000000000000000000000000000000000"),
            "2.718281828459045235360287471352661");
  EXPECT_EQ(raised("0.999999999999999", "999999999999999").substr(0, 12), "0.3678794411");
}

TEST(DecimalMath, AgreesWithRepeatedMultiplication) {
  std::mt19937_64 random{3};
  for (int i = 0; i < 2'000; ++i) {
    const Decimal base = Decimal::from_scaled(static_cast<int64_t>(random() % 20'000) - 10'000, 2);
    if (base.is_zero()) continue;
    const auto exponent = static_cast<int64_t>(random() % 8);
    Decimal product(1);
    for (int64_t k = 0; k < exponent; ++k) product = multiply(product, base).value();
    EXPECT_EQ(power(base, Decimal(exponent)).value(), product);
    const Decimal inverse = divide(Decimal(1), product).value();
    EXPECT_EQ(power(base, Decimal(-exponent)).value(), inverse) << base.print() << exponent;
  }
}

TEST(DecimalMath, TellsEvenFromOdd) {
  EXPECT_TRUE(is_even(decimal("0")) && is_even(decimal("-2")) && is_even(decimal("1e6000")));
  EXPECT_TRUE(is_odd(decimal("-1")) && is_odd(decimal("7.00")));
  EXPECT_FALSE(is_even(decimal("1.5")) || is_odd(decimal("1.5")) || is_odd(decimal("2")));
}

TEST(DecimalMath, ServesManyThreads) {
  std::vector<std::thread> threads;
  std::array<Decimal, 4> results;
  for (Decimal& result : results) {
    threads.emplace_back([&result] {
      for (int i = 1; i < 100; ++i) result = exponential(Decimal(i)).value();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Decimal& result : results) EXPECT_EQ(result, exponential(Decimal(99)).value());
}

}  // namespace
}  // namespace fangan
