#include "plan/quantity_masks.h"

#include <algorithm>

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

using namespace std::string_view_literals;

constexpr size_t npos = std::u32string::npos;

void blank_out(std::u32string* text, size_t begin, size_t end) {
  for (size_t i = begin; i < std::min(end, text->size()); ++i) (*text)[i] = U'\0';
}

bool is_latin(char32_t c) { return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'); }

void mask_titles(std::u32string* text) {
  for (size_t open = text->find(U'《'); open != npos; open = text->find(U'《', open + 1)) {
    const size_t close = matching_bracket(*text, open);
    blank_out(text, open + 1, close == npos ? text->size() : close);
  }
}

/// [2017]15号 and what stands in front of it within its bracket.
void mask_document_numbers(std::u32string* text) {
  for (size_t open = text->find(U'['); open != npos; open = text->find(U'[', open + 1)) {
    size_t at = open + 1;
    while (at < text->size() && is_digit((*text)[at])) ++at;
    if (at != open + 5 || at >= text->size() || (*text)[at] != U']') continue;
    ++at;
    while (at < text->size() && (is_space((*text)[at]) || is_digit((*text)[at]))) ++at;
    if (at < text->size() && (*text)[at] == U'号') blank_out(text, open, at + 1);
  }
}

/// “双百”, “1 6”, “10分钟生活圈”: a short quotation is a name, unless it says what is to be
/// reached.
void mask_quoted_names(std::u32string* text) {
  constexpr size_t name_characters_max = 18;
  for (size_t open = text->find(U'“'); open != npos; open = text->find(U'“', open + 1)) {
    const size_t close = text->find(U'”', open);
    if (close == npos) return;
    const bool five_year_plan = text->substr(open + 1, close - open - 1).find(U"五") == 2 &&
                                (*text)[open + 1] == U'十';
    if (close - open - 1 <= name_characters_max && !five_year_plan)
      blank_out(text, open + 1, close);
  }
}

/// Letters and digits in one word: 5G, AI2, 4A, JZ3569407@126.COM; +: 1+6; long runs of digits.
void mask_codes(std::u32string* text) {
  for (size_t i = 0; i < text->size(); ++i) {
    if (!is_digit((*text)[i])) continue;
    size_t begin = i;
    size_t end = i;
    const auto in_word = [&](size_t at) {
      const char32_t c = (*text)[at];
      return is_digit(c) || is_latin(c) || c == U'@' || c == U'+' || c == U'_' || c == U'/' ||
             c == U'×' || c == U'*';
    };
    while (begin > 0 && in_word(begin - 1)) --begin;
    while (end < text->size() && (in_word(end) || ((*text)[end] == U'.' && end + 1 < text->size() &&
                                                   in_word(end + 1)))) {
      ++end;
    }
    const std::u32string_view word = std::u32string_view(*text).substr(begin, end - begin);
    const bool mixed = std::any_of(word.begin(), word.end(), [](char32_t c) {
      return c == U'@' || c == U'+' || c == U'×' || c == U'*';
    });
    const auto first_digit = std::find_if(word.begin(), word.end(), is_digit);
    const bool letters_first = is_latin(word.front()) && first_digit != word.end();
    // 5G, 4A: one or two digits with a letter right behind; 20TB keeps its unit.
    const size_t digits = static_cast<size_t>(
        std::find_if_not(word.begin(), word.end(), is_digit) - word.begin());
    const bool generation =
        digits > 0 && digits < word.size() && digits <= 2 && word.size() == digits + 1 &&
        (U"GADSKCVB"sv.find(word.back()) != npos);
    // 培育APP100个: an abbreviation, and behind it how many.
    constexpr size_t abbreviation_letters_min = 2;
    const size_t letters = static_cast<size_t>(first_digit - word.begin());
    const bool counted = letters >= abbreviation_letters_min && end < text->size() &&
                         U"家个名户人项台套款场座所处张万亿"sv.find((*text)[end]) != npos &&
                         std::all_of(word.begin(), first_digit, is_latin) &&
                         std::all_of(first_digit, word.end(), is_digit);
    if (counted) {
      blank_out(text, begin, begin + letters);
      continue;
    }
    const bool long_number = digits == word.size() && digits >= 7;
    if (mixed || letters_first || generation || long_number) blank_out(text, begin, end);
    i = std::max(i, end - (end > i ? 1 : 0));
  }
}

/// 第三方, 第1个; 1号机组; 16部门.
void mask_ordinals(std::u32string* text) {
  for (size_t i = 0; i < text->size(); ++i) {
    const char32_t c = (*text)[i];
    if (c == U'第') {
      size_t end = i + 1;
      while (end < text->size() && (is_digit((*text)[end]) || is_chinese_numeral((*text)[end])))
        ++end;
      const bool quarter = text->compare(end, 2, U"季度") == 0;
      if (end > i + 1 && !quarter) blank_out(text, i, end);
    }
    if (c == U'号' && i > 0 && is_digit((*text)[i - 1]) && text->compare(i, 2, U"号源") != 0) {
      size_t begin = i;
      while (begin > 0 && is_digit((*text)[begin - 1])) --begin;
      blank_out(text, begin, i + 1);
    }
    if (text->compare(i, 2, U"部门") == 0 && i > 0 && is_digit((*text)[i - 1])) {
      size_t begin = i;
      while (begin > 0 && is_digit((*text)[begin - 1])) --begin;
      const bool issuers = begin > 0 && (*text)[begin - 1] == U'等';
      if (issuers) blank_out(text, begin, i);
    }
  }
}

/// 15分钟便民生活圈, 1小时经济圈: a name for what is near.
void mask_circles(std::u32string* text) {
  constexpr size_t name_characters_max = 8;
  for (size_t circle = text->find(U'圈'); circle != npos; circle = text->find(U'圈', circle + 1)) {
    size_t begin = circle;
    while (begin > 0 && circle - begin < name_characters_max && is_han((*text)[begin - 1])) --begin;
    const std::u32string_view name = std::u32string_view(*text).substr(begin, circle - begin);
    const bool near = name.find(U"分钟") == 0 || name.find(U"小时") == 0 || name.find(U"公里") == 0;
    if (!near) continue;
    while (begin > 0 && is_digit((*text)[begin - 1])) --begin;
    blank_out(text, begin, circle);
  }
}

}  // namespace

QuantityMasks::QuantityMasks(const Lexicon& lexicon) {
  for (const std::string& word : lexicon.words("numeral_words.tsv"))
    words_.push_back(to_utf32(word));
  // 个一批 before 一批: a longer word holds the shorter one.
  std::stable_sort(words_.begin(), words_.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::u32string QuantityMasks::mask(std::u32string half, size_t mark_end) const {
  blank_out(&half, 0, mark_end);
  mask_document_numbers(&half);
  mask_titles(&half);
  mask_quoted_names(&half);
  mask_codes(&half);
  mask_ordinals(&half);
  mask_circles(&half);
  for (const std::u32string& word : words_) {
    for (size_t at = half.find(word); at != npos; at = half.find(word, at + word.size())) {
      blank_out(&half, at, at + word.size());
    }
  }
  return half;
}

}  // namespace fangan
