// Counts kept by row against lists of rows computed anew by feel/: the same, after each of many
// changes drawn from a seed.
#include "campaign/row_tally.h"

#include <gtest/gtest.h>

#include <random>

#include "campaign/checked_plan_test.h"
#include "campaign/measured_day.h"
#include "campaign/parameters_in_force.h"
#include "campaign/row_source.h"
#include "value/print.h"

namespace fangan {
namespace {

Date day(std::string_view text) { return Date::parse(text).value(); }

/// Regions and names that come over references, grades by a flow and by expressions, days by a
/// formula, by a period and by an entry, rows that look at others and at all of them.
constexpr std::string_view blocks = R"(
```flow 认定
states:
  填报:
  已上报: reported
  已认定: accepted
  已公布: published
edit in: [填报]
steps:
  上报:
    from: 填报
    to: 已上报
    by: county
  认定:
    from: 已上报
    to: 已认定
    by: office
  公布:
    from: 已认定
    to: 已公布
    by: office
```

```register 企业
key: 代码
fields:
  代码: text required
  所在县区: region
  规模: one of [大, 中, 小] required
derived:
  大中型: 规模 = "大" or 规模 = "中"
```

```register 项目
key: 编码
fields:
  编码: text required
  企业: 企业
  类型: one of [甲类, 乙类, 丙类, 丁类] required
  投资: number required
  台数: number places 0 required
  建成日期: date
derived:
  企业项目数: if 企业 = null then 0 else count(企业.项目)
  全部项目数: count(项目)
flow: 认定
```

```register 能耗
key: 企业
period: year
fields:
  企业: 企业 required
  用能: number required
  上年: number
derived:
  比上年: if at(期 - 1) = null then null else 用能 - at(期 - 1).用能
grades:
  reported: true
  accepted: 用能 > 5
  published: 用能 > count(企业)
```

```parameter 起点
type: number
values: {2017-01-01: 3}
```

```decision 够大
on: 项目
value: if 投资 = null then null else 投资 > 50
```
)";

struct Asking {
  const char* measure;
  const char* more;  ///< Other keys of the target.
};
constexpr Asking targets[] = {
    {"count(done(项目))", "due: {2018-12-31: 5}"},
    {"count(项目)", "due: {2018-12-31: 5}"},
    {"total(done(项目).台数)", "each: {2017: 5, 2018: 5}\ncounts on: 建成日期"},
    {"total(done(项目)[类型 = \"甲类\"].台数)", "each: {2017: 5, 2018: 5}"},
    {"total(done(项目).投资)", "due: {2018-12-31: {甲类: 5, 乙类: 5}}\nsplit by: 类型"},
    {"count(done(项目))",
     "each: {2017: {甲类: 5, 丙类: 5}, 2018: {甲类: 5, 丙类: 5}}\nsplit by: 类型\n"
     "counts on: 建成日期"},
    // No row is ever of 丁类.
    {"count(done(项目))", "due: {2018-12-31: {甲类: 5, 丁类: 5}}\nsplit by: 类型"},
    {"total(done(项目).投资)",
     "each: {2017: {丁类: 5}, 2018: {丁类: 5}}\nsplit by: 类型\ncounts on: 建成日期"},
    {"count(done(项目)[投资 > 50])", "each: {2017: 5, 2018: 5}\ncounts on: 建成日期"},
    {"count(done(项目[投资 > 50]))", "due: {2018-12-31: 5}"},
    {"count(distinct values(done(项目)[台数 >= 起点].企业))",
     "each: {2017: 5, 2018: 5}\ncounts on: 建成日期"},
    {"count(distinct values(done(项目)[企业 != null and 企业.大中型 != null and 企业.大中型]"
     ".企业))",
     "due: {2018-12-31: 5}"},
    {"count(distinct values(项目.投资))", "due: {2018-12-31: 5}"},
    {"count(done(项目)[够大 != null and 够大]) / 4", "due: {2018-12-31: 5}"},
    {"count(done(项目)[企业项目数 > 2])", "due: {2018-12-31: 5}"},
    {"count(done(项目)[全部项目数 > 20])", "due: {2018-12-31: 5}"},
    {"count(done(项目)[建成日期 != null and 建成日期 <= node.to])", "each: {2017: 5, 2018: 5}"},
    {"if count(项目) = 0 then null else count(done(项目)) / count(项目)",
     "due: {2018-12-31: 5}"},
    {"total(done(能耗)[期 = node.year].用能)", "each: {2017: 5, 2018: 5}"},
    {"count(done(能耗)[比上年 != null and 比上年 < 0])", "due: {2018-12-31: 5}"},
    {"total(done(能耗).用能)", "each: {2017: 5, 2018: 5}"},
};

Plan make_plan() {
  std::string text(blocks);
  int number = 0;
  for (const Asking& target : targets) {
    text += "\n```target 目标" + std::to_string(++number) + "\nclause: 完成目标\nmeasure: " +
            target.measure + "\nunit: 个\n" + target.more + "\n```\n";
  }
  text += "\n```target 全部\nclause: 完成目标\nall of: 项目[类型 != \"丙类\"]\nunit: 个\n```\n";
  return checked_plan(text);
}

/// Rows by their ids, as a store would have them.
using States = std::map<std::string, std::map<std::string, RowState>>;

class Given final : public RowSource {
 public:
  explicit Given(const States* states) : states_(*states) {}
  std::vector<RowState> all(const Register& definition) override {
    std::vector<RowState> rows;
    const auto known = states_.find(definition.name.text);
    if (known == states_.end()) return rows;
    for (const auto& [id, row] : known->second) rows.push_back(row);
    return rows;
  }
  std::optional<RowState> one(const Register& definition, std::string_view id) override {
    const auto known = states_.find(definition.name.text);
    if (known == states_.end()) return std::nullopt;
    const auto row = known->second.find(std::string(id));
    return row == known->second.end() ? std::nullopt : std::optional(row->second);
  }
  std::vector<RowState> referring(const Register& from, size_t field,
                                  std::string_view id) override {
    std::vector<RowState> rows;
    for (RowState& row : all(from)) {
      const Value& value = row.fields[field];
      if (value.is(ValueKind::string) && value.text() == id) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  const States& states_;
};

class Draw {
 public:
  explicit Draw(const Plan& plan) : plan_(plan) {}

  size_t below(size_t count) { return random_() % count; }
  Value one_of(std::initializer_list<Value> values) {
    return *(values.begin() + below(values.size()));
  }
  std::string code() { return "91410822YL000071" + std::to_string(below(8)); }

  RowState enterprise() {
    const std::string id = code();
    RowState row;
    row.id = id;
    row.fields = {Value(id), one_of({Value("甲县"), Value("乙县"), Value()}),
                  one_of({Value("大"), Value("中"), Value("小"), Value()})};
    row.since = day("2017-01-01");
    return row;
  }

  RowState project() {
    RowState row;
    row.id = "项" + std::to_string(below(30));
    const auto money = [](const char* text) { return Value(Decimal::parse(text).value()); };
    row.fields = {Value(row.id), below(9) == 0 ? Value() : Value(code()),
                  one_of({Value("甲类"), Value("乙类"), Value("丙类"), Value()}),
                  one_of({money("12.50"), money("70"), money("100.005"), Value(50), Value()}),
                  below(9) == 0 ? Value() : Value(static_cast<int64_t>(below(6))),
                  one_of({day("2017-03-01"), day("2018-02-01"), day("2019-01-05"), Value()})};
    row.since = day("2017-01-01");
    const char* states[] = {"填报", "已上报", "已认定", "已公布"};
    Date entered = day("2017-02-01");
    for (size_t i = 0, last = below(4); i <= last; ++i) {
      row.state = states[i];
      row.entered.emplace_back(states[i], entered);
      entered = add_days(entered, static_cast<int>(below(300)));
    }
    return row;
  }

  RowState energy() {
    RowState row;
    const Value used = below(5) == 0 ? Value() : Value(static_cast<int64_t>(below(12)));
    row.fields = {Value(code()), used, Value()};
    row.period = Value(static_cast<int64_t>(2016 + below(3)));
    row.id = row_id(plan_, *plan_.find_register("能耗"), row);
    row.since = day("2017-01-01");
    return row;
  }

 private:
  const Plan& plan_;
  std::mt19937_64 random_{20171012};
};

std::string print(const std::set<MissingField>& fields) {
  std::string text;
  for (const MissingField& each : fields) {
    text += each.register_name + "/" + each.row + "." + each.field + " ";
  }
  return text;
}

/// One question, answered by counts and by lists.
struct Both {
  const Target& target;
  RowTally::Question question;
  MeasuredDay::Counted found;
  MeasuredDay& lists;

  std::string place() const {
    return target.name + " " + question.ask.name + " " + question.ask.part + " " +
           question.holder.value_or("") + (question.until ? " until" : "");
  }

  void compare() const {
    std::set<MissingField> lacks;
    for (const Grade grade : {Grade::reported, Grade::accepted, Grade::published}) {
      compare(grade, &lacks);
    }
    EXPECT_EQ(print(found.lacks), print(lacks)) << place();
  }

 private:
  void compare(Grade grade, std::set<MissingField>* lacks) const {
    Rows& rows = lists.rows();
    const Value node = node_value(question.ask);
    CountedRows choice(&lists.parts(), &lists.days(target),
                       {target, question.ask, question.holder, node, question.until});
    Asked asked;
    asked.grade = grade;
    asked.node = node;
    asked.choice = &choice;
    asked.tells_left_out = grade == Grade::reported;
    const Formula& formula = target.all_of.empty() ? target.measure : target.all_of;
    const Outcome outcome = rows.evaluate(formula, asked);
    lacks->insert(outcome.left_out.begin(), outcome.left_out.end());
    const Value& value = found.values[static_cast<size_t>(grade)];
    if (target.all_of.empty()) {
      EXPECT_EQ(*print_plain(value, 100), *print_plain(outcome.value, 100))
          << place() << " grade " << static_cast<int>(grade);
    } else {
      int64_t done = 0;
      for (const Value& item : outcome.value.items()) {
        done += choice.is_done(*as_row(item), grade) ? 1 : 0;
      }
      EXPECT_EQ(value.number(), Decimal(done)) << place();
      EXPECT_EQ(found.values[0].number(),
                Decimal(static_cast<int64_t>(outcome.value.items().size())));
    }
    lacks->merge(choice.missing());
    lacks->merge(lacks_without_part(
        &lists.parts(), &lists.days(target),
        {target, question.ask, question.holder, node, question.until}));
  }
};

/// Each question of each target both ways; how many were answered by counts.
int compare(MeasuredDay& kept, MeasuredDay& lists, const Plan& plan) {
  int counted = 0;
  const std::optional<Date> untils[] = {std::nullopt, day("2018-01-01")};
  const std::optional<std::string> holders[] = {std::nullopt, "甲县", "未归属", "丁县"};
  for (const Target& target : plan.targets) {
    for (const Ask& ask : asks_of(target)) {
      for (const std::optional<std::string>& holder : holders) {
        for (const std::optional<Date>& until : untils) {
          const RowTally::Question question{ask, holder, until};
          std::optional<MeasuredDay::Counted> found = kept.count(target, question);
          if (!found) continue;
          ++counted;
          Both{target, question, *std::move(found), lists}.compare();
        }
      }
    }
  }
  return counted;
}

TEST(RowTally, CountsAsListsDoAfterEachOfManyChanges) {
  const Plan plan = make_plan();
  ASSERT_FALSE(testing::Test::HasFailure());
  Draw draw(plan);
  States states;
  for (int i = 0; i < 6; ++i) {
    const RowState row = draw.enterprise();
    states["企业"][row.id] = row;
  }
  for (int i = 0; i < 25; ++i) {
    const RowState row = draw.project();
    states["项目"][row.id] = row;
    const RowState energy = draw.energy();
    states["能耗"][energy.id] = energy;
  }
  const Date today = day("2018-06-30");
  Given source(&states);
  std::unique_ptr<Rows> rows;
  std::unique_ptr<MeasuredDay> kept;
  int counted = 0;
  int begun = 0;
  for (int turn = 0; turn < 400; ++turn) {
    const char* names[] = {"项目", "项目", "能耗", "企业"};
    const std::string name = names[draw.below(4)];
    const RowState row = name == "项目"   ? draw.project()
                         : name == "能耗" ? draw.energy()
                                          : draw.enterprise();
    const bool is_gone = draw.below(4) == 0;
    if (is_gone) {
      states[name].erase(row.id);
    } else {
      states[name][row.id] = row;
    }
    Changed changed;
    changed.everything = rows == nullptr;
    if (rows != nullptr) {
      changed = rows->change(name, row.id, is_gone ? std::nullopt : std::optional(row));
    }
    if (changed.everything) {
      kept.reset();
      rows = std::make_unique<Rows>(plan, today, parameters_in_force(plan, today), &source);
      rows->keep_up();
      kept = std::make_unique<MeasuredDay>(rows.get());
      ++begun;
    }
    kept->forget(changed.rows);
    Rows anew(plan, today, parameters_in_force(plan, today), &source);
    MeasuredDay lists(&anew);
    counted += compare(*kept, lists, plan);
    ASSERT_FALSE(testing::Test::HasFailure()) << "turn " << turn << " " << name << " " << row.id;
  }
  EXPECT_GT(counted, 400 * 200) << "most measures are counted row by row";
  EXPECT_LT(begun, 80) << "most changes leave the rest as it was";
}

/// Grades that are not known of every row; no row is of 化工.
constexpr std::string_view inspected = R"(
```register 锅炉
key: 炉号
fields:
  炉号: text required
  行业: one of [热力, 化工]
  合格: boolean
grades:
  reported: true
  accepted: if 合格 = null then null else 合格
```

```target 验收
clause: 完成目标
measure: count(done(锅炉))
unit: 台
split by: 行业
due: {2018-12-31: {热力: 2, 化工: 2}}
```
)";

TEST(RowTally, NamesRowsOfNoPartWhereNoOtherRowIsOfThePart) {
  const Plan plan = checked_plan(std::string(inspected));
  ASSERT_FALSE(testing::Test::HasFailure());
  const Date today = day("2018-06-30");
  States states;
  for (const std::vector<Value>& fields : {std::vector<Value>{"1", "热力", true},
                                           std::vector<Value>{"2", Value(), true},
                                           std::vector<Value>{"3", Value(), Value()},
                                           std::vector<Value>{"4", Value(), false}}) {
    RowState row;
    row.id = fields[0].text();
    row.fields = fields;
    row.since = day("2017-10-12");
    states["锅炉"][row.id] = row;
  }
  Given source(&states);
  Rows rows(plan, today, parameters_in_force(plan, today), &source);
  MeasuredDay kept(&rows);
  Rows anew(plan, today, parameters_in_force(plan, today), &source);
  MeasuredDay lists(&anew);
  const Target& target = plan.targets.front();
  int asked = 0;
  for (const Ask& ask : asks_of(target)) {
    const RowTally::Question question{ask, std::nullopt, std::nullopt};
    std::optional<MeasuredDay::Counted> found = kept.count(target, question);
    ASSERT_TRUE(found.has_value()) << ask.part;
    EXPECT_EQ(print(found->lacks), "锅炉/2.行业 锅炉/3.合格 锅炉/3.行业 锅炉/4.行业 ") << ask.part;
    Both{target, question, *std::move(found), lists}.compare();
    ++asked;
  }
  EXPECT_EQ(asked, 2);
}

}  // namespace
}  // namespace fangan
