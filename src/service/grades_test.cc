// Grades over days: one row reported, accepted, published and taken up again, as figures of the
// store tell it.
#include "service/register_world_test.h"
#include "store/register_store.h"
#include "store/store.h"

namespace fangan::test {
namespace {

constexpr const char* sealed = "自备井";
constexpr const char* well_id = "东镇/1";

void replace(std::string* text, const std::string& what, const std::string& with) {
  const size_t at = text->find(what);
  if (at != text->npos) text->replace(at, what.size(), with);
}

/// 自备井 counts wells that are done; a well is published last, and may be used again.
Package graded_plan() {
  Package package = invented_plan();
  for (PackageFile& file : package.files) {
    replace(&file.bytes, "unit: 眼\n",
            "measure: count(done(机井))\nunit: 眼\ncounts on: 封填日期\n");
    replace(&file.bytes, "  已验收: accepted\n",
            "  已验收: accepted\n  已公示: published\n  复用:\n");
    replace(&file.bytes, "    from: 在用\n    to: 已上报\n",
            "    from: [在用, 复用]\n    to: 已上报\n");
    replace(&file.bytes, "    to: 已验收\n    by: office\n",
            "    to: 已验收\n    by: office\n  公示:\n    from: 已验收\n    to: 已公示\n"
            "    by: office\n  发现复用:\n    from: 已公示\n    to: 复用\n    by: county\n");
  }
  return package;
}

class GradesWorld : public RegisterWorld {
 public:
  GradesWorld() {
    const Result<Done> loaded = service().load_package(graded_plan(), "test");
    EXPECT_TRUE(bool(loaded)) << code_of(loaded);
    Fields fields = well("东镇", "1", white);
    fields.emplace_back("封填日期", "2020-05-01");
    done(add(office(), wells, fields, "2020-05-01"));
  }

  /// As a step of the flow does it.
  void enter(const std::string& state, const std::string& day) {
    const auto plan = service().plan(plan_id);
    ASSERT_TRUE(bool(plan));
    const auto store = Store::open(file("store.db"), OpenMode::existing);
    ASSERT_TRUE(bool(store));
    const Result<Done> written =
        store.value()->write([&](const Database& database) -> Result<Done> {
          const auto tables = RegisterTables::load(database, *plan.value());
          if (!tables) return tables.errors();
          RegisterAuthor author;
          author.account = author.agency = "市水利局";
          author.at = Moment{INT64_MAX / 2 + ++steps_};
          author.today = service().today();
          RegisterReader reader(database, tables.value(), View{author.today, Moment{INT64_MAX}});
          const RegisterTable& table = *tables.value().find(wells);
          const Result<std::optional<StoredRow>> row = reader.row(table, well_id);
          if (!row) return row.errors();
          RegisterWriter writer(database, tables.value(), author, "step");
          RowChange change;
          change.row = row.value()->row;
          change.holds_from = Date::parse(day).value();
          change.step = "step";
          change.state = state;
          const Result<WrittenRow> put = writer.put(table, change);
          if (!put) return put.errors();
          return writer.close();
        });
    ASSERT_TRUE(bool(written)) << code_of(written);
  }

  /// "reported accepted published" of 2020 on a day.
  std::string figures(const std::string& as_of) {
    ViewRequest view;
    view.as_of = Date::parse(as_of).value();
    const Json figure = figure_of(view);
    return figure["reported"].text() + " " + figure["accepted"].text() + " " +
           figure["published"].text();
  }

 private:
  Json figure_of(const ViewRequest& view) {
    const Json target = done(service().target(office(), plan_id, sealed, view));
    for (const Json& figure : target["figures"].items()) {
      if (figure["node"].text() == "2020" && figure["share"].text().empty()) return figure;
    }
    return Json();
  }

  int64_t steps_ = 0;
};

TEST(Grades, OneRowHasThreeFiguresOnFiveDays) {
  GradesWorld world;
  world.enter("已上报", "2020-05-11");
  world.enter("已验收", "2020-05-12");
  world.enter("已公示", "2020-05-13");
  world.enter("复用", "2020-05-15");
  EXPECT_EQ(world.figures("2020-05-10"), "0 0 0");
  EXPECT_EQ(world.figures("2020-05-11"), "1 0 0");
  EXPECT_EQ(world.figures("2020-05-12"), "1 1 0");
  EXPECT_EQ(world.figures("2020-05-13"), "1 1 1");
  EXPECT_EQ(world.figures("2020-05-14"), "1 1 1");
  EXPECT_EQ(world.figures("2020-05-15"), "0 0 0");
}

}  // namespace
}  // namespace fangan::test
