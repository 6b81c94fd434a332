// Shares, reports and duties as rows.
#include "campaign/record_tables.h"

#include <gtest/gtest.h>

#include "campaign/rows_world_test.h"

namespace fangan {
namespace {

class ListedRecords final : public Records {
 public:
  std::vector<Record> rows(std::string_view name, std::string_view, const View&) const override {
    const auto record = [](const char* id, const char* node, const char* unit, FieldValue number,
                           const char* target = "压减") {
      Record one;
      one.id = id;
      one.fields = {{"目标", std::string(target)}, {"节点", std::string(node)},
                    {"单位", std::string(unit)},   {"份额", number},
                    {"数值", number},              {"状态", std::string("accepted")}};
      return one;
    };
    if (name == "分解") {
      return {record("压减/2018/", "2018", "", Decimal(5)),
              record("压减/2018/乙县", "2018", "乙县", FieldValue()),
              record("压减/2018/甲县", "2018", "甲县", Decimal(60)),
              record("旧目标/2018/甲县", "2018", "甲县", Decimal(70), "旧目标")};
    }
    Record report = record("压减/2018-06-30/甲县/1", "2018-06-30", "甲县", Decimal(7));
    report.fields["附件"] = std::string(R"([{"hash": "a1"}, {"hash": "b2"}])");
    return {report, record("压减/2018-06-30/甲县/2", "2018-06-30", "甲县", Decimal(8)),
            record("旧目标/2018-06-30/甲县/1", "2018-06-30", "甲县", Decimal(9), "旧目标")};
  }
};

RowsWorld world_of_a_target() {
  PlanBuilder builder = enterprises();
  Target target;
  target.name = "压减";
  builder.plan().targets.push_back(target);
  return RowsWorld(std::move(builder));
}

std::string cells(const Value& list, std::initializer_list<const char*> names) {
  std::string text;
  for (const Value& item : list.items()) {
    for (const char* name : names) {
      const Value* value = item.context().find(name);
      text += (value == nullptr ? "-" : print(*value)) + " ";
    }
    text += "; ";
  }
  return text;
}

TEST(RecordTables, AreRowsWithNodesAndAgencies) {
  RowsWorld world = world_of_a_target();
  world.plan.duties.push_back({});
  world.plan.duties.back().number = 45;
  world.plan.duties.back().agency = "发改委";
  world.plan.duties.back().lead = true;
  const ListedRecords records;
  add_record_tables(&world.rows, records, View{day("2018-12-31"), Moment{0}});
  EXPECT_EQ(cells(world.rows.list("分解"), {"目标", "节点", "份额"}),
            "\"压减\" 2018 5 ; \"压减\" 2018 60 ; ");
  const Value share = world.rows.list("分解").items()[1];
  EXPECT_EQ(print(world.rows.read(*share.context().find("单位"), "kind").value), "\"县区\"");
  const Value reserve = world.rows.list("分解").items()[0];
  EXPECT_TRUE(reserve.context().find("单位")->is_null());
  EXPECT_EQ(cells(world.rows.list("进展"), {"节点", "数值", "状态", "说明", "附件"}),
            "@\"2018-06-30\" 7 \"accepted\" null [\"a1\", \"b2\"] ; "
            "@\"2018-06-30\" 8 \"accepted\" null [] ; ");
  EXPECT_EQ(cells(world.rows.list("责任"), {"行", "牵头", "部分"}), "45 true null ; ");
}

TEST(RecordTables, HoldNoStepOfAFlowBeforeOneIsTaken) {
  RowsWorld world(enterprises());
  const ListedRecords records;
  add_record_tables(&world.rows, records, View{day("2018-12-31"), Moment{0}});
  const Value steps = world.rows.list("办理记录");
  ASSERT_TRUE(steps.is(ValueKind::list)) << code_of(steps);
  EXPECT_TRUE(steps.items().empty());
}

TEST(RecordTables, HaveNoRowOfAShareThatWasGivenBack) {
  RowsWorld world = world_of_a_target();
  const ListedRecords records;
  add_record_tables(&world.rows, records, View{day("2018-12-31"), Moment{0}});
  EXPECT_EQ(cells(world.rows.list("分解"), {"份额"}), "5 ; 60 ; ");
}

TEST(RecordTables, HaveNoRowOfATargetThatThePlanNoLongerHas) {
  RowsWorld world = world_of_a_target();
  const ListedRecords records;
  add_record_tables(&world.rows, records, View{day("2018-12-31"), Moment{0}});
  EXPECT_EQ(cells(world.rows.list("分解"), {"目标", "份额"}), "\"压减\" 5 ; \"压减\" 60 ; ");
  EXPECT_EQ(cells(world.rows.list("进展"), {"目标", "数值"}), "\"压减\" 7 ; \"压减\" 8 ; ");
}

TEST(RecordTables, HoldWhatTheReaderMaySee) {
  RowsWorld world = world_of_a_target();
  const ListedRecords records;
  add_record_tables(&world.rows, records, View{day("2018-12-31"), Moment{0}},
                    [](const Record& record) { return record.text("单位") == "甲县"; });
  EXPECT_EQ(cells(world.rows.list("分解"), {"份额"}), "60 ; ");
}

}  // namespace
}  // namespace fangan
