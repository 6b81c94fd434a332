// Sets of characters as XPath writes them, and as PCRE2 reads them.
//
// A class has two halves because the flag i treats them differently: single characters and ranges
// match either case, escapes such as \p{Lu} and \d never change.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fangan {

struct CharacterRange {
  char32_t first;
  char32_t last;
};

class CharacterClass {
 public:
  void add_range(CharacterRange range) { ranges_.push_back(range); }

  /// \d \D \s \S \w \W \i \I \c \C. False when there is no such escape.
  bool add_escape(char32_t letter);

  /// The name in \p{name} or \P{name}: a category (Lu), a block (IsBasicLatin). False: unknown.
  enum class Sense { inside, outside };
  bool add_property(std::string_view name, Sense sense);

  void negate() { is_negative_ = true; }
  void subtract(std::string translated) { subtracted_ = std::move(translated); }
  bool is_empty() const { return ranges_.empty() && fixed_.empty(); }

  /// One atom for PCRE2.
  enum class Case { exact, ignored };
  std::string translated(Case sensitivity) const;

 private:
  void add_fixed(const std::vector<CharacterRange>& ranges, Sense sense);

  std::vector<CharacterRange> ranges_;  ///< As written.
  std::string fixed_;                   ///< The inside of a class of PCRE2, from escapes.
  bool is_negative_ = false;
  std::string subtracted_;              ///< An atom of PCRE2, or empty.
};

/// A character as PCRE2 reads it, inside a class or outside.
std::string escaped_for_pcre(char32_t character);

}  // namespace fangan
