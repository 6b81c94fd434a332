// The runner of cases can fail: each way of writing a case wrongly, and each way of being wrong.
#include "service/run_cases.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "text/messages.h"

namespace fangan {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view head = "---\npackage: blocks\ntoday: 2017-10-12\n---\n# 试\n";
constexpr std::string_view expect = "## expect\n| who | expression | result |\n|---|---|---|\n";
constexpr std::string_view act =
    "## do\n| who | action | row | with | result |\n|---|---|---|---|---|\n";

/// Runs one case file written for the test, beside the package it names, and returns its report.
CaseReport run(const std::string& text) {
  const fs::path folder =
      fs::temp_directory_path() / ("fangan_run_cases_" + std::to_string(::getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder);
  fs::copy(FANGAN_SOURCE_DIR "/cases/service/blocks", folder / "blocks",
           fs::copy_options::recursive);
  std::ofstream(folder / "one.md") << text;
  CaseReport report = run_cases({(folder / "one.md").string()});
  fs::remove_all(folder);
  return report;
}

bool names(const CaseReport& report, const std::string& code) {
  for (const Diagnostic& diagnostic : report.diagnostics) {
    if (diagnostic.code == code) return true;
  }
  return false;
}

std::string with(std::string_view step, const std::string& row) {
  return std::string(head) + std::string(step) + row + "\n";
}

TEST(RunCases, RefusesCasesThatAreWrittenWrongly) {
  const std::string good = "| 办公室 | 关停机组数[节点 = 2017][1].目标值 | 2 |";
  const std::pair<const char*, std::string> all[] = {
      {"TEST-F001", "---\ntoday: 2017-10-12\n---\n# 试\n"},
      {"TEST-F002", "---\npackage: blocks\ntoday: 2017-10-12\ncolour: red\n---\n"},
      {"TEST-F003",
       std::string(head) + "## expects\n| expression | result |\n|---|---|\n| 1 | 1 |\n"},
      {"TEST-F004",
       std::string(head) + "## expect\n| expression | answer |\n|---|---|\n| 1 | 1 |\n"},
      {"TEST-F005", std::string(head)},
      {"TEST-F006", with(act, "| 办公室 | accept | 甲 | | yes |")},
      {"TEST-F007", with(expect, "| 1 | 2 | 3 | 4 |")},
      {"TEST-F008", "---\npackage: blocks\n---\n# 试\n" + std::string(expect) + good + "\n"},
      {"TEST-F009", "---\npackage: no-such-plan\ntoday: 2017-10-12\n---\n# 试\n" +
                        std::string(expect) + good + "\n"},
      {"FEEL-P013", with(expect, "| 办公室 | 关停机组数[节点 > | 2 |")},
      {"FEEL-C007", with(expect, "| 办公室 | 关停机组数[节点 = 2017][1].目的值 | 2 |")},
      {"FEEL-N001", with(expect, "| 办公室 | 关停机组数[无此列 = 2017][1].目标值 | 2 |")},
      {"TEST-X003", with(expect, "| 办公室 | 关停机组数.目标值 | 2 |")},
      {"FEEL-N004", with(expect, "| 办公室 | 关停机组[节点 = 2017][1].目标值 | 2 |")},
      {"TEST-X004", std::string(head) + "## given 进度\n| 目标 |\n|---|\n| 甲 |\n" +
                        std::string(expect) + good + "\n"},
      {"TEST-A001", with(act, "| 办公室 | dance | 关停机组数 | | ok |")},
      {"TEST-A002", with(act, "| 白石县 | report | 关停机组数 | | ok |")},
      {"TEST-A003", with(act, "| 办公室 | edit 关停 | | each.2018=3 | ok |")},
      {"TEST-A005", with(act, "| 白石县 | step 上报关停 | 1号机组 | | ok |")},
      {"TEST-A004", with(expect, "| 无此县 | count(机组) | 0 |")},
      {"TEST-A002", with(act, "| 白石县 | import 机组 | | | ok |")},
      {"TEST-A002", with(act, "| 白石县 | import | | 文件=@机组.csv | ok |")},
      {"TEST-A007", with(act, "| 白石县 | import 机组 | | 文件=@机组.csv | ok |")},
      {"TEST-A007", with(act, "| 白石县 | import 机组 | | 文件=@../one.md | ok |")},
      {"TEST-A008", with(act, "| 白石县 | import 机组 | | 文件=@机组.csv, 检查=是 | ok |")},
      {"TEST-A006", with(act, "| 办公室 | set 无此参数 | | 值=1 | ok |")},
      {"TEST-A009", with(act, "| 办公室 | set 供电标准煤耗上限 | | 6 | ok |")},
      {"TEST-A009", with(act, "| 办公室 | set 供电标准煤耗上限 | | 值=6, 值=7 | ok |")},
      {"TEST-A009", std::string(head) + "## given 进展\n| 目标 | 节点 | 单位 | 数值 | 状态 |\n" +
                        "|---|---|---|---|---|\n| 关停机组数 | 2017 | 白石县 | 1 | reprted |\n" +
                        std::string(expect) + good + "\n"},
      {"TEST-F004", std::string(head) + "## given 进展\n| 目标 | 节点 | 单位 | 数值 | 备往 |\n" +
                        "|---|---|---|---|---|\n| 关停机组数 | 2017 | 白石县 | 1 | 试 |\n" +
                        std::string(expect) + good + "\n"},
      {"TEST-X006", std::string(head) + "## given 机组\n| × | 名称 |\n|---|---|\n| 多 | 甲 |\n" +
                        std::string(expect) + good + "\n"},
      {"CAMP-F008", std::string(head) + "## given 机组\n| 名字 |\n|---|\n| 甲 |\n" +
                        std::string(expect) + good + "\n"},
      {"CAMP-F005", std::string(head) + "## given 机组\n| 燃料 |\n|---|\n| 油 |\n" +
                        std::string(expect) + good + "\n"},
      {"TEST-A004", with(act, "| 无此县 | report | 关停机组数 | 节点=2017, 数值=1 | ok |")},
  };
  for (const auto& [code, text] : all) {
    const CaseReport report = run(text);
    EXPECT_TRUE(names(report, code)) << code << "\n" << text;
    EXPECT_GE(report.failed, 1) << code;
  }
}

TEST(RunCases, FailsWhereTheOutcomeIsAnother) {
  EXPECT_TRUE(names(run(with(expect, "| 办公室 | 关停机组数[节点 = 2017][1].目标值 | 3 |")),
                    "TEST-E001"));
  EXPECT_TRUE(
      names(run(with(act, "| 办公室 | edit 关停机组数 | | each.2018=3 | ok |")), "TEST-E002"));
  const CaseReport right =
      run(with(expect, "| 办公室 | 关停机组数[节点 = 2017][1].目标值 | 2 |"));
  EXPECT_EQ(right.failed, 0);
  EXPECT_EQ(right.passed, 1);
}

TEST(RunCases, FailsWhereRowsComeToSomethingElse) {
  const std::string given = std::string(head) +
                            "## given 机组\n| × | 名称 | 所在县区 | 容量 | 供电标准煤耗 | 燃料 |\n"
                            "|---|---|---|---|---|---|\n| 3 | 甲# | | | | |\n" +
                            std::string(expect);
  const auto failed = [&given](const std::string& row, const char* code = "TEST-E001") {
    const CaseReport report = run(given + row + "\n");
    return names(report, code) && report.failed == 1 && report.passed == 0;
  };
  EXPECT_EQ(run(given + "| | count(机组) | 3 |\n").passed, 1);
  EXPECT_TRUE(failed("| | count(机组) | 2 |"));
  EXPECT_TRUE(failed("| | count(机组) | undetermined |"));
  EXPECT_TRUE(failed("| | count(机组) | 关停奖励标准 not set |"));
  EXPECT_EQ(run(given + "| | string length(机组[1].燃料) | undetermined: 燃料 |\n").passed, 1);
  EXPECT_TRUE(failed("| | string length(机组[1].燃料) | undetermined: 容量 |", "TEST-E004"));
  EXPECT_TRUE(failed("| | string length(机组[1].燃料) | 2 |", "TEST-E004"));
  EXPECT_TRUE(failed("| | 关停奖励标准 * 2 | 2 |", "TEST-E005"));
}

const char* const enterprises =
    "## given 企业\n| 代码 | 名称 |\n|---|---|\n| 9101 | 甲厂 |\n";

/// A case of the plan of cases/registers with rows given.
CaseReport run_given(const std::string& tables, const std::string& row = "| count(企业) | 1 |") {
  fs::current_path(FANGAN_SOURCE_DIR);
  const fs::path folder =
      fs::path(FANGAN_SOURCE_DIR) / "data" / ("given_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  fs::copy("cases/registers/package", folder / "given-plan");
  std::ofstream(folder / "given-plan" / "more.md")
      << "```register 抽查\nfields:\n  企业: 企业 required\n  次数: number required\n"
         "must:\n  次数不能是负数: 次数 >= 0\nwarn:\n  次数太多: 次数 < 100\n```\n\n"
         "```ranking 企业排序\nof: 企业\nscore:\n  数:\n"
         "    value: 机组数\n    weight: 补贴比例\n```\n\n"
         "```register 小组\nkey: 名称\nfields:\n  名称: text required\n  上级: 小组\n```\n\n"
         "```register 名录\nkey: 统一社会信用代码\nfields:\n"
         "  统一社会信用代码: text required\n```\n\n"
         "```policy 抽查奖励\nof: 抽查\nsubject: 企业\neligible: 次数 > 5\ngives: 1\n"
         "unit: 万元\nonce per: [企业]\nconfirm: office\n```\n";
  std::ofstream(folder / "given-plan" / "plan.md", std::ios::trunc)
      << "```plan\ntitle: 青川市老旧机组退出方案\nnumber: 青政〔2018〕3号\n"
         "issuer: 青川市人民政府\nissued: 2018-01-02\nin force from: 2018-01-02\nlanguage: zh\n"
         "text: [1-机组退出.md]\n"
         "notes: [agencies.md, shared.md, more.md]\n```\n";
  std::ofstream(folder / "spots.csv") << "企业,次数\n甲厂,7\n甲厂,很多\n";
  std::ofstream(folder / "one.md") << "---\npackage: given-plan\ntoday: 2018-06-01\n---\n# 试\n"
                                   << tables << "## expect\n| expression | result |\n|---|---|\n"
                                   << row << "\n";
  CaseReport report = run_cases({(folder / "one.md").string()});
  fs::remove_all(folder);
  return report;
}

/// The codes, each with the line it stands in and the text it marks.
std::string told(const CaseReport& report) {
  std::string text;
  for (const Diagnostic& each : report.diagnostics) {
    text += (text.empty() ? "" : "; ") + each.code;
    for (const Mark& mark : each.marks) {
      text += " " + std::string(report.sources.text(mark.span));
    }
  }
  return text;
}

TEST(RunCases, SaysWhatGivenRowsLeaveOut) {
  const std::string given(enterprises);
  const std::string check = "## given 抽查\n| 企业 | 次数 |\n|---|---|\n";
  EXPECT_EQ(told(run_given(given + check + "| 甲厂 | 3 |\n")), "");
  // Tables in any order.
  EXPECT_EQ(told(run_given(check + "| 甲厂 | 3 |\n" + given)), "");
  EXPECT_EQ(told(run_given(given + check + "| 乙厂 | 3 |\n| 乙厂 | 4 |\n")), "CAMP-F018 乙厂");
  EXPECT_EQ(told(run_given(given + "## given 抽查\n| 企业 |\n|---|\n| 甲厂 |\n| 甲厂 |\n")),
            "TEST-X008 ## given 抽查");
  // An empty cell says that nothing is entered.
  EXPECT_EQ(told(run_given(given + check + "| 甲厂 | |\n")), "");
  EXPECT_EQ(told(run_given(given + check + "| 甲厂 | -1 |\n| 甲厂 | 0 |\n")), "TEST-X011 -1");
  EXPECT_EQ(told(run_given(given + check + "| 甲厂 | 200 |\n")), "");  // A warning.
  EXPECT_EQ(told(run_given(given + "## given 产值\n| 企业 | 数额 |\n|---|---|\n| 甲厂 | 3 |\n")),
            "TEST-X008 ## given 产值");
  EXPECT_EQ(told(run_given(given + "## given 产值\n| 期 | 企业 | 数额 |\n|---|---|---|\n"
                                   "| | 甲厂 | 3 |\n")),
            "STORE-R005 ");
}

TEST(RunCases, HoldsWholeCreditCodesAgainstTheirCheckCharacter) {
  const std::string codes =
      std::string(enterprises) + "## given 名录\n| 统一社会信用代码 |\n|---|\n";
  EXPECT_EQ(told(run_given(codes + "| 91990101MA0000001Y |\n| 甲 |\n| 无码：外省 |\n")), "");
  EXPECT_EQ(told(run_given(codes + "| 91990101MA00000010 |\n")),
            "CAMP-F016 91990101MA00000010");
}

TEST(RunCases, SaysWhatWasLookedAtWhereNothingWasFound) {
  const std::string check =
      std::string(enterprises) + "## given 抽查\n| 企业 | 次数 |\n|---|---|\n";
  const CaseReport report =
      run_given(check + "| 甲厂 | 3 |\n| 甲厂 | |\n", "| count(抽查奖励) | 1 |");
  EXPECT_EQ(told(report), "TEST-E001 1; TEST-E006 count(抽查奖励)");
  EXPECT_EQ(report.failed, 1);
  EXPECT_EQ(report.diagnostics.back().facts,
            (std::vector<Fact>{{"name", "抽查奖励"},
                               {"rows", "2"},
                               {"eligible", "0"},
                               {"undetermined", "1"},
                               {"missing", "次数"}}));
  EXPECT_EQ(told(run_given(check + "| 甲厂 | 3 |\n", "| count(抽查[次数 > 5]) | 1 |")),
            "TEST-E001 1; TEST-E007 count(抽查[次数 > 5])");
  EXPECT_EQ(told(run_given(check + "| 甲厂 | 3 |\n", "| count(抽查) | 2 |")), "TEST-E001 2");
}

TEST(RunCases, SaysARowThatIsRepeatedOnce) {
  const std::string checks =
      std::string(enterprises) + "## given 抽查\n| × | 企业 | 次数 |\n|---|---|---|\n";
  EXPECT_EQ(told(run_given(checks + "| 3 | 丙厂# | 2 |\n| 2 | 甲厂 | 1 |\n")), "CAMP-F018 丙厂#");
  EXPECT_EQ(told(run_given(checks + "| 3 | 甲厂 | -2 |\n| 2 | 甲厂 | -1 |\n")),
            "TEST-X011 -2; TEST-X011 -1");
}

TEST(RunCases, EntersRowsAsAPageDoes) {
  const std::string given(enterprises);
  const std::string act = "## do\n| who | action | row | with | result |\n|---|---|---|---|---|\n";
  const auto entered = [&](const std::string& with, const std::string& result,
                           const std::string& who = "办公室", const std::string& row = "") {
    return told(run_given(given + act + "| " + who + " | set 抽查 | " + row + " | " + with + " | " +
                          result + " |\n"));
  };
  EXPECT_EQ(entered("企业=甲厂, 次数=3", "ok"), "");
  EXPECT_EQ(entered("企业=甲厂, 次数=-1", "! SVC-G002"), "");
  EXPECT_EQ(entered("企业=甲厂", "! SVC-G001"), "");
  EXPECT_EQ(entered("企业=甲厂, 次数=100", "ok: 次数太多"), "");
  EXPECT_EQ(entered("企业=甲厂, 次数=100", "ok"), "TEST-E002 ok");
  EXPECT_EQ(entered("企业=甲厂, 次数=3", "ok: 次数太多"), "TEST-E002 ok: 次数太多");
  EXPECT_EQ(entered("企业=甲厂, 次数=3", "! SVC-G002"), "TEST-E002 ! SVC-G002");
  EXPECT_EQ(entered("企业=甲厂, 次数=3", "ok", "青川区"), "TEST-A004 青川区");
  EXPECT_EQ(entered("企业=甲厂, 次数=3", "! SVC-N001", "办公室", "甲厂"), "");
  EXPECT_EQ(entered("企业=甲厂, 次数=-1", "ok"), "TEST-E002 ok; SVC-G002 ok") << "with the reason";
  const std::string check = "## given 抽查\n| 企业 | 次数 |\n|---|---|\n";
  const std::string enter = act + "| 办公室 | set 抽查 | | 企业=甲厂, 次数=7 | ok |\n";
  const std::string both = given + check + "| 甲厂 | 3 |\n" + enter;
  EXPECT_EQ(told(run_given(
                both, "| count(抽查) | 2 |\n| 抽查[次数 > 5][1].企业.名称 | \"甲厂\" |")),
            "");
  EXPECT_EQ(told(run_given(both + check + "| 甲厂 | 3 |\n", "| count(抽查) | 3 |")), "");
  // A blank says that nothing is entered; a page would not save it.
  EXPECT_EQ(told(run_given(given + check + "| 甲厂 | |\n" + enter, "| count(抽查) | 2 |")), "");
}

TEST(RunCases, GivesRowsThatReferToOnesFurtherDownAndLater) {
  const std::string groups = std::string(enterprises) +
                             "## given 小组\n| 名称 | 上级 | 自 |\n|---|---|---|\n"
                             "| 甲 | 乙 | 2018-02-01 |\n| 乙 | 丙 | 2019-01-01 |\n"
                             "| 丙 | 甲 | 2018-02-01 |\n| 丙 | | 2018-05-01 |\n";
  const auto asked = [&](const std::string& day, const std::string& row) {
    return told(run_given(groups + "## expect\n| today | expression | result |\n|---|---|---|\n| " +
                          day + " | " + row + " |\n"));
  };
  EXPECT_EQ(asked("2018-02-01", "小组.名称 | [\"丙\", \"甲\"]"), "");
  EXPECT_EQ(asked("2018-02-01", "小组[名称 = \"丙\"][1].上级.名称 | \"甲\""), "");
  EXPECT_EQ(asked("2018-05-01", "小组[名称 = \"丙\"][1].上级 | null"), "");
  EXPECT_EQ(asked("2019-01-01", "小组[名称 = \"甲\"][1].上级.上级.名称 | \"丙\""), "");
  EXPECT_EQ(asked("", "count(小组) | 2"), "") << "of today";
}

TEST(RunCases, ShowsTheRowThatTheStoreDoesNotTake) {
  const std::string given(enterprises);
  const std::string groups = "## given 小组\n| 名称 | 上级 |\n|---|---|\n";
  EXPECT_EQ(told(run_given(given + groups + "| 甲 | |\n| | 甲 |\n")), "STORE-R005 ");
}

TEST(RunCases, ChangesRowsThatAreThere) {
  const std::string given = std::string(enterprises) +
                            "## given 抽查\n| 编号 | 企业 | 次数 |\n|---|---|---|\n"
                            "| 一 | 甲厂 | 3 |\n| 二 | 甲厂 | 4 |\n";
  const std::string act = "## do\n| who | action | row | with | result |\n|---|---|---|---|---|\n";
  const auto changed = [&](const std::string& row, const std::string& expected) {
    return told(run_given(given + act + row + "\n", expected));
  };
  EXPECT_EQ(changed("| 办公室 | set 抽查 | 二 | 次数=9 | ok |", "| 抽查.次数 | [3, 9] |"), "");
  EXPECT_EQ(changed("| 办公室 | set 抽查 | 二 | 次数=-9 | ! SVC-G002 |", "| 抽查.次数 | [3, 4] |"),
            "");
  EXPECT_EQ(changed("| 办公室 | set 企业 | 9101 | 名称=新厂 | ok |",
                    "| 抽查[1].企业.名称 | \"新厂\" |"),
            "");
}

TEST(RunCases, SaysWhichCellsOfAnImportedTableAreWrong) {
  const std::string act = "## do\n| who | action | row | with | result |\n|---|---|---|---|---|\n";
  const auto imported = [&](const std::string& result) {
    return told(run_given(enterprises + act + "| 办公室 | import 抽查 | | 文件=@spots.csv | " +
                          result + " |\n"));
  };
  EXPECT_EQ(imported("! CAMP-F001 B3"), "");
  EXPECT_EQ(imported("! CAMP-F001"), "");
  EXPECT_EQ(imported("! CAMP-F001 B2"), "TEST-E002 ! CAMP-F001 B2; CAMP-F001 ! CAMP-F001 B2");
  EXPECT_EQ(imported("ok"), "TEST-E002 ok; CAMP-F001 ok");
}

TEST(RunCases, SaysWhatACaseCanAsk) {
  EXPECT_EQ(told(run_given(enterprises, "| 企业排序[1].名次 | 1 |")), "TEST-X009 企业排序");
  EXPECT_EQ(told(run_given(enterprises, "| count(企业) + 企业排序[1].名次 | 1 |")),
            "TEST-X009 count(企业) + 企业排序[1].名次");
  EXPECT_EQ(told(run_given(enterprises, "| count(企业) + 企业排序[1].名次 | null |")),
            "TEST-X009 count(企业) + 企业排序[1].名次");
  EXPECT_EQ(told(run_given(enterprises, "| 完全不认识 | 1 |\n| 也不认识 | 1 |")),
            "FEEL-N001 完全不认识; TEST-X010 完全不认识; FEEL-N001 也不认识");
}

TEST(RunCases, TellsTheErrorsOfThePlanFirst) {
  const fs::path folder =
      fs::temp_directory_path() / ("fangan_faulty_" + std::to_string(::getpid()));
  fs::create_directories(folder / "cases");
  fs::copy(fs::path(FANGAN_SOURCE_DIR) / "cases/registers/package", folder / "plan-a");
  std::ofstream(folder / "plan-a" / "shared.md", std::ios::app)
      << "\n```decision 错\nvalue: 无此名 + 1\n```\n";
  const std::string text =
      "---\npackage: plan-a\ntoday: 2018-06-01\n---\n# 试\n"
      "## expect\n| expression | result |\n|---|---|\n| 1 | 1 |\n";
  std::ofstream(folder / "cases" / "one.md") << text;
  std::ofstream(folder / "cases" / "two.md") << text;
  const CaseReport report = run_cases({(folder / "cases").string()});
  fs::remove_all(folder);
  EXPECT_EQ(told(report), "FEEL-N001 无此名; TEST-F012 ; TEST-F012 ");
  EXPECT_EQ(report.failed, 2);
  EXPECT_EQ(report.passed, 0);
}

TEST(RunCases, KeepsCasesApart) {
  // A package is checked once for all of its cases; what one does, the next does not see.
  const std::string asked = std::string(expect);
  const CaseReport report =
      run(std::string(head) + "## given 机组\n| 名称 | 所在县区 | 容量 | 供电标准煤耗 | 燃料 |\n" +
          "|---|---|---|---|---|\n| 甲 | 白石县 | 1 | 300 | 煤 |\n" + std::string(act) +
          "| 办公室 | edit 关停机组数 | | each.2017=3, total=7 | ok |\n" + asked +
          "| | count(机组) | 1 |\n| | 关停机组数[节点 = 2017][1].目标值 | 3 |\n" + "# 又\n" +
          asked + "| | count(机组) | 0 |\n| | 关停机组数[节点 = 2017][1].目标值 | 2 |\n");
  EXPECT_EQ(report.failed, 0);
  EXPECT_EQ(report.passed, 5);
}

TEST(RunCases, ComparesTheTablesOfADraft) {
  fs::current_path(FANGAN_SOURCE_DIR);
  const fs::path folder =
      fs::temp_directory_path() / ("fangan_drafts_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "text.txt") << "青川市节水行动方案\n一、重点任务\n";
  std::ofstream(folder / "one.md")
      << "---\ndraft: text.txt\n---\n# 试\n## headings\n"
         "| type | number | title | line |\n|---|---|---|---|\n"
         "| plan | | 青川市节水行动方案 | 1 |\n| h1 | 二 | 重点任务 | 2 |\n";
  const CaseReport report = run_cases({(folder / "one.md").string()});
  fs::remove_all(folder);
  EXPECT_TRUE(names(report, "TEST-E003"));
}

TEST(RunCases, SaysThatThereIsNothingToRun) {
  const fs::path folder =
      fs::temp_directory_path() / ("fangan_empty_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "notes.md") << "# 没有案例\n";
  const CaseReport none = run_cases({folder.string()});
  EXPECT_TRUE(names(none, "TEST-F010"));
  EXPECT_EQ(none.failed, 1);
  EXPECT_NE(sentence(none.diagnostics.front(), Language::en).find("notes.md"), std::string::npos);
  std::ofstream(folder / "one.md") << "---\npackage: x\ntoday: 2018-06-01\n---\n没有标题\n";
  const CaseReport empty = run_cases({folder.string()});
  EXPECT_TRUE(names(empty, "TEST-F011"));
  EXPECT_EQ(empty.failed, 1);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace fangan
