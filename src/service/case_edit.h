// Case edit: one value of a block changed, as a person would in the page.
#pragma once

#include <string_view>

#include "plan/package.h"
#include "text/result.h"

namespace fangan {

/// The package with one value of a block replaced. `key` is "total", or "each.2018" for an entry of
/// a map. Errors  TEST-A003 there is no such block or key.
Result<Package> edit_block(const Package& package, std::string_view block, std::string_view key,
                           std::string_view value);

}  // namespace fangan
