// Figures over the store: who is told which, the rows they open into, and that they follow changes.
#include "service/register_world_test.h"

namespace fangan::test {
namespace {

constexpr const char* sealed = "自备井";

class FiguresTest : public testing::Test {
 protected:
  FiguresTest() {
    const Result<Done> loaded = world_->load_package(measured_plan(), "test");
    EXPECT_TRUE(bool(loaded)) << code_of(loaded);
  }

  Json add_well(const std::string& number, const char* county, const char* sealed_on = nullptr) {
    Fields fields = RegisterWorld::well("东镇", number, county);
    if (sealed_on != nullptr) fields.emplace_back("封填日期", sealed_on);
    return RegisterWorld::done(world_.add(world_.office(), wells, fields));
  }
  /// What `who` is told of 2020: the share, and what was done; "" where nothing is.
  std::string told(const std::string& who, const std::string& share) {
    const Result<Json> target = world_->target(world_.as(who), plan_id, sealed, {});
    if (!target) return code_of(target);
    for (const Json& figure : target.value()["figures"].items()) {
      const bool is_it = figure["node"].text() == "2020" && figure["share"].text() == share;
      if (is_it) return figure["accepted"].text();
    }
    return "";
  }
  Result<Json> rows(const std::string& who, const std::string& share) {
    FigureRowsRequest asked;
    asked.node = "2020";
    asked.share = share;
    return world_->figure_rows(world_.as(who), plan_id, sealed, {}, asked);
  }

  RegisterWorld world_;
};

TEST_F(FiguresTest, FollowTheRowsTheyAreCountedFrom) {
  add_well("1", white, "2020-05-01");
  const Json second = add_well("2", white);
  add_well("3", black, "2020-04-01");
  EXPECT_EQ(told("办公室", ""), "2");
  EXPECT_EQ(told(white, white), "1");
  const Result<Json> changed = world_.change(world_.office(), wells, "东镇/2", 1,
                                             {{"封填日期", "2020-05-30"}});
  ASSERT_TRUE(bool(changed)) << code_of(changed);
  EXPECT_EQ(told("办公室", ""), "3");
  EXPECT_EQ(told(white, white), "2");
}

TEST_F(FiguresTest, TellACountyItsOwnShareAlone) {
  add_well("1", white, "2020-05-01");
  const std::string before = world_->target(world_.as(white), plan_id, sealed, {}).value().print();
  add_well("3", black, "2020-04-01");
  EXPECT_EQ(told(white, ""), "");
  EXPECT_EQ(told(white, black), "");
  EXPECT_EQ(world_->target(world_.as(white), plan_id, sealed, {}).value().print(), before);
}

TEST_F(FiguresTest, OpenIntoTheRowsThatCount) {
  add_well("1", white, "2020-05-01");
  add_well("2", white);
  add_well("3", black, "2020-04-01");
  const Json whole = RegisterWorld::done(rows("办公室", ""));
  ASSERT_EQ(whole["registers"].items().size(), 1u);
  const Json& all = whole["registers"].items().front();
  EXPECT_EQ(all["register"].text(), wells);
  ASSERT_EQ(all["rows"].items().size(), 2u);
  EXPECT_EQ(all["rows"].items().front()["row"].text(), "东镇/1");
  EXPECT_EQ(whole["measure"]["text"].text(),
            "count(机井[封填日期 != null and 封填日期.year = node.year])");
  EXPECT_NE(whole["measure"]["quote"].text().find("关停自备井"), std::string::npos);
  const Json own = RegisterWorld::done(rows(white, white));
  ASSERT_EQ(own["registers"].items().front()["rows"].items().size(), 1u);
  EXPECT_EQ(code_of(rows(white, black)), "SVC-N001");
  EXPECT_EQ(code_of(rows(white, "")), "SVC-N001");
  FigureRowsRequest other;
  other.node = "2031";
  EXPECT_EQ(code_of(world_->figure_rows(world_.office(), plan_id, sealed, {}, other)), "SVC-N001");
}

}  // namespace
}  // namespace fangan::test
