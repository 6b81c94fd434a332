#include "document/list_numeral.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace fangan {
namespace {

/// The ten digits and the words for ten, hundred and thousand.
struct ChineseWords {
  std::u32string_view digits;
  std::u32string_view powers;
  bool writes_one_before_ten;  ///< 壹拾 rather than 十.
};

constexpr ChineseWords plain_words{U"零一二三四五六七八九", U" 十百千", false};
constexpr ChineseWords legal_words{U"零壹贰叁肆伍陆柒捌玖", U" 拾佰仟", true};
constexpr ChineseWords old_legal_words{U"零壹貳參肆伍陸柒捌玖", U" 拾佰仟", true};

std::string digits_of(int number) { return std::to_string(number); }

std::string counted(int number, const ChineseWords& words) {
  if (number < 1 || number > 9999) return digits_of(number);
  std::u32string text;
  bool zero = false;
  for (int power = 3, unit = 1000; power >= 0; --power, unit /= 10) {
    const int digit = number / unit % 10;
    if (digit == 0) {
      zero = !text.empty();
      continue;
    }
    if (zero) text += U'零';
    zero = false;
    const bool bare_ten = power == 1 && digit == 1 && text.empty() && !words.writes_one_before_ten;
    if (!bare_ten) text += words.digits[static_cast<size_t>(digit)];
    if (power > 0) text += words.powers[static_cast<size_t>(power)];
  }
  return to_utf8(text);
}

/// Digit by digit: 一〇 for 10.
std::string spelled(int number, std::u32string_view digits) {
  std::u32string text;
  if (number < 0) return digits_of(number);
  for (const char c : digits_of(number)) text += digits[static_cast<size_t>(c - '0')];
  return to_utf8(text);
}

std::string one_of(int number, std::u32string_view signs) {
  if (number < 1 || number > static_cast<int>(signs.size())) return digits_of(number);
  return to_utf8(signs.substr(static_cast<size_t>(number - 1), 1));
}

std::string roman(int number, bool upper) {
  constexpr std::pair<int, const char*> parts[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  if (number < 1 || number > 3999) return digits_of(number);
  std::string text;
  for (const auto& [value, letters] : parts) {
    for (; number >= value; number -= value) text += letters;
  }
  if (upper) {
    for (char& c : text) c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

/// a to z, then aa, bb.
std::string letters(int number, char first) {
  constexpr int letters_max = 26 * 26;
  if (number < 1 || number > letters_max) return digits_of(number);
  const auto repeat = static_cast<size_t>((number - 1) / 26 + 1);
  return std::string(repeat, static_cast<char>(first + (number - 1) % 26));
}

bool is_any(std::string_view format, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), format) != names.end();
}

/// Formats that are a row of signs.
struct Signs {
  std::string_view format;
  std::u32string_view signs;
};
constexpr std::array<Signs, 8> sign_rows = {{
    {"decimalEnclosedCircle", U"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"},
    {"decimalEnclosedCircleChinese", U"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"},
    {"decimalEnclosedParen", U"⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"},
    {"decimalEnclosedFullstop", U"⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"},
    {"ideographEnclosedCircle", U"㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"},
    {"ideographTraditional", U"甲乙丙丁戊己庚辛壬癸"},
    {"ideographZodiac", U"子丑寅卯辰巳午未申酉戌亥"},
    {"none", U""},
}};

}  // namespace

std::string list_numeral(std::string_view format, int number) {
  for (const Signs& row : sign_rows) {
    if (row.format == format) return one_of(number, row.signs);
  }
  if (is_any(format, {"chineseCounting", "chineseCountingThousand", "taiwaneseCounting",
                      "taiwaneseCountingThousand", "japaneseCounting"})) {
    return counted(number, plain_words);
  }
  if (is_any(format, {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"})) {
    return spelled(number, U"〇一二三四五六七八九");
  }
  if (format == "chineseLegalSimplified") return counted(number, legal_words);
  if (format == "ideographLegalTraditional") return counted(number, old_legal_words);
  if (is_any(format, {"decimalFullWidth", "decimalFullWidth2"})) {
    return spelled(number, U"０１２３４５６７８９");
  }
  if (format == "lowerLetter") return letters(number, 'a');
  if (format == "upperLetter") return letters(number, 'A');
  if (format == "lowerRoman") return roman(number, false);
  if (format == "upperRoman") return roman(number, true);
  if (format == "decimalZero") return (number >= 0 && number < 10 ? "0" : "") + digits_of(number);
  return digits_of(number);
}

}  // namespace fangan
