// Rows written into sheets: cells by the types of fields, references by key and name.
#include "campaign/row_sheets.h"

#include <gtest/gtest.h>

#include "campaign/field_text.h"
#include "campaign/plan_builder_test.h"
#include "value/print.h"

namespace fangan {
namespace {

using Texts = std::vector<std::string>;

Plan plan_of_units() {
  PlanBuilder builder;
  builder.plan().header.language = "zh";
  builder.agency("甲县", "县区", "");
  builder.agency("市发展改革委", "部门", "");
  builder.plan().agencies[1].aliases = {"发改委"};
  builder.flow("退出", {{"在册", Grade::none}, {"已验收", Grade::accepted}});
  builder.add_register("企业", {"代码"}, {{"代码"}, {"名称"}, {"规模", FieldKind::one_of}});
  Register& enterprises = builder.plan().registers.back();
  enterprises.fields[2].domain.words = {{"大型", {}}, {"小型", {}}};
  builder.add_register("机组", {"企业", "机号"},
                       {{"企业", FieldKind::reference, "企业"},
                        {"机号"},
                        {"容量", FieldKind::number},
                        {"期满日", FieldKind::date},
                        {"许可证", FieldKind::boolean},
                        {"县区", FieldKind::region},
                        {"主管", FieldKind::agency},
                        {"已拆除", FieldKind::several_of}});
  Register& units = builder.plan().registers.back();
  units.flow.text = "退出";
  units.fields[2].domain.unit.text = "万千瓦";
  units.fields[2].places = 1;
  units.fields[7].domain.words = {{"锅炉", {}}, {"烟囱", {}}};
  builder.derive("机组", "小机组", "容量 < 10");
  builder.add_register("巡查", {}, {{"机组", FieldKind::reference, "机组"}, {"说明"}});
  return builder.finish();
}

struct Sheets {
  Sheets() : plan(plan_of_units()), sheets(plan, Date::parse("2017-10-12").value()) {}

  Texts codes(const Diagnostics& diagnostics) {
    Texts found;
    for (const Diagnostic& each : diagnostics) found.push_back(each.code);
    return found;
  }
  Texts open(const std::string& name, const Texts& columns) {
    return codes(sheets.open(*plan.find_register(name), columns));
  }
  Texts add(const Texts& cells) {
    const RowSheets::Added added = sheets.add({cells.begin(), cells.end()});
    places.push_back(added.place);
    return codes(added.errors);
  }
  Texts finish() {
    Diagnostics all;
    for (const auto& [place, error] : sheets.finish()) all.push_back(error);
    return codes(all);
  }
  std::string field(const std::string& name, const std::string& id, const std::string& field) {
    if (rows.empty()) rows = sheets.take();
    const Register* definition = plan.find_register(name);
    for (const RowState& row : rows[name]) {
      if (row.id != id) continue;
      return print(
          row.fields[static_cast<size_t>(definition->field(field) - definition->fields.data())]);
    }
    return "no row " + id;
  }

  Plan plan;
  RowSheets sheets;
  std::vector<RowSheets::Place> places;
  std::map<std::string, std::vector<RowState>> rows;
};

TEST(FieldText, IsReadAsTheFieldTakesIt) {
  const Plan plan = plan_of_units();
  const Register& units = *plan.find_register("机组");
  const auto read = [&](const char* field, const char* text) {
    const Result<Value> value = read_field_text(plan, *units.field(field), text);
    return value ? print(value.value()) : value.error().code;
  };
  EXPECT_EQ(read("容量", "30.5"), "30.5");
  EXPECT_EQ(read("容量", " 30.50 "), "30.50");
  EXPECT_EQ(read("容量", ""), "null");
  EXPECT_EQ(read("容量", "30.5万千瓦"), "CAMP-F001");
  EXPECT_EQ(read("容量", "1,000"), "CAMP-F001");
  EXPECT_EQ(read("容量", "三十"), "CAMP-F001");
  EXPECT_EQ(read("容量", "30.55"), "CAMP-F002");
  EXPECT_EQ(read("容量", "77777777777777777777777777777777771"), "CAMP-F019");
  EXPECT_EQ(read("期满日", "2018-12-31"), "@\"2018-12-31\"");
  EXPECT_EQ(read("期满日", "2018/1/5"), "@\"2018-01-05\"");
  EXPECT_EQ(read("期满日", "2018-02-30"), "CAMP-F003");
  EXPECT_EQ(read("期满日", "去年"), "CAMP-F003");
  EXPECT_EQ(read("期满日", "18-1-5"), "CAMP-F003");
  EXPECT_EQ(read("许可证", "是"), "true");
  EXPECT_EQ(read("许可证", "FALSE"), "false");
  EXPECT_EQ(read("许可证", "有"), "CAMP-F004");
  EXPECT_EQ(read("县区", "甲县"), "\"甲县\"");
  EXPECT_EQ(read("县区", "丙县"), "CAMP-F006");
  EXPECT_EQ(read("主管", "发改委"), "\"市发展改革委\"");
  EXPECT_EQ(read("主管", "财政局"), "CAMP-F007");
  EXPECT_EQ(read("已拆除", "锅炉、烟囱"), "[\"锅炉\", \"烟囱\"]");
  EXPECT_EQ(read("已拆除", "锅炉;烟囱"), "[\"锅炉\", \"烟囱\"]");
  EXPECT_EQ(read("已拆除", "锅炉、烟卤"), "CAMP-F005");
}

TEST(FieldText, OfAPeriodIsAYearAQuarterOrAMonth) {
  const auto read = [](Period period, const char* text) {
    const Result<Value> value = read_period(period, "期", text);
    return value ? print(value.value()) : value.error().code;
  };
  EXPECT_EQ(read(Period::year, "2017"), "2017");
  EXPECT_EQ(read(Period::quarter, "2017Q4"), "\"2017Q4\"");
  EXPECT_EQ(read(Period::month, "2017-12"), "\"2017-12\"");
  EXPECT_EQ(read(Period::year, "2017-03"), "CAMP-F011");
  EXPECT_EQ(read(Period::quarter, "2017Q5"), "CAMP-F011");
  EXPECT_EQ(read(Period::month, "2017-13"), "CAMP-F011");
}

TEST(RowSheets, TakeColumnsInAnyOrderAndRemarks) {
  Sheets world;
  EXPECT_EQ(world.open("机组", {"状态", "机号", "企业", "来源", "自"}), Texts());
  EXPECT_EQ(world.add({"已验收", "1", "甲", "年报", "2018-03-01"}), Texts());
  EXPECT_EQ(world.finish(), Texts());
  EXPECT_EQ(world.sheets.id(world.places[0]), "甲/1");
  const std::map<std::string, std::vector<RowState>> rows = world.sheets.take();
  const RowState& row = rows.at("机组").front();
  EXPECT_EQ(row.state, "已验收");
  ASSERT_EQ(row.entered.size(), 1u);
  EXPECT_EQ(row.entered[0].second.print(), "2018-03-01");
}

TEST(RowSheets, RefuseColumnsNobodyCanFill) {
  Sheets world;
  EXPECT_EQ(world.open("机组", {"机号", "容亮", "机号"}), (Texts{"CAMP-F008", "CAMP-F009"}));
  EXPECT_EQ(world.open("机组", {"小机组"}), Texts{"CAMP-F010"});
  EXPECT_EQ(world.open("机组", {"容量.规模"}), Texts{"CAMP-F008"});
  EXPECT_EQ(world.open("企业", {"状态"}), Texts{"CAMP-F008"});
  EXPECT_EQ(world.open("企业", {"编号"}), Texts{"CAMP-F008"});
  EXPECT_EQ(world.open("巡查", {"编号"}), Texts());
}

TEST(RowSheets, KeepTheRowOfAWrongCell) {
  Sheets world;
  world.open("机组", {"企业", "机号", "容量", "许可证", "状态"});
  EXPECT_EQ(world.add({"甲", "1", "很多", "也许", "已验"}),
            (Texts{"CAMP-F001", "CAMP-F004", "CAMP-F012"}));
  EXPECT_EQ(world.finish(), Texts());
  EXPECT_EQ(world.field("机组", "甲/1", "容量"), "null");
}

TEST(RowSheets, FindReferencesByKeyAndNameAndMakeTheRest) {
  Sheets world;
  world.open("机组", {"企业", "机号"});
  world.add({"丹河电厂", "1"});
  world.add({"9141", "2"});
  world.add({"新企业", "3"});
  world.open("企业", {"代码", "名称", "规模"});
  world.add({"9141", "丹河电厂", "大型"});
  EXPECT_EQ(world.finish(), Texts());
  EXPECT_EQ(world.field("机组", "9141/1", "企业"), "\"9141\"");
  EXPECT_EQ(world.field("机组", "9141/2", "企业"), "\"9141\"");
  EXPECT_EQ(world.field("企业", "新企业", "名称"), "\"新企业\"");
}

TEST(RowSheets, MakeRowsOfSeveralKeysAndTheRowsThoseReferTo) {
  Sheets world;
  world.open("巡查", {"机组", "说明"});
  world.add({"甲/1", "又生产"});
  EXPECT_EQ(world.finish(), Texts());
  EXPECT_EQ(world.field("巡查", "1", "机组"), "\"甲/1\"");
  EXPECT_EQ(world.field("机组", "甲/1", "企业"), "\"甲\"");
  EXPECT_EQ(world.field("企业", "甲", "名称"), "\"甲\"");
}

TEST(RowSheets, FillFieldsOfTheRowReferredTo) {
  Sheets world;
  world.open("机组", {"企业", "机号", "企业.规模"});
  world.add({"甲", "1", "大型"});
  world.add({"甲", "2", "大型"});
  world.add({"甲", "3", ""});
  world.add({"甲", "4", "小型"});
  EXPECT_EQ(world.add({"甲", "5", "巨型"}), Texts{"CAMP-F005"});
  EXPECT_EQ(world.finish(), Texts{"CAMP-F013"});
  EXPECT_EQ(world.field("企业", "甲", "规模"), "\"大型\"");
}

TEST(RowSheets, GiveEachRowItsOwnWhereNobodySaysWhichItRefersTo) {
  Sheets world;
  world.open("机组", {"企业.规模"});
  world.add({"大型"});
  world.add({"小型"});
  EXPECT_EQ(world.finish(), Texts());
  EXPECT_EQ(world.field("机组", "#1", "企业"), "\"##1\"");
  EXPECT_EQ(world.field("企业", "##1", "规模"), "\"大型\"");
  EXPECT_EQ(world.field("企业", "##2", "规模"), "\"小型\"");
}

TEST(RowSheets, RefuseTwoRowsOfOneKeyAndANameOfTwo) {
  Sheets world;
  world.open("企业", {"代码", "名称"});
  world.add({"1", "同名"});
  world.add({"2", "同名"});
  world.add({"1", "别名"});
  world.open("机组", {"企业", "机号"});
  world.add({"同名", "1"});
  EXPECT_EQ(world.finish(), (Texts{"CAMP-R005", "CAMP-F014"}));
  EXPECT_EQ(world.field("企业", "1", "名称"), "\"同名\"");
}

}  // namespace
}  // namespace fangan
