// Rows of a small plan for tests: enterprises, their laboratories and power units, two counties.
#pragma once

#include "campaign/parameters_in_force.h"
#include "campaign/plan_builder_test.h"
#include "value/print.h"

namespace fangan {

inline Date day(std::string_view text) {
  return Date::parse(text).value();
}
inline Value number(std::string_view text) {
  return Decimal::parse(text).value();
}

inline std::string code_of(const Value& value) {
  return value.reason() == nullptr ? "" : value.reason()->code;
}

inline PlanBuilder enterprises() {
  PlanBuilder builder;
  builder.plan().header.language = "zh";
  builder.agency("甲县", "县区", "甲县");
  builder.agency("发改委", "部门", "");
  builder.flow("退出", {{"在册", Grade::none},
                        {"已上报", Grade::reported},
                        {"已验收", Grade::accepted},
                        {"已公示", Grade::published}});
  builder.add_register(
      "企业", {"代码"},
      {{"代码"}, {"规模"}, {"主管", FieldKind::agency}, {"省属", FieldKind::boolean}});
  builder.add_register("研发机构", {"名称"},
                       {{"名称"}, {"企业", FieldKind::reference, "企业"}, {"级别"}});
  builder
      .add_register("机组", {"企业", "机号"},
                    {{"企业", FieldKind::reference, "企业"},
                     {"机号", FieldKind::number},
                     {"容量", FieldKind::number},
                     {"煤耗", FieldKind::number},
                     {"超低排放", FieldKind::boolean}})
      .flow.text = "退出";
  builder.parameter("煤耗上限", "number 克/千瓦时", {{"2017-10-12", "331"}, {"2019-01-01", "310"}});
  builder.parameter("电价", "number 元", {});
  return builder;
}

inline std::vector<RowState> units() {
  return {row_state("甲/2", {"甲", number("2"), number("1.5"), number("331.1"), true}, "已验收"),
          row_state("甲/1", {"甲", number("1"), number("2"), number("331"), Value()}, "已上报"),
          row_state("乙/10", {"乙", number("10"), Value(), Value(), false})};
}

struct RowsWorld {
  explicit RowsWorld(PlanBuilder builder, std::string_view today = "2018-12-31")
      : builder(std::move(builder)),
        plan(this->builder.finish()),
        rows(plan, day(today), parameters_in_force(plan, day(today))) {}

  void add_enterprises() {
    EXPECT_TRUE(rows.add("企业", {row_state("甲", {"甲", "大型", "发改委", true}),
                                  row_state("乙", {"乙", Value(), Value(), Value()})})
                    .empty());
    EXPECT_TRUE(rows.add("机组", units()).empty());
    EXPECT_TRUE(rows.add("研发机构", {row_state("实验室", {"实验室", "甲", "省级"}),
                                      row_state("中心", {"中心", "甲", "市级"}),
                                      row_state("无主", {"无主", "丙", "市级"})})
                    .empty());
  }
  Outcome ask(const std::string& text, Grade grade = Grade::accepted) {
    return rows.evaluate(builder.compiled(text), Asked{Value(), grade});
  }
  Outcome ask_row(const std::string& on, const std::string& id, const std::string& text) {
    return rows.evaluate(builder.compiled(text, on), Asked{rows.row(on, id)});
  }
  std::string print(const std::string& text) { return fangan::print(ask(text).value); }

  PlanBuilder builder;
  Plan plan;
  Rows rows;
};

}  // namespace fangan
