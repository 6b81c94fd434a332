// Dates, times, and dates and times as FEEL has them: read, printed, compared, computed.
#include <gtest/gtest.h>

#include <string>

#include "value/date.h"
#include "value/date_time.h"
#include "value/time.h"

namespace fangan {
namespace {

std::string text_of(const Date& date) { return date.print(); }
std::string text_of(const Time& time) { return time.print(); }
std::string text_of(const DateTime& date_time) { return date_time.print(); }
std::string text_of(const TimeDuration& duration) { return print(duration); }

template <typename T>
std::string shown(const Result<T>& result) {
  return result ? text_of(result.value()) : result.error().code;
}

Date date(std::string_view text) { return Date::parse(text).value(); }
Time at(std::string_view text) { return Time::parse(text).value(); }
DateTime moment(std::string_view text) { return DateTime::parse(text).value(); }
MonthsDuration months(std::string_view text) { return parse_months_duration(text).value(); }
TimeDuration lasting(std::string_view text) { return parse_time_duration(text).value(); }

struct Row {
  const char* text;
  const char* expected;  ///< Printed again, or the code of the refusal.
};

TEST(FeelDate, IsReadAndPrinted) {
  constexpr Row rows[] = {{"2021-03-04", "2021-03-04"},
                          {"-0044-03-15", "-0044-03-15"},
                          {"0000-02-29", "0000-02-29"},
                          {"12345-01-01", "12345-01-01"},
                          {"999999999-12-31", "999999999-12-31"},
                          {"-999999999-01-01", "-999999999-01-01"},
                          {"1000000000-01-01", "VAL-D002"},
                          {"-0000-01-01", "VAL-D002"},
                          {"012345-01-01", "VAL-D002"},
                          {"+2021-03-04", "VAL-D002"},
                          {"21-03-04", "VAL-D002"},
                          {"2021-3-4", "VAL-D002"},
                          {"2021/03/04", "VAL-D002"},
                          {"2021-03-04Z", "VAL-D002"},
                          {"--21-03-04", "VAL-D002"},
                          {"-", "VAL-D002"},
                          {"", "VAL-D002"},
                          {"2021-00-04", "VAL-D001"},
                          {"2021-04-31", "VAL-D001"},
                          {"1900-02-29", "VAL-D001"}};
  for (const Row& row : rows) EXPECT_EQ(shown(Date::parse(row.text)), row.expected) << row.text;
  EXPECT_EQ(shown(Date::of(1'000'000'000, 1, 1)), "VAL-D001");
  EXPECT_EQ(shown(Date::of(2021, 4'294'967'297, 1)), "VAL-D001");
  EXPECT_EQ(shown(Date::of(2021, 1, -1)), "VAL-D001");
  EXPECT_EQ(Date::from_days(Date::days_min), date("-999999999-01-01"));
  EXPECT_EQ(Date::from_days(Date::days_max), date("999999999-12-31"));
}

TEST(FeelDate, MovesByDurations) {
  EXPECT_EQ(shown(add(date("2021-01-31"), months("P1M"))), "2021-02-28");
  EXPECT_EQ(shown(add(date("2020-01-31"), months("P1M"))), "2020-02-29");
  EXPECT_EQ(shown(subtract(date("2020-02-29"), months("P1Y"))), "2019-02-28");
  EXPECT_EQ(shown(add(date("-0001-12-15"), months("P1M"))), "0000-01-15");
  EXPECT_EQ(shown(subtract(date("-2021-01-01"), months("P1M"))), "-2022-12-01");
  EXPECT_EQ(shown(add(date("999999999-12-01"), months("P1M"))), "VAL-D003");
  EXPECT_EQ(shown(add(date("2021-01-01"), MonthsDuration{INT64_MAX})), "VAL-D003");
  EXPECT_EQ(shown(subtract(date("2021-01-01"), MonthsDuration{INT64_MAX})), "VAL-D003");
  EXPECT_EQ(shown(add(date("2021-01-01"), lasting("PT47H59M"))), "2021-01-02");
  EXPECT_EQ(shown(subtract(date("2021-01-02"), lasting("PT1S"))), "2021-01-01");
  EXPECT_EQ(shown(subtract(date("2021-01-02"), lasting("PT0.000000001S"))), "2021-01-01");
  EXPECT_EQ(shown(subtract(date("2021-01-02"), lasting("-PT23H"))), "2021-01-02");
  EXPECT_EQ(shown(subtract(date("2020-03-01"), lasting("P1D"))), "2020-02-29");
  EXPECT_EQ(shown(add(date("999999999-12-31"), lasting("P1D"))), "VAL-D003");
  EXPECT_EQ(shown(add(date("2021-01-01"), TimeDuration{-INT64_MAX})), "VAL-D003");
  EXPECT_EQ(print(difference(date("2021-01-01"), date("2020-01-01"))), "P366D");
  EXPECT_EQ(print(difference(date("-999999999-01-01"), date("999999999-12-31"))),
            "-P730484999633D");
}

TEST(FeelDate, CountsMonthsBetween) {
  const auto between = [](const char* from, const char* to) {
    return print(months_between(date(from), date(to)));
  };
  EXPECT_EQ(between("2019-05-10", "2021-07-09"), "P2Y1M");
  EXPECT_EQ(between("2019-05-10", "2021-07-10"), "P2Y2M");
  EXPECT_EQ(between("2021-07-09", "2019-05-10"), "-P2Y1M");
  EXPECT_EQ(between("2021-07-10", "2019-05-10"), "-P2Y2M");
  EXPECT_EQ(between("2020-01-31", "2020-02-29"), "P0M");
  EXPECT_EQ(between("-0002-06-01", "0001-06-01"), "P3Y");
  EXPECT_EQ(between("2020-01-31", "2020-01-01"), "P0M");
}

TEST(FeelDate, KnowsItsPlaceInWeekAndYear) {
  struct Place {
    const char* text;
    const char* weekday;
    int day_of_year;
    int week;
  };
  constexpr Place places[] = {
      {"1970-01-01", "Thursday", 1, 1},  {"2021-01-03", "Sunday", 3, 53},
      {"2021-01-04", "Monday", 4, 1},    {"2020-12-31", "Thursday", 366, 53},
      {"2018-12-31", "Monday", 365, 1},  {"2016-01-03", "Sunday", 3, 53},
      {"2000-02-29", "Tuesday", 60, 9},  {"-0001-12-31", "Friday", 365, 52},
      {"0000-01-01", "Saturday", 1, 52}, {"2022-10-01", "Saturday", 274, 39}};
  for (const Place& place : places) {
    const Date day = date(place.text);
    EXPECT_EQ(weekday_name(day), place.weekday) << place.text;
    EXPECT_EQ(day_of_year(day), place.day_of_year) << place.text;
    EXPECT_EQ(week_of_year(day), place.week) << place.text;
  }
  EXPECT_EQ(weekday(date("2021-01-04")), 1);
  EXPECT_EQ(weekday(date("2021-01-03")), 7);
  EXPECT_EQ(month_name(date("2021-01-03")), "January");
  EXPECT_EQ(month_name(date("2021-12-03")), "December");
}

TEST(FeelTime, IsReadAndPrinted) {
  constexpr Row rows[] = {{"09:08:07", "09:08:07"},
                          {"00:00:00", "00:00:00"},
                          {"24:00:00", "00:00:00"},
                          {"24:00:00.000Z", "00:00:00Z"},
                          {"09:08:07.5", "09:08:07.5"},
                          {"09:08:07.120000000", "09:08:07.12"},
                          {"09:08:07.000000001", "09:08:07.000000001"},
                          {"09:08:07Z", "09:08:07Z"},
                          {"09:08:07z", "09:08:07Z"},
                          {"09:08:07-00:00", "09:08:07Z"},
                          {"09:08:07+05:30", "09:08:07+05:30"},
                          {"09:08:07-03:00:36", "09:08:07-03:00:36"},
                          {"09:08:07+18:00", "09:08:07+18:00"},
                          {"09:08:07.25@Asia/Shanghai", "09:08:07.25@Asia/Shanghai"},
                          {"09:08@Asia/Shanghai", "09:08:00@Asia/Shanghai"},
                          {"09:08:07+18:01", "VAL-Z001"},
                          {"09:08:07-19:00", "VAL-Z001"},
                          {"09:08:07@Asia/Nowhere", "VAL-Z002"},
                          {"09:08:60", "VAL-T002"},
                          {"09:60:00", "VAL-T002"},
                          {"24:00:01", "VAL-T002"},
                          {"24:00:00.000000001", "VAL-T002"},
                          {"25:00:00", "VAL-T002"},
                          {"09:08", "VAL-T001"},
                          {"09:08Z", "VAL-T001"},
                          {"9:08:07", "VAL-T001"},
                          {"09:8:07", "VAL-T001"},
                          {"09:08:7", "VAL-T001"},
                          {"09:08:07.", "VAL-T001"},
                          {"09:08:07.1234567890", "VAL-T001"},
                          {"09:08:07,5", "VAL-T001"},
                          {"T09:08:07", "VAL-T001"},
                          {"09:08:07+5:00", "VAL-T001"},
                          {"09:08:07+05", "VAL-T001"},
                          {"09:08:07+05:60", "VAL-T001"},
                          {"09:08:07+08:00@Asia/Shanghai", "VAL-T001"},
                          {"09:08:07 Z", "VAL-T001"},
                          {"09:08:07T", "VAL-T001"},
                          {"", "VAL-T001"}};
  for (const Row& row : rows) EXPECT_EQ(shown(Time::parse(row.text)), row.expected) << row.text;
}

TEST(FeelTime, IsMadeOfNumbers) {
  const auto made = [](int64_t hour, int64_t minute, const char* second, Zone zone) {
    return shown(Time::of(hour, minute, Decimal::parse(second).value(), zone));
  };
  EXPECT_EQ(made(9, 8, "7.5", Zone()), "09:08:07.5");
  EXPECT_EQ(made(9, 8, "7.0000000019", Zone::utc()), "09:08:07.000000001Z");
  EXPECT_EQ(made(23, 59, "59.9999999999", Zone()), "23:59:59.999999999");
  EXPECT_EQ(made(24, 0, "0", Zone()), "VAL-T002");
  EXPECT_EQ(made(-1, 0, "0", Zone()), "VAL-T002");
  EXPECT_EQ(made(0, 60, "0", Zone()), "VAL-T002");
  EXPECT_EQ(made(0, 0, "60", Zone()), "VAL-T002");
  EXPECT_EQ(made(0, 0, "-0.1", Zone()), "VAL-T002");
  EXPECT_EQ(made(0, 0, "1e6000", Zone()), "VAL-T002");
}

TEST(FeelTime, HasComponents) {
  const Time time = at("09:08:07.25-02:45:55");
  EXPECT_EQ(time.hour(), 9);
  EXPECT_EQ(time.minute(), 8);
  EXPECT_EQ(time.second().print_normal(), "7.25");
  EXPECT_EQ(time.offset_s(), -(2 * 3'600 + 45 * 60 + 55));
  EXPECT_EQ(at("09:08:07").offset_s(), std::nullopt);
  EXPECT_EQ(at("09:08:07@Europe/Paris").offset_s(), std::nullopt);
  EXPECT_EQ(at("09:08:07@Europe/Paris").zone().name(), "Europe/Paris");
  EXPECT_EQ(at("09:08:07Z").zone().name(), "");
}

TEST(FeelTime, IsComparedInWholeSecondsOfOneClock) {
  EXPECT_TRUE(equals(at("10:00:00.1"), at("10:00:00.9")));
  EXPECT_TRUE(compare(at("10:00:00.9"), at("10:00:01")) < 0);
  EXPECT_TRUE(equals(at("10:00:00Z"), at("12:30:00+02:30")));
  EXPECT_TRUE(compare(at("10:00:00-01:00"), at("10:00:00Z")) > 0);
  // 01:00 at +02:00 is 23:00 UTC of the day before.
  EXPECT_TRUE(compare(at("01:00:00+02:00"), at("23:00:00Z")) < 0);
  EXPECT_TRUE(equals(at("10:00:00"), at("10:00:00+05:00")));
  EXPECT_TRUE(equals(at("10:00:00@Europe/Paris"), at("10:00:00")));
  EXPECT_TRUE(equals(at("10:00:00@Europe/Paris"), at("10:00:00@Europe/Rome")));
  EXPECT_TRUE(equals(at("10:00:00@Asia/Shanghai"), at("10:00:00+08:00")));
  EXPECT_TRUE(equals(at("10:00:00@Etc/UTC"), at("10:00:00Z")));
  EXPECT_TRUE(compare(at("10:00:00@Asia/Shanghai"), at("10:00:00@Europe/Paris")) < 0);
}

TEST(FeelTime, IsTheSameOnlyInEveryComponent) {
  EXPECT_EQ(at("23:00:50Z"), at("23:00:50+00:00"));
  EXPECT_NE(at("23:00:50@Etc/UTC"), at("23:00:50Z"));
  EXPECT_NE(at("23:00:50"), at("23:00:50Z"));
  EXPECT_NE(at("23:00:50Z"), at("22:00:50-01:00"));
  EXPECT_NE(at("23:00:50.1"), at("23:00:50.2"));
}

TEST(FeelTime, WrapsAtMidnight) {
  const auto sum = [](const char* time, const char* duration) {
    return add(at(time), lasting(duration)).print();
  };
  EXPECT_EQ(sum("23:30:00", "PT1H"), "00:30:00");
  EXPECT_EQ(sum("00:30:00+08:00", "-PT1H"), "23:30:00+08:00");
  EXPECT_EQ(sum("10:15:00", "P1000D"), "10:15:00");
  EXPECT_EQ(sum("00:00:00", "-PT0.000000001S"), "23:59:59.999999999");
  EXPECT_EQ(sum("10:15:00@Asia/Shanghai", "-P1DT1H"), "09:15:00@Asia/Shanghai");
  EXPECT_EQ(subtract(at("10:15:00"), lasting("PT10H16M")).print(), "23:59:00");
  EXPECT_EQ(add(at("00:00:00"), TimeDuration{INT64_MAX}).print(), "15:30:07");
  EXPECT_EQ(add(at("00:00:00"), TimeDuration{-INT64_MAX}).print(), "08:29:53");
}

TEST(FeelTime, HasADifference) {
  const auto minus = [](const char* left, const char* right) {
    return shown(difference(at(left), at(right)));
  };
  EXPECT_EQ(minus("10:00:00", "11:00:00.5"), "-PT1H0.5S");
  EXPECT_EQ(minus("10:00:00+08:00", "10:00:00Z"), "-PT8H");
  EXPECT_EQ(minus("10:00:00@Asia/Shanghai", "09:00:00@Asia/Shanghai"), "PT1H");
  EXPECT_EQ(minus("10:00:00@Asia/Shanghai", "02:00:00Z"), "PT0S");
  EXPECT_EQ(minus("10:00:00", "10:00:00Z"), "VAL-T004");
  EXPECT_EQ(minus("10:00:00@Asia/Shanghai", "10:00:00"), "VAL-T004");
}

TEST(FeelDateTime, IsReadAndPrinted) {
  constexpr Row rows[] = {
      {"2021-03-04", "2021-03-04T00:00:00"},
      {"2021-03-04T05:06:07", "2021-03-04T05:06:07"},
      {"2021-03-04T05:06:07.890", "2021-03-04T05:06:07.89"},
      {"2021-03-04T05:06:07Z", "2021-03-04T05:06:07Z"},
      {"-2021-03-04T05:06:07+08:00", "-2021-03-04T05:06:07+08:00"},
      {"2021-03-04T05:06:07@Asia/Shanghai", "2021-03-04T05:06:07@Asia/Shanghai"},
      {"2021-12-31T24:00:00", "2022-01-01T00:00:00"},
      {"999999999-12-31T23:59:59.999999999@Europe/Paris",
       "999999999-12-31T23:59:59.999999999@Europe/Paris"},
      {"-999999999-01-01T00:00:00+18:00", "-999999999-01-01T00:00:00+18:00"},
      {"-999999999-01-01T00:00:00@Asia/Shanghai", "-999999999-01-01T00:00:00@Asia/Shanghai"},
      {"999999999-12-31T24:00:00", "VAL-D003"},
      {"2021-12-31T24:00:01", "VAL-T002"},
      {"2021-02-29T00:00:00", "VAL-D001"},
      {"2021-02-28T23:59:60", "VAL-T002"},
      {"2021-02-28T00:00:00@Mars/Base", "VAL-Z002"},
      {"2021-02-28T00:00:00+19:00", "VAL-Z001"},
      {"2021-02-28T", "VAL-T003"},
      {"2021-02-28 00:00:00", "VAL-T003"},
      {"2021-02-28T00:00", "VAL-T003"},
      {"2021-02-28T00:00:00+08:00@Asia/Shanghai", "VAL-T003"},
      {"02021-02-28T00:00:00", "VAL-T003"},
      {"T00:00:00", "VAL-T003"},
      {"00:00:00", "VAL-T003"},
      {"", "VAL-T003"}};
  for (const Row& row : rows) {
    EXPECT_EQ(shown(DateTime::parse(row.text)), row.expected) << row.text;
  }
}

TEST(FeelDateTime, FollowsTheClocksOfItsZone) {
  // On 28 March 2021 Paris skipped 02:00 to 03:00; on 31 October it had it twice.
  EXPECT_EQ(moment("2021-03-28T02:30:00@Europe/Paris").print(), "2021-03-28T03:30:00@Europe/Paris");
  EXPECT_EQ(moment("2021-03-28T01:59:59@Europe/Paris").offset_s(), 3'600);
  EXPECT_EQ(moment("2021-03-28T03:00:00@Europe/Paris").offset_s(), 7'200);
  const DateTime first = moment("2021-10-31T02:30:00@Europe/Paris");
  EXPECT_EQ(first.offset_s(), 7'200);
  const DateTime second = add(first, lasting("PT1H")).value();
  EXPECT_EQ(second.offset_s(), 3'600);
  EXPECT_EQ(second.local_s(), first.local_s());
  EXPECT_TRUE(compare(first, second) < 0);
  EXPECT_NE(first, second);
  EXPECT_EQ(second.zone().name(), "Europe/Paris");
  EXPECT_EQ(second.print(), "2021-10-31T02:30:00+01:00");
  EXPECT_TRUE(equals(moment(second.print()), second));
  EXPECT_EQ(shown(add(second, lasting("PT1H"))), "2021-10-31T03:30:00@Europe/Paris");
}

TEST(FeelDateTime, IsAnInstantWhenCompared) {
  const auto equal = [](const char* left, const char* right) {
    return equals(moment(left), moment(right));
  };
  EXPECT_TRUE(equal("2021-07-01T00:00:00+02:00", "2021-07-01T00:00:00@Europe/Paris"));
  EXPECT_FALSE(equal("2021-01-01T00:00:00+02:00", "2021-01-01T00:00:00@Europe/Paris"));
  EXPECT_TRUE(equal("2021-01-01T23:00:00-04:00", "2021-01-02T02:00:00-01:00"));
  EXPECT_TRUE(equal("2021-01-01T00:00:00.25", "2021-01-01T00:00:00"));
  EXPECT_TRUE(equal("2021-01-01", "2021-01-01T00:00:00"));
  EXPECT_TRUE(compare(moment("2021-01-01T10:00:00+08:00"), moment("2021-01-01T03:00:00Z")) < 0);
  // Beside an offset, a local one has the same.
  EXPECT_TRUE(equal("2021-01-01T10:00:00", "2021-01-01T10:00:00+08:00"));
  EXPECT_TRUE(compare(moment("2021-01-01T09:00:00"),
                      moment("2021-01-01T09:30:00@Asia/Shanghai")) < 0);
  EXPECT_TRUE(compare(moment("2021-01-01T09:00:00Z"), moment("2021-01-01T08:59:59")) > 0);
}

TEST(FeelDateTime, IsTheSameOnlyInEveryComponent) {
  EXPECT_EQ(moment("2021-01-01T10:00:00Z"), moment("2021-01-01T10:00:00+00:00"));
  EXPECT_NE(moment("2021-01-01T10:00:00Z"), moment("2021-01-01T10:00:00@Etc/UTC"));
  EXPECT_NE(moment("2021-01-01T10:00:00Z"), moment("2021-01-01T11:00:00+01:00"));
  EXPECT_NE(moment("2021-01-01T10:00:00.1"), moment("2021-01-01T10:00:00"));
}

TEST(FeelDateTime, MovesByDurations) {
  const auto plus_months = [](const char* text, const char* duration) {
    return shown(add(moment(text), months(duration)));
  };
  EXPECT_EQ(plus_months("2021-01-31T10:00:00", "P1M"), "2021-02-28T10:00:00");
  EXPECT_EQ(plus_months("2020-02-29T10:00:00Z", "-P1Y"), "2019-02-28T10:00:00Z");
  EXPECT_EQ(plus_months("2021-02-28T02:30:00@Europe/Paris", "P1M"),
            "2021-03-28T03:30:00@Europe/Paris");
  EXPECT_EQ(plus_months("2021-01-15T10:00:00@Europe/Paris", "P6M"),
            "2021-07-15T10:00:00@Europe/Paris");
  EXPECT_EQ(plus_months("-999999999-01-01T00:00:00", "-P1M"), "VAL-D003");
  const auto plus = [](const char* text, const char* duration) {
    return shown(add(moment(text), lasting(duration)));
  };
  EXPECT_EQ(plus("2020-12-31T23:59:59.5", "PT0.5S"), "2021-01-01T00:00:00");
  EXPECT_EQ(plus("2021-01-01T00:00:00+08:00", "-PT0.000000001S"),
            "2020-12-31T23:59:59.999999999+08:00");
  EXPECT_EQ(plus("2021-03-27T12:00:00@Europe/Paris", "P1D"), "2021-03-28T13:00:00@Europe/Paris");
  EXPECT_EQ(plus("999999999-12-31T23:59:59", "PT1S"), "VAL-D003");
  EXPECT_EQ(plus("-999999999-01-01T00:00:00Z", "-PT1S"), "VAL-D003");
  EXPECT_EQ(shown(add(moment("2021-01-01T00:00:00@Europe/Paris"), TimeDuration{INT64_MAX})),
            "VAL-D003");
  EXPECT_EQ(shown(subtract(moment("2021-01-01T00:00:00Z"), TimeDuration{INT64_MAX})), "VAL-D003");
  EXPECT_EQ(shown(subtract(moment("2021-03-31T00:00:00"), months("P1M"))), "2021-02-28T00:00:00");
}

TEST(FeelDateTime, HasADifference) {
  const auto minus = [](const char* left, const char* right) {
    return shown(difference(moment(left), moment(right)));
  };
  EXPECT_EQ(minus("2021-01-02T10:00:00.25", "2021-01-01T11:00:00.5"), "PT22H59M59.75S");
  EXPECT_EQ(minus("2021-01-02T08:00:00@Asia/Shanghai", "2021-01-02T00:00:00Z"), "PT0S");
  EXPECT_EQ(minus("2021-03-29T00:00:00@Europe/Paris", "2021-03-28T00:00:00@Europe/Paris"),
            "PT23H");
  EXPECT_EQ(minus("-999999999-01-01T00:00:00", "999999999-12-31T23:59:59.999999999"),
            "-P730484999633DT23H59M59.999999999S");
  EXPECT_EQ(minus("2021-01-02T10:00:00", "2021-01-01T10:00:00Z"), "VAL-T004");
  EXPECT_EQ(shown(difference(moment("2021-01-02T10:00:00@Europe/Paris"),
                             DateTime::midnight_utc(date("2021-01-01")))),
            "P1DT9H");
  EXPECT_EQ(shown(difference(DateTime::midnight_utc(date("2021-01-02")),
                             moment("2021-01-01T10:00:00"))),
            "VAL-T004");
}

TEST(FeelDateTime, IsMadeAndTakenApart) {
  EXPECT_EQ(shown(DateTime::of(date("2021-01-02"), at("10:00:00.5@Asia/Shanghai"))),
            "2021-01-02T10:00:00.5@Asia/Shanghai");
  EXPECT_EQ(shown(DateTime::at(1'609'459'200, 5, Zone::named("Asia/Shanghai").value())),
            "2021-01-01T08:00:00.000000005@Asia/Shanghai");
  EXPECT_EQ(shown(DateTime::at(INT64_MAX, 0, Zone())), "VAL-D003");
  const DateTime whole = moment("-0001-12-31T23:59:58.75@Asia/Shanghai");
  EXPECT_EQ(whole.date().print(), "-0001-12-31");
  EXPECT_EQ(whole.time().print(), "23:59:58.75@Asia/Shanghai");
  EXPECT_EQ(moment("2021-01-02T10:00:00").offset_s(), std::nullopt);
  EXPECT_EQ(moment("2021-01-02T10:00:00-02:45:55").offset_s(), -9'955);
}

TEST(AtLiteral, IsWhatItLooksLike) {
  const auto kind = [](const char* text) -> std::string {
    const Result<Temporal> read = parse_temporal(text);
    if (!read) return read.error().code;
    constexpr const char* names[] = {"date", "time", "date and time", "months", "time span"};
    return names[read.value().index()];
  };
  EXPECT_EQ(kind("2021-01-02"), "date");
  EXPECT_EQ(kind("-2021-01-02"), "date");
  EXPECT_EQ(kind("10:00:00@Etc/UTC"), "time");
  EXPECT_EQ(kind("2021-01-02T10:00:00@Etc/UTC"), "date and time");
  EXPECT_EQ(kind("-P1Y"), "months");
  EXPECT_EQ(kind("P10D"), "time span");
  EXPECT_EQ(kind("PT1M"), "time span");
  EXPECT_EQ(kind("foo"), "VAL-T005");
  EXPECT_EQ(kind(""), "VAL-T005");
  EXPECT_EQ(kind("Tuesday"), "VAL-T003");
  EXPECT_EQ(kind("2021-02-30"), "VAL-D001");
  EXPECT_EQ(kind("P1Y1D"), "VAL-U001");
  EXPECT_EQ(kind("10:00"), "VAL-T001");
}

}  // namespace
}  // namespace fangan
