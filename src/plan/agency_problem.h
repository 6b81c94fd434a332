// Agency problem: what to say of words that stand where an agency of the table is wanted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.h"

namespace fangan {

/// 各县区, 各县(市、区)政府, 所有县区.
bool is_every_county(std::string_view words);

/// `known`: names and aliases. Errors  PLAN-A005 no such agency; PLAN-A008 several in one name;
/// PLAN-A009 every county.
Diagnostic agency_problem(const std::string& words, Span place,
                          const std::vector<std::string>& known);

}  // namespace fangan
