// The commands, run as a shell runs them: what they print and how they end.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace fangan {
namespace {

struct Outcome {
  int exit_code = -1;
  std::string printed;
};

Outcome run(const std::string& words) {
  const std::string program = "cd '" FANGAN_SOURCE_DIR "' && '" FANGAN_BINARY "' ";
  const std::string command = program + words + " 2>&1";
  Outcome result;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return result;
  char chunk[4096];
  for (size_t size = fread(chunk, 1, sizeof(chunk), pipe); size > 0;
       size = fread(chunk, 1, sizeof(chunk), pipe)) {
    result.printed.append(chunk, size);
  }
  const int status = pclose(pipe);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

TEST(CommandLine, RefusesWrongWordsWithTheirCode) {
  const std::pair<const char*, const char*> all[] = {
      {"dance", "CLI-A001"},
      {"draft text.txt plan", "CLI-A005"},
      {"status cases/service/package --as-of soon", "CLI-A002"},
      {"status cases/service/package --known-at soon", "CLI-A003"},
      {"status cases/service/package --store /nowhere/a.db", "CLI-S001"},
      {"serve cases/service/package --listen nowhere", "CLI-A004"},
      {"serve cases/service/package --listen :8017", "CLI-A004"},
      {"backup /etc/hostname --store /nowhere/a.db", "CLI-B001"},
      {"check /nowhere/at/all", "PLAN-F003"},
  };
  for (const auto& [words, code] : all) {
    const Outcome result = run(words);
    EXPECT_EQ(result.exit_code, 2) << words;
    EXPECT_NE(result.printed.find(code), std::string::npos) << words << "\n" << result.printed;
  }
}

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A file for one test, gone with it.
class WrittenFile {
 public:
  WrittenFile(const std::string& name, const std::string& text) : path_(testing::TempDir() + name) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~WrittenFile() { std::filesystem::remove(path_); }
  const std::string& path() const { return path_; }
  std::string text() const { return file_text(path_); }

 private:
  std::string path_;
};

const std::string decide = "decide cases/registers/package ";

TEST(CommandLine, DecidesTheRowsOfATable) {
  const WrittenFile rows("rows.csv",
                         "\xEF\xBB\xBF企业,机号,供电煤耗,超低排放,来源\r\n甲,1,331,是,\"一,二\"\r\n"
                         "甲,2,331.1,是,\r\n乙,1,,是,\r\n乙,2,三百,或,\r\n");
  const WrittenFile out("decided.csv", "");
  const Outcome result = run(decide + "应当关停 --as-of 2018-12-31 --in " + rows.path() +
                             " --out " + out.path() + " --explain");
  EXPECT_EQ(result.exit_code, 1) << result.printed;
  EXPECT_NE(result.printed.find("CAMP-F001"), std::string::npos);
  EXPECT_NE(result.printed.find("rows.csv:5:5"), std::string::npos) << result.printed;
  EXPECT_NE(result.printed.find("机组 4 行 rows: 2 有结果 decided, 1 待定 undetermined, 0"),
            std::string::npos);
  EXPECT_NE(result.printed.find("煤耗超限 or not(超低排放)"), std::string::npos);
  const std::string text = out.text();
  EXPECT_EQ(text.substr(0, text.find('\n')),
            "\xEF\xBB\xBF企业,机号,供电煤耗,超低排放,来源,结果,原因,缺少,错误");
  EXPECT_NE(text.find("甲,1,331,是,\"一,二\",false,"), std::string::npos);
  EXPECT_NE(text.find("甲,2,331.1,是,,true,"), std::string::npos);
  EXPECT_NE(text.find("乙,1,,是,,,"), std::string::npos);
}

TEST(CommandLine, DecidesWithTablesAndTellsTheRuleThatHeld) {
  const WrittenFile rows("table.csv", "手续齐全,需要整治\n否,否\n是,是\n");
  const WrittenFile out("decided.csv", "");
  const Outcome result = run(decide + "处置 --in " + rows.path() + " --out " + out.path());
  EXPECT_EQ(result.exit_code, 0) << result.printed;
  EXPECT_EQ(out.text(),
            "手续齐全,需要整治,结果,原因,缺少,错误\n"
            "否,否,取缔,第 1 条规则成立 手续不全,,\n是,是,停产整治,第 2 条规则成立 需要整治,,\n");
}

TEST(CommandLine, DecidesByWhatThePlanSaysAndRefusesWhatComesFromRecords) {
  const std::string reports = "decide cases/service/reports ";
  const WrittenFile rows("projects.csv", "名称,企业,所在县\n一期,甲,东河县\n");
  const WrittenFile out("decided.csv", "");
  const std::string where = " --in " + rows.path() + " --out " + out.path();
  const Outcome duties = run(reports + "有人负责" + where);
  EXPECT_EQ(duties.exit_code, 0) << duties.printed;
  EXPECT_NE(out.text().find("一期,甲,东河县,true,"), std::string::npos) << out.text();
  const std::string before = out.text();
  const std::pair<const char*, const char*> all[] = {{"分解过多", "“分解”"},
                                                     {"办理过", "“办理记录”"},
                                                     {"达到目标", "“上报家数”"},
                                                     {"改造补助.eligible", "“进展”"},
                                                     {"分解奖励.eligible", "“分解”"}};
  for (const auto& [decision, name] : all) {
    const Outcome refused = run(reports + decision + where);
    EXPECT_EQ(refused.exit_code, 2) << decision << refused.printed;
    EXPECT_NE(refused.printed.find("CAMP-D006"), std::string::npos) << refused.printed;
    EXPECT_NE(refused.printed.find(name), std::string::npos) << refused.printed;
  }
  EXPECT_EQ(out.text(), before) << "nothing is written";
}

TEST(CommandLine, RefusesTablesItCannotDecide) {
  const WrittenFile rows("机组.csv", "企业,机号,编码\n甲,1,2\n");
  const WrittenFile broken("broken.csv", "企业,机号\n甲\n");
  const WrittenFile good("good.csv", "企业,机号\n甲,1\n");
  const std::string out = " --out " + testing::TempDir() + "decided.csv";
  const std::pair<std::string, const char*> all[] = {
      {decide + "应当关停 --in " + good.path() + " --out " + good.path(), "CLI-D001"},
      {decide + "应当关停 --in " + good.path() + out + " --as-of soon", "CLI-A002"},
      {decide + "应当关掉 --in " + good.path() + out, "CAMP-D001"},
      {decide + "应当关停 --in " + rows.path() + out, "CAMP-F008"},
      {decide + "应当关停 --in " + broken.path() + out, "DOC-V003"},
      {decide + "应当关停 --in " + testing::TempDir() + "nothing.csv" + out, "PLAN-F001"},
      {decide + "应当关停 --in " + good.path() + " --out /nowhere/a.csv", "PLAN-F006"},
      {decide + "应当关停 --in " + good.path() + out + " --with " + broken.path(), "DOC-V003"},
      {decide + "应当关停 --in " + good.path() + out + " --with " + good.path(), "CAMP-D004"},
  };
  for (const auto& [words, code] : all) {
    const Outcome result = run(words);
    EXPECT_EQ(result.exit_code, 2) << words << result.printed;
    EXPECT_NE(result.printed.find(code), std::string::npos) << words << "\n" << result.printed;
  }
}

TEST(CommandLine, TellsOfRegistersWithoutRowsAndOfMoreErrorsThanItLists) {
  std::string many = "企业,机号,供电煤耗\n";
  for (int i = 0; i < 30; ++i) many += "甲," + std::to_string(i) + ",三百\n";
  const WrittenFile rows("many.csv", many);
  const WrittenFile out("decided.csv", "");
  const Outcome result = run(decide + "应当关停 --in " + rows.path() + " --out " + out.path());
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.printed.find("CLI-D002"), std::string::npos);
  EXPECT_NE(result.printed.find("30 有错误 with errors"), std::string::npos);
  const WrittenFile good("good.csv", "企业,机号,类型,供电煤耗\n甲,1,抽凝,300\n");
  const Outcome other = run(decide + "参照差距 --in " + good.path() + " --out " + out.path());
  EXPECT_EQ(other.exit_code, 0) << other.printed;
  EXPECT_NE(other.printed.find("CAMP-D005"), std::string::npos) << other.printed;
}

TEST(CommandLine, EvaluatesFeel) {
  struct Row {
    const char* words;
    int exit_code;
    const char* printed;
  };
  const Row rows[] = {
      {"feel '0.1 + 0.2'", 0, "0.3\n"},
      {"feel 'applicant age + 1' --context '{\"applicant age\": 83}'", 0, "84\n"},
      {"feel '{a: @\"P1M\"}' --json", 0, "{\"value\":{\"a\":\"P1M\"},"},
      {"feel 'aplicant + 1' --context '{\"applicant\": 83}'", 1, "FEEL-N004"},
      {"feel '1 / 0'", 1, "│ ^^^"},
      {"feel 'a > 331' --context '{\"a\": 331.1}' --explain", 0, "a > 331\n│ │\n│ true\n331.1"},
      {"feel '1 +'", 1, "FEEL-P"},
      {"feel 1 --context '{'", 2, "CLI-V003"},
      {"feel 1 --context '[1]'", 2, "CLI-V004"},
      {"feel", 2, "CLI-V002"},
      {"feel 1 --cases cases/nothing.jsonl", 2, "CLI-V002"},
      {"feel --cases cases/nothing.jsonl", 2, "PLAN-F001"},
      {"feel 'string join(for i in 1..2000000 return \"1234567890\")'", 2, "CLI-V001"},
  };
  for (const Row& row : rows) {
    const Outcome result = run(row.words);
    EXPECT_EQ(result.exit_code, row.exit_code) << row.words << "\n" << result.printed;
    EXPECT_NE(result.printed.find(row.printed), std::string::npos) << row.words << "\n"
                                                                   << result.printed;
  }
}

TEST(CommandLine, RunsFilesOfFeelCases) {
  const std::string path = testing::TempDir() + "fangan_cases.jsonl";
  std::ofstream(path) << "{\"expression\": \"1 + 1\", \"expected\": 2}\n"
                      << "{\"expression\": \"1 + 1\", \"expected\": 3}\nno case\n";
  const Outcome result = run("feel --cases " + path);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.printed.find("line 2: 1 + 1"), std::string::npos) << result.printed;
  EXPECT_NE(result.printed.find("line 3: · VAL-J001"), std::string::npos) << result.printed;
  const std::string end = "\n1 passed, 2 failed\n";
  EXPECT_EQ(result.printed.substr(result.printed.size() - end.size()), end);
  std::ofstream(path) << "{\"expression\": \"1 + 1\", \"expected\": 2}";
  EXPECT_EQ(run("feel --cases " + path).printed, "1 passed, 0 failed\n");
}

TEST(CommandLine, RefusesWrongModelsAndNames) {
  const std::string model = "dmn eval cases/decision/power-price.dmn ";
  const std::pair<std::string, const char*> all[] = {
      {"dmn test /nowhere/at/all", "PLAN-F003"},
      {"dmn test docs", "DMN-V005"},
      {"dmn eval /nowhere.dmn a", "PLAN-F001"},
      {"dmn eval LICENSE a", "DMN-X003"},
      {"dmn eval README.md a", "PLAN-B009"},
      {model + "'no such decision'", "DMN-V001"},
      {model + "a --context '{'", "CLI-V003"},
      {"dmn convert LICENSE " + testing::TempDir() + "never.dmn", "DMN-X003"},
      {"dmn convert README.md " + testing::TempDir() + "never.dmn", "PLAN-B009"},
      {"dmn convert cases/decision/dmn11.dmn README.md", "CLI-B001"},
      {"dmn convert cases/decision/dmn11.dmn /nowhere/a.dmn", "PLAN-F006"},
      {"dmn convert cases/decision/dmn11.dmn#nothing " + testing::TempDir() + "never.md",
       "PLAN-B001"},
      {"dmn", "CLI-A001"},
  };
  for (const auto& [words, code] : all) {
    const Outcome result = run(words);
    EXPECT_EQ(result.exit_code, 2) << words;
    EXPECT_NE(result.printed.find(code), std::string::npos) << words << "\n" << result.printed;
  }
}

/// A folder with one small model, removed before and written anew.
std::string folder_with_model() {
  const std::string folder = testing::TempDir() + "fangan_dmn";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder + "/tests");
  std::ofstream(folder + "/m.dmn")
      << "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:m\" "
         "name=\"m\" id=\"m\"><!-- lost --><itemDefinition name=\"late\"><typeRef>date</typeRef>"
         "<allowedValues><text>&gt; date(2000, 1, 1)</text></allowedValues></itemDefinition>"
         "<inputData id=\"day\" name=\"day\"><variable name=\"day\" typeRef=\"late\"/></inputData>"
         "<decision id=\"d\" name=\"next day\"><variable name=\"next "
         "day\" typeRef=\"date\"/><informationRequirement><requiredInput href=\"#day\"/>"
         "</informationRequirement><literalExpression><text>day + @\"P1D\"</text>"
         "</literalExpression></decision></definitions>";
  std::ofstream(folder + "/broken.dmn") << "<definitions";
  const auto test = [](const char* id, const char* expected) {
    return std::string("<testCase id=\"") + id +
           "\"><inputNode name=\"day\"><value xsi:type=\"xsd:date\">2024-02-28</value></inputNode>"
           "<resultNode name=\"next day\" type=\"decision\"><expected><value "
           "xsi:type=\"xsd:date\">" +
           expected + "</value></expected></resultNode></testCase>";
  };
  const std::string head =
      "<testCases xmlns=\"http://www.omg.org/spec/DMN/20160719/testcase\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><modelName>";
  std::ofstream(folder + "/tests/m.xml") << head << "m.dmn</modelName>" << test("1", "2024-02-29")
                                         << test("2", "2024-03-01") << "</testCases>";
  std::ofstream(folder + "/tests/broken.xml")
      << head << "broken.dmn</modelName>" << test("3", "2024-02-29") << "</testCases>";
  std::ofstream(folder + "/tests/none.xml")
      << head << "none.dmn</modelName>" << test("4", "2024-02-29") << "</testCases>";
  std::ofstream(folder + "/other.xml") << "<project/>";
  return folder;
}

TEST(CommandLine, RunsTestsBelowTheirModelsAndGoesOnAfterBrokenOnes) {
  const Outcome result = run("dmn test " + folder_with_model());
  EXPECT_EQ(result.exit_code, 1);
  for (const char* part :
       {"tests/m.xml 2", "@\"2024-03-01\"", "DMN-X003", "DMN-T004", "\n1 passed, 3 failed\n"}) {
    EXPECT_NE(result.printed.find(part), std::string::npos) << part << "\n" << result.printed;
  }
}

TEST(CommandLine, EvaluatesADecisionWithInputsAsTheModelTypesThem) {
  const std::string eval = "dmn eval " + folder_with_model() + "/m.dmn 'next day' ";
  EXPECT_EQ(run(eval + "--context '{\"day\": \"2024-02-28\"}'").printed, "@\"2024-02-29\"\n");
  const Outcome wrong = run(eval + "--context '{\"day\": \"soon\"}'");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_NE(wrong.printed.find("$.day"), std::string::npos) << wrong.printed;
  EXPECT_NE(run(eval + "--context '{\"day\": \"1999-01-01\"}'").printed.find("DMN-V004"),
            std::string::npos);
  EXPECT_NE(run(eval).printed.find("DMN-V002"), std::string::npos);
  EXPECT_NE(run(eval + "--context '{\"dya\": 1}'").printed.find("DMN-V003"), std::string::npos);
}

TEST(CommandLine, EvaluatesATableOfAPackage) {
  const std::string eval = "dmn eval cases/registers/package ";
  const std::string given = "'{\"手续齐全\": true, \"需要整治\": true}'";
  EXPECT_EQ(run(eval + "处置 --context " + given).printed, "\"停产整治\"\n");
  const Outcome other = run(eval + "别的");
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_NE(other.printed.find("PLAN-B001"), std::string::npos) << other.printed;
}

TEST(CommandLine, ConvertsAndTellsWhatIsLost) {
  const std::string folder = folder_with_model();
  const Outcome result = run("dmn convert " + folder + "/m.dmn " + folder + "/new.dmn");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.printed.find("DMN-V006"), std::string::npos) << result.printed;
  const std::string eval = "dmn eval " + folder + "/new.dmn 'next day' ";
  EXPECT_EQ(run(eval + "--context '{\"day\": \"2024-02-28\"}'").printed, "@\"2024-02-29\"\n");
  EXPECT_EQ(run("dmn convert " + folder + "/m.dmn " + folder + "/old.dmn --version 1.3").exit_code,
            0);
  EXPECT_NE(file_text(folder + "/old.dmn").find("DMN/20191111/MODEL"), std::string::npos);
  EXPECT_NE(file_text(folder + "/new.dmn").find("DMN/20230324/MODEL"), std::string::npos);
  EXPECT_EQ(run("dmn convert LICENSE " + folder + "/x.dmn --version 1.2").exit_code, 2);
}

TEST(CommandLine, TellsTheDaysThatAreLeft) {
  const Outcome result = run("status cases/service/package --as-of 2020-10-12 --json");
  EXPECT_EQ(result.exit_code, 0);
  for (const char* days : {"\"days_left\": -104", "\"days_left\": 80", "\"days_left\": 445"}) {
    EXPECT_NE(result.printed.find(days), std::string::npos) << days;
  }
}

TEST(CommandLine, CountsNothingOfReportsWhereThereIsNoStore) {
  const Outcome result = run("status cases/service/reports --as-of 2020-06-30 --json");
  EXPECT_EQ(result.exit_code, 0) << result.printed;
  const size_t figure = result.printed.find("\"block\": \"上报家数\"");
  ASSERT_NE(figure, std::string::npos) << result.printed;
  const size_t value = result.printed.find("\"accepted\": ", figure);
  ASSERT_NE(value, std::string::npos) << result.printed;
  EXPECT_EQ(result.printed.substr(value, result.printed.find('\n', value) - value),
            "\"accepted\": \"0\",");
}

TEST(CommandLine, CountsWhatPoliciesGaveOnEarlierDays) {
  // A target over a policy that lasts `until`: its ledger has to be looked for day by day.
  const std::string folder = testing::TempDir() + "lasting-plan";
  const std::string store = testing::TempDir() + "lasting.db";
  const auto clear = [&] {
    std::filesystem::remove_all(folder);
    for (const char* end : {"", "-wal", "-shm", "-lock", ".jobs"}) {
      std::filesystem::remove_all(store + end);
    }
  };
  clear();
  std::filesystem::copy(FANGAN_SOURCE_DIR "/cases/registers/package", folder);
  std::ofstream(folder + "/1-机组退出.md", std::ios::app)
      << "\n列入名单的企业不少于2家。\n\n```policy 名单\nof: 机组\nsubject: 企业\n"
         "eligible: not(手续齐全)\nuntil: 已验收\ngives: [限制贷款]\nconfirm: office\n```\n\n"
         "```target 名单企业\nmeasure: count(名单)\nunit: 家\ndue: {2018-12-31: 2}\n```\n";
  const auto accepted = [&folder](const std::string& words) {
    const Outcome status = run("status " + folder + words + " --json");
    const size_t target = status.printed.find("\"名单企业\"");
    const size_t value = status.printed.find("\"accepted\": ", target);
    if (status.exit_code != 0 || value == std::string::npos) return status.printed;
    return status.printed.substr(value, status.printed.find('\n', value) - value);
  };
  EXPECT_EQ(accepted(" --as-of 2018-06-01"), "\"accepted\": \"0\",");
  const WrittenFile firms("firms.csv", "代码,名称\n无码：甲厂,甲厂\n");
  const WrittenFile units("units.csv",
                          "企业,机号,类型,超低排放,手续齐全,需要整治\n甲厂,1,抽凝,是,否,否\n");
  const std::string where = " --store " + store;
  const Outcome first = run("import " + folder + " 企业 " + firms.path() + where);
  EXPECT_EQ(first.exit_code, 0) << first.printed;
  const Outcome second = run("import " + folder + " 机组 " + units.path() + where);
  EXPECT_EQ(second.exit_code, 0) << second.printed;
  EXPECT_EQ(accepted(where), "\"accepted\": \"1\",");
  EXPECT_EQ(accepted(where + " --as-of 2018-06-01"), "\"accepted\": \"0\",");
  clear();
}

TEST(CommandLine, ComparesAPackageWithItsOriginal) {
  const std::string begin = "青川市节水攻坚方案\n一、重点任务\n(一)推广滴灌\n各县要推广滴灌,";
  const std::string end = "万亩。\n责任单位:市水利局,各县人民政府。\n";
  const WrittenFile original("original.txt", begin + "2020年底前完成滴灌改造1000" + end);
  const WrittenFile other("other.txt", begin + "2020年底前完成滴灌改造1001" + end);
  const std::string check = "check cases/crash/package --against ";
  const Outcome same = run(check + original.path());
  EXPECT_EQ(same.exit_code, 0) << same.printed;
  EXPECT_NE(same.printed.find("verbatim: 100 %"), std::string::npos) << same.printed;
  const Outcome different = run(check + other.path());
  EXPECT_EQ(different.exit_code, 1) << different.printed;
  EXPECT_NE(different.printed.find("PLAN-V001"), std::string::npos) << different.printed;
}

TEST(CommandLine, ListsNothingBesideTheChoices) {
  const Outcome result = run("check cases/service/blocks --choices");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.printed.find("待定 to decide 1 · 已选 chosen 1\n"), std::string::npos)
      << result.printed;
  // This one has a warning and sentences that nothing stands for.
  const Outcome other = run("check cases/service/package --choices");
  EXPECT_NE(other.printed.find("待定 to decide 0"), std::string::npos) << other.printed;
  EXPECT_EQ(other.printed.find("LINT-011"), std::string::npos);
  EXPECT_EQ(other.printed.find("unassigned sentences"), std::string::npos);
}

TEST(CommandLine, TellsTheDoubtsOfATextBesideItsErrors) {
  const auto folder = std::filesystem::temp_directory_path() / "fangan-check-errors";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "plan.md")
      << "```plan\ntitle: 示例\nissued: 2021-03-15\ntext: [1.md]\n```\n";
  std::ofstream(folder / "1.md") << "# 示例\n\n改造老旧管网300公里。\n\n```target\n```\n";
  const Outcome faulty = run("check " + folder.string());
  EXPECT_EQ(faulty.exit_code, 1);
  for (const char* part : {"PLAN-N001", "LINT-005", "改造老旧管网300公里。\n", "doubts 1"}) {
    EXPECT_NE(faulty.printed.find(part), std::string::npos) << part << "\n" << faulty.printed;
  }
  std::filesystem::remove(folder / "1.md");
  const Outcome unread = run("check " + folder.string());
  EXPECT_NE(unread.printed.find("正文没有读全"), std::string::npos) << unread.printed;
  std::filesystem::remove_all(folder);
}

TEST(CommandLine, ShowsWhereAPlanIsWrongThatIsServed) {
  const auto folder = std::filesystem::temp_directory_path() / "fangan-served-errors";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "plan.md")
      << "```plan\ntitle: 示例\nissued: 2021-03-15\ntext: [1.md]\n```\n";
  std::ofstream(folder / "1.md") << "# 示例\n\n改造老旧管网300公里。\n\n```target\n```\n";
  const std::string store = " --store " + (folder / "store.db").string();
  for (const std::string& command :
       {"serve " + folder.string() + store + " --listen 127.0.0.1:0",
        "import " + folder.string() + " 机组 " + (folder / "1.md").string() + store}) {
    const Outcome refused = run(command);
    EXPECT_EQ(refused.exit_code, 2) << command << "\n" << refused.printed;
    EXPECT_NE(refused.printed.find("PLAN-N001"), std::string::npos) << refused.printed;
    EXPECT_NE(refused.printed.find("1.md:5"), std::string::npos) << refused.printed;
  }
  std::filesystem::remove_all(folder);
}

TEST(CommandLine, ImportsATableAndExportsItAgain) {
  const std::string store = testing::TempDir() + "tables.db";
  const std::string out = testing::TempDir() + "tables.csv";
  const auto clear = [&] {
    for (const char* end : {"", "-wal", "-shm", "-lock", ".jobs"}) {
      std::filesystem::remove_all(store + end);
    }
    std::filesystem::remove(out);
  };
  clear();
  const std::string words = " cases/service/package 机井 ";
  const std::string where = " --store " + store;
  const WrittenFile wrong("wrong.csv", "乡镇,井号,所在县,井深\n东乡,1,白石县,八十\n");
  const WrittenFile right("right.csv", "乡镇,井号,所在县,井深\n东乡,1,白石县,80\n");
  const Outcome refused = run("import" + words + wrong.path() + where);
  EXPECT_EQ(refused.exit_code, 1) << refused.printed;
  EXPECT_NE(refused.printed.find("CAMP-F001"), std::string::npos) << refused.printed;
  EXPECT_NE(refused.printed.find("wrong.csv D2"), std::string::npos) << refused.printed;
  const Outcome looked = run("import" + words + right.path() + where + " --dry-run");
  EXPECT_EQ(looked.exit_code, 0) << looked.printed;
  EXPECT_NE(looked.printed.find("not written"), std::string::npos) << looked.printed;
  const Outcome written = run("import" + words + right.path() + where);
  EXPECT_EQ(written.exit_code, 0) << written.printed;
  EXPECT_NE(written.printed.find("1 行新增 new"), std::string::npos) << written.printed;
  const Outcome exported = run("export" + words + out + where);
  EXPECT_EQ(exported.exit_code, 0) << exported.printed;
  const Outcome again = run("import" + words + out + where);
  EXPECT_NE(again.printed.find("1 行不变 unchanged"), std::string::npos) << again.printed;
  EXPECT_NE(run("export" + words + out + where).printed.find("CLI-B001"), std::string::npos);
  EXPECT_NE(run("export" + words + "a.ods" + where).printed.find("CLI-I001"), std::string::npos);
  EXPECT_EQ(run("verify" + where).exit_code, 0);
  clear();
}

}  // namespace
}  // namespace fangan
