#include "decision/element_name.h"

#include "text/utf8.h"

namespace fangan::dmn {
namespace {

/// Source: DMN 1.5, grammar rule 61 (white space).
bool is_blank(char32_t c) {
  return c <= 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

}  // namespace

std::string normal_name(std::string_view name) {
  std::string normal;
  bool is_after_blank = false;
  for (size_t at = 0; at < name.size();) {
    const size_t begin = at;
    if (is_blank(next_code_point(name, &at))) {
      is_after_blank = true;
      continue;
    }
    if (is_after_blank && !normal.empty()) normal += ' ';
    is_after_blank = false;
    normal += name.substr(begin, at - begin);
  }
  return normal;
}

}  // namespace fangan::dmn
