#include "document/numbering.h"

#include <pugixml.hpp>

#include "text/utf8.h"

namespace fangan {
namespace {

constexpr int levels_max = 9;

std::string chinese(int number) {
  constexpr std::u32string_view digits = U"零一二三四五六七八九";
  if (number < 1 || number > 9999) return std::to_string(number);
  constexpr std::u32string_view powers = U" 十百千";
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
    const bool leading_ten = power == 1 && digit == 1 && text.empty();
    if (!leading_ten) text += digits[static_cast<size_t>(digit)];
    if (power > 0) text += powers[static_cast<size_t>(power)];
  }
  return to_utf8(text);
}

std::string roman(int number, bool upper) {
  constexpr std::pair<int, const char*> parts[] = {
      {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
      {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  std::string text;
  if (number > 3999) return std::to_string(number);
  for (const auto& [value, letters] : parts) {
    for (; number >= value; number -= value) text += letters;
  }
  if (upper) {
    for (char& c : text) c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string enclosed(int number, char32_t first, int last) {
  if (number < 1 || number > last) return std::to_string(number);
  std::string text;
  append_utf8(&text, first + static_cast<char32_t>(number) - 1);
  return text;
}

std::string letters(int number, char first) {
  const int repeat = (number - 1) / 26 + 1;
  return std::string(static_cast<size_t>(repeat), static_cast<char>(first + (number - 1) % 26));
}

int integer(const pugi::xml_node& node, const char* child) {
  return node.child(child).attribute("w:val").as_int(0);
}

}  // namespace

std::string numeral(const std::string& format, int number) {
  if (number < 1) return std::to_string(number);
  if (format.find("hinese") != std::string::npos || format == "japaneseCounting" ||
      format == "ideographDigital" || format == "taiwaneseCounting") {
    return chinese(number);
  }
  if (format == "decimalEnclosedCircle" || format == "decimalEnclosedCircleChinese") {
    return enclosed(number, U'①', 20);
  }
  if (format == "decimalEnclosedParen") return enclosed(number, U'⑴', 20);
  if (format == "decimalEnclosedFullstop") return enclosed(number, U'⒈', 20);
  if (format == "ideographEnclosedCircle") return enclosed(number, U'㊀', 10);
  if (format == "lowerLetter") return letters(number, 'a');
  if (format == "upperLetter") return letters(number, 'A');
  if (format == "lowerRoman") return roman(number, false);
  if (format == "upperRoman") return roman(number, true);
  if (format == "decimalZero") return (number < 10 ? "0" : "") + std::to_string(number);
  return std::to_string(number);
}

void Numbering::read(const pugi::xml_node& root) {
  for (const pugi::xml_node& abstract : root.children("w:abstractNum")) {
    std::map<int, Level>& levels = definitions_[abstract.attribute("w:abstractNumId").as_int()];
    for (const pugi::xml_node& level : abstract.children("w:lvl")) {
      Level& one = levels[level.attribute("w:ilvl").as_int()];
      if (const pugi::xml_node format = level.child("w:numFmt")) {
        one.format = format.attribute("w:val").as_string("decimal");
      }
      one.text = level.child("w:lvlText").attribute("w:val").as_string();
      one.start = level.child("w:start") ? integer(level, "w:start") : 1;
    }
  }
  for (const pugi::xml_node& number : root.children("w:num")) {
    List& list = lists_[number.attribute("w:numId").as_int()];
    list.definition = integer(number, "w:abstractNumId");
    for (const pugi::xml_node& change : number.children("w:lvlOverride")) {
      const pugi::xml_node start = change.child("w:startOverride");
      if (start) list.starts[change.attribute("w:ilvl").as_int()] = start.attribute("w:val").as_int(1);
    }
  }
}

std::string Numbering::next(int list_id, int level) {
  const auto list = lists_.find(list_id);
  if (list == lists_.end() || level < 0 || level >= levels_max) return {};
  std::map<int, Level>& levels = definitions_[list->second.definition];
  std::vector<int>& counters = counters_[list->second.definition];
  counters.resize(levels_max, 0);
  const Level& current = levels[level];
  const auto start = list->second.starts.find(level);
  if (start != list->second.starts.end()) {
    counters[static_cast<size_t>(level)] = start->second;
    list->second.starts.erase(start);
  } else {
    int& counter = counters[static_cast<size_t>(level)];
    counter = counter == 0 ? current.start : counter + 1;
  }
  for (int deeper = level + 1; deeper < levels_max; ++deeper) counters[static_cast<size_t>(deeper)] = 0;
  if (current.format == "bullet" || current.format == "none") return {};
  std::string text;
  for (size_t i = 0; i < current.text.size(); ++i) {
    const bool hole = current.text[i] == '%' && i + 1 < current.text.size() && current.text[i + 1] >= '1' &&
                      current.text[i + 1] <= '9';
    if (!hole) {
      text += current.text[i];
      continue;
    }
    const int other = current.text[++i] - '1';
    int number = counters[static_cast<size_t>(other)];
    if (number == 0) number = levels[other].start;
    text += numeral(levels[other].format, number);
  }
  return text;
}

}  // namespace fangan
