// The official text of a package against its original, and what is covered.
#include <gtest/gtest.h>

#include "plan/check.h"

namespace fangan {
namespace {

Plan plan_of(const std::string& text) {
  const Package package{
      "示例",
      {{"1-正文.md", text},
       {"plan.md", "```plan\ntitle: 示例\nissued: 2017-10-12\ntext: [1-正文.md]\n```\n"}}};
  Checked checked = check(package);
  EXPECT_TRUE(checked.plan.has_value());
  return std::move(*checked.plan);
}

std::string codes(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& diagnostic : diagnostics) all += diagnostic.code + " ";
  return all;
}

struct VerbatimCase {
  std::string_view why;
  std::string package;
  std::string original;
  std::string_view expected;
};

TEST(Verbatim, ForgivesMarksEmptyLinesAndTrailingBlanksOnly) {
  const std::vector<VerbatimCase> cases = {
      {"the same", "# 甲\n\n乙。\n", "甲\n乙。\n", ""},
      {"trailing blanks and empty lines", "# 甲\n乙。\n", "甲  \n\n\n乙。\t\n", ""},
      {"a protected mark", "甲\n\n\\# 乙\n", "甲\n# 乙\n", ""},
      {"a comma of the other width", "甲\n乙，丙。\n", "甲\n乙,丙。\n", "PLAN-V001 "},
      {"a leading blank", "甲\n 乙\n", "甲\n乙\n", "PLAN-V001 "},
      {"two lines that differ", "甲甲\n乙乙\n丙\n", "甲乙\n乙丙\n丙\n", "PLAN-V001 PLAN-V001 "},
      {"a line is missing", "甲\n丙\n丁\n", "甲\n乙\n丙\n丁\n", "PLAN-V002 "},
      {"two lines are missing", "甲\n丁\n", "甲\n乙\n丙\n丁\n", "PLAN-V002 PLAN-V002 "},
      {"the last line is missing", "甲\n", "甲\n乙\n", "PLAN-V002 "},
      {"a line too many", "甲\n乙\n丙\n", "甲\n丙\n", "PLAN-V003 "},
      {"a line too many at the end", "甲\n乙\n", "甲\n", "PLAN-V003 "},
      {"a change behind a missing line is still told", "甲\n丙\n戊\n", "甲\n乙\n丙\n丁\n",
       "PLAN-V002 PLAN-V001 "},
  };
  for (const VerbatimCase& one : cases) {
    EXPECT_EQ(codes(compare_verbatim(plan_of(one.package), one.original)), one.expected) << one.why;
  }
}

TEST(Verbatim, MarksTheFirstCharacterThatDiffers) {
  const Plan plan = plan_of("甲\n到2018年底,完成。\n");
  const Diagnostics found = compare_verbatim(plan, "甲\n到2019年底,完成。\n");
  ASSERT_EQ(found.size(), 1u);
  const Position at = plan.sources.at(found[0].marks[0].span.source).position(
      found[0].marks[0].span.begin);
  EXPECT_EQ(at, (Position{2, 5}));
}

TEST(Coverage, CountsEverySentenceOnce) {
  const Plan plan = plan_of(
      "# 示例方案\n\n一、目标\n\n完成6台;加强领导。再接再厉。\n\n```target 机组\nclause: "
      "\"完成6台\"\n"
      "unit: 台\ndue: {2018-12-31: 6}\n```\n\n```clause\nnarrative:\n"
      "  \"再接再厉\": {by: 甲, on: 2017-10-12, why: 套话}\n```\n");
  const Coverage covered = coverage(plan);
  EXPECT_EQ(covered.characters, covered.bound + covered.narrative + covered.unassigned);
  std::vector<std::string> states;
  for (const CoveredSentence& sentence : covered.sentences) {
    if (plan.files[sentence.file].lines[sentence.text_line].text.rfind("完成", 0) != 0) continue;
    states.push_back(sentence.state == CoverageState::bound       ? "bound"
                     : sentence.state == CoverageState::narrative ? "narrative"
                                                                  : "unassigned");
  }
  EXPECT_EQ(states, (std::vector<std::string>{"bound", "unassigned", "narrative"}));
  EXPECT_EQ(covered.narrative, 5);
  EXPECT_EQ(covered.unassigned, 5);
}

/// A number, or an end without anything below, makes a numbered line a sentence like any other.
TEST(Coverage, TakesNumberedSentencesForSentences) {
  const Plan plan = plan_of(
      "# 示例方案\n\n## 一、资金支持\n\n#### 1.首次创办满一年的，给予1.2万元补贴。\n\n"
      "2.符合条件的优先办理落户；其子女享受相应服务。\n\n#### 3.支持载体发展。\n\n"
      "支持各类载体。\n\n4.免费享受专用通道。\n\n### （二）优先发展2个领域\n\n甲。\n");
  std::vector<std::string> unassigned;
  for (const CoveredSentence& sentence : coverage(plan).sentences) {
    if (sentence.state != CoverageState::unassigned) continue;
    const std::string& text = plan.files[sentence.file].lines[sentence.text_line].text;
    unassigned.push_back(text.substr(0, text.find_first_of("."))  + " " +
                         std::to_string(sentence.begin));
  }
  EXPECT_EQ(unassigned,
            (std::vector<std::string>{"1 0", "2 0", "2 14", "支持各类载体。 0", "4 0",
                                      "（二）优先发展2个领域 0", "甲。 0"}));
}

}  // namespace
}  // namespace fangan
