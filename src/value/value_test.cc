// What every figure rests on: exact numbers, days, durations, moments, units, and JSON of them.
#include <gtest/gtest.h>

#include <string>

#include "value/date.h"
#include "value/decimal.h"
#include "value/duration.h"
#include "value/json.h"
#include "value/moment.h"
#include "value/unit.h"

namespace fangan {
namespace {

/// The code of the first error, or "" where there is a value.
template <typename T>
std::string code_of(const Result<T>& result) {
  return result ? "" : std::string(result.errors().front().code);
}

Decimal decimal(std::string_view text) { return Decimal::parse(text).value(); }

std::string shown(const Result<Decimal>& result) {
  return result ? result.value().print() : code_of(result);
}

TEST(Decimal, ComputesExactly) {
  EXPECT_EQ(shown(add(decimal("0.1"), decimal("0.2"))), "0.3");
  EXPECT_EQ(shown(subtract(decimal("1.00"), decimal("0.01"))), "0.99");
  EXPECT_EQ(shown(multiply(decimal("331"), decimal("10.4"))), "3442.4");
  EXPECT_EQ(shown(divide(decimal("1"), decimal("8"))), "0.125");
  EXPECT_EQ(shown(divide(decimal("1"), decimal("3"))), "0.3333333333333333333333333333333333");
  EXPECT_EQ(shown(add(decimal("9999999999999999999999999999999999"), decimal("-1"))),
            "9999999999999999999999999999999998");
}

TEST(Decimal, ComparesByValue) {
  EXPECT_EQ(decimal("1.0"), decimal("1"));
  EXPECT_LT(decimal("-0.1"), decimal("0"));
  EXPECT_GT(decimal("99.96"), decimal("99.9599999999999999999999999999999"));
}

TEST(Decimal, RoundsAsAsked) {
  EXPECT_EQ(shown(round(decimal("2.5"), 0, Rounding::half_up)), "3");
  EXPECT_EQ(shown(round(decimal("2.5"), 0, Rounding::half_even)), "2");
  EXPECT_EQ(shown(round(decimal("-2.5"), 0, Rounding::half_up)), "-3");
  EXPECT_EQ(shown(round(decimal("35.483870967741935"), 1, Rounding::half_up)), "35.5");
  EXPECT_EQ(shown(round(decimal("-1.2"), 0, Rounding::floor)), "-2");
  EXPECT_EQ(shown(round(decimal("-1.8"), 0, Rounding::ceiling)), "-1");
  EXPECT_EQ(shown(round(decimal("-1.8"), 0, Rounding::down)), "-1");
  EXPECT_EQ(shown(round(decimal("1.1"), 0, Rounding::up)), "2");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const char* text :
       {"", " 5", "5 ", "1,000", "１", "infinity", "NaN", "1.2.3", "0x10", "--1"}) {
    EXPECT_EQ(code_of(Decimal::parse(text)), "VAL-N001") << text;
  }
  EXPECT_EQ(code_of(Decimal::parse("1e7000")), "VAL-N002");
  EXPECT_EQ(shown(multiply(decimal("1e6000"), decimal("1e6000"))), "VAL-N002");
  EXPECT_EQ(shown(divide(decimal("1"), decimal("0"))), "VAL-N003");
  EXPECT_EQ(code_of(decimal("0.5").to_int64()), "VAL-N002");
  EXPECT_EQ(decimal("-42.00").to_int64().value(), -42);
}

TEST(Date, KnowsTheCalendar) {
  EXPECT_EQ(Date::parse("2024-02-29").value().print(), "2024-02-29");
  EXPECT_EQ(code_of(Date::parse("2023-02-29")), "VAL-D001");
  EXPECT_EQ(code_of(Date::parse("2017-13-01")), "VAL-D001");
  EXPECT_EQ(code_of(Date::parse("2017-1-1")), "VAL-D002");
  EXPECT_EQ(code_of(Date::parse("2017年10月12日")), "VAL-D002");
  const Date day = Date::of(2017, 10, 12).value();
  EXPECT_EQ(days_between(day, Date::of(2017, 5, 31).value()), -134);
  EXPECT_EQ(days_between(day, Date::of(2018, 12, 31).value()), 445);
  EXPECT_EQ(add_days(day, 19).print(), "2017-10-31");
  EXPECT_EQ(last_of_month(2024, 2).day(), 29);
  EXPECT_EQ(last_of_month(1900, 2).day(), 28);
}

TEST(Duration, KeepsMonthsAndTimeApart) {
  EXPECT_EQ(parse_months_duration("P1Y2M").value().months, 14);
  EXPECT_EQ(parse_time_duration("P1DT1H").value().seconds, 90000);
  EXPECT_EQ(print(parse_time_duration("PT90M").value()), "PT1H30M");
  EXPECT_EQ(code_of(parse_months_duration("P1D")), "VAL-U001");
  EXPECT_EQ(code_of(parse_time_duration("P1Y")), "VAL-U001");
  EXPECT_EQ(code_of(parse_time_duration("")), "VAL-U001");
}

TEST(Moment, ReadsWhatItPrints) {
  const std::string text = "2017-10-12T09:30:00.000001+08:00";
  EXPECT_EQ(print(parse_moment(text, 0).value(), 480), text);
  EXPECT_EQ(parse_moment("1970-01-01T00:00:01Z", 480).value().microseconds, 1'000'000);
  EXPECT_EQ(parse_moment("1970-01-01T08:00:00", 480).value().microseconds, 0);
  EXPECT_EQ(local_date(parse_moment("2017-10-11T16:00:00Z", 0).value(), 480).print(), "2017-10-12");
  EXPECT_EQ(code_of(parse_moment("2017-10-12 noon", 480)), "VAL-M001");
  for (const char* text : {"2017-10-12", "2017-10-12T09:30:00@Asia/Shanghai",
                           "999999-01-01T00:00:00Z", "2017-10-12T09:30:00+19:00", ""}) {
    EXPECT_EQ(code_of(parse_moment(text, 480)), "VAL-M001") << text;
  }
  EXPECT_EQ(parse_moment("1969-12-31T23:59:59.999999900Z", 0).value().microseconds, -1);
}

TEST(Unit, ConvertsExactlyWithinADimension) {
  const UnitTable table({{"吨", Decimal(1000), "kg"},
                         {"克", decimal("0.001"), "kg"},
                         {"千瓦时", Decimal(3600000), "J"},
                         {"家", Decimal(1), "1"},
                         {"元", Decimal(1), "CNY"},
                         {"平方米", Decimal(1), "m2"},
                         {"亩", Decimal(2000), "m2", Decimal(3)}});
  const auto converted = [&](const char* amount, const char* from, const char* to) {
    return shown(convert(decimal(amount), table.parse(from).value(), table.parse(to).value()));
  };
  EXPECT_EQ(decimal(converted("66", "万吨", "吨")), Decimal(660000));
  EXPECT_EQ(decimal(converted("331", "克/千瓦时", "吨/千瓦时")), decimal("0.000331"));
  EXPECT_EQ(decimal(converted("331", "克每千瓦时", "吨/千瓦时")), decimal("0.000331"));
  EXPECT_EQ(decimal(converted("7", "克/千瓦时", "克/亿千瓦时")), decimal("700000000"));
  EXPECT_EQ(decimal(converted("3", "亩", "平方米")), decimal("2000"));
  EXPECT_EQ(decimal(converted("2000", "平方米", "亩")), decimal("3"));
  EXPECT_EQ(decimal(converted("30", "元/平方米", "元/亩")), decimal("20000"));
  EXPECT_EQ(converted("1", "吨", "家"), "VAL-Q002");
  EXPECT_EQ(code_of(table.parse("公斤米")), "VAL-Q001");
  std::string prefixes;
  for (int i = 0; i < 1'000'000; ++i) prefixes += "万";
  EXPECT_EQ(code_of(table.parse(prefixes + "吨")), "VAL-Q001");
}

TEST(Json, LosesNoDigit) {
  const std::string digits = "0.1234567890123456789012345678901234";
  const Json read = parse_json("{\"甲\": [" + digits + ", null, true, \"a\\nb\"]}").value();
  EXPECT_EQ(read["甲"].items()[0].text(), digits);
  EXPECT_EQ(read.print(), "{\"甲\":[" + digits + ",null,true,\"a\\nb\"]}");
}

TEST(Json, IsAlwaysUtf8) {
  EXPECT_EQ(Json("甲\xff").print(), "\"甲\xEF\xBF\xBD\"");
  const std::string date(14, 'x');
  const Diagnostic wrong = Date::parse(date + "二〇一七年十月十二日").error();
  EXPECT_EQ(wrong.facts.front().value, date + "二〇一七年十月十");
}

TEST(Json, RefusesWhatIsAmbiguous) {
  for (const char* text : {"", "{", "[1,]", "{'a':1}", "01", "-01", "nul", "[1] 2", "\"\\x\""}) {
    EXPECT_EQ(code_of(parse_json(text)), "VAL-J001") << text;
  }
  EXPECT_EQ(code_of(parse_json("{\"a\":1,\"a\":2}")), "VAL-J002");
  EXPECT_EQ(code_of(parse_json(std::string(100, '[') + std::string(100, ']'))), "VAL-J003");
}

}  // namespace
}  // namespace fangan
