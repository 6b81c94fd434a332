// Who gets what: order, caps, budgets, exclusions, ends and the day whose parameters count.
#include "campaign/policy_ledger.h"

#include <gtest/gtest.h>

#include "campaign/row_table.h"
#include "campaign/rows_world_test.h"

namespace fangan {
namespace {

/// A register of projects; each row is there from a day on.
class Projects {
 public:
  Projects() {
    builder.plan().header.language = "zh";
    builder.add_register("项目", {"名称"},
                         {{"名称"}, {"企业"}, {"投资", FieldKind::number},
                          {"开工日", FieldKind::date}, {"解除日", FieldKind::date}});
    builder.parameter("比例", "number", {{"2018-01-01", "0.1"}, {"2018-02-01", "0.2"}});
    builder.parameter("上限", "number", {});
    builder.parameter("后定", "number", {{"2018-03-01", "0.3"}});
  }

  void add(const std::string& since, const std::string& name, const std::string& firm,
           const std::string& investment, const std::string& begun = "",
           const std::string& released = "") {
    const auto day_or_null = [](const std::string& text) {
      return text.empty() ? Value() : Value(day(text));
    };
    RowState state = row_state(name, {name, firm, number(investment), day_or_null(begun),
                                      day_or_null(released)});
    state.since = day(since);
    states.push_back(std::move(state));
  }

  /// 丙 50 and 乙 300 from 10 January, 甲 100 from 1 February; 乙 and 甲 of one firm.
  void add_three() {
    add("2018-02-01", "甲", "一厂", "100", "2019-06-01");
    add("2018-01-10", "乙", "一厂", "300");
    add("2018-01-10", "丙", "二厂", "50", "2018-03-01");
  }

  Policy& subsidy() {
    Policy& policy = builder.policy("补助", "项目", "企业", "投资 >= 50");
    policy.amount = PlanBuilder::formula("投资 * 比例");
    return policy;
  }

  /// Each entry with its amount, or with the code of why there is none, then undetermined lines
  /// with the row they hang on: the same whether all rows of a day are looked at, or those that
  /// changed on it.
  std::string ledger(const std::string& as_of, const std::string& policy = "补助") {
    if (plan.registers.empty()) plan = builder.finish();
    const std::string all = ledger(as_of, policy, Looks::at_all_rows);
    EXPECT_EQ(ledger(as_of, policy, Looks::at_changed_rows), all);
    return all;
  }

 private:
  enum class Looks : uint8_t { at_all_rows, at_changed_rows };

  std::shared_ptr<Rows> changed_on(Date on) const {
    auto rows = std::make_shared<Rows>(plan, on, parameters_in_force(plan, on));
    std::vector<RowState> changed;
    for (const RowState& state : states) {
      if (state.since == on) changed.push_back(state);
    }
    EXPECT_TRUE(rows->add("项目", changed).empty());
    return rows;
  }

  std::string ledger(const std::string& as_of, const std::string& policy, Looks looks) {
    PastViews views;
    if (looks == Looks::at_changed_rows) {
      views.changed = [this](Date on, const Policy&) { return changed_on(on); };
    }
    views.changes = [](const std::set<std::string>&) -> std::vector<Date> {
      return {day("2018-01-01"), day("2018-01-10"), day("2018-02-01"), day("2018-03-01")};
    };
    std::shared_ptr<PolicyLedgers> ledgers;
    views.on = [this, &views, &as_of, &ledgers](Date on, const Policy* today) {
      auto rows = std::make_shared<Rows>(plan, on, parameters_in_force(plan, on));
      std::vector<RowState> there;
      for (const RowState& state : states) {
        if (state.since <= (today == nullptr ? on : day(as_of))) there.push_back(state);
      }
      EXPECT_TRUE(rows->add("项目", there).empty());
      const auto made = add_policy_ledgers(rows.get(), views);
      if (ledgers == nullptr) ledgers = made;  // Of the view that is asked first.
      return rows;
    };
    const std::shared_ptr<Rows> rows = views.on(day(as_of), nullptr);
    const Value list = rows->list(policy);
    if (!list.is(ValueKind::list)) return code_of(list);
    std::string text;
    for (const Value& entry : list.items()) {
      const Value* amount = entry.context().find("金额");
      const Value& project = *entry.context().find("项目");
      text += (text.empty() ? "" : ", ") + project.context().find("名称")->text();
      if (amount == nullptr) continue;
      text += " " + (amount->is_null() ? code_of(*amount) : amount->number().print_normal());
    }
    for (const Policy& each : plan.policies) {
      if (each.name.text == policy) text += undetermined(ledgers->lines(each).lines);
    }
    return text;
  }

  static std::string undetermined(const std::vector<LedgerLine>& lines) {
    std::string text;
    for (const LedgerLine& line : lines) {
      if (line.fate != LedgerLine::Fate::undetermined) continue;
      text += "; " + line.entitlement.row->state().id + " by " + line.excluded_by->name.text;
      text += " of " + line.doubt->policy->name.text + " " + line.doubt->row;
    }
    return text;
  }

 public:
  PlanBuilder builder;
  Plan plan;
  std::vector<RowState> states;
};

TEST(PolicyLedger, StandsInTheOrderOfDaysAndCountsByThem) {
  Projects world;
  world.add_three();
  world.subsidy();
  EXPECT_EQ(world.ledger("2018-12-31"), "丙 5, 乙 30, 甲 20");
  EXPECT_EQ(world.ledger("2018-01-31"), "丙 5, 乙 30");
  EXPECT_EQ(world.ledger("2018-01-09"), "");
}

TEST(PolicyLedger, GivesOnceAndUpToTheCap) {
  Projects world;
  world.add_three();
  world.subsidy().once_per = {{"企业", {}}};
  EXPECT_EQ(world.ledger("2018-12-31"), "丙 5, 乙 30");
  Projects capped;
  capped.add_three();
  Policy& policy = capped.subsidy();
  policy.per = {{"企业", {}}};
  policy.cap = PlanBuilder::formula("25");
  EXPECT_EQ(capped.ledger("2018-12-31"), "丙 5, 乙 25, 甲 0");
}

TEST(PolicyLedger, GivesWhatIsLeftOfTheBudgetOfAYear) {
  Projects world;
  world.add_three();
  world.add("2019-03-01", "丁", "三厂", "1000");
  world.subsidy().budget = {{2018, Decimal(40)}, {2019, std::nullopt}};
  EXPECT_EQ(world.ledger("2019-12-31"), "丙 5, 乙 30, 甲 5, 丁 CAMP-R011");
  Projects yearly;
  yearly.add_three();
  yearly.add("2019-03-01", "丁", "三厂", "1000");
  yearly.subsidy().budget = {{0, Decimal(40)}};
  EXPECT_EQ(yearly.ledger("2019-12-31"), "丙 5, 乙 30, 甲 5, 丁 40");
}

TEST(PolicyLedger, TakesTheParametersOfTheDayThatRatesOnNames) {
  Projects world;
  world.add_three();
  world.subsidy().rates_on = PlanBuilder::formula("开工日");
  // 甲 begins after the day of the view, which knows its own parameters.
  EXPECT_EQ(world.ledger("2018-12-31"), "丙 10, 乙 CAMP-R010, 甲 20");
  Projects unset;
  unset.add_three();
  unset.subsidy().amount = PlanBuilder::formula("投资 * 上限");
  EXPECT_EQ(unset.ledger("2018-12-31"), "丙 CAMP-R006, 乙 CAMP-R006, 甲 CAMP-R006");
}

TEST(PolicyLedger, CountsByAParameterThatWasSetAfterwards) {
  Projects world;
  world.add_three();
  world.subsidy().amount = PlanBuilder::formula("投资 * 后定");
  EXPECT_EQ(world.ledger("2018-02-28"), "丙 CAMP-R006, 乙 CAMP-R006, 甲 CAMP-R006");
  EXPECT_EQ(world.ledger("2018-03-01"), "丙 15, 乙 90, 甲 30");
}

TEST(PolicyLedger, HoldsUntilItEndsWhateverBecomesOfTheCondition) {
  Projects world;
  world.add("2018-01-01", "甲", "一厂", "1", "2018-01-31", "2018-03-01");
  world.add("2018-01-01", "乙", "二厂", "1", "2018-01-15", "2018-04-01");
  const std::string late = "today() > 开工日 and today() < date(\"2018-02-10\")";
  Policy& policy = world.builder.policy("约束", "项目", "企业", late);
  policy.restrictions = {{"停贷", {}}};
  policy.until = PlanBuilder::formula("today() >= 解除日");
  EXPECT_EQ(world.ledger("2018-01-31", "约束"), "乙");
  EXPECT_EQ(world.ledger("2018-02-01", "约束"), "乙, 甲");
  EXPECT_EQ(world.ledger("2018-02-28", "约束"), "乙, 甲");
  EXPECT_EQ(world.ledger("2018-03-01", "约束"), "乙");
  EXPECT_EQ(world.ledger("2018-04-01", "约束"), "");
  Projects open;
  open.add("2018-01-01", "甲", "一厂", "1", "2018-01-31");
  open.builder.policy("约束", "项目", "企业", late).restrictions = {{"停贷", {}}};
  EXPECT_EQ(open.ledger("2018-02-09", "约束"), "甲");
  EXPECT_EQ(open.ledger("2018-02-10", "约束"), "");
}

TEST(PolicyLedger, GivesOneOfTwoThatExcludeEachOtherToWhomIsFirst) {
  for (const bool first_says : {true, false}) {
    Projects world;
    world.add_three();
    world.builder.policy("补助", "项目", "企业", "投资 <= 100");
    world.builder.policy("奖励", "项目", "企业", "投资 >= 300");
    std::vector<Policy>& policies = world.builder.plan().policies;
    policies[first_says ? 0 : 1].excludes = {{first_says ? "奖励" : "补助", {}}};
    for (Policy& policy : policies) policy.restrictions = {{"有", {}}};
    EXPECT_EQ(world.ledger("2018-12-31", "奖励"), "乙");
    EXPECT_EQ(world.ledger("2018-12-31", "补助"), "丙");
  }
}

/// 补助 and 奖励 of one firm on one day, by rows of their own; 补助 names 奖励 where it says so.
Projects two_of_a_day(const char* aid_row, const char* prize_row, bool names) {
  Projects world;
  world.add("2018-01-10", aid_row, "一厂", "50");
  world.add("2018-01-10", prize_row, "一厂", "300");
  world.builder.policy("奖励", "项目", "企业", "投资 >= 300").restrictions = {{"有", {}}};
  Policy& aid = world.builder.policy("补助", "项目", "企业", "投资 <= 100");
  aid.restrictions = {{"有", {}}};
  if (names) aid.excludes = {{"奖励", {}}};
  if (!names) world.builder.plan().policies[0].excludes = {{"补助", {}}};
  return world;
}

TEST(PolicyLedger, GivesWhatExcludesEachOtherOnOneDayByTheKey) {
  for (const bool names : {true, false}) {
    Projects first = two_of_a_day("a", "b", names);
    EXPECT_EQ(first.ledger("2018-12-31", "补助"), "a");
    EXPECT_EQ(first.ledger("2018-12-31", "奖励"), "");
    Projects last = two_of_a_day("b", "a", names);
    EXPECT_EQ(last.ledger("2018-12-31", "补助"), "");
    EXPECT_EQ(last.ledger("2018-12-31", "奖励"), "a");
  }
}

TEST(PolicyLedger, GivesOfOneRowThePolicyThatNamesTheOther) {
  for (const bool names : {true, false}) {
    Projects world;
    world.add("2018-01-10", "a", "一厂", "50");
    world.builder.policy("奖励", "项目", "企业", "投资 >= 1").restrictions = {{"有", {}}};
    world.builder.policy("补助", "项目", "企业", "投资 <= 100").restrictions = {{"有", {}}};
    std::vector<Policy>& policies = world.builder.plan().policies;
    policies[names ? 1 : 0].excludes = {{names ? "奖励" : "补助", {}}};
    EXPECT_EQ(world.ledger("2018-12-31", "补助"), names ? "a" : "");
    EXPECT_EQ(world.ledger("2018-12-31", "奖励"), names ? "" : "a");
  }
}

/// 奖励 from the day work began, which may be missing; 补助 by what was invested. 再补 is excluded
/// by 补助.
Projects doubtful() {
  Projects world;
  world.builder.policy("奖励", "项目", "企业", "开工日 <= today()").restrictions = {{"有", {}}};
  world.builder.plan().policies[0].excludes = {{"补助", {}}};
  world.builder.policy("补助", "项目", "企业", "投资 >= 100").restrictions = {{"有", {}}};
  world.builder.plan().policies[1].excludes = {{"再补", {}}};
  world.builder.policy("再补", "项目", "企业", "投资 >= 200").restrictions = {{"有", {}}};
  return world;
}

TEST(PolicyLedger, LeavesOpenWhatIsExcludedByWhatIsNotKnown) {
  Projects world = doubtful();
  world.add("2018-01-10", "a", "一厂", "1");
  world.add("2018-02-01", "b", "一厂", "300");
  world.add("2018-02-01", "c", "二厂", "300", "2018-02-01");
  world.add("2018-02-01", "d", "三厂", "300", "2099-01-01");
  EXPECT_EQ(world.ledger("2018-12-31", "奖励"), "c");
  EXPECT_EQ(world.ledger("2018-12-31", "补助"), "d; b by 奖励 of 奖励 a");
  EXPECT_EQ(world.ledger("2018-12-31", "再补"), "c; b by 补助 of 奖励 a");
}

TEST(PolicyLedger, LeavesOpenWhatMayHaveEnded) {
  Projects world;
  world.builder.policy("约束", "项目", "企业", "投资 > 0").restrictions = {{"停贷", {}}};
  Policy& restriction = world.builder.plan().policies[0];
  restriction.until =
      PlanBuilder::formula("if 解除日 = null then null else 解除日 < date(\"2018-06-01\")");
  restriction.excludes = {{"补助", {}}};
  world.subsidy();
  world.add("2018-01-10", "a", "一厂", "100");
  world.add("2018-01-10", "b", "二厂", "100", "", "2018-03-01");
  world.add("2018-01-10", "c", "三厂", "100", "", "2018-07-01");
  EXPECT_EQ(world.ledger("2018-12-31", "约束"), "c");
  EXPECT_EQ(world.ledger("2018-12-31", "补助"), "b 10; a by 约束 of 约束 a");
}

TEST(PolicyLedger, GivesWhatStoodBeforeAnythingWasInDoubt) {
  Projects world = doubtful();
  world.add("2018-01-10", "b", "一厂", "100", "2099-01-01");
  world.add("2018-02-01", "a", "一厂", "1");
  EXPECT_EQ(world.ledger("2018-12-31", "补助"), "b");
}

/// 奖励, of which it is not known until 20 February whether rows of 100 have it, excludes 补助; no
/// row has it afterwards.
Projects doubtful_until_february() {
  Projects world;
  world.builder
      .policy("奖励", "项目", "企业",
              "if 投资 = 100 and today() < date(\"2018-02-20\") then null else false")
      .restrictions = {{"有", {}}};
  world.builder.plan().policies[0].excludes = {{"补助", {}}};
  return world;
}

TEST(PolicyLedger, LetsStandWhatOthersWereGivenWhileItWasInDoubt) {
  const auto with_two = [] {
    Projects world = doubtful_until_february();
    world.add("2018-01-10", "a", "一厂", "100");
    world.add("2018-02-01", "b", "二厂", "200");
    return world;
  };
  Projects budget = with_two();
  budget.subsidy().budget = {{2018, Decimal(45)}};
  EXPECT_EQ(budget.ledger("2018-01-31"), "; a by 奖励 of 奖励 a");
  EXPECT_EQ(budget.ledger("2018-02-19"), "b 40; a by 奖励 of 奖励 a");
  EXPECT_EQ(budget.ledger("2018-02-20"), "b 40, a 5");
  EXPECT_EQ(budget.ledger("2018-12-31"), "b 40, a 5");
  Projects cap = with_two();
  Policy& policy = cap.subsidy();
  policy.per = {{"开工日", {}}};
  policy.cap = PlanBuilder::formula("45");
  EXPECT_EQ(cap.ledger("2018-02-20"), "b 40, a 5");
  Projects once = with_two();
  once.subsidy().once_per = {{"开工日", {}}};
  EXPECT_EQ(once.ledger("2018-02-20"), "b 40");
}

TEST(PolicyLedger, IsNotHeldUpByADoubtThatCameLater) {
  Projects world = doubtful_until_february();
  world.add("2018-01-01", "a", "一厂", "200");
  world.add("2018-01-10", "b", "一厂", "100");
  world.add("2018-02-01", "c", "二厂", "300");
  world.subsidy();
  // 一厂 has 补助 when the doubt begins, so it cannot have 奖励 any more, whatever becomes of that.
  EXPECT_EQ(world.ledger("2018-02-19"), "a 20, b 10, c 60");
  EXPECT_EQ(world.ledger("2018-03-31"), "a 20, b 10, c 60");
}

TEST(PolicyLedger, KeepsTheOrderOfThoseThatLeaveOneDoubt) {
  Projects world = doubtful_until_february();
  world.builder.policy("补助", "项目", "企业", "投资 = 100").restrictions = {{"有", {}}};
  world.builder.plan().policies[1].excludes = {{"再补", {}}};
  world.builder.policy("再补", "项目", "企业", "投资 >= 200").restrictions = {{"有", {}}};
  world.add("2018-01-10", "a", "一厂", "100");
  world.add("2018-02-01", "b", "一厂", "200");
  world.add("2018-02-01", "c", "二厂", "300");
  EXPECT_EQ(world.ledger("2018-02-19", "补助"), "; a by 奖励 of 奖励 a");
  EXPECT_EQ(world.ledger("2018-02-19", "再补"), "c; b by 补助 of 奖励 a");
  EXPECT_EQ(world.ledger("2018-02-20", "补助"), "a");
  EXPECT_EQ(world.ledger("2018-02-20", "再补"), "c");
}

TEST(PolicyLedger, CountsFromTheDayItIsKnownNotToHaveEnded) {
  Projects world;
  world.add("2018-01-10", "a", "一厂", "100");
  world.add("2018-02-01", "b", "二厂", "200");
  Policy& policy = world.subsidy();
  policy.budget = {{2018, Decimal(45)}};
  policy.until = PlanBuilder::formula(
      "if 投资 = 100 and today() >= date(\"2018-01-20\") and today() < date(\"2018-02-20\") "
      "then null else false");
  EXPECT_EQ(world.ledger("2018-01-19"), "a 10");
  EXPECT_EQ(world.ledger("2018-02-19"), "b 40");
  EXPECT_EQ(world.ledger("2018-02-20"), "b 40, a 5");
}

TEST(PolicyLedger, LeavesOpenWhatIsExcludedByARuleWhoseParameterIsNotSet) {
  Projects world;
  world.add_three();
  world.builder.policy("奖励", "项目", "企业", "投资 >= 上限").restrictions = {{"有", {}}};
  world.builder.plan().policies[0].excludes = {{"补助", {}}};
  world.builder.policy("补助", "项目", "企业", "投资 >= 100").restrictions = {{"有", {}}};
  EXPECT_EQ(world.ledger("2018-12-31", "补助"),
            "; 乙 by 奖励 of 奖励 乙; 甲 by 奖励 of 奖励 乙");
}

TEST(PolicyLedger, SaysWhyNothingIsKnownOfIt) {
  Projects world;
  world.add_three();
  world.builder.policy("补助", "项目", "企业", "投资 >= 上限").restrictions = {{"有", {}}};
  EXPECT_EQ(world.ledger("2018-12-31"), "CAMP-R006");
}

TEST(PolicyLedger, CountsPeriodsApart) {
  PlanBuilder builder;
  builder.plan().header.language = "zh";
  builder.add_register("年报", {"企业"}, {{"企业"}, {"额", FieldKind::number}}).period =
      Period::year;
  builder.parameter("比例", "number", {{"2018-01-01", "0.1"}, {"2019-12-31", "0.2"}});
  builder.policy("甲", "年报", "企业", "额 >= 10").amount = PlanBuilder::formula("额 * 比例");
  builder.policy("乙", "年报", "企业", "额 < 10").restrictions = {{"有", {}}};
  builder.plan().policies[1].excludes = {{"甲", {}}};
  const Plan plan = builder.finish();
  std::vector<RowState> states = {row_state("厂/2018", {"厂", number("10")}),
                                  row_state("厂/2019", {"厂", number("20")}),
                                  row_state("厂/2020", {"厂", number("5")})};
  for (int i = 0; i < 3; ++i) states[static_cast<size_t>(i)].period = Value(Decimal(2018 + i));
  PastViews views;
  views.changes = [](const std::set<std::string>&) {
    return std::vector{day("2018-01-01"), day("2019-12-31")};
  };
  views.on = [&](Date on, const Policy*) {
    auto rows = std::make_shared<Rows>(plan, on, parameters_in_force(plan, on));
    EXPECT_TRUE(rows->add("年报", states).empty());
    add_policy_ledgers(rows.get(), views);
    return rows;
  };
  const std::shared_ptr<Rows> rows = views.on(day("2021-01-01"), nullptr);
  const Value first = rows->list("甲");
  ASSERT_EQ(first.items().size(), 2u);
  // Each by the parameters of the last day of its year.
  EXPECT_EQ(first.items()[0].context().find("金额")->number(), Decimal(1));
  EXPECT_EQ(first.items()[1].context().find("金额")->number(), Decimal(4));
  EXPECT_EQ(rows->list("乙").items().size(), 1u);  // Of another year, so not excluded.
}

}  // namespace
}  // namespace fangan
