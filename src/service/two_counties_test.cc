// No county learns of another: every answer to one is the same, byte by byte, whether or not
// another has shares, reports, files and acceptances.
#include "service/diagnostic_json.h"
#include "service/register_world_test.h"
#include "service/without_chance_test.h"
#include "store/hash.h"

namespace fangan::test {
namespace {

enum class Neighbour : uint8_t { absent, busy };

std::string shown(const std::string& name, const Result<Json>& answer) {
  const std::string text =
      answer ? answer.value().print() : "! " + diagnostics_json(answer.errors(), Sources()).print();
  return name + "\n" + without_chance(text) + "\n\n";
}

std::string shown(const std::string& name, const Result<FileContent>& answer) {
  if (!answer) return shown(name, Result<Json>(answer.errors()));
  return name + "\n" + answer.value().name + " " + answer.value().media_type + " " +
         std::to_string(answer.value().bytes.size()) + "\n\n";
}

/// Every operation on registers: what is the county's, what is the neighbour's, what is not there.
std::string all_of_registers(RegisterWorld& world, const Actor& county) {
  std::string all;
  std::vector<ViewRequest> views(2);
  views[1].as_of = Date::parse("2020-05-31").value();
  std::vector<RegisterRequest> requests(5);
  requests[1].sort = "-所在县";
  requests[2].where = R"([{"field":"企业","op":"filled"}])";
  requests[3].words = "乡";
  requests[4].offset = 1;
  for (const ViewRequest& view : views) {
    all += shown("registers", world->registers(county, plan_id, view));
    for (const char* name : {wells, enterprises, patrols, list_of_savers, "工作日历", "单位",
                             "目标", "分解", "办理记录", "无此台账"}) {
      for (const RegisterRequest& request : requests) {
        all += shown(std::string("page ") + name, world.page(county, name, request, view));
      }
      for (const char* id : {"东乡/1", "南乡/1", white_code, black_code, "无"}) {
        all += shown(std::string("row ") + name + " " + id, world.one(county, name, id, view));
      }
    }
  }
  for (const char* id : {"东乡/1", "南乡/1", "无"}) {
    const std::string name = std::string(" ") + id;
    all += shown("compare" + name,
                 world->compare_row(county, plan_id, wells, id, "2020-04-01", "2020-06-01"));
    all += shown("unmask" + name, world->unmask(county, plan_id, wells, id, "联系电话"));
    all += shown("change" + name, world.change(county, wells, id, 1, {{"井深", "12"}}));
    all += shown("refer" + name, world.change(county, wells, id, 2, {{"企业", black_code}}));
    all += shown("refer by name" + name,
                 world.change(county, wells, id, 2, {{"企业", "黑水钢厂"}}));
    all += shown("void" + name, world->void_row(county, plan_id, wells, id, 2, "why"));
    all += shown("restore" + name, world->restore_row(county, plan_id, wells, id, 3));
  }
  for (const char* code : {white_code, black_code}) {
    all += shown("void the enterprise",
                 world->void_row(county, plan_id, enterprises, code, 1, "why"));
  }
  all += shown("add", world.add(county, wells, RegisterWorld::well("东乡", "2", white)));
  all += shown("add for the neighbour",
               world.add(county, wells, RegisterWorld::well("北乡", "2", black)));
  all += shown("add without a key",
               world.add(county, patrols, {{"县", white}, {"日期", "2020-05-03"}}));
  BulkRequest bulk;
  bulk.fields = Json::object({{"用途", "生活"}});
  all += shown("bulk", world->bulk_edit(county, plan_id, wells, bulk));
  bulk.dry_run = false;
  all += shown("bulk", world->bulk_edit(county, plan_id, wells, bulk));
  all += shown("removed", world->removed_rows(county, plan_id, wells, 0, 100));
  all += shown("journal", world->journal(county, plan_id, INT64_MAX, 100));
  all += shown("views", world->register_views(county, plan_id, wells));
  all += shown("views", world->set_register_views(county, plan_id, wells,
                                                  Json::array({Json::object({{"name", "甲"}})})));
  return all;
}

/// What the office enters for the county, beside what it enters for the neighbour.
void rows_of(RegisterWorld& world, Neighbour neighbour) {
  const bool busy = neighbour == Neighbour::busy;
  const auto add_for = [&](const char* county, const char* town, const char* code) {
    RegisterWorld::done(world.add(world.office(), enterprises,
                                  {{"统一社会信用代码", code},
                                   {"名称", county == std::string(black) ? "黑水钢厂" : "白石酒厂"},
                                   {"所在县", county},
                                   {"联系人", "某某"}}));
    Fields fields = RegisterWorld::well(town, "1", county);
    fields.insert(fields.end(), {{"企业", code}, {"井深", "120"}, {"联系电话", "138"}});
    RegisterWorld::done(world.add(world.office(), wells, fields, "2020-04-01"));
    for (const char* day : {"2020-05-01", "2020-05-02"}) {
      RegisterWorld::done(world.add(world.office(), patrols,
                                    {{"县", county},
                                     {"日期", day},
                                     {"井", std::string(town) + "/1"}}));
    }
  };
  if (busy) add_for(black, "南乡", black_code);
  add_for(white, "东乡", white_code);
  if (!busy) return;
  const Actor other = world.as(black);
  RegisterWorld::done(world.change(other, wells, "南乡/1", 1, {{"井深", "130"}}));
  RegisterWorld::done(world.add(other, wells, RegisterWorld::well("南乡", "2", black)));
  RegisterWorld::done(world->void_row(other, plan_id, wells, "南乡/2", 1, "误"));
  RegisterWorld::done(world->restore_row(other, plan_id, wells, "南乡/2", 2));
}

/// Every operation, asked by the county, with and without a view of the past.
std::string everything(World& world, const Actor& county, const std::string& neighbours_file) {
  std::string all;
  Service& service = world.service();
  std::vector<ViewRequest> views(3);
  views[1].as_of = Date::parse("2020-05-31").value();
  views[2].as_of = Date::parse("2021-01-05").value();
  for (const ViewRequest& view : views) {
    all += shown("plans", service.plans(county, view));
    all += shown("document", service.document(county, plan_id, view));
    all += shown("deadlines", service.deadlines(county, plan_id, view));
    all += shown("agencies", service.agencies(county, plan_id, view));
    for (const char* name : {white, black, "市水利局", "无此单位"}) {
      all += shown(std::string("agency ") + name, service.agency(county, plan_id, name, view));
    }
    for (const char* name : {drip, "自备井", "宣传覆盖率", "无此目标"}) {
      all += shown(std::string("target ") + name, service.target(county, plan_id, name, view));
    }
    for (const char* name : {"推广滴灌", "关停自备井", "水库清淤", "无此任务"}) {
      all += shown(std::string("task ") + name, service.task(county, plan_id, name, view));
    }
  }
  all += shown("search", service.search(county, plan_id, "县"));
  all += shown("search", service.search(county, plan_id, black));
  all += shown("inbox", service.inbox(county, plan_id));
  all += shown("journal", service.journal(county, plan_id, INT64_MAX, 100));
  all += shown("journal", service.journal(county, plan_id, 3, 1));
  all += shown("shares", service.shares(county, plan_id, drip));
  all += shown("file", service.file(county, neighbours_file));
  all += shown("drafts", service.drafts(county));
  all += shown("accounts", service.accounts(county));
  all += shown("status", service.status(county));
  // Rows of the neighbour, by their ids, whether they are there or not.
  for (const char* action : {"accept", "return", "withdraw"}) {
    const std::string row = World::row(black, 1);
    const std::string name = std::string(action) + " " + row;
    if (action[0] == 'a') all += shown(name, service.accept(county, plan_id, row, 1));
    if (action[0] == 'r') all += shown(name, service.send_back(county, plan_id, row, 1, "why"));
    if (action[0] == 'w') all += shown(name, service.withdraw(county, plan_id, row, 1));
  }
  ReportRequest stolen;
  stolen.target = drip;
  stolen.node = end_of_2020;
  stolen.share = black;
  stolen.value = "1";
  all += shown("report for the neighbour", service.report(county, plan_id, stolen));
  stolen.share = white;
  stolen.files = {neighbours_file};
  all += shown("report with the neighbour's file", service.report(county, plan_id, stolen));
  TaskStateRequest state;
  state.task = "水库清淤";
  state.node = "2020-06-30";
  state.state = "done";
  all += shown("the neighbour's task", service.set_task_state(county, plan_id, state));
  return all;
}

Json done(const Result<Json>& answer) {
  EXPECT_TRUE(bool(answer)) << code_of(answer);
  return answer ? answer.value() : Json();
}

/// What the neighbour and the office do with the neighbour's rows.
void neighbour_works(World& world) {
  const std::string picture = std::string("\xFF\xD8\xFF same picture");
  const Json file = done(world->add_file(world.as(black), "black.jpg", "image/jpeg", picture));
  const Json own = done(world->add_file(world.as(black), "own.txt", "text/plain", "only of black"));
  done(world.report(black, "100", {file["hash"].text(), own["hash"].text()}));
  done(world.report(black, "120"));
  done(world->accept(world.office(), plan_id, World::row(black, 1), 1));
  done(world->send_back(world.office(), plan_id, World::row(black, 2), 1, "数不对"));
  TaskStateRequest state{"水库清淤", "2020-06-30", "doing", "开工", {}, 0};
  done(world->set_task_state(world.office(), plan_id, state));
  state = {"水库清淤", "2020-06-30", "done", "完工", {file["hash"].text()}, 1};
  done(world->set_task_state(world.as(black), plan_id, state));
}

/// All that the county is told in one life of the store.
std::string life(Neighbour neighbour) {
  RegisterWorld world;
  const Actor county = world.as(white);
  std::string all;
  const auto listening = world->listen(county, plan_id, 0, [&all](const ChangeEvent& event) {
    all += "event " + std::to_string(event.number) + " " + event.block + " " + event.node + " " +
           event.share + " " + event.action + "\n";
  });
  EXPECT_TRUE(bool(listening));
  const bool busy = neighbour == Neighbour::busy;
  if (busy) {
    done(world.split({{white, "400", 0}, {black, "300", 0}}, "300"));
  } else {
    done(world.split({{white, "400", 0}}, "600"));
  }
  if (busy) neighbour_works(world);
  rows_of(world, neighbour);
  const std::string picture = std::string("\xFF\xD8\xFF same picture");
  const Json file = done(world->add_file(county, "white.jpg", "image/jpeg", picture));
  all += shown("file of two", world->file(county, file["hash"].text()));
  all += shown("report", world.report(white, "200", {file["hash"].text()}));
  if (busy) done(world.report(black, "130"));
  all += shown("report", world.report(white, "210"));
  done(world->accept(world.office(), plan_id, World::row(white, 1), 1));
  if (busy) done(world->accept(world.office(), plan_id, World::row(black, 3), 1));
  done(world->send_back(world.office(), plan_id, World::row(white, 2), 1, "缺照片"));
  all +=
      shown("withdraw an old version", world->withdraw(county, plan_id, World::row(white, 2), 1));
  all += shown("withdraw", world->withdraw(county, plan_id, World::row(white, 2), 2));
  // SM3 of "only of black": the neighbour's file, or nobody's.
  all += everything(world, county, sm3("only of black"));
  all += all_of_registers(world, county);
  return all;
}

TEST(TwoCounties, AnswersToOneDoNotDependOnTheOther) {
  const std::string alone = life(Neighbour::absent);
  const std::string beside = life(Neighbour::busy);
  ASSERT_GT(alone.size(), 20'000u) << "this compares next to nothing";
  EXPECT_NE(alone.find("event"), alone.npos);
  size_t at = 0;
  while (at < std::min(alone.size(), beside.size()) && alone[at] == beside[at]) ++at;
  EXPECT_TRUE(alone == beside) << "first difference: " << alone.substr(at > 200 ? at - 200 : 0, 400)
                           << "\n--- beside the neighbour ---\n"
                           << beside.substr(at > 200 ? at - 200 : 0, 400);
}

TEST(TwoCounties, TheOfficeAndTheOwnerSeeBoth) {
  World world;
  done(world.split({{white, "400", 0}, {black, "300", 0}}, "300"));
  done(world.report(black, "120"));
  for (const char* who : {"办公室", "市水利局"}) {
    EXPECT_EQ(world.figure(who, black)["reported"].text(), "120") << who;
    EXPECT_EQ(world.figure(who, "")["reported"].text(), "120") << who;
  }
  EXPECT_TRUE(world.figure(white, black).is_null());
  EXPECT_TRUE(world.figure(white, "").is_null());
  EXPECT_TRUE(world.figure("市宣传局", "").is_null()) << "owns another target";
  EXPECT_EQ(code_of(world->shares(world.as("市宣传局"), plan_id, drip)), "SVC-N001");
}

TEST(TwoCounties, WhatIsNotYoursAnswersAsWhatIsNotThere) {
  World world;
  done(world.split({{white, "400", 0}, {black, "300", 0}}, "300"));
  done(world.report(black, "120"));
  const Actor county = world.as(white);
  const auto yours = [&](const std::string& row) {
    return shown("", world->withdraw(county, plan_id, row, 1));
  };
  EXPECT_EQ(yours(World::row(black, 1)), yours(World::row(black, 77)));
  EXPECT_EQ(yours(World::row(black, 1)), yours("nonsense"));
}

TEST(TwoCounties, FilesAreSeenByWhoeverMaySeeARowThatNamesThem) {
  World world;
  done(world.split({{white, "400", 0}, {black, "300", 0}}, "300"));
  const Json file = done(world->add_file(world.as(black), "..\\a/b\"c.txt", "text/html", "facts"));
  const std::string hash = file["hash"].text();
  EXPECT_EQ(file["name"].text(), "bc.txt");
  EXPECT_EQ(file["type"].text(), "text/plain");
  EXPECT_EQ(code_of(world->file(world.office(), hash)), "SVC-N001") << "no row names it yet";
  done(world.report(black, "120", {hash}));
  for (const char* who : {"办公室", "市水利局", black}) {
    const Result<FileContent> content = world->file(world.as(who), hash);
    EXPECT_TRUE(bool(content) && content.value().bytes == "facts") << who;
  }
  EXPECT_EQ(code_of(world->file(world.as(white), hash)), "SVC-N001");
  EXPECT_EQ(code_of(world.report(white, "1", {hash})), "SVC-F003");
}

}  // namespace
}  // namespace fangan::test
