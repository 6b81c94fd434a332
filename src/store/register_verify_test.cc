// Whatever somebody changes behind the program's back is found and named.
#include "store/register_world_test.h"

namespace fangan::test {
namespace {

class RegisterVerifyTest : public testing::Test {
 protected:
  void SetUp() override {
    add_enterprise(&world, "A1", "东风厂", "白石县");
    add_enterprise(&world, "B2", "红星厂", "黑水县");
    world.put("机井", 0, "2020-01-01", {{"企业", "A1"}, {"井号", "1"}, {"出水量", "5"}});
    world.put("机井", 1, "2020-03-01", {{"出水量", "6"}});
    world.put("机井", 0, "2020-09-01", {{"企业", "B2"}, {"井号", "1"}});
    // A migration with a value to convert.
    std::string blocks = enterprise_block + well_block + visit_block;
    const std::string before = "井号: text";
    blocks.replace(blocks.find(before), before.size(), "井号: number places 0");
    world.plan = plan_of("water", blocks);
    ASSERT_EQ(world.migrate(), "");
    ASSERT_EQ(world.verify(), "");
    copy = world.folder.file("copy.db");
    ASSERT_TRUE(bool(world.store->backup(copy)));
  }

  /// The findings after somebody ran these statements, as "CODE register where".
  std::string found_after(const std::string& sql) {
    world.store.reset();
    const std::string path = world.folder.file("tampered.db");
    std::filesystem::remove(path);
    std::filesystem::copy_file(copy, path);
    world.store = open_store(path);
    EXPECT_TRUE(bool(world.store->write([&](const Database& database) {
      return database.execute(sql);
    }))) << sql;
    std::string text;
    EXPECT_TRUE(bool(world.store->read([&](const Database& database) -> Result<Done> {
      for (const Diagnostic& diagnostic : verify_journal(database, "")) {
        text += (text.empty() ? "" : ", ") + diagnostic.code;
        for (const Fact& fact : diagnostic.facts) {
          if (fact.name == "register" || fact.name == "where") text += " " + fact.value;
        }
      }
      return Done{};
    })));
    return text;
  }

  RegisterWorld world;
  std::string copy;
};

TEST_F(RegisterVerifyTest, FindsEveryWayOfTampering) {
  struct Way {
    const char* sql;
    const char* found;
  };
  const Way ways[] = {
      {"UPDATE r2 SET c3 = c3 + 1", "STORE-V010 机井 1 (A1/1)"},
      {"UPDATE r2 SET id = 'A1/7'", "STORE-V010 机井 1 (A1/7)"},
      {"UPDATE r2 SET region = '990102'", "STORE-V010 机井 1 (A1/1)"},
      {"UPDATE r2 SET version = 9", "STORE-V010 机井 1 (A1/1)"},
      {"UPDATE r2 SET entered = '已封=1;'", "STORE-V010 机井 1 (A1/1)"},
      {"DELETE FROM r2", "STORE-V010 机井 1"},
      {"INSERT INTO r1 (row, id, version, since, holds_from, recorded, actor) VALUES "
       "(9, 'Z', 1, 0, 0, 0, '')",
       "STORE-V010 企业 9 (Z)"},
      // Of a row whose first change stands in it.
      {"UPDATE r1 SET c2 = '东风' WHERE row = 1", "STORE-V010 企业 1 (A1), STORE-V009 企业 1–1"},
      {"UPDATE r1 SET first_step = '' WHERE row = 1",
       "STORE-V010 企业 1 (A1), STORE-V009 企业 1–1"},
      {"UPDATE r1 SET first_checksum = 1 WHERE row = 1", "STORE-V010 企业 1 (A1)"},
      {"UPDATE r1 SET since = since - 1, holds_from = holds_from - 1 WHERE row = 1",
       "STORE-V010 企业 1 (A1), STORE-V009 企业 1–1"},
      {"UPDATE r1 SET recorded = 5 WHERE row = 1", "STORE-V009 企业 1 v1"},
      {"UPDATE r1 SET first_entry = NULL WHERE row = 1",
       "STORE-V010 企业 1 (A1), STORE-V011 企业 1"},
      {"DELETE FROM r1 WHERE row = 2", "STORE-V011 企业 1"},
      // Of changes, with the row left as it was and with the row made to fit.
      {"UPDATE r2_change SET c3 = 700 WHERE version = 2",
       "STORE-V010 机井 1 (A1/1), STORE-V009 机井 1–1"},
      {"UPDATE r2_change SET c3 = 700 WHERE version = 2; UPDATE r2 SET c3 = 700",
       "STORE-V009 机井 1–1"},
      {"UPDATE r2_change SET c3 = 700 WHERE version = 1 AND row = 1", "STORE-V009 机井 1–1"},
      {"UPDATE r2_change SET holds_from = holds_from - 1 WHERE row = 2", "STORE-V009 机井 1–1"},
      {"UPDATE r2_change SET recorded = 5 WHERE row = 2", "STORE-V009 机井 2 v1"},
      {"UPDATE r2_change SET actor = '黑水县' WHERE row = 2", "STORE-V009 机井 2 v1"},
      {"UPDATE r2_change SET step = 'void' WHERE row = 2", "STORE-V009 机井 1–1"},
      {"UPDATE r2_change SET removed = 1 WHERE row = 2", "STORE-V009 机井 1–1"},
      {"UPDATE r2_change SET set_fields = x'00' WHERE row = 2", "STORE-V009 机井 1–1"},
      {"UPDATE r2_change SET nature = '公开' WHERE row = 2", "STORE-V009 机井 1–1"},
      {"DELETE FROM r2_change WHERE row = 2", "STORE-V011 机井 1, STORE-V014 机井 c10"},
      {"INSERT INTO r1_change (row, version, entry, holds_from, recorded, actor, step, set_fields) "
       "VALUES (2, 2, 99, 20000, 0, '', '', x'')",
       "STORE-V012 企业 2 v2"},
      {"INSERT INTO r1_change (row, version, entry, holds_from, recorded, actor, step, set_fields) "
       "SELECT 2, 2, 1, 20000, recorded, actor, '', x'' FROM r1 WHERE row = 1",
       "STORE-V012 企业 +1"},
      // Of what a migration filled in, and of the catalogue.
      {"UPDATE r2_change SET c10 = 8 WHERE row = 2", "STORE-V014 机井 c10"},
      {"UPDATE register_column SET places = 1 WHERE register = 2 AND number = 3",
       "STORE-V013 机井 , STORE-V009 机井 1–1, STORE-V009 机井 1–1"},
      {"UPDATE register_table SET key_columns = '1' WHERE number = 2",
       "STORE-V013 机井 , STORE-V010 机井 1 (A1/1)"},
  };
  for (const Way& way : ways) EXPECT_EQ(found_after(way.sql), way.found) << way.sql;
}

TEST_F(RegisterVerifyTest, FindsWhatIsDoneToTheJournal) {
  const std::string of_rows = " WHERE register = '机井' AND after LIKE '{\"entry\":2%'";
  EXPECT_EQ(found_after("DELETE FROM journal" + of_rows).substr(0, 10), "STORE-V002");
  EXPECT_NE(found_after("DELETE FROM journal" + of_rows).find("STORE-V012 机井 1 v2"),
            std::string::npos);
  EXPECT_EQ(
      found_after("UPDATE journal SET after = replace(after, '\"rows\":1', '\"rows\":2')" + of_rows)
          .substr(0, 10),
      "STORE-V001");
}

}  // namespace
}  // namespace fangan::test
