// Filters, words, scope and order of a page, in today's view and in a past one alike.
#include "store/register_columns.h"
#include "store/register_world_test.h"
#include "value/print.h"

namespace fangan::test {
namespace {

using Op = RowFilter::Op;

class ReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    add_enterprise(&world, "A1", "东风厂", "白石县");
    add_enterprise(&world, "B2", "红星厂", "黑水县");
    add_enterprise(&world, "C3", "100%_厂", "黑水县");
    well("A1", "1",
         {{"出水量", "5.25"},
          {"用途", "灌溉"},
          {"停用", "是"},
          {"停用日期", "2020-01-05"},
          {"措施", "封井、计量"},
          {"管理单位", "市水利局"}});
    well("A1", "2",
         {{"出水量", "-3"}, {"用途", "生活"}, {"停用", "否"}, {"停用日期", "2019-06-01"}});
    well("B2", "1", {{"出水量", "100"}, {"措施", "计量"}});
    well("C3", "1", {});
    // The past view shows the same rows from changes alone.
    past = {world.today, Moment{world.clock}};
    world.put("巡井", 0, "2020-01-01", {{"机井", "A1/1"}, {"情况", "漏水"}});
  }
  void well(const std::string& enterprise, const std::string& number, Fields fields) {
    fields.insert(fields.begin(), {{"企业", enterprise}, {"井号", number}});
    ASSERT_EQ(world.put("机井", 0, "2020-01-10", fields), enterprise + "/" + number);
  }
  /// Of a filter, today and in the past view, which must agree.
  std::string filtered(const std::string& field, Op op, std::vector<std::string> values) {
    RowQuery query;
    query.where = {{field, op, std::move(values)}};
    const std::string now = world.ids("机井", query);
    EXPECT_EQ(world.ids("机井", query, past), now) << field;
    return now;
  }
  std::string ordered(const std::string& register_name, const std::string& field, bool descending) {
    RowQuery query;
    query.order = {{field, descending}};
    const std::string now = world.ids(register_name, query);
    EXPECT_EQ(world.ids(register_name, query, past), now) << field;
    return now;
  }

  RegisterWorld world;
  View past;
};

TEST_F(ReaderTest, FiltersByEveryKindOfField) {
  struct Case {
    const char* field;
    Op op;
    std::vector<std::string> values;
    const char* ids;
  };
  const Case cases[] = {
      {"出水量", Op::equal, {"5.25"}, "A1/1"},
      {"出水量", Op::equal, {"5.255"}, ""},
      {"出水量", Op::equal, {"-3.000"}, "A1/2"},
      {"出水量", Op::between, {"5.244", "100"}, "A1/1 B2/1"},
      {"出水量", Op::between, {"5.251", ""}, "B2/1"},
      {"出水量", Op::between, {"", "5.249"}, "A1/2"},
      {"出水量", Op::between, {"-1e30", "1e30"}, "A1/1 A1/2 B2/1"},
      {"出水量", Op::blank, {}, "C3/1"},
      {"出水量", Op::filled, {}, "A1/1 A1/2 B2/1"},
      {"出水量", Op::any_of, {"100", "5.25"}, "A1/1 B2/1"},
      {"出水量", Op::not_equal, {"100"}, "A1/1 A1/2 C3/1"},
      {"用途", Op::equal, {"灌溉"}, "A1/1"},
      {"用途", Op::any_of, {"灌溉", "生活"}, "A1/1 A1/2"},
      {"用途", Op::any_of, {}, ""},
      {"停用", Op::equal, {"否"}, "A1/2"},
      {"停用日期", Op::equal, {"2020/1/5"}, "A1/1"},
      {"停用日期", Op::between, {"2019-06-01", "2019-12-31"}, "A1/2"},
      {"措施", Op::equal, {"计量"}, "A1/1 B2/1"},
      {"措施", Op::contains, {"封"}, "A1/1"},
      {"管理单位", Op::equal, {"市水利局"}, "A1/1"},
      {"企业", Op::equal, {"A1"}, "A1/1 A1/2"},
      {"企业", Op::contains, {"2"}, "B2/1"},
      {"井号", Op::contains, {"1"}, "A1/1 B2/1 C3/1"},
      {"编号", Op::equal, {"B2/1"}, "B2/1"},
      {"状态", Op::equal, {"在用"}, "A1/1 A1/2 B2/1 C3/1"},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(filtered(each.field, each.op, each.values), each.ids)
        << each.field << " " << (each.values.empty() ? "" : each.values.front());
  }
  RowQuery region;
  region.where = {{"所在县区", Op::equal, {"黑水县"}}};
  EXPECT_EQ(world.ids("企业", region), "B2 C3");
  region.where = {{"所在县区", Op::contains, {"白"}}};
  EXPECT_EQ(world.ids("企业", region), "A1");
}

TEST_F(ReaderTest, FiltersByAThousandValues) {
  const auto thousand = [](std::string wanted, const std::function<std::string(int)>& other) {
    std::vector<std::string> values;
    for (int i = 1'000; i < 1'999; ++i) values.push_back(other(i));
    values.push_back(std::move(wanted));
    return values;
  };
  const auto digits = [](int i) { return std::to_string(i); };
  EXPECT_EQ(filtered("出水量", Op::any_of, thousand("100", digits)), "B2/1");
  EXPECT_EQ(filtered("用途", Op::any_of, thousand("灌溉", digits)), "A1/1");
  EXPECT_EQ(filtered("措施", Op::any_of, thousand("封井", digits)), "A1/1");
  EXPECT_EQ(filtered("企业", Op::any_of, thousand("B2", digits)), "B2/1");
  EXPECT_EQ(filtered("企业", Op::not_equal, thousand("B2", digits)), "A1/1 A1/2 C3/1");
  EXPECT_EQ(filtered("企业", Op::contains, thousand("B", digits)), "B2/1");
  EXPECT_EQ(filtered("照片", Op::any_of, thousand("aa", digits)), "");
  EXPECT_EQ(filtered("管理单位", Op::contains, thousand("水利", digits)), "A1/1");
  RowQuery region;
  region.where = {{"所在县区", Op::contains, thousand("白", digits)}};
  EXPECT_EQ(world.ids("企业", region), "A1");
}

TEST_F(ReaderTest, HasNoRowsBehindTheLast) {
  RowQuery query;
  query.where = {{"井号", Op::contains, {"1"}}};
  query.offset = std::numeric_limits<int64_t>::max();
  query.scope.all = true;
  world.read(world.now(), [&query](RegisterReader& reader, const RegisterTables& tables) {
    const auto page = reader.page(*tables.find("机井"), query);
    ASSERT_TRUE(bool(page));
    EXPECT_TRUE(page.value().empty());
  });
}

TEST_F(ReaderTest, RefusesWhatAFilterCannotTake) {
  EXPECT_EQ(filtered("深度", Op::equal, {"1"}), "STORE-Q001");
  EXPECT_EQ(filtered("出水量", Op::equal, {"很多"}), "STORE-Q002");
  EXPECT_EQ(filtered("出水量", Op::contains, {"5"}), "STORE-Q002");
  EXPECT_EQ(filtered("出水量", Op::between, {"5"}), "STORE-Q002");
  EXPECT_EQ(filtered("停用日期", Op::between, {"昨天", ""}), "STORE-Q002");
  EXPECT_EQ(filtered("用途", Op::between, {"a", "b"}), "STORE-Q002");
  EXPECT_EQ(ordered("机井", "深度", false), "STORE-Q001");
}

TEST_F(ReaderTest, FindsWordsInTextsButNotInWhatIsSensitive) {
  world.put("企业", 1, "2020-01-15", {{"联系电话", "13800000000"}});
  const auto words = [&](const std::string& text) {
    RowQuery query;
    query.words = text;
    return world.ids("企业", query);
  };
  EXPECT_EQ(words("厂"), "A1 B2 C3");
  EXPECT_EQ(words("红星"), "B2");
  EXPECT_EQ(words("厂 b2"), "B2") << "Latin letters of either case";
  EXPECT_EQ(words("%"), "C3");
  EXPECT_EQ(words("_"), "C3");
  EXPECT_EQ(words("138"), "");
}

TEST_F(ReaderTest, OrdersBlanksLastAndChineseByPinyin) {
  EXPECT_EQ(ordered("机井", "出水量", false), "A1/2 A1/1 B2/1 C3/1");
  EXPECT_EQ(ordered("机井", "出水量", true), "B2/1 A1/1 A1/2 C3/1");
  EXPECT_EQ(ordered("机井", "编号", true), "C3/1 B2/1 A1/2 A1/1");
  EXPECT_EQ(ordered("机井", "企业", true), "C3/1 B2/1 A1/1 A1/2");
  EXPECT_EQ(ordered("企业", "名称", false), "C3 A1 B2") << "100%, dong, hong; by code 东 < 红 too";
  add_enterprise(&world, "D4", "阿胶厂", "白石县");  // a; its code point is behind the others.
  EXPECT_EQ(world.ids("企业",
                      [] {
                        RowQuery query;
                        query.order = {{"名称", false}};
                        return query;
                      }()),
            "C3 D4 A1 B2");
}

TEST_F(ReaderTest, PagesThroughWhatFits) {
  const auto page = [&](int64_t offset, int64_t count, bool is_filtered) {
    RowQuery query;
    query.offset = offset;
    query.count = count;
    if (is_filtered) query.where = {{"井号", Op::equal, {"1"}}};
    return world.ids("机井", query);
  };
  EXPECT_EQ(page(0, 2, false), "A1/1 A1/2");
  EXPECT_EQ(page(2, 2, false), "B2/1 C3/1");
  EXPECT_EQ(page(0, 2, true), "A1/1 B2/1");
  EXPECT_EQ(page(2, 2, true), "C3/1");
  EXPECT_EQ(page(9, 2, true), "");
  EXPECT_EQ(page(0, 0, true), "");
}

TEST_F(ReaderTest, ShowsOnlyWhatTheScopeTakes) {
  RowScope none;
  RowScope white;
  white.regions = {"990101"};
  RowScope firm;
  firm.subject = 2;
  RowScope both = white;
  both.subject = 2;
  const std::pair<RowScope, const char*> cases[] = {
      {none, ""}, {white, "A1/1 A1/2"}, {firm, "B2/1"}, {both, "A1/1 A1/2 B2/1"}};
  for (const auto& [scope, ids] : cases) {
    for (const View& view : {world.now(), past}) {
      world.read(view, [&, &scope = scope, &ids = ids](RegisterReader& reader,
                                                       const RegisterTables& tables) {
        RowQuery query;
        query.scope = scope;
        const RegisterTable& table = *tables.find("机井");
        std::string list;
        const Result<std::vector<StoredRow>> page = reader.page(table, query);
        for (const StoredRow& row : page.value()) {
          list += (list.empty() ? "" : " ") + row.state.id;
          EXPECT_TRUE(scope.takes(row));
        }
        EXPECT_EQ(list, ids);
        RowQuery all;
        all.scope.all = true;
        int64_t taken = 0;
        const Result<std::vector<StoredRow>> every = reader.page(table, all);
        for (const StoredRow& row : every.value()) taken += scope.takes(row);
        EXPECT_EQ(reader.count(table, query).value(), taken);
      });
    }
  }
  RowQuery own;
  own.scope.subject = 2;
  EXPECT_EQ(world.ids("企业", own), "B2");
}

TEST_F(ReaderTest, FollowsReferencesBack) {
  for (const View& view : {world.now(), past}) {
    world.read(view, [](RegisterReader& reader, const RegisterTables& tables) {
      RowScope all;
      all.all = true;
      const auto wells = reader.referring(*tables.find("机井"), 0, 1, all);
      ASSERT_EQ(wells.value().size(), 2u);
      EXPECT_EQ(wells.value()[0].state.id, "A1/1");
      EXPECT_EQ(wells.value()[1].state.fields[0].text(), "A1");
      EXPECT_EQ(reader.referring(*tables.find("机井"), 0, 1, all, 1).value().size(), 1u);
      EXPECT_TRUE(reader.referring(*tables.find("机井"), 0, 1, RowScope()).value().empty());
    });
  }
}

/// A row as text; numbers with their zeros.
std::string told(const RowState& row) {
  std::string text = row.id + " " + row.state + " " + print(row.period) + " " + row.since.print();
  for (const Value& field : row.fields) text += " " + print(field);
  for (const auto& [state, day] : row.entered) text += " " + state + "=" + day.print();
  return text;
}

/// Of a query that takes all: what rows say one by one, and as columns.
void expect_columns(RegisterReader& reader, const RegisterTable& table, RowQuery query) {
  query.count = -1;
  std::vector<std::string> rows;
  std::vector<int64_t> numbers;
  ASSERT_TRUE(reader.each(table, query, [&](const StoredRow& row) {
    rows.push_back(told(row.state));
    numbers.push_back(row.row);
    return true;
  }));
  const Result<RegisterColumns> read = reader.columns(table, query, whole_rows());
  ASSERT_TRUE(bool(read));
  std::vector<std::string> found;
  for (const RowState& row : states_of(read.value().columns, *table.definition)) {
    found.push_back(told(row));
  }
  EXPECT_EQ(found, rows) << table.name;
  EXPECT_EQ(read.value().numbers, numbers) << table.name;
}

TEST_F(ReaderTest, GivesColumnsOfTheRowsInTheirOrder) {
  well("C3", "2", {{"出水量", "1200"}, {"措施", "计量、封井"}});
  RowQuery all;
  all.scope.all = true;
  RowQuery backwards = all;
  backwards.order = {{"出水量", true}};
  RowQuery chosen = all;
  chosen.where = {{"出水量", Op::filled, {}}};
  RowQuery white;
  white.scope.regions = {"990101"};
  for (const View& view : {world.now(), past}) {
    world.read(view, [&](RegisterReader& reader, const RegisterTables& tables) {
      for (const char* name : {"企业", "机井", "巡井"}) {
        expect_columns(reader, *tables.find(name), all);
        expect_columns(reader, *tables.find(name), white);
      }
      expect_columns(reader, *tables.find("机井"), backwards);
      expect_columns(reader, *tables.find("机井"), chosen);
    });
  }
}

TEST_F(ReaderTest, StopsWhenTheTakerHasEnough) {
  world.read(world.now(), [](RegisterReader& reader, const RegisterTables& tables) {
    RowQuery all;
    all.scope.all = true;
    all.count = -1;
    int taken = 0;
    const Result<Done> done =
        reader.each(*tables.find("机井"), all, [&taken](const StoredRow&) { return ++taken < 2; });
    EXPECT_TRUE(bool(done));
    EXPECT_EQ(taken, 2);
  });
}

}  // namespace
}  // namespace fangan::test
