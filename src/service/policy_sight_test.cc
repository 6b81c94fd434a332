// Ledgers of policies as formulas of a store read them.
#include "service/register_world_test.h"

namespace fangan::test {
namespace {

constexpr const char* projects = "改造项目";
constexpr const char* rules = R"(
```register 改造项目
key: 名称
fields:
  名称: text required
  县: region required
  逾期: boolean
  已整改: boolean
derived:
  受限制数: count(停止贷款)
read: [office, county]
write: [office, county]
```

```policy 停止贷款
of: 改造项目
subject: 名称
eligible: if 逾期 = null then false else 逾期
gives: [停止贷款]
until: if 已整改 = null then false else 已整改
```
)";

/// 甲 of 白石县 was late from April on, 乙 of 黑水县 in May; only 甲 put it right.
class LateProjects : public RegisterWorld {
 public:
  LateProjects() {
    Package package = invented_plan();
    for (PackageFile& file : package.files) {
      if (file.name == "registers.md") file.bytes += rules;
    }
    const Result<Done> loaded = service().load_package(package, "test");
    EXPECT_TRUE(bool(loaded)) << code_of(loaded);
    done(add(office(), projects, {{"名称", "甲"}, {"县", white}, {"逾期", true}}, "2020-04-01"));
    done(add(office(), projects, {{"名称", "乙"}, {"县", black}, {"逾期", true}}, "2020-05-01"));
    set("甲", 1, "逾期", false, "2020-04-10");
    set("甲", 2, "已整改", true, "2020-05-20");
    set("乙", 1, "逾期", false, "2020-05-10");
  }
  /// How many the actor sees restrained on a day.
  std::string restrained(const Actor& actor, const char* row, const char* day) {
    ViewRequest view;
    view.as_of = Date::parse(day).value();
    const Json json = done(one(actor, projects, row, view));
    return json["row"]["derived"]["受限制数"]["value"].text();
  }

 private:
  void set(const char* row, uint64_t version, const char* field, bool value, const char* from) {
    done(change(office(), projects, row, version, {{field, value}}, from));
  }
};

TEST(PolicySight, LastsUntilItEndsWhateverBecameOfTheCondition) {
  LateProjects world;
  EXPECT_EQ(world.restrained(world.office(), "甲", "2020-04-01"), "1");
  EXPECT_EQ(world.restrained(world.office(), "甲", "2020-04-30"), "1");
  EXPECT_EQ(world.restrained(world.office(), "甲", "2020-05-19"), "2");
  EXPECT_EQ(world.restrained(world.office(), "甲", "2020-05-20"), "1");
  EXPECT_EQ(world.restrained(world.office(), "乙", "2020-06-01"), "1");
}

TEST(PolicySight, ShowsTheLinesOfRowsTheReaderMayRead) {
  LateProjects world;
  EXPECT_EQ(world.restrained(world.as(white), "甲", "2020-05-19"), "1");
  EXPECT_EQ(world.restrained(world.as(white), "甲", "2020-05-20"), "0");
  EXPECT_EQ(world.restrained(world.as(black), "乙", "2020-06-01"), "1");
}

}  // namespace
}  // namespace fangan::test
