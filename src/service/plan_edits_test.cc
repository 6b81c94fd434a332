// Blocks in the page: what one says, changing it, versions and the way back.
#include <algorithm>

#include "plan/check.h"
#include "service/package_hash.h"
#include "service/service_world_test.h"
#include "service/verify_content.h"
#include "store/store.h"
#include "text/utf8.h"

namespace fangan::test {
namespace {

constexpr const char* plan = "plants";

class BlocksTest : public testing::Test {
 protected:
  BlocksTest() {
    ServiceOptions options;
    options.store_path = folder_.file("store.db");
    options.today = Date::parse("2017-11-01").value();
    service_ = std::move(Service::open(options)).value();
    const Result<Done> loaded = service_->load_package(package(), "test");
    EXPECT_TRUE(bool(loaded)) << code_of(loaded);
  }

  static Package package() {
    Package read = read_package_folder(FANGAN_SOURCE_DIR "/cases/service/blocks").value();
    read.name = plan;
    return read;
  }

  Actor office() const { return service_->stand_in(plan, "办公室").value(); }
  Actor county() const { return service_->stand_in(plan, "白石县").value(); }

  Json block(const std::string& id) const {
    const Result<Json> found = service_->block(office(), plan, id);
    EXPECT_TRUE(bool(found)) << id;
    return found ? found.value() : Json();
  }

  BlockEdit replacing(const std::string& id, const std::string& old_words,
                      const std::string& new_words) const {
    BlockEdit edit;
    edit.id = id;
    edit.base = block(id)["text"].text();
    edit.text = edit.base;
    const size_t at = edit.text.find(old_words);
    EXPECT_NE(at, std::string::npos) << old_words;
    edit.text.replace(at, old_words.size(), new_words);
    return edit;
  }

  Json checked(const BlockEdit& edit) const {
    const Result<Json> answer = service_->check_block(office(), plan, edit);
    EXPECT_TRUE(bool(answer)) << code_of(answer);
    return answer ? answer.value() : Json();
  }
  Result<Json> save(const BlockEdit& edit) {
    return service_->save_block(office(), plan, edit, "会议纪要");
  }
  std::string exported_hash() const {
    return package_hash(service_->export_package(plan).value());
  }

  std::vector<std::string> offered(const std::string& before, const std::string& after) const {
    CompletionRequest request;
    request.text = before + after;
    request.offset = code_point_count(before);
    std::vector<std::string> texts;
    const Result<Json> answer = service_->complete_block(office(), plan, request);
    if (!answer) return {code_of(answer)};
    for (const Json& item : answer.value()["items"].items()) texts.push_back(item["text"].text());
    return texts;
  }
  static bool has(const std::vector<std::string>& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
  }

  Folder folder_;
  std::unique_ptr<Service> service_;
};

TEST_F(BlocksTest, ARegisterIsToldInWordsWithWhatItNamesAndWhatNamesIt) {
  const Json rows = block("机组");
  EXPECT_EQ(rows["kind"].text(), "register");
  EXPECT_EQ(rows["term"].text(), "台账");
  EXPECT_EQ(rows["label"].text(), "煤电机组台账");
  EXPECT_EQ(rows["anchor"].text(), "0-4");
  EXPECT_EQ(rows["fields"].items().size(), 7u);
  const Json coal = rows["fields"].items()[3];
  EXPECT_EQ(coal["name"].text(), "供电标准煤耗");
  EXPECT_EQ(coal["unit"].text(), "克/千瓦时");
  EXPECT_TRUE(coal["required"].boolean());
  EXPECT_EQ(rows["fields"].items()[4]["words"].items().size(), 2u);
  const auto ids = [](const Json& heads) {
    std::vector<std::string> all;
    for (const Json& head : heads.items()) all.push_back(head["id"].text());
    return all;
  };
  EXPECT_EQ(ids(rows["names"]), (std::vector<std::string>{"供电标准煤耗上限", "机组关停"}));
  EXPECT_EQ(ids(rows["named_by"]),
            (std::vector<std::string>{"应当关停", "关停机组数", "关停奖励", "煤耗超限预警",
                                      "机组煤耗排名", "关停机组公示", "机组登记"}));
}

TEST_F(BlocksTest, AFlowIsStatesAndSteps) {
  const Json flow = block("机组关停")["flow"];
  ASSERT_EQ(flow["states"].items().size(), 4u);
  EXPECT_EQ(flow["states"].items()[1]["grade"].text(), "reported");
  const Json back = flow["steps"].items()[2];
  EXPECT_EQ(back["name"].text(), "退回");
  EXPECT_EQ(back["from"].items().size(), 2u);
  EXPECT_EQ(flow["steps"].items()[1]["within_days"].text(), "15");
  EXPECT_EQ(flow["steps"].items()[3]["by"].items()[0]["agency"].text(), "市能源局");
  EXPECT_TRUE(block("机组关停")["anchor"].is_null()) << "it stands in a file of notes";
}

TEST_F(BlocksTest, ATableIsRulesAndATargetStandsAtItsWords) {
  const Json table = block("应当关停")["table"];
  EXPECT_EQ(table["hit_policy"].text(), "U");
  EXPECT_EQ(table["inputs"].items().size(), 2u);
  EXPECT_EQ(table["rules"].items()[2]["inputs"].items()[1].text(), "-");
  EXPECT_EQ(table["rules"].items()[0]["annotations"].items()[0].text(), "超过煤耗上限");
  EXPECT_EQ(block("关停机组数")["quote"].text(), "2017年关停2台,2018年关停4台,共6台");
}

TEST_F(BlocksTest, EveryKeyHasItsFormAndItsTerm) {
  const Json notice = block("关停机组公示")["keys"];
  ASSERT_EQ(notice.items().size(), 5u);
  EXPECT_EQ(notice.items()[0]["form"].text(), "formula");
  EXPECT_EQ(notice.items()[3]["term"].text(), "发给谁");
  EXPECT_EQ(notice.items()[3]["form"].text(), "recipient");
  const Json writes = block("机组登记")["keys"].items()[2];
  EXPECT_EQ(writes["form"].text(), "openings");
  EXPECT_EQ(writes["entries"].items()[0]["name"].text(), "机组");
  EXPECT_EQ(writes["entries"].items()[0]["entries"].items().size(), 5u);
  const Json values = block("供电标准煤耗上限")["keys"].items()[2];
  EXPECT_EQ(values["entries"].items()[0]["text"].text(), "331");
}

TEST_F(BlocksTest, TheDocumentListsEveryBlockOfALine) {
  const Json document =
      parse_json(service_->document(county(), plan, {}).value().print()).value();
  std::vector<std::string> kinds;
  for (const Json& line : document["files"].items()[0]["lines"].items()) {
    for (const Json& one : line["blocks"].items()) kinds.push_back(one["kind"].text());
  }
  EXPECT_EQ(kinds, (std::vector<std::string>{"parameter", "register", "decision", "target",
                                             "policy", "task", "watch", "task"}));
  EXPECT_EQ(document["blocks"].items().size(), 14u);
}

TEST_F(BlocksTest, AnErrorIsMarkedInTheBlockAtItsCharacters) {
  const Json answer = checked(replacing("机组", "克/千瓦时", "刻/千瓦时"));
  EXPECT_FALSE(answer["ok"].boolean());
  ASSERT_FALSE(answer["diagnostics"].items().empty());
  EXPECT_EQ(answer["diagnostics"].items()[0]["code"].text(), "PLAN-T008");
  const Json place = answer["diagnostics"].items()[0]["in_block"];
  EXPECT_EQ(place["line"].text(), "8");
  EXPECT_EQ(place["begin"].text(), "17");
  EXPECT_EQ(place["end"].text(), "22");
}

TEST_F(BlocksTest, WhatWouldChangeIsToldBeforeItIsSaved) {
  const Json answer =
      checked(replacing("关停机组数", "{2017: 2, 2018: 4}", "{2017: 3, 2018: 3}"));
  EXPECT_TRUE(answer["ok"].boolean());
  const Json figures = answer["changes"]["figures"];
  ASSERT_EQ(figures.items().size(), 2u);
  EXPECT_EQ(figures.items()[0]["node"].text(), "2017");
  EXPECT_EQ(figures.items()[0]["before"].text(), "2");
  EXPECT_EQ(figures.items()[0]["after"].text(), "3");
  EXPECT_EQ(answer["changes"]["blocks"].items().size(), 1u);
}

TEST_F(BlocksTest, OnlyABlockCanBeWritten) {
  BlockEdit edit = replacing("机组", "```register", "改写正文\n```register");
  EXPECT_EQ(checked(edit)["diagnostics"].items()[0]["code"].text(), "EDIT-E001");
  EXPECT_EQ(code_of(save(edit)), "EDIT-E001");
  edit.text = "```register 机组\nkey: 名称";
  EXPECT_EQ(checked(edit)["diagnostics"].items()[0]["code"].text(), "DOC-M001");
  edit.text = "";
  EXPECT_EQ(code_of(save(edit)), "EDIT-E001");
}

TEST_F(BlocksTest, SavingMakesAVersionAndRestoringAnother) {
  const std::string first = exported_hash();
  const Result<Json> saved = save(replacing("机组", "label: 煤电机组台账", "label: 机组台账"));
  ASSERT_TRUE(bool(saved)) << code_of(saved);
  EXPECT_EQ(saved.value()["version"].text(), "2");
  EXPECT_EQ(saved.value()["id"].text(), "机组");
  EXPECT_EQ(block("机组")["label"].text(), "机组台账");
  const Json versions = service_->versions(office(), plan).value()["versions"];
  ASSERT_EQ(versions.items().size(), 2u);
  EXPECT_EQ(versions.items()[0]["why"].text(), "会议纪要");
  EXPECT_EQ(versions.items()[0]["action"].text(), "edit");
  EXPECT_TRUE(versions.items()[0]["current"].boolean());
  const Json changes = service_->version(office(), plan, 2).value()["changes"]["blocks"];
  ASSERT_EQ(changes.items().size(), 1u);
  EXPECT_NE(changes.items()[0]["before"].text().find("煤电机组台账"), std::string::npos);
  const auto restore = [&](int64_t number, int64_t current) {
    return service_->restore_version(office(), plan, number, current, "改错了");
  };
  EXPECT_EQ(code_of(restore(1, 1)), "EDIT-W002");
  EXPECT_EQ(code_of(restore(9, 2)), "SVC-N001");
  EXPECT_EQ(code_of(restore(2, 2)), "EDIT-E003");
  const Result<Json> restored = restore(1, 2);
  ASSERT_TRUE(bool(restored)) << code_of(restored);
  EXPECT_EQ(restored.value()["version"].text(), "3");
  EXPECT_EQ(exported_hash(), first);
  service_.reset();
  const auto store = Store::open(folder_.file("store.db"), OpenMode::existing);
  ASSERT_TRUE(bool(store)) << code_of(store);
  const Result<Done> read = store.value()->read([](const Database& database) -> Result<Done> {
    EXPECT_TRUE(verify_content(database).empty()) << "all three versions are what was saved";
    return Done{};
  });
  EXPECT_TRUE(bool(read)) << code_of(read);
}

TEST_F(BlocksTest, WhatWasExportedLoadsWithoutAChange) {
  ASSERT_TRUE(bool(save(replacing("关停机组数", "label: 关停落后机组", "label: 关停"))));
  const std::string folder = folder_.file(plan);
  ASSERT_TRUE(bool(write_package_folder(service_->export_package(plan).value(), folder)));
  ASSERT_TRUE(bool(service_->load_package(read_package_folder(folder).value(), "test")));
  EXPECT_EQ(service_->versions(office(), plan).value()["versions"].items().size(), 2u);
}

TEST_F(BlocksTest, AServerThatStartsWithTheOldFolderKeepsWhatThePageMade) {
  ASSERT_TRUE(bool(save(replacing("关停机组数", "label: 关停落后机组", "label: 关停"))));
  ASSERT_TRUE(bool(service_->load_package(package(), "serve", Reload::if_new)));
  EXPECT_EQ(block("关停机组数")["label"].text(), "关停");
  ASSERT_TRUE(bool(service_->load_package(package(), "load")));
  EXPECT_EQ(block("关停机组数")["label"].text(), "关停落后机组");
}

TEST_F(BlocksTest, WhoIsLaterIsTold) {
  const BlockEdit mine = replacing("机组", "煤电机组台账", "台账甲");
  const BlockEdit theirs = replacing("机组", "煤电机组台账", "台账乙");
  const BlockEdit other = replacing("关停机组数", "label: 关停落后机组", "label: 关停");
  ASSERT_TRUE(bool(save(theirs)));
  EXPECT_EQ(code_of(save(mine)), "EDIT-W001");
  EXPECT_EQ(code_of(service_->check_block(office(), plan, mine)), "EDIT-W001");
  EXPECT_TRUE(bool(save(other))) << "another block is nobody's conflict";
}

TEST_F(BlocksTest, BlocksAreAddedUnderTheirLineAndTakenAway) {
  const std::string before = exported_hash();
  BlockEdit edit;
  edit.action = BlockEdit::Action::add;
  edit.at = "0-4";
  edit.text = "```parameter 复核天数\ntype: number 天\n```";
  const Result<Json> added = save(edit);
  ASSERT_TRUE(bool(added)) << code_of(added);
  EXPECT_EQ(added.value()["id"].text(), "复核天数");
  EXPECT_EQ(block("复核天数")["anchor"].text(), "0-4");
  edit.action = BlockEdit::Action::remove;
  edit.id = "复核天数";
  edit.base = edit.text;
  const Result<Json> removed = save(edit);
  ASSERT_TRUE(bool(removed)) << code_of(removed);
  EXPECT_TRUE(removed.value()["id"].is_null());
  EXPECT_EQ(exported_hash(), before) << "not a byte is left of it";
  edit.action = BlockEdit::Action::add;
  edit.at = "2";
  EXPECT_TRUE(bool(save(edit))) << "at the end of a file of notes";
  EXPECT_TRUE(block("复核天数")["anchor"].is_null());
}

TEST_F(BlocksTest, WhatOthersRestOnIsNotTakenAway) {
  BlockEdit edit;
  edit.action = BlockEdit::Action::remove;
  edit.id = "agency@1-1";
  edit.base = block(edit.id)["text"].text();
  const Json answer = checked(edit);
  EXPECT_FALSE(answer["ok"].boolean());
  ASSERT_FALSE(answer["diagnostics"].items().empty());
  EXPECT_TRUE(answer["diagnostics"].items()[0]["in_block"].is_null());
  EXPECT_EQ(answer["diagnostics"].items()[0]["place"]["file"].text(), "1-关停.md");
}

TEST_F(BlocksTest, OnlyOfficeAndAdministratorsEdit) {
  const BlockEdit edit = replacing("机组", "煤电机组台账", "台账");
  EXPECT_EQ(code_of(service_->save_block(county(), plan, edit, "x")), "SVC-P001");
  EXPECT_EQ(code_of(service_->check_block(county(), plan, edit)), "SVC-P001");
  EXPECT_EQ(code_of(service_->versions(county(), plan)), "SVC-P001");
  EXPECT_EQ(code_of(service_->save_block(office(), plan, edit, "")), "EDIT-E002");
  BlockEdit same = edit;
  same.text = same.base;
  EXPECT_EQ(code_of(save(same)), "EDIT-E003");
  EXPECT_TRUE(bool(service_->block(county(), plan, "机组"))) << "the plan is everybody's to read";
}

TEST_F(BlocksTest, ATableGoesOutAsDmnAndComesBackAsItsBlock) {
  const std::string xml = service_->block_dmn(county(), plan, "应当关停").value();
  EXPECT_NE(xml.find("decisionTable"), std::string::npos);
  EXPECT_NE(xml.find("DMN/20191111/MODEL"), std::string::npos) << "dmn-js reads no later one";
  const Json back = service_->block_of_dmn(office(), plan, "应当关停", xml).value();
  EXPECT_EQ(back["text"].text(), block("应当关停")["text"].text());
  EXPECT_EQ(code_of(service_->block_dmn(office(), plan, "机组")), "SVC-N001");
  EXPECT_EQ(code_of(service_->block_of_dmn(county(), plan, "应当关停", xml)), "SVC-P001");
  EXPECT_FALSE(bool(service_->block_of_dmn(office(), plan, "应当关停", "<a/>")));
}

TEST_F(BlocksTest, ATableDrawnElsewhereKeepsWhatItsBlockStandsOn) {
  std::string xml = service_->block_dmn(office(), plan, "应当关停").value();
  const size_t begin = xml.find("<extensionElements");
  const size_t end = xml.find("</extensionElements>");
  ASSERT_NE(begin, std::string::npos);
  xml.erase(begin, end + 20 - begin);
  const size_t rule = xml.find("改造");
  ASSERT_NE(rule, std::string::npos);
  xml.replace(rule, 6, "升级");
  const Json made = service_->block_of_dmn(office(), plan, "应当关停", xml).value();
  EXPECT_NE(made["text"].text().find("on: 机组"), std::string::npos) << made["text"].text();
  EXPECT_NE(made["text"].text().find("升级"), std::string::npos);
}

TEST_F(BlocksTest, KeysNamesAndExpressionsAreOffered) {
  EXPECT_TRUE(has(offered("```reg", "\n```"), "register "));
  const auto keys = offered("```policy 奖励\nof: 机组\n", "\n```");
  EXPECT_TRUE(has(keys, "eligible: "));
  EXPECT_FALSE(has(keys, "of: ")) << "it is written already";
  EXPECT_EQ(offered("```policy 奖励\nel", "\n```"), (std::vector<std::string>{"eligible: "}));
  EXPECT_TRUE(has(offered("```policy 奖励\nof: ", "\n```"), "机组"));
  EXPECT_TRUE(has(offered("```policy 奖励\nof: 机组\nsubject: 所", "\n```"), "所在县区"));
  EXPECT_TRUE(has(offered("```policy 奖励\nof: 机组\neligible: 煤耗", "\n```"), "煤耗超限"));
  EXPECT_TRUE(has(offered("```policy 奖励\nof: 机组\neligible: record.", "\n```"), "容量"));
  EXPECT_TRUE(has(offered("```target 戊\nmeasure: count(机组[燃", "\n```"), "燃料"));
  EXPECT_TRUE(has(offered("```policy 奖励\nconfirm: [office, c", "\n```"), "county"));
  EXPECT_TRUE(has(offered("```register 乙\nflow: ", "\n```"), "机组关停"));
  EXPECT_TRUE(has(offered("```register 乙\nfields:\n  甲: nu", "\n```"), "number "));
  const std::string flow = "```flow 丙\nstates:\n  起:\n  止: accepted\nsteps:\n  办:\n    ";
  EXPECT_TRUE(has(offered(flow, "\n```"), "from: "));
  EXPECT_EQ(offered(flow + "from: 起\n    to: 止", "\n```"), (std::vector<std::string>{"止"}));
  EXPECT_TRUE(has(offered(flow + "late:\n      re", "\n```"), "remind: "));
  EXPECT_TRUE(has(offered("```watch 丁\nopens:\n  机组:\n    容", "\n```"), "容量: "));
  EXPECT_TRUE(has(offered("```target 戊\nmeasure: cou", "\n```"), "count"));
  EXPECT_TRUE(has(offered("```target 戊\nmeasure:\n  count(done(机", "\n```"), "机组"));
  EXPECT_TRUE(has(offered("```target 戊\ncompare: ", "\n```"), ">="));
}

}  // namespace
}  // namespace fangan::test
