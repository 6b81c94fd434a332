#include "plan/flat_tables.h"

#include <algorithm>
#include <set>

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t column_title_characters_max = 12;
constexpr uint32_t columns_min = 3;
constexpr uint32_t known_columns_min = 2;

std::u32string without_blanks(std::u32string_view text) {
  std::u32string bare;
  for (const char32_t c : text) {
    if (!is_space(c)) bare += c;
  }
  return bare;
}

bool looks_like_column_title(const std::u32string& bare) {
  if (bare.empty() || bare.size() > column_title_characters_max) return false;
  return std::all_of(bare.begin(), bare.end(), [](char32_t c) {
    return is_han(c) || c == U'(' || c == U')' || c == U'/' || c == U'、';
  });
}

}  // namespace

std::vector<uint32_t> flat_table_headers(const std::vector<std::u32string>& halves,
                                         const Lexicon& lexicon) {
  std::set<std::u32string> known;
  for (const std::string& word : lexicon.words("column_titles.tsv")) known.insert(to_utf32(word));
  std::vector<uint32_t> headers;
  uint32_t first = 0;
  uint32_t length = 0;
  uint32_t known_columns = 0;
  for (uint32_t line = 0; line <= halves.size(); ++line) {
    const std::u32string bare =
        line < halves.size() ? without_blanks(halves[line]) : std::u32string();
    if (looks_like_column_title(bare)) {
      if (length++ == 0) first = line;
      known_columns += static_cast<uint32_t>(known.count(bare));
      continue;
    }
    if (length >= columns_min && known_columns >= known_columns_min) headers.push_back(first);
    length = 0;
    known_columns = 0;
  }
  return headers;
}

}  // namespace fangan
