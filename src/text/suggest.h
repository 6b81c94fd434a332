// Suggest: the name somebody probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fangan {

/// The known name nearest to `written`, or empty when none is near. Near means a
/// Damerau-Levenshtein distance in characters of at most a third of the longer name (at least 1),
/// or one name containing the other with at least two characters; names with no character in
/// common are never near. Ties go to the first known name.
std::string did_you_mean(std::string_view written, const std::vector<std::string>& known);

}  // namespace fangan
