// Quantity units: the unit that stands right behind a number.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "plan/lexicon.h"

namespace fangan {

struct UnitMention {
  std::string unit;      ///< "万吨", "克/千瓦时", "%": as written, blanks dropped.
  size_t end = 0;        ///< Units: code points of the text given.
  bool scale_only = false;  ///< 万 or 亿 without a unit: 超1000万.
  bool about = false;       ///< 余, 多: 100余家.
};

class QuantityUnits {
 public:
  explicit QuantityUnits(const Lexicon& lexicon);

  /// The longest unit at `at` of a half-width text, with prefixes 十 百 千 万 亿 and one division.
  std::optional<UnitMention> read(std::u32string_view half, size_t at) const;

 private:
  size_t longest_simple(std::u32string_view half, size_t at) const;

  size_t end_of_scale(std::u32string_view half, size_t begin) const;
  bool continues_as_word(std::u32string_view half, size_t begin, size_t end) const;
  size_t measure_after_per(std::u32string_view half, size_t at) const;

  std::map<std::u32string, std::string, std::less<>> units_;         ///< Dimension by name.
  std::map<std::u32string, std::u32string, std::less<>> followers_;  ///< Signs by unit.
  size_t longest_ = 0;
};

/// 万元, 元, 亿元, 美元, and 万 alone, which money is when nothing else is said.
bool is_money(std::string_view unit);
/// 年, 个月, 天, 小时, 个工作日.
bool is_time(std::string_view unit);

}  // namespace fangan
