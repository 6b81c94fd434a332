// Figures from rows that are kept between requests: after each of many changes the same as those of
// a service that begins anew on the same store.
#include <algorithm>
#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include "feel/patience.h"
#include "service/register_world_test.h"

namespace fangan::test {
namespace {

/// Targets over 机井 and 巡查: by grade, by county, by the day of a row and the year of a node,
/// over references and back, over a decision and over a parameter.
constexpr std::string_view more_targets = R"(
```target 已报机井
clause: "2020年关停自备井100眼,2021年关停50眼"
measure: count(done(机井))
unit: 眼
due: {2020-12-31: 20}
```

```target 酒厂机井
clause: "2020年关停自备井100眼,2021年关停50眼"
measure: count(distinct values(机井[企业 != null and 同企业井数 > 1].企业))
unit: 家
due: {2020-12-31: 2}
```

```target 深井
clause: "2020年关停自备井100眼,2021年关停50眼"
measure: count(机井[井深 != null and 井深 > 井深上限])
unit: 眼
due: {2020-05-31: 3}
```

```target 井深合计
clause: "2020年关停自备井100眼,2021年关停50眼"
measure: total(机井[井深 != null].井深)
unit: 米
due: {2020-12-31: 500}
```

```target 巡查次数
clause: "2020年关停自备井100眼,2021年关停50眼"
measure: count(巡查[井 != null and 井.企业 != null])
unit: 次
due: {2020-12-31: 4}
```

```target 应封机井
clause: "2020年关停自备井100眼,2021年关停50眼"
all of: 机井[应当封填 != null and 应当封填]
unit: 眼
```
)";

Package package_with_targets() {
  Package package = measured_plan();
  for (PackageFile& file : package.files) {
    const size_t at = file.bytes.find("```register 机井");
    if (at != std::string::npos) file.bytes.insert(at, std::string(more_targets) + "\n");
  }
  return package;
}

/// Wells by whether a target is split among counties, which no register tells.
Package package_split_by_shares() {
  Package package = invented_plan();
  for (PackageFile& file : package.files) {
    const size_t at = file.bytes.find("```register 机井");
    if (at == std::string::npos) continue;
    const size_t derived = file.bytes.find("derived:\n", at) + std::string("derived:\n").size();
    file.bytes.insert(derived, "  类: if count(分解) > 0 then \"已分解\" else \"未分解\"\n");
    file.bytes.insert(at, R"(```target 分类机井
clause: "2020年关停自备井100眼,2021年关停50眼"
measure: count(机井)
unit: 眼
split by: 类
due: {2020-12-31: {已分解: 1, 未分解: 1}}
shares: none
```

)");
  }
  return package;
}

class KeptDaysTest : public testing::Test {
 protected:
  KeptDaysTest() {
    const Result<Done> loaded = world_->load_package(package_with_targets(), "test");
    EXPECT_TRUE(bool(loaded)) << code_of(loaded);
    world_.add_enterprises();
  }

  size_t below(size_t count) { return random_() % count; }
  std::string one_of(std::vector<std::string> texts) { return texts[below(texts.size())]; }

  Fields drawn_well() {
    return {{"所在县", one_of({white, black})},
            {"企业", one_of({white_code, other_white_code, black_code, ""})},
            {"井深", one_of({"50", "120.5", "200", ""})},
            {"封填日期", one_of({"", "2020-04-01", "2021-02-01"})},
            {"已封填", one_of({"", "是", "否"})}};
  }
  /// A day before or after the one it is.
  std::string drawn_day() { return one_of({"", "", "2020-05-20", "2020-07-01"}); }

  /// A well by its number, as the office knows it last.
  std::string id(const Json& row) { return row["id"].text(); }
  uint64_t version(const Json& row) { return std::stoull(row["version"].text()); }

  std::string step() {
    const Json page = RegisterWorld::done(world_.page(world_.office(), wells));
    const std::vector<Json>& rows = page["rows"].items();
    const size_t kind = below(10);
    if (rows.size() < 4 || kind == 0) {
      Fields fields = drawn_well();
      fields.emplace_back("乡镇", "东镇");
      fields.emplace_back("井号", std::to_string(++numbers_));
      return "add " + codes_of(world_.add(world_.office(), wells, fields, drawn_day()));
    }
    // What was entered last, or any.
    const std::string last = "东镇/" + std::to_string(numbers_);
    const auto newest = std::find_if(rows.begin(), rows.end(),
                                     [&](const Json& one) { return id(one) == last; });
    const bool takes_newest = newest != rows.end() && below(2) == 0;
    const Json row = takes_newest ? *newest : rows[below(rows.size())];
    if (kind == 1) {
      voided_.emplace_back(id(row), version(row) + 1);
      return "void " + codes_of(world_->void_row(world_.office(), plan_id, wells, id(row),
                                                 version(row), "试"));
    }
    if (kind == 2 && !voided_.empty()) {
      const auto [gone, version] = voided_.back();
      voided_.pop_back();
      return "restore " +
             codes_of(world_->restore_row(world_.office(), plan_id, wells, gone, version));
    }
    if (kind == 3) return import();
    if (kind == 4) return parameter();
    if (kind == 5) {
      Fields fields = {{"县", one_of({white, black})}, {"日期", "2020-05-01"}, {"井", id(row)}};
      return "patrol " + codes_of(world_.add(world_.office(), patrols, fields));
    }
    if (kind == 6) return enterprise();
    return "edit " + codes_of(world_.change(world_.office(), wells, id(row), version(row),
                                            drawn_well(), drawn_day()));
  }

  std::string import() {
    const std::string path = world_.file("wells.csv");
    std::ofstream file(path);
    file << "乡镇,井号,所在县,井深\n";
    const size_t count = below(6) == 0 ? 130 : 3;  // More than the journal names.
    for (size_t i = 0; i < count; ++i) {
      file << "西镇," << ++numbers_ << "," << white << "," << below(300) << "\n";
    }
    file.close();
    const Result<ImportOutcome> outcome =
        world_->import_file(world_.office(), plan_id, wells, path, ImportPhase::apply);
    EXPECT_TRUE(outcome && outcome.value().is_written) << code_of(outcome);
    return "import";
  }

  std::string parameter() {
    ParameterRequest request;
    request.version = parameter_version_;
    request.value = std::to_string(40 + below(120));
    request.basis = "试";
    const Result<Json> set =
        world_->set_parameter(world_.office(), plan_id, "井深上限", request);
    if (set) parameter_version_ = std::stoull(set.value()["parameter"]["version"].text());
    return "parameter " + codes_of(set);
  }

  /// Its county, which its wells do not take, and its name, which they show.
  std::string enterprise() {
    const Json page = RegisterWorld::done(world_.page(world_.office(), enterprises));
    const Json& row = page["rows"].items()[below(page["rows"].items().size())];
    return "enterprise " +
           codes_of(world_.change(world_.office(), enterprises, id(row), version(row),
                                  {{"所在县", one_of({white, black})}}));
  }

  std::string figures() {
    std::string text;
    for (const std::string& who : {std::string("办公室"), std::string(white)}) {
      const Json answer = RegisterWorld::done(world_->document(world_.as(who), plan_id, {}));
      const Result<Json> document = parse_json(answer.print());
      EXPECT_TRUE(bool(document)) << code_of(document);
      if (document) text += document.value()["figures"].print();
    }
    return text;
  }

  /// Asks for the figures and loses patience after so many evaluations, if they take as many.
  bool is_interrupted(size_t evaluations) {
    bool is_answered = false;
    const feel::Patience patience([&] { return is_answered || evaluations-- == 0; });
    const auto ask = [&] {
      figures();
      is_answered = true;
      feel::Patience::ask();
    };
    EXPECT_THROW(ask(), feel::Interrupted);
    return !is_answered;
  }

  RegisterWorld world_;
  std::mt19937_64 random_{20200601};
  int numbers_ = 0;
  uint64_t parameter_version_ = 0;
  std::vector<std::pair<std::string, uint64_t>> voided_;
};

TEST_F(KeptDaysTest, FiguresAreThoseOfAServiceThatBeginsAnew) {
  std::map<std::string, int> done;
  std::set<std::string> seen;
  int interrupted = 0;
  for (int turn = 0; turn < 210; ++turn) {
    const std::string what = step();
    ++done[what];
    if (below(3) == 0) interrupted += is_interrupted(below(40));
    const std::string kept = figures();
    seen.insert(kept);
    if (turn % 7 != 6) continue;
    world_.reopen();
    ASSERT_EQ(kept, figures()) << "turn " << turn << " " << what;
  }
  EXPECT_GT(seen.size(), 50U) << "most changes move a figure";
  EXPECT_GT(interrupted, 10) << "what was kept of them is told too";
  for (const char* each : {"add ", "void ", "restore ", "import", "parameter ", "patrol ",
                           "enterprise ", "edit "}) {
    EXPECT_GT(done[each], 1) << each << " was not tried";
  }
}

TEST_F(KeptDaysTest, SeveralMayAskWhileRowsChange) {
  for (int turn = 0; turn < 12; ++turn) step();
  std::atomic<bool> is_over = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([this, &is_over] {
      while (!is_over) EXPECT_FALSE(figures().empty());
    });
  }
  for (int turn = 0; turn < 30; ++turn) step();
  is_over = true;
  for (std::thread& reader : readers) reader.join();
  const std::string kept = figures();
  world_.reopen();
  EXPECT_EQ(kept, figures());
}

TEST(KeptDays, AreNotAskedForASplitThatReadsShares) {
  RegisterWorld world;
  ASSERT_TRUE(bool(world->load_package(package_split_by_shares(), "test")));
  RegisterWorld::done(world.add(world.office(), wells, RegisterWorld::well("东镇", "1", white)));
  const auto told = [&world](const ViewRequest& view) {
    const Json target =
        RegisterWorld::done(world->target(world.office(), plan_id, "分类机井", view));
    std::string text;
    for (const Json& figure : target["figures"].items()) {
      if (figure["part"].text().empty()) continue;
      text += figure["part"].text() + " " + figure["accepted"].text() + "; ";
    }
    return text;
  };
  EXPECT_EQ(told({}), "已分解 0; 未分解 1; ");
  ASSERT_TRUE(bool(world.split({{white, "400", 0}, {black, "300", 0}}, "300")));
  EXPECT_EQ(told({}), "已分解 1; 未分解 0; ");
  ViewRequest tomorrow;
  tomorrow.as_of = Date::parse("2020-06-02").value();
  EXPECT_EQ(told(tomorrow), "已分解 1; 未分解 0; ");
}

}  // namespace
}  // namespace fangan::test
