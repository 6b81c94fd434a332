// What is prepared beside the writer is written as if the writer had worked it out itself.
#include "store/prepared_change.h"

#include "store/register_world_test.h"

namespace fangan::test {
namespace {

struct Asked {
  std::string register_name;
  int64_t row = 0;
  std::string from;
  Fields fields;
};

enum class Way : uint8_t { plainly, prepared };

/// Puts all of them in one transaction; prepared means that all are prepared before the first is
/// written. Gives the ids and codes, joined by blanks.
std::string put_all(RegisterWorld* world, const std::vector<Asked>& all, Way way) {
  std::string text;
  const auto tell = [&text](const Result<WrittenRow>& written) {
    text += (text.empty() ? "" : " ") + (written ? written.value().id : written.error().code);
  };
  const Result<Done> done = world->write([&](RegisterWriter& writer, const RegisterTables& tables) {
    std::vector<RowChange> changes;
    for (const Asked& asked : all) {
      const RegisterTable& table = *tables.find(asked.register_name);
      changes.push_back(world->change(table, asked.row, asked.from, asked.fields));
    }
    std::vector<PreparedChange> prepared(all.size());
    const RegisterTable& table = *tables.find(all.front().register_name);
    const Result<std::unique_ptr<ChangePreparer>> preparer = writer.preparer(table);
    if (!preparer) return Result<Done>(preparer.errors());
    for (size_t i = 0; i < all.size(); ++i) preparer.value()->prepare(changes[i], &prepared[i]);
    for (size_t i = 0; i < all.size(); ++i) {
      tell(way == Way::plainly ? writer.put(table, changes[i])
                               : writer.put(table, changes[i], &prepared[i]));
    }
    return Result<Done>(Done{});
  });
  EXPECT_TRUE(bool(done));
  return text;
}

/// The rows as they stand, with the checksums of their first changes, and the last journal entry
/// with its digests.
std::string written(const RegisterWorld& world, const std::string& table) {
  return world.sql("SELECT group_concat(row || ' ' || id || ' ' || version || ' ' || "
                   "ifnull(first_checksum, '-'), '; ') FROM (SELECT * FROM " +
                   table + " ORDER BY row)") +
         "\n" + world.sql("SELECT after FROM journal ORDER BY id DESC LIMIT 1");
}

/// Puts them both ways, each into a store of its own, and compares what stands there then.
std::string put_both_ways(const std::string& table, const std::vector<Asked>& all) {
  RegisterWorld plain;
  RegisterWorld prepared;
  for (RegisterWorld* world : {&plain, &prepared}) {
    add_enterprise(world, "A1", "东风厂", "白石县");
    world->put("机井", 0, "2020-01-01", {{"企业", "A1"}, {"井号", "1"}, {"出水量", "5"}});
  }
  const std::string said = put_all(&plain, all, Way::plainly);
  EXPECT_EQ(put_all(&prepared, all, Way::prepared), said);
  EXPECT_EQ(written(prepared, table), written(plain, table));
  EXPECT_EQ(prepared.verify(), "");
  EXPECT_EQ(plain.verify(), "");
  return said;
}

Asked enterprise(const std::string& code, const std::string& from = "2020-01-01") {
  return {"企业", 0, from, {{"统一社会信用代码", code}, {"名称", "厂"}, {"所在县区", "黑水县"}}};
}

TEST(PreparedChangeTest, IsWrittenAsThePlainOne) {
  EXPECT_EQ(put_both_ways("r1", {enterprise("B2"), enterprise("C3")}), "B2 C3");
}

TEST(PreparedChangeTest, LeavesReferencesToTheWriter) {
  EXPECT_EQ(put_both_ways("r2", {{"机井", 0, "2020-01-01", {{"企业", "A1"}, {"井号", "2"}}},
                                 {"机井", 0, "2020-01-01", {{"企业", "没有"}, {"井号", "3"}}},
                                 {"机井", 1, "2020-02-01", {{"出水量", "6.5"}}},
                                 {"机井", 0, "2020-01-01", {{"企业", "A1"}, {"井号", "4"}}}}),
            "A1/2 STORE-R006 A1/1 A1/4");
}

// The second A1 is refused, so the rows behind it get other numbers than foreseen.
TEST(PreparedChangeTest, IsWorkedOutAgainWhereTheNumberIsAnother) {
  EXPECT_EQ(put_both_ways("r1", {enterprise("B2"), enterprise("A1"), enterprise("C3")}),
            "B2 STORE-R004 C3");
}

TEST(PreparedChangeTest, CountsRowsThatBeginLater) {
  EXPECT_EQ(put_both_ways("r1", {enterprise("B2", "2020-09-01"), enterprise("C3")}), "B2 C3");
}

}  // namespace
}  // namespace fangan::test
