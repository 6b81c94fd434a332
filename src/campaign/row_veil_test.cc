// What a formula sees through a veil, and what the rules of the plan say behind it.
#include "campaign/row_veil.h"

#include <gtest/gtest.h>

#include "campaign/rows_world_test.h"

namespace fangan {
namespace {

/// Hides the 煤耗 of every unit, the whole of one and the grade of another; shows one laboratory.
class Veil final : public RowVeil {
 public:
  explicit Veil(Rows* rows) : rows_(*rows) {}

  Value list(std::string_view name) override {
    return name == "研发机构" ? Value(std::vector<Value>{rows_.row(name, "中心")})
                              : rows_.list(name);
  }
  const Value* cell(const Row& row, size_t column) override {
    if (row.state().id == "乙/10") return &blank_;
    return row.table().columns()[column].name == "煤耗" ? &masked_ : nullptr;
  }
  bool shows_grade(const Row& row) override { return row.state().id != "甲/2"; }
  const Value* decision(std::string_view) override { return &masked_; }

 private:
  Rows& rows_;
  const Value masked_{"***"};
  const Value blank_;
};

class VeiledWorld : public RowsWorld {
 public:
  VeiledWorld() : RowsWorld(rules()) { add_enterprises(); }

  static PlanBuilder rules() {
    PlanBuilder builder = enterprises();
    builder.derive("机组", "超限", "煤耗 > 煤耗上限");
    builder.derive("机组", "机构数", "count(研发机构)");
    return builder;
  }
  Outcome veiled(const std::string& text) {
    Veil veil(&rows);
    Asked asked;
    asked.veil = &veil;
    return rows.evaluate(builder.compiled(text), asked);
  }
  std::string print_veiled(const std::string& text) { return fangan::print(veiled(text).value); }
};

TEST(RowVeil, LiesOverWhatAFormulaNamesItself) {
  VeiledWorld world;
  EXPECT_EQ(world.print_veiled("机组[机号 = 2][1].煤耗"), "\"***\"");
  EXPECT_EQ(world.print_veiled("count(研发机构)"), "1");
  EXPECT_EQ(world.print_veiled("count(机组[容量 = null])"), "1");
  EXPECT_EQ(world.print_veiled("机组[编号 = null][1].企业"), "null");
  EXPECT_EQ(world.print_veiled("count(done(机组))"), "0");
  EXPECT_EQ(world.print("count(done(机组))"), "1");
  EXPECT_EQ(world.print("机组[机号 = 2][1].煤耗"), "331.1") << "gone with the question";
}

TEST(RowVeil, RulesGoByWhatStandsThere) {
  VeiledWorld world;
  EXPECT_EQ(world.print_veiled("机组[机号 = 2][1].超限"), "true");
  EXPECT_EQ(world.print_veiled("机组[机号 = 2][1].机构数"), "3");
}

TEST(RowVeil, FiltersFindWhatIsShown) {
  VeiledWorld world;
  const char* hidden = "count(机组[煤耗 = 331.1])";
  EXPECT_EQ(world.print_veiled(hidden), "0");
  EXPECT_EQ(world.print(hidden), "1");
  EXPECT_EQ(world.print_veiled(hidden), "0") << "by no index of what stands there";
}

TEST(RowVeil, SaysWhatIsMissingBehindIt) {
  VeiledWorld world;
  // 甲/1 lacks 超低排放, and 乙/10 is hidden: nothing is said of what it holds.
  const Outcome own = world.veiled("机组[机号 = 1][1].超低排放");
  ASSERT_EQ(own.missing.size(), 1u);
  EXPECT_EQ(own.missing.front().field, "超低排放");
  EXPECT_EQ(world.veiled("机组[编号 = null][1].超低排放").kind, Outcome::Kind::undetermined);
}

}  // namespace
}  // namespace fangan
