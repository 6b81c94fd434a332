// What an expression of a reader comes to, beside what the pages show that reader: row by row and
// name by name, for everybody of the invented plan.
#include "service/shown_rows.h"

#include "papers/register_sheet.h"
#include "service/case_question.h"
#include "service/register_world_test.h"
#include "store/sqlite.h"

namespace fangan::test {
namespace {

class ShownWorld : public RegisterWorld {
 public:
  ShownWorld() {
    add_enterprises();
    const auto dug = [this](const Fields& place, const char* code, const char* depth) {
      Fields fields = place;
      if (code != nullptr) fields.push_back({"企业", code});
      if (depth != nullptr) fields.push_back({"井深", depth});
      fields.push_back({"联系电话", "1300000"});
      done(add(office(), wells, fields));
    };
    dug(well("东乡", "1", white), white_code, "120.5");
    dug(well("东乡", "2", white), nullptr, nullptr);
    dug(well("南乡", "1", black), white_code, "80");
    dug(well("南乡", "2", black), black_code, "130");
    done(add(office(), patrols, {{"县", white}, {"日期", "2020-05-01"}, {"井", "南乡/1"}}));
    done(add(office(), patrols, {{"县", black}, {"日期", "2020-05-02"}}));
    done(add(office(), list_of_savers,
             {{"名称", "白石"}, {"县", white}, {"等级", "甲"}, {"内部意见", "再看"}}));
    done(add(office(), list_of_savers, {{"名称", "黑水"}, {"县", black}, {"内部意见", "可"}}));
  }

  /// As the reader's pages would write it.
  std::string asked(const Actor& actor, const std::string& expression) {
    std::string text;
    const Result<Done> read = service().with_registers(
        actor, plan_id, {}, [&](RegisterSight& sight) {
          return ask(&sight, Asker::reader, expression, [&](const Outcome& outcome) {
            const Json value = sight.computed_json(outcome.value);
            text = outcome.kind == Outcome::Kind::not_set ? "not set" : value.print();
          });
        });
    return read ? text : code_of(read);
  }

  /// VALUE of docs/api.md as computed_json() writes it.
  static std::string written(const Json& value) {
    if (value.is_null()) return "null";
    const Json& name = value["name"];
    const bool is_row = !value["row"].is_null();
    return is_row || name.is_null() ? value.print() : Json(name.text()).print();
  }
  /// OUTCOME of docs/api.md.
  static std::string come_to(const Json& outcome) {
    return outcome["not_set"].is_null() ? outcome["value"].print() : "not set";
  }
};

TEST(ShownRows, AreThoseOfThePages) {
  ShownWorld world;
  int compared = 0;
  int hidden = 0;
  for (const char* who :
       {"办公室", white, black, "市水利局", "市宣传局", white_code, "黑水钢厂"}) {
    const Actor actor = world.as(who);
    for (const char* name : {wells, enterprises, patrols, list_of_savers}) {
      const Result<Json> page = world.page(actor, name);
      const std::vector<Json> rows =
          page ? page.value()["rows"].items() : std::vector<Json>();
      EXPECT_EQ(world.asked(actor, std::string("count(") + name + ")"),
                Json(std::to_string(rows.size())).print())
          << who << " " << name;
      for (size_t i = 0; i < rows.size(); ++i) {
        const std::string row = std::string(name) + "[" + std::to_string(i + 1) + "].";
        for (const Json& field : page.value()["register"]["fields"].items()) {
          const std::string& column = field["name"].text();
          const Json& value = rows[i]["values"][column];
          EXPECT_EQ(world.asked(actor, row + column), ShownWorld::written(value))
              << who << " " << row << column;
          ++compared;
          hidden += value.is_null() ? 0 : value.text() == masked_word ? 1 : 0;
        }
        for (const auto& [column, outcome] : rows[i]["derived"].members()) {
          EXPECT_EQ(world.asked(actor, row + column), ShownWorld::come_to(outcome))
              << who << " " << row << column;
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 200);
  EXPECT_GT(hidden, 20);
}

TEST(ShownRows, OfAnothersRowThatIsReferredToItsNameAlone) {
  ShownWorld world;
  const Actor county = world.as(black);
  EXPECT_EQ(world.asked(county, "机井[井号 = \"1\"][1].企业.名称"), "\"白石酒厂\"");
  EXPECT_EQ(world.asked(county, "机井[井号 = \"1\"][1].企业.编号"),
            Json(white_code).print());
  for (const char* name : {"所在县", "联系人", "统一社会信用代码"}) {
    EXPECT_EQ(world.asked(county, std::string("机井[井号 = \"1\"][1].企业.") + name), "null")
        << name;
  }
  EXPECT_EQ(code_of(world.one(county, enterprises, white_code)), "SVC-N001");
}

TEST(ShownRows, SayThatRecordsCannotBeRead) {
  ShownWorld world;
  const std::string count = "count(分解) + count(进展)";
  EXPECT_EQ(world.asked(world.office(), count), Json("0").print());
  const Result<Database> other = Database::open(world.file("store.db"), OpenMode::existing);
  ASSERT_TRUE(bool(other)) << code_of(other);
  const Result<Done> lost =
      other.value().execute("ALTER TABLE share_change RENAME TO lost_change");
  ASSERT_TRUE(bool(lost)) << code_of(lost);
  EXPECT_EQ(world.asked(world.office(), count).rfind("STORE-", 0), 0U);
}

}  // namespace
}  // namespace fangan::test
