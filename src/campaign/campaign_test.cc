// Figures, lights and shares: the meaning of language.md 3.3 on small records.
#include <gtest/gtest.h>

#include "campaign/figures.h"
#include "campaign/judge_figure.h"
#include "campaign/light.h"
#include "campaign/shares.h"
#include "plan/check.h"

namespace fangan {
namespace {

Date day(std::string_view text) { return Date::parse(text).value(); }
Decimal number(std::string_view text) { return Decimal::parse(text).value(); }
View on(std::string_view text) { return View{day(text), Moment{0}}; }

/// Rows somebody wrote down, each from a day on.
class WrittenRecords : public Records {
 public:
  void add(const std::string& name, const std::string& id, std::string_view from,
           std::map<std::string, FieldValue> fields) {
    Record record;
    record.id = id;
    record.fields = std::move(fields);
    record.holds_from = day(from);
    rows_.emplace_back(name, record);
  }
  void share(const std::string& target, const std::string& node, const std::string& unit,
             std::string_view value) {
    add("分解", target + "/" + node + "/" + unit, "2017-10-12",
        {{"目标", target}, {"节点", node}, {"单位", unit}, {"份额", number(value)}});
  }
  /// Row `n` of a unit, in a state from a day on; `since` is the day of the figure.
  void progress(const std::string& place, int n, std::string_view value, const std::string& state,
                std::string_view from, std::string_view since = "") {
    const size_t first = place.find('/');
    const size_t second = place.find('/', first + 1);
    add("进展", place + "/" + std::to_string(n), from,
        {{"目标", place.substr(0, first)},
         {"节点", place.substr(first + 1, second - first - 1)},
         {"单位", place.substr(second + 1)},
         {"数值", number(value)},
         {"状态", state}});
    rows_.back().second.since = day(since.empty() ? from : since);
  }

  std::vector<Record> rows(std::string_view name, std::string_view prefix,
                           const View& view) const override {
    std::map<std::string, Record> last;
    for (const auto& [register_name, record] : rows_) {
      const bool asked = register_name == name && record.id.rfind(prefix, 0) == 0;
      if (asked && record.holds_from <= view.as_of) last[record.id] = record;
    }
    std::vector<Record> found;
    for (const auto& [id, record] : last) found.push_back(record);
    return found;
  }

 private:
  std::vector<std::pair<std::string, Record>> rows_;
};

Plan plan_of(const std::string& blocks) {
  const std::string body = "# 示例方案\n\n到2020年底,完成目标。\n\n" + blocks;
  const Package package{
      "示例",
      {{"1-正文.md", body},
       {"agencies.md", "```agency\n| name | kind |\n|---|---|\n| 甲县 | 县区 |\n| 乙县 | 县区 |\n"
                       "| 市发展改革委 | 部门 |\n```\n\n```parameter 偏差\ntype: number %\n"
                       "values: {2017-10-12: 10}\n```\n\n```parameter 未定\ntype: number %\n```\n"},
       {"plan.md", "```plan\ntitle: 示例方案\nissued: 2017-10-12\ntext: [1-正文.md]\n"
                   "notes: [agencies.md]\n```\n"}}};
  Checked checked = check(package);
  EXPECT_TRUE(checked.plan.has_value());
  for (const Diagnostic& diagnostic : checked.diagnostics) {
    // Parameters that only some of the tests use.
    if (diagnostic.code != "PLAN-R003") ADD_FAILURE() << diagnostic.code;
  }
  return std::move(*checked.plan);
}

Plan coal() {
  return plan_of("```target 压煤\nunit: 万吨\neach: {2017: 66, 2018: 120}\ntotal: 186\n```\n");
}

std::vector<Figure> measure(const Plan& plan, const Records& records, const View& view,
                            const std::optional<std::string>& holder = std::nullopt) {
  return FigureMaker({plan, records, view, {}, holder}).all();
}

/// The one figure of a node and share.
Figure figure(const std::vector<Figure>& figures, const std::string& node,
              const std::string& share = "") {
  std::vector<Figure> found;
  for (const Figure& one : figures) {
    if (one.node == node && one.share == share) found.push_back(one);
  }
  EXPECT_EQ(found.size(), 1u) << node << " " << share;
  return found.empty() ? Figure{} : found.front();
}

TEST(Figures, CountAcceptedSharesAgainstTheTotal) {
  WrittenRecords records;
  records.share("压煤", "2017", "甲县", "66");
  records.share("压煤", "2018", "甲县", "120");
  records.progress("压煤/2017/甲县", 1, "66", "accepted", "2017-12-01");
  records.progress("压煤/2018/甲县", 1, "50", "accepted", "2018-06-01");
  records.progress("压煤/2018/甲县", 2, "60", "accepted", "2018-12-01");
  const std::vector<Figure> figures = measure(coal(), records, on("2019-01-01"));
  const Figure total = figure(figures, "total");
  EXPECT_EQ(total.accepted, number("126"));
  EXPECT_EQ(shown_rate(*total.rate, total.met), "67.7");
  EXPECT_EQ(total.light, "red");
  EXPECT_TRUE(figure(figures, "2017").met);
  EXPECT_EQ(figure(figures, "2017").light, "green");
  EXPECT_FALSE(figure(figures, "2017").late);
  EXPECT_EQ(figure(figures, "2018", "甲县").accepted, number("60"));
}

TEST(Figures, TellReportedFromAcceptedOnEveryDay) {
  WrittenRecords records;
  records.share("压煤", "2017", "甲县", "66");
  records.progress("压煤/2017/甲县", 1, "66", "reported", "2017-10-12");
  records.progress("压煤/2017/甲县", 1, "66", "accepted", "2017-10-13");
  const Plan plan = coal();
  const Figure before = figure(measure(plan, records, on("2017-10-12")), "2017");
  EXPECT_EQ(before.reported, number("66"));
  EXPECT_EQ(before.accepted, number("0"));
  EXPECT_EQ(before.light, "red");  // 284 of 364 days have passed: 78 points behind.
  const Figure after = figure(measure(plan, records, on("2017-10-13")), "2017");
  EXPECT_EQ(after.accepted, number("66"));
  EXPECT_EQ(after.light, "green");
  EXPECT_EQ(shown_rate(*figure(measure(plan, records, on("2017-10-13")), "total").rate, false),
            "35.5");
}

TEST(Figures, KeepTheLastRowByNumberAndDropReturnedOnes) {
  WrittenRecords records;
  for (int n = 1; n <= 11; ++n) {
    records.progress("压煤/2017/甲县", n, std::to_string(n), "accepted", "2017-11-01");
  }
  records.progress("压煤/2017/甲县", 12, "60", "returned", "2017-11-01");
  const Figure whole = figure(measure(coal(), records, on("2017-11-02")), "2017");
  EXPECT_EQ(whole.accepted, number("11"));
  EXPECT_EQ(whole.reported, number("11"));
}

TEST(Figures, KeepTheFigureOfTheLatestDayWhenAnEarlierOneComesInLate) {
  WrittenRecords records;
  records.progress("压煤/2017/甲县", 1, "60", "accepted", "2017-11-10", "2017-11-01");
  records.progress("压煤/2017/甲县", 2, "40", "accepted", "2017-11-12", "2017-10-20");
  EXPECT_EQ(figure(measure(coal(), records, on("2017-11-13")), "2017").accepted, number("60"));
  records.progress("压煤/2017/甲县", 3, "61", "accepted", "2017-11-12", "2017-11-01");
  EXPECT_EQ(figure(measure(coal(), records, on("2017-11-13")), "2017").accepted, number("61"));
}

TEST(Figures, ReadYearlyValuesInAnyOrder) {
  const Plan plan = plan_of("```target 每年\nunit: 家\nevery: {2019: 20, 2018: 10}\n```\n");
  const std::vector<TargetNode>& nodes = plan.find_target("每年")->nodes;
  ASSERT_EQ(nodes.size(), 3u);
  EXPECT_EQ(nodes[0].name, "2018");
  EXPECT_EQ(nodes[0].value.low, number("10"));
  EXPECT_EQ(nodes[1].value.low, number("20"));
  EXPECT_EQ(nodes[2].value.low, number("20"));
}

TEST(Figures, MarkWhatWasMetLate) {
  WrittenRecords records;
  records.progress("压煤/2017/甲县", 1, "66", "accepted", "2018-01-05");
  const Figure late = figure(measure(coal(), records, on("2018-02-01")), "2017");
  EXPECT_TRUE(late.met);
  EXPECT_TRUE(late.late);
  EXPECT_EQ(late.light, "green");
  EXPECT_EQ(late.days_left, -32);
}

TEST(Figures, ShowNoLightsBeforeThePlanIsInForce) {
  for (const Figure& one : measure(coal(), WrittenRecords(), on("2017-10-11"))) {
    EXPECT_EQ(one.light, "");
  }
}

TEST(Figures, ShowAHolderItsOwnSharesOnly) {
  WrittenRecords records;
  records.share("压煤", "2017", "甲县", "30");
  records.share("压煤", "2017", "乙县", "36");
  records.progress("压煤/2017/乙县", 1, "36", "accepted", "2017-11-01");
  const Plan plan = coal();
  const auto own = measure(plan, records, on("2017-12-01"), "甲县");
  for (const Figure& one : own) EXPECT_EQ(one.share, "甲县") << one.node;
  EXPECT_EQ(figure(own, "2017", "甲县").due_value.low, number("30"));
  EXPECT_EQ(figure(own, "2017", "甲县").accepted, number("0"));
}

TEST(Figures, ListFiguresWithoutAShareAsUnattributed) {
  WrittenRecords records;
  records.progress("压煤/2017/乙县", 1, "5", "accepted", "2017-11-01");
  const Figure stray = figure(measure(coal(), records, on("2017-12-01")), "2017", "乙县");
  EXPECT_FALSE(stray.due_value.low.has_value());
  EXPECT_TRUE(stray.no_figure);
  EXPECT_EQ(stray.light, "grey");
}

struct CompareCase {
  std::string compare;
  std::string asked;
  std::string value;
  bool met;
};

TEST(Figures, CompareAsTheWordsOfPlansDo) {
  const std::vector<CompareCase> cases = {
      {">=", "2000", "2000", true},  {">=", "2000", "1999", false}, {">", "2000", "2000", false},
      {">", "2000", "2001", true},   {"<=", "100", "100", true},    {"<=", "100", "101", false},
      {"<", "100", "100", false},    {"<", "100", "99", true},      {"range", "40..50", "40", true},
      {"range", "40..50", "39", false},
      {"~\ntolerance: 偏差", "100", "90", true},
      {"~\ntolerance: 偏差", "100", "89.9999", false},
  };
  for (const CompareCase& one : cases) {
    const Plan plan = plan_of("```target 户数\nunit: 家\ncompare: " + one.compare +
                              "\ndue: {2018-12-31: " + one.asked + "}\n```\n");
    WrittenRecords records;
    records.progress("户数/2018-12-31/", 1, one.value, "accepted", "2018-01-01");
    const Figure found = figure(measure(plan, records, on("2018-06-30")), "2018-12-31");
    EXPECT_EQ(found.met, one.met) << one.compare << " " << one.asked << " " << one.value;
  }
}

TEST(Figures, DoNotTakeAnUnreportedLimitForAMetOne) {
  const Plan plan = plan_of("```target 能耗\nunit: 吨\ncompare: <=\ndue: {2018-12-31: 9}\n```\n");
  EXPECT_FALSE(figure(measure(plan, WrittenRecords(), on("2018-06-30")), "2018-12-31").met);
}

TEST(Figures, SayWhatIsNotSet) {
  const Plan unset = plan_of(
      "```target 户数\nunit: 家\ncompare: ~\ntolerance: 未定\ndue: {2018-12-31: 100}\n```\n");
  const Figure found = figure(measure(unset, WrittenRecords(), on("2018-06-30")), "2018-12-31");
  EXPECT_EQ(found.not_set, std::vector<std::string>{"未定"});
  EXPECT_EQ(found.light, "grey");
  const Plan none = plan_of("```target 户数\nunit: 家\ncompare: ~\ndue: {2018-12-31: 100}\n```\n");
  EXPECT_EQ(figure(measure(none, WrittenRecords(), on("2018-06-30")), "2018-12-31").not_set,
            std::vector<std::string>{"tolerance"});
}

TEST(Figures, NeverAddUpRatios) {
  const Plan plan =
      plan_of("```target 比重\nunit: %\nshares: each\ndue: {2018-12-31: 30}\n```\n");
  WrittenRecords records;
  records.progress("比重/2018-12-31/甲县", 1, "20", "accepted", "2018-01-01");
  records.progress("比重/2018-12-31/乙县", 1, "20", "accepted", "2018-01-01");
  records.progress("比重/2018-12-31/", 1, "21", "accepted", "2018-01-01");
  EXPECT_EQ(figure(measure(plan, records, on("2018-06-30")), "2018-12-31").accepted, number("21"));
}

TEST(Figures, CountDaysOfTasksAndTheirStates) {
  const Plan plan = plan_of(
      "```task 关停\nwhat: 关停\nlead: 市发展改革委\nnodes:\n  2017-05-31: 甲\n  2017-09-30: 乙\n"
      "  2017-10-31: 丙\n  2018-12-31: 丁\n```\n");
  WrittenRecords records;
  records.add("办理", "关停/2017-09-30", "2017-10-12", {{"状态", std::string("done")}});
  const auto figures = measure(plan, records, on("2017-10-12"));
  EXPECT_EQ(figure(figures, "2017-05-31").days_left, -134);
  EXPECT_EQ(figure(figures, "2017-05-31").light, "red");
  EXPECT_EQ(figure(figures, "2017-09-30").days_left, -12);
  EXPECT_EQ(figure(figures, "2017-09-30").light, "green");
  EXPECT_TRUE(figure(figures, "2017-09-30").late);
  EXPECT_EQ(figure(figures, "2017-10-31").days_left, 19);
  EXPECT_EQ(figure(figures, "2017-10-31").light, "yellow");
  EXPECT_EQ(figure(figures, "2018-12-31").days_left, 445);
  EXPECT_EQ(figure(figures, "2018-12-31").light, "green");
}

TEST(ShownRate, NeverRoundsAnUnmetFigureUpToItsThreshold) {
  EXPECT_EQ(shown_rate(number("99.94"), false), "99.9");
  EXPECT_EQ(shown_rate(number("99.96"), false), "99.96");
  EXPECT_EQ(shown_rate(number("99.9996"), false), "99.9996");
  EXPECT_EQ(shown_rate(number("99.96"), true), "100.0");
  EXPECT_EQ(shown_rate(number("100"), false), "100.0");
  EXPECT_EQ(shown_rate(number("35.45"), false), "35.5");
  // A limit that is passed by little must not look like one that is kept.
  EXPECT_EQ(shown_rate(number("100.04"), false), "100.04");
  EXPECT_EQ(shown_rate(number("100.04"), true), "100.0");
}

TEST(ShownValue, RoundsWhatADivisionGaveAndNothingElse) {
  Figure figure;
  const auto shown = [&figure](std::string_view value) {
    return shown_value(figure, number(value));
  };
  EXPECT_EQ(shown("51.4286"), "51.4286") << "as somebody may have entered it";
  EXPECT_EQ(shown("12.50"), "12.5");
  EXPECT_EQ(shown("33.33333333333333333333333333333333"), "33.3");
  EXPECT_EQ(shown("0.003333333333333333333333333333333333"), "0.003") << "never 0";
  figure.due_value.low = number("10");
  EXPECT_EQ(shown("9.966666666666666666666666666666667"), "9.97") << "10.0 is not reached";
  figure.met_at = number("95");
  EXPECT_EQ(shown("9.496666666666666666666666666666667"), "9.497") << "9.50 would be met";
  EXPECT_EQ(shown("9.566666666666666666666666666666667"), "9.6");
  figure.met = true;
  EXPECT_EQ(shown("10.03333333333333333333333333333333"), "10.0");
  figure.due_value.low = number("0.125");
  EXPECT_EQ(shown("0.1333333333333333333333333333333333"), "0.133") << "as the target is written";
}

struct LightCase {
  std::string_view why;
  LightInputs inputs;
  std::string_view colour;
};

TEST(Light, FollowsTheDefaultTable) {
  const std::vector<LightCase> cases = {
      {"no figure", {true, -1, number("50"), false, true}, "grey"},
      {"met", {true, -1, number("-50"), false, false}, "green"},
      {"overdue aim", {false, -1, number("50"), true, false}, "yellow"},
      {"overdue", {false, -1, std::nullopt, false, false}, "red"},
      {"the due day is not overdue", {false, 0, number("0"), false, false}, "yellow"},
      {"21 behind", {false, 100, number("21"), false, false}, "red"},
      {"20 behind", {false, 100, number("20"), false, false}, "yellow"},
      {"an aim is never red", {false, 100, number("90"), true, false}, "yellow"},
      {"10 behind", {false, 100, number("10"), false, false}, "green"},
      {"30 days left", {false, 30, number("0"), false, false}, "yellow"},
      {"31 days left", {false, 31, number("0"), false, false}, "green"},
  };
  for (const LightCase& one : cases) {
    EXPECT_EQ(light(default_light_decision(), one.inputs).colour, one.colour) << one.why;
  }
  EXPECT_TRUE(check_light(default_light_decision()).empty());
}

TEST(Light, IsTheTableOfThePackage) {
  const Plan plan = plan_of(
      "```decision 亮灯\nclause: \"到2020年底\"\n| F | days left | behind | → 灯 "
      "|\n|---|---|---|---|\n"
      "| 1 | [0..10) | - | \"red\" |\n| 2 | 10, 11 | not(> 5) | \"yellow\" |\n```\n");
  const Decision& own = light_decision(plan);
  const auto colour = [&own](int64_t days, std::optional<Decimal> behind) {
    return light(own, LightInputs{false, days, behind, false, false}).colour;
  };
  EXPECT_EQ(colour(9, std::nullopt), "red");
  EXPECT_EQ(colour(10, number("5")), "yellow");
  EXPECT_EQ(colour(11, number("6")), "grey");         // No rule fires.
  EXPECT_EQ(colour(11, std::nullopt), "grey");        // A missing value fulfils `-` only.
  EXPECT_EQ(light(own, LightInputs{false, 20, number("0"), false, false}).rule, -1);
}

TEST(Shares, AreRefusedUnlessTheySum) {
  const Plan plan = plan_of(
      "```target 户数\nunit: 家\neach: {2017: 250}\n```\n\n```target 比重\nunit: %\n"
      "each: {2017: 30}\n```\n\n```target 未设\nunit: 家\neach:\n  2017:\n```\n");
  const Target& target = *plan.find_target("户数");
  const auto codes = [&plan](const Target& of, const ShareSheet& sheet) {
    std::string all;
    for (const Diagnostic& found : check_shares(plan, of, sheet)) all += found.code + " ";
    return all;
  };
  const auto sheet = [](std::string_view a, std::string_view b, std::string_view reserve) {
    return ShareSheet{"2017", number(reserve), {{"甲县", number(a)}, {"乙县", number(b)}}};
  };
  EXPECT_EQ(codes(target, sheet("100", "149", "0")), "CAMP-S001 ");
  EXPECT_EQ(codes(target, sheet("100", "150", "0")), "");
  EXPECT_EQ(codes(target, sheet("100", "149", "1")), "");
  EXPECT_EQ(codes(target, {"2019", Decimal(0), {}}), "CAMP-S002 ");
  EXPECT_EQ(codes(*plan.find_target("比重"), sheet("30", "30", "0")), "CAMP-S003 ");
  EXPECT_EQ(codes(target, {"2017", Decimal(0), {{"丙县", Decimal(250)}}}), "CAMP-S004 ");
  EXPECT_EQ(codes(target, {"2017", Decimal(0), {{"甲县", Decimal(125)}, {"甲县", Decimal(125)}}}),
            "CAMP-S005 ");
  EXPECT_EQ(codes(target, sheet("-1", "251", "0")), "CAMP-S006 ");
  EXPECT_EQ(codes(target, sheet("0.00001", "249.99999", "0")), "CAMP-S007 CAMP-S007 ");
  EXPECT_EQ(codes(target, sheet("9e6144", "9e6144", "0")), "CAMP-S009 CAMP-S009 ");
  EXPECT_EQ(codes(*plan.find_target("未设"), sheet("1", "1", "0")), "CAMP-S008 ");
}

TEST(Shares, MustLeaveTheReserveThatThePlanDeclares) {
  const Plan plan = plan_of("```target 户数\nunit: 家\nreserve: 10\neach: {2017: 250}\n```\n");
  const Target& target = *plan.find_target("户数");
  const auto codes = [&](std::string_view share, std::string_view reserve) {
    std::string all;
    const ShareSheet sheet{"2017", number(reserve), {{"甲县", number(share)}}};
    for (const Diagnostic& found : check_shares(plan, target, sheet)) all += found.code + " ";
    return all;
  };
  EXPECT_EQ(codes("240", "10"), "");
  EXPECT_EQ(codes("250", "0"), "CAMP-S010 ");
  EXPECT_EQ(codes("250", "10"), "CAMP-S001 ");
  const Figure whole = figure(measure(plan, WrittenRecords(), on("2017-11-01")), "2017");
  EXPECT_EQ(whole.reserve, number("10"));
}

}  // namespace
}  // namespace fangan
