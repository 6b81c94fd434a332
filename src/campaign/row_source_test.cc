// Rows read from a source as they are needed: what is asked of it, and that the answers are those
// of rows given beforehand.
#include "campaign/row_source.h"

#include <gtest/gtest.h>

#include <map>

#include "campaign/rows_world_test.h"

namespace fangan {
namespace {

/// Rows in memory that write down what they are asked.
class CountingSource final : public RowSource {
 public:
  void add(const std::string& name, std::vector<RowState> states) { rows_[name] = states; }

  std::vector<RowState> all(const Register& definition) override {
    asked.push_back("all " + definition.name.text);
    return rows_[definition.name.text];
  }
  std::optional<RowState> one(const Register& definition, std::string_view id) override {
    asked.push_back("one " + definition.name.text + " " + std::string(id));
    for (const RowState& state : rows_[definition.name.text]) {
      if (state.id == id) return state;
    }
    return std::nullopt;
  }
  std::vector<RowState> referring(const Register& from, size_t field,
                                  std::string_view id) override {
    asked.push_back("referring " + from.name.text + "." + from.fields[field].name.text + " " +
                    std::string(id));
    std::vector<RowState> found;
    for (const RowState& state : rows_[from.name.text]) {
      const Value& value = state.fields[field];
      if (value.is(ValueKind::string) && value.text() == id) found.push_back(state);
    }
    return found;
  }

  std::vector<std::string> asked;

 private:
  std::map<std::string, std::vector<RowState>> rows_;
};

std::vector<RowState> many_enterprises(int count) {
  std::vector<RowState> states;
  for (int i = 0; i < count; ++i) {
    const std::string id = "企" + std::to_string(i);
    states.push_back(row_state(id, {id, i % 2 == 0 ? "大型" : "小型", Value(), Value()}));
  }
  return states;
}

std::vector<RowState> laboratories(int count) {
  std::vector<RowState> states;
  for (int i = 0; i < count; ++i) {
    const std::string id = "室" + std::to_string(i);
    states.push_back(row_state(id, {id, "企" + std::to_string(i), "省级"}));
  }
  return states;
}

struct SourceWorld {
  explicit SourceWorld(int enterprise_count, int laboratory_count)
      : builder(enterprises()), plan(builder.finish()) {
    source.add("企业", many_enterprises(enterprise_count));
    source.add("研发机构", laboratories(laboratory_count));
    rows = std::make_unique<Rows>(plan, day("2018-12-31"), ParameterValues(), &source);
  }
  Outcome ask(const std::string& on, const Value& record, const std::string& text) {
    return rows->evaluate(builder.compiled(text, on), Asked{record});
  }

  PlanBuilder builder;
  Plan plan;
  CountingSource source;
  std::unique_ptr<Rows> rows;
};

TEST(RowSource, APageReadsTheRowsItsReferencesLeadToAndNoMore) {
  SourceWorld world(500, 0);
  std::vector<Value> page;
  for (RowState& state : laboratories(50)) {
    page.push_back(world.rows->take("研发机构", std::move(state)));
  }
  EXPECT_TRUE(world.source.asked.empty());
  for (const Value& row : page) {
    const Outcome outcome = world.ask("研发机构", row, R"(企业.规模 = "大型")");
    EXPECT_EQ(outcome.kind, Outcome::Kind::value);
  }
  ASSERT_EQ(world.source.asked.size(), 50u);
  EXPECT_EQ(world.source.asked[7], "one 企业 企7");
  EXPECT_TRUE(world.ask("研发机构", page[0], R"(企业.规模 = "大型")").value.is_true());
  EXPECT_EQ(world.source.asked.size(), 50u) << "what is here is not asked for again";
}

TEST(RowSource, ABackListAsksForTheRowsThatReferToOneRow) {
  SourceWorld world(500, 300);
  const Value enterprise = world.rows->row("企业", "企7");
  const Outcome outcome = world.ask("企业", enterprise, "count(研发机构)");
  EXPECT_EQ(print(outcome.value), "1");
  const std::vector<std::string> expected = {"one 企业 企7", "referring 研发机构.企业 企7"};
  EXPECT_EQ(world.source.asked, expected);
  EXPECT_EQ(print(world.ask("企业", enterprise, "研发机构[1].级别").value), "\"省级\"");
  EXPECT_EQ(world.source.asked, expected) << "the list is kept";
}

TEST(RowSource, AFormulaOverARegisterReadsItWholeOnce) {
  SourceWorld world(20, 20);
  EXPECT_EQ(print(world.rows->evaluate(world.builder.compiled("count(企业)"), Asked()).value),
            "20");
  const Value enterprise = world.rows->row("企业", "企7");
  EXPECT_EQ(print(world.ask("企业", enterprise, "count(企业[规模 = \"大型\"])").value), "10");
  EXPECT_EQ(world.source.asked, std::vector<std::string>{"all 企业"});
}

TEST(RowSource, BackListsOfARegisterThatIsHereWholeAskNothingMore) {
  SourceWorld world(20, 20);
  EXPECT_EQ(world.rows->list("研发机构").items().size(), 20u);
  for (int i = 0; i < 5; ++i) {
    const Value row = world.rows->row("企业", "企" + std::to_string(i));
    EXPECT_EQ(print(world.ask("企业", row, "研发机构[1].名称").value),
              "\"室" + std::to_string(i) + "\"");
  }
  EXPECT_EQ(world.source.asked.size(), 6u);
}

TEST(RowSource, WhoFollowsThousandsOfReferencesReadsTheRegisterAtOnce) {
  SourceWorld world(3'000, 3'000);
  int large = 0;
  for (RowState& state : laboratories(3'000)) {
    const Value row = world.rows->take("研发机构", std::move(state));
    large += world.ask("研发机构", row, R"(企业.规模 = "大型")").value.is_true() ? 1 : 0;
  }
  EXPECT_EQ(large, 1'500);
  EXPECT_EQ(world.source.asked.size(), 1'001u);
  EXPECT_EQ(world.source.asked.back(), "all 企业");
}

TEST(RowSource, AReferenceToARowThatIsNotThereIsNullAndSaysSo) {
  SourceWorld world(1, 2);
  const Value row = world.rows->row("研发机构", "室1");
  const Outcome outcome = world.rows->read(row, "企业");
  EXPECT_EQ(outcome.kind, Outcome::Kind::undetermined);
  EXPECT_EQ(code_of(outcome.value), "CAMP-R004");
}

TEST(RowSource, RowsGivenBeforehandAreNotAskedFor) {
  SourceWorld world(5, 5);
  EXPECT_TRUE(world.rows->add("企业", {row_state("甲", {"甲", "大型", Value(), Value()})}).empty());
  EXPECT_EQ(world.rows->list("企业").items().size(), 1u);
  EXPECT_EQ(code_of(world.rows->row("企业", "企1")), "CAMP-R004");
  EXPECT_TRUE(world.source.asked.empty());
}

TEST(RowSource, TheCalendarOfTheStoreSaysWhichDaysAreOnesOfWork) {
  SourceWorld world(0, 0);
  EXPECT_EQ(code_of(world.rows
                        ->evaluate(world.builder.compiled(
                                       R"(working days(date("2018-09-28"), date("2018-10-08")))"),
                                   Asked())
                        .value),
            "CAMP-R002");
  EXPECT_EQ(world.source.asked, std::vector<std::string>{"all 工作日历"});
  CountingSource source;
  source.add("工作日历", {row_state("2018-09-29", {day("2018-09-29"), true, Value()}),
                          row_state("2018-10-01", {day("2018-10-01"), false, Value()})});
  Rows rows(world.plan, day("2018-12-31"), ParameterValues(), &source);
  EXPECT_EQ(rows.is_working_day(day("2018-09-29")), true);
  EXPECT_EQ(rows.is_working_day(day("2018-10-01")), false);
  EXPECT_EQ(rows.is_working_day(day("2018-10-02")), true);
}

}  // namespace
}  // namespace fangan
