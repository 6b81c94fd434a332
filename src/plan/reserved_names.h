// Reserved names: words that mean something in every plan, so that no block may bear them.
#pragma once

#include <string_view>
#include <vector>

namespace fangan {

/// FEEL's keywords and builtins, and the names language.md gives a meaning of its own: nothing that
/// a plan defines may bear one.
bool is_reserved_name(std::string_view name);
/// Registers every plan has: no block may bear their names, fields may.
bool is_built_in_register(std::string_view name);
/// All of both.
std::vector<std::string_view> reserved_block_names();

}  // namespace fangan
