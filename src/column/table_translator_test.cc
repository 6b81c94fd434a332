// Decision tables over columns: every hit policy gives what it gives one row alone.
#include <gtest/gtest.h>

#include <random>

#include "column/compare_engines_test.h"
#include "column/table_case_test.h"

namespace fangan::column::test {
namespace {

using dmn::Aggregation;
using dmn::HitPolicy;

struct Policy {
  HitPolicy policy;
  Aggregation aggregation = Aggregation::none;
  bool has_steps = true;  ///< Whether columns compute it themselves where cells allow.
};

constexpr Policy policies[] = {
    {HitPolicy::unique},
    {HitPolicy::first},
    {HitPolicy::any},
    {HitPolicy::priority},
    {HitPolicy::collect, Aggregation::sum},
    {HitPolicy::collect, Aggregation::count},
    {HitPolicy::collect, Aggregation::min},
    {HitPolicy::collect, Aggregation::max},
    {HitPolicy::collect, Aggregation::none, false},
    {HitPolicy::rule_order, Aggregation::none, false},
    {HitPolicy::output_order, Aggregation::none, false},
};

class RandomTable {
 public:
  explicit RandomTable(std::mt19937_64* random)
      : random_(*random),
        draw_([this](uint32_t n) { return static_cast<uint32_t>(random_() % n); }) {}

  TableText text(const Policy& policy) {
    TableText table;
    table.policy = policy.policy;
    table.aggregation = policy.aggregation;
    table.inputs = {{one_of({"n1", "n2", "n1 * 1.5", "full"}), one_of({"", "", "<= 20"})},
                    {"t1", one_of({"", "", "\"煤\", \"铝\", \"a\""})},
                    {"b1", ""}};
    const bool counts = policy.policy == HitPolicy::collect;
    const bool two = !counts && random_() % 3 == 0;
    table.outputs = {{two ? "one" : "", allowed(counts), one_of({"", "", entry(counts)})}};
    if (two) table.outputs.push_back({"two", "", one_of({"", "n2"})});
    for (size_t count = 1 + random_() % 6; count > 0; --count) {
      std::vector<std::string> rule = {draw_.cell(), one_of({"-", "\"煤\"", "\"a\", \"ab\"",
                                                             "not(\"铝\")", "null"}),
                                       one_of({"-", "-", "true", "false"}), entry(counts)};
      if (two) rule.push_back(one_of({"1", "n2 * 2", "null", "full"}));
      table.rules.push_back(std::move(rule));
    }
    return table;
  }

 private:
  std::string one_of(const std::vector<std::string>& choices) {
    return choices[random_() % choices.size()];
  }
  std::string allowed(bool counts) {
    return counts ? one_of({"", "", "1, 2.5, >= 10"}) : one_of({"", "\"b\", \"a\", \"c\""});
  }
  std::string entry(bool counts) {
    return counts ? one_of({"1", "2.5", "n2", "n1 * 0.08", "null", "huge"})
                  : one_of({"\"a\"", "\"b\"", "\"c\"", "null", "t2", "\"d\""});
  }

  std::mt19937_64& random_;
  RandomCase draw_;
};

std::string written(const TableText& table) {
  std::string text;
  for (const TableText::Input& input : table.inputs) {
    text += input.expression + " {" + input.allowed + "} | ";
  }
  for (const TableText::OutputText& output : table.outputs) {
    text += "-> {" + output.allowed + "} otherwise " + output.otherwise;
  }
  for (const std::vector<std::string>& rule : table.rules) {
    text += "\n ";
    for (const std::string& cell : rule) text += " " + cell + " |";
  }
  return text;
}

TEST(TableTranslator, GivesWhatFeelGives) {
  constexpr uint64_t tables = 4'000;
  std::mt19937_64 random(7);
  RandomTable draw(&random);
  RandomCase rows([&random](uint32_t n) { return static_cast<uint32_t>(random() % n); });
  const World world(&rows, 60);
  int compared = 0;
  int failed = 0;
  std::vector<int> by_columns(std::size(policies), 0);
  for (uint64_t i = 0; i < tables; ++i) {
    const size_t number = i % std::size(policies);
    const TableText text = draw.text(policies[number]);
    const std::optional<feel::Expression> expression = expression_of(text, world.scope);
    if (!expression) continue;
    ++compared;
    const Formula formula = formula_of(expression->syntax(), world.scope, *world.table);
    if (compile(*world.table, {&formula, 1}).row_step_count() == 0) ++by_columns[number];
    const std::string found = difference(*expression, written(text), world);
    if (found.empty()) continue;
    ADD_FAILURE() << "policy " << number << ": " << found;
    if (++failed == 10) return;
  }
  EXPECT_GT(compared, 3'500);
  for (size_t i = 0; i < std::size(policies); ++i) {
    EXPECT_EQ(by_columns[i] > 0, policies[i].has_steps) << "policy " << i;
  }
}

}  // namespace
}  // namespace fangan::column::test
