#include "plan/heading_marks.h"

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

size_t skip_blanks(std::u32string_view half, size_t at) {
  while (at < half.size() && is_space(half[at])) ++at;
  return at;
}

template <typename Test>
size_t skip_while(std::u32string_view half, size_t at, Test test) {
  while (at < half.size() && test(half[at])) ++at;
  return at;
}

HeadingMark mark(HeadingType type, std::u32string_view number, size_t text_begin) {
  return HeadingMark{type, to_utf8(number), text_begin};
}

constexpr size_t digits_max = 3;  // A longer number is a year or a quantity.
constexpr size_t numerals_max = 4;  // 一百二十

/// Behind a closed mark writers sometimes add a dot: (一)、
size_t skip_dot(std::u32string_view half, size_t at) {
  at = skip_blanks(half, at);
  const bool dot = at < half.size() && (half[at] == U'、' || half[at] == U'.');
  return dot ? skip_blanks(half, at + 1) : at;
}

/// 2025年: a year that opens a title, not the fraction of a number.
bool begins_with_year(std::u32string_view half, size_t at) {
  return at + 4 < half.size() && (half[at] == U'1' || half[at] == U'2') && is_digit(half[at + 1]) &&
         is_digit(half[at + 2]) && is_digit(half[at + 3]) && half[at + 4] == U'年';
}

/// 一、 二． but not 一是, and not a numeral inside a word.
std::optional<HeadingMark> chinese_number(std::u32string_view half, size_t at) {
  const size_t end = skip_while(half, at, is_chinese_numeral);
  if (end == at || end - at > numerals_max || end >= half.size()) return std::nullopt;
  if (half[end] == U')') return mark(HeadingType::h2, half.substr(at, end - at),
                                     skip_dot(half, end + 1));
  const size_t sign = skip_blanks(half, end);
  const bool dotted = sign < half.size() && (half[sign] == U'、' || half[sign] == U'.');
  if (!dotted) return std::nullopt;
  if (sign != end) return mark(HeadingType::h1, half.substr(at, end - at),
                               skip_blanks(half, sign + 1));
  // 二、三产业: a list of numerals, not a heading.
  if (end + 1 < half.size() && is_chinese_numeral(half[end + 1]) && half[end] == U'、' &&
      end + 2 < half.size() && half[end + 2] == U'、') {
    return std::nullopt;
  }
  return mark(HeadingType::h1, half.substr(at, end - at), skip_blanks(half, end + 1));
}

/// (一) and (1), in brackets.
std::optional<HeadingMark> bracketed_number(std::u32string_view half, size_t at) {
  if (half[at] != U'(') return std::nullopt;
  const size_t begin = skip_blanks(half, at + 1);
  const bool chinese = begin < half.size() && is_chinese_numeral(half[begin]);
  const size_t end = chinese ? skip_while(half, begin, is_chinese_numeral)
                             : skip_while(half, begin, is_digit);
  const size_t close = skip_blanks(half, end);
  if (end == begin || end - begin > numerals_max || close >= half.size() || half[close] != U')') {
    return std::nullopt;
  }
  return mark(chinese ? HeadingType::h2 : HeadingType::subitem, half.substr(begin, end - begin),
              skip_dot(half, close + 1));
}

/// 1. 1、 but not 1.5亿元, 1、2号机组, 2017年.
std::optional<HeadingMark> arabic_number(std::u32string_view half, size_t at) {
  const size_t end = skip_while(half, at, is_digit);
  if (end == at || end - at > digits_max || end >= half.size()) return std::nullopt;
  const size_t place = skip_blanks(half, end);
  const char32_t sign = place < half.size() ? half[place] : U' ';
  if (sign != U'.' && sign != U'、') {
    // 1)...: a closing bracket alone.
    if (sign != U')') return std::nullopt;
    return mark(HeadingType::subitem, half.substr(at, end - at), skip_dot(half, place + 1));
  }
  const size_t next = skip_blanks(half, place + 1);
  if (next < half.size() && is_digit(half[next]) && !begins_with_year(half, next)) {
    return std::nullopt;
  }
  return mark(HeadingType::item, half.substr(at, end - at), next);
}

/// 第一章 第二节 第三条 第一部分.
std::optional<HeadingMark> ordinal(std::u32string_view half, size_t at) {
  if (half[at] != U'第') return std::nullopt;
  const size_t begin = skip_blanks(half, at + 1);
  size_t end = skip_while(half, begin, is_chinese_numeral);
  if (end == begin) end = skip_while(half, begin, is_digit);
  const size_t word = skip_blanks(half, end);
  if (end == begin || word >= half.size()) return std::nullopt;
  struct Ordinal {
    std::u32string_view word;
    HeadingType type;
  };
  constexpr Ordinal ordinals[] = {{U"部分", HeadingType::h1}, {U"章", HeadingType::h1},
                                  {U"篇", HeadingType::h1},   {U"节", HeadingType::h2},
                                  {U"条", HeadingType::item}};
  constexpr size_t title_characters_max = 30;
  for (const Ordinal& candidate : ordinals) {
    if (!starts_with(half.substr(word), candidate.word)) continue;
    const size_t next = word + candidate.word.size();
    // 第一章 stands before a blank or a short title; an article before its text.
    const bool alone = half.size() <= title_characters_max && half.find(U'。') == half.npos;
    const bool ends_word = next == half.size() || is_space(half[next]) || alone;
    if (candidate.type != HeadingType::item && !ends_word) return std::nullopt;
    return mark(candidate.type, half.substr(begin, end - begin), skip_dot(half, next));
  }
  return std::nullopt;
}

/// ① ㈠ ⑴: one sign that is a number.
std::optional<HeadingMark> enclosed_number(std::u32string_view half, size_t at) {
  const char32_t c = half[at];
  const size_t next = skip_blanks(half, at + 1);
  if (c >= 0x3220 && c <= 0x3229) {
    constexpr std::u32string_view numerals = U"一二三四五六七八九十";
    return mark(HeadingType::h2, numerals.substr(c - 0x3220, 1), next);
  }
  const bool circled = c >= 0x2460 && c <= 0x2473;
  const bool bracketed = c >= 0x2474 && c <= 0x2487;
  if (!circled && !bracketed) return std::nullopt;
  const std::string number = std::to_string(c - (circled ? 0x2460 : 0x2474) + 1);
  return mark(HeadingType::subitem, to_utf32(number), next);
}

}  // namespace

std::optional<HeadingMark> heading_mark(std::u32string_view half) {
  const size_t at = skip_blanks(half, 0);
  if (at >= half.size()) return std::nullopt;
  using Reader = std::optional<HeadingMark> (*)(std::u32string_view, size_t);
  for (const Reader read :
       {chinese_number, bracketed_number, arabic_number, ordinal, enclosed_number}) {
    if (std::optional<HeadingMark> found = read(half, at)) return found;
  }
  return std::nullopt;
}

}  // namespace fangan
