// A changed plan brings its registers along: nothing is lost, and what cannot be kept is refused.
#include "store/register_world_test.h"

namespace fangan::test {
namespace {

using Step = RegisterStep::Kind;

std::string furnace_block(const std::string& fields, const std::string& key = "名称") {
  return "```register 窑炉\nkey: " + key + "\nfields:\n" + fields + "```\n";
}

class MigrationTest : public testing::Test {
 protected:
  void open(const std::string& fields) {
    world = std::make_unique<RegisterWorld>(enterprise_block + furnace_block(fields));
    add_enterprise(world.get(), "A1", "东风厂", "白石县");
    add_enterprise(world.get(), "B2", "红星厂", "黑水县");
  }
  void add(const Fields& fields) {
    const std::string id = world->put("窑炉", 0, "2020-01-01", fields);
    EXPECT_NE(id.substr(0, 6), "STORE-") << id;
  }
  /// Plans and does the migration to these fields; both must agree.
  RegisterMigration to(const std::string& fields, const std::string& key = "名称") {
    return to_blocks(enterprise_block + furnace_block(fields, key));
  }
  RegisterMigration to_blocks(const std::string& blocks, const std::string& white = "白石县") {
    world->plan = plan_of("water", blocks, white);
    RegisterMigration planned;
    EXPECT_TRUE(bool(world->store->read([&](const Database& database) -> Result<Done> {
      Result<RegisterMigration> made = plan_migration(database, *world->plan);
      if (!made) return made.errors();
      planned = std::move(made).value();
      return Done{};
    })));
    const std::string done = world->migrate();
    EXPECT_EQ(done, planned.refused.empty() ? "" : planned.refused.front().code);
    EXPECT_EQ(world->verify(), "");
    return planned;
  }
  /// The steps, as "kind field rows".
  static std::string told(const RegisterMigration& migration) {
    const char* names[] = {"new_register", "new_field",      "hidden_field", "shown_field",
                           "converted",    "more_places",    "new_words",    "new_unit",
                           "new_key",      "hidden_register"};
    std::string text;
    for (const RegisterStep& step : migration.steps) {
      text += (text.empty() ? "" : ", ") + std::string(names[static_cast<size_t>(step.kind)]) +
              (step.field.empty() ? "" : " " + step.field) + " " + std::to_string(step.rows);
    }
    return text;
  }
  static std::string refused(const RegisterMigration& migration) {
    std::string text;
    for (const Diagnostic& diagnostic : migration.refused) {
      text += (text.empty() ? "" : ", ") + diagnostic.code;
      for (const Fact& fact : diagnostic.facts) {
        if (fact.name == "id" || fact.name == "value" || fact.name == "other") {
          text += " " + fact.value;
        }
      }
    }
    return text;
  }
  std::string value(const std::string& field, const std::string& id = "甲") {
    return world->value("窑炉", id, field);
  }

  std::unique_ptr<RegisterWorld> world;
};

TEST_F(MigrationTest, MakesNewRegistersAndFieldsAndHidesOldOnes) {
  open("  名称: text\n  吨位: number 吨\n");
  add({{"名称", "甲"}, {"吨位", "5"}});
  EXPECT_EQ(told(to("  名称: text\n  备注: text\n")), "new_field 备注 0, hidden_field 吨位 1");
  EXPECT_EQ(world->put("窑炉", 1, "2020-02-01", {{"备注", "好"}}), "甲");
  EXPECT_EQ(value("备注"), "好");
  EXPECT_EQ(told(to("  吨位: number 吨\n  名称: text\n")),
            "shown_field 吨位 1, hidden_field 备注 1")
      << "a field that comes back finds what it held";
  EXPECT_EQ(value("吨位"), "5");
  EXPECT_EQ(told(to("  吨位: number 吨\n  名称: text\n")), "");
  EXPECT_EQ(told(to_blocks(enterprise_block)), "hidden_register 0");
  EXPECT_EQ(told(to("  吨位: number 吨\n  名称: text\n")),
            "shown_field 吨位 1, shown_field 名称 1");
  EXPECT_EQ(value("吨位"), "5");
}

TEST_F(MigrationTest, KeepsMoreDigitsAndRefusesFewerThanRowsHave) {
  open("  名称: text\n  吨位: number 吨 places 2\n");
  add({{"名称", "甲"}, {"吨位", "5.25"}});
  EXPECT_EQ(world->put("窑炉", 1, "2020-02-01", {{"吨位", "6.5"}}), "甲");
  EXPECT_EQ(told(to("  名称: text\n  吨位: number 吨 places 4\n")), "more_places 吨位 1");
  EXPECT_EQ(world->sql("SELECT c2 FROM r2"), "65000");
  EXPECT_EQ(world->value("窑炉", "甲", "吨位", {day("2020-01-15"), Moment{INT64_MAX}}), "5.25");
  EXPECT_EQ(refused(to("  名称: text\n  吨位: number 吨 places 0\n")), "STORE-M002 甲 6.5");
  EXPECT_EQ(told(to("  名称: text\n  吨位: number 吨 places 1\n")), "") << "the scale stays";
  EXPECT_EQ(value("吨位"), "6.5");
  EXPECT_EQ(world->put("窑炉", 1, "2020-03-01", {{"吨位", "7"}}), "甲");
  const auto fine = [](RowChange* change) { change->fields = {{1, number("7.25")}}; };
  EXPECT_EQ(world->put("窑炉", 1, "2020-03-01", {}, fine), "STORE-R001");
  EXPECT_EQ(world->put("窑炉", 1, "2020-04-01", {{"吨位", "92233720"}}), "甲");
  EXPECT_EQ(refused(to("  名称: text\n  吨位: number 吨 places 12\n")), "STORE-M002 甲 92233720")
      << "2^63 is 9223372.036854775808 times 10^12";
  EXPECT_EQ(refused(to("  名称: text\n  吨位: number 吨 places 11\n")), "");
  EXPECT_EQ(value("吨位"), "92233720");
}

TEST_F(MigrationTest, ConvertsKindsWithTheirHistory) {
  open(
      "  名称: text\n  甲字: text\n  乙字: number 吨\n  丙字: boolean\n  丁字: text\n"
      "  戊字: 企业\n");
  add({{"名称", "甲"},
       {"甲字", "12.50"},
       {"乙字", "3"},
       {"丙字", "是"},
       {"丁字", "白石县"},
       {"戊字", "A1"}});
  EXPECT_EQ(world->put("窑炉", 1, "2020-03-01", {{"甲字", "7"}, {"丁字", "黑水县"}}), "甲");
  const RegisterMigration done =
      to("  名称: text\n  甲字: number 吨\n  乙字: text\n  丙字: one of [是, 否]\n  丁字: region\n"
         "  戊字: text\n");
  EXPECT_EQ(refused(done), "");
  EXPECT_EQ(told(done),
            "converted 甲字 1, converted 乙字 1, converted 丙字 1, converted 丁字 1, "
            "converted 戊字 1");
  EXPECT_TRUE(done.changes_rows());
  const std::pair<const char*, const char*> expected[] = {
      {"甲字", "7"}, {"乙字", "3"}, {"丙字", "是"}, {"丁字", "黑水县"}, {"戊字", "A1"}};
  for (const auto& [field, text] : expected) EXPECT_EQ(value(field), text) << field;
  const View january = {day("2020-01-15"), Moment{INT64_MAX}};
  EXPECT_EQ(world->value("窑炉", "甲", "甲字", january), "12.5");
  EXPECT_EQ(world->value("窑炉", "甲", "丁字", january), "白石县");
  EXPECT_EQ(world->sql("SELECT region FROM r2"), "990102") << "the row has a region now";
  EXPECT_EQ(world->put("窑炉", 1, "2020-02-01", {{"甲字", "9"}}), "甲");
  EXPECT_EQ(value("甲字"), "7") << "what was converted still holds from March";
  EXPECT_EQ(told(to("  名称: text\n  甲字: text\n  乙字: number 吨\n  丙字: boolean\n  丁字: text\n"
                    "  戊字: 企业\n")),
            "converted 甲字 1, converted 乙字 1, converted 丙字 1, converted 丁字 1, "
            "converted 戊字 1")
      << "and back";
  EXPECT_EQ(value("戊字"), "A1");
  EXPECT_EQ(value("丁字"), "黑水县");
}

TEST_F(MigrationTest, NamesTheRowsItCannotConvertAndChangesNothing) {
  open("  名称: text\n  数: text\n");
  add({{"名称", "甲"}, {"数", "约12"}});
  add({{"名称", "乙"}, {"数", "13"}});
  add({{"名称", "丙"}, {"数", "很多"}});
  EXPECT_EQ(world->put("窑炉", 3, "2020-02-01", {{"数", "5"}}), "丙");
  const RegisterMigration first = to("  名称: text\n  数: number 吨\n");
  EXPECT_EQ(refused(first), "STORE-M001 甲 约12");
  EXPECT_EQ(first.steps.front().history, 1) << "很多, which holds no more";
  EXPECT_EQ(world->sql("SELECT count(*) FROM pragma_table_info('r2') WHERE name = 'c3'"), "0");
  world->plan = plan_of("water", enterprise_block + furnace_block("  名称: text\n  数: text\n"));
  EXPECT_EQ(value("数"), "约12");
  EXPECT_EQ(world->put("窑炉", 1, "2020-02-01", {{"数", "12"}}), "甲");
  EXPECT_EQ(refused(to("  名称: text\n  数: number 吨\n")), "");
  EXPECT_EQ(value("数"), "12");
  EXPECT_EQ(world->value("窑炉", "甲", "数", {day("2020-01-15"), Moment{INT64_MAX}}), "")
      << "the text of then stays in the hidden column";
  EXPECT_EQ(world->sql("SELECT c2 FROM r2_change WHERE row = 1 AND version = 1"), "约12");
}

TEST_F(MigrationTest, ConvertsUnitsExactlyOrNotAtAll) {
  open("  名称: text\n  投资: number 万元\n  产能: number 吨\n");
  add({{"名称", "甲"}, {"投资", "1.25"}, {"产能", "3"}});
  EXPECT_EQ(refused(to("  名称: text\n  投资: number 元\n  产能: number 吨\n")), "");
  EXPECT_EQ(value("投资"), "12500");
  EXPECT_EQ(refused(to("  名称: text\n  投资: number 亿元 places 4\n  产能: number 吨\n")),
            "STORE-M001 甲 12500");
  EXPECT_EQ(refused(to("  名称: text\n  投资: number 元\n  产能: number 元\n")), "STORE-M001 甲 3");
}

TEST_F(MigrationTest, KeepsToTheWordsThatRowsHave) {
  open("  名称: text\n  类: one of [大, 小]\n  证: several of [甲证, 乙证]\n");
  add({{"名称", "甲"}, {"类", "大"}, {"证", "乙证、甲证"}});
  EXPECT_EQ(told(to("  名称: text\n  类: one of [大, 中]\n  证: several of [甲证, 乙证]\n")),
            "new_words 类 1");
  EXPECT_EQ(refused(to("  名称: text\n  类: one of [中]\n  证: several of [甲证]\n")),
            "STORE-M001 甲 大, STORE-M001 甲 甲证、乙证");
}

TEST_F(MigrationTest, TakesAnotherKeyOrNamesWhatItWouldConfuse) {
  open("  名称: text\n  厂: 企业\n  序号: text\n");
  add({{"名称", "甲"}, {"厂", "A1"}, {"序号", "1"}});
  add({{"名称", "乙"}, {"厂", "A1"}, {"序号", "1"}});
  add({{"名称", "丙"}, {"厂", "B2"}});
  const std::string fields = "  名称: text\n  厂: 企业\n  序号: text\n";
  const RegisterMigration first = to(fields, "[厂, 序号]");
  EXPECT_EQ(told(first), "new_key 3");
  EXPECT_EQ(refused(first), "STORE-M003 A1/1 1, STORE-M006 丙");
  world->plan = plan_of("water", enterprise_block + furnace_block(fields));
  EXPECT_EQ(world->put("窑炉", 2, "2020-02-01", {{"序号", "2"}}), "乙");
  EXPECT_EQ(world->put("窑炉", 3, "2020-02-01", {{"序号", "1"}}), "丙");
  EXPECT_EQ(refused(to(fields, "[厂, 序号]")), "");
  EXPECT_EQ(world->ids("窑炉"), "A1/1 A1/2 B2/1");
  EXPECT_EQ(world->put("企业", 1, "2020-02-01", {{"统一社会信用代码", "A9"}}), "A9");
  EXPECT_EQ(world->ids("窑炉"), "A9/1 A9/2 B2/1");
}

TEST_F(MigrationTest, LooksAtRowsThatBeginLater) {
  const std::string fields = "  名称: text\n  序号: text\n  吨位: number 吨 places 2\n";
  open(fields + "  类: one of [大, 小]\n");
  add({{"名称", "甲"}, {"序号", "1"}});
  EXPECT_EQ(world->put("窑炉", 0, "2020-09-01",
                       {{"名称", "乙"}, {"序号", "1"}, {"吨位", "2.25"}, {"类", "小"}}),
            "乙");
  EXPECT_EQ(world->put("窑炉", 1, "2020-10-01", {{"吨位", "1.25"}}), "甲");
  EXPECT_EQ(refused(to(fields + "  类: one of [大]\n")), "STORE-M001 乙 小");
  EXPECT_EQ(refused(to("  名称: text\n  序号: text\n  吨位: number 吨 places 1\n")),
            "STORE-M002 乙 2.25, STORE-M002 甲 1.25");
  EXPECT_EQ(refused(to(fields, "序号")), "STORE-M003 1 1");
  world->plan =
      plan_of("water", enterprise_block + furnace_block(fields + "  类: one of [大, 小]\n"));
  EXPECT_EQ(world->put("窑炉", 2, "2020-09-01", {{"序号", "2"}}), "乙");
  EXPECT_EQ(refused(to(fields, "序号")), "");
  EXPECT_EQ(world->put("窑炉", 0, "2020-01-01", {{"名称", "丙"}, {"序号", "2"}}), "STORE-R004")
      << "the key that waits is the new one";
  EXPECT_EQ(world->advance("2020-09-02"), "");
  EXPECT_EQ(world->ids("窑炉"), "1 2");
  EXPECT_EQ(world->verify(), "");
}

TEST_F(MigrationTest, GivesKeysTheNewNameOfARegion) {
  const std::string blocks = "```register 县情\nkey: 县\nfields:\n  县: region\n```\n";
  world = std::make_unique<RegisterWorld>(blocks);
  EXPECT_EQ(world->put("县情", 0, "2020-01-01", {{"县", "白石县"}}), "白石县");
  EXPECT_EQ(told(to_blocks(blocks, "白石区")), "");
  EXPECT_EQ(world->ids("县情"), "白石区");
  EXPECT_EQ(world->value("县情", "白石区", "县"), "白石区");
}

TEST_F(MigrationTest, SharesEnterprisesAmongPackages) {
  open("  名称: text\n");
  const auto migrate = [&](const std::string& fields, const std::string& key) {
    const auto plan =
        plan_of("air", "```register 企业\nkey: " + key + "\nfields:\n" + fields + "```\n");
    return code_of(world->store->write([&](const Database& database) -> Result<Done> {
      const Result<RegisterMigration> done = migrate_registers(database, *plan, loader());
      if (!done) return done.errors();
      return Done{};
    }));
  };
  const std::string own = "  统一社会信用代码: text required\n  烟囱: number 个 places 0\n";
  EXPECT_EQ(migrate(own + "  所在县区: text\n", "统一社会信用代码"), "STORE-M004");
  EXPECT_EQ(migrate(own, "烟囱"), "STORE-M005");
  EXPECT_EQ(migrate(own, "统一社会信用代码"), "");
  EXPECT_EQ(world->sql("SELECT count(*) FROM register_table WHERE name = '企业'"), "1");
  EXPECT_EQ(world->sql("SELECT \"名称\" FROM \"企业\" WHERE \"统一社会信用代码\" = 'A1'"),
            "东风厂");
  EXPECT_EQ(world->sql("SELECT count(\"烟囱\") FROM \"企业\""), "0");
  EXPECT_EQ(world->ids("企业"), "A1 B2") << "as the first package sees it";
  EXPECT_EQ(world->verify(), "");
}

TEST_F(MigrationTest, TablesAreKeptUntilTheNextOne) {
  open("  名称: text\n");
  const auto kept = [this](const KeptTables& tables, const Plan& plan) {
    std::shared_ptr<const RegisterTables> found;
    EXPECT_TRUE(bool(world->store->read([&](const Database& database) -> Result<Done> {
      const auto of = tables.of(database, plan);
      if (!of) return of.errors();
      found = of.value();
      return Done{};
    })));
    return found;
  };
  const std::unique_ptr<Plan> first = std::move(world->plan);
  world->plan = plan_of("water", enterprise_block + furnace_block("  名称: text\n"));
  const KeptTables tables;
  const auto before = kept(tables, *first);
  add({{"名称", "一号"}});
  EXPECT_EQ(kept(tables, *first), before) << "rows change no table";
  to("  名称: text\n  台数: number 台\n");
  const auto after = kept(tables, *first);
  EXPECT_NE(after, before);
  EXPECT_EQ(after->find("窑炉")->columns.size(), 2u);
  EXPECT_EQ(before->find("窑炉")->columns.size(), 1u) << "who still reads goes on with it";
}

TEST_F(MigrationTest, SaysThatTheStoreWasNotBroughtToThePlan) {
  open("  名称: text\n");
  world->plan = plan_of("water", enterprise_block + furnace_block("  名称: text\n  新: text\n"));
  EXPECT_EQ(code_of(world->store->read([&](const Database& database) -> Result<Done> {
              const Result<RegisterTables> tables = RegisterTables::load(database, *world->plan);
              if (!tables) return tables.errors();
              return Done{};
            })),
            "STORE-S006");
}

TEST(SchemaMigration, CopiesAStoreOfTheFirstVersionBesideIt) {
  const Folder folder;
  const std::string path = folder.file("store.db");
  {
    const std::unique_ptr<Store> store = open_store(path);
    ASSERT_TRUE(bool(enter(store.get(), reported("r/1", 1, 1, "5"))));
    // As a store of version 1 is: without the catalogue of registers.
    ASSERT_TRUE(bool(store->write([](const Database& database) {
      return database.execute(
          "DROP TABLE register_column; DROP TABLE register_field; DROP TABLE register_pending; "
          "DROP TABLE register_region; DROP TABLE register_table; DROP TABLE register_view; "
          "DROP TABLE register_search; DROP TABLE job; "
          "ALTER TABLE account DROP COLUMN subject; DELETE FROM setting WHERE key = 'row code'; "
          "PRAGMA user_version=1");
    })));
  }
  {
    const Result<std::unique_ptr<Store>> read = Store::open(path, OpenMode::read_only);
    ASSERT_TRUE(bool(read)) << "an older store can be read";
    EXPECT_FALSE(std::filesystem::exists(path + ".before-schema-2"));
    EXPECT_TRUE(bool(read.value()->read([](const Database& database) -> Result<Done> {
      EXPECT_TRUE(verify_journal(database, "").empty());
      return Done{};
    })));
  }
  const std::unique_ptr<Store> store = open_store(path);
  EXPECT_TRUE(std::filesystem::exists(path + ".before-schema-2"));
  EXPECT_TRUE(bool(store->read([](const Database& database) -> Result<Done> {
    EXPECT_TRUE(has_registers(database).value());
    EXPECT_TRUE(verify_journal(database, "").empty());
    return Done{};
  })));
  const Result<Database> copy = Database::open(path + ".before-schema-2", OpenMode::read_only);
  EXPECT_FALSE(has_registers(copy.value()).value());
}

TEST(SchemaMigration, FindsAFreeNameForACopy) {
  const Folder folder;
  const std::string path = folder.file("store.db");
  const std::string first = migration_backup_path(path, "3", day("2020-06-01"));
  EXPECT_EQ(first, path + ".before-3-2020-06-01");
  open_store(first).reset();
  EXPECT_EQ(migration_backup_path(path, "3", day("2020-06-01")), first + "-2");
}

}  // namespace
}  // namespace fangan::test
