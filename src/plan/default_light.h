// The light every new package starts with (language.md 3.3). It is a table in the package, changed
// by people, never in C++.
#pragma once

#include <string_view>

namespace fangan {

constexpr std::string_view light_decision_name = "亮灯";

/// The body of the block `decision 亮灯`.
constexpr std::string_view default_light_body =
    R"(| F | met   | days left | behind | aim   | no figure | → 灯   |
|---|-------|-----------|--------|-------|-----------|--------|
| 1 | -     | -         | -      | -     | true      | grey   |
| 2 | true  | -         | -      | -     | -         | green  |
| 3 | -     | < 0       | -      | true  | -         | yellow |
| 4 | -     | < 0       | -      | -     | -         | red    |
| 5 | -     | -         | > 20   | false | -         | red    |
| 6 | -     | -         | > 10   | -     | -         | yellow |
| 7 | -     | <= 30     | -      | -     | -         | yellow |
| 8 | -     | -         | -      | -     | -         | green  |
)";

}  // namespace fangan
