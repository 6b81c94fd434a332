// The runner of FEEL cases passes what is right, fails what is not, and says what is no case.
#include "service/feel_cases.h"

#include <gtest/gtest.h>

namespace fangan {
namespace {

FeelCaseReport run(const std::string& lines) {
  return run_feel_cases(lines, DateTime::parse("2017-10-12T09:30:00+08:00").value());
}

TEST(FeelCases, PassWhereTheValueIsTheExpectedOne) {
  const char* all[] = {
      R"x({"expression": "1 + 1", "context": {}, "expected": 2})x",
      R"x({"expression": "0.1 + 0.2", "expected": 0.3})x",
      R"x({"expression": "first name + \"!\"", "context": {"first name": "甲"},
          "expected": "甲!"})x",
      R"x({"expression": "年龄 >= 80", "context": {"年龄": 84}, "expected": true})x",
      R"x({"expression": "a - b", "context": {"a": 3, "b": 1}, "expected": 2})x",
      R"x({"expression": "a - b", "context": {"a - b": 7, "a": 3, "b": 1}, "expected": 7})x",
      R"x({"expression": "p.last name", "context": {"p": {"last name": "王"}}, "expected": "王"})x",
      R"x({"expression": "d + @\"P1M\"", "context feel": "{d: @\"2024-01-31\"}",
          "expected feel": "@\"2024-02-29\""})x",
      R"x({"expression": "date(2024, 2, 29)", "expected": "2024-02-29"})x",
      R"x({"expression": "[date(d), 1]", "context": {"d": "2024-02-29"},
          "expected": ["2024-02-29", 1]})x",
      R"x({"expression": "x + y", "context": {"x": 1}, "context feel": "{y: 2}", "expected": 3})x",
      R"x({"expression": "x + ", "context": {"x": 1}, "expected": null})x",
      R"x({"expression": "x", "context": {"x": null}, "expected": null})x",
      R"x({"expression": "x", "context": null, "expected": null})x",
      R"x({"expression": "today()", "expected": "2017-10-12"})x",
      R"x({"expression": "[80..90)", "unary": true, "context": {"?": 84}, "expected": true
})x",
      R"x({"expression": "< x", "unary": true, "context": {"?": 84, "x": 1}, "expected": false})x",
      R"x({"expression": "? > 3", "unary": true, "context feel": "{\"?\": 4}", "expected": true})x",
      R"x({"expression": "? > 3", "unary": true, "context feel": "{?: 4}", "expected": true})x",
      R"x({"expression": "> 3", "unary": true, "context": 4, "expected": true})x",
      R"x({"expression": "> 3", "unary": true, "input": 4, "expected": true})x",
      R"x({"expression": "> 3", "unary": true, "?": 4, "expected": true})x",
      R"x({"expression": "-", "unary": true, "context": {}, "expected": true})x",
      R"x({"expression": "> @\"2020-01-01\"", "unary": true, "input feel": "@\"2021-01-01\"",
          "expected": true})x",
      R"x({"expression": "null", "unary": true, "context": {"?": null}, "expected": true})x",
  };
  for (std::string line : all) {
    for (size_t at = line.find('\n'); at != line.npos; at = line.find('\n')) line[at] = ' ';
    const FeelCaseReport report = run(line);
    EXPECT_EQ(report.passed, 1) << line;
    for (const FeelCaseFailure& failure : report.failures) ADD_FAILURE() << print(failure);
  }
}

TEST(FeelCases, FailWhereItIsNot) {
  const char* all[] = {
      R"x({"expression": "1 + 1", "expected": 3})x",
      R"x({"expression": "1 + 1", "expected": "2"})x",
      R"x({"expression": "\"2\"", "expected": 2})x",
      R"x({"expression": "[1]", "expected": 1})x",
      R"x({"expression": "date(2024, 2, 29)", "expected": "2024-02-28"})x",
      R"x({"expression": "date(2024, 2, 29)", "expected feel": "\"2024-02-29\""})x",
      R"x({"expression": "1 +", "expected": 1})x",
      R"x({"expression": "> 3", "unary": true, "context": {"?": 4}, "expected": false})x",
  };
  for (const char* line : all) {
    const FeelCaseReport report = run(line);
    EXPECT_EQ(report.passed, 0) << line;
    ASSERT_EQ(report.failures.size(), 1u) << line;
    EXPECT_FALSE(report.failures.front().expected.empty()) << line;
  }
  const FeelCaseFailure failure =
      run("\n{\"expression\": \"1 / 0\", \"expected\": 1}").failures.front();
  EXPECT_EQ(failure.line, 2u);
  EXPECT_EQ(failure.expression, "1 / 0");
  EXPECT_EQ(failure.expected, "1");
  EXPECT_EQ(failure.computed, "null");
  ASSERT_TRUE(failure.reason);
  EXPECT_EQ(failure.reason->code, "VAL-N003");
  EXPECT_EQ(print(failure).find('\n'), std::string::npos);
}

TEST(FeelCases, SayWhatIsNoCase) {
  const std::pair<const char*, const char*> all[] = {
      {"{\"expression\": ", "VAL-J001"},
      {"{\"expression\": \"1\", \"expression\": \"2\"}", "VAL-J002"},
      {"[1]", "TEST-J001"},
      {"{\"expected\": 1}", "TEST-J001"},
      {"{\"expression\": \"1\"}", "TEST-J001"},
      {"{\"expression\": 1, \"expected\": 1}", "TEST-J002"},
      {"{\"expression\": \"1\", \"expected feel\": 1}", "TEST-J002"},
      {"{\"expression\": \"1\", \"expected\": 1, \"unary\": \"yes\"}", "TEST-J002"},
      {"{\"expression\": \"1\", \"expected\": 1, \"context\": [1]}", "TEST-J003"},
      {"{\"expression\": \"1\", \"expected\": 1, \"context feel\": \"{a: \"}", "TEST-J003"},
      {"{\"expression\": \"null\", \"expected feel\": \"1 +\"}", "TEST-J004"},
      {"\xFF\xFE{}", "VAL-J001"},
  };
  for (const auto& [line, code] : all) {
    const FeelCaseReport report = run(std::string(line) + "\r\n\r\n");
    EXPECT_EQ(report.passed, 0) << line;
    ASSERT_EQ(report.failures.size(), 1u) << line;
    ASSERT_TRUE(report.failures.front().reason) << line;
    EXPECT_EQ(report.failures.front().reason->code, code) << line;
  }
}

TEST(FeelCases, NameKeysThatAreNotReadOnce) {
  const std::string line = "{\"expression\": \"1\", \"expected\": 1, \"contxt\": {}, \"id\": 7}\n";
  const FeelCaseReport report = run(line + line);
  EXPECT_EQ(report.passed, 2);
  ASSERT_EQ(report.warnings.size(), 2u);
  EXPECT_EQ(report.warnings.front().code, "TEST-J005");
  EXPECT_EQ(report.warnings.front().facts.back().value, "context");
}

}  // namespace
}  // namespace fangan
