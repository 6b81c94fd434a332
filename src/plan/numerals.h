// Numerals: numbers as official texts write them, 1,250.5 and 三十 and 百分之八十.
#pragma once

#include <optional>
#include <string_view>

#include "value/decimal.h"

namespace fangan {

struct Numeral {
  Decimal value;
  size_t begin = 0;      ///< Units: code points of the text given.
  size_t end = 0;
  bool chinese = false;
  bool percent = false;  ///< 百分之…: the value is in %.
};

/// The numeral that begins at `at`; none where none begins. The text is half width.
/// Arabic: digits, one decimal point, groups of three after `,`. Chinese: 〇 to 九, 十 百 千, 两;
/// 万 and 亿 belong to the unit and are not read.
std::optional<Numeral> read_numeral(std::u32string_view half, size_t at);

}  // namespace fangan
