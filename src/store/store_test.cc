// Views over changes, what the store refuses, copies.
#include "store/store.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "store/store_lock.h"
#include "store/store_world_test.h"

namespace fangan::test {
namespace {

class StoreTest : public testing::Test {
 protected:
  /// The value of the only row of 进展 as a view shows it; "-" when there is no row.
  std::string value_in(std::string_view as_of, int64_t known_at) {
    std::string value = "-";
    const Result<Done> read = store_->read([&](const Database& database) -> Result<Done> {
      const Result<std::vector<Record>> rows =
          read_records(database, progress(), "p", "", View{day(as_of), Moment{known_at}});
      if (!rows) return rows.errors();
      if (!rows.value().empty()) {
        const std::optional<Decimal> number = rows.value().front().number("数值");
        value = number ? number->print_normal() : "none";
      }
      return Done{};
    });
    EXPECT_TRUE(bool(read));
    return value;
  }

  std::string one_text(std::string_view sql) {
    std::string text;
    const Result<Done> read = store_->read([&](const Database& database) -> Result<Done> {
      Statement select = database.prepare(sql);
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      text = select.text(0);
      return Done{};
    });
    return read ? text : read.error().code;
  }

  Folder folder_;
  std::string path_ = folder_.file("store.db");
  std::unique_ptr<Store> store_ = open_store(path_);
};

TEST_F(StoreTest, ShowsTheLastChangeByDayThenMoment) {
  Change first = reported("r", 1, 10, "5");
  Change correction = reported("r", 2, 20, "7");   // Entered later, for the same day.
  Change earlier = reported("r", 3, 30, "3");      // Entered last, for a day before.
  earlier.holds_from = day("2020-05-01");
  Change cleared = reported("r", 4, 40, "0");
  cleared.holds_from = day("2020-07-01");
  cleared.fields = {{"数值", FieldValue()}};
  for (const Change& change : {first, correction, earlier, cleared}) {
    ASSERT_TRUE(bool(enter(store_.get(), change)));
  }
  EXPECT_EQ(value_in("2020-04-30", 99), "-");
  EXPECT_EQ(value_in("2020-05-31", 29), "-");
  EXPECT_EQ(value_in("2020-05-31", 30), "3");
  EXPECT_EQ(value_in("2020-06-01", 19), "5");
  EXPECT_EQ(value_in("2020-06-01", 99), "7");
  EXPECT_EQ(value_in("2020-07-01", 99), "none");
  EXPECT_EQ(value_in("2020-07-01", 9), "-");
}

TEST_F(StoreTest, KeepsNumbersAsScaledIntegersWithADecimalView) {
  ASSERT_TRUE(bool(enter(store_.get(), reported("r", 1, 10, "66.1250"))));
  EXPECT_EQ(one_text("SELECT f3 FROM progress_change"), "661250");
  EXPECT_EQ(one_text("SELECT \"数值\" FROM progress"), "66.125");
  EXPECT_EQ(one_text("SELECT holds_from FROM progress"), "2020-06-01");
  EXPECT_EQ(value_in("2020-06-01", 99), "66.125");
}

TEST_F(StoreTest, RefusesWhatItCannotKeepExactly) {
  EXPECT_EQ(code_of(enter(store_.get(), reported("r", 1, 10, "0.00001"))), "STORE-R001");
  EXPECT_EQ(code_of(enter(store_.get(), reported("r", 1, 10, "1e30"))), "STORE-R002");
  EXPECT_EQ(one_text("SELECT count(*) FROM progress_change"), "0");
  EXPECT_EQ(one_text("SELECT count(*) FROM journal"), "0") << "half of a refused change was kept";
}

TEST_F(StoreTest, RefusesAVersionTwice) {
  ASSERT_TRUE(bool(enter(store_.get(), reported("r", 1, 10, "1"))));
  EXPECT_EQ(code_of(enter(store_.get(), reported("r", 1, 11, "2"))), "STORE-W005");
  EXPECT_EQ(value_in("2020-06-01", 99), "1");
}

TEST_F(StoreTest, SaysWhyItCannotBeOpened) {
  EXPECT_EQ(code_of(Store::open(folder_.file("no/folder.db"), OpenMode::create)), "STORE-S001");
  std::ofstream(folder_.file("novel.db")) << std::string(5000, 'n');
  EXPECT_EQ(code_of(Store::open(folder_.file("novel.db"), OpenMode::create)), "STORE-S002");
  const Result<Done> newer = store_->write(
      [](const Database& database) { return database.execute("PRAGMA user_version=999"); });
  ASSERT_TRUE(bool(newer));
  EXPECT_EQ(code_of(Store::open(path_, OpenMode::create)), "STORE-S003");
}

TEST_F(StoreTest, LeavesTheDatabaseOfAnotherProgramAlone) {
  for (const char* version : {"0", "1", "7"}) {
    const std::string path = folder_.file(std::string("other-") + version + ".db");
    {
      const Result<Database> other = Database::open(path, OpenMode::create);
      ASSERT_TRUE(bool(other));
      const std::string sql = std::string("CREATE TABLE t (a); PRAGMA user_version=") + version;
      ASSERT_TRUE(bool(other.value().execute(sql)));
    }
    EXPECT_EQ(code_of(Store::open(path, OpenMode::existing)), "STORE-S004") << version;
    const Result<Database> after = Database::open(path, OpenMode::read_only);
    ASSERT_TRUE(bool(after));
    Statement tables = after.value().prepare("SELECT count(*) FROM sqlite_master");
    ASSERT_TRUE(bool(tables.step()));
    EXPECT_EQ(tables.integer(0), 1) << version;
  }
}

TEST_F(StoreTest, DoesNotCallAStoreDamagedThatItMayNotWrite) {
  store_.reset();
  std::filesystem::permissions(std::filesystem::path(path_).parent_path(),
                               static_cast<std::filesystem::perms>(0555));
  std::filesystem::permissions(path_, static_cast<std::filesystem::perms>(0444));
  const bool was_root = geteuid() == 0;  // To whom permissions mean nothing.
  if (was_root) {
    ASSERT_EQ(seteuid(65534), 0);
  }
  const std::string code = code_of(Store::open(path_, OpenMode::create));
  if (was_root) {
    ASSERT_EQ(seteuid(0), 0);
  }
  std::filesystem::permissions(std::filesystem::path(path_).parent_path(),
                               std::filesystem::perms::owner_all);
  EXPECT_EQ(code, "STORE-S001");
}

TEST_F(StoreTest, IsServedByOneProcessOnly) {
  Result<StoreLock> first = StoreLock::take(path_);
  ASSERT_TRUE(bool(first));
  const Result<StoreLock> second = StoreLock::take(path_);
  ASSERT_FALSE(bool(second));
  EXPECT_EQ(second.error().code, "STORE-S005");
  const std::vector<Fact>& facts = second.error().facts;
  const auto process = std::find_if(facts.begin(), facts.end(),
                                    [](const Fact& fact) { return fact.name == "process"; });
  ASSERT_NE(process, facts.end());
  EXPECT_EQ(process->value, std::to_string(getpid()));
  EXPECT_EQ(code_of(StoreLock::take(folder_.file("no/folder.db"))), "STORE-S001");
  { const StoreLock released = std::move(first).value(); }
  EXPECT_TRUE(bool(StoreLock::take(path_)));
}

TEST_F(StoreTest, KeepsNothingWhenTheDiskIsFull) {
  const Result<Done> written = store_->write([](const Database& database) -> Result<Done> {
    const Result<Done> full = database.execute("PRAGMA max_page_count=1");  // No page may be added.
    if (!full) return full;
    for (int i = 1; i < 1000; ++i) {
      const Result<Done> done = enter(database, reported("r/" + std::to_string(i), 1, i, "1"));
      if (!done) return done;
    }
    return Done{};
  });
  EXPECT_EQ(code_of(written), "STORE-W001");
  EXPECT_EQ(one_text("SELECT count(*) FROM progress_change"), "0");
}

TEST_F(StoreTest, SaysThatAnotherProgramWrites) {
  const Result<Database> other = Database::open(path_, OpenMode::existing);
  ASSERT_TRUE(bool(other));
  ASSERT_TRUE(bool(other.value().execute("BEGIN IMMEDIATE")));
  const Result<Database> mine = Database::open(path_, OpenMode::existing);
  ASSERT_TRUE(bool(mine));
  sqlite3_busy_timeout(mine.value().handle(), 1);
  EXPECT_EQ(code_of(Transaction::begin(mine.value())), "STORE-W002");
}

TEST_F(StoreTest, SaysThatItMayOnlyRead) {
  const Result<Database> reader = Database::open(path_, OpenMode::read_only);
  ASSERT_TRUE(bool(reader));
  EXPECT_EQ(code_of(reader.value().execute("DELETE FROM journal")), "STORE-W003");
}

TEST_F(StoreTest, SaysThatTheFileIsDamaged) {
  for (int i = 1; i < 300; ++i) {
    ASSERT_TRUE(bool(enter(store_.get(), reported("r/" + std::to_string(i), 1, i, "1"))));
  }
  store_.reset();
  std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
  const auto half = std::filesystem::file_size(path_) / 2;  // Tables, behind the schema.
  file.seekp(static_cast<std::streamoff>(half));
  file << std::string(half, '\xAA');
  file.close();
  Result<std::unique_ptr<Store>> damaged = Store::open(path_, OpenMode::existing);
  const Result<Done> read =
      !damaged ? Result<Done>(damaged.errors())
               : damaged.value()->read([](const Database& database) -> Result<Done> {
                   const auto changes = read_changes(database, progress());
                   if (!changes) return changes.errors();
                   return Done{};
                 });
  EXPECT_EQ(code_of(read), "STORE-W004");
}

TEST_F(StoreTest, CopiesItselfWhileOthersWrite) {
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    for (int i = 1; !stop; ++i) {
      EXPECT_TRUE(bool(enter(store_.get(), reported("r/" + std::to_string(i), 1, i, "1"))));
    }
  });
  const Result<Done> copied = store_->backup(folder_.file("copy.db"));
  stop = true;
  writer.join();
  ASSERT_TRUE(bool(copied)) << code_of(copied);
  const std::unique_ptr<Store> copy = open_store(folder_.file("copy.db"));
  ASSERT_TRUE(bool(copy->read([](const Database& database) -> Result<Done> {
    EXPECT_TRUE(verify_journal(database, "").empty());
    return Done{};
  })));
}

TEST_F(StoreTest, SaysThatACopyCannotBeWritten) {
  EXPECT_EQ(code_of(store_->backup(folder_.file("no/copy.db"))), "STORE-S001");
  // What is there already is not written over.
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(folder_.file("copy.db").c_str(), &other), SQLITE_OK);
  sqlite3_exec(other, "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; CREATE TABLE t (a)", nullptr,
               nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_EQ(code_of(store_->backup(folder_.file("copy.db"))), "STORE-B001");
}

TEST_F(StoreTest, ACopyIsOneWholeFile) {
  ASSERT_TRUE(bool(store_->backup(folder_.file("copy.db"))));
  for (const char* beside : {"copy.db.partial", "copy.db-wal", "copy.db-shm"}) {
    EXPECT_FALSE(std::filesystem::exists(folder_.file(beside))) << beside;
  }
  // Of an interrupted copy an empty file may be left: nobody takes it for a store without records.
  std::ofstream(folder_.file("interrupted.db"));
  for (const OpenMode mode : {OpenMode::existing, OpenMode::read_only}) {
    EXPECT_EQ(code_of(Store::open(folder_.file("interrupted.db"), mode)), "STORE-S002");
  }
}

TEST_F(StoreTest, AddsNothingToTheDatabaseOfAnotherProgram) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(folder_.file("other.db").c_str(), &other), SQLITE_OK);
  sqlite3_exec(other, "CREATE TABLE bookmark (a); PRAGMA user_version=1", nullptr, nullptr,
               nullptr);
  sqlite3_close(other);
  for (const OpenMode mode : {OpenMode::create, OpenMode::existing, OpenMode::read_only}) {
    EXPECT_EQ(code_of(Store::open(folder_.file("other.db"), mode)), "STORE-S004");
  }
}

TEST_F(StoreTest, AnEmptyViewIsEmptyTextAndNotNull) {
  const Result<Done> read = store_->read([](const Database& database) -> Result<Done> {
    Statement select = database.prepare("SELECT ? IS NULL");
    EXPECT_TRUE(bool(select.bind(std::string_view()).step()));
    EXPECT_EQ(select.integer(0), 0);
    return Done{};
  });
  EXPECT_TRUE(bool(read));
}

TEST_F(StoreTest, ReadsFromOneSnapshotWhileOthersWrite) {
  ASSERT_TRUE(bool(enter(store_.get(), reported("r/1", 1, 1, "1"))));
  const Result<Done> read = store_->read([&](const Database& database) -> Result<Done> {
    const auto before = read_changes(database, progress());
    EXPECT_TRUE(bool(enter(store_.get(), reported("r/2", 1, 2, "1"))));
    const auto after = read_changes(database, progress());
    EXPECT_EQ(before.value().size(), after.value().size());
    return Done{};
  });
  EXPECT_TRUE(bool(read));
}

}  // namespace
}  // namespace fangan::test
