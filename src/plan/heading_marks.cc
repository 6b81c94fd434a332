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

/// 一、 二． but not 一是, and not a numeral inside a word.
std::optional<HeadingMark> chinese_number(std::u32string_view half, size_t at) {
  const size_t end = skip_while(half, at, is_chinese_numeral);
  if (end == at || end - at > digits_max || end >= half.size()) return std::nullopt;
  const bool dotted = half[end] == U'、' || half[end] == U'.';
  if (!dotted) return std::nullopt;
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
  if (end == begin || end - begin > digits_max || close >= half.size() || half[close] != U')') {
    return std::nullopt;
  }
  return mark(chinese ? HeadingType::h2 : HeadingType::subitem, half.substr(begin, end - begin),
              skip_blanks(half, close + 1));
}

/// 1. 1、 but not 1.5亿元, 1、2号机组, 2017年.
std::optional<HeadingMark> arabic_number(std::u32string_view half, size_t at) {
  const size_t end = skip_while(half, at, is_digit);
  if (end == at || end - at > digits_max || end >= half.size()) return std::nullopt;
  const char32_t sign = half[end];
  if (sign != U'.' && sign != U'、') {
    // 1)...: a closing bracket alone.
    if (sign != U')') return std::nullopt;
    return mark(HeadingType::subitem, half.substr(at, end - at), skip_blanks(half, end + 1));
  }
  const size_t next = skip_blanks(half, end + 1);
  if (next < half.size() && is_digit(half[next])) return std::nullopt;
  return mark(HeadingType::item, half.substr(at, end - at), next);
}

/// 第一章 第二节 第三条.
std::optional<HeadingMark> ordinal(std::u32string_view half, size_t at) {
  if (half[at] != U'第') return std::nullopt;
  const size_t begin = at + 1;
  size_t end = skip_while(half, begin, is_chinese_numeral);
  if (end == begin) end = skip_while(half, begin, is_digit);
  if (end == begin || end >= half.size()) return std::nullopt;
  const char32_t word = half[end];
  const size_t next = end + 1;
  const bool ends_word = next == half.size() || is_space(half[next]) || word == U'条';
  if (!ends_word) return std::nullopt;
  const HeadingType type = word == U'章'   ? HeadingType::h1
                           : word == U'节' ? HeadingType::h2
                                           : HeadingType::item;
  if (word != U'章' && word != U'节' && word != U'条') return std::nullopt;
  return mark(type, half.substr(begin, end - begin), skip_blanks(half, next));
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
