// Jobs that import: whose they are, what they refuse and give back, and that a start goes on with
// them.
#include "service/import_job.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "service/import_world_test.h"
#include "service/jobs.h"

namespace fangan::test {
namespace {

TEST(ImportJob, JobsAreTheirOwnersAndTheOfficesToSee) {
  ImportWorld world;
  const Json job = world.checked(world.as(white), wells, "乡镇,井号,所在县\n东乡,1,白石县\n");
  const int64_t id = std::stoll(job["id"].text());
  EXPECT_EQ(code_of(world->job(world.as(black), id)), "SVC-N001");
  EXPECT_EQ(code_of(world->apply_job(world.as(black), id)), "SVC-N001");
  EXPECT_EQ(code_of(world->returned_file(world.as(black), id)), "SVC-N001");
  EXPECT_EQ(ImportWorld::done(world->jobs(world.as(black)))["jobs"].items().size(), 0u);
  EXPECT_EQ(ImportWorld::done(world->jobs(world.office()))["jobs"].items().size(), 1u);
  EXPECT_EQ(code_of(world->apply_job(world.office(), id)), "SVC-P001");
  EXPECT_EQ(code_of(world->returned_file(world.office(), id)), "SVC-N001");
  EXPECT_EQ(code_of(world.send(world.as(white), list_of_savers, three_wells)), "SVC-P001");
  EXPECT_EQ(code_of(world.send(world.as(white), "单位", three_wells)), "SVC-G009");
  EXPECT_EQ(code_of(world.send(world.as(white), "无此台账", three_wells)), "SVC-N001");
}

TEST(ImportJob, TheWorkbookThatGoesBackBearsTheErrors) {
  ImportWorld world;
  const Json job = world.checked(world.office(), wells,
                                 "乡镇,井号,所在县,井深\n东乡,1,白石县,八十\n东乡,2,白石县,8\n");
  const Result<FileContent> file =
      world->returned_file(world.office(), std::stoll(job["id"].text()));
  ASSERT_TRUE(bool(file)) << code_of(file);
  const std::string cells = ImportWorld::cells_of(file.value().bytes);
  EXPECT_NE(cells.find("错误|乡镇|井号|所在县|井深|"), cells.npos) << cells;
  EXPECT_NE(cells.find("八十"), cells.npos) << cells;
  EXPECT_NE(cells.find("|东乡|2|白石县|8|"), cells.npos) << cells;
  // Mended, it is sent again as it is.
  const Json again =
      world.checked(world.office(), wells, file.value().bytes, file.value().name);
  EXPECT_EQ(again["state"].text(), "refused");
  EXPECT_EQ(again["report"]["error_count"].text(), "1");
}

TEST(ImportJob, ATemplateIsOfItsRegister) {
  ImportWorld world;
  const std::string blank = world.exported(world.office(), wells, SheetForm::blank);
  EXPECT_EQ(ImportWorld::cells_of(blank).find("编号#版本|乡镇|井号|所在县|企业|"), 0u);
  const Json empty = world.checked(world.office(), wells, blank, xlsx_name);
  EXPECT_EQ(ImportWorld::errors(empty), "row 0 SVC-I009\n");
  const Json other = world.checked(world.office(), patrols, blank, xlsx_name);
  EXPECT_EQ(other["state"].text(), "refused");
  EXPECT_EQ(code_of(world->export_file(world.as(white), plan_id, list_of_savers, {}, {},
                                       SheetForm::blank)),
            "SVC-P001");
}

TEST(ImportJob, HostileFilesAreRefusedWithTheirReason) {
  ImportWorld world;
  const std::pair<std::string, const char*> files[] = {
      {"PK\x03\x04 not really", xlsx_name},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", xlsx_name},
      {"<html><table></table></html>", xlsx_name},
      {"", csv_name},
      {"\"never closed\n", csv_name},
      {std::string(100'000, ','), csv_name},
  };
  for (const auto& [bytes, name] : files) {
    const Json job = world.checked(world.office(), wells, bytes, name);
    EXPECT_EQ(job["state"].text(), "refused") << bytes.substr(0, 20);
    EXPECT_FALSE(job["error"]["code"].text().empty()) << bytes.substr(0, 20);
    EXPECT_FALSE(job["error"]["hint_zh"].text().empty()) << bytes.substr(0, 20);
  }
  EXPECT_EQ(world.total(world.office(), wells), 0);
}

TEST(ImportJob, StatesComeByStepsButTheOfficeSaysWhereARowBegins) {
  ImportWorld world;
  const std::string csv = "乡镇,井号,所在县,封填日期,状态\n东乡,1,白石县,2020-03-01,已上报\n";
  const Json county = world.checked(world.as(white), wells, csv);
  EXPECT_EQ(ImportWorld::errors(county), "E2 SVC-I006\n");
  const Json job = world.checked(world.office(), wells, csv);
  world.applied(world.office(), job);
  const Json row = ImportWorld::done(world.one(world.office(), wells, "东乡/1"))["row"];
  EXPECT_EQ(row["state"].text(), "已上报");
  const Json again = world.checked(
      world.office(), wells, "乡镇,井号,所在县,封填日期,状态\n东乡,1,白石县,2020-03-01,在用\n");
  EXPECT_EQ(ImportWorld::errors(again), "E2 SVC-I006\n");
  const Json locked =
      world.checked(world.as(white), wells, "乡镇,井号,所在县,井深\n东乡,1,白石县,5\n");
  EXPECT_EQ(ImportWorld::errors(locked), "row 2 SVC-G003\n");
}

TEST(ImportJob, WhatIsUnderWayGoesOnWithTheNextStart) {
  ImportWorld world;
  const Json sent = ImportWorld::done(world.send(world.office(), wells, three_wells));
  const int64_t id = ImportWorld::id_of(sent);
  world.reopen();
  world.work_off();
  const Json job = ImportWorld::done(world->job(world.office(), id))["job"];
  EXPECT_EQ(job["state"].text(), "checked");
  ImportWorld::done(world->apply_job(world.office(), id));
  world.reopen();
  EXPECT_EQ(ImportWorld::done(world->job(world.office(), id))["job"]["state"].text(), "applying");
  world.work_off();
  world.reopen();
  world.work_off();
  EXPECT_EQ(ImportWorld::done(world->job(world.office(), id))["job"]["state"].text(), "done");
  EXPECT_EQ(world.total(world.office(), wells), 3);
  const Json lost = ImportWorld::done(world.send(world.office(), wells, three_wells));
  std::filesystem::remove(job_file_path(world.file("store.db"), ImportWorld::id_of(lost)));
  world.work_off();
  const Json failed =
      ImportWorld::done(world->job(world.office(), ImportWorld::id_of(lost)))["job"];
  EXPECT_EQ(failed["state"].text(), "failed");
  EXPECT_EQ(failed["error"]["code"].text(), "SVC-I013");
}

TEST(ImportJob, WhatIsGivenUpWritesNothing) {
  ImportWorld world;
  const Json sent = ImportWorld::done(world.send(world.office(), wells, three_wells));
  const int64_t id = ImportWorld::id_of(sent);
  ImportWorld::done(world->cancel_job(world.office(), id));
  world.work_off();
  EXPECT_EQ(ImportWorld::done(world->job(world.office(), id))["job"]["state"].text(), "cancelled");
  EXPECT_FALSE(std::filesystem::exists(job_file_path(world.file("store.db"), id)));
  EXPECT_EQ(code_of(world->cancel_job(world.office(), id)), "SVC-I020");
  for (int i = 0; i < 20; ++i) ImportWorld::done(world.send(world.office(), wells, three_wells));
  EXPECT_EQ(code_of(world.send(world.office(), wells, three_wells)), "SVC-I019");
}

TEST(ImportJob, AJobThatWasGivenUpSaysSo) {
  ImportWorld world;
  const Json job = world.checked(world.office(), wells, three_wells);
  const Json given_up =
      ImportWorld::done(world->cancel_job(world.office(), std::stoll(job["id"].text())))["job"];
  EXPECT_EQ(given_up["error"]["code"].text(), "SVC-I010");
  EXPECT_TRUE(given_up["report"].is_null());
}

TEST(ImportJob, FilesThatAreTooLargeOrCannotBeKeptAreRefused) {
  ImportWorld world;
  EXPECT_EQ(code_of(world.send(world.office(), wells, std::string((256u << 20) + 1, 'x'))),
            "SVC-I012");
  std::ofstream(world.file("store.db.jobs")) << "where the folder should be";
  EXPECT_EQ(code_of(world.send(world.office(), wells, three_wells)), "SVC-I011");
  EXPECT_EQ(ImportWorld::done(world->jobs(world.office()))["jobs"].items().size(), 0u);
}

TEST(ImportJob, AHiddenNumberThatIsNoneIsSaid) {
  ImportWorld world;
  const Json mark = world.checked(world.office(), wells,
                                  "编号#版本,乡镇,井号,所在县\n7,东乡,1,白石县\n");
  EXPECT_EQ(ImportWorld::errors(mark), "A2 SVC-I016\n");
}

}  // namespace
}  // namespace fangan::test
