// What comes of a formula that has no value: not set, and undetermined with what is missing.
#include <gtest/gtest.h>

#include "campaign/rows_world_test.h"

namespace fangan {
namespace {

TEST(Rows, SayNotSetWithoutEvaluating) {
  PlanBuilder builder = enterprises();
  builder.derive("机组", "电费", "容量 * 电价");
  builder.decide("应付", {"机组"}, "if 容量 = null then 0 else 电费");
  RowsWorld world(std::move(builder));
  world.add_enterprises();
  const Outcome outcome = world.rows.read(world.rows.row("机组", "乙/10"), "应付");
  EXPECT_EQ(outcome.kind, Outcome::Kind::not_set);
  EXPECT_EQ(outcome.not_set, std::vector<std::string>{"电价"});
  EXPECT_EQ(world.print("if is set(电价) then \"有\" else \"没有\""), "\"没有\"");
}

std::vector<std::string> lacking(const Outcome& outcome) {
  EXPECT_EQ(outcome.kind, Outcome::Kind::undetermined);
  std::vector<std::string> fields;
  for (const MissingField& each : outcome.missing) {
    fields.push_back(each.register_name + " " + each.row + " " + each.field);
  }
  return fields;
}
using Texts = std::vector<std::string>;

TEST(Rows, SayWhichFieldsAreMissing) {
  PlanBuilder builder = enterprises();
  builder.derive("机组", "煤耗超限", "煤耗 > 煤耗上限");
  builder.decide("应当关停", {"机组"}, "any([煤耗超限, not(超低排放)])");
  builder.decide("规模以上", {"机组"}, "string length(企业.规模) > 1 and 容量 > 1");
  builder.decide("分支", {"机组"},
                 "if 超低排放 = null then 煤耗 > 1 else if 煤耗 = null then null else 容量 > 1");
  RowsWorld world(std::move(builder));
  world.add_enterprises();
  const auto decide = [&](const char* id, const char* decision) {
    return world.rows.read(world.rows.row("机组", id), decision);
  };
  EXPECT_EQ(lacking(decide("甲/1", "应当关停")), Texts{"机组 甲/1 超低排放"});
  EXPECT_EQ(print(decide("乙/10", "应当关停").value), "true");
  EXPECT_EQ(lacking(decide("乙/10", "规模以上")), (Texts{"企业 乙 规模", "机组 乙/10 容量"}));
  // A blank that was asked for by name and answered by null.
  EXPECT_EQ(lacking(decide("乙/10", "分支")), Texts{"机组 乙/10 煤耗"});
  EXPECT_EQ(print(decide("甲/1", "分支").value), "true");
  EXPECT_EQ(lacking(world.ask("sum(机组.容量)")), Texts{"机组 乙/10 容量"});
  EXPECT_EQ(lacking(world.ask("total(机组.煤耗)")), Texts{"机组 乙/10 煤耗"});
  EXPECT_EQ(lacking(world.ask("max(机组[企业.代码 = \"乙\"].容量)")), Texts{"机组 乙/10 容量"});
}

TEST(Rows, NameAReferenceThatLeadsNowhere) {
  RowsWorld world(enterprises());
  world.add_enterprises();
  const Outcome outcome = world.ask_row("研发机构", "无主", "企业.规模");
  EXPECT_EQ(outcome.kind, Outcome::Kind::undetermined);
  EXPECT_EQ(code_of(outcome.value), "CAMP-R004");
}

TEST(Rows, WhatIsReadOfAnotherRowMayRestOnAParameterThatIsNotSet) {
  PlanBuilder builder = enterprises();
  builder.derive("机组", "电费", "容量 * 电价");
  RowsWorld world(std::move(builder));
  world.add_enterprises();
  EXPECT_EQ(code_of(world.ask("机组[1].电费").value), "CAMP-R006");
}

TEST(Rows, FunctionsSayWhatTheyTake) {
  RowsWorld world(enterprises());
  world.add_enterprises();
  EXPECT_EQ(code_of(world.ask("done(\"甲\")").value), "CAMP-R007");
  EXPECT_EQ(code_of(world.ask("done([1])").value), "CAMP-R007");
  EXPECT_EQ(code_of(world.ask("working days(1, 2)").value), "CAMP-R007");
  EXPECT_EQ(code_of(world.ask("机组[1].entered(1)").value), "CAMP-R007");
}

TEST(Parameters, AreReadByTheirType) {
  Parameter parameter;
  parameter.name = "例";
  const auto read = [&](const char* type, const char* text) {
    parameter.type = type;
    const Result<Value> value = parameter_value(parameter, text);
    return value ? print(value.value()) : value.error().code;
  };
  EXPECT_EQ(read("number 万元", "1.50"), "1.50");
  EXPECT_EQ(read("one of [任一, 全部]", "任一"), "\"任一\"");
  EXPECT_EQ(read("date", "2017-10-31"), "@\"2017-10-31\"");
  EXPECT_EQ(read("boolean", "true"), "true");
  EXPECT_EQ(read("list of number", "[1, 2.5]"), "[1, 2.5]");
  EXPECT_EQ(read("number %", "很多"), "CAMP-R008");
  const std::string digits(34, '7');
  EXPECT_EQ(read("number 万元", digits.c_str()), digits);
  EXPECT_EQ(read("number 万元", (digits + "000.00").c_str()), digits + "000") << "as much";
  EXPECT_EQ(read("number 万元", ("0." + digits + "7").c_str()), "CAMP-R012");
  EXPECT_EQ(read("list of number", ("[1, " + digits + "7]").c_str()), "CAMP-R012");
  EXPECT_EQ(read("text", (digits + "7").c_str()), "\"" + digits + "7\"");
  EXPECT_EQ(read("boolean", "对"), "CAMP-R008");
}

}  // namespace
}  // namespace fangan
