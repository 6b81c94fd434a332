// Threads: one compiled expression evaluated by many at once gives each what it gives one alone.
// Under the thread sanitizer (preset `threads`) this also shows that nothing is raced for.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "feel/expression.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

constexpr int thread_count = 8;
constexpr int rounds = 60;

/// What each part needs: compiled patterns, time zones read on first use, MPFR, case mapping,
/// shared constants and keys, functions made on the way, and nulls with reasons.
constexpr const char* text = R"({
  found: matches(name, "^[a-z]+-" + string(number) + "$"),
  zone: string(date and time("2020-07-01T12:00:00@" + place)),
  other: date and time("2020-07-01T12:00:00@" + place) = @"2020-07-01T12:00:00@Asia/Shanghai",
  grown: decimal(exp(number / 10) + log(number + 1), 20),
  big: upper case(name + "ß"),
  sorted: sort([number, 3, 1, 2], function(a, b) a < b),
  kept: for row in rows[share > 1] return row.share * number,
  shared: context merge([{a: name}, constant]),
  broken: date("2017-02-30").year
})";

const std::vector<std::string> places = {"Asia/Shanghai", "Europe/Berlin",    "America/New_York",
                                         "Asia/Tokyo",    "Australia/Sydney", "Africa/Cairo",
                                         "Asia/Kolkata",  "Europe/London"};

Expression expression() {
  Scope scope;
  scope.add_variable("name", TypeKind::string);
  scope.add_variable("number", TypeKind::number);
  scope.add_variable("place", TypeKind::string);
  const Type row = Type::context({{"share", TypeKind::number}});
  scope.add_variable("rows", Type::list(row));
  const Value constant(Context({{"b", Value("constant")}}));
  scope.add_constant("constant", constant, type_of(constant));
  const Compiled compiled = compile(text, scope);
  EXPECT_TRUE(compiled.expression) << compiled.diagnostics.front().code;
  return *compiled.expression;
}

std::vector<Value> inputs(int number) {
  const Value share(Context({{"share", Value(number)}}));
  return {Value("coal-" + std::to_string(number)), Value(number),
          Value(places[static_cast<size_t>(number) % places.size()]),
          Value(std::vector<Value>{share, Value(Context({{"share", Value(2)}}))})};
}

std::string evaluated(const Expression& expression, int number, Evaluation* evaluation) {
  const Value value = expression.evaluate(inputs(number), evaluation);
  const Value* broken = value.is(ValueKind::context) ? value.context().find("broken") : nullptr;
  const bool has_reason = broken != nullptr && broken->reason() != nullptr;
  return print(value) + (has_reason ? broken->reason()->code : "");
}

/// Evaluated before anyone else has loaded a zone or compiled a pattern; then one alone.
TEST(Threads, ShareOneExpression) {
  const Expression shared = expression();
  std::vector<std::vector<std::string>> results(thread_count);
  std::vector<std::thread> threads;
  for (std::vector<std::string>& own : results) {
    threads.emplace_back([&shared, &own] {
      Evaluation evaluation;
      for (int round = 0; round < rounds; ++round) {
        own.push_back(evaluated(shared, round, &evaluation));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  Evaluation evaluation;
  for (int round = 0; round < rounds; ++round) {
    const std::string alone = evaluated(shared, round, &evaluation);
    for (const auto& own : results) EXPECT_EQ(own[static_cast<size_t>(round)], alone);
  }
  EXPECT_EQ(evaluated(shared, 3, &evaluation),
            "{found: true, zone: \"2020-07-01T12:00:00@Asia/Tokyo\", other: false, "
            "grown: 2.73615316869589372282, big: \"COAL-3SS\", sorted: [1, 2, 3, 3], "
            "kept: [9, 6], shared: {a: \"coal-3\", b: \"constant\"}, broken: null}VAL-D001");
}

/// Values made by one thread are read, copied and dropped by the others.
TEST(Threads, ShareValues) {
  const std::vector<Value> shared = inputs(5);
  std::vector<std::thread> threads;
  std::vector<size_t> sizes(thread_count);
  for (size_t& size : sizes) {
    threads.emplace_back([&shared, &size] {
      for (int round = 0; round < 1000; ++round) {
        const std::vector<Value> copies = shared;
        const Value both(std::vector<Value>{copies[0], copies[3]});
        size += both.items().size() + copies[0].text().size();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const size_t size : sizes) EXPECT_EQ(size, 8000u);
}

TEST(Threads, CompileAtOnce) {
  std::vector<std::string> results(thread_count);
  std::vector<std::thread> threads;
  for (std::string& own : results) {
    threads.emplace_back([&own] {
      Evaluation evaluation;
      own = evaluated(expression(), 1, &evaluation);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& own : results) EXPECT_EQ(own, results.front());
}

}  // namespace
}  // namespace fangan::feel
