// Measured figures: targets counted from rows at three grades, by node, share and part
// (language.md 3.2, 3.3, 3.7), and read as registers.
#include <gtest/gtest.h>

#include "campaign/checked_plan_test.h"
#include "campaign/judge_figure.h"
#include "campaign/measured_values.h"
#include "campaign/parameters_in_force.h"
#include "campaign/plan_builder_test.h"
#include "campaign/target_tables.h"
#include "plan/resolve.h"
#include "value/print.h"

namespace fangan {
namespace {

Date day(std::string_view text) { return Date::parse(text).value(); }
Decimal number(std::string_view text) { return Decimal::parse(text).value(); }

constexpr const char* units = R"(
```flow 退出
states:
  在册:
  已上报: reported
  已验收: accepted
  已公布: published
edit in: [在册]
steps:
  上报:
    from: 在册
    to: 已上报
    by: county
  验收:
    from: 已上报
    to: 已验收
    by: office
  公布:
    from: 已验收
    to: 已公布
    by: office
  复产:
    from: [已上报, 已验收, 已公布]
    to: 在册
    by: office
```

```register 机组
key: 机号
fields:
  机号: text required
  所在县区: region
  类别: one of [火电, 水电] required
  容量: number 万千瓦
  计划年度: number
flow: 退出
```

```register 能耗
key: 企业
period: year
fields:
  企业: text required
  所在县区: region required
  能耗: number 吨 required
  增加值: number 万元 required
grades:
  reported: true
  accepted: true
```

```parameter 未定
type: number
```
)";

Plan plan_of(const std::string& blocks) {
  return checked_plan(std::string(units) + "\n" + blocks);
}

class NoRecords : public Records {
 public:
  std::vector<Record> rows(std::string_view, std::string_view, const View&) const override {
    return {};
  }
};

/// Rows that are there from a day on, read on any day.
class World {
 public:
  explicit World(const std::string& blocks) : plan_(plan_of(blocks)) {}

  /// 机号 所在县区 类别 容量 计划年度; the states it entered, by day.
  void unit(const std::string& name, Value county, Value kind, Value size, Value year,
            std::vector<std::pair<std::string, Date>> entered) {
    RowState state = row_state(name, {name, county, kind, size, year});
    state.since = day("2017-10-12");
    state.entered = std::move(entered);
    units_.push_back(state);
  }
  void energy(const std::string& name, const std::string& county, int year,
              std::string_view energy, std::string_view value) {
    RowState state = row_state("", {name, county, number(energy), number(value)});
    state.period = Value(year);
    state.since = day("2017-10-12");
    state.id = row_id(plan_, *plan_.find_register("能耗"), state);
    energy_.push_back(state);
  }

  /// 炉号 所在县区 行业 验收合格 验收日
  void boiler(std::vector<Value> fields) {
    const std::string name(fields[0].text());
    RowState state = row_state(name, std::move(fields));
    state.since = day("2017-10-12");
    boilers_.push_back(std::move(state));
  }

  Rows& on(Date date) {
    std::unique_ptr<Rows>& known = days_[date];
    if (known != nullptr) return *known;
    known = std::make_unique<Rows>(plan_, date, parameters_in_force(plan_, date));
    std::vector<RowState> there;
    for (RowState state : units_) {
      std::erase_if(state.entered, [date](const auto& entry) { return entry.second > date; });
      if (!state.entered.empty()) state.state = state.entered.back().first;
      there.push_back(std::move(state));
    }
    EXPECT_TRUE(known->add("机组", there).empty());
    EXPECT_TRUE(known->add("能耗", energy_).empty());
    if (plan_.find_register("检修") != nullptr) {
      EXPECT_TRUE(known->add("检修", {}).empty());
    }
    if (!boilers_.empty()) {
      EXPECT_TRUE(known->add("锅炉", boilers_).empty());
    }
    add_target_tables(known.get(), maker(date));
    return *known;
  }

  std::shared_ptr<FigureMaker> maker(Date date) {
    return std::make_shared<FigureMaker>(FigureSight{plan_, records_, View{date, Moment{0}},
                                                     [this](Date other) -> Rows& {
                                                       return on(other);
                                                     },
                                                     std::nullopt});
  }

  Figure figure(std::string_view date, const std::string& node = "",
                const std::string& share = "", const std::string& part = "") {
    for (const Figure& one : maker(day(date))->of(plan_.targets.front())) {
      if (one.node == node && one.share == share && one.part == part) return one;
    }
    ADD_FAILURE() << "no figure " << node << " " << share << " " << part;
    return {};
  }
  std::vector<std::string> shares(std::string_view date) {
    std::vector<std::string> shares;
    for (const Figure& one : maker(day(date))->of(plan_.targets.front())) {
      if (!one.share.empty()) shares.push_back(one.share);
    }
    return shares;
  }
  FigureValues held(std::string_view date, const std::string& holder) {
    MeasuredValues values(plan_, day(date),
                          measured_on([this](Date other) -> Rows& { return on(other); }));
    const Target& target = plan_.targets.front();
    return values.on(day(date), target, asks_of(target).front(), holder);
  }
  std::string ask(std::string_view date, const std::string& text) {
    Diagnostics errors;
    const Formula formula = resolve_expression(plan_, text, "", &errors);
    for (const Diagnostic& error : errors) ADD_FAILURE() << error.code << " " << text;
    if (!formula.expression) return "";
    return print(on(day(date)).evaluate(formula, {}).value);
  }

 private:
  Plan plan_;
  NoRecords records_;
  std::vector<RowState> units_;
  std::vector<RowState> boilers_;
  std::vector<RowState> energy_;
  std::map<Date, std::unique_ptr<Rows>> days_;
};

constexpr const char* by_year =
    "```target 关停\nmeasure: count(done(机组))\nunit: 台\neach: {2017: 1, 2018: 2}\ntotal: 3\n"
    "counts on: 计划年度\n```\n";

TEST(MeasuredValues, CountRowsForTheYearThatIsTheirs) {
  World world(by_year);
  world.unit("1", "甲县", "火电", number("2"), 2017, {{"已验收", day("2017-12-01")}});
  world.unit("2", "乙县", "火电", number("3"), 2018, {{"已验收", day("2017-12-02")}});
  world.unit("3", "乙县", "火电", number("4"), 2018, {{"已上报", day("2018-05-01")}});
  // Closed early, it still counts for 2018.
  EXPECT_EQ(world.figure("2018-01-01", "2017").accepted, number("1"));
  const Figure second = world.figure("2018-06-01", "2018");
  EXPECT_EQ(second.accepted, number("1"));
  EXPECT_EQ(second.reported, number("2"));
  EXPECT_EQ(second.published, number("0"));
  EXPECT_EQ(second.rate, number("50"));
  EXPECT_FALSE(second.met);
  const Figure total = world.figure("2018-06-01", "total");
  EXPECT_EQ(total.accepted, number("2"));
  EXPECT_EQ(total.due_value.low, number("3"));
  EXPECT_EQ(world.figure("2018-06-01", "2018", "乙县").reported, number("2"));
  EXPECT_EQ(world.figure("2018-06-01", "total", "甲县").accepted, number("1"));
}

TEST(MeasuredValues, FollowGradesFromDayToDay) {
  World world(
      "```target 关停\nmeasure: total(done(机组).容量)\nunit: 万千瓦\ndue: {2018-12-31: 2}\n```\n");
  world.unit("1", "甲县", "火电", number("2"), 2017,
             {{"已上报", day("2018-01-01")},
              {"已验收", day("2018-01-02")},
              {"已公布", day("2018-01-03")},
              {"在册", day("2018-01-05")}});
  const auto grades = [&world](std::string_view date) {
    const Figure figure = world.figure(date, "2018-12-31");
    return figure.reported->print_normal() + figure.accepted->print_normal() +
           figure.published->print_normal();
  };
  EXPECT_EQ(grades("2017-12-31"), "000");
  EXPECT_EQ(grades("2018-01-01"), "200");
  EXPECT_EQ(grades("2018-01-02"), "220");
  EXPECT_EQ(grades("2018-01-03"), "222");
  EXPECT_EQ(grades("2018-01-05"), "000");
}

TEST(MeasuredValues, BeginAnewEachYearAtTheDayOfAcceptance) {
  World world(
      "```target 关停\nmeasure: count(done(机组))\nunit: 台\nevery: 1\nfrom: 2017\n```\n");
  world.unit("1", "甲县", "火电", number("2"), Value(), {{"已上报", day("2017-12-30")},
                                                          {"已验收", day("2018-01-02")}});
  EXPECT_EQ(world.figure("2018-06-01", "2017").accepted, number("0"));
  EXPECT_EQ(world.figure("2018-06-01", "2017").reported, number("1"));
  EXPECT_EQ(world.figure("2018-06-01", "2018").accepted, number("1"));
  EXPECT_EQ(world.figure("2018-06-01", "2018").reported, number("0"));
}

TEST(MeasuredValues, MarkWhatIsMetAfterItsDayAsLate) {
  World world(
      "```target 关停\nmeasure: count(done(机组))\nunit: 台\ndue: {2018-06-30: 1}\n```\n");
  world.unit("1", "甲县", "火电", number("2"), Value(), {{"已验收", day("2018-07-02")}});
  EXPECT_EQ(world.figure("2018-07-01", "2018-06-30").light, "red");
  const Figure late = world.figure("2018-07-02", "2018-06-30");
  EXPECT_TRUE(late.met);
  EXPECT_TRUE(late.late);
  EXPECT_EQ(late.light, "green");
}

TEST(MeasuredValues, SayAllOfRowsOrThatNobodySurveyed) {
  const char* all =
      "```target 关停\nall of: 机组[类别 = \"火电\"]\nunit: 台\nby: 2018-12-31\n```\n";
  World empty(all);
  const Figure none = empty.figure("2019-01-01", "2018-12-31");
  EXPECT_TRUE(none.not_surveyed);
  EXPECT_TRUE(none.no_figure);
  EXPECT_FALSE(none.rate.has_value());
  EXPECT_EQ(none.light, "grey");
  World world(all);
  world.unit("1", "甲县", "火电", Value(), Value(), {{"已验收", day("2018-01-02")}});
  world.unit("2", "乙县", "火电", Value(), Value(), {{"已上报", day("2018-01-02")}});
  world.unit("3", "乙县", "水电", Value(), Value(), {});
  world.unit("4", "乙县", Value(), Value(), Value(), {});
  const Figure half = world.figure("2018-12-31", "2018-12-31");
  EXPECT_EQ(half.rate, number("50"));
  EXPECT_EQ(half.due_value.low, number("2"));
  EXPECT_EQ(half.reported, number("2"));
  const std::vector<LackedField> lacked = {{"机组", "类别", 1}};
  EXPECT_EQ(half.undetermined, lacked);
  EXPECT_EQ(world.figure("2018-12-31", "2018-12-31", "甲县").rate, number("100"));
}

TEST(MeasuredValues, AreNoZeroWhereSomethingIsBlankOrNotSet) {
  World world(
      "```target 关停\nmeasure: total(done(机组).容量)\nunit: 万千瓦\ndue: {2018-12-31: 2}\n```\n");
  world.unit("1", "甲县", "火电", Value(), Value(), {{"已上报", day("2018-01-02")}});
  world.unit("2", "乙县", "火电", number("3"), Value(), {{"已验收", day("2018-01-02")}});
  const Figure blank = world.figure("2018-06-01", "2018-12-31");
  EXPECT_FALSE(blank.reported.has_value());
  EXPECT_EQ(blank.accepted, number("3"));
  const std::vector<LackedField> lacked = {{"机组", "容量", 1}};
  EXPECT_EQ(blank.undetermined, lacked);
  EXPECT_FALSE(world.figure("2018-06-01", "2018-12-31", "甲县").reported.has_value());

  World unset(
      "```target 关停\nmeasure: count(done(机组)) * 未定\nunit: 台\ndue: {2018-12-31: 2}\n```\n");
  unset.unit("1", "甲县", "火电", Value(), Value(), {{"已验收", day("2018-01-02")}});
  const Figure figure = unset.figure("2018-06-01", "2018-12-31");
  EXPECT_EQ(figure.not_set, std::vector<std::string>{"未定"});
  EXPECT_FALSE(figure.accepted.has_value());
  EXPECT_EQ(figure.light, "grey");
}

TEST(MeasuredValues, CountARowWithoutItsDayForNoNode) {
  World world(by_year);
  world.unit("1", "甲县", "火电", number("2"), Value(), {{"已验收", day("2017-12-01")}});
  const Figure figure = world.figure("2018-01-01", "2017");
  EXPECT_EQ(figure.accepted, number("0"));
  const std::vector<LackedField> lacked = {{"机组", "计划年度", 1}};
  EXPECT_EQ(figure.undetermined, lacked);
}

constexpr const char* inspected = R"(
```register 锅炉
key: 炉号
fields:
  炉号: text required
  所在县区: region
  行业: one of [热力, 化工]
  验收合格: boolean
  验收日: date
grades:
  reported: true
  accepted: if 验收合格 = null then null else 验收合格
```
)";

/// 1 is accepted, 2 is not, of 3 it is not known; 4 is accepted and of no branch.
World boilers(const std::string& target) {
  World world(inspected + target);
  world.boiler({"1", "甲县", "热力", true, day("2017-12-01")});
  world.boiler({"2", "甲县", "热力", false, day("2017-12-01")});
  world.boiler({"3", "乙县", "化工", Value(), day("2017-12-01")});
  world.boiler({"4", "乙县", Value(), true, day("2018-02-01")});
  return world;
}

const std::vector<LackedField> no_grade = {{"锅炉", "验收合格", 1}};
const std::vector<LackedField> no_branch = {{"锅炉", "行业", 1}};

TEST(MeasuredValues, NameRowsOfWhichItIsNotKnownWhetherTheyAreDone) {
  for (const char* measure : {"count(done(锅炉))", "count(done(锅炉)[炉号 != \"9\"])",
                              "count(for 每台 in done(锅炉) return 每台.炉号)"}) {
    World world = boilers(std::string("```target 验收\nmeasure: ") + measure +
                          "\nunit: 台\ndue: {2018-12-31: 4}\n```\n");
    const Figure figure = world.figure("2018-12-31", "2018-12-31");
    EXPECT_EQ(figure.accepted, number("2")) << measure;
    EXPECT_EQ(figure.undetermined, no_grade) << measure;
    EXPECT_TRUE(world.figure("2018-12-31", "2018-12-31", "甲县").undetermined.empty()) << measure;
    EXPECT_EQ(world.figure("2018-12-31", "2018-12-31", "乙县").undetermined, no_grade) << measure;
  }
  World all = boilers("```target 全部\nall of: 锅炉\nby: 2018-12-31\nunit: 台\n```\n");
  EXPECT_EQ(all.figure("2018-12-31", "2018-12-31").undetermined, no_grade);
}

TEST(MeasuredValues, NameRowsInDoubtOnlyWhereTheyWouldCount) {
  World world = boilers("```target 验收\nmeasure: count(done(锅炉))\nunit: 台\n"
                        "each: {2017: 2, 2018: 2}\ncounts on: 验收日\n```\n");
  EXPECT_EQ(world.figure("2018-12-31", "2017").undetermined, no_grade);
  EXPECT_TRUE(world.figure("2018-12-31", "2018").undetermined.empty());
}

/// 1 is accepted, of 2 it is not known; of neither whether it is published.
TEST(MeasuredValues, NameNoRowThatIsDoneForWhatAHigherGradeAsks) {
  std::string rules = inspected;
  rules.insert(rules.rfind("```"),
               "  published: if 验收日 = null then null else 验收日 <= today()\n");
  const auto lacked = [&rules](const std::string& measure, const std::string& grade) {
    World world(rules + "```target 验收\n" + measure + "\nunit: 台\ngrade: " + grade +
                "\n```\n");
    world.boiler({"1", "甲县", "热力", true, Value()});
    world.boiler({"2", "乙县", "热力", Value(), Value()});
    std::string told;
    for (const LackedField& each : world.figure("2018-12-31", "2018-12-31").undetermined) {
      told += each.field + " " + std::to_string(each.rows) + "; ";
    }
    return told;
  };
  for (const char* measure :
       {"measure: count(done(锅炉))\ndue: {2018-12-31: 1}",
        "measure: count(for 每台 in done(锅炉) return 每台.炉号)\ndue: {2018-12-31: 1}",
        "all of: 锅炉\nby: 2018-12-31"}) {
    EXPECT_EQ(lacked(measure, "reported"), "") << measure;
    EXPECT_EQ(lacked(measure, "accepted"), "验收合格 1; 验收日 1; ") << measure;
    EXPECT_EQ(lacked(measure, "published"), "验收日 2; ") << measure;
  }
}

TEST(MeasuredValues, NameRowsOfNoPartInEachOfThem) {
  for (const char* measure :
       {"count(done(锅炉))", "count(for 每台 in done(锅炉) return 每台.炉号)"}) {
    World world = boilers(std::string("```target 验收\nmeasure: ") + measure +
                          "\nunit: 台\nsplit by: 行业\n"
                          "due: {2018-12-31: {热力: 2, 化工: 2}}\n```\n");
    std::string told;
    for (const Figure& figure : world.maker(day("2018-12-31"))->all()) {
      told += figure.share + figure.part + " " + figure.accepted->print() + ":";
      for (const LackedField& each : figure.undetermined) told += " " + each.field;
      told += "; ";
    }
    EXPECT_EQ(told, "热力 1: 行业; 乙县热力 0: 行业; 甲县热力 1:; "
                    "化工 0: 行业 验收合格; 乙县化工 0: 行业 验收合格; 甲县化工 0:; ")
        << measure;
  }
}

TEST(MeasuredValues, NameRowsOfNoPartWhereNoOtherRowIsOfThePart) {
  for (const char* measure :
       {"count(done(锅炉))", "count(for 每台 in done(锅炉) return 每台.炉号)"}) {
    World world(std::string(inspected) + "```target 验收\nmeasure: " + measure +
                "\nunit: 台\nsplit by: 行业\ndue: {2018-12-31: {热力: 2, 化工: 2}}\n```\n");
    world.boiler({"1", "甲县", "热力", true, Value()});
    world.boiler({"2", "甲县", Value(), true, Value()});
    for (const char* part : {"热力", "化工"}) {
      for (const char* share : {"", "甲县"}) {
        EXPECT_EQ(world.figure("2018-12-31", "2018-12-31", share, part).undetermined, no_branch)
            << measure << part << share;
      }
    }
  }
}

TEST(MeasuredValues, SayHowMuchLessItIsThanInTheBasePeriod) {
  const char* decline =
      "```target 能耗降低\nmeasure:\n  total(done(能耗)[期 = node.year].能耗)\n"
      "  / total(done(能耗)[期 = node.year].增加值)\nbase: 2016\nunit: %\n"
      "due: {2020-12-31: 18}\nshares: none\n```\n";
  World met(decline);
  met.energy("甲", "甲县", 2016, "100", "100");
  met.energy("甲", "甲县", 2020, "82", "100");
  EXPECT_EQ(met.figure("2021-01-01", "2020-12-31").accepted, number("18"));
  EXPECT_TRUE(met.figure("2021-01-01", "2020-12-31").met);
  World missed(decline);
  missed.energy("甲", "甲县", 2016, "100", "100");
  missed.energy("甲", "甲县", 2020, "83", "100");
  EXPECT_EQ(missed.figure("2021-01-01", "2020-12-31").accepted, number("17"));
  EXPECT_EQ(missed.figure("2021-01-01", "2020-12-31").light, "red");
  World unknown(decline);
  unknown.energy("甲", "甲县", 2020, "83", "100");
  EXPECT_FALSE(unknown.figure("2021-01-01", "2020-12-31").accepted.has_value());
}

TEST(MeasuredValues, GiveEachValueOfASplitItsFigure) {
  World world(
      "```target 装机\nmeasure: total(done(机组).容量)\nunit: 万千瓦\nsplit by: 类别\n"
      "due:\n  2018-12-31: {火电: 2, 水电: 4}\nshares: none\n```\n");
  world.unit("1", "甲县", "火电", number("2"), Value(), {{"已验收", day("2018-01-02")}});
  world.unit("2", "乙县", "水电", number("3"), Value(), {{"已验收", day("2018-01-02")}});
  EXPECT_EQ(world.figure("2018-06-01", "2018-12-31", "", "火电").accepted, number("2"));
  EXPECT_TRUE(world.figure("2018-06-01", "2018-12-31", "", "火电").met);
  EXPECT_EQ(world.figure("2018-06-01", "2018-12-31", "", "水电").rate, number("75"));
  EXPECT_EQ(world.ask("2018-06-01", "装机[分类 = \"水电\"][1].差额"), "1");
}

TEST(MeasuredValues, ListRowsThatAreNobodysAsUnheld) {
  World world(
      "```target 关停\nmeasure: count(done(机组))\nunit: 台\ndue: {2018-12-31: 2}\n```\n");
  world.unit("1", "甲县", "火电", Value(), Value(), {{"已验收", day("2018-01-02")}});
  world.unit("2", Value(), "火电", Value(), Value(), {{"已验收", day("2018-01-02")}});
  EXPECT_EQ(world.figure("2018-06-01", "2018-12-31", "甲县").accepted, number("1"));
  EXPECT_EQ(world.figure("2018-06-01", "2018-12-31", "未归属").accepted, number("1"));
  EXPECT_EQ(world.figure("2018-06-01", "2018-12-31").accepted, number("2"));
}

constexpr const char* compared = R"(
```register 锅炉
key: 炉号
fields:
  炉号: text required
  所在县区: region
  行业: one of [热力, 化工]
  验收合格: boolean
  验收日: date
derived:
  全数: count(锅炉)
  再远: 全数 + 1
  单位数: count(单位)
  检修数: count(检修)
  大类: if 全数 > 3 then "多" else "少"
```

```register 检修
key: 检修号
fields:
  检修号: text required
  锅炉: 锅炉 required
  所在县区: region required
  费用: number 万元 required
```

```decision 炉数
value: count(锅炉)
```

```decision 是否多
on: 锅炉
value: 再远 > 3
```
)";

World compared_by(const std::string& keys) {
  World world(std::string(compared) + "```target 台数\n" + keys + "\nunit: 台\n```\n");
  world.boiler({"1", "甲县", "热力", true, day("2017-12-01")});
  world.boiler({"2", "甲县", "热力", false, day("2017-12-01")});
  world.boiler({"3", "乙县", "化工", Value(), day("2017-12-01")});
  return world;
}

TEST(MeasuredValues, TellAHolderWhatIsCountedFromItsOwnRows) {
  for (const char* measure : {"count(锅炉)", "total(锅炉.单位数) / 2",
                              "count(锅炉[count(锅炉[炉号 != \"9\"]) = 2])",
                              "count(检修.锅炉) + count(锅炉)"}) {
    World world =
        compared_by(std::string("measure: ") + measure + "\ndue: {2018-12-31: 4}");
    EXPECT_EQ(world.shares("2018-06-01"), (std::vector<std::string>{"乙县", "甲县"})) << measure;
    EXPECT_TRUE(world.held("2018-06-01", "甲县").grades.accepted.has_value()) << measure;
  }
}

TEST(MeasuredValues, TellNoHolderWhatRestsOnRowsOfOthers) {
  const std::string due = "\ndue: {2018-12-31: 4}";
  const std::vector<std::string> targets = {
      "measure: total(锅炉.全数)" + due, "measure: total(锅炉.再远)" + due,
      "measure: count(锅炉[是否多])" + due, "measure: count(锅炉) + 炉数" + due,
      "measure: total(锅炉.检修数)" + due, "measure: count(锅炉[count(检修) = 0])" + due,
      "measure: count(锅炉.检修)" + due, "measure: count(锅炉) + count(进展)" + due,
      "all of: 锅炉[全数 = 3]\nby: 2018-12-31",
      "measure: count(锅炉)\nsplit by: 大类\ndue: {2018-12-31: {多: 2, 少: 2}}"};
  for (const std::string& keys : targets) {
    World world = compared_by(keys);
    EXPECT_TRUE(world.shares("2018-06-01").empty()) << keys;
    EXPECT_FALSE(world.held("2018-06-01", "甲县").grades.reported.has_value()) << keys;
  }
  World whole = compared_by("measure: total(锅炉.全数)" + due);
  EXPECT_EQ(whole.figure("2018-06-01", "2018-12-31").accepted, number("9"));
}

TEST(MeasuredValues, ForecastFromWhatWasGainedSinceTheBeginning) {
  World world(by_year);
  world.unit("1", "甲县", "火电", number("2"), 2018, {{"已验收", day("2018-02-01")}});
  // 73 of the 364 days to the last one have passed: 1 x 364 / 73.
  const Figure figure = world.figure("2018-03-15", "2018");
  ASSERT_TRUE(figure.forecast.has_value());
  EXPECT_EQ(round(*figure.forecast, 4, Rounding::half_up).value(), number("4.9863"));

  World level(
      "```target 关停\nmeasure: count(done(机组))\nunit: 台\ndue: {2018-10-12: 9}\n```\n");
  level.unit("1", "甲县", "火电", Value(), Value(), {{"已验收", day("2017-10-01")}});
  level.unit("2", "甲县", "火电", Value(), Value(), {{"已验收", day("2017-10-20")}});
  // One was there when it began; one more in 73 days of 365 makes five.
  EXPECT_EQ(level.figure("2017-12-24", "2018-10-12").forecast, number("6"));
  EXPECT_FALSE(level.figure("2018-10-12", "2018-10-12").forecast.has_value());
}

TEST(MeasuredValues, ReadAsRowsOfARegister) {
  World world(by_year);
  world.unit("1", "甲县", "火电", number("2"), 2017, {{"已验收", day("2017-12-01")}});
  EXPECT_EQ(world.ask("2018-01-01", "关停[节点 = 2017 and 单位 = null][1].完成率"), "100");
  EXPECT_EQ(world.ask("2018-01-01", "关停[节点 = 2017 and 单位.名称 = \"甲县\"][1].完成值"), "1");
  EXPECT_EQ(world.ask("2018-01-01", "关停[节点 = 2018 and 单位 = null][1].差额"), "2");
  EXPECT_EQ(world.ask("2018-01-01", "关停[节点 = 2017 and 单位 = null][1].灯"), "\"green\"");
  EXPECT_EQ(world.ask("2018-01-01", "count(目标[目标 = \"关停\" and 灯 = \"red\"])"), "0");
}

}  // namespace
}  // namespace fangan
