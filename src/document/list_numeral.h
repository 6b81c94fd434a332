// List numerals: how Word writes the n-th number of a list.
#pragma once

#include <string>
#include <string_view>

namespace fangan {

/// "一", "12", "③", "iv" for `number`, by the name of its format. A format we do not know, and a
/// number a format cannot write, read as plain digits.
/// Source  ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
std::string list_numeral(std::string_view format, int number);

}  // namespace fangan
