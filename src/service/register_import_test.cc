// Tables that people send: what they would do, what is wrong with them, and that they are applied
// once or not at all.
#include "service/register_import.h"

#include <gtest/gtest.h>

#include <fstream>

#include "service/import_world_test.h"
#include "service/jobs.h"

namespace fangan::test {
namespace {

TEST(RegisterImport, ATableIsShownFirstAndThenAppliedOnce) {
  ImportWorld world;
  const Json sent = ImportWorld::done(world.send(world.office(), wells, three_wells));
  EXPECT_EQ(sent["job"]["state"].text(), "queued");
  world.work_off();
  const int64_t id = ImportWorld::id_of(sent);
  const Json job = ImportWorld::done(world->job(world.office(), id))["job"];
  EXPECT_EQ(job["state"].text(), "checked");
  EXPECT_EQ(ImportWorld::counts(job), "3/0/0/0");
  EXPECT_EQ(world.total(world.office(), wells), 0) << "what is only checked is not written";
  const Json& first = job["report"]["preview"].items().at(0);
  EXPECT_EQ(first["change"].text(), "new");
  EXPECT_EQ(first["fields"]["井深"]["after"].text(), "80.5");
  const Json done = world.applied(world.office(), job);
  EXPECT_EQ(done["state"].text(), "done");
  EXPECT_EQ(ImportWorld::counts(done), "3/0/0/0");
  EXPECT_EQ(world.total(world.office(), wells), 3);
  EXPECT_EQ(code_of(world->apply_job(world.office(), id)), "SVC-I020");
  world.work_off();
  EXPECT_EQ(world.total(world.office(), wells), 3);
  const Json well = ImportWorld::done(world.one(world.office(), wells, "南乡/1"))["row"];
  EXPECT_EQ(well["values"]["所在县"]["name"].text(), black);
}

TEST(RegisterImport, EverythingThatIsWrongIsSaidAtItsCell) {
  ImportWorld world;
  const Json job = world.checked(world.office(), wells,
                                 "井号,乡镇,所在县,井深,用途,封填日期,备注\n"
                                 "1,东乡,白石县,八十,农业,,\n"
                                 "2,东乡,白云县,80.55,渔业,2018-02-30,好\n"
                                 ",东乡,白石县,10,,,\n"
                                 "4,东乡,白石县,10,,1999-12-31,\n"
                                 "5,东乡,白石县,301,农业,,\n"
                                 "4,东乡,白石县,11,,,\n"
                                 "6,东乡,,150,,,\n");
  EXPECT_EQ(job["state"].text(), "refused");
  EXPECT_EQ(ImportWorld::errors(job),
            "D2 CAMP-F001\n"
            "C3 CAMP-F006\nD3 CAMP-F002\nE3 CAMP-F005\nF3 CAMP-F003\n"
            "A4 STORE-R005\n"
            "F5 SVC-G002\n"
            "E6 SVC-G002\n"
            "B7 SVC-I004\n"
            "C8 SVC-G001\n");
  EXPECT_EQ(ImportWorld::errors(job, "warnings"), "G1 SVC-I015\n");
  EXPECT_EQ(code_of(world->apply_job(world.office(), std::stoll(job["id"].text()))), "SVC-I020");
  EXPECT_EQ(world.total(world.office(), wells), 0);
}

TEST(RegisterImport, RowsThatWillBearAMarkAreNamed) {
  ImportWorld world;
  const Json job =
      world.checked(world.office(), wells, "乡镇,井号,所在县,井深\n东乡,1,白石县,101\n");
  EXPECT_EQ(job["state"].text(), "checked");
  EXPECT_EQ(ImportWorld::errors(job, "warnings"), "row 2 SVC-I018\n");
}

TEST(RegisterImport, ColumnsAreNamedRightOrSaidToBeWrong) {
  ImportWorld world;
  const Json near = world.checked(world.office(), wells,
                                  "乡镇,井号,所在县,井 深,用图,过深\n东乡,1,白石县,5,农业,是\n");
  EXPECT_EQ(ImportWorld::errors(near), "E1 SVC-I001\n");
  EXPECT_EQ(ImportWorld::errors(near, "warnings"), "F1 SVC-I014\n");
  const Json lacks = world.checked(world.office(), wells, "乡镇,所在县,井深\n东乡,白石县,5\n");
  EXPECT_EQ(ImportWorld::errors(lacks), "row 1 SVC-I002\n");
  const Json empty = world.checked(world.office(), wells, "乡镇,井号,所在县\n");
  EXPECT_EQ(ImportWorld::errors(empty), "row 0 SVC-I009\n");
}

TEST(RegisterImport, WhatIsExportedComesBackWithoutAChange) {
  ImportWorld world;
  world.add_enterprises();
  ImportWorld::done(world.add(world.office(), wells,
                              {{"乡镇", "=1+1"}, {"井号", "007"}, {"所在县", white},
                               {"企业", white_code}, {"井深", "80.5"}, {"用途", "农业"},
                               {"设施", "井房、水泵"}, {"封填日期", "2019-02-28"},
                               {"已封填", "否"}, {"联系电话", "13800000000"}}));
  ImportWorld::done(world.add(world.office(), wells,
                              {{"乡镇", "'=1+1"}, {"井号", "8"}, {"所在县", black}}));
  ImportWorld::done(world.add(world.office(), patrols,
                              {{"县", white}, {"日期", "2020-05-01"}, {"说明", "清空"}}));
  for (const SheetForm form : {SheetForm::xlsx, SheetForm::csv}) {
    const std::string bytes = world.exported(world.office(), wells, form);
    const char* name = form == SheetForm::csv ? csv_name : xlsx_name;
    EXPECT_EQ(bytes.find("13800000000"), bytes.npos);
    const Json job = world.checked(world.office(), wells, bytes, name);
    EXPECT_EQ(job["state"].text(), "checked") << ImportWorld::errors(job);
    EXPECT_EQ(ImportWorld::counts(job), "0/0/2/0") << name;
    const Json patrol = world.checked(world.office(), patrols,
                                      world.exported(world.office(), patrols, form), name);
    EXPECT_EQ(ImportWorld::counts(patrol), "0/0/1/0") << ImportWorld::errors(patrol);
  }
  const std::string cells = ImportWorld::cells_of(world.exported(world.office(), wells));
  const std::string row = "=1+1|007|白石县|91990101YL0000012X|80.5|农业|水泵、井房|";
  EXPECT_NE(cells.find(row + "2019-02-28|否||***|"), cells.npos) << cells;
}

TEST(RegisterImport, AnEmptyCellLeavesAndTheWordClears) {
  ImportWorld world;
  ImportWorld::done(world.add(world.office(), wells,
                              {{"乡镇", "东乡"}, {"井号", "1"}, {"所在县", white}, {"井深", "80"},
                               {"用途", "农业"}, {"联系电话", "138"}}));
  const Json job = world.checked(world.office(), wells,
                                 "乡镇,井号,井深,用途,联系电话\n东乡,1,,清空,***\n");
  EXPECT_EQ(ImportWorld::counts(job), "0/1/0/0") << ImportWorld::errors(job);
  world.applied(world.office(), job);
  const Json row = ImportWorld::done(world.one(world.office(), wells, "东乡/1"))["row"];
  EXPECT_EQ(row["values"]["井深"].text(), "80");
  EXPECT_TRUE(row["values"]["用途"].is_null());
  EXPECT_EQ(row["values"]["联系电话"].text(), "***");
  const Json key = world.checked(world.office(), wells, "乡镇,井号,所在县\n清空,1,白石县\n");
  EXPECT_NE(ImportWorld::errors(key).find("A2 SVC-I017"), std::string::npos);
}

/// Replaces a text in a CSV export.
std::string with(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, text.npos) << from << " in " << text;
  if (at != text.npos) text.replace(at, from.size(), to);
  return text;
}

TEST(RegisterImport, ACorrectedKeyMeansTheSameRow) {
  ImportWorld world;
  ImportWorld::done(world.add(world.office(), wells, RegisterWorld::well("东乡", "1", white)));
  ImportWorld::done(world.add(world.office(), wells, RegisterWorld::well("东乡", "2", white)));
  const std::string sheet = world.exported(world.office(), wells, SheetForm::csv);
  const Json taken = world.checked(world.office(), wells, with(sheet, ",东乡,1,", ",东乡,2,"));
  EXPECT_NE(ImportWorld::errors(taken).find("STORE-R004"), std::string::npos);
  const Json job = world.checked(world.office(), wells, with(sheet, ",东乡,1,", ",东乡,3,"));
  EXPECT_EQ(ImportWorld::counts(job), "0/1/1/0") << ImportWorld::errors(job);
  world.applied(world.office(), job);
  EXPECT_EQ(world.total(world.office(), wells), 2);
  EXPECT_EQ(code_of(world.one(world.office(), wells, "东乡/1")), "SVC-N001");
  EXPECT_TRUE(bool(world.one(world.office(), wells, "东乡/3")));
}

TEST(RegisterImport, ACopiedRowIsANewOne) {
  ImportWorld world;
  ImportWorld::done(world.add(world.office(), wells, RegisterWorld::well("东乡", "1", white)));
  std::string sheet = world.exported(world.office(), wells, SheetForm::csv);
  const std::string line = sheet.substr(sheet.find('\n') + 1);
  const std::string copy = with(line, ",东乡,1,", ",东乡,9,");
  const Json job = world.checked(world.office(), wells, sheet.substr(0, sheet.find('\n') + 1) +
                                                            copy + line);
  EXPECT_EQ(ImportWorld::counts(job), "1/0/1/0") << ImportWorld::errors(job);
}

TEST(RegisterImport, CellsThatBothChangedAreShownAndOthersMerged) {
  ImportWorld world;
  const Json row = ImportWorld::done(world.add(
      world.office(), wells,
      {{"乡镇", "东乡"}, {"井号", "1"}, {"所在县", white}, {"井深", "80"}, {"用途", "农业"}}));
  const std::string sheet = world.exported(world.office(), wells, SheetForm::csv);
  ImportWorld::done(world.change(world.office(), wells, "东乡/1", 1, {{"井深", "90"}}));
  // The sheet still says 80, which nobody wrote into it.
  const Json merged = world.checked(world.office(), wells, with(sheet, "农业", "工业"));
  EXPECT_EQ(ImportWorld::counts(merged), "0/1/0/0") << ImportWorld::errors(merged);
  EXPECT_EQ(merged["report"]["preview"].items().at(0)["fields"].members().size(), 1u);
  const Json both = world.checked(world.office(), wells, with(sheet, ",80,", ",70,"));
  EXPECT_EQ(both["state"].text(), "refused");
  EXPECT_EQ(ImportWorld::errors(both), "F2 SVC-I005\n");
  const Json same = world.checked(world.office(), wells, sheet);
  EXPECT_EQ(ImportWorld::counts(same), "0/0/1/0");
  ImportWorld::done(world->void_row(world.office(), plan_id, wells, "东乡/1", 2, "重复"));
  const Json gone = world.checked(world.office(), wells, sheet);
  EXPECT_EQ(ImportWorld::errors(gone), "A2 SVC-I003\n");
}

TEST(RegisterImport, WhatChangedBetweenLookAndApplyIsLookedAtAgain) {
  ImportWorld world;
  const Json job = world.checked(world.office(), wells, three_wells);
  ImportWorld::done(world.add(world.office(), wells, RegisterWorld::well("东乡", "2", black)));
  const Json done = world.applied(world.office(), job);
  EXPECT_EQ(done["state"].text(), "done") << "the row is there now, and is changed";
  EXPECT_EQ(ImportWorld::counts(done), "2/1/0/0");
  const Json second =
      world.checked(world.office(), patrols, "县,日期,井\n白石县,2020-05-01,东乡/1\n");
  EXPECT_EQ(second["state"].text(), "checked") << ImportWorld::errors(second);
  ImportWorld::done(world->void_row(world.office(), plan_id, wells, "东乡/1", 1, "重复"));
  const Json refused = world.applied(world.office(), second);
  EXPECT_EQ(refused["state"].text(), "refused");
  EXPECT_EQ(ImportWorld::errors(refused), "C2 STORE-R006\n");
  EXPECT_EQ(world.total(world.office(), patrols), 0);
}

TEST(RegisterImport, ReferencesAreKeysOrNames) {
  ImportWorld world;
  world.add_enterprises();
  ImportWorld::done(world.add(world.office(), enterprises,
                              {{"统一社会信用代码", "无码：筹建"}, {"名称", "白石酒厂"},
                               {"所在县", white}}));
  const Json job = world.checked(world.office(), wells,
                                 std::string("乡镇,井号,所在县,企业\n东乡,1,白石县,") + black_code +
                                     "\n东乡,2,白石县,黑水钢厂\n东乡,3,白石县,白石酒厂\n"
                                     "东乡,4,白石县,无此厂\n");
  EXPECT_EQ(ImportWorld::errors(job), "D4 CAMP-F014\nD5 STORE-R006\n");
  const std::string& said = job["report"]["errors"].items().at(0)["error"]["zh"].text();
  EXPECT_NE(said.find(white_code), said.npos) << said;
}

TEST(RegisterImport, ACountyImportsItsOwnRowsAndLearnsNothingOfOthers) {
  const auto report_beside = [](bool neighbour) {
    ImportWorld world;
    if (neighbour) {
      ImportWorld::done(world.add(world.office(), wells, RegisterWorld::well("南乡", "1", black)));
      ImportWorld::done(
          world.add(world.office(), patrols, {{"县", black}, {"日期", "2020-05-01"}}));
      world.checked(world.as(black), wells, "乡镇,井号,所在县\n南乡,9,黑水县\n");
    }
    ImportWorld::done(world.add(world.office(), wells, RegisterWorld::well("东乡", "1", white)));
    const std::string csv =
        "编号#版本,乡镇,井号,所在县\n"
        "东乡/1#1,东乡,1,白石县\n,东乡,2,白石县\n,西乡,1,黑水县\n南乡/1#1,南乡,1,黑水县\n";
    Json job = world.checked(world.as(white), wells, csv);
    EXPECT_EQ(ImportWorld::errors(job), "D4 SVC-G004\nA5 SVC-I003\n");
    job.set("created", "");
    return job.print() + world.exported(world.as(white), wells, SheetForm::csv) +
           ImportWorld::done(world->jobs(world.as(white)))["jobs"].items().at(0)["id"].text();
  };
  EXPECT_EQ(report_beside(false), report_beside(true));
}

TEST(RegisterImport, APublicRowOfAnotherIsRefusedBeforeItIsComparedWith) {
  ImportWorld world;
  Package package = invented_plan();
  for (PackageFile& file : package.files) {
    if (file.name != "registers.md") continue;
    file.bytes +=
        "\n```register 公示\nkey: 名称\nfields:\n  名称: text required\n  县: region required\n"
        "  内部意见: text\npublic: [名称]\nread: [public, county]\nwrite: [office, county]\n```\n";
  }
  ASSERT_TRUE(bool(world->load_package(package, "test")));
  ImportWorld::done(world.add(world.office(), "公示",
                              {{"名称", "乙厂"}, {"县", black}, {"内部意见", "初看"}}));
  ImportWorld::done(world.change(world.office(), "公示", "乙厂", 1, {{"内部意见", "不宜公开"}}));
  for (const char* guess : {"猜", "不宜公开", "初看"}) {
    const std::string mark = "编号#版本,名称,内部意见\n乙厂#1,乙厂,";
    const Json job = world.checked(world.as(white), "公示", mark + guess + "\n");
    EXPECT_EQ(ImportWorld::errors(job), "row 2 SVC-G004\n") << guess;
    EXPECT_EQ(ImportWorld::counts(job), "0/0/0/1") << guess;
  }
}

TEST(RegisterImport, AGuessAtAMaskedValueIsAChangeWhetherRightOrWrong) {
  ImportWorld world;
  Fields fields = RegisterWorld::well("东乡", "1", white);
  fields.emplace_back("联系电话", "138");
  ImportWorld::done(world.add(world.office(), wells, fields));
  for (const char* guess : {"138", "139"}) {
    const Json job = world.checked(world.as(white), wells,
                                   std::string("乡镇,井号,联系电话\n东乡,1,") + guess + "\n");
    EXPECT_EQ(ImportWorld::counts(job), "0/1/0/0") << guess;
  }
  ImportWorld::done(world.change(world.office(), wells, "东乡/1", 1, {{"井深", "5"}}));
  for (const char* guess : {"138", "139"}) {
    const Json job =
        world.checked(world.as(white), wells,
                      std::string("编号#版本,乡镇,井号,联系电话\n东乡/1#1,东乡,1,") + guess + "\n");
    EXPECT_EQ(ImportWorld::counts(job), "0/1/0/0") << guess;
  }
}

TEST(RegisterImport, ARowIsNotChangedForDaysBeforeItWasThere) {
  ImportWorld world;
  ImportWorld::done(
      world.add(world.office(), wells, RegisterWorld::well("东乡", "1", white), "2020-03-01"));
  const auto errors = [&](const char* day) {
    return ImportWorld::errors(world.checked(
        world.as(white), wells, std::string("乡镇,井号,井深,自\n东乡,1,5,") + day + "\n"));
  };
  EXPECT_EQ(errors("2020-02-29"), "D2 SVC-G016\n");
  EXPECT_EQ(errors("2020-03-01"), "");
}

/// Two registers of the same columns, one of them by year.
TEST(RegisterImport, ARowKeepsItsPeriodAndAWorkbookItsRegister) {
  ImportWorld world;
  Package package = invented_plan();
  for (PackageFile& file : package.files) {
    if (file.name != "registers.md") continue;
    for (const char* name : {"年报", "另一年报"}) {
      file.bytes += "\n```register " + std::string(name) +
                    "\nkey: 县\nperiod: year\nfields:\n  县: region required\n  用水量: number\n"
                    "read: [office, county]\nwrite: [office, county]\n```\n";
    }
  }
  ASSERT_TRUE(bool(world->load_package(package, "test")));
  const Json job = world.checked(world.office(), "年报",
                                 "县,期,用水量\n白石县,2019,5\n白石县,2020,6\n黑水县,十九,7\n");
  EXPECT_EQ(ImportWorld::errors(job), "B4 CAMP-F011\n");
  const Json lacks = world.checked(world.office(), "年报", "县,用水量\n白石县,5\n");
  EXPECT_EQ(ImportWorld::errors(lacks), "row 1 SVC-I002\n");
  const Json good = world.checked(world.office(), "年报", "县,期,用水量\n白石县,2019,5\n");
  EXPECT_EQ(world.applied(world.office(), good)["state"].text(), "done");
  const std::string sheet = world.exported(world.office(), "年报", SheetForm::csv);
  EXPECT_EQ(ImportWorld::counts(world.checked(world.office(), "年报", sheet)), "0/0/1/0");
  const Json moved = world.checked(world.office(), "年报", with(sheet, ",2019,", ",2018,"));
  EXPECT_EQ(ImportWorld::errors(moved), "B2 SVC-I007\n");
  const Json other = world.checked(world.office(), "另一年报",
                                   world.exported(world.office(), "年报"), xlsx_name);
  EXPECT_EQ(ImportWorld::errors(other), "row 0 SVC-I008\n");
}

/// A clerk's first tasks: the template filled in, what is wrong mended in the workbook that came
/// back, a figure corrected in an export.
TEST(RegisterImport, AClerkFillsInATemplateMendsItAndCorrectsAnExport) {
  ImportWorld world;
  const Actor clerk = world.as(white);
  const std::string blank = world.exported(clerk, wells, SheetForm::blank);
  const std::string titles = ImportWorld::cells_of(blank);
  EXPECT_EQ(titles.find("编号#版本|乡镇|井号|所在县|"), 0u) << titles;
  const Json wrong = world.checked(clerk, wells,
                                   "白石县自备井登记表\n\n乡镇*,井号*,所在县*,井深（米）\n"
                                   "东乡,1,白石县,8O\n东乡,2,白石县,60\n");
  EXPECT_EQ(wrong["state"].text(), "refused");
  EXPECT_EQ(ImportWorld::errors(wrong), "D4 CAMP-F001\n");
  const Result<FileContent> back =
      world->returned_file(clerk, std::stoll(wrong["id"].text()));
  ASSERT_TRUE(bool(back)) << code_of(back);
  const std::string returned = ImportWorld::cells_of(back.value().bytes);
  EXPECT_NE(returned.find("|东乡|1|白石县|8O|"), returned.npos) << returned;
  const Json mended = world.checked(
      clerk, wells, "错误,乡镇,井号,所在县,井深\nD4 ...,东乡,1,白石县,80\n,东乡,2,白石县,60\n");
  EXPECT_EQ(ImportWorld::counts(mended), "2/0/0/0") << ImportWorld::errors(mended);
  EXPECT_EQ(world.applied(clerk, mended)["state"].text(), "done");
  const std::string sheet = world.exported(clerk, wells, SheetForm::csv);
  const Json corrected = world.checked(clerk, wells, with(sheet, ",80,", ",81.5,"));
  EXPECT_EQ(ImportWorld::counts(corrected), "0/1/1/0") << ImportWorld::errors(corrected);
  world.applied(clerk, corrected);
  const Json row = ImportWorld::done(world.one(clerk, wells, "东乡/1"))["row"];
  EXPECT_EQ(row["values"]["井深"].text(), "81.5");
}

TEST(RegisterImport, ListenersHearOfItAsFarAsTheyMaySee) {
  ImportWorld world;
  std::string told;
  const auto tell = [&told](const char* who) {
    return [&told, who](const ChangeEvent& event) {
      told += std::string(who) + event.action + " ";
    };
  };
  const auto first = world->listen(world.as(white), plan_id, 0, tell("white:")).value();
  const auto second = world->listen(world.as(black), plan_id, 0, tell("black:")).value();
  world.applied(world.office(), world.checked(world.office(), wells,
                                              "乡镇,井号,所在县\n东乡,1,白石县\n"));
  EXPECT_EQ(told, "white:import ");
}

/// A file imported without a job.
ImportOutcome imported(ImportWorld* world, const char* name, const std::string& bytes) {
  const std::string path = world->file("sent.csv");
  std::ofstream(path, std::ios::binary) << bytes;
  Result<ImportOutcome> outcome = world->service().import_file(world->office(), plan_id, name, path,
                                                              ImportPhase::apply);
  EXPECT_TRUE(bool(outcome)) << code_of(outcome);
  return outcome ? std::move(outcome).value() : ImportOutcome{};
}

TEST(RegisterImport, ManyRowsAreWrittenWhileOthersAreRead) {
  ImportWorld world;
  std::string table = "乡镇,井号,所在县,井深\n";
  for (int i = 1; i <= 3000; ++i) table += "东乡," + std::to_string(i) + ",白石县,80\n";
  const ImportOutcome outcome = imported(&world, wells, table);
  EXPECT_TRUE(outcome.is_written);
  EXPECT_EQ(outcome.report.added, 3000);
  EXPECT_EQ(world.total(world.office(), wells), 3000);
  table += "南乡,1,白石县,80\n南乡,1,白石县,81\n";
  const ImportOutcome twice = imported(&world, wells, table);
  EXPECT_FALSE(twice.is_written);
  ASSERT_EQ(twice.report.errors.size(), 1u);
  EXPECT_EQ(twice.report.errors[0].error.code, "SVC-I004");
  EXPECT_EQ(world.total(world.office(), wells), 3000);
}

TEST(RegisterImport, WhatTheStoreRefusesIsSaidAtItsRow) {
  ImportWorld world;
  imported(&world, wells, "乡镇,井号,所在县\n东乡,1,白石县\n东乡,2,白石县\n");
  const std::string sheet = world.exported(world.office(), wells, SheetForm::csv);
  const ImportOutcome outcome = imported(&world, wells, with(sheet, ",东乡,2,", ",东乡,1,"));
  EXPECT_FALSE(outcome.is_written);
  ASSERT_EQ(outcome.report.errors.size(), 1u);
  EXPECT_EQ(outcome.report.errors[0].error.code, "STORE-R004");
  EXPECT_EQ(outcome.report.errors[0].row, 3u);
}

TEST(RegisterImport, ARowMayNameOneFurtherUpInItsTable) {
  ImportWorld world;
  Package package = invented_plan();
  for (PackageFile& file : package.files) {
    if (file.name != "registers.md") continue;
    file.bytes +=
        "\n```register 渠道\nkey: 名称\nfields:\n  名称: text required\n  上级: 渠道\n"
        "read: [office]\nwrite: [office]\n```\n";
  }
  ASSERT_TRUE(bool(world->load_package(package, "test")));
  const std::string table = "名称,上级\n干渠,\n支渠,干渠\n";
  const Json looked = world.checked(world.office(), "渠道", table);
  EXPECT_EQ(ImportWorld::counts(looked), "2/0/0/0") << ImportWorld::errors(looked);
  EXPECT_EQ(world.total(world.office(), "渠道"), 0) << "only looked at";
  const Json lost = world.checked(world.office(), "渠道", "名称,上级\n支渠,干渠\n");
  EXPECT_EQ(ImportWorld::errors(lost), "B2 STORE-R006\n");
  const ImportOutcome outcome = imported(&world, "渠道", table);
  EXPECT_TRUE(outcome.is_written);
  EXPECT_EQ(outcome.report.added, 2);
}

}  // namespace
}  // namespace fangan::test
