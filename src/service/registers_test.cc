// Registers as people use them: rows added, changed, refused, read, taken away and brought back.
#include "service/register_world_test.h"

namespace fangan::test {
namespace {

RegisterRequest where(const std::string& json) {
  RegisterRequest request;
  request.where = json;
  return request;
}

TEST(Registers, ARowIsReadBackWithWhatFollowsFromIt) {
  RegisterWorld world;
  world.add_enterprises();
  Fields fields = RegisterWorld::well("东乡", "1", white);
  fields.insert(fields.end(), {{"企业", "白石酒厂"},
                               {"井深", "120.5"},
                               {"用途", "工业"},
                               {"设施", Json::array({"变压器", "水泵"})},
                               {"已封填", "否"}});
  const Json added = RegisterWorld::done(world.add(world.office(), wells, fields))["row"];
  EXPECT_EQ(added["id"].text(), "东乡/1");
  EXPECT_EQ(added["version"].text(), "1");
  EXPECT_EQ(added["state"].text(), "在用");
  const Json page = RegisterWorld::done(world.page(world.office(), wells));
  ASSERT_EQ(page["total"].text(), "1");
  const Json& row = page["rows"].items().front();
  EXPECT_EQ(row["values"]["企业"].print(), std::string(R"({"id":")") + white_code +
                                               R"(","name":"白石酒厂","row":")" + white_code +
                                               "\"}");
  EXPECT_EQ(row["values"]["所在县"].print(), R"({"id":"990101","name":"白石县"})");
  EXPECT_EQ(row["values"]["井深"].text(), "120.5");
  EXPECT_EQ(row["values"]["设施"].print(), R"(["水泵","变压器"])");
  EXPECT_TRUE(row["values"]["封填日期"].is_null());
  EXPECT_TRUE(row["derived"]["过深"]["value"].boolean());
  EXPECT_EQ(row["derived"]["同企业井数"]["value"].text(), "1");
  EXPECT_TRUE(row["derived"]["应当封填"]["value"].boolean());
  ASSERT_EQ(row["marks"].items().size(), 1u);
  EXPECT_EQ(row["marks"].items().front()["message"].text(), "井深超过上限");
}

TEST(Registers, WhatIsWrongWithAFormIsSaidAllAtOnceAndNothingIsWritten) {
  RegisterWorld world;
  const Actor office = world.office();
  EXPECT_EQ(codes_of(world.add(office, wells,
                               {{"乡镇", "东乡"},
                                {"井号", "1"},
                                {"所在县", "无此县"},
                                {"井深", "很深"},
                                {"深度", "1"},
                                {"企业", "无此企业"}})),
            "CAMP-F006 CAMP-F001 SVC-G005 STORE-R006");
  EXPECT_EQ(codes_of(world.add(office, wells, {{"乡镇", "东乡"}, {"井号", "1"}})), "SVC-G001");
  Fields deep = RegisterWorld::well("东乡", "1", white);
  deep.insert(deep.end(), {{"用途", "农业"}, {"井深", "300.1"}, {"封填日期", "1999-12-31"}});
  const Result<Json> refused = world.add(office, wells, deep);
  ASSERT_EQ(codes_of(refused), "SVC-G002 SVC-G002");
  EXPECT_EQ(refused.errors()[1].facts[0].value, "农业用井不能超过300米");
  EXPECT_EQ(refused.errors()[1].facts[2].value, "用途、井深");
  deep[4].second = "300.12";
  EXPECT_EQ(codes_of(world.add(office, wells, deep)), "CAMP-F002");
  EXPECT_EQ(codes_of(world.add(office, wells, RegisterWorld::well("东乡", "", white))),
            "STORE-R005");
  EXPECT_EQ(codes_of(world.add(office, wells, RegisterWorld::well("东乡", "1", white), "某日")),
            "SVC-W019");
  EXPECT_EQ(world.total(office, wells), 0);
  EXPECT_TRUE(bool(world.add(office, wells, RegisterWorld::well("东乡", "1", white))));
  EXPECT_EQ(codes_of(world.add(office, wells, RegisterWorld::well("东乡", "1", white))),
            "STORE-R004");
  EXPECT_EQ(world.total(office, wells), 1);
}

TEST(Registers, TheSecondWriterIsToldThatTheRowHasChanged) {
  RegisterWorld world;
  const Actor office = world.office();
  ASSERT_TRUE(bool(world.add(office, wells, RegisterWorld::well("东乡", "1", white))));
  EXPECT_TRUE(bool(world.change(office, wells, "东乡/1", 1, {{"井深", "10"}})));
  EXPECT_EQ(codes_of(world.change(office, wells, "东乡/1", 1, {{"井深", "11"}})), "SVC-W001");
  EXPECT_EQ(codes_of(world.change(office, wells, "东乡/1", 0, {{"井深", "11"}})), "SVC-W001");
  const Json row = RegisterWorld::done(world.one(office, wells, "东乡/1"));
  EXPECT_EQ(row["row"]["values"]["井深"].text(), "10");
  EXPECT_EQ(row["row"]["version"].text(), "2");
  const std::vector<Json>& history = row["history"].items();
  ASSERT_EQ(history.size(), 2u);
  EXPECT_EQ(history[0]["fields"]["井深"].print(), R"({"before":null,"after":"10"})");
}

TEST(Registers, ACorrectedKeyKeepsItsReferences) {
  RegisterWorld world;
  world.add_enterprises();
  Fields fields = RegisterWorld::well("东乡", "1", white);
  fields.emplace_back("企业", white_code);
  ASSERT_TRUE(bool(world.add(world.office(), wells, fields)));
  ASSERT_TRUE(bool(world.add(world.office(), patrols,
                             {{"县", white}, {"日期", "2020-05-01"}, {"井", "东乡/1"}})));
  ASSERT_TRUE(bool(world.change(world.office(), wells, "东乡/1", 1, {{"井号", "7"}})));
  EXPECT_EQ(codes_of(world.one(world.office(), wells, "东乡/1")), "SVC-N001");
  const Json well = RegisterWorld::done(world.one(world.office(), wells, "东乡/7"));
  const Json& references = well["references"];
  ASSERT_EQ(references.items().size(), 1u);
  EXPECT_EQ(references.items()[0]["register"].text(), patrols);
  EXPECT_EQ(references.items()[0]["total"].text(), "1");
  const Json page = RegisterWorld::done(world.page(world.office(), patrols));
  EXPECT_EQ(page["rows"].items()[0]["values"]["井"]["id"].text(), "东乡/7");
}

TEST(Registers, ARowTakenAwayComesBackAndSaysWhy) {
  RegisterWorld world;
  const Actor office = world.office();
  ASSERT_TRUE(bool(world.add(office, wells, RegisterWorld::well("东乡", "1", white))));
  EXPECT_EQ(codes_of(world->void_row(office, plan_id, wells, "东乡/1", 1, " ")), "SVC-G008");
  const Json gone =
      RegisterWorld::done(world->void_row(office, plan_id, wells, "东乡/1", 1, "重复登记"));
  EXPECT_EQ(gone["version"].text(), "2");
  EXPECT_EQ(world.total(office, wells), 0);
  EXPECT_EQ(codes_of(world.one(office, wells, "东乡/1")), "SVC-N001");
  EXPECT_EQ(codes_of(world->restore_row(office, plan_id, wells, "东乡/1", 1)), "SVC-W001");
  ASSERT_TRUE(bool(world->restore_row(office, plan_id, wells, "东乡/1", 2)));
  const Json row = RegisterWorld::done(world.one(office, wells, "东乡/1"));
  ASSERT_EQ(row["history"].items().size(), 3u);
  EXPECT_EQ(row["history"].items()[1]["why"].text(), "重复登记");
}

TEST(Registers, ARowComesBackHoweverMuchHappenedToOthersWhoseNamesBeginAlike) {
  RegisterWorld world;
  const Actor office = world.office();
  ASSERT_TRUE(bool(world.add(office, wells, RegisterWorld::well("东乡", "1", white))));
  ASSERT_TRUE(bool(world.add(office, wells, RegisterWorld::well("东乡", "10", white))));
  ASSERT_TRUE(bool(world->void_row(office, plan_id, wells, "东乡/1", 1, "重复登记")));
  for (uint64_t version = 1; version <= 100; ++version) {
    ASSERT_TRUE(bool(world.change(office, wells, "东乡/10", version,
                                  {{"井深", std::to_string(version)}})));
  }
  ASSERT_TRUE(bool(world->restore_row(office, plan_id, wells, "东乡/1", 2)));
}

TEST(Registers, ARowThatOthersReferToStays) {
  RegisterWorld world;
  world.add_enterprises();
  Fields fields = RegisterWorld::well("东乡", "1", white);
  fields.emplace_back("企业", white_code);
  ASSERT_TRUE(bool(world.add(world.office(), wells, fields)));
  EXPECT_EQ(codes_of(world->void_row(world.office(), plan_id, enterprises, white_code, 1, "误")),
            "STORE-R009");
  EXPECT_EQ(codes_of(world->void_row(world.as(white), plan_id, enterprises, white_code, 1, "误")),
            "SVC-G010");
}

TEST(Registers, PagesAreFilteredSortedAndCut) {
  RegisterWorld world;
  const Actor office = world.office();
  for (int i = 1; i <= 9; ++i) {
    Fields fields = RegisterWorld::well("东乡", std::to_string(i), i % 2 == 0 ? white : black);
    if (i != 5) fields.emplace_back("井深", std::to_string(i * 10));
    ASSERT_TRUE(bool(world.add(office, wells, fields)));
  }
  EXPECT_EQ(world.total(office, wells,
                        where(R"([{"field":"井深","op":"between","values":["20","60"]}])")),
            4);
  EXPECT_EQ(world.total(office, wells, where(R"([{"field":"井深","op":"blank"}])")), 1);
  EXPECT_EQ(
      world.total(office, wells, where(R"([{"field":"所在县","op":"=","values":["白石县"]}])")), 4);
  RegisterRequest request;
  request.sort = "-井深";
  request.offset = 1;
  request.count = 2;
  const Json page = RegisterWorld::done(world.page(office, wells, request));
  ASSERT_EQ(page["rows"].items().size(), 2u);
  EXPECT_EQ(page["rows"].items()[0]["id"].text(), "东乡/8");
  EXPECT_EQ(page["total"].text(), "9");
  for (const char* wrong : {"{}", "x", R"([{"field":"井深","op":"like","values":["1"]}])",
                            R"([{"field":"井深","op":"between","values":["1"]}])"}) {
    EXPECT_EQ(codes_of(world.page(office, wells, where(wrong))), "SVC-G007") << wrong;
  }
  const auto with_values = [](const std::string& values) {
    return where(R"([{"field":"编号","op":"contains","values":[)" + values + "]}]");
  };
  std::string values = "\"东乡\"";
  for (int i = 1; i < 1'000; ++i) values += ",\"东乡\"";
  EXPECT_GT(world.total(office, wells, with_values(values)), 0);
  EXPECT_EQ(codes_of(world.page(office, wells, with_values(values + ",\"东乡\""))), "SVC-G007");
  const std::string longest(10'000, '%');
  EXPECT_EQ(world.total(office, wells, with_values("\"" + longest + "\"")), 0);
  EXPECT_EQ(codes_of(world.page(office, wells, with_values("\"" + longest + "%\""))), "SVC-G007");
  RegisterRequest far = with_values("\"东乡\"");
  far.offset = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(RegisterWorld::done(world.page(office, wells, far))["rows"].items().size(), 0u);
  EXPECT_EQ(codes_of(world.page(office, wells, where(R"([{"field":"无","op":"blank"}])"))),
            "STORE-Q001");
}

TEST(Registers, MaskedFieldsLeaveOnlyOneByOneAndTheJournalSaysWho) {
  RegisterWorld world;
  const Actor county = world.as(white);
  Fields fields = RegisterWorld::well("东乡", "1", white);
  fields.emplace_back("联系电话", "13800001111");
  ASSERT_TRUE(bool(world.add(county, wells, fields)));
  ASSERT_TRUE(bool(world.change(county, wells, "东乡/1", 1, {{"联系电话", "13900002222"}})));
  ASSERT_TRUE(bool(world.change(county, wells, "东乡/1", 2, {{"联系电话", "***"}, {"井深", "1"}})));
  std::string all = RegisterWorld::done(world.one(county, wells, "东乡/1")).print();
  all += RegisterWorld::done(world.page(county, wells)).print();
  all += RegisterWorld::done(world->journal(world.office(), plan_id, INT64_MAX, 100)).print();
  all += RegisterWorld::done(
             world->compare_row(county, plan_id, wells, "东乡/1", "2020-05-01", "2020-06-01"))
             .print();
  EXPECT_EQ(all.find("13800001111"), all.npos);
  EXPECT_EQ(all.find("13900002222"), all.npos);
  EXPECT_NE(all.find("***"), all.npos);
  for (const char* query : {R"([{"field":"联系电话","op":"contains","values":["139"]}])"}) {
    EXPECT_EQ(codes_of(world.page(county, wells, where(query))), "SVC-G006");
  }
  RegisterRequest sorted;
  sorted.sort = "-联系电话";
  EXPECT_EQ(codes_of(world.page(county, wells, sorted)), "SVC-G006");
  RegisterRequest words;
  words.words = "1390000";
  EXPECT_EQ(world.total(county, wells, words), 0);
  const Json value =
      RegisterWorld::done(world->unmask(county, plan_id, wells, "东乡/1", "联系电话"));
  EXPECT_EQ(value["value"].text(), "13900002222");
  EXPECT_EQ(codes_of(world->unmask(world.as(black), plan_id, wells, "东乡/1", "联系电话")),
            "SVC-N001");
  const Json journal = RegisterWorld::done(world->journal(world.office(), plan_id, INT64_MAX, 1));
  EXPECT_EQ(journal["entries"].items()[0]["action"].text(), "unmask");
  EXPECT_EQ(journal["entries"].items()[0]["after"].print(), R"({"field":"联系电话"})");
}

TEST(Registers, ViewsOfPastDaysShowWhatHeldThen) {
  RegisterWorld world;
  const Actor office = world.office();
  Fields fields = RegisterWorld::well("东乡", "1", white);
  fields.emplace_back("井深", "10");
  ASSERT_TRUE(bool(world.add(office, wells, fields, "2020-04-01")));
  ASSERT_TRUE(bool(world.change(office, wells, "东乡/1", 1, {{"井深", "20"}}, "2020-05-01")));
  ASSERT_TRUE(bool(world.change(office, wells, "东乡/1", 2, {{"井深", "30"}}, "2020-07-01")));
  const auto depth = [&](const char* day) {
    ViewRequest view;
    view.as_of = Date::parse(day).value();
    const Result<Json> row = world.one(office, wells, "东乡/1", view);
    return row ? row.value()["row"]["values"]["井深"].text() : code_of(row);
  };
  EXPECT_EQ(depth("2020-03-31"), "SVC-N001");
  EXPECT_EQ(depth("2020-04-01"), "10");
  EXPECT_EQ(depth("2020-06-01"), "20");
  EXPECT_EQ(depth("2020-07-01"), "30");
  const Json compared = RegisterWorld::done(
      world->compare_row(office, plan_id, wells, "东乡/1", "2020-04-15", "2020-07-01"));
  ASSERT_EQ(compared["fields"].items().size(), 1u);
  EXPECT_EQ(compared["fields"].items()[0]["before"].text(), "10");
  EXPECT_EQ(compared["fields"].items()[0]["after"].text(), "30");
  EXPECT_EQ(codes_of(world->compare_row(office, plan_id, wells, "东乡/1", "x", "2020-07-01")),
            "SVC-G007");
  ASSERT_TRUE(bool(world->move_clock(World::administrator(), "2020-07-01")));
  EXPECT_EQ(
      RegisterWorld::done(world.page(office, wells))["rows"].items()[0]["values"]["井深"].text(),
      "30");
}

TEST(Registers, ALongHistoryIsToldPieceByPiece) {
  RegisterWorld world;
  const Actor office = world.office();
  ASSERT_TRUE(bool(world.add(office, wells, RegisterWorld::well("东乡", "1", white))));
  for (uint64_t version = 1; version <= 56; ++version) {
    ASSERT_TRUE(bool(world.change(office, wells, "东乡/1", version,
                                  {{"井深", std::to_string(version)}})));
  }
  const Json one = RegisterWorld::done(world.one(office, wells, "东乡/1"));
  ASSERT_EQ(one["history"].items().size(), 50u);
  EXPECT_TRUE(one["earlier"].boolean());
  EXPECT_EQ(one["history"].items().front()["version"].text(), "57");
  EXPECT_EQ(one["history"].items().back()["version"].text(), "8");
  const Json rest =
      RegisterWorld::done(world->row_history(office, plan_id, wells, "东乡/1", {}, 8));
  ASSERT_EQ(rest["history"].items().size(), 7u);
  EXPECT_FALSE(rest["earlier"].boolean());
  const Json& seventh = rest["history"].items().front();
  EXPECT_EQ(seventh["fields"]["井深"]["before"].text(), "5");
  EXPECT_EQ(seventh["fields"]["井深"]["after"].text(), "6");
  EXPECT_EQ(codes_of(world->row_history(world.as(black), plan_id, wells, "东乡/1", {}, 8)),
            "SVC-N001");
}

TEST(Registers, ManyRowsAreChangedAtOnceOrNotAtAll) {
  RegisterWorld world;
  const Actor office = world.office();
  for (int i = 1; i <= 3; ++i) {
    Fields fields = RegisterWorld::well("东乡", std::to_string(i), white);
    fields.emplace_back("井深", i == 3 ? "400" : "100");
    ASSERT_TRUE(bool(world.add(office, wells, fields)));
  }
  BulkRequest bulk;
  bulk.fields = Json::object({{"用途", "工业"}});
  bulk.query = where(R"([{"field":"井深","op":"=","values":["100"]}])");
  Json shown = RegisterWorld::done(world->bulk_edit(office, plan_id, wells, bulk));
  EXPECT_EQ(shown["rows"].text(), "2");
  EXPECT_EQ(shown["changes"].items().size(), 2u);
  EXPECT_FALSE(shown["written"].boolean());
  const RegisterRequest industrial = where(R"([{"field":"用途","op":"=","values":["工业"]}])");
  EXPECT_EQ(world.total(office, wells, industrial), 0);
  bulk.dry_run = false;
  EXPECT_TRUE(
      RegisterWorld::done(world->bulk_edit(office, plan_id, wells, bulk))["written"].boolean());
  EXPECT_EQ(world.total(office, wells, industrial), 2);
  // One row of three breaks a rule: none is changed.
  bulk.query = {};
  bulk.fields = Json::object({{"用途", "农业"}});
  shown = RegisterWorld::done(world->bulk_edit(office, plan_id, wells, bulk));
  EXPECT_FALSE(shown["written"].boolean());
  EXPECT_EQ(shown["error_count"].text(), "1");
  EXPECT_EQ(shown["errors"].items()[0]["row"].text(), "东乡/3");
  EXPECT_EQ(shown["errors"].items()[0]["error"]["code"].text(), "SVC-G002");
  EXPECT_EQ(world.total(office, wells, industrial), 2);
  bulk.fields = Json::object();
  EXPECT_EQ(codes_of(world->bulk_edit(office, plan_id, wells, bulk)), "SVC-G012");
}

TEST(Registers, ViewsAreKeptForTheAccountAndSharedByTheOffice) {
  RegisterWorld world;
  Actor office = world.office();
  office.account = "office";
  Actor county = world.as(white);
  county.account = "white";
  const Json own =
      Json::array({Json::object({{"name", "我的"}, {"sort", "-井深"}, {"own", true}})});
  ASSERT_TRUE(bool(world->set_register_views(county, plan_id, wells, own)));
  const Json shared = Json::array({Json::object({{"name", "大家"}, {"own", false}})});
  ASSERT_TRUE(bool(world->set_register_views(office, plan_id, wells, shared)));
  const Json views = RegisterWorld::done(world->register_views(county, plan_id, wells))["views"];
  ASSERT_EQ(views.items().size(), 2u);
  EXPECT_EQ(views.items()[0]["name"].text(), "我的");
  EXPECT_EQ(views.items()[1]["name"].text(), "大家");
  EXPECT_FALSE(views.items()[1]["own"].boolean());
  const Json nameless = Json::array({Json::object({{"name", ""}})});
  for (const Json& wrong : {nameless, Json(), Json::object()}) {
    EXPECT_EQ(codes_of(world->set_register_views(county, plan_id, wells, wrong)), "SVC-G013");
  }
  const Json kept = RegisterWorld::done(world->register_views(county, plan_id, wells))["views"];
  EXPECT_EQ(kept.items().size(), 2u);
}

TEST(Registers, BuiltInOnesReadTheSameWayAndAreNotWritten) {
  RegisterWorld world;
  const Actor office = world.office();
  EXPECT_EQ(world.total(office, "单位"), 6);
  EXPECT_EQ(world.total(office, "单位", where(R"([{"field":"类型","op":"=","values":["县区"]}])")),
            2);
  ASSERT_TRUE(bool(world.split({{white, "400", 0}, {black, "300", 0}}, "300")));
  EXPECT_EQ(world.total(office, "分解"), 3);
  EXPECT_EQ(world.total(world.as(white), "分解"), 1);
  EXPECT_GT(world.total(office, "目标"), 3);
  EXPECT_EQ(world.total(office, "办理记录"), 0);
  EXPECT_EQ(codes_of(world.add(office, "目标", {{"目标", "x"}})), "SVC-G009");
  EXPECT_EQ(codes_of(world.page(office, "单位", where("x"))), "SVC-G007");
  EXPECT_EQ(codes_of(world.page(office, "单位",
                                where(R"([{"field":"名称","op":"like","values":["县"]}])"))),
            "SVC-G007");
}

TEST(Registers, BuiltInOnesHavePagesOfRowsViewsAndOrder) {
  RegisterWorld world;
  const Actor office = world.office();
  ASSERT_TRUE(bool(world.split({{white, "400", 0}, {black, "300", 0}}, "300")));
  RegisterWorld::done(world.add(office, wells, RegisterWorld::well("东乡", "1", white)));
  const Json county = RegisterWorld::done(world.one(office, "单位", white));
  EXPECT_EQ(county["row"]["values"]["类型"].text(), "县区");
  std::string references;
  for (const Json& each : county["references"].items()) {
    if (each["total"].text() == "0") continue;
    references += each["register"].text() + " " + each["field"].text() + " " +
                  each["rows"].items()[0]["id"].text();
  }
  EXPECT_EQ(references, "机井 所在县 东乡/1");
  EXPECT_EQ(codes_of(world.one(office, "单位", "无")), "SVC-N001");
  const std::string share = std::string(drip) + "/" + end_of_2020 + "/";
  EXPECT_EQ(RegisterWorld::done(world.one(office, "分解", share + black))["row"]["values"]["份额"]
                .text(),
            "300");
  EXPECT_EQ(codes_of(world.one(world.as(white), "分解", share + black)), "SVC-N001");

  RegisterRequest by_two;
  by_two.sort = "份额,-单位";
  const Json page = RegisterWorld::done(world.page(office, "分解", by_two));
  std::string order;
  for (const Json& row : page["rows"].items()) order += row["values"]["单位"].text() + ";";
  EXPECT_EQ(order, std::string(black) + ";;" + white + ";") << "300 twice, the reserve blank";

  const Json own = Json::array({Json::object({{"name", "县区"}, {"sort", "名称"}})});
  const Actor reader = world.as(white);
  ASSERT_TRUE(bool(world->set_register_views(reader, plan_id, "单位", own)));
  const Json views = RegisterWorld::done(world->register_views(reader, plan_id, "单位"))["views"];
  ASSERT_EQ(views.items().size(), 1u);
  EXPECT_EQ(views.items()[0]["name"].text(), "县区");
}

TEST(Registers, AKeyWithASlashIsOneRowToEverybody) {
  RegisterWorld world;
  const Actor office = world.office();
  RegisterWorld::done(world.add(office, wells, RegisterWorld::well("东/乡", "1", white)));
  RegisterWorld::done(world.add(office, wells, RegisterWorld::well("东", "乡/1", white)));
  const Json row = RegisterWorld::done(world.one(office, wells, "东%2F乡/1"))["row"];
  EXPECT_EQ(row["values"]["乡镇"].text(), "东/乡");
  EXPECT_TRUE(bool(world.add(office, "巡查", {{"县", white},
                                              {"日期", "2020-05-01"},
                                              {"井", "东/乡%2F1"}})));
  EXPECT_EQ(codes_of(world.add(office, wells, RegisterWorld::well("东/乡", "1", white))),
            "STORE-R004");
}

TEST(Registers, ARowOfAPeriodSaysWhich) {
  RegisterWorld world;
  world.add_enterprises();
  const Actor office = world.office();
  const Fields month = {{"企业", white_code}, {"期", "2020-05"}, {"水量", "12"}};
  const Json row = RegisterWorld::done(world.add(office, "用水量", month))["row"];
  EXPECT_EQ(row["period"].text(), "2020-05");
  EXPECT_EQ(row["id"].text(), std::string(white_code) + "/2020-05");
  EXPECT_EQ(codes_of(world.add(office, "用水量", month)), "STORE-R004");
  EXPECT_EQ(codes_of(world.add(office, "用水量", {{"企业", white_code}, {"期", "2020-13"}})),
            "CAMP-F011");
  EXPECT_EQ(codes_of(world.add(office, "用水量", {{"企业", white_code}})), "STORE-R005");
  EXPECT_EQ(codes_of(world.change(office, "用水量", row["id"].text(), 1, {{"期", "2020-06"}})),
            "SVC-G005");
}

TEST(Registers, TheOfficeWritesTheCalendar) {
  RegisterWorld world;
  const Fields day = {{"日期", "2020-10-01"}, {"工作日", "否"}, {"说明", "国庆"}};
  EXPECT_EQ(codes_of(world.add(world.as(white), "工作日历", day)), "SVC-P001");
  EXPECT_TRUE(bool(world.add(world.office(), "工作日历", day)));
  EXPECT_EQ(world.total(world.as(white), "工作日历"), 1);
  const Json list = RegisterWorld::done(world->registers(world.office(), plan_id, {}));
  for (const Json& head : list["registers"].items()) {
    const bool is_calendar = head["name"].text() == "工作日历";
    if (!is_calendar) continue;
    EXPECT_TRUE(head["built_in"].boolean());
    EXPECT_TRUE(head["anchor"].is_null()) << "no block defines it";
    EXPECT_TRUE(head["can"]["add"].boolean());
  }
}

TEST(Registers, ListenersHearOfTheRowsTheyMaySee) {
  RegisterWorld world;
  std::string heard;
  const auto listen = [&](const Actor& actor, const std::string& name) {
    return world->listen(actor, plan_id, 0, [&heard, name](const ChangeEvent& event) {
      heard += name + " " + std::to_string(event.number) + " " + event.block + " " + event.action +
               " " + event.row + "\n";
    });
  };
  const auto white_listens = listen(world.as(white), "white");
  const auto black_listens = listen(world.as(black), "black");
  ASSERT_TRUE(bool(world.add(world.office(), wells, RegisterWorld::well("东乡", "1", white))));
  ASSERT_TRUE(bool(world.change(world.office(), wells, "东乡/1", 1, {{"所在县", black}})));
  EXPECT_EQ(heard, "white 1 机井 add 东乡/1\nwhite 2 机井 edit 东乡/1\nblack 1 机井 edit 东乡/1\n");
}

TEST(Registers, APlanThatChangesBringsItsRowsAlong) {
  RegisterWorld world;
  Fields fields = RegisterWorld::well("东乡", "1", white);
  fields.emplace_back("用途", "工业");
  ASSERT_TRUE(bool(world.add(world.office(), wells, fields)));
  const std::string text =
      RegisterWorld::done(world->block(world.office(), plan_id, wells))["text"].text();
  BlockEdit edit;
  edit.id = wells;
  edit.base = text;
  edit.text = text;
  edit.text.replace(edit.text.find("  已封填: boolean"), 0, "  水位: number 米\n");
  const Json checked = RegisterWorld::done(world->check_block(world.office(), plan_id, edit));
  const Json& steps = checked["changes"]["registers"];
  ASSERT_EQ(steps.items().size(), 1u);
  EXPECT_EQ(steps.items()[0]["what"].text(), "new field");
  EXPECT_EQ(steps.items()[0]["field"].text(), "水位");
  ASSERT_TRUE(bool(world->save_block(world.office(), plan_id, edit, "加水位")));
  ASSERT_TRUE(bool(world.change(world.office(), wells, "东乡/1", 1, {{"水位", "3.5"}})));
  const Json row = RegisterWorld::done(world.one(world.office(), wells, "东乡/1"))["row"];
  EXPECT_EQ(row["values"]["用途"].text(), "工业");
  EXPECT_EQ(row["values"]["水位"].text(), "3.5");
  // A word that a row bears cannot leave the field.
  edit.base = edit.text;
  edit.text.replace(edit.text.find("农业, 工业, 生活"), std::string("农业, 工业, 生活").size(),
                    "农业, 生活");
  const Json refused = RegisterWorld::done(world->check_block(world.office(), plan_id, edit));
  EXPECT_FALSE(refused["ok"].boolean());
  EXPECT_EQ(code_of(world->save_block(world.office(), plan_id, edit, "去掉工业")), "STORE-M001");
  EXPECT_EQ(world.total(world.office(), wells), 1);
}

}  // namespace
}  // namespace fangan::test
