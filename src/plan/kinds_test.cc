// The examples of kinds.yaml are one small plan that checks; its pages are those in docs/.
#include "plan/kinds.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "plan/check.h"
#include "text/render.h"

namespace fangan {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The plan of all examples, without that of the kind `without`.
Checked check_examples(std::string_view without) {
  std::string text = "# 示例县落后机组关停方案\n\n到2018年底,关停落后机组6台。\n";
  std::string notes = "```agency\n| name | kind |\n|---|---|\n| 甲县 | 县区 |\n```\n";
  std::string header;
  for (const KindEntry& kind : kind_entries()) {
    if (kind.name == without) continue;
    std::string& file = kind.place == BlockPlace::text     ? text
                        : kind.place == BlockPlace::header ? header
                                                           : notes;
    file += "\n" + std::string(kind.example);
  }
  Package package{"示例", {{"1-正文.md", text}, {"agencies.md", notes}, {"plan.md", header}}};
  return check(package);
}

TEST(Kinds, ExamplesAreAPlanThatChecks) {
  const Checked checked = check_examples("");
  EXPECT_EQ(render(checked.diagnostics, checked.sources, {Language::en}), "");
  ASSERT_TRUE(checked.plan.has_value());
  const Plan& plan = *checked.plan;
  const size_t blocks = plan.registers.size() + plan.flows.size() + plan.decisions.size() +
                        plan.tasks.size() + plan.targets.size() + plan.policies.size() +
                        plan.watches.size() + plan.rankings.size() + plan.notices.size() +
                        plan.forms.size() + plan.restatements.size();
  EXPECT_EQ(blocks, kind_entries().size() - 3) << "one of each kind but plan, agency, parameter";
  EXPECT_EQ(plan.registers.front().fields.size(), 6u);
  EXPECT_EQ(plan.targets.front().measure.text.text(), "count(done(机组))");
  EXPECT_FALSE(check_examples("target").plan.has_value()) << "the clause block restates it";
}

TEST(Kinds, PagesAreThoseOfTheFile) {
  const std::filesystem::path made = std::filesystem::path(FANGAN_BINARY).parent_path();
  const std::filesystem::path docs = std::filesystem::path(FANGAN_SOURCE_DIR) / "docs";
  for (const char* name : {"plan-kinds.md", "plan-kinds.zh-CN.md"}) {
    EXPECT_FALSE(read_file(made / name).empty());
    EXPECT_EQ(read_file(docs / name), read_file(made / name))
        << "copy " << (made / name).string() << " to docs/";
  }
}

}  // namespace
}  // namespace fangan
