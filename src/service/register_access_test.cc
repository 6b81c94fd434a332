// Who may see and change which rows: counties, enterprises, owners, everybody.
#include "service/register_world_test.h"

namespace fangan::test {
namespace {

/// The enterprise of a row of 企业.
Actor enterprise_of(RegisterWorld& world, const std::string& code) {
  const AccountRequest request{"e" + code, "e", "", {"enterprise"}, code};
  const Result<Json> made = world->add_account(World::administrator(), request);
  EXPECT_TRUE(bool(made)) << code_of(made);
  const Result<SignedIn> in =
      world->sign_in("e" + code, made ? made.value()["password"].text() : "");
  EXPECT_TRUE(bool(in));
  return in ? in.value().actor : Actor();
}

void add_wells(RegisterWorld& world) {
  world.add_enterprises();
  for (const auto& [town, county, code] :
       {std::tuple("东乡", white, white_code), std::tuple("西乡", white, other_white_code),
        std::tuple("南乡", black, black_code)}) {
    Fields fields = RegisterWorld::well(town, "1", county);
    fields.emplace_back("企业", code);
    RegisterWorld::done(world.add(world.office(), wells, fields));
  }
}

/// Further registers beside those of the invented plan.
void add_registers(RegisterWorld& world, const std::string& blocks) {
  Package package = invented_plan();
  for (PackageFile& file : package.files) {
    if (file.name == "registers.md") file.bytes += "\n" + blocks;
  }
  const Result<Done> loaded = world->load_package(package, "test");
  EXPECT_TRUE(bool(loaded)) << code_of(loaded);
}

TEST(RegisterAccess, EachSeesItsOwnRows) {
  RegisterWorld world;
  add_wells(world);
  EXPECT_EQ(world.total(world.office(), wells), 3);
  EXPECT_EQ(world.total(World::administrator(), wells), 3);
  EXPECT_EQ(world.total(world.as("市水利局"), wells), 3) << "the owner of the clause";
  EXPECT_EQ(world.total(world.as("市宣传局"), wells), -1) << "another department";
  EXPECT_EQ(world.total(world.as(white), wells), 2);
  EXPECT_EQ(world.total(world.as(black), wells), 1);
  EXPECT_EQ(world.total(enterprise_of(world, white_code), wells), 1);
  EXPECT_EQ(world.total(world.as("市水利局"), enterprises), -1) << "a note has no owners";
  const std::string list =
      RegisterWorld::done(world->registers(world.as("市宣传局"), plan_id, {})).print();
  EXPECT_EQ(list.find(wells), list.npos);
  EXPECT_NE(list.find(list_of_savers), list.npos);
}

TEST(RegisterAccess, ListsInFormulasHoldWhatTheReaderMaySee) {
  RegisterWorld world;
  add_wells(world);
  const auto wells_of_town = [&](const Actor& actor) {
    const Json page = RegisterWorld::done(world.page(actor, wells));
    return page["rows"].items()[0]["derived"]["全市井数"]["value"].text();
  };
  EXPECT_EQ(wells_of_town(world.office()), "3");
  EXPECT_EQ(wells_of_town(world.as(white)), "2");
  EXPECT_EQ(wells_of_town(enterprise_of(world, black_code)), "1");
}

TEST(RegisterAccess, CountiesWriteRowsOfTheirOwn) {
  RegisterWorld world;
  world.add_enterprises();
  const Actor county = world.as(white);
  EXPECT_TRUE(bool(world.add(county, wells, RegisterWorld::well("东乡", "1", white))));
  EXPECT_EQ(codes_of(world.add(county, wells, RegisterWorld::well("东乡", "2", black))),
            "SVC-G004");
  EXPECT_EQ(codes_of(world.change(county, wells, "东乡/1", 1, {{"所在县", black}})), "SVC-G004");
  EXPECT_EQ(codes_of(world.change(county, wells, "东乡/1", 1, {{"企业", black_code}})),
            "STORE-R006")
      << "what it may not see is not there";
  EXPECT_TRUE(bool(world.change(county, wells, "东乡/1", 1, {{"企业", white_code}})));
  EXPECT_EQ(codes_of(world.change(world.as(black), wells, "东乡/1", 2, {{"井深", "1"}})),
            "SVC-N001");
  EXPECT_EQ(codes_of(world.change(world.as("市水利局"), wells, "东乡/1", 2, {{"井深", "1"}})),
            "SVC-P001");
  EXPECT_EQ(codes_of(world.add(county, list_of_savers, {{"名称", "甲"}, {"县", white}})),
            "SVC-P001");
  EXPECT_EQ(codes_of(world.add(world.as("市宣传局"), wells, {})), "SVC-N001");
}

TEST(RegisterAccess, WhatEverybodyMayReadShowsItsPublicFields) {
  RegisterWorld world;
  for (const auto& [name, county] : {std::pair("甲厂", white), std::pair("乙厂", black)}) {
    RegisterWorld::done(
        world.add(world.office(), list_of_savers,
                  {{"名称", name}, {"县", county}, {"等级", "甲"}, {"内部意见", "再看"}}));
  }
  const Json page = RegisterWorld::done(world.page(world.as(white), list_of_savers));
  ASSERT_EQ(page["total"].text(), "2");
  for (const Json& row : page["rows"].items()) {
    const bool is_own = row["id"].text() == "甲厂";
    EXPECT_EQ(row["values"]["内部意见"].text(), is_own ? "再看" : "");
    EXPECT_EQ(row["values"]["等级"].text(), "甲");
  }
  RegisterRequest inside;
  inside.where = R"([{"field":"内部意见","op":"=","values":["再看"]}])";
  EXPECT_EQ(world.total(world.as(white), list_of_savers, inside), 1);
  EXPECT_EQ(world.total(world.as("市宣传局"), list_of_savers, inside), 0);
  const Json whole = RegisterWorld::done(world.one(world.as("市宣传局"), list_of_savers, "乙厂"));
  EXPECT_EQ(whole.print().find("再看"), std::string::npos);
  EXPECT_TRUE(whole["history"].items().empty());
}

TEST(RegisterAccess, AnEnterpriseNeedsItsRow) {
  RegisterWorld world;
  world.add_enterprises();
  const Actor root = World::administrator();
  EXPECT_EQ(code_of(world->add_account(root, {"e1", "e", "", {"enterprise"}, ""})), "SVC-A014");
  EXPECT_EQ(code_of(world->add_account(root, {"e1", "e", "", {"enterprise"}, "无"})), "SVC-A015");
  const Json made =
      RegisterWorld::done(world->add_account(root, {"e1", "e", "", {"enterprise"}, white_code}));
  EXPECT_EQ(made["user"]["enterprise"].text(), white_code);
  EXPECT_EQ(made["user"]["share_holder"].text(), "");
  AccountChange change;
  change.enterprise = black_code;
  EXPECT_EQ(
      RegisterWorld::done(world->change_account(root, "e1", change))["user"]["enterprise"].text(),
      black_code);
  // It holds no share, so figures of counties are not there for it.
  const Actor enterprise = enterprise_of(world, other_white_code);
  ASSERT_TRUE(bool(world.split({{white, "400", 0}}, "600")));
  const Json target = RegisterWorld::done(world->target(enterprise, plan_id, drip, {}));
  EXPECT_TRUE(target["figures"].items().empty());
}

TEST(RegisterAccess, FilesOfRowsAreReadByWhoMaySeeTheRow) {
  RegisterWorld world;
  const Actor county = world.as(white);
  const Json file = RegisterWorld::done(
      world->add_file(county, "现场.jpg", "image/jpeg", "\xFF\xD8\xFF picture"));
  const std::string hash = file["hash"].text();
  Fields fields = RegisterWorld::well("东乡", "1", white);
  fields.emplace_back("现场照片", Json::array({hash}));
  EXPECT_EQ(codes_of(world.add(world.as(black), wells, fields)), "SVC-F003");
  ASSERT_TRUE(bool(world.add(county, wells, fields)));
  const Json row = RegisterWorld::done(world.one(world.office(), wells, "东乡/1"))["row"];
  ASSERT_EQ(row["values"]["现场照片"].items().size(), 1u);
  EXPECT_EQ(row["values"]["现场照片"].items()[0]["name"].text(), "现场.jpg");
  EXPECT_TRUE(bool(world->file(world.office(), hash)));
  EXPECT_EQ(code_of(world->file(world.as(black), hash)), "SVC-N001");
  // Others keep what is there.
  EXPECT_TRUE(bool(
      world.change(world.office(), wells, "东乡/1", 1, {{"现场照片", Json(hash)}, {"井深", "5"}})));
}

/// The journal as somebody reads it: action, register and row of each entry, the newest first.
std::string journal_of(RegisterWorld& world, const Actor& actor) {
  const Json page = RegisterWorld::done(world->journal(actor, plan_id, INT64_MAX, 100));
  std::string text;
  for (const Json& entry : page["entries"].items()) {
    text += entry["action"].text() + " " + entry["register"].text() + " " + entry["row"].text();
    const Json& rows = entry["after"]["rows"];
    text += (rows.is_null() || rows.text() == "1" ? "" : " " + rows.text()) + "\n";
  }
  return text;
}

TEST(RegisterAccess, NobodyReadsDigests) {
  RegisterWorld world;
  add_wells(world);
  const Json all = RegisterWorld::done(world->journal(world.office(), plan_id, INT64_MAX, 100));
  const Json& after = all["entries"].items()[0]["after"];
  EXPECT_EQ(after["rows"].text(), "1");
  ASSERT_EQ(after["changes"].items().size(), 1u);
  EXPECT_EQ(after["changes"].items()[0]["id"].text(), "南乡/1");
  EXPECT_TRUE(after["changes"].items()[0]["row"].is_null()) << after.print();
  EXPECT_TRUE(after["digests"].is_null()) << after.print();
  EXPECT_TRUE(after["entry"].is_null()) << after.print();
}

TEST(RegisterAccess, TheJournalTellsEachOfTheRowsItMaySeeNow) {
  RegisterWorld world;
  add_wells(world);
  const Actor office = world.office();
  const std::string added = "add 机井 西乡/1\nadd 机井 东乡/1\nadd 企业 " +
                            std::string(other_white_code) + "\nadd 企业 " + white_code + "\n";
  EXPECT_EQ(journal_of(world, world.as(white)), added);
  const Actor enterprise = enterprise_of(world, white_code);
  EXPECT_EQ(journal_of(world, enterprise),
            "add 机井 东乡/1\nadd 企业 " + std::string(white_code) + "\n")
      << "an account without an agency sees its rows and nothing of others";
  EXPECT_EQ(journal_of(world, world.as("市宣传局")), "");

  BulkRequest bulk;
  bulk.fields = Json::object({{"井深", "12"}, {"联系电话", "139"}});
  bulk.dry_run = false;
  RegisterWorld::done(world->bulk_edit(office, plan_id, wells, bulk));
  const Json page = RegisterWorld::done(world->journal(world.as(white), plan_id, INT64_MAX, 1));
  const Json& entry = page["entries"].items()[0];
  EXPECT_EQ(entry["id"].text(), "5") << "numbers count the reader's own entries";
  EXPECT_TRUE(entry["hash"].is_null());
  EXPECT_EQ(entry["after"]["rows"].text(), "2") << "of three";
  ASSERT_EQ(entry["after"]["changes"].items().size(), 2u);
  for (const Json& change : entry["after"]["changes"].items()) {
    EXPECT_NE(change["id"].text(), "南乡/1");
    EXPECT_EQ(change["fields"]["井深"]["after"].text(), "12");
    EXPECT_EQ(change["fields"]["联系电话"]["after"].text(), "***");
    EXPECT_TRUE(change["row"].is_null());
  }
  EXPECT_TRUE(entry["after"]["digests"].is_null());

  RegisterWorld::done(world->unmask(office, plan_id, wells, "东乡/1", "联系电话"));
  EXPECT_EQ(journal_of(world, world.as(white)), "unmask 机井 东乡/1\nedit 机井  2\n" + added);
  EXPECT_EQ(journal_of(world, world.as(black)).find("unmask"), std::string::npos);
  ASSERT_TRUE(bool(world.change(office, wells, "东乡/1", 2, {{"所在县", black}})));
  EXPECT_EQ(journal_of(world, world.as(white)).find("东乡"), std::string::npos)
      << "it is another's now";
  EXPECT_EQ(journal_of(world, world.as(black)).substr(0, 40),
            std::string("edit 机井 东乡/1\nunmask 机井 东乡/1\n").substr(0, 40));
}

TEST(RegisterAccess, ARowThatIsTakenAwayIsNobodysInTheJournalUntilItComesBack) {
  RegisterWorld world;
  const Actor county = world.as(white);
  ASSERT_TRUE(bool(world.add(county, wells, RegisterWorld::well("东乡", "1", white))));
  ASSERT_TRUE(bool(world->void_row(county, plan_id, wells, "东乡/1", 1, "重复")));
  EXPECT_EQ(journal_of(world, county), "");
  ASSERT_TRUE(bool(world->restore_row(county, plan_id, wells, "东乡/1", 2)));
  const Json page = RegisterWorld::done(world->journal(county, plan_id, INT64_MAX, 100));
  ASSERT_EQ(page["entries"].items().size(), 4u);
  const Json& why = page["entries"].items()[1]["after"];
  EXPECT_EQ(why["why"].text(), "重复");
  EXPECT_TRUE(why["number"].is_null()) << "it counts the rows of all";
}

TEST(RegisterAccess, TheJournalOfATargetTellsOfNoRowThatIsCalledLikeIt) {
  RegisterWorld world;
  RegisterWorld::done(world.add(world.office(), list_of_savers,
                                {{"名称", std::string(drip) + "/甲"}, {"县", white}}));
  ASSERT_TRUE(bool(world.split({{white, "400", 0}}, "600")));
  const Json target = RegisterWorld::done(world->target(world.office(), plan_id, drip, {}));
  EXPECT_FALSE(target["journal"].items().empty());
  EXPECT_EQ(target["journal"].print().find(list_of_savers), std::string::npos);
}

TEST(RegisterAccess, WhatIsComputedFromMaskedFieldsIsMaskedAtAnyRemove) {
  RegisterWorld world;
  add_registers(world,
                "```register 来信\nkey: 代号\nfields:\n  代号: text required\n"
                "  县: region required\n  手机: text sensitive\nderived:\n"
                "  能回: 手机 != null\n  先办: 能回 and 县 != null\n  有县: 县 != null\n"
                "warn:\n  不能回: 能回\n  外县的信: 县 = null\n"
                "read: [office, county]\nwrite: [office, county]\n```\n\n"
                "```register 转办\nkey: 号\nfields:\n  号: text required\n"
                "  县: region required\n  来信: 来信\nderived:\n  转告: 来信.先办\n"
                "read: [office, county]\nwrite: [office, county]\n```\n\n"
                "```decision 办法\non: 来信\nvalue: if 先办 then \"快\" else \"慢\"\n```\n");
  const Actor office = world.office();
  RegisterWorld::done(world.add(office, "来信", {{"代号", "1"}, {"县", white}}));
  RegisterWorld::done(world.add(office, "转办", {{"号", "1"}, {"县", white}, {"来信", "1"}}));
  const Json letter = RegisterWorld::done(world.one(office, "来信", "1"));
  const Json& derived = letter["row"]["derived"];
  for (const char* name : {"能回", "先办", "办法"}) {
    EXPECT_EQ(derived[name]["value"].text(), "***") << name;
    EXPECT_TRUE(letter["explain"][name].is_null()) << name;
  }
  EXPECT_TRUE(derived["有县"]["value"].boolean());
  EXPECT_FALSE(letter["explain"]["有县"].is_null());
  ASSERT_EQ(letter["row"]["marks"].items().size(), 1u) << "不能回 would tell that 手机 is blank";
  EXPECT_EQ(letter["row"]["marks"].items()[0]["message"].text(), "外县的信");
  const Json passed = RegisterWorld::done(world.one(office, "转办", "1"))["row"];
  EXPECT_EQ(passed["derived"]["转告"]["value"].text(), "***");
}

TEST(RegisterAccess, ADepartmentLearnsNothingOfRegistersItMayNotRead) {
  RegisterWorld world;
  add_registers(world,
                "```register 宣传点\nkey: 代号\nfields:\n  代号: text required\n  井: 机井\n"
                "read: [office, agency 市宣传局]\nwrite: [office, agency 市宣传局]\n```\n\n"
                "```register 暗访\nkey: 号\nfields:\n  号: text required\n  点: 宣传点\n"
                "read: [office]\nwrite: [office]\n```\n");
  const Actor office = world.office();
  const Actor department = world.as("市宣传局");
  RegisterWorld::done(world.add(office, wells, RegisterWorld::well("东乡", "1", white)));
  EXPECT_EQ(codes_of(world.add(department, "宣传点", {{"代号", "1"}, {"井", "东乡/1"}})),
            "STORE-R006");
  ASSERT_TRUE(bool(world.add(department, "宣传点", {{"代号", "1"}})));
  RegisterWorld::done(world.add(office, "暗访", {{"号", "1"}, {"点", "1"}}));
  EXPECT_EQ(codes_of(world->void_row(department, plan_id, "宣传点", "1", 1, "撤点")), "SVC-G010");
  EXPECT_EQ(codes_of(world->void_row(office, plan_id, "宣传点", "1", 1, "撤点")), "STORE-R009");
}

TEST(RegisterAccess, APastViewTellsNothingOfWhatAnotherCountyMadeOfTheRow) {
  RegisterWorld world;
  const Actor office = world.office();
  ASSERT_TRUE(bool(world.add(office, wells, RegisterWorld::well("东乡", "1", white),
                             "2020-04-01")));
  ASSERT_TRUE(bool(world.change(office, wells, "东乡/1", 1, {{"所在县", black}}, "2020-05-01")));
  ASSERT_TRUE(bool(world.change(world.as(black), wells, "东乡/1", 2, {{"井深", "77"}})));
  ViewRequest april;
  april.as_of = Date::parse("2020-04-15").value();
  const auto versions = [&](const Actor& actor) {
    const Json row = RegisterWorld::done(world.one(actor, wells, "东乡/1", april));
    std::string text;
    for (const Json& change : row["history"].items()) text += change["version"].text() + " ";
    return text;
  };
  EXPECT_EQ(versions(world.as(white)), "1 ");
  EXPECT_EQ(versions(office), "3 2 1 ") << "today's row is the office's too";
}

TEST(RegisterAccess, RulesAreNotHeldAgainstRowsOfOthers) {
  RegisterWorld world;
  Fields fields = RegisterWorld::well("南乡", "1", black);
  fields.emplace_back("封填日期", "1999-12-31");
  EXPECT_EQ(codes_of(world.add(world.as(white), wells, fields)), "SVC-G004");
  fields[2].second = white;
  EXPECT_EQ(codes_of(world.add(world.as(white), wells, fields)), "SVC-G002");
  const Fields half = {{"乡镇", "南乡"}, {"井号", "1"}};
  EXPECT_EQ(codes_of(world.add(world.as(white), wells, half)).substr(0, 8), "SVC-G001")
      << "what is left blank, the region among it, is said before whose row it is";
}

TEST(RegisterAccess, ARowIsChangedOnlyForDaysWhenItWasThereAndOnesOwn) {
  RegisterWorld world;
  const Actor office = world.office();
  ASSERT_TRUE(bool(world.add(office, wells, RegisterWorld::well("东乡", "1", white),
                             "2020-03-01")));
  ASSERT_TRUE(bool(world.change(office, wells, "东乡/1", 1, {{"所在县", black}}, "2020-05-01")));
  const Result<Json> half =
      world.change(office, wells, "东乡/1", 2, {{"井深", "1"}}, "2020-02-29");
  ASSERT_EQ(codes_of(half), "SVC-G016");
  EXPECT_EQ(half.errors()[0].facts[2].value, "2020-03-01");
  EXPECT_EQ(codes_of(world.change(world.as(black), wells, "东乡/1", 2, {{"井深", "1"}},
                                  "2020-04-30")),
            "SVC-G004");
  EXPECT_TRUE(bool(world.change(world.as(black), wells, "东乡/1", 2, {{"井深", "1"}},
                                "2020-05-01")));
  EXPECT_TRUE(bool(world.change(office, wells, "东乡/1", 3, {{"井深", "2"}}, "2020-03-01")));
}

TEST(RegisterAccess, OfPublicRowsOnlyWhatIsPublicIsSaid) {
  RegisterWorld world;
  RegisterWorld::done(world.add(world.office(), list_of_savers,
                                {{"名称", "乙厂"}, {"县", black}, {"等级", "甲"}}));
  const Json theirs =
      RegisterWorld::done(world.one(world.as("市宣传局"), list_of_savers, "乙厂"))["row"];
  for (const char* key : {"version", "since", "holds_from", "recorded", "actor", "source"}) {
    EXPECT_TRUE(theirs[key].is_null()) << key;
  }
  EXPECT_EQ(theirs["id"].text(), "乙厂");
  const Json own = RegisterWorld::done(world.one(world.as(black), list_of_savers, "乙厂"))["row"];
  EXPECT_EQ(own["version"].text(), "1");
  EXPECT_EQ(own["actor"].text(), "市节水办公室");
  RegisterRequest by_source;
  by_source.where = R"([{"field":"来源","op":"blank"}])";
  EXPECT_EQ(world.total(world.as("市宣传局"), list_of_savers, by_source), 0);
  EXPECT_EQ(world.total(world.as(black), list_of_savers, by_source), 1);
}

TEST(RegisterAccess, TheNameOfAPublicRowIsSaidWhereTheFieldIsPublic) {
  RegisterWorld world;
  add_registers(world,
                "```register 黑名单\nkey: 代号\nfields:\n  代号: text required\n"
                "  名称: text\n  县: region\npublic: [代号]\nread: [public, county]\n"
                "write: [office]\n```\n");
  RegisterWorld::done(
      world.add(world.office(), "黑名单", {{"代号", "7"}, {"名称", "丙厂"}, {"县", black}}));
  const auto name_for = [&](const char* agency) {
    return RegisterWorld::done(world.one(world.as(agency), "黑名单", "7"))["row"]["name"].text();
  };
  EXPECT_EQ(name_for(black), "丙厂");
  EXPECT_EQ(name_for(white), "7");
}

TEST(RegisterAccess, MaskedReferencesDoNotShowFromTheOtherSide) {
  RegisterWorld world;
  add_registers(world,
                "```register 举报\nkey: 代号\nfields:\n  代号: text required\n"
                "  县: region required\n  井: 机井 sensitive\nread: [office, county]\n"
                "write: [office, county]\n```\n");
  const Actor office = world.office();
  RegisterWorld::done(world.add(office, wells, RegisterWorld::well("东乡", "1", white)));
  RegisterWorld::done(
      world.add(office, "举报", {{"代号", "1"}, {"县", white}, {"井", "东乡/1"}}));
  const Json row = RegisterWorld::done(world.one(office, wells, "东乡/1"));
  for (const Json& each : row["references"].items()) {
    EXPECT_NE(each["register"].text(), "举报");
  }
}

TEST(RegisterAccess, WhoMayNotReadARegisterDoesNotChangeItInBulk) {
  RegisterWorld world;
  add_registers(world,
                "```register 意见箱\nkey: 代号\nfields:\n  代号: text required\n"
                "  县: region required\n  意见: text\nread: [office]\n"
                "write: [office, county]\n```\n");
  RegisterWorld::done(
      world.add(world.office(), "意见箱", {{"代号", "1"}, {"县", white}, {"意见", "保密"}}));
  BulkRequest bulk;
  bulk.fields = Json::object({{"意见", "x"}});
  EXPECT_EQ(codes_of(world->bulk_edit(world.as(white), plan_id, "意见箱", bulk)), "SVC-P001");
  EXPECT_EQ(RegisterWorld::done(world->bulk_edit(world.office(), plan_id, "意见箱",
                                                 bulk))["rows"].text(),
            "1");
}

TEST(RegisterAccess, RowsOfOthersDoNotCrowdOutAName) {
  RegisterWorld world;
  add_registers(world,
                "```register 水渠\nkey: 代号\nfields:\n  代号: text required\n"
                "  名称: text\n  县: region required\nread: [office, county]\n"
                "write: [office, county]\n```\n\n"
                "```register 渠段\nkey: 代号\nfields:\n  代号: text required\n"
                "  县: region required\n  渠: 水渠\nread: [office, county]\n"
                "write: [office, county]\n```\n");
  for (int i = 10; i < 31; ++i) {
    RegisterWorld::done(world.add(
        world.office(), "水渠", {{"代号", std::to_string(i)}, {"名称", "干渠"}, {"县", black}}));
  }
  RegisterWorld::done(
      world.add(world.office(), "水渠", {{"代号", "99"}, {"名称", "干渠"}, {"县", white}}));
  const Json row = RegisterWorld::done(world.add(
      world.as(white), "渠段", {{"代号", "1"}, {"县", white}, {"渠", "干渠"}}))["row"];
  EXPECT_EQ(row["values"]["渠"]["id"].text(), "99");
}

}  // namespace
}  // namespace fangan::test
