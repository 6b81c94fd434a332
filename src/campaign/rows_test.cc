// Formulas over rows held in memory: what language.md 3 says of records, grades, series and days.
#include "campaign/rows.h"

#include <gtest/gtest.h>

#include "campaign/rows_world_test.h"
#include "text/messages.h"
#include "value/compare.h"
#include "value/value_json.h"

namespace fangan {
namespace {

TEST(Rows, ReadsFieldsReferencesAndBackListsToAnyDepth) {
  RowsWorld world(enterprises());
  world.add_enterprises();
  EXPECT_EQ(print(world.ask_row("机组", "甲/1", "企业.规模").value), "\"大型\"");
  EXPECT_EQ(print(world.ask_row("企业", "甲", "count(研发机构)").value), "2");
  EXPECT_EQ(print(world.ask_row("企业", "乙", "count(研发机构)").value), "0");
  EXPECT_EQ(world.print("count(企业[count(研发机构[级别 = \"省级\"]) > 0])"), "1");
  EXPECT_EQ(
      print(world.ask_row("机组", "甲/1", "企业.研发机构[级别 = \"市级\"][1].企业.代码").value),
      "\"甲\"");
  EXPECT_EQ(print(world.ask_row("企业", "甲", "主管.kind").value), "\"部门\"");
}

TEST(Rows, StandInTheOrderOfTheirKeys) {
  RowsWorld world(enterprises());
  world.add_enterprises();
  EXPECT_EQ(world.print("机组.机号"), "[10, 1, 2]");  // 乙 stands before 甲 by code point.
  EXPECT_EQ(world.print("机组.编号"), "[\"乙/10\", \"甲/1\", \"甲/2\"]");
}

TEST(Rows, AreEqualByRegisterAndKey) {
  RowsWorld world(enterprises());
  world.add_enterprises();
  EXPECT_EQ(world.print("count(distinct values(机组.企业))"), "2");
  EXPECT_EQ(print(world.ask_row("企业", "甲", "count(机组[企业 = record])").value), "2");
  EXPECT_EQ(equal(world.rows.row("企业", "甲"), world.rows.row("研发机构", "实验室")), false);
  RowsWorld other(enterprises());
  other.add_enterprises();
  EXPECT_EQ(equal(world.rows.row("企业", "甲"), other.rows.row("企业", "甲")), true);
}

TEST(Rows, PrintAsTheirKeyHoweverTheyLeadInCircles) {
  RowsWorld world(enterprises());
  world.add_enterprises();
  EXPECT_EQ(print(world.rows.row("机组", "甲/1")), "{企业: \"甲\", 机号: 1}");
  EXPECT_EQ(print_json(world.rows.row("机组", "甲/1"), 1000), "{\"企业\":\"甲\",\"机号\":1}");
  EXPECT_EQ(print(world.rows.row("企业", "甲")), "{代码: \"甲\"}");
  EXPECT_EQ(world.rows.list("机组").depth(), 2u);
}

TEST(Rows, GiveTheirNamesAsEntries) {
  RowsWorld world(enterprises());
  world.add_enterprises();
  EXPECT_EQ(print(world.ask_row("企业", "甲", "get value(record, \"规模\")").value), "\"大型\"");
  EXPECT_EQ(
      print(world.ask_row("企业", "甲", "get entries(record)[key = \"规模\"][1].value").value),
      "\"大型\"");
  EXPECT_EQ(
      print(world.ask_row("企业", "甲", "context put(record, \"规模\", \"小型\").规模").value),
      "\"小型\"");
}

TEST(Rows, ComputeDerivedFieldsOnceAndWhenAsked) {
  PlanBuilder builder = enterprises();
  builder.derive("机组", "煤耗超限", "煤耗 > 煤耗上限");
  builder.derive("企业", "超限机组数", "count(机组[煤耗超限])");
  RowsWorld world(std::move(builder));
  world.add_enterprises();
  EXPECT_EQ(print(world.ask_row("机组", "甲/1", "煤耗超限").value), "false");
  EXPECT_EQ(print(world.ask_row("机组", "甲/2", "煤耗超限").value), "true");
  EXPECT_EQ(print(world.ask_row("企业", "甲", "超限机组数").value), "1");
}

TEST(Rows, TakeTheParameterInForceOnTheDay) {
  PlanBuilder builder = enterprises();
  builder.derive("机组", "煤耗超限", "煤耗 > 煤耗上限");
  for (const auto& [today, expected] :
       {std::pair{"2018-12-31", "false"}, std::pair{"2019-01-01", "true"}}) {
    RowsWorld world(builder, today);
    world.add_enterprises();
    EXPECT_EQ(print(world.ask_row("机组", "甲/1", "煤耗超限").value), expected) << today;
  }
}

TEST(Rows, AFieldThatNeedsItselfIsNullAndSaysSo) {
  PlanBuilder builder = enterprises();
  builder.derive("企业", "先", "if 后 = null then 1 else 后 + 1");
  builder.derive("企业", "后", "企业[代码 = \"甲\"][1].先");
  builder.derive("企业", "旁", "if 先 = null then \"断\" else \"通\"");
  RowsWorld world(std::move(builder));
  world.add_enterprises();
  const Outcome first = world.ask_row("企业", "甲", "先");
  EXPECT_EQ(first.kind, Outcome::Kind::undetermined);
  EXPECT_EQ(code_of(first.value), "CAMP-R001");
  EXPECT_EQ(code_of(world.ask_row("企业", "甲", "后").value), "CAMP-R001");
  EXPECT_EQ(print(world.ask_row("企业", "甲", "旁").value), "\"断\"");
  // 乙 only leads to the circle and is not in it: 先 of 甲 is null, so its own is 1.
  EXPECT_EQ(print(world.ask_row("企业", "乙", "先").value), "1");
}

TEST(Rows, AChainAsLongAsTheLimitOfCallsIsStopped) {
  PlanBuilder builder;
  builder.add_register("链", {"号"}, {{"号", FieldKind::number}});
  builder.derive("链", "累计", "if 号 = 1 then 1 else 链[号 = record.号 - 1][1].累计 + 1");
  RowsWorld world(std::move(builder));
  std::vector<RowState> chain;
  for (int i = 1; i <= 400; ++i) chain.push_back(row_state(std::to_string(i), {Value(i)}));
  EXPECT_TRUE(world.rows.add("链", chain).empty());
  EXPECT_EQ(code_of(world.ask_row("链", "400", "累计").value), "FEEL-B005");
  // Nothing that was cut short is kept.
  EXPECT_EQ(print(world.ask_row("链", "100", "累计").value), "100");
  EXPECT_EQ(print(world.ask_row("链", "300", "累计").value), "300");
}

/// 10,001 rows for each of 10,000 are one row too many; a join of both is none.
TEST(Rows, WhatGoesThroughTooManyRowsIsRefused) {
  PlanBuilder builder;
  builder.add_register("甲", {"号"}, {{"号", FieldKind::number}});
  builder.add_register("乙", {"号"}, {{"号", FieldKind::number}});
  builder.derive("甲", "多少", "count(乙[号 > record.号])");
  RowsWorld world(std::move(builder));
  const auto rows_up_to = [](int count) {
    std::vector<RowState> rows;
    for (int i = 1; i <= count; ++i) rows.push_back(row_state(std::to_string(i), {Value(i)}));
    return rows;
  };
  EXPECT_TRUE(world.rows.add("甲", rows_up_to(10'000)).empty());
  EXPECT_TRUE(world.rows.add("乙", rows_up_to(10'001)).empty());
  const Outcome refused = world.ask("count(甲[some 一 in 乙 satisfies 一.号 < 号])");
  EXPECT_EQ(code_of(refused.value), "CAMP-R009");
  const std::string said = sentence(*refused.value.reason(), Language::en);
  EXPECT_NE(said.find("甲 × 乙, which are 10000 × 10001"), std::string::npos) << said;
  EXPECT_EQ(code_of(world.ask_row("甲", "1", "多少").value), "CAMP-R009");
  EXPECT_EQ(world.print("sum(for 一 in 甲 return count(乙[号 = 一.号]))"), "10000");
}

TEST(Rows, CountAtTheGradeAsked) {
  RowsWorld world(enterprises());
  world.add_enterprises();
  EXPECT_EQ(print(world.ask("count(done(机组))", Grade::reported).value), "2");
  EXPECT_EQ(print(world.ask("count(done(机组))", Grade::accepted).value), "1");
  EXPECT_EQ(print(world.ask("count(done(机组))", Grade::published).value), "0");
  EXPECT_EQ(world.print("机组[编号 = \"乙/10\"][1].状态"), "\"在册\"");
  EXPECT_EQ(world.print("机组.已上报"), "[false, true, true]");
}

TEST(Rows, OutsideAMeasureDoneIsTheAcceptedRows) {
  PlanBuilder builder = enterprises();
  builder.derive("企业", "完成数", "count(done(机组))");
  RowsWorld world(std::move(builder));
  world.add_enterprises();
  EXPECT_EQ(print(world.ask("企业[代码 = \"甲\"][1].完成数", Grade::reported).value), "1");
}

TEST(Rows, WithoutAFlowGradesAreRules) {
  PlanBuilder builder = enterprises();
  builder.grade("企业", "reported", "规模 != null");
  builder.grade("企业", "published", "省属");
  RowsWorld world(std::move(builder));
  world.add_enterprises();
  EXPECT_EQ(world.print("企业.已验收"), "[false, true]");
  EXPECT_EQ(print(world.ask("done(企业).代码", Grade::published).value), "[\"甲\"]");
}

TEST(Rows, KnowTheDayTheyEnteredAState) {
  RowsWorld world(enterprises());
  RowState state = row_state("甲/1", {"甲", number("1"), Value(), Value(), Value()}, "已验收");
  state.entered = {{"已上报", day("2018-11-01")}, {"已验收", day("2018-12-01")}};
  EXPECT_TRUE(world.rows.add("机组", {state}).empty());
  EXPECT_EQ(print(world.ask_row("机组", "甲/1", "entered(\"已验收\")").value), "@\"2018-12-01\"");
  EXPECT_TRUE(world.ask_row("机组", "甲/1", "entered(\"已公示\")").value.is_null());
  EXPECT_EQ(world.print("机组[1].entered(\"已上报\")"), "@\"2018-11-01\"");
}

TEST(Rows, OfASeriesLeadToTheOtherPeriods) {
  PlanBuilder builder;
  builder.add_register("投资", {"县区"}, {{"县区"}, {"额", FieldKind::number}}).period =
      Period::year;
  builder.derive("投资", "增长",
                 "if at(期 - 1) = null then null else (额 - at(期 - 1).额) / at(期 - 1).额");
  RowsWorld world(std::move(builder));
  std::vector<RowState> states;
  for (const auto& [year, amount] : {std::pair{2017, "100"}, std::pair{2018, "125"}}) {
    RowState state = row_state("", {"甲县", number(amount)});
    state.period = Value(year);
    state.id = row_id(world.plan, world.plan.registers[0], state);
    states.push_back(state);
  }
  EXPECT_EQ(states[1].id, "甲县/2018");
  EXPECT_TRUE(world.rows.add("投资", states).empty());
  EXPECT_EQ(print(world.ask_row("投资", "甲县/2018", "增长").value), "0.25");
  EXPECT_TRUE(world.ask_row("投资", "甲县/2017", "增长").value.is_null());
  EXPECT_EQ(world.print("投资[期 = 2018].额"), "[125]");
}

TEST(Rows, TotalIsZeroForNoRows) {
  RowsWorld world(enterprises());
  EXPECT_EQ(world.print("total(机组.容量)"), "0");
  EXPECT_EQ(world.print("count(机组)"), "0");
}

TEST(Rows, CountWorkingDaysByTheCalendar) {
  PlanBuilder builder;
  builder.add_register("工作日历", {"日期"},
                       {{"日期", FieldKind::date}, {"工作日", FieldKind::boolean}});
  RowsWorld world(std::move(builder));
  // National Day 2018: 1 to 5 October are free, Saturday 29 September is worked.
  std::vector<RowState> days;
  for (const char* free : {"2018-10-01", "2018-10-02", "2018-10-03", "2018-10-04", "2018-10-05"}) {
    days.push_back(row_state(free, {day(free), false}));
  }
  days.push_back(row_state("2018-09-29", {day("2018-09-29"), true}));
  EXPECT_TRUE(world.rows.add("工作日历", days).empty());
  // From Friday 28 September: Saturday 29, then Monday 8 to Wednesday 10 October.
  EXPECT_EQ(world.print("working days(@\"2018-09-28\", @\"2018-10-10\")"), "4");
  EXPECT_EQ(world.print("working days(@\"2018-10-10\", @\"2018-09-28\")"), "-4");
  EXPECT_EQ(world.print("working days(@\"2018-10-10\", @\"2018-10-10\")"), "0");
  EXPECT_EQ(code_of(world.ask("working days(@\"2018-12-28\", @\"2019-01-02\")").value),
            "CAMP-R002");
}

TEST(Rows, FiltersOnAFieldFindWhatLookingAtEveryRowFinds) {
  PlanBuilder builder = enterprises();
  builder.derive("机组", "半", "容量 / 2");
  RowsWorld world(std::move(builder));
  std::vector<RowState> enterprises;
  std::vector<RowState> units;
  for (int i = 0; i < 20; ++i) {
    enterprises.push_back(row_state(
        std::to_string(i),
        {Value(std::to_string(i)), i % 3 == 0 ? Value("大型") : Value(), Value(), i % 2 == 0}));
    for (int j = 0; j < 3; ++j) {
      units.push_back(row_state(
          std::to_string(i) + "/" + std::to_string(j),
          {Value(std::to_string(i)), Value(j), i % 4 == 0 ? Value() : Value(i), Value(), Value()}));
    }
  }
  world.rows.add("企业", enterprises);
  world.rows.add("机组", units);
  // The same condition behind a condition that always holds is looked at row by row.
  for (const char* condition :
       {"机号 = 2", "2 = 机号", "容量 = null", "容量 = \"3\"", "容量 = 3.0", "半 = 1.5",
        "容量 = 99", "企业 = 企业[代码 = \"7\"][1]", "机号 = 1 and 容量 > 10",
        "容量 > 10 and 机号 = 1", "编号 = \"7/1\"", "超低排放 = null", "企业 = null",
        "半 = @\"2018-01-01\""}) {
    const std::string all = "机组";
    const std::string one_by_one = "机组[编号 != \"\"]";
    EXPECT_EQ(world.print(all + "[" + condition + "].编号"),
              world.print(one_by_one + "[" + condition + "].编号"))
        << condition;
  }
  EXPECT_EQ(world.print("count(机组[机号 = 2])"), "20");
  EXPECT_EQ(world.print("count(机组[容量 = null])"), "15");
  EXPECT_EQ(world.print("count(企业[规模 = \"大型\"])"), "7");
  EXPECT_EQ(world.print("count(for 家 in 企业 return count(机组[企业 = 家]))"), "20");
  EXPECT_EQ(world.print("sum(for 家 in 企业 return count(机组[企业 = 家 and 机号 = 0]))"), "20");
}

TEST(Rows, RefuseTwoRowsOfOneKey) {
  RowsWorld world(enterprises());
  const Diagnostics twice =
      world.rows.add("企业", {row_state("甲", {"甲", "大型", Value(), Value()}),
                              row_state("甲", {"甲", "小型", Value(), Value()})});
  ASSERT_EQ(twice.size(), 1u);
  EXPECT_EQ(twice[0].code, "CAMP-R005");
  EXPECT_EQ(world.print("企业.规模"), "[\"大型\"]");
}

TEST(Rows, SayWhatCannotBeReadHere) {
  RowsWorld world(enterprises());
  EXPECT_EQ(code_of(world.rows.list("没有")), "CAMP-R003");
  EXPECT_EQ(code_of(world.rows.row("企业", "丁")), "CAMP-R004");
}

}  // namespace
}  // namespace fangan
