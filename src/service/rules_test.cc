// Decisions, policies and what-ifs over the store: what they say, to whom, and that they only read.
#include "service/register_world_test.h"

namespace fangan::test {
namespace {

constexpr const char* projects = "改造项目";
constexpr const char* listed = "列入名单";
constexpr const char* subsidy = "改造补助";
constexpr const char* restraint = "停止贷款";

constexpr const char* rules = R"(
```parameter 投资线
type: number 万元
```

```parameter 补助比例
type: number %
```

```register 改造项目
key: 名称
fields:
  名称: text required
  企业: 企业 required
  县: region required
  投资: number 万元
  竣工: boolean
  逾期: boolean
  已整改: boolean
  户数: number
  开户行: text sensitive
read: [office, county, subject]
write: [office, county]
```

```decision 列入名单
on: 改造项目
value: if 投资 = null then null else 投资 > 投资线
```

```decision 户均投资
on: 改造项目
value: if 投资 = null or 户数 = null then null else 投资 / 户数
```

```decision 开户行已填
on: 改造项目
value: 开户行 != null
```

```policy 改造补助
of: 改造项目
subject: 企业
eligible: if 竣工 = null then null else 竣工
gives: if 投资 = null then null else 投资 * 补助比例
unit: 万元
budget: {2020: 50}
```

```policy 停止贷款
of: 改造项目
subject: 企业
eligible: if 逾期 = null then false else 逾期
gives: [停止贷款]
until: if 已整改 = null then false else 已整改
```
)";

/// How many projects are above the line, whoever enters them.
constexpr const char* counted = R"(2020年底前超线项目达到2个。

```target 超线项目数
clause: "超线项目达到2个"
measure: count(改造项目[if 投资 = null then false else 投资 > 投资线])
unit: 个
due: {2020-12-31: 2}
shares: none
```
)";

/// A decision that says several things at once.
constexpr const char* several = R"(按投资额分别处置。

```decision 分别处置
clause: "按投资额分别处置"
on: 改造项目
value: {办法: if 投资 = null then "不定" else "限期", 措施: ["停电", "停水"], 额: 投资}
```
)";

/// A register whose rows have no name of their own.
constexpr const char* keyed = R"(对节水设备给予补贴。

```register 节水设备
clause: "节水设备"
key: [企业, 型号]
fields:
  企业: 企业 required
  型号: text required
  投入: number 万元
read: [office, county, subject]
write: [office, county]
```

```policy 设备补贴
clause: "给予补贴"
of: 节水设备
subject: 企业
eligible: if 投入 = null then null else 投入 > 0
gives: if 投入 = null then null else 投入
unit: 万元
```
)";

class RulesWorld : public RegisterWorld {
 public:
  explicit RulesWorld(const std::string& text = "", const std::string& more_rules = "",
                      const std::vector<PackageFile>& files = {}) {
    Package package = invented_plan();
    package.files.insert(package.files.end(), files.begin(), files.end());
    for (PackageFile& file : package.files) {
      if (file.name == "registers.md") file.bytes += rules + more_rules;
      if (file.name == "1-节水.md") file.bytes += text;
    }
    const Result<Done> loaded = service().load_package(package, "test");
    EXPECT_TRUE(bool(loaded)) << code_of(loaded);
    add_enterprises();
  }

  void add_project(const char* name, const char* enterprise, const char* county,
                   const char* investment, const Fields& more = {},
                   const std::string& from = "") {
    Fields fields = {{"名称", name}, {"企业", enterprise}, {"县", county}};
    if (*investment != '\0') fields.emplace_back("投资", investment);
    fields.insert(fields.end(), more.begin(), more.end());
    done(add(office(), projects, fields, from));
  }
  /// Just above the line, on it, and one of which nobody knows.
  void add_three() {
    add_project("甲", white_code, white, "101");
    add_project("乙", other_white_code, white, "100");
    add_project("丙", black_code, black, "");
  }

  Json decided(const Actor& actor, const DecisionRequest& request = {}) {
    return done(service().decision(actor, plan_id, listed, {}, request));
  }
  Json ledger(const Actor& actor, const char* name, const char* as_of = "") {
    ViewRequest view;
    if (*as_of != '\0') view.as_of = Date::parse(as_of).value();
    return done(service().policy(actor, plan_id, name, view, 0, 100));
  }
  Result<Json> what_if(const std::string& values, const std::string& chosen = "",
                       const char* who = "办公室") {
    return service().what_if(as(who), plan_id, {}, {values, chosen});
  }
  int64_t journal_size() {
    const Json journal = done(service().journal(office(), plan_id, INT64_MAX, 500));
    return static_cast<int64_t>(journal["entries"].items().size());
  }
};

/// "=true 1, undetermined 1".
std::string outcomes(const Json& counts) {
  std::string text;
  for (const Json& each : counts["outcomes"].items()) {
    text += (text.empty() ? "" : ", ") + each["key"].text() + " " + each["rows"].text();
  }
  return text;
}

/// "甲 2020-04-01 30".
std::string lines(const Json& ledger) {
  std::string text;
  for (const Json& line : ledger["rows"].items()) {
    text += (text.empty() ? "" : ", ") + line["id"].text() + " " + line["since"].text();
    const Json& amount = line["amount"];
    if (!amount["value"].text().empty()) text += " " + amount["value"].text();
    for (const Json& name : amount["not_set"].items()) text += " no " + name.text();
    if (line["over_budget"].boolean()) text += " of " + line["before_limits"].text();
  }
  return text;
}

const Json& changed(const Json& what_if, const std::string& name) {
  static const Json none;
  for (const Json& rule : what_if["changed"].items()) {
    if (rule["name"].text() == name) return rule;
  }
  return none;
}

TEST(Decisions, SayOfEveryRowWhatTheyComeToAndWhatIsMissing) {
  RulesWorld world;
  world.add_three();
  const Json unset = world.decided(world.office());
  EXPECT_EQ(outcomes(unset["counts"]), "not set 3");
  EXPECT_EQ(unset["counts"]["not_set"].print(), R"(["投资线"])");
  EXPECT_EQ(unset["rows"].items()[0]["outcome"].print(), R"({"not_set":["投资线"]})");
  EXPECT_EQ(unset["decision"]["parameters"].items()[0]["value"].print(), "null");
  const Json list = world.done(world->decisions(world.office(), plan_id, {}));
  bool is_listed = false;
  for (const Json& each : list["decisions"].items()) {
    if (each["name"].text() != listed) continue;
    is_listed = true;
    EXPECT_EQ(outcomes(each["counts"][projects]), "not set 3");
  }
  EXPECT_TRUE(is_listed);
}

TEST(Decisions, SayWhatWentWrong) {
  RulesWorld world;
  world.add_project("甲", white_code, white, "101", {{"户数", "0"}});
  const Json page =
      RulesWorld::done(world->decision(world.office(), plan_id, "户均投资", {}, {}));
  EXPECT_EQ(outcomes(page["counts"]), "error 1");
  const Json& error = page["rows"].items()[0]["outcome"]["error"];
  EXPECT_EQ(error["code"].text(), "VAL-N003");
  EXPECT_TRUE(error["place"].is_null()) << "it would count in the formula";
}

constexpr const char* size_model = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:size" name="m"
             id="m">
  <inputData id="i" name="投资"><variable name="投资" typeRef="number"/></inputData>
  <decision id="d" name="投资规模">
    <variable name="投资规模" typeRef="string"/>
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input><inputExpression typeRef="number"><text>投资</text></inputExpression></input>
      <output/>
      <annotation name="依据"/>
      <rule>
        <inputEntry><text>&lt; 100</text></inputEntry>
        <outputEntry><text>"小"</text></outputEntry>
        <annotationEntry><text>不到百万</text></annotationEntry>
      </rule>
      <rule>
        <inputEntry><text>&gt;= 100</text></inputEntry>
        <outputEntry><text>"大"</text></outputEntry>
        <annotationEntry><text>百万以上</text></annotationEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
)";

TEST(Decisions, TellWhichRuleOfADrawnModelHeld) {
  RulesWorld world("", "\n```decision 投资规模\non: 改造项目\nvalue: size.dmn\n```\n",
                   {{"size.dmn", size_model}});
  world.add_three();
  const Json why = RulesWorld::done(
      world->decision_row(world.office(), plan_id, "投资规模", projects, "甲", {}));
  EXPECT_EQ(why["outcome"]["value"].text(), "大");
  ASSERT_EQ(why["rules"].items().size(), 1u);
  const Json& rule = why["rules"].items().front();
  EXPECT_EQ(rule["rule"].text(), "2");
  EXPECT_EQ(rule["table"].text(), "投资规模");
  EXPECT_EQ(rule["notes"].print(), R"(["百万以上"])");
  const std::string& drawn = why["explain"]["zh"].text();
  EXPECT_NE(drawn.find("投资 = 101"), std::string::npos) << drawn;
  EXPECT_NE(drawn.find("投资规模 = \"大\""), std::string::npos) << drawn;
  const Json& leaf = why["steps"].items().front()["leaves"].items().front();
  EXPECT_EQ(leaf["field"].text() + leaf["unit"].text() + leaf["value"].text(), "投资万元101");
}

TEST(Decisions, AreOfTheRowsTheirReaderMayRead) {
  RulesWorld world;
  world.add_three();
  EXPECT_EQ(world.decided(world.as(white))["total"].text(), "2");
  EXPECT_EQ(world.decided(world.as(black))["total"].text(), "1");
  const auto one = [&](const char* who, const char* row) {
    return world->decision_row(world.as(who), plan_id, listed, projects, row, {});
  };
  EXPECT_EQ(code_of(one(white, "丙")), "SVC-N001");
  const Json own = RulesWorld::done(one(white, "甲"));
  EXPECT_EQ(own["outcome"].print(), R"({"not_set":["投资线"]})");
  EXPECT_EQ(own["inputs"].items()[0]["name"].text(), "投资");
  EXPECT_EQ(own["inputs"].items()[0]["value"].text(), "101");
  EXPECT_EQ(code_of(world->decision(world.as("市宣传局"), plan_id, listed, {}, {})), "SVC-N001");
}

TEST(Decisions, AreToldAsValuesNotAsFormulas) {
  RulesWorld world(several);
  world.add_project("甲", white_code, white, "101");
  const Json page = RulesWorld::done(world->decision(world.office(), plan_id, "分别处置", {}, {}));
  const std::string told =
      R"({"parts":[{"name":"办法","value":"限期"},)"
      R"({"name":"措施","value":["停电","停水"]},{"name":"额","value":"101"}]})";
  ASSERT_EQ(page["rows"].items().size(), 1u);
  EXPECT_EQ(page["rows"].items()[0]["outcome"]["value"].print(), told);
  ASSERT_EQ(page["counts"]["outcomes"].items().size(), 1u);
  EXPECT_EQ(page["counts"]["outcomes"].items()[0]["value"].print(), told);
  const Result<FileContent> file =
      world->export_decision(world.office(), plan_id, "分别处置", {}, {}, SheetForm::csv);
  ASSERT_TRUE(bool(file)) << code_of(file);
  EXPECT_NE(file.value().bytes.find("甲,甲,101,办法：限期；措施：停电、停水；额：101,"),
            std::string::npos)
      << file.value().bytes;
}

TEST(Policies, CallARowByItsKeyAsPeopleSayIt) {
  RulesWorld world(keyed);
  const Fields fields = {{"企业", white_code}, {"型号", "甲型"}, {"投入", "3"}};
  const Json row = RulesWorld::done(world.add(world.office(), "节水设备", fields, ""))["row"];
  const std::string enterprise = row["values"]["企业"]["name"].text();
  EXPECT_NE(enterprise, white_code);
  EXPECT_EQ(row["name"].text(), enterprise + " 甲型");
  const Json line = world.ledger(world.office(), "设备补贴")["rows"].items()[0];
  EXPECT_EQ(line["name"].text(), enterprise + " 甲型");
  EXPECT_EQ(line["id"].text(), std::string(white_code) + "/甲型");
}

TEST(Decisions, TellNothingOfAMaskedField) {
  RulesWorld world;
  world.add_project("甲", white_code, white, "1", {{"开户行", "某行"}});
  world.add_project("乙", white_code, white, "1");
  DecisionRequest request;
  request.outcome = "=true";
  const Json page =
      RulesWorld::done(world->decision(world.office(), plan_id, "开户行已填", {}, request));
  EXPECT_TRUE(page["counts"].is_null());
  ASSERT_EQ(page["rows"].items().size(), 2u);  // A filter would find it out.
  for (const Json& row : page["rows"].items()) EXPECT_EQ(row["outcome"]["value"].text(), "***");
  EXPECT_EQ(page["fields"].items().size(), 0u);
}

TEST(Decisions, AreFilteredAndExported) {
  RulesWorld world;
  world.add_project("甲", white_code, white, "101", {{"竣工", true}});
  world.add_project("乙", other_white_code, white, "");
  Json page = RulesWorld::done(world->decision(world.office(), plan_id, "应当封填", {}, {}));
  EXPECT_EQ(page["total"].text(), "0");
  DecisionRequest request;
  request.outcome = "not set";
  EXPECT_EQ(world.decided(world.office(), request)["total"].text(), "2");
  request.outcome = "=true";
  EXPECT_EQ(world.decided(world.office(), request)["total"].text(), "0");
  const Result<FileContent> file =
      world->export_decision(world.office(), plan_id, listed, {}, {}, SheetForm::csv);
  ASSERT_TRUE(bool(file)) << code_of(file);
  EXPECT_NE(file.value().bytes.find("编号,名称,投资(万元),结果,缺少"), std::string::npos)
      << file.value().bytes;
  EXPECT_NE(file.value().bytes.find("甲,甲,101,未设定,投资线"), std::string::npos)
      << file.value().bytes;
}

TEST(FigureRows, TellTheParametersAsTheyWereEntered) {
  RulesWorld world(counted);
  world.add_three();
  const auto set =
      world->set_parameter(world.office(), plan_id, "投资线", {0, "100", "", "县政府文件"});
  ASSERT_TRUE(bool(set)) << code_of(set);
  FigureRowsRequest asked;
  asked.node = "2020-12-31";
  const Json rows = RulesWorld::done(
      world->figure_rows(world.office(), plan_id, "超线项目数", {}, asked));
  const Json& parameter = rows["measure"]["parameters"].items().front();
  EXPECT_EQ(parameter["name"].text() + " " + parameter["value"].text(), "投资线 100");
  EXPECT_EQ(parameter["since"].text(), "2020-06-01");
}

TEST(WhatIf, MovesAParameterAndShowsWhoChangesAndTouchesNothing) {
  RulesWorld world;
  world.add_three();
  const int64_t entries = world.journal_size();
  const Json moved = RulesWorld::done(world.what_if(R"({"投资线":"100"})"));
  const Json& rule = changed(moved, listed);
  EXPECT_EQ(outcomes(rule["before"]), "not set 3");
  EXPECT_EQ(outcomes(rule["after"]), "=true 1, =false 1, undetermined 1");
  EXPECT_EQ(rule["after"]["lacks"].print(),
            R"([{"register":"改造项目","field":"投资","rows":1}])");
  EXPECT_EQ(rule["changed"].text(), "3");
  EXPECT_EQ(moved["moved"].print(),
            R"([{"name":"投资线","label":"","unit":"万元","before":null,"after":"100"}])");
  EXPECT_TRUE(changed(moved, subsidy).is_null()) << "it does not rest on the line";
  EXPECT_EQ(world.journal_size(), entries);
  EXPECT_EQ(outcomes(world.decided(world.office())["counts"]), "not set 3");
  EXPECT_EQ(changed(RulesWorld::done(world.what_if(R"({"投资线":"100"})", "", white)),
                    listed)["changed"].text(),
            "2")
      << "a county sees its own rows change";
}

TEST(WhatIf, ShowsTheMoneyBeforeAndAfter) {
  RulesWorld world;
  world.add_project("甲", white_code, white, "300", {{"竣工", true}}, "2020-04-01");
  world.add_project("乙", black_code, black, "300", {{"竣工", true}}, "2020-05-01");
  world.add_project("丙", black_code, black, "300", {{"竣工", false}}, "2020-05-01");
  const Json moved = RulesWorld::done(world.what_if(R"({"补助比例":"10"})", R"(["改造补助"])"));
  const Json& rule = changed(moved, subsidy);
  EXPECT_EQ(rule["before"]["entered"].text(), "2");
  EXPECT_EQ(rule["before"]["without_amount"].text(), "2");
  EXPECT_TRUE(rule["before"]["sum"].is_null());
  EXPECT_EQ(rule["after"]["sum"].text(), "50") << "the budget of the year";
  ASSERT_EQ(rule["rows"].items().size(), 2u);
  std::string rows;
  for (const Json& row : rule["rows"].items()) {
    rows += row["id"].text() + row["before"].print() + row["after"].print() + " ";
  }
  EXPECT_EQ(rows, R"(乙{"not_set":["补助比例"]}{"value":"20"} )"
                  R"(甲{"not_set":["补助比例"]}{"value":"30"} )");
  const Result<FileContent> file = world->export_what_if(
      world.office(), plan_id, {}, {R"({"补助比例":"10"})", ""}, SheetForm::csv);
  ASSERT_TRUE(bool(file)) << code_of(file);
  EXPECT_NE(file.value().bytes.find("policy,改造补助,改造项目,甲,甲,补助比例 not set,30"),
            std::string::npos)
      << file.value().bytes;
}

TEST(WhatIf, CountsTargetsAnewThatRestOnWhatIsMoved) {
  RulesWorld world(counted);
  world.add_three();
  const auto figure_of = [&world](const char* line) {
    const Json moved = RulesWorld::done(
        world.what_if(std::string(R"({"投资线":")") + line + "\"}", R"(["超线项目数"])"));
    EXPECT_EQ(moved["changed"].items().size(), 1u) << "the decision is not asked for";
    const Json& rows = changed(moved, "超线项目数")["rows"];
    return rows.items().empty() ? Json() : rows.items()[0];
  };
  const Json one = figure_of("100");
  EXPECT_EQ(one["node"].text(), "2020-12-31");
  EXPECT_EQ(one["before"]["not_set"].print(), R"(["投资线"])");
  EXPECT_EQ(one["after"]["value"].text(), "1");
  EXPECT_FALSE(one["after"]["met"].boolean());
  const Json both = figure_of("99.5");
  EXPECT_EQ(both["after"]["value"].text(), "2");
  EXPECT_EQ(both["after"]["light"].text(), "green");
}

TEST(WhatIf, ReadsSharesOnBothSides) {
  RulesWorld world("", R"(
```parameter 分解线
type: number 个
values: {2020-03-02: 450}
```

```decision 分解过线
on: 改造项目
value: total(分解[目标 = "滴灌改造" and 单位 != null].份额) > 分解线
```
)");
  world.add_three();
  ASSERT_TRUE(bool(world.split({{white, "400", 0}, {black, "300", 0}}, "300")));
  const auto told = [&world](const char* line, const char* who) {
    const Json moved = RulesWorld::done(
        world.what_if(std::string(R"({"分解线":")") + line + "\"}", "", who));
    const Json& rule = changed(moved, "分解过线");
    return outcomes(rule["before"]) + "; " + outcomes(rule["after"]) + "; " +
           rule["changed"].text();
  };
  EXPECT_EQ(told("500", "办公室"), "=true 3; =true 3; 0");
  EXPECT_EQ(told("701", "办公室"), "=true 3; =false 3; 3");
  EXPECT_EQ(told("399", white), "=false 2; =true 2; 2") << "a county's own share alone";
}

TEST(WhatIf, RefusesWhatItCannotRead) {
  RulesWorld world;
  EXPECT_EQ(code_of(world.what_if(R"({"投资钱":"1"})")), "SVC-Q001");
  EXPECT_EQ(code_of(world.what_if(R"({"投资线":"很多"})")), "CAMP-R008");
  EXPECT_EQ(code_of(world.what_if(R"(["投资线"])")), "SVC-G007");
  EXPECT_EQ(code_of(world.what_if(R"({"投资线":"1"})", "[\"无\"]")), "SVC-Q002");
  const Json none = RulesWorld::done(world.what_if(""));
  EXPECT_EQ(none["changed"].print(), "[]");
  bool is_there = false;
  for (const Json& parameter : none["parameters"].items()) {
    if (parameter["name"].text() != "投资线") continue;
    is_there = true;
    EXPECT_EQ(parameter["rules"].print(),
              R"([{"kind":"decision","name":"列入名单","label":""}])");
  }
  EXPECT_TRUE(is_there);
}

TEST(WhatIf, IsKeptUnderANameForTheAccountOrByTheOfficeForEverybody) {
  RulesWorld world;
  Actor office = world.office();
  office.account = "office";
  Actor county = world.as(white);
  county.account = "white";
  const auto scenario = [](const char* name, const char* value, bool own) {
    Json values = Json::object({{"投资线", value == nullptr ? Json() : Json(value)}});
    return Json::object({{"name", name}, {"values", std::move(values)}, {"own", Json(own)}});
  };
  const auto kept = [&](const Actor& actor) {
    return RulesWorld::done(world->saved_scenarios(actor, plan_id))["scenarios"].print();
  };
  const std::string own = R"({"name":"高线","values":{"投资线":"200"},"own":true})";
  const std::string shared = R"({"name":"不设","values":{"投资线":null},"own":false})";
  ASSERT_TRUE(bool(
      world->set_scenarios(county, plan_id, Json::array({scenario("高线", "200", true)}))));
  ASSERT_TRUE(bool(
      world->set_scenarios(office, plan_id, Json::array({scenario("不设", nullptr, false)}))));
  EXPECT_EQ(kept(county), "[" + own + "," + shared + "]");
  EXPECT_EQ(kept(office), "[" + shared + "]");
  const Json valueless = Json::array({Json::object({{"name", "空"}})});
  for (const Json& wrong : {valueless, Json(), Json::object()}) {
    EXPECT_EQ(code_of(world->set_scenarios(county, plan_id, wrong)), "SVC-G013");
  }
  const auto nowhere = world->set_scenarios(county, "没有的方案", Json::array());
  EXPECT_EQ(code_of(nowhere), "SVC-N001");
  EXPECT_EQ(kept(county), "[" + own + "," + shared + "]");
}

TEST(Policies, HoldTheBudgetAgainstAllRowsAndShowTheReadersOwn) {
  RulesWorld world;
  world.add_project("甲", white_code, white, "300", {{"竣工", true}}, "2020-04-01");
  world.add_project("乙", black_code, black, "300", {{"竣工", true}}, "2020-05-01");
  EXPECT_EQ(lines(world.ledger(world.office(), subsidy)),
            "甲 2020-04-01 no 补助比例, 乙 2020-05-01 no 补助比例");
  EXPECT_EQ(lines(world.ledger(world.as(black), subsidy)), "乙 2020-05-01 no 补助比例");
  EXPECT_EQ(lines(world.ledger(world.office(), subsidy, "2020-04-30")),
            "甲 2020-04-01 no 补助比例");
  const Json list = RulesWorld::done(world->policies(world.as(white), plan_id, {}));
  ASSERT_EQ(list["policies"].items().size(), 2u);
  EXPECT_EQ(list["policies"].items()[0]["sums"]["entered"].text(), "1");
  EXPECT_EQ(code_of(world->policy(world.as("市宣传局"), plan_id, subsidy, {}, 0, 10)), "SVC-N001");
}

TEST(Policies, AreToldAnewWhenARowChanges) {
  RulesWorld world;
  const auto entered = [&world](const Actor& actor) {
    const Json list = RulesWorld::done(world->policies(actor, plan_id, {}));
    for (const Json& each : list["policies"].items()) {
      if (each["name"].text() == subsidy) return each["sums"]["entered"].text();
    }
    return std::string("-");
  };
  const auto lines = [&world](const char* project) {
    const Json all = RulesWorld::done(
        world->row_policies(world.office(), plan_id, projects, project, {}));
    for (const Json& each : all["policies"].items()) {
      if (each["policy"]["name"].text() != subsidy) continue;
      const Json& line = each["rows"].items().front()["line"];
      return line["since"].text() + " " + line["fate"].text() + " " +
             line["subject"]["name"].text();
    }
    return std::string("-");
  };
  world.add_project("甲", white_code, white, "300", {{"竣工", true}}, "2020-04-01");
  world.add_project("乙", black_code, black, "300", {{"竣工", false}}, "2020-05-01");
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(entered(world.office()), "1");
    EXPECT_EQ(entered(world.as(black)), "0");
    EXPECT_EQ(lines("甲"), "2020-04-01 entered 白石酒厂");
    EXPECT_EQ(lines("乙"), "  ");
  }
  const auto changed = world.change(world.office(), projects, "乙", 1, {{"竣工", true}});
  ASSERT_TRUE(bool(changed)) << code_of(changed);
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(entered(world.office()), "2");
    EXPECT_EQ(entered(world.as(black)), "1");
    EXPECT_EQ(lines("乙"), "2020-06-01 entered 黑水钢厂");
  }
}

TEST(Policies, HoldUntilTheyEndWhateverBecameOfTheCondition) {
  RulesWorld world;
  world.add_project("甲", white_code, white, "1", {{"逾期", true}}, "2020-04-01");
  RulesWorld::done(world.change(world.office(), projects, "甲", 1, {{"逾期", false}},
                                "2020-05-01"));
  EXPECT_EQ(lines(world.ledger(world.office(), restraint)), "甲 2020-04-01");
  EXPECT_EQ(lines(world.ledger(world.office(), restraint, "2020-03-31")), "");
  RulesWorld::done(world.change(world.office(), projects, "甲", 2, {{"已整改", true}},
                                "2020-05-20"));
  EXPECT_EQ(lines(world.ledger(world.office(), restraint)), "");
  EXPECT_EQ(lines(world.ledger(world.office(), restraint, "2020-05-19")), "甲 2020-04-01");
}

TEST(Policies, TellAnEnterpriseWhatAppliesToItAndWhatIsMissing) {
  RulesWorld world;
  world.add_project("甲", white_code, white, "300", {{"竣工", true}}, "2020-04-01");
  world.add_project("乙", white_code, white, "300");
  const auto told = [&](const Actor& actor) {
    return world->row_policies(actor, plan_id, enterprises, white_code, {});
  };
  const Json json = RulesWorld::done(told(world.as(white)));
  ASSERT_EQ(json["policies"].items().size(), 2u);
  const Json& first = json["policies"].items()[0];
  EXPECT_EQ(first["policy"]["name"].text(), subsidy);
  ASSERT_EQ(first["rows"].items().size(), 2u);
  std::string rows;
  for (const Json& row : first["rows"].items()) {
    rows += row["id"].text() + row["eligible"].print() + row["line"]["amount"].print() + " ";
  }
  EXPECT_EQ(rows,
            R"(乙{"undetermined":[{"register":"改造项目","row":"乙","field":"竣工"}]}null )"
            R"(甲{"value":true}{"not_set":["补助比例"]} )")
      << "in the order of the keys";
  EXPECT_EQ(code_of(told(world.as(black))), "SVC-N001");
  const Json of_project = RulesWorld::done(
      world->row_policies(world.as(white), plan_id, projects, "甲", {}));
  EXPECT_EQ(of_project["policies"].items()[0]["rows"].items().size(), 1u);
}

TEST(Policies, ExplainAmountsByTheDayThatCounts) {
  RulesWorld world("", R"(
```parameter 奖补比例
type: number
values: {2020-01-01: 0.1, 2020-05-01: 0.5}
```

```parameter 奖补上限
type: number 万元
values: {2020-01-01: 20}
```

```policy 按比例奖补
of: 改造项目
subject: 企业
eligible: if 竣工 = null then null else 竣工
gives: if 投资 = null then null else 投资 * 奖补比例
unit: 万元
cap: 奖补上限
per: [企业]
```
)");
  world.add_project("甲", white_code, white, "300", {{"竣工", true}}, "2020-04-01");
  const Json told = RulesWorld::done(
      world->row_policies(world.as(white), plan_id, projects, "甲", {}));
  const auto policy = std::find_if(
      told["policies"].items().begin(), told["policies"].items().end(),
      [](const Json& each) { return each["policy"]["name"].text() == "按比例奖补"; });
  ASSERT_NE(policy, told["policies"].items().end());
  const Json& row = (*policy)["rows"].items().front();
  EXPECT_EQ(row["line"]["amount"].print(), R"({"value":"20"})");
  const Json& gives = row["gives"];
  EXPECT_EQ(gives["as_of"].text(), "2020-04-01");
  EXPECT_EQ(gives["outcome"].print(), R"({"value":"30"})");
  ASSERT_EQ(gives["steps"].items().size(), 1u);
  const Json& step = gives["steps"].items().front();
  EXPECT_EQ(step["rule"].text(), "按比例奖补");
  EXPECT_EQ(step["row"]["id"].text(), "甲");
  EXPECT_EQ(step["parameters"].print(), R"(["奖补比例"])");
  ASSERT_EQ(step["leaves"].items().size(), 1u);
  EXPECT_EQ(step["leaves"].items().front()["field"].text(), "投资");
  EXPECT_EQ(step["leaves"].items().front()["value"].text(), "300");
  ASSERT_EQ(gives["parameters"].items().size(), 1u);
  EXPECT_EQ(gives["parameters"].items().front()["value"].text(), "0.1");
  EXPECT_EQ(gives["parameters"].items().front()["since"].text(), "2020-01-01");
  EXPECT_EQ(row["cap"]["outcome"].print(), R"({"value":"20"})");
  EXPECT_EQ(row["cap"]["parameters"].items().front()["name"].text(), "奖补上限");
}

/// Of a masked field, and of what other counties have.
constexpr const char* telling = R"(
```register 抵押项目
key: 名称
fields:
  名称: text required
  企业: 企业 required
  县: region required
  投资: number 万元 required
  抵押额: number 万元 sensitive
read: [office, county, subject]
write: [office, county]
```

```policy 按抵押给
of: 抵押项目
subject: 企业
eligible: 投资 > 0
gives: if 抵押额 = null then 0 else 抵押额
unit: 万元
```

```policy 按抵押限
of: 抵押项目
subject: 企业
eligible: 投资 > 0
gives: 投资
unit: 万元
cap: if 抵押额 = null then 0 else 抵押额
per: [企业]
```

```policy 投资最多
of: 抵押项目
subject: 企业
eligible: if max(抵押项目.投资) = null then null else 投资 >= max(抵押项目.投资)
gives: [停止贷款]
```
)";

TEST(Policies, AreExportedInWords) {
  RulesWorld world;
  world.add_project("甲", white_code, white, "300", {{"竣工", true}}, "2020-04-01");
  const Result<FileContent> file =
      world->export_policy(world.office(), plan_id, subsidy, {}, SheetForm::csv);
  ASSERT_TRUE(bool(file)) << code_of(file);
  EXPECT_NE(file.value().bytes.find(",应享,,未设定：补助比例"), std::string::npos)
      << file.value().bytes;
}

TEST(Policies, TellNoMaskedAmountAsASumOrALimit) {
  RulesWorld world("", telling);
  const Fields one = {{"名称", "甲"}, {"企业", white_code}, {"县", white},
                      {"投资", "300"}, {"抵押额", "7"}};
  RulesWorld::done(world.add(world.office(), "抵押项目", one));
  for (const char* name : {"按抵押给", "按抵押限"}) {
    const Json ledger = world.ledger(world.office(), name);
    EXPECT_EQ(ledger["sums"]["entered"].text(), "1") << name;
    EXPECT_TRUE(ledger["sums"]["sum"].is_null()) << name;
    ASSERT_EQ(ledger["rows"].items().size(), 1u);
    const Json& line = ledger["rows"].items()[0];
    EXPECT_EQ(line["amount"]["value"].text(), "***") << name;
    const Json told = RulesWorld::done(
        world->row_policies(world.office(), plan_id, "抵押项目", "甲", {}));
    for (const Json& each : told["policies"].items()) {
      if (each["policy"]["name"].text() != name) continue;
      EXPECT_TRUE(each["rows"].items().front()["gives"].is_null()) << name;
      EXPECT_TRUE(each["rows"].items().front()["cap"].is_null()) << name;
    }
    EXPECT_TRUE(line["before_limits"].is_null()) << name;
    EXPECT_FALSE(line["capped"].boolean()) << name;
  }
}

TEST(Policies, DrawNothingOfListsTheReaderSeesInPart) {
  RulesWorld world("", telling);
  RulesWorld::done(world.add(world.office(), "抵押项目",
                             {{"名称", "甲"}, {"企业", white_code}, {"县", white},
                              {"投资", "300"}}));
  RulesWorld::done(world.add(world.office(), "抵押项目",
                             {{"名称", "乙"}, {"企业", black_code}, {"县", black},
                              {"投资", "66034"}}));
  const auto told = [&world](const Actor& actor) {
    return RulesWorld::done(world->row_policies(actor, plan_id, "抵押项目", "甲", {})).print();
  };
  EXPECT_NE(told(world.office()).find("66034"), std::string::npos);
  EXPECT_EQ(told(world.as(white)).find("66034"), std::string::npos);
}

TEST(Policies, SayOfWhatItHangsThatSomethingIsUndetermined) {
  RulesWorld world("", R"(
```policy 竣工奖
of: 改造项目
subject: 企业
eligible: if 竣工 = null then null else 竣工
gives: [奖]
excludes: [投资奖]
```

```policy 投资奖
of: 改造项目
subject: 企业
eligible: if 投资 = null then null else 投资 >= @"100 万元"
gives: 投资
unit: 万元
```
)");
  world.add_project("甲", white_code, white, "1", {}, "2020-04-01");
  world.add_project("乙", white_code, white, "300", {{"竣工", false}}, "2020-05-01");
  const Json ledger = world.ledger(world.office(), "投资奖");
  EXPECT_EQ(ledger["sums"]["undetermined"].text(), "1");
  EXPECT_EQ(ledger["sums"]["entered"].text(), "0");
  ASSERT_EQ(ledger["rows"].items().size(), 1u);
  const Json& line = ledger["rows"].items().front();
  EXPECT_EQ(line["fate"].text() + " " + line["excluded_by"].text(), "undetermined 竣工奖");
  EXPECT_EQ(line["amount"].print(),
            R"({"undetermined":[{"register":"改造项目","row":"甲","field":"竣工"}]})");
  const Result<FileContent> file =
      world->export_policy(world.office(), plan_id, "投资奖", {}, SheetForm::csv);
  ASSERT_TRUE(bool(file)) << code_of(file);
  EXPECT_NE(file.value().bytes.find("是否享受“竣工奖”未能判定,,缺少：竣工"), std::string::npos)
      << file.value().bytes;
}

}  // namespace
}  // namespace fangan::test
