// Every error of check(), as cases/check/*.error.md has it: a package and its exact rendering.
//
//   =#= title                   the case; (none) as content takes a file of the base away
//   === 1-正文.md               a file of the package; what is not given comes from the base
//   package
//   === expect                  what check() says, zh and en; empty when it says nothing
//
// FANGAN_UPDATE=1 rewrites the expectations; read the diff before it is committed.
#include "plan/check.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "text/messages.h"
#include "text/render.h"

namespace fangan {
namespace {

namespace fs = std::filesystem;

struct ErrorCase {
  std::string title;
  std::vector<PackageFile> files;
  std::string expected;
};

std::vector<PackageFile> base_files() {
  return {{"1-正文.md", "# 示例方案\n\n到2018年底,关停落后机组6台。\n"},
          {"agencies.md",
           "```agency\n| name | kind | aliases |\n|---|---|---|\n| 市发展改革委 | 部门 | 发改委 |\n"
           "| 甲县 | 县区 | |\n```\n"},
          {"plan.md",
           "```plan\ntitle: 示例方案\nissued: 2017-10-12\ntext: [1-正文.md]\n"
           "notes: [agencies.md]\n```\n"}};
}

void put(std::vector<PackageFile>* files, const std::string& name, const std::string& bytes) {
  for (PackageFile& file : *files) {
    if (file.name != name) continue;
    file.bytes = bytes;
    return;
  }
  files->push_back({name, bytes});
}

std::vector<ErrorCase> read_cases(const fs::path& path) {
  std::ifstream stream(path);
  std::vector<ErrorCase> cases;
  std::string name;
  std::string body;
  const auto close = [&] {
    if (name == "expect") cases.back().expected = body;
    if (!name.empty() && name != "expect") {
      if (body == "(none)\n") {
        std::erase_if(cases.back().files, [&](const PackageFile& f) { return f.name == name; });
      } else {
        put(&cases.back().files, name, body);
      }
    }
    name.clear();
    body.clear();
  };
  for (std::string line; std::getline(stream, line);) {
    if (line.rfind("=== ", 0) == 0) {
      close();
      name = line.substr(4);
    } else if (line.rfind("=#= ", 0) == 0) {
      close();
      cases.push_back({line.substr(4), base_files(), ""});
    } else if (!name.empty()) {
      body += line + "\n";
    }
  }
  close();
  return cases;
}

std::string outcome(const ErrorCase& one) {
  Package package{"示例", one.files};
  std::sort(package.files.begin(), package.files.end(),
            [](const PackageFile& a, const PackageFile& b) { return a.name < b.name; });
  const Checked checked = check(package);
  EXPECT_EQ(checked.plan.has_value(), !has_errors(checked.diagnostics)) << one.title;
  return render(checked.diagnostics, checked.sources, {Language::zh, Language::en});
}

void rewrite(const fs::path& path, const std::vector<ErrorCase>& cases) {
  std::ifstream stream(path);
  std::string text;
  size_t next = 0;
  bool skipping = false;
  for (std::string line; std::getline(stream, line);) {
    if (line.rfind("=#= ", 0) == 0 || (line.rfind("=== ", 0) == 0 && line != "=== expect")) {
      skipping = false;
    }
    if (!skipping) text += line + "\n";
    if (line == "=== expect") {
      text += outcome(cases[next++]);
      skipping = true;
    }
  }
  std::ofstream(path) << text;
}

std::vector<fs::path> case_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(FANGAN_SOURCE_DIR) / "cases/check")) {
    if (entry.path().string().ends_with(".error.md")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(Check, SaysExactlyWhatTheErrorCasesSay) {
  ASSERT_FALSE(case_files().empty());
  for (const fs::path& path : case_files()) {
    const std::vector<ErrorCase> cases = read_cases(path);
    ASSERT_FALSE(cases.empty()) << path;
    if (std::getenv("FANGAN_UPDATE") != nullptr) rewrite(path, cases);
    for (const ErrorCase& one : cases)
      EXPECT_EQ(outcome(one), one.expected) << path << " " << one.title;
  }
}

TEST(Check, EveryCodeOfCheckingHasACase) {
  std::string all;
  for (const fs::path& path : case_files()) {
    std::ifstream stream(path);
    all += std::string(std::istreambuf_iterator<char>(stream), {});
  }
  for (const Message& message : all_messages()) {
    const std::string code(message.code);
    const bool checked = code.rfind("PLAN-", 0) == 0 || code.rfind("CAMP-L", 0) == 0;
    // Folders (PLAN-F0), the original (PLAN-V), blocks and models together (PLAN-B) and a limit
    // (resolve_test.cc) have tests of their own; .a names a mark.
    const bool elsewhere = code.rfind("PLAN-F0", 0) == 0 || code.rfind("PLAN-V", 0) == 0 ||
                           code.rfind("PLAN-B", 0) == 0 || code == "PLAN-E012";
    if (!checked || elsewhere || code.find('.') != code.npos) continue;
    const bool raised = all.find("error " + code + ":") != all.npos ||
                        all.find("warning " + code + ":") != all.npos ||
                        all.find("doubt " + code + ":") != all.npos;
    EXPECT_TRUE(raised) << code << " has no case";
  }
}

}  // namespace
}  // namespace fangan
