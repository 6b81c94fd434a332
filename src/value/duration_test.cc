// Durations as FEEL has them: two kinds, canonical, signed, huge.
#include <gtest/gtest.h>

#include <string>

#include "value/duration.h"

namespace fangan {
namespace {

template <typename T>
std::string shown(const Result<T>& result) {
  return result ? print(result.value()) : result.error().code;
}
std::string shown(const Result<Decimal>& result) {
  return result ? result.value().print_normal() : result.error().code;
}

MonthsDuration months(std::string_view text) { return parse_months_duration(text).value(); }
TimeDuration time_of(std::string_view text) { return parse_time_duration(text).value(); }
Decimal number(std::string_view text) { return Decimal::parse(text).value(); }

struct Row {
  const char* text;
  const char* expected;
};

TEST(MonthsDuration, IsReadAndPrintedCanonically) {
  constexpr Row rows[] = {{"P1Y2M", "P1Y2M"},
                          {"P13M", "P1Y1M"},
                          {"P2Y30M", "P4Y6M"},
                          {"-P25M", "-P2Y1M"},
                          {"P0Y", "P0M"},
                          {"-P0M", "P0M"},
                          {"P0Y0M", "P0M"},
                          {"P999999999Y", "P999999999Y"},
                          {"P9223372036854775807M", "P768614336404564650Y7M"},
                          {"P9223372036854775808M", "VAL-U002"},
                          {"P768614336404564651Y", "VAL-U002"},
                          {"P99999999999999999999Y", "VAL-U002"},
                          {"P1Y1D", "VAL-U001"},
                          {"P1M1Y", "VAL-U001"},
                          {"P1Y1Y", "VAL-U001"},
                          {"P1W", "VAL-U001"},
                          {"P1.5Y", "VAL-U001"},
                          {"P-1Y", "VAL-U001"},
                          {"+P1Y", "VAL-U001"},
                          {"p1Y", "VAL-U001"},
                          {"P1y", "VAL-U001"},
                          {"P1", "VAL-U001"},
                          {"1Y", "VAL-U001"},
                          {" P1Y", "VAL-U001"},
                          {"P", "VAL-U001"},
                          {"-", "VAL-U001"}};
  for (const Row& row : rows) {
    EXPECT_EQ(shown(parse_months_duration(row.text)), row.expected) << row.text;
  }
}

TEST(TimeDuration, IsReadAndPrintedCanonically) {
  constexpr Row rows[] = {{"P1D", "P1D"},
                          {"PT24H", "P1D"},
                          {"PT36H", "P1DT12H"},
                          {"P1DT1H1M1.5S", "P1DT1H1M1.5S"},
                          {"PT90S", "PT1M30S"},
                          {"PT0.S", "PT0S"},
                          {"PT7.S", "PT7S"},
                          {"PT0.000000001S", "PT0.000000001S"},
                          {"-PT0.1S", "-PT0.1S"},
                          {"PT1.500S", "PT1.5S"},
                          {"-P0D", "PT0S"},
                          {"PT0H0M0S", "PT0S"},
                          {"PT9223372036854775807.999999999S",
                           "P106751991167300DT15H30M7.999999999S"},
                          {"-PT9223372036854775807.999999999S",
                           "-P106751991167300DT15H30M7.999999999S"},
                          {"PT9223372036854775808S", "VAL-U002"},
                          {"P106751991167301D", "VAL-U002"},
                          {"PT9223372036854775807M", "VAL-U002"},
                          {"PT1.1234567890S", "VAL-U001"},
                          {"PT.5S", "VAL-U001"},
                          {"PT1,5S", "VAL-U001"},
                          {"PT1.5M", "VAL-U001"},
                          {"P1DT", "VAL-U001"},
                          {"P1H", "VAL-U001"},
                          {"PT1D", "VAL-U001"},
                          {"PT1S1M", "VAL-U001"},
                          {"PTT1S", "VAL-U001"},
                          {"P1Y", "VAL-U001"},
                          {"P1YT1H", "VAL-U001"},
                          {"PT-1H", "VAL-U001"},
                          {"P1W", "VAL-U001"},
                          {"", "VAL-U001"}};
  for (const Row& row : rows) {
    EXPECT_EQ(shown(parse_time_duration(row.text)), row.expected) << row.text;
  }
}

TEST(Durations, AreComparedByLength) {
  EXPECT_LT(months("P11M"), months("P1Y"));
  EXPECT_EQ(months("P1Y"), months("P12M"));
  EXPECT_EQ(months("P0Y"), months("-P0Y"));
  EXPECT_LT(time_of("-PT1.5S"), time_of("-PT1.2S"));
  EXPECT_LT(time_of("-PT0.1S"), time_of("PT0S"));
  EXPECT_EQ(time_of("P1D"), time_of("PT1440M"));
}

TEST(Durations, AddAndSubtract) {
  EXPECT_EQ(shown(add(months("P1Y"), months("-P2M"))), "P10M");
  EXPECT_EQ(shown(subtract(months("-P1Y"), months("-P2M"))), "-P10M");
  EXPECT_EQ(shown(add(MonthsDuration{INT64_MAX}, MonthsDuration{1})), "VAL-U002");
  EXPECT_EQ(shown(subtract(MonthsDuration{-INT64_MAX}, MonthsDuration{1})), "VAL-U002");
  EXPECT_EQ(shown(subtract(time_of("P1D"), time_of("PT2H"))), "PT22H");
  EXPECT_EQ(shown(add(time_of("PT0.7S"), time_of("PT0.6S"))), "PT1.3S");
  EXPECT_EQ(shown(subtract(time_of("PT1S"), time_of("PT0.000000001S"))), "PT0.999999999S");
  EXPECT_EQ(shown(subtract(time_of("PT0.5S"), time_of("PT2S"))), "-PT1.5S");
  EXPECT_EQ(shown(add(time_of("-PT2S"), time_of("PT0.5S"))), "-PT1.5S");
  EXPECT_EQ(shown(add(TimeDuration{INT64_MAX}, time_of("PT1S"))), "VAL-U002");
  EXPECT_EQ(shown(add(time_of("PT9223372036854775807.5S"), time_of("PT0.5S"))), "VAL-U002");
  EXPECT_EQ(shown(subtract(TimeDuration{-INT64_MAX}, time_of("PT1S"))), "VAL-U002");
}

TEST(Durations, AreMultipliedAndDividedByNumbers) {
  EXPECT_EQ(shown(multiply(months("P1Y11M"), number("-2.5"))), "-P4Y9M");
  EXPECT_EQ(shown(multiply(months("P1M"), number("0.999"))), "P0M");
  EXPECT_EQ(shown(divide(months("P10Y11M"), number("2.5"))), "P4Y4M");
  EXPECT_EQ(shown(multiply(months("P1Y"), number("1e30"))), "VAL-U002");
  EXPECT_EQ(shown(multiply(months("P1Y"), number("1e6144"))), "VAL-U002");
  EXPECT_EQ(shown(divide(months("P1Y"), number("0"))), "VAL-N003");
  EXPECT_EQ(shown(divide(months("P1Y"), number("1e-6100"))), "VAL-U002");
  EXPECT_EQ(shown(multiply(time_of("PT23H"), number("2.5"))), "P2DT9H30M");
  EXPECT_EQ(shown(multiply(time_of("-PT1.5S"), number("0.5"))), "-PT0.75S");
  EXPECT_EQ(shown(divide(time_of("PT1S"), number("3"))), "PT0.333333333S");
  EXPECT_EQ(shown(divide(time_of("P10DT23H"), number("2.5"))), "P4DT9H12M");
  EXPECT_EQ(shown(divide(time_of("PT1S"), number("0"))), "VAL-N003");
  EXPECT_EQ(shown(multiply(TimeDuration{INT64_MAX}, number("1.1"))), "VAL-U002");
}

TEST(Durations, AreDividedByTheirLike) {
  EXPECT_EQ(shown(divide(months("P10Y"), months("P5Y"))), "2");
  EXPECT_EQ(shown(divide(months("P1Y"), months("-P8M"))), "-1.5");
  EXPECT_EQ(shown(divide(months("P1Y"), months("P0M"))), "VAL-N003");
  EXPECT_EQ(shown(divide(time_of("P1D"), time_of("PT0.5S"))), "172800");
  EXPECT_EQ(shown(divide(time_of("P1D"), time_of("PT0S"))), "VAL-N003");
}

TEST(Durations, HaveComponentsOfTheirSign) {
  const YearsAndMonths back = components(months("-P1Y2M"));
  EXPECT_EQ(back.years, -1);
  EXPECT_EQ(back.months, -2);
  const DaysAndTime parts = components(time_of("P1DT25H61M61.5S"));
  EXPECT_EQ(parts.days, 2);
  EXPECT_EQ(parts.hours, 2);
  EXPECT_EQ(parts.minutes, 2);
  EXPECT_EQ(parts.seconds, 1);
  EXPECT_EQ(parts.nanoseconds, 500'000'000);
  EXPECT_EQ(seconds_component(time_of("-PT1M2.25S")).print_normal(), "-2.25");
  EXPECT_EQ(print(absolute(months("-P1Y2M"))), "P1Y2M");
  EXPECT_EQ(print(absolute(time_of("-PT0.5S"))), "PT0.5S");
}

}  // namespace
}  // namespace fangan
