// The journal proves what was entered: every way of tampering with a store is found.
#include "store/journal.h"

#include "store/store_world_test.h"

namespace fangan::test {
namespace {

class JournalTest : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 1; i <= 4; ++i) {
      ASSERT_TRUE(
          bool(enter(store_.get(), reported("r/" + std::to_string(i), 1, i, std::to_string(i)))));
    }
    head_ = head();
  }

  std::string head() {
    std::string hash;
    const Result<Done> read = store_->read([&hash](const Database& database) -> Result<Done> {
      const Result<JournalHead> found = journal_head(database);
      if (!found) return found.errors();
      hash = found.value().hash;
      return Done{};
    });
    EXPECT_TRUE(bool(read));
    return hash;
  }

  void tamper(const std::string& sql) {
    const Result<Done> done =
        store_->write([&sql](const Database& database) { return database.execute(sql); });
    ASSERT_TRUE(bool(done)) << sql;
  }

  /// The codes verify() gives, each once, in order.
  std::string found(const std::string& expected_head) {
    std::string codes;
    const Result<Done> read = store_->read([&](const Database& database) -> Result<Done> {
      for (const Diagnostic& diagnostic : verify_journal(database, expected_head)) {
        if (codes.find(diagnostic.code) == codes.npos) codes += diagnostic.code + " ";
      }
      return Done{};
    });
    EXPECT_TRUE(bool(read));
    return codes;
  }

  Folder folder_;
  std::unique_ptr<Store> store_ = open_store(folder_.file("store.db"));
  std::string head_;
};

TEST_F(JournalTest, IsWholeWhenNobodyTampered) {
  EXPECT_EQ(head_.size(), 64u);
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(found(head_), "");
}

TEST_F(JournalTest, FindsEveryWayOfTampering) {
  struct Way {
    const char* sql;
    const char* codes;
  };
  const std::string restore = folder_.file("restore.db");
  ASSERT_TRUE(bool(store_->backup(restore)));
  const Way ways[] = {
      {"UPDATE progress_change SET f3 = f3 + 1 WHERE id = 'r/2'", "STORE-V003 "},
      {"UPDATE progress_change SET holds_from = holds_from - 1 WHERE id = 'r/2'", "STORE-V003 "},
      {"UPDATE progress_change SET recorded = recorded + 1 WHERE id = 'r/2'", "STORE-V003 "},
      {"UPDATE progress_change SET package = 'other' WHERE id = 'r/2'", "STORE-V004 STORE-V005 "},
      {"DELETE FROM progress_change WHERE id = 'r/2'", "STORE-V005 "},
      {"INSERT INTO progress_change (package, id, version, holds_from, recorded, actor, step, "
       "set_fields) "
       "VALUES ('p', 'r/9', 1, 0, 0, '', '', ',')",
       "STORE-V004 "},
      {"UPDATE journal SET actor = 'another' WHERE id = 2", "STORE-V001 "},
      {"UPDATE journal SET at = at + 1 WHERE id = 2", "STORE-V001 "},
      {"UPDATE journal SET share = 'another' WHERE id = 2", "STORE-V001 "},
      {"DELETE FROM journal WHERE id = 2", "STORE-V002 STORE-V004 "},
      {"DELETE FROM journal WHERE id = 1", "STORE-V002 STORE-V004 "},
      {"DELETE FROM journal WHERE id = 4", "STORE-V006 STORE-V004 "},
      {"DELETE FROM journal WHERE id = 4; DELETE FROM progress_change WHERE id = 'r/4'",
       "STORE-V006 "},
  };
  for (const Way& way : ways) {
    store_.reset();
    const std::string path = folder_.file("copy.db");
    std::filesystem::remove(path);
    std::filesystem::copy_file(restore, path);
    store_ = open_store(path);
    tamper(way.sql);
    EXPECT_EQ(found(head_), way.codes) << way.sql;
  }
}

TEST_F(JournalTest, FindsAChainThatWasRewrittenWhole) {
  // A second store with other figures and a chain without a fault.
  const Folder folder;
  const std::unique_ptr<Store> other = open_store(folder.file("other.db"));
  for (int i = 1; i <= 4; ++i) {
    ASSERT_TRUE(bool(enter(other.get(), reported("r/" + std::to_string(i), 1, i, "9"))));
  }
  store_ = open_store(folder.file("other.db"));
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(found(head_), "STORE-V006 ");
}

TEST_F(JournalTest, KeepsPartsApart) {
  // The same letters, cut differently, are two entries with two hashes.
  const auto hash_of = [this](const std::string& actor, const std::string& action) {
    std::string hash;
    const Folder folder;
    const std::unique_ptr<Store> store = open_store(folder.file("s.db"));
    const Result<Done> done = store->write([&](const Database& database) -> Result<Done> {
      JournalEntry entry;
      entry.actor = actor;
      entry.action = action;
      const Result<int64_t> added = append_journal(database, entry);
      if (!added) return added.errors();
      hash = journal_head(database).value().hash;
      return Done{};
    });
    EXPECT_TRUE(bool(done));
    return hash;
  };
  EXPECT_NE(hash_of("ab", "c"), hash_of("a", "bc"));
  EXPECT_EQ(hash_of("ab", "c"), hash_of("ab", "c"));
}

}  // namespace
}  // namespace fangan::test
