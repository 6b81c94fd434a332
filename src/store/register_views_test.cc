// Any view of any day with what was known at any moment, against a plain reading of the rule.
#include <algorithm>
#include <map>
#include <optional>
#include <random>

#include "store/register_world_test.h"

namespace fangan::test {
namespace {

/// A change as the rule sees it.
struct ModelChange {
  Date from;
  int64_t recorded = 0;
  std::map<std::string, std::string> fields;
  std::optional<bool> removed;
};

/// The rule of views, word for word: for each field the change with holds-from <= D and recorded
/// <= T that is last by (holds-from, recorded); of one moment the one entered last.
struct ModelRow {
  std::vector<ModelChange> changes;  ///< In the order they were entered.

  std::optional<std::map<std::string, std::string>> at(Date day, int64_t known) const {
    std::map<std::string, std::string> fields;
    bool begun = false;
    bool removed = false;
    std::vector<const ModelChange*> shown;
    for (const ModelChange& change : changes) {
      if (change.from <= day && change.recorded <= known) shown.push_back(&change);
    }
    std::stable_sort(shown.begin(), shown.end(), [](const ModelChange* a, const ModelChange* b) {
      return a->from != b->from ? a->from < b->from : a->recorded < b->recorded;
    });
    for (const ModelChange* change : shown) {
      begun = true;
      removed = change->removed.value_or(removed);
      for (const auto& [name, value] : change->fields) fields[name] = value;
    }
    if (!begun || removed) return std::nullopt;
    return fields;
  }
};

class ViewsTest : public testing::Test {
 protected:
  Date random_day() { return add_days(day("2020-01-01"), static_cast<int64_t>(random() % 366)); }
  size_t below(size_t limit) { return random() % limit; }

  /// Enters one change and tells the model.
  void enter(RegisterWriter* writer, const RegisterTables& tables, const std::string& name,
             std::map<int64_t, ModelRow>* rows, int64_t row, ModelChange change) {
    const RegisterTable& table = *tables.find(name);
    Fields fields;
    for (const auto& [field, value] : change.fields) fields.emplace_back(field, value);
    RowChange asked = world.change(table, row, change.from.print(), fields);
    asked.removed = change.removed;
    const Result<WrittenRow> written = writer->put(table, asked);
    if (!written) {
      refused[written.error().code]++;
      return;
    }
    change.recorded = world.clock;
    (*rows)[written.value().row].changes.push_back(std::move(change));
  }

  /// What enterprise a well names is today's id; the model keeps the number of the row.
  std::string current_id(int64_t row) {
    const auto fields = enterprises[row].at(world.today, INT64_MAX);
    return fields ? fields->at("统一社会信用代码") : "";
  }

  void enter_something(RegisterWriter* writer, const RegisterTables& tables) {
    ModelChange change;
    change.from = random_day();
    if (below(3) == 0) {
      const int64_t row = static_cast<int64_t>(below(enterprises.size()) + 1);
      change.fields["名称"] = "厂" + std::to_string(below(1000));
      if (below(3) == 0) change.fields["统一社会信用代码"] = "E" + std::to_string(++codes);
      if (below(3) == 0) change.fields["所在县区"] = below(2) == 0 ? "白石县" : "黑水县";
      enter(writer, tables, "企业", &enterprises, row, change);
      return;
    }
    const int64_t row = static_cast<int64_t>(below(wells.size()) + 1);
    if (below(10) == 0) {
      change.removed = below(2) == 0;
    } else {
      if (below(2) == 0) change.fields["出水量"] = std::to_string(below(9000)) + ".5";
      if (below(2) == 0) change.fields["用途"] = below(2) == 0 ? "灌溉" : "";
      if (below(3) == 0) change.fields["停用日期"] = random_day().print();
    }
    enter(writer, tables, "机井", &wells, row, change);
  }

  void begin() {
    ASSERT_TRUE(bool(world.write([&](RegisterWriter& writer, const RegisterTables& tables) {
      for (int i = 0; i < 10; ++i) {
        ModelChange change;
        change.from = day("2020-01-01");
        change.fields = {{"统一社会信用代码", "E" + std::to_string(++codes)},
                         {"名称", "厂" + std::to_string(i)},
                         {"所在县区", i % 2 == 0 ? "白石县" : "黑水县"}};
        enter(&writer, tables, "企业", &enterprises, 0, change);
      }
      for (int64_t i = 0; i < 20; ++i) {
        const int64_t owner = i % 10 + 1;
        const RegisterTable& table = *tables.find("机井");
        ModelChange change;
        change.from = random_day() < day("2020-06-01") ? random_day() : day("2020-01-01");
        change.fields = {{"井号", std::to_string(i)}, {"用途", "工业"}};
        Fields fields = {
            {"企业", current_id(owner)}, {"井号", std::to_string(i)}, {"用途", "工业"}};
        const Result<WrittenRow> written =
            writer.put(table, world.change(table, 0, change.from.print(), fields));
        if (!written) return Result<Done>(written.errors());
        change.recorded = world.clock;
        change.fields["企业"] = std::to_string(owner);
        wells[written.value().row].changes.push_back(change);
      }
      return Result<Done>(Done{});
    })));
  }

  /// The rows of the wells as the model sees them: "id|region|values", sorted.
  std::vector<std::string> expected(Date day, int64_t known) {
    std::vector<std::string> rows;
    for (const auto& [number, row] : wells) {
      auto fields = row.at(day, known);
      if (!fields) continue;
      const std::string owner = (*fields)["企业"];
      std::optional<std::map<std::string, std::string>> of;
      if (!owner.empty()) of = enterprises[std::stoll(owner)].at(day, known);
      const std::string owner_id = owner.empty() ? ""
                                   : of          ? (*of)["统一社会信用代码"]
                                                 : world.unnamed("企业", std::stoll(owner));
      const bool is_blank = owner.empty() || (*fields)["井号"].empty();
      const std::string id =
          is_blank ? world.unnamed("机井", number) : owner_id + "/" + (*fields)["井号"];
      const std::string county = of ? (*of)["所在县区"] : "";
      rows.push_back(id + "|" +
                     (county == "白石县" ? "990101"
                      : county.empty()   ? ""
                                         : "990102") +
                     "|" + owner_id + "|" + (*fields)["出水量"] + "|" + (*fields)["用途"] + "|" +
                     (*fields)["停用日期"]);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
  }

  static std::string told(const StoredRow& row) {
    const std::vector<Value>& fields = row.state.fields;
    const auto text = [&](size_t field) {
      return fields[field].is_null() ? std::string() : fields[field].text();
    };
    return row.state.id + "|" + row.region + "|" + text(0) + "|" +
           (fields[2].is_null() ? "" : fields[2].number().print()) + "|" + text(5) + "|" +
           (fields[4].is_null() ? "" : fields[4].date().print());
  }

  /// The same from the store: by pages, and row by row.
  void ask(Date day, int64_t known) {
    world.read({day, Moment{known}}, [&](RegisterReader& reader, const RegisterTables& tables) {
      const RegisterTable& table = *tables.find("机井");
      RowQuery query;
      query.scope.all = true;
      query.count = -1;
      const Result<std::vector<StoredRow>> page = reader.page(table, query);
      ASSERT_TRUE(bool(page)) << code_of(page);
      std::vector<std::string> rows;
      std::vector<std::string> alone;
      for (const StoredRow& row : page.value()) {
        rows.push_back(told(row));
        const auto one = reader.row(table, row.row);
        ASSERT_TRUE(one && one.value());
        alone.push_back(told(*one.value()));
      }
      std::sort(rows.begin(), rows.end());
      std::sort(alone.begin(), alone.end());
      EXPECT_EQ(rows, expected(day, known)) << day.print() << " known at " << known;
      EXPECT_EQ(alone, rows);
    });
  }

  RegisterWorld world;
  std::mt19937 random{20200601};
  std::map<int64_t, ModelRow> enterprises;
  std::map<int64_t, ModelRow> wells;
  std::map<std::string, int> refused;
  int codes = 100;
};

TEST_F(ViewsTest, AnswerTwoHundredQuestionsByTheRule) {
  begin();
  for (int turn = 0; turn < 120; ++turn) {
    // Some days pass between the entries, and now and then the clock is moved back.
    if (turn % 20 == 19) {
      ASSERT_EQ(world.advance(random_day().print()), "");
    }
    ASSERT_TRUE(bool(world.write([&](RegisterWriter& writer, const RegisterTables& tables) {
      for (size_t i = 0; i <= below(3); ++i) enter_something(&writer, tables);
      return Result<Done>(Done{});
    })));
  }
  for (int question = 0; question < 200; ++question) {
    ask(random_day(), static_cast<int64_t>(below(static_cast<size_t>(world.clock) + 2)));
  }
  for (int question = 0; question < 20; ++question) ask(random_day(), INT64_MAX);
  ask(world.today, INT64_MAX);
  EXPECT_EQ(world.verify(), "");
  // Of rows that were taken away nothing was written; hardly anything else was refused.
  EXPECT_LT(refused["STORE-R008"], 60);
}

TEST_F(ViewsTest, GoThroughEveryDayAndComeBack) {
  begin();
  for (int turn = 0; turn < 60; ++turn) {
    ASSERT_TRUE(bool(world.write([&](RegisterWriter& writer, const RegisterTables& tables) {
      enter_something(&writer, tables);
      return Result<Done>(Done{});
    })));
  }
  for (int turn = 0; turn < 40; ++turn) {
    ASSERT_EQ(world.advance(random_day().print()), "");
    ask(world.today, INT64_MAX);
    EXPECT_EQ(world.verify(), "") << world.today.print();
  }
}

/// Late entries, corrections and facts of the past, one by one.
TEST(RegisterViews, ShowWhatHeldOnADayByWhatWasKnown) {
  RegisterWorld world;
  ASSERT_EQ(add_enterprise(&world, "A1", "东风厂", "白石县"), "A1");
  const auto put = [&](int64_t row, const char* from, const Fields& fields) {
    return world.put("机井", row, from, fields);
  };
  ASSERT_EQ(put(0, "2020-03-01", {{"企业", "A1"}, {"井号", "1"}, {"出水量", "10"}}), "A1/1");
  const int64_t first = world.clock;
  ASSERT_EQ(put(1, "2020-05-01", {{"出水量", "30"}}), "A1/1");
  ASSERT_EQ(put(1, "2020-04-01", {{"出水量", "20"}}), "A1/1");  // Slides in between.
  const int64_t third = world.clock;
  ASSERT_EQ(put(1, "2020-05-01", {{"出水量", "31"}}), "A1/1");  // A correction.
  ASSERT_EQ(put(1, "2020-02-01", {{"用途", "生活"}}), "STORE-R011");  // Before it was there.
  ASSERT_EQ(put(1, "2020-09-01", {{"出水量", ""}}), "A1/1");          // Later than today.
  struct Question {
    const char* day;
    int64_t known;
    const char* flow;
  };
  const Question questions[] = {
      {"2020-03-31", INT64_MAX, "10"}, {"2020-04-30", INT64_MAX, "20"},
      {"2020-05-01", INT64_MAX, "31"}, {"2020-08-31", INT64_MAX, "31"},
      {"2020-09-01", INT64_MAX, ""},   {"2020-05-01", third, "30"},
      {"2020-05-01", first, "10"},     {"2020-02-15", third, "-"},
  };
  for (const Question& question : questions) {
    EXPECT_EQ(world.value("机井", "A1/1", "出水量", {day(question.day), Moment{question.known}}),
              question.flow)
        << question.day << " known at " << question.known;
  }
  EXPECT_EQ(world.ids("机井", {}, {day("2020-02-15"), world.now().known_at}), "");
  EXPECT_EQ(world.sql("SELECT c3 FROM r2"), "3100") << "today";
}

TEST(RegisterViews, OfSeveralDaysStandBesideEachOther) {
  RegisterWorld world;
  ASSERT_EQ(add_enterprise(&world, "A1", "东风厂", "白石县"), "A1");
  for (const auto& [from, flow] : {std::pair{"2020-03-01", "10"}, {"2020-04-01", "20"}}) {
    const int64_t row = std::string(flow) == "10" ? 0 : 1;
    ASSERT_EQ(world.put("机井", row, from, {{"企业", "A1"}, {"井号", "1"}, {"出水量", flow}}),
              "A1/1");
  }
  const Result<Done> read = world.store->read([&](const Database& database) -> Result<Done> {
    const RegisterTables tables = RegisterTables::load(database, *world.plan).value();
    const RegisterTable& table = *tables.find("机井");
    RegisterReader march(database, tables, View{day("2020-03-15"), Moment{INT64_MAX}});
    RegisterReader february(database, tables, View{day("2020-02-15"), Moment{INT64_MAX}});
    RowQuery all;
    all.scope.all = true;
    const auto count = [&](RegisterReader* reader) { return reader->count(table, all).value(); };
    EXPECT_EQ(count(&march), 1);
    EXPECT_EQ(count(&february), 0);
    EXPECT_EQ(count(&march), 1);
    return Done{};
  });
  EXPECT_TRUE(bool(read));
}

TEST(RegisterViews, TellTheHistoryOfARow) {
  RegisterWorld world;
  ASSERT_EQ(add_enterprise(&world, "A1", "东风厂", "白石县"), "A1");
  const auto put = [&](const char* from, const char* name) {
    return world.put("企业", 1, from, {{"名称", name}});
  };
  ASSERT_EQ(put("2020-05-01", "五月"), "A1");
  ASSERT_EQ(put("2020-03-01", "三月"), "A1");
  world.read(world.now(), [](RegisterReader& reader, const RegisterTables& tables) {
    const auto history = reader.history(*tables.find("企业"), 1);
    ASSERT_TRUE(bool(history));
    ASSERT_EQ(history.value().size(), 3u);
    const RowHistory& late = history.value()[0];
    EXPECT_EQ(late.version, 3u);
    EXPECT_EQ(late.holds_from.print(), "2020-03-01");
    ASSERT_EQ(late.fields.size(), 1u);
    EXPECT_EQ(late.fields[0].before.text(), "东风厂") << "what was known of March before";
    EXPECT_EQ(late.fields[0].after.text(), "三月");
    EXPECT_FALSE(late.is_current);
    EXPECT_TRUE(history.value()[1].is_current);
    EXPECT_TRUE(history.value()[2].is_current) << "its code still holds";
    const auto compared =
        reader.compare(*tables.find("企业"), 1, day("2020-02-01"), day("2020-04-01"));
    ASSERT_EQ(compared.value().size(), 1u);
    EXPECT_EQ(compared.value()[0].before.text(), "东风厂");
    EXPECT_EQ(compared.value()[0].after.text(), "三月");
    ASSERT_EQ(compared.value()[0].changes.size(), 1u);
    EXPECT_EQ(compared.value()[0].changes[0].version, 3u);
  });
}

TEST(RegisterViews, TellAPartOfTheHistory) {
  RegisterWorld world;
  ASSERT_EQ(add_enterprise(&world, "A1", "一", "白石县"), "A1");
  for (const auto& [from, name] : {std::pair("2020-02-01", "二"), std::pair("2020-05-01", "三"),
                                   std::pair("2020-03-01", "四"), std::pair("2020-02-01", "五")}) {
    ASSERT_EQ(world.put("企业", 1, from, {{"名称", name}}), "A1");
  }
  world.read(world.now(), [](RegisterReader& reader, const RegisterTables& tables) {
    const auto told = [&](const HistoryPart& part) {
      std::string text;
      const auto history = reader.history(*tables.find("企业"), 1, part);
      for (const RowHistory& change : history.value()) {
        text += std::to_string(change.version) + (change.is_current ? "*" : "") + " ";
        if (change.fields.size() != 1) continue;
        text += change.fields[0].before.text() + ">" + change.fields[0].after.text() + " ";
      }
      return text;
    };
    EXPECT_EQ(told({}), "5 二>五 4 二>四 3* 二>三 2 一>二 1* ");
    EXPECT_EQ(told({0, 2, std::nullopt}), "5 二>五 4 二>四 ");
    EXPECT_EQ(told({4, 2, std::nullopt}), "3* 二>三 2 一>二 ");
    EXPECT_EQ(told({2, 2, std::nullopt}), "1* ");
    EXPECT_EQ(told({0, 2, day("2020-02-01")}), "5 二>五 2 一>二 ");
    EXPECT_EQ(told({1, 2, std::nullopt}), "");
  });
}

TEST(RegisterViews, ShowRowsThatTakeTheirKeyFromARowAsItWas) {
  RegisterWorld world;
  ASSERT_EQ(add_enterprise(&world, "A1", "东风厂", "白石县"), "A1");
  ASSERT_EQ(add_enterprise(&world, "B1", "红星厂", "黑水县"), "B1");
  const int64_t added = world.clock;
  ASSERT_EQ(world.put("机井", 0, "2020-01-05", {{"企业", "A1"}, {"井号", "1"}}), "A1/1");
  ASSERT_EQ(world.put("机井", 0, "2020-02-05", {{"企业", "B1"}, {"井号", "1"}}), "B1/1");
  const int64_t before = world.clock;
  ASSERT_EQ(world.put("企业", 1, "2020-03-01",
                      {{"统一社会信用代码", "C1"}, {"所在县区", "黑水县"}}),
            "C1");
  RowQuery black;
  black.scope.regions = {"990102"};
  const View earlier{world.today, Moment{before}};
  EXPECT_EQ(world.ids("机井"), "B1/1 C1/1");
  EXPECT_EQ(world.ids("机井", black), "B1/1 C1/1");
  EXPECT_EQ(world.ids("机井", {}, earlier), "A1/1 B1/1");
  EXPECT_EQ(world.ids("机井", black, earlier), "B1/1");
  EXPECT_EQ(world.value("机井", "A1/1", "企业", earlier), "A1");
  EXPECT_EQ(world.ids("机井", {}, {day("2020-02-29"), world.now().known_at}), "A1/1 B1/1");
  EXPECT_EQ(world.ids("机井", {}, {day("2020-01-31"), world.now().known_at}), "A1/1");
  EXPECT_EQ(world.ids("机井", {}, {world.today, Moment{added}}), "");
  EXPECT_EQ(world.ids("企业", {}, {world.today, Moment{added}}), "A1 B1");
}

}  // namespace
}  // namespace fangan::test
