// Rows that were taken away, and changes of many rows taken back.
#include "service/register_world_test.h"

namespace fangan::test {
namespace {

TEST(RemovedRows, ListsRowsThatWereTakenAwayForWhoMayBringThemBack) {
  RegisterWorld world;
  const Actor county = world.as(white);
  for (const char* town : {"东乡", "西乡"}) {
    Fields fields = RegisterWorld::well(town, "1", white);
    fields.emplace_back("联系电话", "139");
    RegisterWorld::done(world.add(county, wells, fields));
  }
  const auto removed = [&](const Actor& actor) {
    const Result<Json> list = world->removed_rows(actor, plan_id, wells, 0, 100);
    if (!list) return code_of(list);
    std::string text = list.value()["total"].text();
    for (const Json& row : list.value()["rows"].items()) {
      text += " " + row["id"].text() + " " + row["version"].text() + " " + row["why"].text();
    }
    return text;
  };
  EXPECT_EQ(removed(county), "0");
  ASSERT_TRUE(bool(world->void_row(county, plan_id, wells, "东乡/1", 1, "重复")));
  ASSERT_TRUE(bool(world->void_row(county, plan_id, wells, "西乡/1", 1, "填错")));
  EXPECT_EQ(removed(county), "2 西乡/1 2 填错 东乡/1 2 重复") << "the last one first";
  EXPECT_EQ(removed(world.office()), removed(county));
  EXPECT_EQ(removed(world.as(black)), "0");
  EXPECT_EQ(removed(world.as("市水利局")), "SVC-P001") << "it reads, and does not write";
  EXPECT_EQ(removed(world.as("市宣传局")), "SVC-N001");
  const Json row = RegisterWorld::done(
      world->removed_rows(county, plan_id, wells, 0, 1))["rows"].items()[0];
  EXPECT_EQ(row["values"]["联系电话"].text(), "***");
  EXPECT_EQ(row["values"]["乡镇"].text(), "西乡");
  ASSERT_TRUE(bool(world->restore_row(county, plan_id, wells, "东乡/1", 2)));
  EXPECT_EQ(removed(county), "1 西乡/1 2 填错");
}

class BulkUndo : public testing::Test {
 protected:
  BulkUndo() {
    for (const auto& [town, depth] : {std::pair("东乡", "10"), std::pair("西乡", "20")}) {
      Fields fields = RegisterWorld::well(town, "1", white);
      fields.emplace_back("井深", depth);
      RegisterWorld::done(world.add(world.office(), wells, fields));
    }
  }
  /// The group of the change.
  std::string set_all(const Actor& actor, const Json& fields) {
    BulkRequest bulk;
    bulk.fields = fields;
    bulk.dry_run = false;
    const Json answer = RegisterWorld::done(world->bulk_edit(actor, plan_id, wells, bulk));
    EXPECT_TRUE(answer["written"].boolean()) << answer.print();
    return answer["group"].text();
  }
  std::string field(const char* name) {
    std::string text;
    for (const char* id : {"东乡/1", "西乡/1"}) {
      const Json row = RegisterWorld::done(world.one(world.office(), wells, id))["row"];
      text += row["values"][name].text() + ";";
    }
    return text;
  }
  RegisterWorld world;
};

TEST_F(BulkUndo, GivesEveryRowWhatItHad) {
  const Actor county = world.as(white);
  const std::string group = set_all(county, Json::object({{"井深", "30"}, {"用途", "生活"}}));
  EXPECT_EQ(field("井深"), "30;30;");
  EXPECT_EQ(codes_of(world->undo_bulk(world.as(black), plan_id, wells, group)), "SVC-N001");
  for (const char* none : {"", "2020-06-01T00:00:00+08:00"}) {
    EXPECT_EQ(codes_of(world->undo_bulk(county, plan_id, wells, none)), "SVC-N001");
  }
  EXPECT_EQ(RegisterWorld::done(world->undo_bulk(county, plan_id, wells, group))["rows"].text(),
            "2");
  EXPECT_EQ(field("井深"), "10;20;");
  EXPECT_EQ(field("用途"), ";;");
  const Json row = RegisterWorld::done(world.one(county, wells, "东乡/1"));
  EXPECT_EQ(row["history"].items().size(), 3u) << "what was and what was taken back both stay";
  EXPECT_EQ(codes_of(world->undo_bulk(county, plan_id, wells, group)), "SVC-G018");
}

TEST_F(BulkUndo, NamesTheRowsThatChangedSinceAndChangesNothing) {
  const Actor office = world.office();
  const std::string group = set_all(office, Json::object({{"井深", "30"}}));
  ASSERT_TRUE(bool(world.change(office, wells, "西乡/1", 2, {{"井深", "31"}})));
  const Result<Json> undone = world->undo_bulk(office, plan_id, wells, group);
  ASSERT_EQ(codes_of(undone), "SVC-G018");
  EXPECT_EQ(undone.errors()[0].facts[1].value, "西乡/1");
  EXPECT_EQ(field("井深"), "30;31;");
  ASSERT_TRUE(bool(world->void_row(office, plan_id, wells, "东乡/1", 2, "重复")));
  const Result<Json> again = world->undo_bulk(office, plan_id, wells, group);
  ASSERT_EQ(codes_of(again), "SVC-G018");
  EXPECT_EQ(again.errors()[0].facts[1].value, "东乡/1、西乡/1") << "one of them taken away";
}

TEST_F(BulkUndo, IsOfTheLastChangeAlone) {
  const Actor office = world.office();
  const std::string depth = set_all(office, Json::object({{"井深", "30"}}));
  const std::string use = set_all(office, Json::object({{"用途", "农业"}}));
  EXPECT_EQ(codes_of(world->undo_bulk(office, plan_id, wells, depth)), "SVC-G018");
  EXPECT_TRUE(bool(world->undo_bulk(office, plan_id, wells, use)));
  EXPECT_EQ(field("用途"), ";;");
  EXPECT_EQ(field("井深"), "30;30;");
}

TEST_F(BulkUndo, HoldsRulesAgainstWhatComesBack) {
  Package package = invented_plan();
  for (PackageFile& file : package.files) {
    const size_t rules = file.bytes.find("must:\n  封填");
    if (rules == std::string::npos) continue;
    file.bytes.insert(rules + 6,
                      "  同深的井至多一眼: record.井深 = null or "
                      "count(机井[井深 != null and 井深 = record.井深]) <= 1\n");
  }
  const Result<Done> loaded = world->load_package(package, "test");
  ASSERT_TRUE(bool(loaded)) << code_of(loaded);
  const Actor office = world.office();
  BulkRequest one;
  one.query.where = R"([{"field":"编号","op":"=","values":["东乡/1"]}])";
  one.fields = Json::object({{"井深", "30"}});
  one.dry_run = false;
  const Json answer = RegisterWorld::done(world->bulk_edit(office, plan_id, wells, one));
  ASSERT_TRUE(answer["written"].boolean()) << answer.print();
  ASSERT_TRUE(bool(world.change(office, wells, "西乡/1", 1, {{"井深", "10"}})));
  const std::string group = answer["group"].text();
  EXPECT_EQ(codes_of(world->undo_bulk(office, plan_id, wells, group)), "SVC-G002");
  EXPECT_EQ(field("井深"), "30;10;") << "nothing was taken back";
}

}  // namespace
}  // namespace fangan::test
