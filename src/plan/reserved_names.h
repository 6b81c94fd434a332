// Reserved names: words that mean something in every plan, so that no block may bear them.
#pragma once

#include <string_view>
#include <vector>

namespace fangan {

/// FEEL keywords, the names language.md gives a meaning of its own, and the registers every plan
/// has.
std::vector<std::string_view> reserved_block_names();

}  // namespace fangan
