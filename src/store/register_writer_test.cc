// What a writer writes and what it refuses.
#include <set>

#include "store/register_world_test.h"

namespace fangan::test {
namespace {

class WriterTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(add_enterprise(&world, "A1", "东风厂", "白石县"), "A1");
    ASSERT_EQ(add_enterprise(&world, "B2", "红星厂", "黑水县"), "B2");
  }
  std::string add_well(const std::string& enterprise, const std::string& number) {
    return world.put("机井", 0, "2020-01-01", {{"企业", enterprise}, {"井号", number}});
  }

  RegisterWorld world;
};

TEST_F(WriterTest, KeepsEveryKindOfValue) {
  ASSERT_EQ(world.put("机井", 0, "2020-02-01",
                      {{"企业", "A1"},
                       {"井号", "007"},
                       {"出水量", "12.50"},
                       {"停用", "否"},
                       {"停用日期", "1899-12-31"},
                       {"用途", "工业"},
                       {"措施", "巡查、封井"},
                       {"管理单位", "市水利局"},
                       {"照片", "aa、bb"}}),
            "A1/007");
  const std::pair<const char*, const char*> expected[] = {{"企业", "A1"},
                                                          {"井号", "007"},
                                                          {"出水量", "12.5"},
                                                          {"停用", "false"},
                                                          {"停用日期", "1899-12-31"},
                                                          {"用途", "工业"},
                                                          {"措施", "封井;巡查;"},
                                                          {"管理单位", "市水利局"},
                                                          {"照片", "aa;bb;"}};
  for (const auto& [field, value] : expected) {
    EXPECT_EQ(world.value("机井", "A1/007", field), value) << field;
  }
  EXPECT_EQ(world.sql("SELECT c3 FROM r2"), "1250");
  EXPECT_EQ(world.sql("SELECT region FROM r2"), "990101") << "the enterprise's";
  EXPECT_EQ(world.sql("SELECT subject FROM r2"), "1");
  EXPECT_EQ(world.sql("SELECT \"出水量\" FROM \"water.机井\""), "12.5");
  EXPECT_EQ(world.sql("SELECT \"企业\" FROM \"water.机井\""), "A1");
  EXPECT_EQ(world.sql("SELECT \"停用日期\" FROM \"water.机井\""), "1899-12-31");
  EXPECT_EQ(world.sql("SELECT count(*) FROM \"企业\""), "2");
  EXPECT_EQ(world.verify(), "");
}

TEST_F(WriterTest, RefusesDigitsItCannotKeep) {
  const Value too_fine = number("0.001");
  const Value too_large = number("1e30");
  const auto with = [](const Value& value) {
    return [value](RowChange* change) { change->fields.emplace_back(2, value); };
  };
  EXPECT_EQ(world.put("机井", 0, "2020-01-01", {{"企业", "A1"}, {"井号", "1"}}, with(too_fine)),
            "STORE-R001");
  EXPECT_EQ(world.put("机井", 0, "2020-01-01", {{"企业", "A1"}, {"井号", "1"}}, with(too_large)),
            "STORE-R002");
  EXPECT_EQ(world.sql("SELECT count(*) FROM r2_change"), "0");
}

TEST_F(WriterTest, TellsTheSecondWriterThatTheFirstWasFaster) {
  const auto seen = [](uint64_t version) {
    return [version](RowChange* change) { change->expected_version = version; };
  };
  EXPECT_EQ(world.put("企业", 1, "2020-02-01", {{"名称", "东风总厂"}}, seen(1)), "A1");
  EXPECT_EQ(world.put("企业", 1, "2020-02-01", {{"名称", "东风公司"}}, seen(1)), "STORE-R003");
  EXPECT_EQ(world.value("企业", "A1", "名称"), "东风总厂");
  EXPECT_EQ(world.put("企业", 1, "2020-02-01", {{"名称", "东风公司"}}, seen(2)), "A1");
}

TEST_F(WriterTest, TellsOfAChangeThatWaitsForItsDay) {
  const auto seen = [](uint64_t version) {
    return [version](RowChange* change) { change->expected_version = version; };
  };
  ASSERT_EQ(world.put("企业", 1, "2020-07-01", {{"名称", "东风总厂"}}, seen(1)), "A1");
  EXPECT_EQ(world.put("企业", 1, "2020-07-01", {{"名称", "东风公司"}}, seen(1)), "STORE-R003");
  EXPECT_EQ(world.put("企业", 1, "2020-02-01", {{"名称", "东风公司"}}, seen(1)), "STORE-R003");
  world.read(world.now(), [](RegisterReader& reader, const RegisterTables& tables) {
    const auto row = reader.row(*tables.find("企业"), "A1");
    ASSERT_TRUE(row.value().has_value());
    EXPECT_EQ(row.value()->version, 2u) << "what the next edit states";
    RowQuery all;
    all.scope.all = true;
    const auto page = reader.page(*tables.find("企业"), all);
    ASSERT_EQ(page.value().size(), 2u);
    EXPECT_EQ(page.value().front().version, 2u);
    EXPECT_EQ(page.value().back().version, 1u);
  });
  EXPECT_EQ(world.put("企业", 1, "2020-07-01", {{"名称", "东风公司"}}, seen(2)), "A1");
  ASSERT_EQ(world.advance("2020-07-01"), "");
  EXPECT_EQ(world.value("企业", "A1", "名称"), "东风公司");
  EXPECT_EQ(world.verify(), "");
}

TEST_F(WriterTest, RefusesToChangeARowBeforeItBegins) {
  EXPECT_EQ(world.put("企业", 1, "2019-12-31", {{"名称", "东风总厂"}}), "STORE-R011");
  const std::vector<Fact> expected = {{"register", "企业"}, {"row", "1"}, {"since", "2020-01-01"}};
  EXPECT_EQ(world.errors.front().facts, expected);
  EXPECT_EQ(world.ids("企业", {}, {day("2019-12-31"), world.now().known_at}), "");
  EXPECT_EQ(world.put("企业", 1, "2020-01-01", {{"名称", "东风总厂"}}), "A1");
  ASSERT_EQ(world.put("企业", 0, "2020-08-01", {{"统一社会信用代码", "C3"}}), "C3");
  EXPECT_EQ(world.put("企业", 3, "2020-07-31", {{"名称", "早了"}}), "STORE-R011") << "one to come";
}

TEST_F(WriterTest, RefusesTwoRowsOfOneKeyNamingBoth) {
  EXPECT_EQ(add_enterprise(&world, "A1", "又一家", "黑水县"), "STORE-R004");
  EXPECT_EQ(world.put("企业", 2, "2020-02-01", {{"统一社会信用代码", "A1"}}), "STORE-R004");
  const std::vector<Fact> expected = {
      {"register", "企业"}, {"id", "A1"}, {"row", "2"}, {"other", "1"}};
  EXPECT_EQ(world.errors.front().facts, expected);
  EXPECT_EQ(world.ids("企业"), "A1 B2");
}

TEST_F(WriterTest, RefusesAKeyOfARowThatBeginsLater) {
  EXPECT_EQ(world.put("企业", 0, "2020-08-01", {{"统一社会信用代码", "C3"}}), "C3");
  EXPECT_EQ(world.ids("企业"), "A1 B2") << "it is not there yet";
  EXPECT_EQ(add_enterprise(&world, "C3", "抢先", "黑水县"), "STORE-R004");
  EXPECT_EQ(world.put("企业", 1, "2020-09-01", {{"统一社会信用代码", "C3"}}), "STORE-R004");
}

TEST(RegisterKeys, DoNotMeetWhereTheirPartsHoldASlash) {
  const std::string pairs =
      "```register 对\nkey: [甲, 乙]\nfields:\n  甲: text\n  乙: text\n```\n"
      "```register 单\nkey: 名\nfields:\n  名: text\n```\n"
      "```register 双\nkey: [左, 右]\nfields:\n  左: 单\n  右: 单\n```\n"
      "```register 次\nkey: [对, 号]\nfields:\n  对: 对\n  号: text\n```\n";
  RegisterWorld world(pairs);
  const auto add = [&](const char* name, const Fields& fields) {
    return world.put(name, 0, "2020-01-01", fields);
  };
  EXPECT_EQ(add("对", {{"甲", "a/b"}, {"乙", "c"}}), "a%2Fb/c");
  EXPECT_EQ(add("对", {{"甲", "a"}, {"乙", "b/c"}}), "a/b%2Fc");
  EXPECT_EQ(add("对", {{"甲", "a%2Fb"}, {"乙", "c"}}), "a%252Fb/c");
  EXPECT_EQ(add("对", {{"甲", "50%"}, {"乙", "%2"}}), "50%/%2");
  EXPECT_EQ(add("次", {{"对", "a%2Fb/c"}, {"号", "1/2"}}), "a%2Fb/c/1%2F2");
  for (const char* name : {"a", "a/b", "b/c", "c"}) EXPECT_EQ(add("单", {{"名", name}}), name);
  EXPECT_EQ(add("双", {{"左", "a/b"}, {"右", "c"}}), "a%2Fb/c");
  EXPECT_EQ(add("双", {{"左", "a"}, {"右", "b/c"}}), "a/b%2Fc");
  const View past = {day("2020-02-01"), Moment{INT64_MAX}};
  for (const char* name : {"对", "次", "双"}) {
    EXPECT_EQ(world.ids(name, {}, past), world.ids(name)) << name;
  }
  EXPECT_EQ(world.value("对", "a%2Fb/c", "甲"), "a/b");
  EXPECT_EQ(world.verify(), "");
}

TEST_F(WriterTest, RefusesABlankKey) {
  EXPECT_EQ(world.put("企业", 0, "2020-01-01", {{"名称", "无名"}}), "STORE-R005");
  EXPECT_EQ(world.put("机井", 0, "2020-01-01", {{"企业", "A1"}}), "STORE-R005");
  EXPECT_EQ(world.put("企业", 1, "2020-02-01", {{"统一社会信用代码", ""}}), "STORE-R005");
}

TEST_F(WriterTest, TakesARowWithoutACodeWithItsReason) {
  const std::string first = add_enterprise(&world, "无码：个体户未办证", "李家砖窑", "白石县");
  const std::string second = add_enterprise(&world, "无码:同上", "王家砖窑", "白石县");
  EXPECT_EQ(first.substr(0, 7), "无码-");
  EXPECT_EQ(first.size(), second.size());
  EXPECT_NE(first, second) << "the reason does not tell them apart";
  EXPECT_EQ(add_enterprise(&world, "无码", "张家砖窑", "白石县"), "STORE-R010");
  EXPECT_EQ(add_enterprise(&world, "无码： ", "张家砖窑", "白石县"), "STORE-R010");
  EXPECT_EQ(add_well(first, "1"), first + "/1");
}

TEST_F(WriterTest, ACodeTellsNothingOfHowManyRowsThereAre) {
  RegisterTable table;
  table.secret = "1 0123456789ABCDEF";
  std::set<std::string> codes;
  size_t ascending = 0;
  for (int64_t row = 1; row <= 2'000; ++row) {
    const std::string code = table.code(row);
    EXPECT_EQ(code.size(), 8u);
    if (!codes.empty() && *codes.rbegin() < code) ++ascending;
    codes.insert(code);
  }
  EXPECT_EQ(codes.size(), 2'000u) << "every row has its own";
  EXPECT_LT(ascending, 40u) << "they do not grow with the rows";
  EXPECT_EQ(table.code(7), table.code(7));
  RegisterTable other;
  other.secret = "2 0123456789ABCDEF";
  EXPECT_NE(table.code(7), other.code(7));
}

TEST_F(WriterTest, RefusesWhatIsNotThere) {
  EXPECT_EQ(add_well("Z9", "1"), "STORE-R006");
  EXPECT_EQ(world.put("企业", 77, "2020-01-01", {{"名称", "谁"}}), "STORE-R007");
}

TEST_F(WriterTest, ReportsAllThatIsWrongWithTheFields) {
  const auto fine = [](RowChange* change) { change->fields.emplace_back(2, number("0.001")); };
  EXPECT_EQ(world.put("机井", 0, "2020-01-01", {{"企业", "Z9"}, {"井号", "1"}}, fine),
            "STORE-R006");
  EXPECT_EQ(world.errors.size(), 2u);
}

TEST_F(WriterTest, TakesARowAwayAndBringsItBack) {
  const auto removed = [](bool is) { return [is](RowChange* change) { change->removed = is; }; };
  ASSERT_EQ(add_well("A1", "1"), "A1/1");
  EXPECT_EQ(world.put("企业", 1, "2020-02-01", {}, removed(true)), "STORE-R009");
  EXPECT_EQ(world.put("机井", 1, "2020-02-01", {}, removed(true)), "A1/1");
  EXPECT_EQ(world.ids("机井"), "");
  EXPECT_EQ(world.put("机井", 1, "2020-03-01", {{"用途", "生活"}}), "STORE-R008");
  EXPECT_EQ(add_well("A1", "1"), "A1/1") << "its key is free";
  EXPECT_EQ(world.put("机井", 1, "2020-04-01", {}, removed(false)), "STORE-R004");
  EXPECT_EQ(world.put("机井", 2, "2020-04-01", {}, removed(true)), "A1/1");
  EXPECT_EQ(world.put("机井", 1, "2020-04-01", {}, removed(false)), "A1/1");
  EXPECT_EQ(world.ids("机井", {}, {day("2020-03-01"), world.now().known_at}), "A1/1")
      << "the second, before it was taken away";
  EXPECT_EQ(world.verify(), "");
}

TEST_F(WriterTest, CarriesAKeyAndARegionOn) {
  ASSERT_EQ(add_well("A1", "1"), "A1/1");
  const std::string patrol = world.unnamed("巡井", 1).substr(1);
  ASSERT_EQ(world.put("巡井", 0, "2020-01-01", {{"机井", "A1/1"}, {"情况", "正常"}}), patrol);
  ASSERT_EQ(
      world.put("企业", 1, "2020-02-01", {{"统一社会信用代码", "A9"}, {"所在县区", "黑水县"}}),
      "A9");
  EXPECT_EQ(world.ids("机井"), "A9/1");
  EXPECT_EQ(world.value("巡井", patrol, "机井"), "A9/1");
  EXPECT_EQ(world.sql("SELECT region FROM r3"), "990102") << "of the enterprise of the well";
  RowQuery white;
  white.scope.regions = {"990101"};
  EXPECT_EQ(world.ids("巡井", white), "");
  EXPECT_EQ(world.ids("巡井", white, {day("2020-01-15"), world.now().known_at}), patrol);
  EXPECT_EQ(world.ids("机井", {}, {day("2020-01-15"), world.now().known_at}), "A1/1");
  EXPECT_EQ(world.verify(), "");
}

TEST_F(WriterTest, WaitsForTheDayAndGoesBackWithTheClock) {
  ASSERT_EQ(add_well("A1", "1"), "A1/1");
  ASSERT_EQ(
      world.put("企业", 1, "2020-07-01", {{"统一社会信用代码", "A9"}, {"所在县区", "黑水县"}}),
      "A9");
  EXPECT_EQ(world.ids("机井"), "A1/1");
  ASSERT_EQ(world.advance("2020-07-01"), "");
  EXPECT_EQ(world.ids("机井"), "A9/1");
  EXPECT_EQ(world.sql("SELECT region FROM r2"), "990102");
  EXPECT_EQ(world.sql("SELECT count(*) FROM register_pending"), "0");
  EXPECT_EQ(world.verify(), "");
  ASSERT_EQ(world.advance("2019-12-31"), "");
  EXPECT_EQ(world.ids("机井"), "");
  EXPECT_EQ(world.ids("企业"), "");
  EXPECT_EQ(world.verify(), "");
  ASSERT_EQ(world.advance("2020-06-30"), "");
  EXPECT_EQ(world.ids("机井"), "A1/1");
  EXPECT_EQ(world.value("企业", "A1", "所在县区"), "白石县");
  ASSERT_EQ(world.advance("2021-01-01"), "");
  EXPECT_EQ(world.ids("企业"), "A9 B2");
  EXPECT_EQ(world.verify(), "");
}

TEST_F(WriterTest, TwoRowsThatComeToHaveOneKeyStayApart) {
  // Row 2 gives its key up in May; then another row takes it, for days before that too.
  ASSERT_EQ(world.put("企业", 2, "2020-05-01", {{"统一社会信用代码", "B9"}}), "B9");
  ASSERT_EQ(add_enterprise(&world, "B2", "新红星", "白石县"), "B2") << "free since May";
  ASSERT_EQ(world.advance("2020-04-01"), "");
  EXPECT_EQ(world.ids("企业"), "A1 B2 B2" + world.unnamed("企业", 2))
      << "the row that comes to have what another has";
  EXPECT_EQ(world.verify(), "");
  ASSERT_EQ(world.advance("2020-06-01"), "");
  EXPECT_EQ(world.ids("企业"), "A1 B2 B9");
  EXPECT_EQ(world.value("企业", "B2", "名称"), "新红星");
}

TEST_F(WriterTest, WritesStatesWithTheirDays) {
  ASSERT_EQ(add_well("A1", "1"), "A1/1");
  const auto to = [](const char* state) {
    return [state](RowChange* change) { change->state = state; };
  };
  ASSERT_EQ(world.put("机井", 1, "2020-03-01", {}, to("已上报")), "A1/1");
  ASSERT_EQ(world.put("机井", 1, "2020-03-01", {}, to("已封")), "A1/1");
  world.read(world.now(), [](RegisterReader& reader, const RegisterTables& tables) {
    const auto row = reader.row(*tables.find("机井"), "A1/1");
    ASSERT_TRUE(row.value().has_value());
    const RowState& state = row.value()->state;
    EXPECT_EQ(state.state, "已封");
    const std::vector<std::pair<std::string, Date>> expected = {{"已上报", day("2020-03-01")},
                                                                {"已封", day("2020-03-01")}};
    EXPECT_EQ(state.entered, expected);
  });
  RowQuery first;
  first.where = {{"状态", RowFilter::Op::equal, {"在用"}}};
  EXPECT_EQ(world.ids("机井", first), "");
  EXPECT_EQ(world.ids("机井", first, {day("2020-02-01"), world.now().known_at}), "A1/1")
      << "a row begins in the first state";
}

TEST_F(WriterTest, JournalsOneEntryARegisterWithDigestsAndMasksWhatIsSensitive) {
  ASSERT_TRUE(bool(world.write([&](RegisterWriter& writer, const RegisterTables& tables) {
    for (int i = 0; i < 2500; ++i) {
      const RegisterTable& table = *tables.find("企业");
      const std::string code = "N" + std::to_string(10000 + i);
      const Result<WrittenRow> written =
          writer.put(table, world.change(table, 0, "2020-01-01", {{"统一社会信用代码", code}}));
      if (!written) return Result<Done>(written.errors());
    }
    return Result<Done>(Done{});
  })));
  EXPECT_EQ(world.sql("SELECT json_extract(after, '$.rows') FROM journal ORDER BY id DESC"),
            "2500");
  EXPECT_EQ(world.sql("SELECT json_array_length(after, '$.digests') FROM journal ORDER BY id DESC"),
            "3");
  EXPECT_EQ(world.sql("SELECT json_extract(after, '$.changes') FROM journal ORDER BY id DESC"), "");
  ASSERT_EQ(world.put("企业", 1, "2020-02-01", {{"联系电话", "13800000000"}, {"名称", "新名"}}),
            "A1");
  const std::string fields = "SELECT json_extract(after, '$.changes[0].fields.";
  EXPECT_EQ(world.sql(fields + "联系电话.after') FROM journal ORDER BY id DESC"), "***");
  EXPECT_EQ(world.sql(fields + "名称.before') FROM journal ORDER BY id DESC"), "东风厂");
  EXPECT_EQ(world.sql("SELECT row FROM journal ORDER BY id DESC"), "A1");
  EXPECT_EQ(world.sql("SELECT count(*) FROM journal WHERE after LIKE '%13800000000%'"), "0");
  EXPECT_EQ(world.verify(), "");
}

TEST_F(WriterTest, GoesOnAfterARowThatWasRefused) {
  ASSERT_TRUE(bool(world.write([&](RegisterWriter& writer, const RegisterTables& tables) {
    const RegisterTable& table = *tables.find("企业");
    for (const char* code : {"C3", "A1", "", "D4"}) {
      const Result<WrittenRow> written =
          writer.put(table, world.change(table, 0, "2020-01-01", {{"统一社会信用代码", code}}));
      if (!written && written.error().fault == Fault::system) {
        return Result<Done>(written.errors());
      }
    }
    return Result<Done>(Done{});
  })));
  EXPECT_EQ(world.ids("企业"), "A1 B2 C3 D4");
  EXPECT_EQ(world.sql("SELECT group_concat(row) FROM r1"), "1,2,3,4") << "no number is skipped";
  EXPECT_EQ(world.verify(), "");
}

TEST(RegisterPeriods, MakeThePeriodPartOfTheKey) {
  RegisterWorld world(R"(```register 月报
key: 单位
period: month
fields:
  单位: text
  用量: number 立方米
```
)");
  const auto in = [](const char* month) {
    return [month](RowChange* change) { change->period = Value(month); };
  };
  EXPECT_EQ(world.put("月报", 0, "2020-01-01", {{"单位", "甲"}}, in("2020-01")), "甲/2020-01");
  EXPECT_EQ(world.put("月报", 0, "2020-01-01", {{"单位", "甲"}}, in("2020-02")), "甲/2020-02");
  EXPECT_EQ(world.put("月报", 0, "2020-01-01", {{"单位", "甲"}}, in("2020-02")), "STORE-R004");
  EXPECT_EQ(world.put("月报", 0, "2020-01-01", {{"单位", "甲"}}), "STORE-R005");
}

}  // namespace
}  // namespace fangan::test
