#include "feel/names.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace fangan::feel {
namespace {

struct Stretch {
  char32_t first;
  char32_t last;
};

constexpr std::array<Stretch, 17> starts = {{{'?', '?'},
                                             {'A', 'Z'},
                                             {'_', '_'},
                                             {'a', 'z'},
                                             {0xC0, 0xD6},
                                             {0xD8, 0xF6},
                                             {0xF8, 0x2FF},
                                             {0x370, 0x37D},
                                             {0x37F, 0x1FFF},
                                             {0x200C, 0x200D},
                                             {0x2070, 0x218F},
                                             {0x2C00, 0x2FEF},
                                             {0x3001, 0xD7FF},
                                             {0xF900, 0xFDCF},
                                             {0xFDF0, 0xFEFE},
                                             {0xFF00, 0xFFFD},
                                             {0x10000, 0xEFFFF}}};
constexpr std::array<Stretch, 4> parts = {
    {{'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};
constexpr std::array<Stretch, 9> blanks = {{{0x09, 0x0D},
                                            {0x20, 0x20},
                                            {0x85, 0x85},
                                            {0xA0, 0xA0},
                                            {0x1680, 0x1680},
                                            {0x180E, 0x180E},
                                            {0x2000, 0x200B},
                                            {0x2028, 0x202F},
                                            {0x205F, 0x205F}}};

template <size_t Count>
bool is_in(const std::array<Stretch, Count>& stretches, char32_t code_point) {
  return std::any_of(stretches.begin(), stretches.end(), [code_point](const Stretch& stretch) {
    return code_point >= stretch.first && code_point <= stretch.last;
  });
}

bool is_blank(char32_t code_point) {
  return is_in(blanks, code_point) || code_point == 0x3000 || code_point == 0xFEFF;
}

/// The end of a run of name parts.
size_t parts_end(std::string_view text, size_t offset) {
  size_t end = offset;
  for (size_t next = offset; next < text.size(); end = next) {
    if (!is_name_part(next_code_point(text, &next))) return end;
  }
  return end;
}

/// The end of one step of a name at `offset`: a run of name parts, or one symbol.
size_t step_end(std::string_view text, size_t offset) {
  const bool symbol = offset < text.size() && is_name_symbol(text[offset]);
  return symbol ? offset + 1 : parts_end(text, offset);
}

/// Adds a step to a name in normal form: a blank only between two words.
void append_step(std::string* name, std::string_view step) {
  const bool after_word = !name->empty() && !is_name_symbol(name->back());
  if (after_word && !is_name_symbol(step.front())) *name += ' ';
  *name += step;
}

}  // namespace

bool is_name_start(char32_t code_point) {
  return is_in(starts, code_point);
}

bool is_name_part(char32_t code_point) {
  return is_in(starts, code_point) || is_in(parts, code_point);
}

bool is_name_symbol(char c) {
  return std::string_view("./-'+*").find(c) != std::string_view::npos;
}

size_t skip_blanks(std::string_view text, size_t offset) {
  while (offset < text.size()) {
    if (text.substr(offset, 2) == "//") {
      offset = std::min(text.find('\n', offset), text.size());
    } else if (text.substr(offset, 2) == "/*") {
      const size_t end = text.find("*/", offset + 2);
      offset = end == std::string_view::npos ? text.size() : end + 2;
    } else {
      size_t next = offset;
      if (!is_blank(next_code_point(text, &next))) return offset;
      offset = next;
    }
  }
  return offset;
}

size_t word_end(std::string_view text, size_t offset) {
  if (offset >= text.size()) return offset;
  size_t next = offset;
  if (!is_name_start(next_code_point(text, &next))) return offset;
  return parts_end(text, next);
}

std::string normal_name(std::string_view name) {
  std::string normal;
  for (size_t offset = skip_blanks(name, 0); offset < name.size();) {
    size_t end = step_end(name, offset);
    if (end == offset) next_code_point(name, &end);  // No part of a name; kept as it is.
    append_step(&normal, name.substr(offset, end - offset));
    offset = skip_blanks(name, end);
  }
  return normal;
}

std::string NameTable::add(std::string_view name) {
  const std::string whole = normal_name(name);
  std::string beginning;
  for (size_t offset = 0; offset < whole.size();) {
    size_t end = step_end(whole, offset);
    if (end == offset) next_code_point(whole, &end);
    append_step(&beginning, std::string_view(whole).substr(offset, end - offset));
    beginnings_.try_emplace(beginning, false);
    offset = skip_blanks(whole, end);
  }
  beginnings_[whole] = true;
  return whole;
}

std::optional<NameTable::Match> NameTable::longest_at(std::string_view text, size_t offset) const {
  std::optional<Match> longest;
  std::string name;
  while (offset < text.size()) {
    size_t end = step_end(text, offset);
    if (end == offset) next_code_point(text, &end);  // Models call things 煤耗 (克/千瓦时), too.
    append_step(&name, text.substr(offset, end - offset));
    const auto known = beginnings_.find(name);
    if (known == beginnings_.end()) break;
    if (known->second) longest = Match{name, end};
    offset = skip_blanks(text, end);
  }
  return longest;
}

}  // namespace fangan::feel
