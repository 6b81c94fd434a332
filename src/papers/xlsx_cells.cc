#include "papers/xlsx_cells.h"

#include <algorithm>
#include <charconv>

#include "text/utf8.h"
#include "value/date.h"
#include "value/digits.h"

namespace fangan {
namespace {

constexpr size_t digits_shown = 15;
constexpr int exponent_max = 400;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit);
}

/// A number as its digits and where the point stands among them.
struct Digits {
  bool is_negative = false;
  std::string digits;  ///< Without zeros at the beginning.
  int64_t point = 0;   ///< Digits before the point; may lie outside.
};

std::optional<Digits> split_number(std::string_view stored) {
  Digits number;
  if (!stored.empty() && (stored.front() == '-' || stored.front() == '+')) {
    number.is_negative = stored.front() == '-';
    stored.remove_prefix(1);
  }
  int64_t exponent = 0;
  const size_t mark = stored.find_first_of("eE");
  if (mark != stored.npos) {
    std::string_view written = stored.substr(mark + 1);
    if (!written.empty() && written.front() == '+') written.remove_prefix(1);
    const char* end = written.data() + written.size();
    const auto [stop, error] = std::from_chars(written.data(), end, exponent);
    if (error != std::errc() || stop != end) return {};
    if (exponent > exponent_max || exponent < -exponent_max) return {};
    stored = stored.substr(0, mark);
  }
  const size_t point = std::min(stored.find('.'), stored.size());
  const std::string_view whole = stored.substr(0, point);
  const std::string_view fraction = stored.substr(std::min(point + 1, stored.size()));
  const bool has_digits = !whole.empty() || !fraction.empty();
  if (!has_digits || stored.size() > 400 || !all_digits(whole) || !all_digits(fraction)) return {};
  number.digits.append(whole).append(fraction);
  number.point = static_cast<int64_t>(whole.size()) + exponent;
  const size_t zeros = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  number.digits.erase(0, zeros);
  number.point -= static_cast<int64_t>(zeros);
  return number;
}

/// Half up, as Excel shows it.
void round_to_shown(Digits* number) {
  if (number->digits.size() <= digits_shown) return;
  const bool up = number->digits[digits_shown] >= '5';
  number->digits.resize(digits_shown);
  if (!up) return;
  size_t i = digits_shown;
  while (i > 0 && number->digits[i - 1] == '9') number->digits[--i] = '0';
  if (i > 0) {
    ++number->digits[i - 1];
    return;
  }
  number->digits.insert(0, "1");
  ++number->point;
}

std::string plain_decimal(const Digits& number) {
  std::string digits = number.digits;
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  if (digits.empty()) return "0";
  const auto size = static_cast<int64_t>(digits.size());
  std::string text = number.is_negative ? "-" : "";
  if (number.point <= 0) {
    return text + "0." + std::string(static_cast<size_t>(-number.point), '0') + digits;
  }
  if (number.point >= size) {
    return text + digits + std::string(static_cast<size_t>(number.point - size), '0');
  }
  const auto point = static_cast<size_t>(number.point);
  return text + digits.substr(0, point) + "." + digits.substr(point);
}

/// Most numbers are stored as they are read.
bool is_plain(std::string_view stored) {
  if (stored.size() > digits_shown || stored.empty()) return false;
  if (stored.front() == '0') return stored.size() == 1;
  return all_digits(stored);
}

std::string two_digits(int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// Seconds of a fraction of a day, rounded.
int64_t seconds_of(std::string_view fraction) {
  // 12 digits are well below a millisecond and 86,400 times them below 2^63.
  const std::string digits = (std::string(fraction) + "000000000000").substr(0, 12);
  int64_t part = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), part);
  return (part * 86'400 + 500'000'000'000) / 1'000'000'000'000;
}

std::string excel_day(int64_t day, DayEpoch count) {
  constexpr int64_t before_march_1900 = -25'568;  // 1899-12-31
  constexpr int64_t of_1904 = -24'107;            // 1904-01-01
  if (count == DayEpoch::from_1904) return Date::from_days(of_1904 + day).print();
  if (day == 0) return "1900-01-00";
  if (day == 60) return "1900-02-29";
  return Date::from_days(before_march_1900 + day - (day > 60 ? 1 : 0)).print();
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

constexpr size_t escape_size = 7;  // _xHHHH_

/// -1 where no escape begins.
int32_t escaped_at(std::string_view text, size_t at) {
  if (at + escape_size > text.size() || text[at] != '_' || text[at + 1] != 'x') return -1;
  if (text[at + 6] != '_') return -1;
  int32_t unit = 0;
  for (size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

/// The code in small letters, without what stands in quotes, behind \ _ * and in brackets; of [h],
/// [mm] and [s], times that go beyond a day, the opening bracket stays.
std::string bare_format(std::string_view code) {
  std::string bare;
  for (size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const size_t end = std::min(code.find(']', i), code.size());
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      const bool is_elapsed = inside.find_first_not_of("hHmMsS") == inside.npos;
      if (is_elapsed && !inside.empty()) bare.append("[").append(inside);
      i = end;
    } else {
      bare += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return bare;
}

}  // namespace

std::optional<NumberText> read_stored_number(std::string_view stored) {
  if (is_plain(stored)) return NumberText{std::string(stored)};
  std::optional<Digits> number = split_number(stored);
  if (!number) return {};
  NumberText read;
  read.lost_digits = !number->digits.empty() && number->point > static_cast<int64_t>(digits_shown);
  round_to_shown(&*number);
  read.text = plain_decimal(*number);
  return read;
}

NumberFormat kind_of_format(std::string_view code) {
  std::string bare = bare_format(code);
  for (const std::string_view word : {"general", "am/pm", "a/p"}) {
    const size_t at = bare.find(word);
    if (at != bare.npos) bare.erase(at, word.size());
  }
  // e is a year in East Asian formats, where no digit stands before it: 0.00E+00 is a number.
  const size_t year = bare.find('e');
  const bool is_scientific = year != bare.npos && bare.find_first_of("0#?") < year;
  const bool has_day =
      bare.find_first_of("yd") != bare.npos || (year != bare.npos && !is_scientific);
  if (has_day) return NumberFormat::day;
  if (bare.find('[') != bare.npos) return NumberFormat::elapsed;
  const bool has_time = bare.find_first_of("hs") != bare.npos;
  if (has_time) return NumberFormat::time;
  return bare.find('m') != bare.npos ? NumberFormat::day : NumberFormat::number;
}

size_t zeros_of_format(std::string_view code) {
  const std::string bare = bare_format(code);
  const bool is_zeros = bare.size() > 1 && bare.find_first_not_of('0') == bare.npos;
  return is_zeros ? bare.size() : 0;
}

NumberFormat kind_of_builtin_format(uint32_t number) {
  const auto within = [number](uint32_t first, uint32_t last) {
    return number >= first && number <= last;
  };
  if (number == 46) return NumberFormat::elapsed;
  if (within(18, 21) || within(32, 35) || within(45, 47) || within(55, 56)) {
    return NumberFormat::time;
  }
  if (within(14, 22) || within(27, 31) || number == 36 || within(50, 58)) return NumberFormat::day;
  return NumberFormat::number;
}

std::optional<DayText> read_stored_day(std::string_view stored, NumberFormat format,
                                       DayEpoch count) {
  const std::optional<NumberText> number = read_stored_number(stored);
  if (!number || number->text.front() == '-') return {};
  const std::string_view text = number->text;
  const size_t point = std::min(text.find('.'), text.size());
  int64_t day = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + point, day);
  constexpr int64_t last_day = 2'958'465;  // 9999-12-31
  if (error != std::errc() || day > last_day) return {};
  const int64_t seconds = point < text.size() ? seconds_of(text.substr(point + 1)) : 0;
  if (format != NumberFormat::day) {
    const int64_t all = (format == NumberFormat::elapsed ? day * 86'400 : 0) + seconds;
    return DayText{two_digits(all / 3600) + ":" + two_digits(all / 60 % 60) + ":" +
                   two_digits(all % 60)};
  }
  return DayText{excel_day(day, count), seconds != 0};
}

std::optional<int64_t> excel_day_number(std::string_view iso_date) {
  const Result<Date> date = Date::parse(iso_date);
  if (!date) return {};
  const int64_t number = date.value().days_since_1970() + 25'569;
  if (number <= 60 || number > 2'958'465) return {};
  return number;
}

void resolve_escapes(std::string* text) {
  const bool has_return = text->find('\r') != text->npos;
  if (!has_return && text->find("_x") == text->npos) return;
  std::string resolved;
  for (size_t i = 0; i < text->size();) {
    const int32_t unit = escaped_at(*text, i);
    if (unit < 0) {
      resolved += (*text)[i++];
    } else {
      append_utf8(&resolved, unit == 0 ? 0xFFFD : static_cast<char32_t>(unit));
      i += escape_size;
    }
  }
  text->clear();
  for (size_t i = 0; i < resolved.size(); ++i) {
    const bool is_before_feed = i + 1 < resolved.size() && resolved[i + 1] == '\n';
    if (resolved[i] != '\r') {
      *text += resolved[i];
    } else if (!is_before_feed) {
      *text += '\n';
    }
  }
}

std::string with_escapes(std::string_view text) {
  std::string escaped;
  for (size_t i = 0; i < text.size(); ++i) {
    // The two characters of Unicode that XML has not: U+FFFE and U+FFFF.
    if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {
      escaped += text[i + 2] == '\xBE' ? "_xFFFE_" : "_xFFFF_";
      i += 2;
      continue;
    }
    if (escaped_at(text, i) >= 0) {
      escaped += "_x005F_";
    } else {
      escaped += text[i];
    }
  }
  return escaped;
}

size_t utf16_units(std::string_view utf8) {
  size_t units = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

std::string_view first_units(std::string_view utf8, size_t units) {
  size_t end = 0;
  while (end < utf8.size()) {
    size_t next = end;
    const char32_t character = next_code_point(utf8, &next);
    const size_t size = character > 0xFFFF ? 2 : 1;
    if (size > units) break;
    units -= size;
    end = next;
  }
  return utf8.substr(0, end);
}

std::string column_letters(uint32_t column) {
  std::string letters;
  for (uint64_t left = uint64_t{column} + 1; left > 0; left = (left - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return letters;
}

std::optional<CellAddress> read_cell_address(std::string_view text) {
  const auto skip_dollar = [&text] {
    if (!text.empty() && text.front() == '$') text.remove_prefix(1);
  };
  skip_dollar();
  uint32_t column = 0;
  size_t letters = 0;
  while (letters < text.size() && letters < 5) {
    const char c = static_cast<char>(text[letters] & ~0x20);
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<uint32_t>(c - 'A' + 1);
    ++letters;
  }
  if (letters == 0 || letters > 4) return {};
  text.remove_prefix(letters);
  skip_dollar();
  if (text.empty() || text.size() > 9 || !all_digits(text)) return {};
  CellAddress address{column - 1, 0};
  std::from_chars(text.data(), text.data() + text.size(), address.row);
  if (address.row == 0) return {};
  return address;
}

}  // namespace fangan
