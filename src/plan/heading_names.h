// Heading names: what the kinds of headings are called in JSON, on pages and in cases.
#pragma once

#include <string_view>

#include "plan/draft.h"

namespace fangan {

/// "plan", "h1", "h2", "item", "subitem", "label" or "annex".
std::string_view type_name(HeadingType type);

}  // namespace fangan
