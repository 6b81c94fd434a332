// One decision for every row of a sheet: results, reasons, what is missing, errors by row.
#include "campaign/decide_sheet.h"

#include <gtest/gtest.h>

#include "campaign/rows_world_test.h"

namespace fangan {
namespace {

using Texts = std::vector<std::string>;

BroughtSheet sheet(const std::string& name, const std::string& text) {
  return {name, read_csv(text).value()};
}

struct Decided {
  Decided(PlanBuilder builder, const std::string& decision, const std::string& text,
          std::vector<BroughtSheet> others = {}) {
    plan = builder.finish();
    DecideRequest request;
    request.decision = decision;
    request.sheet = sheet("机组", text);
    request.others = std::move(others);
    request.as_of = day("2018-12-31");
    result.emplace(decide_sheet(plan, request));
    if (*result) csv = print_decided(request.sheet, result->value(), Language::zh);
  }
  std::string cell(size_t row, const char* column) {
    const std::vector<CsvRow> rows = read_csv(csv).value();
    const Texts& header = rows[0].cells;
    const auto found = std::find(header.begin(), header.end(), column);
    return rows[row].cells[static_cast<size_t>(found - header.begin())];
  }
  Texts errors() {
    Texts codes;
    if (*result) return codes;
    for (const Diagnostic& each : result->errors()) codes.push_back(each.code);
    return codes;
  }

  Plan plan;
  std::optional<Result<DecidedSheet>> result;
  std::string csv;
};

PlanBuilder coal_rule() {
  PlanBuilder builder = enterprises();
  builder.derive("机组", "煤耗超限", "煤耗 > 煤耗上限");
  builder.decide("应当关停", {"机组"}, "煤耗超限 or not(超低排放)");
  return builder;
}

TEST(DecideSheet, AnswersEveryRowInItsOrder) {
  Decided decided(coal_rule(), "应当关停",
                  "机号,企业,煤耗,超低排放,来源\n1,甲,331.0,是,年报\n2,甲,331.1,是,年报\n"
                  "3,乙,,是,\"年报, 第3页\"\n4,乙,,否,\n");
  ASSERT_TRUE(*decided.result);
  EXPECT_EQ(decided.csv.substr(0, decided.csv.find('\n')),
            "机号,企业,煤耗,超低排放,来源,结果,原因,缺少,错误");
  EXPECT_EQ(decided.cell(1, "结果"), "false");
  EXPECT_EQ(decided.cell(2, "结果"), "true");
  EXPECT_EQ(decided.cell(3, "结果"), "");
  EXPECT_EQ(decided.cell(3, "缺少"), "煤耗");
  EXPECT_EQ(decided.cell(3, "来源"), "年报, 第3页");
  EXPECT_EQ(decided.cell(4, "结果"), "true");
  EXPECT_EQ(decided.cell(1, "原因"), "煤耗超限 = false; 超低排放 = true");
}

TEST(DecideSheet, SaysNotSetAndByWhichName) {
  PlanBuilder builder = enterprises();
  builder.decide("电费", {"机组"}, "容量 * 电价");
  Decided decided(std::move(builder), "电费", "企业,机号,容量\n甲,1,2\n");
  ASSERT_TRUE(*decided.result);
  EXPECT_EQ(decided.cell(1, "结果"), "");
  EXPECT_EQ(decided.cell(1, "缺少"), "电价");
  EXPECT_EQ(decided.cell(1, "原因"), "参数“电价”没有设定。");
}

TEST(DecideSheet, KeepsRowsWithErrorsAndSaysWhichCell) {
  Decided decided(
      coal_rule(), "应当关停",
      "机号,企业,煤耗,超低排放\n1,甲,330克,是\n1,乙,330,否\n1,乙,331,是\n2,甲,330,或\n");
  ASSERT_TRUE(*decided.result);
  const std::vector<DecidedRow>& rows = decided.result->value().rows;
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].errors[0].code, "CAMP-F001");
  EXPECT_TRUE(rows[1].errors.empty());
  EXPECT_EQ(rows[2].errors[0].code, "CAMP-R005");
  EXPECT_EQ(rows[3].errors[0].code, "CAMP-F004");
  EXPECT_EQ(decided.cell(1, "结果"), "");
  EXPECT_NE(decided.cell(1, "错误").find("煤耗"), std::string::npos);
  EXPECT_EQ(decided.cell(2, "结果"), "true");
}

TEST(DecideSheet, SeesAllRowsOfTheSheet) {
  PlanBuilder builder = enterprises();
  builder.decide("差距", {"机组"}, "煤耗 - min(机组[企业 = record.企业].煤耗)");
  Decided decided(std::move(builder), "差距",
                  "企业,机号,煤耗\n甲,1,320\n甲,2,331\n乙,1,350\n丙,1,300\n丙,2,\n");
  ASSERT_TRUE(*decided.result);
  EXPECT_EQ(decided.cell(1, "结果"), "0");
  EXPECT_EQ(decided.cell(2, "结果"), "11");
  EXPECT_EQ(decided.cell(2, "原因"), "煤耗 = 331; min(机组[企业 = record.企业].煤耗) = 320");
  EXPECT_EQ(decided.cell(3, "结果"), "0");
  // The best value of 丙 is not known while one is missing.
  EXPECT_EQ(decided.cell(4, "结果"), "");
  EXPECT_EQ(decided.cell(4, "缺少"), "机组(丙/2).煤耗");
}

TEST(DecideSheet, ReadsOtherRegistersThatAreBrought) {
  PlanBuilder builder = enterprises();
  builder.decide("大企业", {"机组"}, "企业.规模 = \"大型\" and count(研发机构) > 0");
  const std::string rows = "企业,机号\n甲,1\n";
  Decided alone(builder, "大企业", rows);
  ASSERT_TRUE(*alone.result);
  EXPECT_EQ(alone.result->value().without_rows, Texts{"研发机构"});
  Decided decided(builder, "大企业", rows,
                  {sheet("企业", "代码,规模,省属\n甲,大型,也许\n"),
                   sheet("研发机构", "名称,企业\n实验室,甲\n")});
  ASSERT_TRUE(*decided.result);
  EXPECT_EQ(decided.cell(1, "结果"), "true");
  EXPECT_TRUE(decided.result->value().without_rows.empty());
  ASSERT_EQ(decided.result->value().other_errors.size(), 1u);
  EXPECT_EQ(decided.result->value().other_errors[0].error.code, "CAMP-F004");
  Decided path(builder, "大企业", "企业,机号,企业.规模\n甲,1,大型\n");
  EXPECT_EQ(path.cell(1, "原因").substr(0, 13), "企业.规模");
}

TEST(DecideSheet, RefusesWhatItCannotDecide) {
  PlanBuilder builder = enterprises();
  builder.decide("全市", {}, "count(机组)");
  builder.decide("两用", {"机组", "研发机构"}, "编号");
  builder.decide("单用", {"机组"}, "编号");
  EXPECT_EQ(Decided(builder, "没有", "机号\n1\n").errors(), Texts{"CAMP-D001"});
  EXPECT_EQ(Decided(builder, "全市", "机号\n1\n").errors(), Texts{"CAMP-D002"});
  EXPECT_EQ(Decided(builder, "单用", "机号,容亮\n1,2\n").errors(), Texts{"CAMP-F008"});
  EXPECT_EQ(Decided(builder, "单用", "机号\n1\n", {sheet("没有", "甲\n1\n")}).errors(),
            Texts{"CAMP-D004"});
  // The columns tell which register is meant, else the name of the sheet does.
  EXPECT_EQ(Decided(builder, "两用", "机号\n1\n").result->value().register_name, "机组");
  EXPECT_EQ(Decided(builder, "两用", "级别\n省级\n").result->value().register_name, "研发机构");
  EXPECT_EQ(Decided(builder, "两用", "企业\n甲\n").result->value().register_name, "机组");
  Plan plan = builder.finish();
  DecideRequest request;
  request.decision = "两用";
  request.sheet = sheet("别的", "企业\n甲\n");
  const Result<DecidedSheet> unknown = decide_sheet(plan, request);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, "CAMP-D003");
  request.register_name = "研发机构";
  EXPECT_TRUE(decide_sheet(plan, request));
}

TEST(DecideSheet, DrawsTheValuesOfEachRow) {
  PlanBuilder builder = coal_rule();
  const Plan plan = builder.finish();
  DecideRequest request;
  request.decision = "应当关停";
  request.sheet = sheet("机组", "机号,煤耗,超低排放\n1,331,是\n");
  request.as_of = day("2018-12-31");
  request.explains = true;
  const Result<DecidedSheet> decided = decide_sheet(plan, request);
  ASSERT_TRUE(decided);
  const std::string& drawing = decided.value().rows[0].drawing;
  EXPECT_EQ(drawing.substr(0, drawing.find('\n')), "煤耗超限 or not(超低排放)");
}

TEST(DecideSheet, ExplainsWhatAPolicyGivesDownToCellsAndParameters) {
  PlanBuilder builder = enterprises();
  builder.derive("机组", "煤耗超限", "煤耗 > 煤耗上限");
  Policy& policy = builder.policy("补助", "机组", "企业", "煤耗超限");
  policy.amount = PlanBuilder::formula("if 煤耗超限 then 容量 * 2 else 0");
  policy.cap = PlanBuilder::formula("3");
  const Plan plan = builder.finish();
  DecideRequest request;
  request.sheet = sheet("机组", "机号,企业,煤耗,容量\n1,甲,331.5,1.25\n");
  request.as_of = day("2018-12-31");
  request.explains = true;
  const auto told = [&](const char* rule) {
    request.decision = rule;
    const Result<DecidedSheet> decided = decide_sheet(plan, request);
    EXPECT_TRUE(bool(decided)) << rule;
    return decided ? decided.value().rows.front() : DecidedRow();
  };
  EXPECT_EQ(told("补助.eligible").result, "true");
  EXPECT_EQ(told("补助.cap").result, "3");
  const DecidedRow gives = told("补助.gives");
  EXPECT_EQ(gives.result, "2.5");
  constexpr const char* lines[] = {
      "  补助.gives · 机组 甲/1 = 2.5  规则.md\n", "    机组 甲/1 容量 = 1.25\n",
      "  煤耗超限 · 机组 甲/1 = true  规则.md\n", "    机组 甲/1 煤耗 = 331.5\n",
      "    参数 煤耗上限 = 331 (2017-10-12)\n"};
  for (const char* line : lines) {
    EXPECT_NE(gives.drawing.find(line), std::string::npos) << line << "\n" << gives.drawing;
  }
}

}  // namespace
}  // namespace fangan
