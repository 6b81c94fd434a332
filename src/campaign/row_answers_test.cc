// Formulas over columns that hide something: zeros, circles, grades, rows as values. Each row is
// asked both ways.
#include "campaign/row_answers.h"

#include <gtest/gtest.h>

#include "campaign/row_columns_test.h"
#include "campaign/rows_world_test.h"

namespace fangan {
namespace {

PlanBuilder mills() {
  PlanBuilder builder = enterprises();
  builder.derive("机组", "两倍", "容量 * 2.50");
  builder.derive("机组", "写出", "string(两倍)");
  builder.derive("机组", "煤耗超限", "煤耗 > 煤耗上限");
  builder.derive("机组", "本机", "record");
  builder.derive("机组", "甲圈", "乙圈 + 1");
  builder.derive("机组", "乙圈", "甲圈 + 1");
  builder.derive("企业", "大", "if 规模 = null then false else 规模 = \"大型\"");
  builder.grade("企业", "accepted", "大");
  builder.grade("企业", "reported", "规模 != null");
  builder.decide("处置", {"机组"}, "if 煤耗超限 then \"关停\" else \"保留\"");
  builder.decide("上限", {}, "煤耗上限 + 1");
  return builder;
}

enum class By : uint8_t { program, row, whole_row };

/// Of all rows of a register by the columns, held against each row alone.
By asked(const std::string& on, const std::string& text) {
  RowsWorld world(mills());
  world.add_enterprises();
  std::vector<RowState> states;
  const Value list = world.rows.list(on);
  for (const Value& row : list.items()) {
    states.push_back(as_row(row)->state());
    for (Value& field : states.back().fields) {
      if (const Row* other = as_row(field)) field = Value(other->state().id);
    }
  }
  const Formula formula = world.builder.compiled(text, on);
  const RowNeeds needs = needs_of(&world.rows, on, formula);
  if (needs.whole) return By::whole_row;
  const Register& definition = *world.plan.find_register(on);
  const RowColumns columns = columns_of(&world.rows, definition, states, needs);
  RowAnswers answers({world.rows, on, formula, columns});
  for (size_t row = 0; row < states.size(); ++row) {
    const Value record = world.rows.row(on, states[row].id);
    const Outcome expected = world.rows.evaluate(formula, Asked{record});
    EXPECT_EQ(told(answers.at(row)), told(expected)) << text << " " << states[row].id;
  }
  return answers.has_program() ? By::program : By::row;
}

TEST(RowAnswers, NamesOfTheRowAreColumns) {
  for (const char* text :
       {"煤耗 > 煤耗上限 and 超低排放", "record.煤耗 + 机号", "处置 = \"关停\"", "两倍 > 3",
        "if 容量 = null then \"不明\" else 处置", "状态", "已上报 and not(已公布)", "企业.规模",
        "record.企业.规模 = \"大型\"", "上限 - 煤耗", "today() > date(\"2018-01-01\")",
        "some 界 in [1, 10] satisfies 机号 = 界", "{处置: 处置}", "is set(煤耗上限)"}) {
    EXPECT_EQ(asked("机组", text), By::program) << text;
  }
  // Without a flow the rules say the grade.
  EXPECT_EQ(asked("企业", "已上报"), By::program);
  EXPECT_EQ(asked("企业", "已验收 or 省属"), By::program);
}

TEST(RowAnswers, WhatNoProgramSaysIsAskedOfTheRow) {
  for (const char* text :
       {"写出", "{额: 两倍}", "甲圈", "企业", "企业.研发机构", "企业 = null",
        "count(研发机构[企业 = record.企业])", "编号"}) {
    EXPECT_EQ(asked("机组", text), By::row) << text;
  }
  EXPECT_EQ(asked("企业", "count(机组)"), By::row);
  EXPECT_EQ(asked("企业", "主管.kind"), By::row);
}

TEST(RowAnswers, ARowThatIsAValueIsNeededWhole) {
  for (const char* text : {"record", "本机.煤耗", "get value(record, \"煤耗\")",
                           "entered(\"已验收\")", "(function(x) record.煤耗 + x)(1)"}) {
    EXPECT_EQ(asked("机组", text), By::whole_row) << text;
  }
}

/// What rests on a parameter without a value is asked of nobody.
TEST(RowAnswers, AParameterThatIsNotSetIsToldOfEveryRow) {
  EXPECT_EQ(asked("机组", "容量 * 电价"), By::row);
  EXPECT_EQ(asked("机组", "if is set(电价) then 1 else 容量"), By::program);
}

}  // namespace
}  // namespace fangan
