#include "plan/package_text.h"

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {

std::string block_name(std::string_view words, std::string_view fallback) {
  constexpr size_t characters_max = 24;
  std::u32string name;
  for (const char32_t c : to_utf32(words)) {
    const bool letter =
        is_han(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || c == U'_';
    if (!letter && (name.empty() || !is_digit(c))) continue;
    name += c;
    if (name.size() == characters_max) break;
  }
  return name.empty() ? std::string(fallback) : to_utf8(name);
}

std::string unique_name(std::string name, std::set<std::string>* taken) {
  std::string candidate = name;
  for (int number = 2; !taken->insert(candidate).second; ++number) {
    candidate = name + "_" + std::to_string(number);
  }
  return candidate;
}

std::string unique_words(const Draft& draft, Place place) {
  const std::u32string line = to_utf32(draft.lines[place.line]);
  const auto occurs_once = [&line](std::u32string_view words) {
    const size_t first = line.find(words);
    return first != line.npos && line.find(words, first + 1) == line.npos;
  };
  size_t begin = place.begin;
  size_t end = std::min<size_t>(place.end, line.size());
  while (begin > 0 && !occurs_once(std::u32string_view(line).substr(begin, end - begin))) --begin;
  while (end < line.size() && !occurs_once(std::u32string_view(line).substr(begin, end - begin)))
    ++end;
  const std::u32string_view words = std::u32string_view(line).substr(begin, end - begin);
  return words.empty() || !occurs_once(words) ? std::string() : to_utf8(words);
}

std::string bracket_list(const std::vector<std::string>& items) {
  std::string list = "[";
  for (const std::string& item : items) list += (list.size() > 1 ? ", " : "") + item;
  return list + "]";
}

}  // namespace fangan
