// Sums, counts and groups: exact, the same for any number of threads, nulls counted.
#include "column/aggregate.h"

#include <gtest/gtest.h>

#include "column/compile.h"
#include "feel/expression.h"
#include "value/print.h"

namespace fangan::column {
namespace {

/// 40,000 rows: counties a, b, blank in turn; amounts 0.01 .. 400.00, every seventh blank.
class Aggregate : public testing::Test {
 protected:
  static constexpr size_t rows = 40'000;

  void SetUp() override {
    std::vector<Value> counties;
    std::vector<Value> amounts;
    std::vector<Value> large;
    for (size_t row = 0; row < rows; ++row) {
      const auto number = static_cast<int64_t>(row);
      counties.push_back(row % 3 == 0 ? Value("a") : row % 3 == 1 ? Value("b") : Value());
      amounts.push_back(row % 7 == 0 ? Value() : Value(Decimal::from_scaled(number + 1, 2)));
      large.emplace_back(Decimal(INT64_MAX - number));
    }
    table_.add("county", column_of(counties));
    table_.add("amount", column_of(amounts));
    table_.add("large", column_of(large));
    for (const char* name : {"county", "amount", "large"}) scope_.add_variable(name);
  }

  Program program_of(const std::vector<std::string>& texts) {
    std::vector<Formula> formulas;
    for (const std::string& text : texts) {
      expressions_.push_back(*feel::compile(text, scope_).expression);
      formulas.push_back(formula_of(expressions_.back().syntax(), scope_, table_));
    }
    return compile(table_, formulas);
  }

  /// "key key: rows; value (nulls)" for each group.
  static std::vector<std::string> written(const Groups& groups) {
    std::vector<std::string> lines;
    for (const Group& group : groups.groups) {
      std::string line;
      for (const Value& key : group.keys) line += print(key) + " ";
      line += std::to_string(group.rows);
      for (const Group::Measured& each : group.measured) {
        line += "; " + print(each.value) + " (" + std::to_string(each.nulls) + ")";
      }
      lines.push_back(std::move(line));
    }
    return lines;
  }

  Table table_{rows};
  feel::Scope scope_;
  std::vector<feel::Expression> expressions_;
};

TEST_F(Aggregate, SumsByGroup) {
  const Program program = program_of({"amount > 100", "county", "amount"});
  const Grouping grouping{0, {1}, {{Measure::Kind::sum, 2}, {Measure::Kind::least, 2},
                                   {Measure::Kind::greatest, 2}}};
  // Worked out with a loop over the rows in whole cents.
  int64_t cents[3] = {0, 0, 0};
  uint64_t counted[3] = {0, 0, 0};
  for (size_t row = 10'000; row < rows; ++row) {
    if (row % 7 == 0) continue;
    cents[row % 3] += static_cast<int64_t>(row) + 1;
    ++counted[row % 3];
  }
  const auto line = [&](const char* key, size_t rest, const char* least, const char* greatest) {
    return std::string(key) + " " + std::to_string(counted[rest]) + "; " +
           Decimal::from_scaled(cents[rest], 2).print() + " (0); " + least + " (0); " + greatest +
           " (0)";
  };
  for (const size_t threads : {1, 2, 5}) {
    const Groups found = aggregate(program, table_, {&grouping, 1}, threads).front();
    EXPECT_EQ(found.undecided, 5'715U);  // Of 40,000 every seventh, the first among them.
    EXPECT_EQ(written(found),
              (std::vector<std::string>{line("null", 2, "100.02", "399.96"),
                                        line("\"a\"", 0, "100.03", "400.00"),
                                        line("\"b\"", 1, "100.01", "399.98")}));
  }
}

TEST_F(Aggregate, SumsBeyondSixtyFourBits) {
  const Program program = program_of({"large", "amount"});
  const Grouping grouping{std::nullopt, {}, {{Measure::Kind::sum, 0}, {Measure::Kind::sum, 1}}};
  const Groups found = aggregate(program, table_, {&grouping, 1}, 2).front();
  // 40000 * 9223372036854775807 - 39999 * 40000 / 2
  const Int128 sum = static_cast<Int128>(INT64_MAX) * 40'000 - 799'980'000;
  EXPECT_EQ(print(found.groups.front().measured[0].value), decimal_of(sum, 0).print());
  EXPECT_EQ(found.groups.front().rows, rows);
  EXPECT_EQ(found.groups.front().measured[1].nulls, 5'715U);
}

TEST_F(Aggregate, GroupsByNumbersThatAreMany) {
  const Program program = program_of({"large", "county", "amount"});
  const Grouping grouping{std::nullopt, {0, 1}, {{Measure::Kind::sum, 2}}};
  const Groups one = aggregate(program, table_, {&grouping, 1}, 1).front();
  const Groups many = aggregate(program, table_, {&grouping, 1}, 3).front();
  EXPECT_EQ(one.groups.size(), rows);
  EXPECT_EQ(written(one), written(many));
}

TEST_F(Aggregate, WithoutRowsThereIsOneEmptyGroup) {
  const Program program = program_of({"amount < 0", "amount"});
  const Grouping grouping{0, {}, {{Measure::Kind::sum, 1}}};
  const Groups found = aggregate(program, table_, {&grouping, 1}).front();
  EXPECT_EQ(written(found), (std::vector<std::string>{"0; null (0)"}));
}

}  // namespace
}  // namespace fangan::column
