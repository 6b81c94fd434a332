// The edges of numbers and JSON: the 34th digit, ties, sizes nobody writes.
#include <gtest/gtest.h>

#include <string>

#include "value/decimal.h"
#include "value/json.h"

namespace fangan {
namespace {

std::string shown(const Result<Decimal>& result) {
  return result ? result.value().print_normal() : result.error().code;
}

std::string parsed(const std::string& text) { return shown(Decimal::parse(text)); }

TEST(DecimalLimits, KeepThirtyFourDigitsAndRoundTiesToEven) {
  const std::string nines(33, '9');
  EXPECT_EQ(parsed(nines + "8"), nines + "8");
  EXPECT_EQ(parsed(nines + "8.5"), nines + "8");
  EXPECT_EQ(parsed(nines + "8.50000000000000000000000000000000000000001"), nines + "9");
  EXPECT_EQ(parsed(nines + "7.5"), nines + "8");
  EXPECT_EQ(parsed("0." + std::string(40, '0') + "1"), "1e-41");
  EXPECT_EQ(parsed("1" + std::string(5'000, '0') + "1e-5000"), "10");
}

TEST(DecimalLimits, BearExponentsNobodyWrites) {
  EXPECT_EQ(parsed("1e99999999999999999999"), "VAL-N002");
  EXPECT_EQ(parsed("1e-99999999999999999999"), "0");
  EXPECT_EQ(parsed("0e99999999999999999999"), "0");
  EXPECT_EQ(parsed("1e6144"), "1e6144");
  EXPECT_EQ(parsed("1e6145"), "VAL-N002");
}

TEST(DecimalLimits, RoundAtTheTie) {
  const auto rounded = [](const char* text, int places, Rounding rounding) {
    return shown(round(Decimal::parse(text).value(), places, rounding));
  };
  EXPECT_EQ(rounded("0.125", 2, Rounding::half_up), "0.13");
  EXPECT_EQ(rounded("0.125", 2, Rounding::half_even), "0.12");
  EXPECT_EQ(rounded("-0.125", 2, Rounding::half_up), "-0.13");
  EXPECT_EQ(rounded("0.1249999999999999999999999999999999", 2, Rounding::half_up), "0.12");
  EXPECT_EQ(rounded("1250", -2, Rounding::half_up), "1300");
  EXPECT_EQ(rounded("-1.01", 0, Rounding::up), "-2");
  EXPECT_EQ(rounded("1e6000", 0, Rounding::half_up), "1e6000");
  EXPECT_EQ(rounded("1e-6000", 1, Rounding::up), "0.1");
}

TEST(JsonLimits, HoldDepthAndManyMembers) {
  const std::string deep = std::string(60, '[') + std::string(60, ']');
  EXPECT_TRUE(parse_json(deep));
  std::string wide = "{";
  for (int i = 0; i < 50'000; ++i) wide += "\"k" + std::to_string(i) + "\":0,";
  wide += "\"k0\":1}";
  const Result<Json> twice = parse_json(wide);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, "VAL-J002");
}

}  // namespace
}  // namespace fangan
