// Quantities: statements one by one, and the numbers of the seed against their key.
#include "plan/quantities.h"

#include <gtest/gtest.h>

#include <map>

#include "plan/case_table_test.h"
#include "plan/comparators.h"

namespace fangan {
namespace {

using test::read_lines;
using test::read_rows;

constexpr const char* type_names[] = {"target", "deadline", "threshold", "rate",    "cap",
                                      "amount", "count",    "duration",  "baseline"};

std::string value_of(const Quantity& quantity) {
  if (!quantity.low) return {};
  return quantity.low->print() + (quantity.high ? ".." + quantity.high->print() : "");
}

std::string row_of(const std::string& value, const std::string& unit, const std::string& comparator,
                   const std::string& due) {
  return value + " " + unit + " " + comparator + " " + due + "\n";
}

const Draft& seed() {
  static const Draft drafted =
      draft(read_lines(test::case_path("jiaozuo-2017/jiaozuo-2017.txt")), Lexicon::standard());
  return drafted;
}

/// What the key says of one row: place, value and the rest; dates without value and unit.
struct KeyRow {
  std::string what;
  uint32_t begin = 0;
  uint32_t end = 0;
};

std::multimap<std::string, KeyRow> key_rows() {
  std::multimap<std::string, KeyRow> rows;
  for (const std::vector<std::string>& row : read_rows("jiaozuo-2017/quantities.tsv")) {
    const bool date = row[2] == "date";
    const std::string what = date ? row_of("", "", row[3], row[4])
                                  : row_of(row[1], row[2], row[3], row[4]);
    rows.emplace(row[10] + " " + what + row[6],
                 KeyRow{row[0], static_cast<uint32_t>(std::stoul(row[11])),
                        static_cast<uint32_t>(std::stoul(row[12]))});
  }
  return rows;
}

TEST(Quantities, ReadStatementsOfManyPlaces) {
  std::map<std::string, std::string> expected;
  for (std::vector<std::string> row : read_rows("statements/quantity_statements.tsv")) {
    ASSERT_EQ(row.size(), 5u) << row[0];
    std::string& rows = expected[row[0]];
    if (!row[3].empty()) rows += row_of(row[1], row[2], row[3], row[4]);
  }
  ASSERT_GT(expected.size(), 60u);
  DraftOptions options;
  options.issued = Date::of(2023, 3, 15).value();
  for (const auto& [text, rows] : expected) {
    std::string found;
    for (const Quantity& quantity : draft({text}, Lexicon::standard(), options).quantities) {
      found += row_of(value_of(quantity), quantity.unit, std::string(sign(quantity.comparator)),
                      quantity.due);
    }
    EXPECT_EQ(found, rows) << text;
  }
}

TEST(Quantities, SeedMatchesTheKeyExactlyWithDeadlineAndType) {
  std::multimap<std::string, KeyRow> expected = key_rows();
  ASSERT_EQ(expected.size(), 182u);
  for (const Quantity& quantity : seed().quantities) {
    const std::string what =
        std::to_string(quantity.place.line + 1) + " " +
        row_of(value_of(quantity), quantity.unit, std::string(sign(quantity.comparator)),
               quantity.due) +
        type_names[static_cast<size_t>(quantity.type)];
    auto [row, last] = expected.equal_range(what);
    while (row != last && (quantity.place.begin >= row->second.end ||
                           quantity.place.end <= row->second.begin)) {
      ++row;
    }
    EXPECT_NE(row, last) << "not in the key: " << quantity.text << " = " << what;
    if (row != last) expected.erase(row);
  }
  for (const auto& [what, row] : expected) ADD_FAILURE() << "missed: " << row.what << " = " << what;
}

TEST(Quantities, LeaveTheExcludedNumeralsOfTheSeedAlone) {
  const std::vector<std::vector<std::string>> excluded =
      read_rows("jiaozuo-2017/quantities_excluded.tsv");
  ASSERT_EQ(excluded.size(), 117u);
  for (const std::vector<std::string>& row : excluded) {
    for (const Quantity& quantity : seed().quantities) {
      const bool overlaps = quantity.place.line + 1 == std::stoul(row[3]) &&
                            quantity.place.begin < std::stoul(row[5]) &&
                            quantity.place.end > std::stoul(row[4]);
      EXPECT_FALSE(overlaps) << row[0] << " (" << row[1] << "): " << quantity.text;
    }
  }
}

TEST(Quantities, NameTheSameTargetAlikeWhereverItIsStated) {
  std::map<std::string, std::vector<std::string>> metrics;
  for (const Quantity& quantity : seed().quantities) {
    if (quantity.low && quantity.type == QuantityType::target)
      metrics[std::to_string(quantity.place.line + 1) + " " + value_of(quantity) + quantity.unit]
          .push_back(quantity.metric);
  }
  const std::pair<const char*, const char*> stated_twice[] = {
      {"197 7个", "208 7个"}, {"197 200家", "208 200家"}, {"197 5家", "207 5家"}};
  for (const auto& [first, second] : stated_twice) {
    ASSERT_FALSE(metrics[first].empty()) << first;
    EXPECT_EQ(metrics[first], metrics[second]) << first << " and " << second;
  }
}

TEST(Quantities, NameWhatIsMeasured) {
  const std::pair<const char*, std::vector<std::string>> named[] = {
      {"到2025年,主要污染物排放总量比2020年分别下降15%、10%和26%。",
       {"主要污染物排放总量", "主要污染物排放总量", "主要污染物排放总量"}},
      {"推动十家以上、百家企业开展质量对标。",
       {"推动企业开展质量对标", "企业开展质量对标"}},
      {"到2025年,全市250家规模以上企业完成改造。", {"规模以上企业完成改造"}},
      {"到2025年,当前用水总量达到3亿立方米。", {"用水总量"}},
  };
  for (const auto& [line, expected] : named) {
    const Draft read = draft({"青川市节水行动方案", "一、工作目标", line}, Lexicon::standard());
    std::vector<std::string> metrics;
    for (const Quantity& quantity : read.quantities) {
      if (quantity.low) metrics.push_back(quantity.metric);
    }
    EXPECT_EQ(metrics, expected) << line;
  }
}

}  // namespace
}  // namespace fangan
