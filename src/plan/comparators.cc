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

/// What may stand between 最高 and the sum or term it caps.
bool speaks_of_grant(std::u32string_view words) {
  constexpr std::u32string_view grants[] = {U"奖", U"补", U"助", U"给予", U"支持", U"贴息",
                                            U"扶持", U"期限", U"放宽", U"延长", U"额", U"可",
                                            U"减", U"分别", U"贷款", U"达"};
  return std::any_of(std::begin(grants), std::end(grants), [words](std::u32string_view grant) {
    return words.find(grant) != words.npos;
  });
}

/// Where the clause of the number at `end` begins: behind a comma, a bracket or another number.
size_t reach_back(std::u32string_view half, size_t end) {
  constexpr size_t characters_max = 18;
  constexpr std::u32string_view stops = U",。;:()!?";
  size_t begin = end;
  while (begin > 0 && end - begin < characters_max) {
    const char32_t c = half[begin - 1];
    if (stops.find(c) != stops.npos || is_digit(c)) break;
    --begin;
  }
  return begin;
}

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
    std::vector<Word>& words = row[1] == "before"  ? before_
                               : row[1] == "of"    ? of_
                               : row[1] == "ahead" ? ahead_
                               : row[1] == "grant" ? grant_
                                                   : after_;
    words.push_back({to_utf32(row[0]), found->first});
  }
  const auto longer = [](const Word& a, const Word& b) { return a.text.size() > b.text.size(); };
  std::stable_sort(before_.begin(), before_.end(), longer);
  for (std::vector<Word>* words : {&after_, &of_, &ahead_, &grant_})
    std::stable_sort(words->begin(), words->end(), longer);
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

std::optional<ComparatorWord> Comparators::governing(std::u32string_view half, size_t end) const {
  constexpr size_t ahead_characters_max = 8;
  const size_t begin = reach_back(half, end);
  const std::u32string_view clause = half.substr(begin, end - begin);
  const auto last = [&](const std::vector<Word>& words, const auto& fits) {
    std::optional<ComparatorWord> best;
    for (const Word& word : words) {
      const size_t at = clause.rfind(word.text);
      if (at == clause.npos) continue;
      const size_t word_end = at + word.text.size();
      if (best && begin + word_end <= best->end) continue;
      if (fits(clause.substr(word_end))) best = {word.comparator, begin + at, begin + word_end};
    }
    return best;
  };
  const bool share = !clause.empty() && clause.back() == U'的';
  if (const auto of = last(of_, [share](std::u32string_view) { return share; })) return of;
  if (const auto ahead = last(ahead_, [](std::u32string_view gap) {
        return gap.size() <= ahead_characters_max && gap.find(U'、') == gap.npos;
      })) {
    return ahead;
  }
  return last(grant_, speaks_of_grant);
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
