// Reports, acceptance, shares, task states, publishing: what they do and what they refuse.
#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "service/service_world_test.h"
#include "store/store.h"

namespace fangan::test {
namespace {

class WorkTest : public testing::Test {
 protected:
  void SetUp() override {
    const Result<Json> split = world_.split({{white, "400", 0}, {black, "300", 0}}, "300");
    ASSERT_TRUE(bool(split)) << code_of(split);
  }

  ReportRequest drip_report(const std::string& value) {
    ReportRequest request;
    request.target = drip;
    request.node = end_of_2020;
    request.share = white;
    request.value = value;
    return request;
  }
  std::string report_code(const ReportRequest& request) {
    return code_of(world_->report(world_.as(white), plan_id, request));
  }
  std::string move_clock(const std::string& day) {
    return code_of(world_->move_clock(World::administrator(), day));
  }

  World world_;
};

TEST_F(WorkTest, AFigureIsReportedThenAcceptedFromItsDayOn) {
  const Result<Json> reported = world_.report(white, "100");
  ASSERT_TRUE(bool(reported)) << code_of(reported);
  EXPECT_EQ(reported.value()["progress"]["id"].text(), World::row(white, 1));
  ASSERT_EQ(move_clock("2020-06-02"), "");
  const Result<Json> accepted =
      world_->accept(world_.office(), plan_id, World::row(white, 1), 1);
  ASSERT_TRUE(bool(accepted)) << code_of(accepted);
  EXPECT_EQ(world_.figure("办公室", white)["accepted"].text(), "100");
  EXPECT_EQ(world_.figure("办公室", white)["rate"].text(), "25");
  EXPECT_EQ(world_.figure(white, white)["accepted"].text(), "100");
  ViewRequest before;
  before.as_of = Date::parse("2020-06-01").value();
  EXPECT_EQ(world_.figure("办公室", white, before)["reported"].text(), "100");
  EXPECT_EQ(world_.figure("办公室", white, before)["accepted"].text(), "0");
  before.as_of = Date::parse("2020-05-31").value();
  EXPECT_TRUE(world_.figure("办公室", white, before).is_null()) << "the share is younger";
}

TEST_F(WorkTest, KnownAtShowsWhatWasKnownThen) {
  ASSERT_TRUE(bool(world_.report(white, "100")));
  const Json first =
      world_->target(world_.office(), plan_id, drip, {}).value()["progress"].items().front();
  ASSERT_TRUE(bool(world_.report(white, "150")));
  ViewRequest then;
  then.known_at = parse_moment(first["recorded"].text(), 480).value();
  EXPECT_EQ(world_.figure("办公室", white, then)["reported"].text(), "100");
  EXPECT_EQ(world_.figure("办公室", white)["reported"].text(), "150");
}

TEST_F(WorkTest, RefusesReportsThatAreNotFiguresOfToday) {
  EXPECT_EQ(report_code(drip_report("many")), "SVC-W011");
  EXPECT_EQ(report_code(drip_report("")), "SVC-W011");
  EXPECT_EQ(report_code(drip_report("-1")), "SVC-W012");
  EXPECT_EQ(report_code(drip_report("1.00001")), "SVC-W013");
  EXPECT_EQ(report_code(drip_report("0.99999999999999999999999999999999999")), "SVC-W013");
  EXPECT_EQ(report_code(drip_report("1e30")), "STORE-R002");
  ReportRequest request = drip_report("1");
  request.note = std::string(6'001, 'x');
  EXPECT_EQ(report_code(request), "SVC-W015");
  request = drip_report("1");
  request.date = "2020-06-02";
  EXPECT_EQ(report_code(request), "SVC-W016");
  request.date = "2020-02-30";
  EXPECT_EQ(report_code(request), "SVC-W019");
  request.date = "0202-06-01";
  EXPECT_EQ(report_code(request), "SVC-W019") << "a slip of the hand";
  request = drip_report("1");
  request.files = {std::string(64, '0')};
  EXPECT_EQ(report_code(request), "SVC-F003");
  request.files = std::vector<std::string>(21, std::string(64, '0'));
  EXPECT_EQ(report_code(request), "SVC-F004");
  request = drip_report("1");
  request.node = "2021";
  EXPECT_EQ(report_code(request), "SVC-N001");
  EXPECT_TRUE(world_->inbox(world_.office(), plan_id).value()["progress"].items().empty());
}

TEST_F(WorkTest, OwnersReportTheWholeWhereNobodyHoldsAShare) {
  ReportRequest whole{"宣传覆盖率", end_of_2020, "", "81.5", "", {}, ""};
  const Actor owner = world_.as("市宣传局");
  const Result<Json> reported = world_->report(owner, plan_id, whole);
  ASSERT_TRUE(bool(reported)) << code_of(reported);
  EXPECT_TRUE(reported.value()["progress"]["can"]["withdraw"].boolean());
  const std::string row = reported.value()["progress"]["id"].text();
  EXPECT_EQ(code_of(world_->withdraw(world_.as("市水利局"), plan_id, row, 1)), "SVC-N001");
  EXPECT_EQ(code_of(world_->report(world_.as("市水利局"), plan_id, whole)), "SVC-N001");
  EXPECT_EQ(code_of(world_->report(world_.as(white), plan_id, whole)), "SVC-N001");
  whole = {drip, end_of_2020, "", "1", "", {}, ""};
  EXPECT_EQ(code_of(world_->report(world_.as("市水利局"), plan_id, whole)), "SVC-N001")
      << "counties hold shares of it";
  ASSERT_TRUE(bool(world_->accept(world_.office(), plan_id, row, 1)));
  const Json target = world_->target(owner, plan_id, "宣传覆盖率", {}).value();
  EXPECT_EQ(target["figures"].items().front()["accepted"].text(), "81.5");
  EXPECT_TRUE(target["figures"].items().front()["met"].boolean());
}

TEST_F(WorkTest, AFigureThatRegistersGiveIsNotReported) {
  Package package = invented_plan();
  for (PackageFile& file : package.files) {
    const std::string unit = "unit: 万亩\n";
    const size_t at = file.bytes.find(unit);
    if (at != std::string::npos) file.bytes.insert(at, "measure: total(done(滴灌田块).面积)\n");
    if (file.name == "agencies.md") {
      file.bytes +=
          "\n```register 滴灌田块\nfields:\n  面积: number 万亩 required\n"
          "grades:\n  accepted: true\n```\n";
    }
  }
  const Result<Done> loaded = world_->load_package(package, "test");
  ASSERT_TRUE(bool(loaded)) << code_of(loaded);
  EXPECT_EQ(code_of(world_.report(white, "100")), "SVC-W020");
  const Json figure = world_.figure(white, white);
  EXPECT_TRUE(figure["measured"].boolean());
  EXPECT_TRUE(figure["accepted"].is_null()) << "no figure is not 0";
  EXPECT_EQ(figure["light"].text(), "grey");
  const Json target = world_->target(world_.as(white), plan_id, drip, {}).value();
  EXPECT_TRUE(target["target"]["can"]["report"].items().empty());
}

TEST_F(WorkTest, OnlyTheOfficeAcceptsAndReturns) {
  ASSERT_TRUE(bool(world_.report(white, "100")));
  const std::string row = World::row(white, 1);
  EXPECT_EQ(code_of(world_->accept(world_.as(white), plan_id, row, 1)), "SVC-P001");
  EXPECT_EQ(code_of(world_->accept(world_.as("市水利局"), plan_id, row, 1)), "SVC-P001");
  EXPECT_EQ(code_of(world_->accept(world_.as("市宣传局"), plan_id, row, 1)), "SVC-N001");
  EXPECT_EQ(code_of(world_->send_back(world_.office(), plan_id, row, 1, "  ")), "SVC-W010");
  EXPECT_EQ(code_of(world_->send_back(world_.office(), plan_id, row, 1, std::string(6'001, 'x'))),
            "SVC-W015");
  ASSERT_TRUE(bool(world_->send_back(world_.office(), plan_id, row, 1, "缺照片")));
  EXPECT_EQ(world_.figure("办公室", white)["reported"].text(), "0")
      << "a returned row counts nowhere";
  const Json waiting = world_->inbox(world_.as(white), plan_id).value()["progress"];
  ASSERT_EQ(waiting.items().size(), 1u);
  EXPECT_EQ(waiting.items().front()["reason"].text(), "缺照片");
  EXPECT_EQ(code_of(world_->accept(world_.office(), plan_id, row, 2)), "SVC-W017");
}

TEST_F(WorkTest, TellsTheSecondWhatTheFirstDid) {
  ASSERT_TRUE(bool(world_.report(white, "100")));
  const std::string row = World::row(white, 1);
  ASSERT_TRUE(bool(world_->accept(world_.office(), plan_id, row, 1)));
  const Result<Json> second = world_->send_back(world_.office(), plan_id, row, 1, "x");
  ASSERT_EQ(code_of(second), "SVC-W001");
  EXPECT_EQ(second.error().facts[1].value, "2");
  EXPECT_NE(second.error().facts[2].value.find("accepted"), std::string::npos);
  EXPECT_NE(second.error().facts[3].value.find("returned"), std::string::npos);
  EXPECT_EQ(code_of(world_.split({{white, "500", 0}, {black, "300", 1}}, "200")), "SVC-W001");
}

TEST_F(WorkTest, SharesMustSumAndAreEnteredWhole) {
  EXPECT_EQ(code_of(world_.split({{white, "400", 1}, {black, "300", 1}}, "299")), "CAMP-S001");
  EXPECT_EQ(code_of(world_.split({{"无此县", "700", 0}}, "300")), "CAMP-S004");
  EXPECT_EQ(code_of(world_.split({{white, "x", 1}}, "300")), "SVC-W011");
  const Actor owner = world_.as("市水利局");
  EXPECT_EQ(code_of(world_->set_shares(owner, plan_id, drip, {})), "SVC-P001");
  EXPECT_EQ(code_of(world_->set_shares(world_.as(white), plan_id, drip, {})), "SVC-N001");
  // A county gives its share back by name.
  const Result<Json> changed = world_.split({{white, "600.5", 1}, {black, "", 1}}, "399.5", 1);
  ASSERT_TRUE(bool(changed)) << code_of(changed);
  const Json& node = changed.value()["nodes"].items().front();
  EXPECT_EQ(node["sum"].text(), "1000");
  EXPECT_EQ(node["reserve"].text(), "399.5");
  EXPECT_TRUE(world_.figure("办公室", black).is_null());
}

TEST_F(WorkTest, AnOldSheetDoesNotTakeAwayWhatAnotherClerkEntered) {
  const std::string node = std::string(drip) + "/" + end_of_2020 + "/";
  ASSERT_TRUE(bool(world_.split({{white, "500", 1}, {black, "", 1}}, "500", 1)));
  // While one clerk looks at this sheet, another enters the second county and takes it out of the
  // reserve.
  ASSERT_TRUE(bool(world_.split({{white, "500", 2}, {black, "200", 2}}, "300", 2)));
  const Result<Json> unseen = world_.split({{white, "700", 2}}, "300", 3);
  ASSERT_EQ(code_of(unseen), "SVC-W001");
  EXPECT_EQ(unseen.error().facts[0].value, node + black);
  EXPECT_EQ(unseen.error().facts[1].value, "3");
  EXPECT_NE(unseen.error().facts[2].value.find("200"), std::string::npos);
  EXPECT_EQ(unseen.error().facts[3].value.find("200"), std::string::npos);
  const Result<Json> reserve = world_.split({{white, "400", 2}, {black, "200", 3}}, "400", 2);
  ASSERT_EQ(code_of(reserve), "SVC-W001");
  EXPECT_EQ(reserve.error().facts[0].value, node);
  EXPECT_NE(reserve.error().facts[2].value.find("300"), std::string::npos);
  EXPECT_NE(reserve.error().facts[3].value.find("400"), std::string::npos);
  EXPECT_EQ(world_.figure("办公室", white)["low"].text(), "500") << "nothing is half done";
  EXPECT_EQ(code_of(world_.split({{white, "400", 2}, {black, "200", 3}}, "400", 3)), "");
}

TEST_F(WorkTest, AChangeNeverFallsBehindTheLastOne) {
  ASSERT_EQ(move_clock("2020-08-01"), "");
  ASSERT_TRUE(bool(world_.split({{white, "500", 1}, {black, "300", 1}}, "200", 1)));
  ASSERT_EQ(move_clock("2020-07-01"), "");
  const Result<Json> again = world_.split({{white, "450", 2}, {black, "300", 1}}, "250", 2);
  ASSERT_TRUE(bool(again)) << code_of(again);
  EXPECT_EQ(again.value()["nodes"].items().front()["rows"].items().front()["value"].text(), "450");
}

TEST_F(WorkTest, TasksAreSetByTheirAgencies) {
  TaskStateRequest request{"推广滴灌", end_of_2020, "doing", "已开工", {}, 0};
  const auto set = [&](const std::string& who) {
    return world_->set_task_state(world_.as(who), plan_id, request);
  };
  const Result<Json> first = set("市水利局");
  ASSERT_TRUE(bool(first)) << code_of(first);
  EXPECT_EQ(first.value()["state"]["version"].text(), "1");
  EXPECT_EQ(first.value()["state"]["actor"].text(), "市水利局");
  EXPECT_EQ(code_of(set("市水利局")), "SVC-W001");
  EXPECT_EQ(code_of(set("市宣传局")), "SVC-P001");
  EXPECT_EQ(code_of(set(white)), "SVC-P001");
  request.version = 1;
  request.state = "finished";
  EXPECT_EQ(code_of(set("市水利局")), "SVC-W018");
  request.state = "done";
  request.node = "2020-01-01";
  EXPECT_EQ(code_of(set("市水利局")), "SVC-N001");
  request.node = end_of_2020;
  ASSERT_TRUE(bool(set("办公室")));
  // One that comes again has a node for the running period, and one of a single county is its own.
  request = {"关停自备井", "2020-Q2", "done", "", {}, 0};
  EXPECT_EQ(code_of(set("市水利局")), "");
  request = {"水库清淤", "2020-06-30", "done", "", {}, 0};
  EXPECT_EQ(code_of(set(white)), "SVC-P001");
  EXPECT_EQ(code_of(set(black)), "");
}

TEST_F(WorkTest, PublishingFreezesTheAcceptedFigure) {
  ASSERT_TRUE(bool(world_.report(white, "100")));
  const auto publish = [&](const Actor& who) {
    return world_->publish(who, plan_id, drip, end_of_2020);
  };
  ASSERT_TRUE(bool(world_->accept(world_.office(), plan_id, World::row(white, 1), 1)));
  EXPECT_EQ(code_of(publish(world_.as(white))), "SVC-N001");
  EXPECT_EQ(code_of(publish(world_.as("市水利局"))), "SVC-P001");
  ASSERT_TRUE(bool(publish(world_.office())));
  ASSERT_TRUE(bool(world_.report(white, "200")));
  ASSERT_TRUE(bool(world_->accept(world_.office(), plan_id, World::row(white, 2), 1)));
  const Json whole = world_.figure("办公室", "");
  EXPECT_EQ(whole["published"].text(), "100");
  EXPECT_EQ(whole["accepted"].text(), "200");
}

TEST_F(WorkTest, ManyReportsAtOnceAllCountAndKeepTheChain) {
  constexpr int threads = 8;
  constexpr int reports_each = 12;
  std::atomic<int> acknowledged{0};
  std::vector<std::thread> people;
  for (int i = 0; i < threads; ++i) {
    people.emplace_back([this, i, &acknowledged] {
      for (int n = 0; n < reports_each; ++n) {
        if (world_.report(i % 2 == 0 ? white : black, std::to_string(n))) ++acknowledged;
        EXPECT_TRUE(bool(world_->document(world_.office(), plan_id, {})));
      }
    });
  }
  for (std::thread& person : people) person.join();
  EXPECT_EQ(acknowledged, threads * reports_each);
  const Json waiting = world_->inbox(world_.office(), plan_id).value()["progress"];
  std::set<std::string> ids;
  for (const Json& row : waiting.items()) ids.insert(row["id"].text());
  EXPECT_EQ(ids.size(), static_cast<size_t>(threads * reports_each));
  const Json journal = world_->journal(world_.office(), plan_id, INT64_MAX, 500).value();
  EXPECT_FALSE(journal["more"].boolean());
  // Loading, the registers, three rows of the sheet, and the reports.
  EXPECT_EQ(journal["entries"].items().size(),
            static_cast<size_t>(1 + register_count + 3 + threads * reports_each));
}

TEST_F(WorkTest, ChangesAreDatedInTheOrderOfTheirEntry) {
  std::vector<std::thread> threads;
  for (const std::string county : {white, black}) {
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([this, county] {
        for (int n = 0; n < 20; ++n) EXPECT_TRUE(bool(world_.report(county, "1")));
      });
    }
  }
  for (std::thread& thread : threads) thread.join();
  std::string later = "9999";
  const Json journal = world_->journal(world_.office(), plan_id, INT64_MAX, 500).value();
  for (const Json& entry : journal["entries"].items()) {
    EXPECT_LE(entry["at"].text(), later);
    later = entry["at"].text();
  }
}

TEST_F(WorkTest, GoesOnBehindTheLastEntryWhenTheMachinesClockWentBack) {
  world_.close();
  {
    const auto store = Store::open(world_.file("store.db"), OpenMode::existing);
    ASSERT_TRUE(bool(store)) << code_of(store);
    ASSERT_TRUE(bool(store.value()->write([](const Database& database) -> Result<Done> {
      JournalEntry entry;
      entry.at = parse_moment("2100-01-01T00:00:00Z", 0).value();
      entry.package = plan_id;
      const Result<int64_t> added = append_journal(database, entry);
      return added ? Result<Done>(Done{}) : added.errors();
    })));
  }
  world_.reopen();
  const Result<Json> reported = world_.report(white, "1");
  ASSERT_TRUE(bool(reported)) << code_of(reported);
  EXPECT_GT(reported.value()["progress"]["recorded"].text(), "2100-01-01");
}

TEST_F(WorkTest, OfficesWithAndWithoutAnAgencySeeTheirOwnDocument) {
  const Plan* plan = nullptr;
  const auto find = [&](const Plan& known, const Records&) { plan = &known; };
  ASSERT_TRUE(bool(world_->with_records(plan_id, find)));
  const auto owned = std::find_if(plan->targets.begin(), plan->targets.end(), [](const Target& t) {
    return t.name != drip && !t.owners.empty() && !t.nodes.empty();
  });
  ASSERT_NE(owned, plan->targets.end());
  Actor owner = world_.office();
  owner.agency = owned->owners.front();
  Actor other = world_.office();
  other.agency.clear();
  const auto reportable = [&](const Actor& actor) {
    const Json document = world_->document(actor, plan_id, {}).value();
    const Json read = parse_json(document.print()).value();
    return read["targets"][owned->name]["can"]["report"].items().size();
  };
  EXPECT_EQ(reportable(other), 0u);
  EXPECT_GT(reportable(owner), 0u);
}

TEST_F(WorkTest, TheJournalIsReadPageByPage) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(bool(world_.report(white, std::to_string(i))));
  std::vector<std::string> ids;
  int64_t before = INT64_MAX;
  for (bool more = true; more;) {
    const Json page = world_->journal(world_.office(), plan_id, before, 2).value();
    more = page["more"].boolean();
    ASSERT_LE(page["entries"].items().size(), 2u);
    for (const Json& entry : page["entries"].items()) ids.push_back(entry["id"].text());
    before = Decimal::parse(ids.back()).value().to_int64().value();
  }
  std::vector<std::string> expected;
  for (int id = 1 + register_count + 3 + 5; id > 0; --id) expected.push_back(std::to_string(id));
  EXPECT_EQ(ids, expected);
}

TEST_F(WorkTest, AllIsThereAfterAnotherStart) {
  ASSERT_TRUE(bool(world_.report(white, "100")));
  const std::string before = world_->target(world_.office(), plan_id, drip, {}).value().print();
  world_.reopen();
  EXPECT_EQ(world_->target(world_.office(), plan_id, drip, {}).value().print(), before);
  EXPECT_EQ(world_->today().print(), "2020-06-01");
}

TEST_F(WorkTest, TheClockMovesOnlyWhereItIsFixed) {
  EXPECT_EQ(code_of(world_->move_clock(world_.office(), "2020-07-01")), "SVC-P001");
  EXPECT_EQ(move_clock("soon"), "SVC-C003");
  EXPECT_EQ(move_clock("2020-07-01"), "");
  EXPECT_EQ(world_.figure("办公室", white)["days_left"].text(), "183");
  auto real = Service::open({world_.file("real.db"), std::nullopt});
  ASSERT_TRUE(bool(real));
  EXPECT_EQ(code_of(real.value()->move_clock(World::administrator(), "2020-07-01")), "SVC-C002");
  EXPECT_TRUE(real.value()->demonstration_accounts().value().empty());
  real.value().reset();
  EXPECT_EQ(code_of(Service::open({world_.file("real.db"), Date::parse("2020-01-01").value()})),
            "SVC-C001");
}

TEST_F(WorkTest, SearchFindsWordsAndNames) {
  const auto hits = [&](const std::string& words) {
    const Result<Json> found = world_->search(world_.as(white), plan_id, words);
    return found ? static_cast<int>(found.value()["hits"].items().size()) : -1;
  };
  EXPECT_EQ(hits("水库清淤"), 2) << "a task and a sentence";
  EXPECT_EQ(hits("无此词语"), 0);
  EXPECT_EQ(code_of(world_->search(world_.as(white), plan_id, "  ")), "SVC-R001");
  std::string long_words;
  for (int i = 0; i < 101; ++i) long_words += "水";
  EXPECT_EQ(code_of(world_->search(world_.as(white), plan_id, long_words)), "SVC-R001");
}

}  // namespace
}  // namespace fangan::test
