// Nothing that was acknowledged may be lost, whenever the power goes and whatever the disk forgot.
#include <gtest/gtest.h>

#include <set>

#include "store/lossy_disk_test.h"
#include "store/store_world_test.h"

namespace fangan::test {
namespace {

struct Outcome {
  int acknowledged = 0;
  int found = 0;
  bool broke = false;
  std::string damage;  ///< What is wrong with the store; empty when it is whole.
};

std::string damage_of(Store* store) {
  std::string damage;
  const Result<Done> read = store->read([&damage](const Database& database) -> Result<Done> {
    Statement check = database.prepare("PRAGMA integrity_check");
    const Result<bool> row = check.step();
    if (!row) return row.errors();
    if (check.text(0) != "ok") damage = check.text(0);
    for (const Diagnostic& diagnostic : verify_journal(database, ""))
      damage += diagnostic.code + " ";
    return Done{};
  });
  return read ? damage : read.error().code;
}

/// Writes until the disk breaks after `writes` writes, then looks at what is left.
Outcome rehearse(int64_t writes, uint32_t seed, Syncing syncing) {
  constexpr int rows = 40;
  const Folder folder;
  const std::string path = folder.file("store.db");
  open_store(path).reset();
  Outcome outcome;
  {
    LossyDisk disk(writes, seed, syncing);
    if (std::unique_ptr<Store> store = open_store(path)) {
      // So often that the crash falls into checkpoints too.
      const Result<Done> often = store->write([](const Database& database) {
        return database.execute("PRAGMA wal_autocheckpoint=6");
      });
      EXPECT_TRUE(often || disk.broken());
      for (int i = 1; i <= rows; ++i) {
        if (!enter(store.get(), reported("a/" + std::to_string(i), 1, i, "1"))) break;
        outcome.acknowledged = i;
      }
    }
    outcome.broke = disk.broken();
    disk.settle();
  }
  Result<std::unique_ptr<Store>> store = Store::open(path, OpenMode::create);
  if (!store) {
    outcome.damage = store.error().code;
    return outcome;
  }
  outcome.damage = damage_of(store.value().get());
  const Result<Done> read =
      store.value()->read([&outcome](const Database& database) -> Result<Done> {
        const Result<std::vector<StoredChange>> changes = read_changes(database, progress());
        if (!changes) return changes.errors();
        std::set<std::string> ids;
        for (const StoredChange& change : changes.value()) ids.insert(change.change.id);
        for (int i = 1; i <= outcome.acknowledged; ++i)
          outcome.found += ids.count("a/" + std::to_string(i)) > 0;
        return Done{};
      });
  if (!read) outcome.damage = read.error().code;
  return outcome;
}

TEST(Crash, KeepsWhatWasAcknowledgedWheneverTheDiskBreaks) {
  int broke = 0;
  for (int64_t writes = 10; writes < 400; writes += 7) {
    const Outcome outcome = rehearse(writes, static_cast<uint32_t>(writes), Syncing::kept);
    broke += outcome.broke ? 1 : 0;
    EXPECT_EQ(outcome.found, outcome.acknowledged) << "after " << writes << " writes";
    EXPECT_EQ(outcome.damage, "") << "after " << writes << " writes";
  }
  EXPECT_GT(broke, 30) << "the disk hardly ever broke: this proves nothing";
}

TEST(Crash, WouldBeSeenIfTheStoreDidNotSync) {
  int lost = 0;
  for (int64_t writes = 50; writes < 300; writes += 25) {
    const Outcome outcome = rehearse(writes, static_cast<uint32_t>(writes), Syncing::ignored);
    lost += outcome.found < outcome.acknowledged || !outcome.damage.empty() ? 1 : 0;
  }
  EXPECT_GT(lost, 0);
}

}  // namespace
}  // namespace fangan::test
