#include "plan/numerals.h"

#include <algorithm>
#include <string>

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

size_t skip_digits(std::u32string_view half, size_t at) {
  while (at < half.size() && is_digit(half[at])) ++at;
  return at;
}

/// 1,250: groups of exactly three digits.
bool is_group(std::u32string_view half, size_t comma) {
  if (comma >= half.size() || half[comma] != U',') return false;
  return skip_digits(half, comma + 1) == comma + 4;
}

std::optional<Numeral> read_arabic(std::u32string_view half, size_t at) {
  size_t end = skip_digits(half, at);
  if (end == at) return std::nullopt;
  if (end - at <= 3) {
    while (is_group(half, end)) end += 4;
  }
  const bool fraction = end + 1 < half.size() && half[end] == U'.' && is_digit(half[end + 1]);
  if (fraction) end = skip_digits(half, end + 1);
  std::string digits;
  for (size_t i = at; i < end; ++i) {
    if (half[i] != U',') digits += static_cast<char>(half[i]);
  }
  const Result<Decimal> value = Decimal::parse(digits);
  if (!value || digits.size() > 34) return std::nullopt;
  return Numeral{value.value(), at, end, false, false};
}

int chinese_digit(char32_t c) {
  constexpr std::u32string_view digits = U"零一二三四五六七八九";
  if (c == U'〇') return 0;
  if (c == U'两') return 2;
  const size_t digit = digits.find(c);
  return digit == digits.npos ? -1 : static_cast<int>(digit);
}

int64_t chinese_power(char32_t c) {
  return c == U'十' ? 10 : c == U'百' ? 100 : c == U'千' ? 1000 : 0;
}

std::optional<Numeral> read_chinese(std::u32string_view half, size_t at) {
  int64_t sum = 0;
  int64_t digit = -1;
  size_t end = at;
  for (; end < half.size(); ++end) {
    if (const int64_t power = chinese_power(half[end])) {
      sum += (digit < 0 ? 1 : digit) * power;
      digit = -1;
    } else if (const int next = chinese_digit(half[end]); next >= 0) {
      if (digit > 0) break;  // 二三: two numbers, not one.
      digit = next;
    } else {
      break;
    }
  }
  if (end == at) return std::nullopt;
  return Numeral{Decimal(sum + std::max<int64_t>(digit, 0)), at, end, true, false};
}

}  // namespace

std::optional<Numeral> read_numeral(std::u32string_view half, size_t at) {
  constexpr std::u32string_view percent = U"百分之";
  if (half.substr(at, percent.size()) == percent) {
    std::optional<Numeral> rest = read_numeral(half, at + percent.size());
    if (!rest) return std::nullopt;
    rest->begin = at;
    rest->percent = true;
    return rest;
  }
  if (at >= half.size()) return std::nullopt;
  if (is_digit(half[at])) return read_arabic(half, at);
  if (is_chinese_numeral(half[at])) return read_chinese(half, at);
  return std::nullopt;
}

}  // namespace fangan
