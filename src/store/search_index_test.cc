// The pieces of texts, and rows found by them however far the index has come.
#include "store/search_index.h"

#include <gtest/gtest.h>

#include "store/register_world_test.h"
#include "store/search_grams.h"

namespace fangan::test {
namespace {

TEST(SearchGrams, AreEveryTwoNeighboursAndLatinRunsWhole) {
  EXPECT_EQ(search_grams("焦煤集团"), "焦煤 煤集 集团");
  EXPECT_EQ(search_grams("GB32100标准（试行）"), "gb32100 标准 试行");
  EXPECT_EQ(search_grams("PM2.5，PM10"), "5 pm10 pm2");
  EXPECT_EQ(search_grams("甲、乙"), "");
  EXPECT_EQ(search_grams(""), "");
}

TEST(SearchGrams, OfAWordAskForWhatATextWithItMustHold) {
  EXPECT_EQ(search_expression("焦煤集"), "\"焦煤\" AND \"煤集\"");
  EXPECT_EQ(search_expression("PM2.5"), "\"5\"*") << "what goes before may be cut";
  EXPECT_EQ(search_expression("9199"), "\"9199\"*");
  EXPECT_EQ(search_expression("100标准"), "\"标准\"") << "the digits may go on to the left";
  EXPECT_EQ(search_expression("标准100"), "\"标准\" AND \"100\"*");
  EXPECT_EQ(search_expression("甲"), "");
  EXPECT_EQ(search_expression("\"*"), "");
}

class IndexedWorld {
 public:
  IndexedWorld() : world_(enterprise_block) {
    world_.store = open_store(folder_.file("search.db"));
    EXPECT_EQ(world_.migrate(), "");
  }

  void add(const std::vector<std::string>& names) {
    const Result<Done> written =
        world_.write([&](RegisterWriter& writer, const RegisterTables& tables) -> Result<Done> {
          const RegisterTable& table = *tables.find("企业");
          for (const std::string& name : names) {
            const std::string code = "C" + std::to_string(++count_);
            const Result<WrittenRow> put =
                writer.put(table, world_.change(table, 0, "2020-01-01",
                                                {{"统一社会信用代码", code}, {"名称", name}}));
            if (!put) return put.errors();
          }
          return Done{};
        });
    EXPECT_TRUE(bool(written)) << (written ? "" : written.error().code);
  }

  bool advance(int64_t changes_max) {
    bool more = false;
    const Result<Done> written = world_.store->write([&](const Database& database) {
      return with_index(database, [&](SearchIndex& index, const RegisterTable&) -> Result<Done> {
        const Result<bool> advanced = index.advance(changes_max);
        if (!advanced) return advanced.errors();
        more = advanced.value();
        return Done{};
      });
    });
    EXPECT_TRUE(bool(written)) << (written ? "" : written.error().code);
    return more;
  }

  /// Row numbers, or `any`.
  std::string find(const std::vector<std::string>& words) {
    std::string text;
    const Result<Done> read = world_.store->read([&](const Database& database) {
      return with_index(
          database, [&](SearchIndex& index, const RegisterTable& table) -> Result<Done> {
            const Result<SearchIndex::Candidates> found = index.find(table.number, words);
            if (!found) return found.errors();
            if (!found.value().is_whole) text = "any";
            for (const int64_t row : found.value().rows) text += std::to_string(row) + " ";
            return Done{};
          });
    });
    EXPECT_TRUE(bool(read)) << (read ? "" : read.error().code);
    return text;
  }

 private:
  template <typename Work>
  Result<Done> with_index(const Database& database, const Work& work) {
    const Result<RegisterTables> tables = RegisterTables::load(database, *world_.plan);
    if (!tables) return tables.errors();
    SearchIndex index(database, {&tables.value()});
    return work(index, *tables.value().find("企业"));
  }

  Folder folder_;
  RegisterWorld world_;
  int count_ = 0;
};

TEST(SearchIndex, FollowsTheJournalAPieceAtATime) {
  IndexedWorld world;
  EXPECT_EQ(world.find({"酒厂"}), "any") << "nothing is indexed yet";
  while (world.advance(100)) {
  }
  world.add({"白石酒厂", "黑水钢厂"});
  EXPECT_EQ(world.find({"酒厂"}), "1 2 ") << "what waits is looked at";
  while (world.advance(1)) {
  }
  EXPECT_EQ(world.find({"酒厂"}), "1 ");
  EXPECT_EQ(world.find({"钢厂", "黑水"}), "2 ");
  EXPECT_EQ(world.find({"钢厂", "白石"}), "");
  EXPECT_EQ(world.find({"甲"}), "any") << "a word without a piece";
}

TEST(SearchIndex, TakesManyChangesOfOneEntryInSeveralTurns) {
  IndexedWorld world;
  while (world.advance(100)) {
  }
  std::vector<std::string> names;
  for (int i = 0; i < 250; ++i) names.push_back(i % 50 == 7 ? "白石酒厂" : "黑水钢厂");
  world.add(names);
  EXPECT_EQ(world.find({"酒厂"}), "any") << "more than the journal spells out";
  int turns = 0;
  while (world.advance(100)) ++turns;
  EXPECT_GE(turns, 3);
  EXPECT_EQ(world.find({"酒厂"}), "8 58 108 158 208 ");
}

}  // namespace
}  // namespace fangan::test
