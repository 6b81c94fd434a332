// The light every new package starts with (language.md 3.3). It is a table in the package, changed
// by people, never in C++.
#pragma once

#include <string_view>

namespace fangan {

constexpr std::string_view light_decision_name = "亮灯";

/// The body of the block `decision 亮灯`.
constexpr std::string_view default_light_body =
    R"(| F | met  | days left | behind | aim   | no figure | → 灯     | # 说明                     |
|---|------|-----------|--------|-------|-----------|----------|----------------------------|
| 1 | -    | -         | -      | -     | true      | "grey"   | 没有可比的数               |
| 2 | true | -         | -      | -     | -         | "green"  | 达标                       |
| 3 | -    | < 0       | -      | true  | -         | "yellow" | 力争目标逾期               |
| 4 | -    | < 0       | -      | -     | -         | "red"    | 逾期未达标                 |
| 5 | -    | -         | > 20   | false | -         | "red"    | 比序时进度慢二十点以上     |
| 6 | -    | -         | > 10   | -     | -         | "yellow" | 比序时进度慢十点以上       |
| 7 | -    | <= 30     | -      | -     | -         | "yellow" | 三十天内到期               |
| 8 | -    | -         | -      | -     | -         | "green"  | 正常推进                   |
)";

}  // namespace fangan
