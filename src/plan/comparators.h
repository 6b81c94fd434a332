// Comparators: the words around a number that say how it binds.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/draft.h"

namespace fangan {

struct ComparatorWord {
  Comparator comparator = Comparator::equal;
  size_t begin = 0;
  size_t end = 0;
};

class Comparators {
 public:
  explicit Comparators(const Lexicon& lexicon);
  /// The word that ends at `end`, the longest one.
  std::optional<ComparatorWord> before(std::u32string_view half, size_t end) const;
  /// The word that begins at `begin`, the longest one.
  std::optional<ComparatorWord> after(std::u32string_view half, size_t begin) const;
  /// The word in the same clause that governs the number at `end` from further in front:
  /// 不超过投资额的20%, 至少培育1家, 最高给予10万元.
  std::optional<ComparatorWord> governing(std::u32string_view half, size_t end) const;

 private:
  struct Word {
    std::u32string text;
    Comparator comparator;
  };
  std::vector<Word> before_;  ///< Longest first.
  std::vector<Word> after_;
  std::vector<Word> of_;
  std::vector<Word> ahead_;
  std::vector<Word> grant_;
};

/// "=", ">=", ... as in language.md section 5.
std::string_view sign(Comparator comparator);

}  // namespace fangan
