// The commands, run as a shell runs them: what they print and how they end.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
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
