// A plan of one text and two counties, checked, for tests that want blocks as they are written.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "plan/check.h"

namespace fangan {

/// `blocks` stand below the sentence 到2020年底,完成目标。
inline Plan checked_plan(const std::string& blocks) {
  const Package package{
      "示例",
      {{"1-正文.md", "# 示例方案\n\n到2020年底,完成目标。\n" + blocks},
       {"agencies.md", "```agency\n| name | kind |\n|---|---|\n| 甲县 | 县区 |\n| 乙县 | 县区 |\n"
                       "| 市发展改革委 | 部门 |\n```\n"},
       {"plan.md", "```plan\ntitle: 示例方案\nissued: 2017-10-12\nin force from: 2017-10-12\n"
                   "text: [1-正文.md]\nnotes: [agencies.md]\n```\n"}}};
  Checked checked = check(package);
  for (const Diagnostic& diagnostic : checked.diagnostics) {
    if (diagnostic.severity != Severity::error) continue;
    std::string facts;
    for (const Fact& fact : diagnostic.facts) facts += " " + fact.name + "=" + fact.value;
    ADD_FAILURE() << diagnostic.code << facts;
  }
  EXPECT_TRUE(checked.plan.has_value());
  return std::move(*checked.plan);
}

}  // namespace fangan
