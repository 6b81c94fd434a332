// Values as JSON and back: exact digits, order, types that JSON does not have.
#include "value/value_json.h"

#include <gtest/gtest.h>

#include "value/print.h"

namespace fangan {
namespace {

constexpr size_t plenty = 1 << 20;

std::string json_of(const Value& value) {
  return print_json(value, plenty).value_or("too long");
}

/// The value as FEEL text, or the codes and paths of what is wrong.
std::string read(std::string_view text, const Type& type = {}) {
  const Result<Json> json = parse_json(text);
  if (!json) return json.error().code;
  const Result<Value> value = read_value(json.value(), type);
  if (value) return print(value.value());
  std::string wrong;
  for (const Diagnostic& error : value.errors()) {
    wrong += (wrong.empty() ? "" : ", ") + error.code + " " + error.facts.front().value;
  }
  return wrong;
}

TEST(ValueJson, KeepsEveryDigit) {
  const char* digits = "1234567890.123456789012345678901234";
  EXPECT_EQ(json_of(Value(Decimal::parse(digits).value())), digits);
  EXPECT_EQ(read(digits), digits);
  EXPECT_EQ(json_of(Value(Decimal::parse("1.50").value())), "1.5");
  EXPECT_EQ(read("1e400"), "1e400");
  EXPECT_EQ(read("[1e400, {\"a\": -1e-400} , 1 ]"), "[1e400, {a: -1e-400}, 1]");
  for (const char* text :
       {"", " ", "1 2", "01", "+1", ".5", "[1", "[1 2]", "[1}", "1]", "1,", "-"}) {
    EXPECT_EQ(read(text), "VAL-J001") << text;
  }
  EXPECT_EQ(read("-0.000000000000000000000000000000001"), "-0.000000000000000000000000000000001");
  EXPECT_EQ(read("[1, 1e9999]"), "VAL-J001");  // The reader of JSON looks at the range already.
}

TEST(ValueJson, WritesContextsInOrderAndTheRestAsTexts) {
  const Context context({{"b", Value("引\"号")},
                         {"a", Value(std::vector<Value>{Value(true), Value()})},
                         {"day", Value(Date::parse("2017-10-12").value())},
                         {"term", Value(parse_months_duration("P14M").value())}});
  EXPECT_EQ(json_of(context),
            R"({"b":"引\"号","a":[true,null],"day":"2017-10-12","term":"P1Y2M"})");
  const Range range{Range::Form::interval, true, false, Value(1), Value("z")};
  EXPECT_EQ(json_of(range), R"x("[1..\"z\")")x");
}

TEST(ValueJson, StopsAtTheLimit) {
  EXPECT_EQ(print_json(Value("1234567"), 8), std::nullopt);
  EXPECT_EQ(print_json(Value("123456"), 8), "\"123456\"");
  std::vector<Value> items(100, Value(1));
  EXPECT_EQ(print_json(Value(std::move(items)), 150), std::nullopt);
}

TEST(ValueJson, ReadsByKindWithoutAType) {
  EXPECT_EQ(read(R"({"a b": [1, "2017-10-12", null, true], "": {}})"),
            R"({a b: [1, "2017-10-12", null, true], "": {}})");
  EXPECT_EQ(read(R"({"a": 1, "a": 2})"), "VAL-J002");
}

TEST(ValueJson, ReadsAsTheTypeWants) {
  const Type type = Type::context({{"day", TypeKind::date},
                                   {"at", TypeKind::date_time},
                                   {"time", TypeKind::time},
                                   {"days", Type::list(TypeKind::date)},
                                   {"wait", TypeKind::time_duration},
                                   {"term", TypeKind::months_duration}});
  EXPECT_EQ(read(R"({"day": "2017-10-12", "at": "2017-10-12T09:30:00Z", "time": "09:30:00",
                     "days": "2017-10-13", "wait": "PT90M", "term": "P14M", "more": "2017-10-12"})",
                 type),
            "{day: @\"2017-10-12\", at: @\"2017-10-12T09:30:00Z\", time: @\"09:30:00\", "
            "days: [@\"2017-10-13\"], wait: @\"PT1H30M\", term: @\"P1Y2M\", more: \"2017-10-12\"}");
  EXPECT_EQ(read("[\"2017-10-12\"]", TypeKind::date), "@\"2017-10-12\"");
  EXPECT_EQ(read("null", TypeKind::date), "null");
}

TEST(ValueJson, NamesThePlaceOfWhatDoesNotFit) {
  const Type type = Type::context({{"rows", Type::list(Type::context({{"day", TypeKind::date}}))},
                                   {"count", TypeKind::number},
                                   {"ok", TypeKind::boolean},
                                   {"span", Type::range(TypeKind::number)}});
  EXPECT_EQ(read(R"({"rows": [{"day": "2017-10-12"}, {"day": "2017-13-12"}], "count": "7",
                     "ok": 1, "span": "[1..2]"})",
                 type),
            "VAL-J005 $.rows[1].day, VAL-J004 $.count, VAL-J004 $.ok, VAL-J006 $.span");
  EXPECT_EQ(read("[1, 2]", TypeKind::number), "VAL-J004 $");
  EXPECT_EQ(read("{}", TypeKind::string), "VAL-J004 $");
}

}  // namespace
}  // namespace fangan
