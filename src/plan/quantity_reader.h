// Quantity reader: the numbers of one line, with unit and comparator, before anything is known of
// their deadlines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/comparators.h"
#include "plan/quantity_units.h"

namespace fangan {

struct NumberMention {
  size_t begin = 0;          ///< From the comparator word, where there is one.
  size_t number_begin = 0;
  size_t end = 0;            ///< Behind unit and comparator word.
  size_t unit_end = 0;
  Decimal low;
  std::optional<Decimal> high;
  std::string unit;
  Comparator comparator = Comparator::equal;
  bool chinese = false;      ///< Written in Chinese numerals.
  bool capped = false;       ///< 最高, 不超过
  bool governed = false;     ///< A word in front binds it, next to it or further away.
};

class QuantityReader {
 public:
  explicit QuantityReader(const Lexicon& lexicon);
  /// `masked` is half width with names masked and dates blanked out (U'\0').
  std::vector<NumberMention> read(std::u32string_view masked) const;

 private:
  std::optional<NumberMention> read_at(std::u32string_view text, size_t at) const;
  std::optional<NumberMention> read_class(std::u32string_view text, size_t at) const;
  std::optional<NumberMention> read_multiple(std::u32string_view text, size_t at) const;
  std::optional<UnitMention> unit_of_list(std::u32string_view text, size_t at) const;
  void read_range(std::u32string_view text, size_t end, NumberMention* mention,
                  std::optional<UnitMention>* unit) const;
  void compare(std::u32string_view text, NumberMention* mention) const;
  bool counts_in_chinese(std::u32string_view text, const NumberMention& mention) const;
  bool counts(std::u32string_view text, const NumberMention& mention) const;
  void share_comparators(std::u32string_view text, std::vector<NumberMention>* found) const;

  QuantityUnits units_;
  Comparators comparators_;
};

}  // namespace fangan
