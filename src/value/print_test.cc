// Print: values as FEEL text.
#include "value/print.h"

#include <gtest/gtest.h>

namespace fangan {
namespace {

TEST(Print, LiteralsOfEveryKind) {
  EXPECT_EQ(print(Value()), "null");
  EXPECT_EQ(print(Value(true)), "true");
  EXPECT_EQ(print(Value(Decimal::parse("1.50").value())), "1.50");
  EXPECT_EQ(print(Value("say \"a\\b\"\n\t")), "\"say \\\"a\\\\b\\\"\\n\\t\"");
  EXPECT_EQ(print(Value(Date::parse("2017-10-12").value())), "@\"2017-10-12\"");
  EXPECT_EQ(print(Value(MonthsDuration{14})), "@\"P1Y2M\"");
  EXPECT_EQ(print(Value(TimeDuration{60, 0})), "@\"PT1M\"");
  EXPECT_EQ(print(Value(std::vector<Value>{1, Value("a"), Value()})), "[1, \"a\", null]");
}

TEST(Print, KeysInQuotesWhereTheyAreNoPlainNames) {
  const Context context({{"a b", 1},
                         {"年龄2", 2},
                         {"{", 3},
                         {"", 4},
                         {" x", 5},
                         {"x ", 6},
                         {"2x", 7},
                         {"a  b", 8},
                         {"\"", 9}});
  EXPECT_EQ(print(Value(context)),
            "{a b: 1, 年龄2: 2, \"{\": 3, \"\": 4, \" x\": 5, \"x \": 6, \"2x\": 7, \"a  b\": 8, "
            "\"\\\"\": 9}");
}

TEST(Print, RangesOfEveryForm) {
  EXPECT_EQ(print(Value(Range{Range::Form::interval, true, false, 1, 5})), "[1..5)");
  EXPECT_EQ(print(Value(Range{Range::Form::interval, false, true, Value(), 5})), "(null..5]");
  EXPECT_EQ(print(Value(Range{Range::Form::less, false, false, Value(), 5})), "(<5)");
  EXPECT_EQ(print(Value(Range{Range::Form::at_least, true, false, 5, Value()})), "(>=5)");
  EXPECT_EQ(print(Value(Range{Range::Form::not_equal, false, false, 5, 5})), "(!=5)");
}

TEST(Print, PlainTextsHaveNoQuotesAtTheTopOnly) {
  EXPECT_EQ(print_plain(Value("a"), 100), "a");
  EXPECT_EQ(print_plain(Value(Date::parse("2017-10-12").value()), 100), "2017-10-12");
  EXPECT_EQ(print_plain(Value(std::vector<Value>{Value("a")}), 100), "[\"a\"]");
}

TEST(Print, StopsAtTheLimitHoweverOftenPartsAreShared) {
  Value value(std::vector<Value>{Value("0123456789")});
  for (int i = 0; i < 40; ++i) value = Value(std::vector<Value>{value, value});
  EXPECT_EQ(print(value, 1000), std::nullopt);
  EXPECT_EQ(print(Value("abc"), 5), "\"abc\"");
  EXPECT_EQ(print(Value("abc"), 4), std::nullopt);
}

}  // namespace
}  // namespace fangan
