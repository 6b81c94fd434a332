#include "plan/line_text.h"

namespace fangan {

std::u32string half_width(std::u32string_view text) {
  std::u32string half(text);
  for (char32_t& c : half) {
    if (c >= 0xFF01 && c <= 0xFF5E) {
      c -= 0xFEE0;
    } else if (c == U'〔' || c == U'【' || c == U'［') {
      c = U'[';
    } else if (c == U'〕' || c == U'】' || c == U'］') {
      c = U']';
    } else if (c == 0x3000 || c == 0xA0) {
      c = U' ';
    }
  }
  return half;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_chinese_numeral(char32_t c) {
  constexpr std::u32string_view numerals = U"〇零一二三四五六七八九十百千两";
  return numerals.find(c) != std::u32string_view::npos;
}

bool is_space(char32_t c) { return c == U' ' || c == U'\t' || c == 0x3000 || c == 0xA0; }

std::u32string_view trim(std::u32string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool starts_with(std::u32string_view text, std::u32string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool ends_with(std::u32string_view text, std::u32string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

size_t matching_bracket(std::u32string_view half, size_t open) {
  const char32_t opening = half[open];
  const char32_t closing = opening == U'(' ? U')' : opening == U'[' ? U']' : U'》';
  int depth = 0;
  for (size_t i = open; i < half.size(); ++i) {
    if (half[i] == opening) ++depth;
    if (half[i] == closing && --depth == 0) return i;
  }
  return std::u32string_view::npos;
}

bool ends_sentence(char32_t half) {
  return half == U'。' || half == U';' || half == U'!' || half == U'?';
}

std::vector<Stretch> sentences(std::u32string_view half) {
  std::vector<Stretch> found;
  size_t begin = 0;
  for (size_t i = 0; i < half.size(); ++i) {
    if (!ends_sentence(half[i])) continue;
    size_t end = i + 1;
    // A closing quote or bracket belongs to the sentence it ends.
    while (end < half.size() && (half[end] == U'”' || half[end] == U')' || half[end] == U'》'))
      ++end;
    found.push_back({begin, end});
    begin = end;
    i = end - 1;
  }
  if (begin < half.size()) found.push_back({begin, half.size()});
  return found;
}

}  // namespace fangan
