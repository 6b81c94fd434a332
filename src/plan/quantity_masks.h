// Masks: the parts of a line whose numerals count nothing.
//
// Titles in 《》, document numbers, telephone numbers and mail addresses, short quoted names, words
// with a numeral inside (一批, 二氧化, 第三方), 1号机组, 16部门, 5G, 1+6. What is masked becomes
// U'\0', so that offsets stay true.
#pragma once

#include <string>
#include <vector>

#include "plan/lexicon.h"

namespace fangan {

class QuantityMasks {
 public:
  explicit QuantityMasks(const Lexicon& lexicon);
  /// `half` is a line in half width; `mark_end` is where a heading's number ends (0: none).
  std::u32string mask(std::u32string half, size_t mark_end) const;

 private:
  std::vector<std::u32string> words_;
};

}  // namespace fangan
