// Package text: small pieces of writing a package.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plan/draft.h"

namespace fangan {

/// A name as a plan may define it: other characters dropped, at most `characters_max` long;
/// `fallback` where nothing is left.
std::string block_name(std::string_view words, std::string_view fallback);

/// The name, or the name with a number that makes it new; adds it to `taken`.
std::string unique_name(std::string name, std::set<std::string>* taken);

/// The words of the place, widened to the left and then to the right until they occur once in their
/// line. Empty where even the whole line does not help.
std::string unique_words(const Draft& draft, Place place);

/// "[甲, 乙]"
std::string bracket_list(const std::vector<std::string>& items);

}  // namespace fangan
