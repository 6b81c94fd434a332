// Names: what FEEL calls a name, and finding the longest known one in a text.
//
// A FEEL name may hold blanks, `. / - ' + *`, digits and keywords: `applicant's age + 1` can be one
// name. Only the names in scope decide, and the longest of them wins (DMN 1.5, 10.3.1.2). Blanks
// around a symbol and runs of blanks do not count, so names are kept and compared in normal form.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fangan::feel {

/// Grammar rules 28 and 29, with characters beyond the basic plane.
bool is_name_start(char32_t code_point);
bool is_name_part(char32_t code_point);
bool is_name_symbol(char c);  ///< . / - ' + *

/// The words that begin or divide constructs; none of them is a name on its own.
std::span<const std::string_view> keywords();
bool is_keyword(std::string_view word);

/// White space of FEEL (grammar rule 61), and comments, from `offset` on. Returns where text goes
/// on.
size_t skip_blanks(std::string_view text, size_t offset);

/// The end of the word (name start, then name parts) at `offset`; `offset` itself if there is none.
size_t word_end(std::string_view text, size_t offset);

/// The name with one blank between words and none around symbols.
std::string normal_name(std::string_view name);

/// Names in normal form, found by their beginnings.
class NameTable {
 public:
  /// Adds a name, in any form; returns its normal form.
  std::string add(std::string_view name);

  struct Match {
    std::string name;  ///< In normal form.
    size_t end = 0;    ///< Units: bytes of the text.
  };
  /// The longest known name that begins at `offset`.
  std::optional<Match> longest_at(std::string_view text, size_t offset) const;

 private:
  /// Every beginning of a known name that ends with a word or symbol; true: it is a whole name.
  std::unordered_map<std::string, bool> beginnings_;
};

}  // namespace fangan::feel
