// The commands, run as a shell runs them: what they print and how they end.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
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
      {"status plans/jiaozuo-2017 --as-of soon", "CLI-A002"},
      {"status plans/jiaozuo-2017 --known-at soon", "CLI-A003"},
      {"status plans/jiaozuo-2017 --store /nowhere/a.db", "CLI-S001"},
      {"serve plans/jiaozuo-2017 --listen nowhere", "CLI-A004"},
      {"serve plans/jiaozuo-2017 --listen :8017", "CLI-A004"},
      {"backup /etc/hostname --store /nowhere/a.db", "CLI-B001"},
      {"check /nowhere/at/all", "PLAN-F003"},
  };
  for (const auto& [words, code] : all) {
    const Outcome result = run(words);
    EXPECT_EQ(result.exit_code, 2) << words;
    EXPECT_NE(result.printed.find(code), std::string::npos) << words << "\n" << result.printed;
  }
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

TEST(CommandLine, TellsTheDaysThatAreLeft) {
  const Outcome result = run("status plans/jiaozuo-2017 --as-of 2017-10-12 --json");
  EXPECT_EQ(result.exit_code, 0);
  for (const char* days : {"\"days_left\": -134", "\"days_left\": -12", "\"days_left\": 19",
                           "\"days_left\": 445"}) {
    EXPECT_NE(result.printed.find(days), std::string::npos) << days;
  }
}

TEST(CommandLine, ComparesAPackageWithItsOriginal) {
  const Outcome result =
      run("check plans/jiaozuo-2017 --against cases/draft/jiaozuo-2017/jiaozuo-2017.txt");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.printed.find("100 %"), std::string::npos);
}

}  // namespace
}  // namespace fangan
