// Words: the small work with texts that every reader of cells and lists has to do.
#pragma once

#include <string>
#include <string_view>

namespace fangan {

/// Without the blanks at both ends.
inline std::string_view trimmed(std::string_view text, std::string_view blanks = " ") {
  const size_t begin = text.find_first_not_of(blanks);
  if (begin == text.npos) return text.substr(text.size());
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// The words with `between` behind each but the last.
std::string joined(const auto& words, std::string_view between) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

}  // namespace fangan
