// From a text to a live plan, and what is refused on the way; files that are no evidence.
#include "service/service_world_test.h"

namespace fangan::test {
namespace {

constexpr const char* notice =
    "青川市供水改造方案\n一、主要任务\n(一)改造管网。2020年底前改造老旧管网80公里。\n责任单位:"
    "市水利局。\n";

class DraftsTest : public testing::Test {
 protected:
  Result<Json> start(const std::string& bytes) {
    return world_->start_draft(world_.office(), "notice.txt", bytes);
  }

  World world_;
};

TEST_F(DraftsTest, ATextBecomesALivePlan) {
  const Result<Json> draft = start(notice);
  ASSERT_TRUE(bool(draft)) << code_of(draft);
  EXPECT_EQ(draft.value()["counts"]["targets"].text(), "1");
  EXPECT_EQ(draft.value()["title"].text(), "青川市供水改造方案");
  const int64_t id = Decimal::parse(draft.value()["id"].text()).value().to_int64().value();
  // A change that does not check is kept, said so, and not opened.
  DraftChange change;
  change.version = 1;
  std::vector<PackageFile> good;
  for (const Json& file : draft.value()["files"].items()) {
    good.push_back({file["name"].text(), file["text"].text()});
  }
  change.files = good;
  change.files.front().bytes += "\n```target\nunit: 米\n```\n";
  const Result<Json> broken = world_->change_draft(world_.office(), id, change);
  ASSERT_TRUE(bool(broken)) << code_of(broken);
  EXPECT_FALSE(broken.value()["diagnostics"].items().empty());
  EXPECT_NE(code_of(world_->open_draft(world_.office(), id, 2, "pipes")), "");
  EXPECT_EQ(code_of(world_->change_draft(world_.office(), id, change)), "SVC-W001");
  change.version = 2;
  change.files.front().bytes.assign(33u << 20, 'x');
  EXPECT_EQ(code_of(world_->change_draft(world_.office(), id, change)), "SVC-D006");
  change.version = 2;
  change.files = good;
  ASSERT_TRUE(bool(world_->change_draft(world_.office(), id, change)));
  const Result<Json> opened = world_->open_draft(world_.office(), id, 3, "pipes");
  ASSERT_TRUE(bool(opened)) << code_of(opened);
  world_.reopen();
  const Result<Json> document = world_->document(world_.office(), "pipes", {});
  ASSERT_TRUE(bool(document)) << code_of(document);
  EXPECT_EQ(world_->drafts(world_.office()).value()["drafts"].items().front()["state"].text(),
            "live");
  EXPECT_TRUE(bool(world_->export_package(world_.office(), "pipes")));
  EXPECT_EQ(code_of(world_->export_package(world_.as(white), "pipes")), "SVC-P001");
}

TEST_F(DraftsTest, RefusesWhatCannotBeADraft) {
  EXPECT_EQ(code_of(start(" \r\n\t\n")), "SVC-D001");
  EXPECT_EQ(code_of(start(std::string((8u << 20) + 1, 'x'))), "SVC-D002");
  std::string lines;
  for (int i = 0; i < 50'001; ++i) lines += "行\n";
  EXPECT_EQ(code_of(start(lines)), "SVC-D004");
  std::string quantities;
  for (int i = 0; i < 20'000; ++i) {
    quantities += "目标。";
    for (int n = 0; n < 10; ++n) quantities += "完成1个。";
    quantities += "\n";
  }
  EXPECT_EQ(code_of(start(quantities)), "SVC-D006") << "a block for each is too much";
  EXPECT_EQ(code_of(world_->start_draft(world_.as(white), "n", notice)), "SVC-P001");
  const Result<Json> draft = start(notice);
  ASSERT_TRUE(bool(draft));
  const int64_t id = Decimal::parse(draft.value()["id"].text()).value().to_int64().value();
  for (const char* name : {"", "With Capitals", "../up", "方案"}) {
    EXPECT_EQ(code_of(world_->open_draft(world_.office(), id, 1, name)), "SVC-D003") << name;
  }
  EXPECT_EQ(code_of(world_->open_draft(world_.office(), id, 1, plan_id)), "SVC-D005");
  EXPECT_EQ(code_of(world_->open_draft(world_.office(), id, 7, "pipes")), "SVC-W001");
  ASSERT_TRUE(bool(world_->delete_draft(world_.office(), id)));
  EXPECT_EQ(code_of(world_->draft(world_.office(), id)), "SVC-N001");
}

TEST_F(DraftsTest, FilesAreWhatTheirFirstBytesSay) {
  const auto add = [&](const char* name, const std::string& bytes) {
    return code_of(world_->add_file(world_.as(white), name, "image/jpeg", bytes));
  };
  EXPECT_EQ(add("a.jpg", "\xFF\xD8\xFF..."), "");
  EXPECT_EQ(add("a.jpg", "<html>"), "SVC-F001");
  EXPECT_EQ(add("a.exe", "MZ"), "SVC-F001");
  EXPECT_EQ(add("a.html", "<html>"), "SVC-F001");
  EXPECT_EQ(add("a.txt", ""), "SVC-F001");
  EXPECT_EQ(add("a.txt", std::string((20u << 20) + 1, 'x')), "SVC-F002");
}

TEST_F(DraftsTest, NamesOfFilesAreCutBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 70; ++i) name += "证";
  const Result<Json> kept = world_->add_file(world_.as(white), name + ".txt", "", "text");
  ASSERT_TRUE(bool(kept)) << code_of(kept);
  EXPECT_EQ(kept.value()["name"].text(), name.substr(0, 3 * 65) + ".txt");
  const Result<Json> again = world_->add_file(world_.as(white), "again.csv", "", "text");
  EXPECT_EQ(world_->file(world_.as(white), again.value()["hash"].text()).value().media_type,
            "text/csv");
}

TEST_F(DraftsTest, AReaderHearsOfAMovedClockAndOfWhatItMissed) {
  std::vector<std::string> heard;
  const auto listen = [&](int64_t last) {
    return world_->listen(world_.as(white), plan_id, last, [&heard](const ChangeEvent& event) {
      heard.push_back(std::to_string(event.number) + " " + event.action);
    });
  };
  auto first = listen(0);
  ASSERT_TRUE(bool(first));
  ASSERT_TRUE(bool(world_->move_clock(World::administrator(), "2020-06-05")));
  first.value().reset();
  ASSERT_TRUE(bool(world_->move_clock(World::administrator(), "2020-06-06")));
  const auto second = listen(1);
  EXPECT_EQ(heard, (std::vector<std::string>{"1 clock", "2 resume"}));
}

}  // namespace
}  // namespace fangan::test
