// Explanations tell nobody of rows they may not read, however a rule came to them.
#include "service/rule_explanation.h"

#include <algorithm>

#include "service/register_world_test.h"

namespace fangan::test {
namespace {

constexpr const char* plants = "水厂";
constexpr const char* pumps = "水泵";
constexpr const char* blocks = R"(
```register 水厂
key: 代码
fields:
  代码: text required
  所在县: region required
  产值: number 万元 required
derived:
  泵投资: total(水泵.投资)
read: [office, county]
write: [office, county]
```

```register 水泵
key: 机号
fields:
  机号: text required
  水厂: 水厂 required
  母厂: 水厂 required
  所在县: region required
  投资: number 万元 required
derived:
  母产值: 母厂.产值 * 2
read: [office, county]
write: [office, county]
```

```decision 有大泵
on: 水厂
value: count(水泵[投资 > @"20 万元"]) > 0
```

```decision 母厂大
on: 水泵
value: 母厂.产值 > @"5 万元"
```

```policy 泵补
of: 水厂
subject: 代码
eligible: count(水泵) > 0
gives: total(水泵.投资)
unit: 万元
```

```policy 母补
of: 水泵
subject: 机号
eligible: 母厂.产值 > 0
gives: 母厂.产值 * 3
unit: 万元
cap: 母厂.产值 * 4
per: [机号]
```
)";

/// Of what 黑水县 has alone.
constexpr const char* investment = "770077";
constexpr const char* output = "432100";

/// 甲厂 of 白石县 has a pump that 黑水县 keeps, 甲泵 of 白石县 a mother in 黑水县; 丙厂 and its
/// pump are of 白石县 alone.
class Plants : public RegisterWorld {
 public:
  Plants() {
    Package package = invented_plan();
    for (PackageFile& file : package.files) {
      if (file.name == "registers.md") file.bytes += blocks;
    }
    const Result<Done> loaded = service().load_package(package, "test");
    EXPECT_TRUE(bool(loaded)) << code_of(loaded);
    add_plant("甲厂", white, "10");
    add_plant("乙厂", black, output);
    add_plant("丙厂", white, "30");
    add_pump("甲泵", "甲厂", "乙厂", white, "11");
    add_pump("乙泵", "甲厂", "甲厂", black, investment);
    add_pump("丙泵", "丙厂", "丙厂", white, "33");
  }

  /// What is said of a row on its page, by its policies and by a decision.
  std::vector<std::string> told(const Actor& actor, const char* name, const char* row,
                                const char* decision) {
    return {done(one(actor, name, row)).print(), policies(actor, name, row).print(),
            decided(actor, name, row, decision).print()};
  }
  Json policies(const Actor& actor, const char* name, const char* row) {
    return done(service().row_policies(actor, plan_id, name, row, {}));
  }
  /// The row itself under the policy that stands on its register.
  Json under(const Actor& actor, const char* name, const char* row, const char* policy) {
    const Json all = policies(actor, name, row);
    for (const Json& each : all["policies"].items()) {
      if (each["policy"]["name"].text() == policy) return each["rows"].items().front();
    }
    ADD_FAILURE() << policy;
    return Json();
  }
  Json decided(const Actor& actor, const char* name, const char* row, const char* decision) {
    return done(service().decision_row(actor, plan_id, decision, name, row, {}));
  }

 private:
  void add_plant(const char* code, const char* county, const char* worth) {
    done(add(office(), plants, {{"代码", code}, {"所在县", county}, {"产值", worth}}));
  }
  void add_pump(const char* number, const char* plant, const char* mother, const char* county,
                const char* worth) {
    done(add(office(), pumps,
             {{"机号", number}, {"水厂", plant}, {"母厂", mother}, {"所在县", county},
              {"投资", worth}}));
  }
};

/// In how many of the answers it stands.
size_t answers_with(const std::vector<std::string>& answers, const std::string& text) {
  return static_cast<size_t>(
      std::count_if(answers.begin(), answers.end(), [&text](const std::string& answer) {
        return answer.find(text) != std::string::npos;
      }));
}

TEST(RuleExplanation, TellsOfNoRowThatPointsHereFromAnotherCounty) {
  Plants world;
  const auto office = world.told(world.office(), plants, "甲厂", "有大泵");
  EXPECT_EQ(answers_with(office, investment), 3u);
  EXPECT_EQ(answers_with(office, "乙泵"), 3u);
  const auto county = world.told(world.as(white), plants, "甲厂", "有大泵");
  EXPECT_EQ(answers_with(county, investment), 0u);
  EXPECT_EQ(answers_with(county, "乙泵"), 0u);
  const Json under = world.under(world.as(white), plants, "甲厂", "泵补");
  EXPECT_TRUE(under["eligible"]["value"].boolean());
  EXPECT_TRUE(under["explain"].is_null());
  EXPECT_TRUE(under["gives"].is_null());
}

TEST(RuleExplanation, TellsNothingOfARowOfAnotherCountyThatIsReferredTo) {
  Plants world;
  EXPECT_EQ(answers_with(world.told(world.office(), pumps, "甲泵", "母厂大"), output), 3u);
  EXPECT_EQ(answers_with(world.told(world.as(white), pumps, "甲泵", "母厂大"), output), 0u);
  const Json under = world.under(world.as(white), pumps, "甲泵", "母补");
  EXPECT_TRUE(under["explain"].is_null());
  EXPECT_TRUE(under["gives"].is_null());
  EXPECT_TRUE(under["cap"].is_null());
  EXPECT_EQ(under["steps"].items().size(), 0u);
  const Json decided = world.decided(world.as(white), pumps, "甲泵", "母厂大");
  EXPECT_TRUE(decided["outcome"]["value"].boolean());
  EXPECT_TRUE(decided["explain"].is_null());
}

TEST(RuleExplanation, DrawsWhatRestsOnTheReadersOwnRows) {
  Plants world;
  const Actor county = world.as(white);
  const Json plant = world.under(county, plants, "丙厂", "泵补");
  const Json pump = world.under(county, pumps, "丙泵", "母补");
  for (const Json& drawn : {plant, plant["gives"], pump, pump["gives"], pump["cap"],
                            world.decided(county, plants, "丙厂", "有大泵"),
                            world.decided(county, pumps, "丙泵", "母厂大")}) {
    EXPECT_FALSE(drawn["explain"].is_null()) << drawn.print_pretty();
    EXPECT_EQ(drawn["steps"].items().size(), 1u);
  }
  const Json& list = plant["gives"]["steps"].items().front()["lists"].items().front();
  EXPECT_EQ(list["ids"].print(), R"(["丙泵"])");
  const Json plant_page = RegisterWorld::done(world.one(county, plants, "丙厂"));
  EXPECT_FALSE(plant_page["explain"]["泵投资"].is_null());
  const Json pump_page = RegisterWorld::done(world.one(county, pumps, "丙泵"));
  EXPECT_FALSE(pump_page["explain"]["母产值"].is_null());
}

}  // namespace
}  // namespace fangan::test
