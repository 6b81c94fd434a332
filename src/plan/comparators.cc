#include "plan/comparators.h"

#include <algorithm>
#include <array>
#include <utility>

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr std::array<std::pair<Comparator, std::string_view>, 12> signs = {{
    {Comparator::equal, "="},   {Comparator::at_least, ">="}, {Comparator::more, ">"},
    {Comparator::at_most, "<="}, {Comparator::less, "<"},      {Comparator::about, "~"},
    {Comparator::range, "range"}, {Comparator::by, "by"},      {Comparator::before, "before"},
    {Comparator::from, "from"}, {Comparator::span, "span"},   {Comparator::period, "period"},
}};

}  // namespace

std::string_view sign(Comparator comparator) {
  for (const auto& [known, text] : signs) {
    if (known == comparator) return text;
  }
  return "=";
}

Comparators::Comparators(const Lexicon& lexicon) {
  for (const std::vector<std::string>& row : lexicon.table("comparators.tsv")) {
    const auto found = std::find_if(signs.begin(), signs.end(),
                                    [&row](const auto& pair) { return pair.second == row[2]; });
    if (found == signs.end()) continue;
    (row[1] == "before" ? before_ : after_).push_back({to_utf32(row[0]), found->first});
  }
  const auto longer = [](const Word& a, const Word& b) { return a.text.size() > b.text.size(); };
  std::stable_sort(before_.begin(), before_.end(), longer);
  std::stable_sort(after_.begin(), after_.end(), longer);
}

std::optional<ComparatorWord> Comparators::before(std::u32string_view half, size_t end) const {
  while (end > 0 && is_space(half[end - 1])) --end;
  for (const Word& word : before_) {
    if (end >= word.text.size() &&
        half.substr(end - word.text.size(), word.text.size()) == word.text) {
      return ComparatorWord{word.comparator, end - word.text.size(), end};
    }
  }
  return std::nullopt;
}

std::optional<ComparatorWord> Comparators::after(std::u32string_view half, size_t begin) const {
  while (begin < half.size() && is_space(half[begin])) ++begin;
  for (const Word& word : after_) {
    if (starts_with(half.substr(begin), word.text)) {
      return ComparatorWord{word.comparator, begin, begin + word.text.size()};
    }
  }
  return std::nullopt;
}

}  // namespace fangan
