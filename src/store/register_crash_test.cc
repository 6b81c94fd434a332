// All of a transaction or none, whenever the power goes: rows written, and registers migrated.
#include "store/lossy_disk_test.h"
#include "store/register_world_test.h"

namespace fangan::test {
namespace {

constexpr int rows_a_turn = 7;

std::string blocks_after() {
  std::string blocks = enterprise_block;
  const std::string before = "名称: text";
  blocks.replace(blocks.find(before), before.size(), "名称: one of [甲厂, 乙厂]");
  return blocks;
}

struct Rehearsal {
  int acknowledged = 0;   ///< Turns.
  bool migrated = false;  ///< Acknowledged.
  bool broke = false;
  int64_t rows = 0;  ///< Found afterwards.
  std::string kind;  ///< Of the field 名称, found afterwards.
  std::string damage;
};

std::unique_ptr<RegisterWorld> world_at(const std::string& path) {
  auto world = std::make_unique<RegisterWorld>(enterprise_block);
  world->store = open_store(path);
  EXPECT_EQ(world->migrate(), "");
  world->store.reset();
  return world;
}

Result<Done> write_turn(RegisterWorld* world, int turn) {
  return world->write([&](RegisterWriter& writer, const RegisterTables& tables) -> Result<Done> {
    const RegisterTable& table = *tables.find("企业");
    for (int i = 0; i < rows_a_turn; ++i) {
      const std::string code = "N" + std::to_string(turn) + "-" + std::to_string(i);
      const Result<WrittenRow> written = writer.put(
          table,
          world->change(table, 0, "2020-01-01",
                        {{"统一社会信用代码", code}, {"名称", i % 2 == 0 ? "甲厂" : "乙厂"}}));
      if (!written) return written.errors();
    }
    return Done{};
  });
}

Rehearsal rehearse(int64_t writes) {
  constexpr int turns = 8;
  const Folder folder;
  const std::string path = folder.file("crash.db");
  const std::unique_ptr<RegisterWorld> world = world_at(path);
  Rehearsal rehearsal;
  {
    LossyDisk disk(writes, static_cast<uint32_t>(writes), Syncing::kept);
    Result<std::unique_ptr<Store>> store = Store::open(path, OpenMode::existing);
    if (store) {
      world->store = std::move(store).value();
      const Result<Done> often = world->store->write(
          [](const Database& database) { return database.execute("PRAGMA wal_autocheckpoint=6"); });
      EXPECT_TRUE(often || disk.broken());
      while (rehearsal.acknowledged < turns && write_turn(world.get(), rehearsal.acknowledged)) {
        ++rehearsal.acknowledged;
      }
      if (rehearsal.acknowledged == turns) {
        world->plan = plan_of("water", blocks_after());
        rehearsal.migrated = world->migrate().empty();
      }
      world->store.reset();
    }
    rehearsal.broke = disk.broken();
    disk.settle();
  }
  world->store = open_store(path);
  rehearsal.damage = world->verify();
  rehearsal.rows = std::stoll(world->sql("SELECT count(*) FROM r1"));
  const std::string whole = world->sql("PRAGMA integrity_check");
  if (whole != "ok") rehearsal.damage += whole;
  rehearsal.kind = world->sql(
      "SELECT kind FROM register_column WHERE register = 1 AND name = '名称' ORDER BY number DESC");
  return rehearsal;
}

TEST(RegisterCrash, LeavesAllOfATransactionOrNone) {
  int broke = 0;
  int broke_in_migration = 0;
  for (int64_t writes = 5; writes < 420; writes += 9) {
    const Rehearsal rehearsal = rehearse(writes);
    broke += rehearsal.broke ? 1 : 0;
    const std::string when = "after " + std::to_string(writes) + " writes";
    EXPECT_EQ(rehearsal.damage, "") << when;
    EXPECT_EQ(rehearsal.rows % rows_a_turn, 0) << when << ": half of a transaction";
    // What was under way when the disk broke may be there, whole.
    EXPECT_GE(rehearsal.rows, rehearsal.acknowledged * rows_a_turn) << when;
    EXPECT_LE(rehearsal.rows, (rehearsal.acknowledged + 1) * rows_a_turn) << when;
    if (rehearsal.migrated) {
      EXPECT_EQ(rehearsal.kind, "one of") << when;
    }
    broke_in_migration += rehearsal.broke && rehearsal.acknowledged == 8 && !rehearsal.migrated;
  }
  EXPECT_GT(broke, 20) << "the disk hardly ever broke: this proves nothing";
  EXPECT_GT(broke_in_migration, 2) << "no migration was cut short";
}

}  // namespace
}  // namespace fangan::test
