#include "plan/agency_names.h"

#include <algorithm>

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t name_characters_max = 40;

std::u32string without_blanks(std::u32string_view text) {
  std::u32string bare;
  for (const char32_t c : text) {
    if (!is_space(c)) bare += c;
  }
  return bare;
}

constexpr std::u32string_view joining_words[] = {U"以及", U"和", U"及", U"与"};

/// 市 省 区 县 州 盟 旗 镇 before a function word: the level of government.
bool is_level(char32_t c) {
  constexpr std::u32string_view levels = U"市省区县州盟旗";
  return levels.find(c) != levels.npos;
}

/// Cuts 等, 等部门, 等有关单位 from the end; says whether it did.
bool cut_open_end(std::u32string* text) {
  constexpr std::u32string_view tails[] = {
      U"等相关部门和单位", U"等有关部门和单位", U"等部门和单位", U"等部门单位",
      U"等有关部门",       U"等相关部门",       U"等有关单位",   U"等相关单位",
      U"等部门",           U"等单位",           U"等按职责分工", U"等"};
  for (const std::u32string_view tail : tails) {
    if (text->size() > tail.size() && ends_with(*text, tail)) {
      text->resize(text->size() - tail.size());
      return true;
    }
  }
  return false;
}

}  // namespace

AgencyNames::AgencyNames(const Lexicon& lexicon) {
  for (const std::vector<std::string>& row : lexicon.table("agency_suffixes.tsv")) {
    suffixes_.emplace_back(to_utf32(row[0]), row[1]);
  }
  for (const std::string& word : lexicon.words("agency_functions.tsv"))
    functions_.push_back(to_utf32(word));
}

bool AgencyNames::is_name(std::u32string_view text) const {
  const std::u32string bare = half_width(without_blanks(text));
  if (bare.size() < 2 || bare.size() > name_characters_max) return false;
  constexpr std::u32string_view refused = U"。,;:、!?%=/";
  int depth = 0;
  for (const char32_t c : bare) {
    if (c == U'(') ++depth;
    if (c == U')') --depth;
    if (is_digit(c) || (refused.find(c) != refused.npos && depth == 0)) return false;
  }
  std::u32string_view core = bare;
  // 市市场监管局(市知识产权局): the name in front of the bracket decides.
  if (core.back() == U')' && core.find(U'(') != core.npos && core.find(U'(') > 1) {
    const std::u32string_view front = core.substr(0, core.rfind(U'('));
    if (std::any_of(suffixes_.begin(), suffixes_.end(),
                    [front](const auto& suffix) { return ends_with(front, suffix.first); })) {
      return true;
    }
  }
  return std::any_of(suffixes_.begin(), suffixes_.end(),
                     [core](const auto& suffix) { return ends_with(core, suffix.first); });
}

/// Cuts at 、 , and at 和 及 与 between two whole names; not inside brackets.
std::vector<std::u32string> AgencyNames::split(std::u32string_view text) const {
  std::vector<std::u32string> parts;
  const std::u32string half = half_width(text);
  size_t begin = 0;
  int depth = 0;
  const auto cut = [&](size_t end, size_t next) {
    const std::u32string part = without_blanks(text.substr(begin, end - begin));
    if (!part.empty()) parts.push_back(part);
    begin = next;
  };
  for (size_t i = 0; i < half.size(); ++i) {
    if (half[i] == U'(' || half[i] == U'[') ++depth;
    if (half[i] == U')' || half[i] == U']') depth = std::max(0, depth - 1);
    if (depth > 0) continue;
    if (half[i] == U'、' || half[i] == U',' || half[i] == U';') {
      // 各市、县(市、区)人民政府 is one name: 各市 alone is none.
      const std::u32string part = without_blanks(text.substr(begin, i - begin));
      const bool joins =
          starts_with(part, U"各") && part.size() <= 3 && half[i] == U'、' && !is_name(part);
      if (!joins) cut(i, i + 1);
      continue;
    }
    for (const std::u32string_view word : joining_words) {
      if (half.compare(i, word.size(), word) != 0 || i == begin) continue;
      size_t end = half.find_first_of(U"、,;", i);
      if (end == std::u32string::npos) end = half.size();
      std::u32string right(text.substr(i + word.size(), end - i - word.size()));
      cut_open_end(&right);
      const bool between = is_name(text.substr(begin, i - begin)) && is_name(right) &&
                           !starts_with(right, U"信息化");
      if (between) cut(i, i + word.size());
      if (between) i = begin - 1;
      break;
    }
  }
  cut(text.size(), text.size());
  return parts;
}

bool AgencyNames::begins_with_function(std::u32string_view name) const {
  return std::any_of(functions_.begin(), functions_.end(),
                     [name](const std::u32string& word) { return starts_with(name, word); });
}

std::u32string AgencyNames::carried(const std::u32string& name, const std::u32string& level) const {
  if (level.empty() || !begins_with_function(name)) return name;
  // Zones, enterprises and counties carry names of their own: 高新区, 资产集团.
  constexpr std::string_view own_names[] = {"企业", "管委会", "县区", "金融", "乡镇街道", "医院"};
  const std::string written_kind = kind(to_utf8(name));
  const bool own = std::find(std::begin(own_names), std::end(own_names), written_kind) !=
                   std::end(own_names);
  return own ? name : level + name;
}

AgencyList AgencyNames::read_list(std::u32string_view text) const {
  AgencyList list;
  std::u32string bare(trim(text));
  while (!bare.empty() && (ends_sentence(half_width(bare).back()) || bare.back() == U',' ||
                           bare.back() == U'，' || bare.back() == U'.')) {
    bare.pop_back();
  }
  list.open = cut_open_end(&bare);
  std::u32string level;
  for (const std::u32string& written : split(bare)) {
    std::u32string part = written;
    if (cut_open_end(&part)) list.open = true;
    const bool own_level = part.size() > 1 && is_level(part[0]) &&
                           (begins_with_function(std::u32string_view(part).substr(1)) ||
                            part[1] == U'委' || part[1] == U'直');
    if (own_level) {
      level = part.substr(0, 1);
    } else {
      part = carried(part, level);
    }
    if (!part.empty()) list.names.push_back(to_utf8(part));
  }
  return list;
}

bool AgencyNames::is_list(std::u32string_view text) const {
  std::u32string bare(trim(text));
  cut_open_end(&bare);
  const std::vector<std::u32string> parts = split(bare);
  return !parts.empty() && std::all_of(parts.begin(), parts.end(), [this](std::u32string part) {
    cut_open_end(&part);
    return is_name(part);
  });
}

std::string AgencyNames::kind(std::string_view name) const {
  std::u32string text = half_width(to_utf32(name));
  const size_t bracket = text.rfind(U'(');
  if (bracket != std::u32string::npos && bracket > 1 && text.back() == U')' &&
      text.find(U"(市") == std::u32string::npos) {
    text.resize(bracket);
  }
  const std::pair<std::u32string, std::string>* best = nullptr;
  for (const auto& suffix : suffixes_) {
    const bool longer = best == nullptr || suffix.first.size() > best->first.size();
    if (longer && ends_with(text, suffix.first)) best = &suffix;
  }
  return best == nullptr ? "" : best->second;
}

}  // namespace fangan
