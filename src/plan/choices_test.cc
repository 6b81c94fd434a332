// What the owner of a plan has to decide, clause by clause.
#include "plan/choices.h"

#include <gtest/gtest.h>

#include "plan/check.h"

namespace fangan {
namespace {

constexpr std::string_view text_file = R"(关停机组6台左右。到2018年底整合企业。

```target 关停机组
clause: "关停机组6台左右"
unit: 台
due: {2017-12-31: 6}
compare: ~
```

```target 整合企业
clause: "到2018年底整合企业"
unit: 家
due:
  2018-12-31:
```

```clause
doubt:
  "整合": 整合算不算关停
```

炉窑达到特别排放限值。

```parameter 排放限值
type: number 克
```

```parameter 炉窑关系
type: one of [任一, 全部]
values: {2017-10-12: 任一, 2018-01-01: 全部}
choice: 原文没有说
```
)";

Plan plan_of(std::string_view text) {
  const Package package = {
      "p",
      {{"1.md", std::string(text)},
       {"n.md", "```parameter 幅度\ntype: number %\n```\n"},
       {"plan.md",
        "```plan\ntitle: 方案\nissued: 2017-10-12\ntext: [1.md]\nnotes: [n.md]\n```\n"}}};
  Checked checked = check(package);
  for (const Diagnostic& each : checked.diagnostics) {
    EXPECT_NE(each.severity, Severity::error) << each.code;
  }
  EXPECT_TRUE(checked.plan);
  return checked.plan ? *std::move(checked.plan) : Plan();
}

TEST(Choices, StandUnderTheirClauses) {
  const Plan plan = plan_of(text_file);
  std::string all;
  for (const ClauseChoices& clause : choices_by_clause(plan)) {
    all += "[" + clause.clause + "]\n";
    for (const OpenChoice& choice : clause.choices) {
      const Source& source = plan.sources.at(choice.span.source);
      all += std::string(choice_kind_words[static_cast<size_t>(choice.kind)]) + "|" + choice.block +
             "|" + choice.text + "|" + choice.value + "|" + source.name() + ":" +
             std::to_string(source.position(choice.span.begin).line) + "\n";
    }
  }
  EXPECT_EQ(all,
            "[关停机组6台左右]\n"
            "tolerance not set|关停机组|||1.md:3\n"
            "[到2018年底整合企业]\n"
            "target not set|整合企业|2018-12-31||1.md:10\n"
            "[整合]\n"
            "doubt||整合算不算关停||1.md:1\n"
            "[炉窑达到特别排放限值。]\n"
            "parameter not set|排放限值|number 克||1.md:24\n"
            "chosen|炉窑关系|原文没有说|任一, 全部|1.md:31\n"
            "[]\n"
            "parameter not set|幅度|number %||n.md:1\n");
  EXPECT_EQ(open_count(choices_by_clause(plan)), 5u);
}

}  // namespace
}  // namespace fangan
