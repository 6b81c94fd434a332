// Rows found by their words: two characters are enough, nothing depends on how far the index has
// come, and nobody finds what is not theirs.
#include "service/register_search.h"

#include <gtest/gtest.h>

#include "service/import_world_test.h"

namespace fangan::test {
namespace {

class SearchWorld : public ImportWorld {
 public:
  /// `REGISTER/ID` of the rows that were found, one a line.
  std::string rows(const Actor& actor, const std::string& words) {
    const Result<Json> answer = service().search(actor, plan_id, words);
    EXPECT_TRUE(bool(answer)) << code_of(answer);
    std::string text;
    if (!answer) return text;
    for (const Json& hit : answer.value()["hits"].items()) {
      if (hit["kind"].text() != "row") continue;
      text += hit["register"].text() + "/" + hit["id"].text() + "\n";
    }
    return text;
  }
};

const std::string white_row = std::string(enterprises) + "/" + white_code + "\n";
const std::string black_row = std::string(enterprises) + "/" + black_code + "\n";

TEST(RegisterSearch, FindsByTwoCharactersBeforeAndAfterTheIndexHasCome) {
  SearchWorld world;
  world.add_enterprises();
  ImportWorld::done(world.add(
      world.office(), patrols,
      {{"县", white}, {"日期", "2020-05-01"}, {"说明", "GB32100标准，酒厂"}}));
  const std::string before = world.rows(world.office(), "酒厂");
  world.work_off();
  for (const char* words : {"酒厂", "白石酒厂", "石酒", "白石 酒厂", "酒厂　白石"}) {
    EXPECT_NE(world.rows(world.office(), words).find(white_row), std::string::npos) << words;
  }
  EXPECT_EQ(world.rows(world.office(), "酒厂"), before);
  EXPECT_EQ(world.rows(world.office(), "钢厂"), black_row);
  EXPECT_EQ(world.rows(world.office(), "91990102yl"), black_row) << "letters in any case";
  EXPECT_EQ(world.rows(world.office(), "无此二字"), "");
  EXPECT_EQ(world.rows(world.office(), "酒"), "") << "one character is in half of all rows";
  EXPECT_NE(world.rows(world.office(), "gb32100").find(patrols), std::string::npos);
  EXPECT_NE(world.rows(world.office(), "100标准").find(patrols), std::string::npos);
  // A row that changed is found by what it says now, at once.
  ImportWorld::done(
      world.change(world.office(), enterprises, black_code, 1, {{"名称", "黑水铝业"}}));
  EXPECT_EQ(world.rows(world.office(), "钢厂"), "");
  EXPECT_EQ(world.rows(world.office(), "铝业"), black_row);
  world.work_off();
  EXPECT_EQ(world.rows(world.office(), "钢厂"), "");
  EXPECT_EQ(world.rows(world.office(), "铝业"), black_row);
}

TEST(RegisterSearch, WordsMayStandInSeveralFieldsThatWereSetAtSeveralTimes) {
  SearchWorld world;
  ImportWorld::done(world.add(world.office(), patrols, {{"县", white}, {"日期", "2020-05-01"}}));
  const Json page = ImportWorld::done(world.page(world.office(), patrols));
  const std::string id = page["rows"].items().at(0)["id"].text();
  ImportWorld::done(world.change(world.office(), patrols, id, 1, {{"说明", "井房漏水"}}));
  world.work_off();
  EXPECT_EQ(world.rows(world.office(), "白石 漏水"), std::string(patrols) + "/" + id + "\n");
  EXPECT_EQ(world.rows(world.office(), "黑水 漏水"), "");
}

TEST(RegisterSearch, MaskedFieldsAreNeverFound) {
  SearchWorld world;
  world.add_enterprises();
  EXPECT_EQ(world.rows(world.office(), "某某"), "") << "联系人 is masked";
  world.work_off();
  EXPECT_EQ(world.rows(world.office(), "某某"), "");
}

TEST(RegisterSearch, ACountyFindsTheSameWithAndWithoutTheOther) {
  const auto found = [](bool neighbour) {
    SearchWorld world;
    if (neighbour) {
      ImportWorld::done(world.add(world.office(), enterprises,
                                  {{"统一社会信用代码", black_code}, {"名称", "白石酒厂分厂"},
                                   {"所在县", black}}));
      ImportWorld::done(world.add(world.office(), list_of_savers,
                                  {{"名称", "黑水酒厂"}, {"县", black}, {"等级", "甲"},
                                   {"内部意见", "白石酒厂举报"}}));
    }
    ImportWorld::done(world.add(world.office(), enterprises,
                                {{"统一社会信用代码", white_code}, {"名称", "白石酒厂"},
                                 {"所在县", white}}));
    std::string all;
    for (const bool indexed : {false, true}) {
      if (indexed) world.work_off();
      for (const char* words : {"白石", "分厂", "举报", "白石酒厂"}) {
        all += ImportWorld::done(world->search(world.as(white), plan_id, words)).print();
        all += ImportWorld::done(world->search(world.as(white), words)).print();
      }
    }
    return all;
  };
  const std::string alone = found(false);
  EXPECT_NE(alone.find(white_code), alone.npos);
  EXPECT_EQ(alone, found(true));
  // What a register shows to all is found by all, by its public fields.
  SearchWorld world;
  ImportWorld::done(world.add(world.office(), list_of_savers,
                              {{"名称", "黑水酒厂"}, {"县", black}, {"等级", "甲"}}));
  for (const bool indexed : {false, true}) {
    if (indexed) world.work_off();
    EXPECT_EQ(world.rows(world.as(white), "黑水酒厂"), std::string(list_of_savers) + "/黑水酒厂\n");
    EXPECT_EQ(world.rows(world.as(white), "黑水县"), "") << "县 is not among its public fields";
  }
}

TEST(RegisterSearch, MarksSayWhereTheWordsStand) {
  EXPECT_EQ(word_marks("白石酒厂", {"酒厂", "白石"}).print(), "[[0,2],[2,4]]");
  EXPECT_EQ(word_marks("PM2.5 pm2.5", {"pm2.5"}).print(), "[[0,5],[6,11]]");
  EXPECT_EQ(word_marks("一二三", {"一二", "二三"}).print(), "[[0,2]]");
  EXPECT_EQ(search_words(" A　b "), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace fangan::test
