#include "plan/agency_names.h"

#include <algorithm>
#include <array>

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

constexpr std::array<std::u32string_view, 4> joining_words = {U"以及", U"和", U"及", U"与"};

/// Levels of government of more than one character; they end names and begin others.
constexpr std::array<std::u32string_view, 5> long_levels = {U"自治区", U"自治州", U"新区",
                                                            U"开发区", U"兵团"};

/// 市 省 区 县 before a function word: the level of government.
bool is_level(char32_t c) {
  constexpr std::u32string_view levels = U"市省区县州盟旗";
  return levels.find(c) != levels.npos;
}

bool begins_with_one_of(std::u32string_view text, const std::vector<std::u32string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [text](const std::u32string& word) { return starts_with(text, word); });
}

/// What may follow 各市、 within one name: 各市、县人民政府, 各省、自治区、直辖市.
bool continues_areas(std::u32string_view part) {
  for (const std::u32string_view word :
       {U"县", U"市", U"区", U"州", U"自治", U"直辖", U"地区", U"盟", U"旗", U"镇", U"乡",
        U"街道", U"新区", U"师", U"计划单列"}) {
    if (starts_with(part, word)) return true;
  }
  return false;
}

/// 市人民政府 of 丙市人民政府; empty where the name is no government of a place.
std::u32string_view government_of_place(std::u32string_view name) {
  for (const std::u32string_view tail : {U"人民政府", U"政府"}) {
    if (!ends_with(name, tail) || name.size() < tail.size() + 3) continue;
    const size_t at = name.size() - tail.size() - 1;
    return is_level(name[at]) && name[0] != U'各' ? name.substr(at) : std::u32string_view();
  }
  return {};
}

/// 甲、乙市政府: the end of the last name belongs to those before it.
void distribute_governments(const AgencyNames& names, std::vector<std::u32string>* parts) {
  for (size_t i = parts->size(); i-- > 1;) {
    const std::u32string_view tail = government_of_place((*parts)[i]);
    std::u32string& place = (*parts)[i - 1];
    const bool bare = !tail.empty() && place.size() >= 2 && place.size() <= 4 &&
                      place[0] != U'各' && std::all_of(place.begin(), place.end(), is_han) &&
                      !names.is_name(place);
    if (!bare) continue;
    place += place.back() == tail.front() ? tail.substr(1) : tail;
  }
}

}  // namespace

bool cut_open_end(std::u32string* text) {
  constexpr std::array<std::u32string_view, 21> words = {
      U"有关", U"相关", U"部门", U"单位", U"责任", U"成员", U"职能", U"方面", U"机构", U"地区",
      U"企业", U"地方", U"各",   U"和",   U"及",   U"、",   U"市",   U"省",   U"县",   U"区",
      U"直"};
  const size_t at = text->rfind(U'等');
  if (at == text->npos || at == 0) return false;
  std::u32string_view tail = std::u32string_view(*text).substr(at + 1);
  while (!tail.empty()) {
    if (is_digit(tail[0]) || is_chinese_numeral(tail[0]) || is_space(tail[0]) || tail[0] == U'个') {
      tail.remove_prefix(1);
      continue;
    }
    const std::u32string_view* word =
        std::find_if(words.begin(), words.end(),
                     [tail](std::u32string_view word) { return starts_with(tail, word); });
    if (word == words.end()) return false;
    tail.remove_prefix(word->size());
  }
  text->resize(at);
  return true;
}

bool names_nobody(std::string_view name) {
  constexpr std::array<std::string_view, 8> words = {
      "有关部门",       "相关部门",       "有关单位", "相关单位",
      "有关部门和单位", "相关部门和单位", "有关方面", "相关方面"};
  return std::find(words.begin(), words.end(), name) != words.end();
}

AgencyNames::AgencyNames(const Lexicon& lexicon) {
  for (const std::vector<std::string>& row : lexicon.table("agency_suffixes.tsv")) {
    suffixes_.emplace_back(to_utf32(row[0]), row[1]);
  }
  for (const std::string& word : lexicon.words("agency_functions.tsv"))
    functions_.push_back(to_utf32(word));
  for (const std::string& word : lexicon.words("regions.tsv")) regions_.push_back(to_utf32(word));
}

bool AgencyNames::is_name(std::u32string_view text) const {
  if (text.size() > 4 * name_characters_max) return false;
  const std::u32string bare = half_width(without_blanks(text));
  if (bare.size() < 2 || bare.size() > name_characters_max) return false;
  constexpr std::u32string_view refused = U"。,;:、!?%=/《";
  int depth = 0;
  for (const char32_t c : bare) {
    if (c == U'(' || c == U'[') ++depth;
    if (c == U')' || c == U']') --depth;
    // 各市、县人民政府 is one name.
    const bool joins = c == U'、' && bare[0] == U'各';
    if (is_digit(c) || (refused.find(c) != refused.npos && depth == 0 && !joins)) return false;
  }
  const auto ends_like_name = [this](std::u32string_view name) {
    return std::any_of(suffixes_.begin(), suffixes_.end(),
                       [name](const auto& suffix) { return ends_with(name, suffix.first); });
  };
  std::u32string_view core = bare;
  // 各区, 各相关区, 各地级以上市
  constexpr size_t areas_characters_max = 8;
  constexpr std::u32string_view area_endings = U"市省区县州盟旗镇乡地村";
  if (core[0] == U'各' && core.size() <= areas_characters_max &&
      area_endings.find(core.back()) != area_endings.npos) {
    return true;
  }
  // 市市场监管局(市知识产权局): the name in front of the bracket decides.
  const size_t open = std::min(core.rfind(U'('), core.rfind(U'['));
  const bool bracketed = open != core.npos && open > 1 &&
                         (core.back() == U')' || core.back() == U']');
  if (bracketed && ends_like_name(core.substr(0, open))) return true;
  return ends_like_name(core);
}

/// Cuts at 和 及 与 以及 between two whole names.
void AgencyNames::cut_joined(std::u32string part, std::vector<std::u32string>* parts) const {
  int depth = 0;
  for (size_t i = 0; i < part.size(); ++i) {
    const char32_t c = part[i];
    if (c == U'(' || c == U'（' || c == U'〔' || c == U'[') ++depth;
    if (c == U')' || c == U'）' || c == U'〕' || c == U']') --depth;
    if (depth > 0 || i == 0) continue;
    for (const std::u32string_view word : joining_words) {
      if (part.compare(i, word.size(), word) != 0) continue;
      std::u32string right = part.substr(i + word.size());
      std::u32string closed = right;
      cut_open_end(&closed);
      const bool between = closed.size() >= 3 && closed[0] != U'其' &&
                           is_name(std::u32string_view(part).substr(0, i)) && is_name(closed);
      if (!between) break;
      parts->push_back(part.substr(0, i));
      return cut_joined(std::move(right), parts);
    }
  }
  parts->push_back(std::move(part));
}

/// Cuts a list at 、 , ; outside brackets, and at joining words between names.
std::vector<std::u32string> AgencyNames::parts(std::u32string_view text) const {
  std::vector<std::u32string> pieces;
  const std::u32string half = half_width(text);
  size_t begin = 0;
  int depth = 0;
  bool joins = false;
  for (size_t i = 0; i <= half.size(); ++i) {
    if (i < half.size()) {
      if (half[i] == U'(' || half[i] == U'[') ++depth;
      if (half[i] == U')' || half[i] == U']') depth = std::max(0, depth - 1);
      if (depth > 0 || (half[i] != U'、' && half[i] != U',' && half[i] != U';')) continue;
    }
    const std::u32string piece = without_blanks(text.substr(begin, i - begin));
    begin = i + 1;
    if (piece.empty()) continue;
    const bool area = continues_areas(piece) && (level_of(piece).empty() || piece == U"县级市");
    if (joins && area) {
      pieces.back() += U"、" + piece;
    } else {
      pieces.push_back(piece);
    }
    // 各市、县人民政府 is one name: 各市 is only the beginning of it.
    const std::u32string& last = pieces.back();
    const bool unfinished = last.size() <= 2 || !is_name(last) ||
                            (last.find(U'、') != last.npos && is_level(last.back()));
    joins = i < half.size() && half[i] == U'、' && last[0] == U'各' && unfinished;
  }
  std::vector<std::u32string> parts;
  for (std::u32string& piece : pieces) cut_joined(std::move(piece), &parts);
  distribute_governments(*this, &parts);
  return parts;
}

bool AgencyNames::begins_with_function(std::u32string_view name) const {
  return begins_with_one_of(name, functions_);
}

/// 市 of 市财政局, 自治区 of 自治区教育厅, 甲市 of 甲市财政局; empty where none is written.
std::u32string AgencyNames::level_of(std::u32string_view name) const {
  const auto heads_agency = [this](std::u32string_view rest) {
    return begins_with_function(rest) || starts_with(rest, U"委") || starts_with(rest, U"直") ||
           starts_with(rest, U"党委") || starts_with(rest, U"级");
  };
  for (const std::u32string_view level : long_levels) {
    if (starts_with(name, level) && heads_agency(name.substr(level.size())))
      return std::u32string(level);
  }
  if (name.size() > 1 && is_level(name[0]) && heads_agency(name.substr(1)))
    return std::u32string(name.substr(0, 1));
  for (const std::u32string_view other : {U"各", U"国家", U"中国", U"中央", U"驻", U"全"}) {
    if (starts_with(name, other)) return {};
  }
  constexpr size_t place_characters_max = 5;
  for (size_t i = 2; i < name.size() && i <= place_characters_max; ++i) {
    if (is_level(name[i]) && begins_with_function(name.substr(i + 1)))
      return std::u32string(name.substr(0, i + 1));
  }
  return {};
}

std::u32string AgencyNames::carried(const std::u32string& name, const std::u32string& level) const {
  if (level.empty()) return name;
  const std::string written_kind = kind(to_utf8(name));
  // Zones, enterprises and counties carry names of their own: 高新区, 资产集团.
  constexpr std::array<std::string_view, 6> own_names = {"企业", "管委会",   "县区",
                                                         "金融", "乡镇街道", "医院"};
  if (std::find(own_names.begin(), own_names.end(), written_kind) != own_names.end()) return name;
  if (begins_with_function(name)) return level + name;
  // A short name of a department that no list knows: 港务局, 侨办.
  constexpr size_t short_name_characters_max = 4;
  constexpr std::u32string_view endings = U"局厅委办";
  const bool department = name.size() <= short_name_characters_max && name.size() >= 2 &&
                          endings.find(name.back()) != endings.npos && name[0] != U'各' &&
                          name[0] != U'团' && name[0] != U'驻' && !is_level(name[0]) &&
                          !begins_with_one_of(name, regions_);
  return department ? level + name : name;
}

AgencyList AgencyNames::read_list(std::u32string_view text) const {
  std::u32string level;
  return read_list(text, &level);
}

AgencyList AgencyNames::read_list(std::u32string_view text, std::u32string* level) const {
  AgencyList list;
  std::u32string bare(trim(text));
  while (!bare.empty() && (ends_sentence(half_width(bare).back()) || bare.back() == U',' ||
                           bare.back() == U'，' || bare.back() == U'.' || bare.back() == U'、')) {
    bare.pop_back();
  }
  list.open = cut_open_end(&bare);
  for (const std::u32string& written : parts(bare)) {
    std::u32string part = written;
    if (cut_open_end(&part)) list.open = true;
    const std::u32string own_level = level_of(part);
    if (own_level.empty()) {
      part = carried(part, *level);
    } else {
      *level = own_level;
    }
    if (!part.empty()) list.names.push_back(to_utf8(part));
  }
  return list;
}

bool AgencyNames::is_list(std::u32string_view text) const {
  std::u32string bare(trim(text));
  cut_open_end(&bare);
  const std::vector<std::u32string> found = parts(bare);
  return !found.empty() && std::all_of(found.begin(), found.end(), [this](std::u32string part) {
    cut_open_end(&part);
    return is_name(part);
  });
}

bool AgencyNames::holds_name(std::u32string_view text) const {
  constexpr size_t short_name_characters_max = 12;
  std::u32string bare(trim(text));
  cut_open_end(&bare);
  const std::vector<std::u32string> found = parts(bare);
  const bool all_short =
      std::all_of(found.begin(), found.end(), [](const std::u32string& part) {
        return part.size() <= short_name_characters_max &&
               std::all_of(part.begin(), part.end(), is_han);
      });
  return all_short && found.size() > 1 &&
         std::any_of(found.begin(), found.end(), [this](const std::u32string& part) {
           return is_official(to_utf8(part)) || is_name(part);
         });
}

bool AgencyNames::is_official(std::string_view name) const {
  const std::u32string text = to_utf32(name);
  constexpr size_t official_characters_min = 3;
  if (text.size() < official_characters_min || names_nobody(name)) return false;
  constexpr std::array<std::string_view, 9> kinds = {"办公室", "政府",     "管委会",
                                                     "部门",   "党委部门", "领导小组",
                                                     "法院",   "检察院",   "群团"};
  const std::string written_kind = kind(name);
  if (std::find(kinds.begin(), kinds.end(), written_kind) != kinds.end()) return true;
  return text[0] == U'各' && (written_kind == "县区" || written_kind == "乡镇街道");
}

std::string AgencyNames::kind(std::string_view name) const {
  const std::u32string text = half_width(to_utf32(name));
  const auto longest_ending = [this](std::u32string_view written) {
    const std::pair<std::u32string, std::string>* best = nullptr;
    for (const auto& suffix : suffixes_) {
      const bool longer = best == nullptr || suffix.first.size() > best->first.size();
      if (longer && ends_with(written, suffix.first)) best = &suffix;
    }
    return best;
  };
  const auto* ending = longest_ending(text);
  const size_t bracket = text.rfind(U'(');
  if (ending == nullptr && bracket != text.npos && text.back() == U')') {
    ending = longest_ending(std::u32string_view(text).substr(0, bracket));
  }
  return ending == nullptr ? "" : ending->second;
}

}  // namespace fangan
