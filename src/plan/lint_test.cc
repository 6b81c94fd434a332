// Each fault is planted in a short plan of no real place, and repaired again.
#include "plan/lint.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "plan/check.h"

namespace fangan {
namespace {

/// Codes found in a plan issued on 2021-03-15 whose body is the given lines.
std::vector<std::string> codes(const std::vector<std::string>& body) {
  std::vector<std::string> lines = {"青川市节水行动方案", "一、重点任务"};
  lines.insert(lines.end(), body.begin(), body.end());
  DraftOptions options;
  options.issued = Date::of(2021, 3, 15).value();
  std::vector<std::string> found;
  const Draft read = draft(lines, Lexicon::standard(), options);
  for (const Finding& finding : lint(read, Lexicon::standard())) found.push_back(finding.code);
  return found;
}

int count(const std::vector<std::string>& found, const char* code) {
  return static_cast<int>(std::count(found.begin(), found.end(), code));
}

struct Planted {
  const char* code;
  std::vector<std::string> wrong;
  std::vector<std::string> mended;
};

const std::vector<Planted>& planted() {
  static const std::vector<Planted> all = {
      {"LINT-001",
       {"2021年底前完成改造。", "附件:节水任务分解表", "附件", "节水任务分解表"},
       {"2021年底前完成改造。", "附件:节水任务分解表", "附件", "节水任务分解表", "单位", "任务"}},
      {"LINT-002", {"推动“互联网 ”节水发展。"}, {"推动“互联网+”节水发展。"}},
      {"LINT-002", {"建设综合平台 专家平台体系。"}, {"建设综合平台和专家平台体系。"}},
      {"LINT-002", {"推动“AI ”节水发展。"}, {"推动“AI+”节水发展。"}},
      {"LINT-002", {"完善“1 N”政策体系。"}, {"完善“1+N”政策体系。"}},
      {"LINT-001",
       {"2021年底前完成改造,具体分工见附件。"},
       {"2021年底前完成改造,具体分工见附件。", "附件", "分工表", "单位", "任务"}},
      {"LINT-003", {"2021年1月底前完成摸底。"}, {"2021年4月底前完成摸底。"}},
      {"LINT-004", {"10月底前完成摸底。"}, {"2021年10月底前完成摸底。"}},
      {"LINT-005", {"改造老旧管网300公里。"}, {"2022年改造老旧管网300公里。"}},
      {"LINT-006", {"2025年前建成节水城市。"}, {"到2025年建成节水城市。"}},
      {"LINT-007",
       {"2022年底前创建节水型企业260家。", "2023年底前创建节水型企业260家。"},
       {"2022年底前创建节水型企业260家。", "2023年底前创建节水型企业300家。"}},
      {"LINT-008",
       {"压减取水量50万吨。", "2021年压减取水量20万吨。", "2022年压减取水量20万吨。"},
       {"压减取水量50万吨。", "2021年压减取水量20万吨。", "2022年压减取水量30万吨。"}},
      {"LINT-009",
       {"从2022年起,每年创建节水单位10家以上,到2024年节水单位达到40家。"},
       {"从2022年起,每年创建节水单位10家以上,到2024年节水单位达到30家。"}},
      {"LINT-009",
       {"2022—2024年,每年创建节水单位10家;到2024年,创建节水单位达到40家。"},
       {"2022—2024年,每年创建节水单位10家;到2024年,创建节水单位达到30家。"}},
      {"LINT-009",
       {"每年创建节水单位10家。", "到2024年,创建节水单位40家。"},
       {"每年创建节水单位10家。", "到2024年,创建节水单位30家。"}},
      {"LINT-010",
       {"由市水利局、财政局、农业农村局共同实施。(责任单位:市水利局、财政局)"},
       {"由市水利局、财政局、农业农村局共同实施。(责任单位:市水利局、财政局、农业农村局)"}},
      {"LINT-010",
       {"市水利局牵头会同发展改革委、财政局共同实施。〔市水利局、财政局负责〕"},
       {"市水利局牵头会同发展改革委、财政局共同实施。〔市水利局、发展改革委、财政局负责〕"}},
      {"LINT-010",
       {"由市水利局、发展改革委会同市财政局、农业农村局共同实施。",
        "责任单位:市水利局、发展改革委、财政局"},
       {"由市水利局、发展改革委会同市财政局、农业农村局共同实施。",
        "责任单位:市水利局、发展改革委、财政局、农业农村局"}},
      {"LINT-011", {"责任单位:市水利局、节水积极分子"}, {"责任单位:市水利局、市财政局"}},
  };
  return all;
}

TEST(Lint, FindsEachPlantedFault) {
  for (const Planted& fault : planted()) {
    EXPECT_GE(count(codes(fault.wrong), fault.code), 1) << fault.code << " " << fault.wrong[0];
  }
}

TEST(Lint, IsSilentOnceTheFaultIsMended) {
  for (const Planted& fault : planted()) {
    EXPECT_EQ(count(codes(fault.mended), fault.code), 0) << fault.code << " " << fault.mended[0];
  }
}

TEST(Lint, NamesTheMembersThatAreMissing) {
  DraftOptions options;
  const Draft read = draft({"青川市节水行动方案", "一、保障",
                            "由市水利局、发展改革委、财政局共同实施。", "责任单位:市水利局"},
                           Lexicon::standard(), options);
  const std::vector<Finding> findings = lint(read, Lexicon::standard());
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].facts[0].value, "市发展改革委、市财政局");
  ASSERT_EQ(findings[0].related.size(), 1U);
  EXPECT_EQ(findings[0].related[0].line, 3U);
}

/// What lint_plan() says of one line of text with a block below it.
std::vector<std::string> package_codes(const std::string& block) {
  const Checked checked = check(Package{
      "示例",
      {{"1.md", "# 示例方案\n\n改造老旧管网300公里,建成泵站20座。\n\n" + block},
       {"plan.md", "```plan\ntitle: 示例方案\nissued: 2021-03-15\ntext: [1.md]\n```\n"}}});
  const bool is_whole = checked.plan.has_value();
  EXPECT_TRUE(is_whole || checked.unfinished.has_value()) << block;
  std::vector<std::string> found;
  for (const Diagnostic& one : lint_plan(is_whole ? *checked.plan : *checked.unfinished)) {
    found.push_back(one.code);
  }
  return found;
}

TEST(Lint, LeavesANumberWithoutDateAloneOnceABlockHasReadIt) {
  const std::pair<const char*, int> all[] = {
      {"", 2},
      {"```target 管网\nclause: \"改造老旧管网300公里\"\nunit: 公里\ntotal: 300\n```\n", 1},
      {"```parameter 长度\nclause: \"300公里\"\ntype: number 公里\nvalue: 300\n```\n", 1},
      {"```clause\nnarrative:\n  \"改造老旧管网300公里,建成泵站20座。\": 王五\n```\n", 0},
      {"```clause\ndoubt:\n  \"300公里\": 没有写期限\n```\n", 2},
  };
  for (const auto& [block, times] : all) {
    EXPECT_EQ(count(package_codes(block), "LINT-005"), times) << block;
  }
}

TEST(Lint, ReadsTheTextBesideTheErrorsOfItsBlocks) {
  EXPECT_EQ(count(package_codes("```target\n```\n"), "LINT-005"), 2);
}

TEST(Lexicon, RefusesARowThatIsTooShort) {
  const LexiconFile file{"words.tsv", "word\tkind\n甲\t一\n乙\n"};
  const Result<Lexicon> loaded = Lexicon::load({&file, 1});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "DRAFT-L001");
}

TEST(Lexicon, ReadsUnitsForComputing) {
  EXPECT_TRUE(Lexicon::standard().units().parse("元/万亩"));
  const LexiconFile file{"units.tsv", "name\tfactor\tdimension\n甲\t1/0\tmass\n"};
  const Result<Lexicon> loaded = Lexicon::load({&file, 1});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "DRAFT-L002");
}

}  // namespace
}  // namespace fangan
