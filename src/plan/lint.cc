#include "plan/lint.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "plan/line_text.h"
#include "plan/lint_rules.h"
#include "text/utf8.h"

namespace fangan {

std::vector<Finding> lint(const Draft& draft, const Lexicon& lexicon) {
  std::vector<Finding> findings;
  lint_annexes(draft, &findings);
  lint_lost_characters(draft, &findings);
  lint_dates(draft, &findings);
  lint_sums(draft, &findings);
  lint_owners(draft, lexicon, &findings);
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.place.line, a.place.begin, a.code) <
           std::tie(b.place.line, b.place.begin, b.code);
  });
  return findings;
}

int likeness(std::string_view a, std::string_view b) {
  const auto pairs = [](std::string_view text) {
    std::set<std::u32string> found;
    char32_t before = 0;
    for (const char32_t c : to_utf32(text)) {
      if (is_han(c) && before != 0) found.insert({before, c});
      before = is_han(c) ? c : 0;
    }
    return found;
  };
  const std::set<std::u32string> left = pairs(a);
  const std::set<std::u32string> right = pairs(b);
  if (left.empty() || right.empty()) return a == b ? 100 : 0;
  size_t shared = 0;
  for (const std::u32string& pair : left) shared += right.count(pair);
  return static_cast<int>(100 * shared / std::min(left.size(), right.size()));
}

std::string clause_around(const Draft& draft, const Quantity& quantity) {
  const std::u32string text = to_utf32(draft.lines[quantity.place.line]);
  const std::u32string half = half_width(text);
  const auto stops = [](char32_t c) { return ends_sentence(c) || c == U',' || c == U':'; };
  size_t begin = quantity.place.begin;
  while (begin > 0 && !stops(half[begin - 1])) --begin;
  size_t end = quantity.place.end;
  while (end < half.size() && !stops(half[end])) ++end;
  return to_utf8(std::u32string_view(text).substr(begin, end - begin));
}

}  // namespace fangan
