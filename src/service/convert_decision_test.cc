// Decision tables between files: packages, Markdown, DMN.
#include "service/convert_decision.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "decision/read_dmn.h"
#include "service/package_folder.h"

namespace fangan {
namespace {

namespace fs = std::filesystem;

std::string codes(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& each : diagnostics) all += (all.empty() ? "" : " ") + each.code;
  return all;
}

constexpr std::string_view light =
    "```decision 亮灯\n"
    "choice: 二十点是主管定的\n"
    "| F | met  | behind | → 灯     | # 说明   |\n"
    "|---|------|--------|----------|----------|\n"
    "| 1 | true | -      | \"green\"  | 达标     |\n"
    "| 2 | -    | > 幅度 | \"red\"    | 慢得太多 |\n"
    "| 3 | -    | -      | \"yellow\" |          |\n"
    "```\n";

class ConvertDecision : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "fangan_convert";
    fs::remove_all(folder_);
    const Package package = {
        "p",
        {{"1.md", "关停机组。\n\n```parameter 幅度\ntype: number %\n```\n"},
         {"plan.md",
          "```plan\ntitle: 方案\nissued: 2017-10-12\ntext: [1.md]\nnotes: [s.md]\n```\n"},
         {"s.md",
          "```decision 亮灯\n| F | met | → 灯 |\n|-|-|-|\n| 1 | true | \"green\" |\n```\n"}}};
    ASSERT_TRUE(write_package_folder(package, folder_));
  }

  std::string file(const char* name, std::string_view text) {
    std::ofstream(folder_ + "/" + name) << text;
    return folder_ + "/" + name;
  }

  static Result<ConvertedDecision> dmn(const std::string& from) {
    Sources sources;
    return decision_as_dmn(decision_place(from), dmn::DmnVersion::v1_5, &sources);
  }
  static Result<ConvertedDecision> block(const std::string& from) {
    Sources sources;
    return decision_as_block(decision_place(from), &sources);
  }
  static std::string errors(const Result<ConvertedDecision>& result) {
    return result ? "" : codes(result.errors());
  }

  std::string folder_;
};

TEST_F(ConvertDecision, GoesOutAndComesBack) {
  const std::string markdown = file("light.md", light);
  const Result<ConvertedDecision> out = dmn(markdown);
  ASSERT_EQ(errors(out), "");
  const std::string model = file("light.dmn", out.value().text);
  const Result<ConvertedDecision> back = block(model);
  ASSERT_EQ(errors(back), "");
  EXPECT_EQ(back.value().text, light);
  EXPECT_EQ(codes(back.value().warnings), "");
  EXPECT_EQ(dmn(model).value().text, out.value().text);
}

TEST_F(ConvertDecision, TakesATableOfAPackage) {
  const Result<ConvertedDecision> out = dmn(folder_ + "#亮灯");
  ASSERT_EQ(errors(out), "");
  Sources sources;
  const Result<dmn::DmnFile> read = dmn::read_dmn("x", out.value().text, &sources);
  ASSERT_TRUE(read);
  const dmn::Definitions& model = read.value().definitions;
  EXPECT_EQ(model.model_namespace.text(), "urn:fangan:fangan_convert:亮灯");
  ASSERT_EQ(model.input_data.size(), 1u);
  EXPECT_EQ(model.input_data[0].name.text(), "met");
  EXPECT_EQ(block(folder_ + "#亮灯").value().text,
            "```decision 亮灯\n| F | met  | → 灯    |\n|---|------|---------|\n"
            "| 1 | true | \"green\" |\n```\n");
  EXPECT_EQ(errors(dmn(folder_ + "#别的")), "PLAN-B001");
  file("s.md", "```decision 亮灯\n| F | 没有 | → 灯 |\n|-|-|-|\n| 1 | true | \"green\" |\n```\n");
  EXPECT_EQ(errors(dmn(folder_ + "#亮灯")), "CAMP-L002");
}

TEST_F(ConvertDecision, SaysWhatCannotBe) {
  const auto table = [](std::string_view name, std::string_view input, std::string_view cell) {
    return "```decision " + std::string(name) + "\n| U | " + std::string(input) +
           " | → x |\n|-|-|-|\n| 1 | " + std::string(cell) + " | 1 |\n```\n";
  };
  const std::string two = file("two.md", table("a", "x", "1") + "文字\n" + table("b", "x", "1"));
  EXPECT_EQ(errors(dmn(two)), "PLAN-B001");
  EXPECT_EQ(errors(dmn(two + "#b")), "");
  EXPECT_EQ(errors(block(two + "#c")), "PLAN-B001");
  EXPECT_EQ(errors(dmn(file("x.md", table("a", "x", "\"\x01\"")))), "PLAN-B007");
  EXPECT_EQ(errors(dmn(file("x.md", table("a", "", "")))), "PLAN-D003");
  EXPECT_EQ(errors(dmn(folder_ + "/none.md")), "PLAN-F001");
  EXPECT_EQ(errors(block(file("x.dmn", "<definitions"))), "DMN-X003");
  const Result<ConvertedDecision> plan_only =
      dmn(file("x.md", table("a", "count(done(机组)) > 0 and is set(上限)", "record.x")));
  ASSERT_EQ(errors(plan_only), "");
  ASSERT_EQ(codes(plan_only.value().warnings), "PLAN-B008");
  EXPECT_EQ(plan_only.value().warnings[0].facts[0].value, "done, is set, record");
}

TEST_F(ConvertDecision, TakesAHashForPartOfANameThatIsThere) {
  const std::string path = file("a#b.md", light);
  EXPECT_EQ(decision_place(path).path, path);
  EXPECT_EQ(decision_place(path).name, "");
  EXPECT_EQ(decision_place(folder_ + "#亮灯").name, "亮灯");
}

}  // namespace
}  // namespace fangan
