// Parameters entered by the office: dated, with what they rest on, used by formulas over the store.
#include "service/register_world_test.h"

namespace fangan::test {
namespace {

constexpr const char* limit = "井深上限";

class Parameters : public testing::Test {
 protected:
  Result<Json> set(const Actor& actor, const ParameterRequest& request) {
    return world->set_parameter(actor, plan_id, limit, request);
  }
  Json parameter(const ViewRequest& view = {}) {
    const Json all = RegisterWorld::done(world->parameters(world.as(white), plan_id, view));
    for (const Json& one : all["parameters"].items()) {
      if (one["name"].text() == limit) return one;
    }
    return Json();
  }
  /// What follows from the parameter for a well of 150 m.
  std::string too_deep(const ViewRequest& view = {}) {
    const Json row = RegisterWorld::done(world.one(world.office(), wells, "东乡/1", view))["row"];
    const Json& outcome = row["derived"]["过深"];
    if (!outcome["not_set"].is_null()) return "not set";
    return outcome["value"].boolean() ? "true" : "false";
  }
  void add_well() {
    Fields fields = RegisterWorld::well("东乡", "1", white);
    fields.emplace_back("井深", "150");
    RegisterWorld::done(world.add(world.office(), wells, fields, "2020-03-05"));
  }
  static ViewRequest as_of(const char* day) {
    ViewRequest view;
    view.as_of = Date::parse(day).value();
    return view;
  }
  RegisterWorld world;
};

TEST_F(Parameters, WinOverTheFileFromTheirDayOn) {
  add_well();
  EXPECT_EQ(too_deep(), "true") << "100 of the file";
  EXPECT_EQ(parameter()["value"].text(), "100");
  const Json made = RegisterWorld::done(
      set(world.office(), {0, "200", "2020-05-01", "青水〔2020〕8号"}))["parameter"];
  EXPECT_EQ(made["value"].text(), "200");
  EXPECT_EQ(made["holds_from"].text(), "2020-05-01");
  EXPECT_EQ(made["version"].text(), "1");
  EXPECT_EQ(too_deep(), "false");
  EXPECT_EQ(too_deep(as_of("2020-04-30")), "true");
  EXPECT_EQ(parameter(as_of("2020-04-30"))["value"].text(), "100");
  const std::vector<Json>& values = made["values"].items();
  ASSERT_EQ(values.size(), 2u);
  EXPECT_FALSE(values[0]["entered"].boolean());
  EXPECT_TRUE(values[1]["current"].boolean());
  EXPECT_EQ(values[1]["basis"].text(), "青水〔2020〕8号");
  EXPECT_EQ(values[1]["by"].text(), "市节水办公室");
  // On the day of the file's own value, what was entered wins.
  RegisterWorld::done(set(world.office(), {1, "160", "2020-03-02", "更正"}));
  EXPECT_EQ(too_deep(as_of("2020-04-30")), "false");
  EXPECT_EQ(parameter()["value"].text(), "200") << "the later day still stands";
}

TEST_F(Parameters, MayBeTakenAwayFromADayOn) {
  add_well();
  RegisterWorld::done(set(world.office(), {0, "", "2020-06-01", "停止执行"}));
  EXPECT_EQ(too_deep(), "not set");
  EXPECT_TRUE(parameter()["value"].is_null());
  EXPECT_EQ(too_deep(as_of("2020-05-31")), "true");
}

TEST_F(Parameters, AreTheOfficesToSetAndJournalled) {
  EXPECT_EQ(codes_of(set(world.as(white), {0, "200", "", "x"})), "SVC-P001");
  EXPECT_EQ(codes_of(set(World::administrator(), {0, "200", "", "x"})), "SVC-P001");
  EXPECT_EQ(codes_of(world->set_parameter(world.office(), plan_id, "无", {0, "1", "", "x"})),
            "SVC-N001");
  EXPECT_EQ(codes_of(set(world.office(), {0, "很深", "昨天", ""})),
            "SVC-W019 CAMP-R008 SVC-G017");
  EXPECT_TRUE(bool(set(world.office(), {0, "200", "", "会议纪要"})));
  EXPECT_EQ(codes_of(set(world.office(), {0, "210", "", "会议纪要"})), "SVC-W001");
  const Json journal =
      RegisterWorld::done(world->journal(world.office(), plan_id, INT64_MAX, 2))["entries"];
  EXPECT_EQ(journal.items()[0]["after"]["basis"].text(), "会议纪要");
  EXPECT_EQ(journal.items()[1]["action"].text(), "parameter");
  EXPECT_EQ(journal.items()[1]["after"]["值"].text(), "200");
  EXPECT_FALSE(parameter()["can"]["set"].boolean());
}

}  // namespace
}  // namespace fangan::test
