#include "plan/owner_clauses.h"

#include <algorithm>
#include <array>

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t label_characters_max = 9;

void push_new(std::vector<std::string>* list, const std::string& name) {
  if (std::find(list->begin(), list->end(), name) == list->end()) list->push_back(name);
}

/// 会同, 与 … in front of those who help.
std::u32string_view without_lead_in(std::u32string_view text) {
  for (const std::u32string_view word : {U"并会同", U"会同", U"并由", U"再由", U"由", U"请"}) {
    if (starts_with(text, word)) return text.substr(word.size());
  }
  return text;
}

/// Where 不再列出, 不再一一列出, 不再做分工 begins; npos where the text says no such thing.
size_t not_named_again(std::u32string_view text) {
  constexpr size_t reach = 8;
  for (size_t at = text.find(U"不再"); at != text.npos; at = text.find(U"不再", at + 1)) {
    const std::u32string_view behind = text.substr(at, reach);
    for (const std::u32string_view word : {U"列", U"罗", U"分工", U"重复", U"赘述", U"注明"}) {
      if (behind.find(word) != behind.npos) return at;
    }
  }
  return text.npos;
}

std::u32string_view without_label(std::u32string_view segment) {
  const size_t colon = half_width(segment).find(U':');
  return colon == std::u32string::npos ? segment : trim(segment.substr(colon + 1));
}

/// 以下各项工作均需, 具体任务均涉及: what stands in front of the units that a rule names.
std::u32string_view without_all_tasks(std::u32string_view words) {
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::u32string_view word :
         {U"以下", U"本方案", U"上述", U"具体", U"各项", U"所有", U"任务", U"工作", U"措施",
          U"事项", U"内容", U"均", U"都", U"需", U"须", U"应", U"由", U"涉及"}) {
      if (!starts_with(words, word)) continue;
      words.remove_prefix(word.size());
      cut = true;
    }
  }
  return words;
}

bool stops_segment(char32_t half) { return half == U',' || ends_sentence(half); }

}  // namespace

/// A clause while it is read.
struct OwnerClauses::Reading {
  enum class Mode : uint8_t { free, listed, passed_over };

  OwnerClause clause;
  Mode mode = Mode::free;
  Role role = Role::unit;               ///< Of the label in force, in listed mode.
  bool after_label = false;             ///< Nothing listed since the label.
  bool found = false;
  std::vector<std::u32string> pending;  ///< Names whose duty has not been said yet.
  std::u32string level;                 ///< Carried from unit to unit: 市.
};

OwnerClauses::OwnerClauses(const Lexicon& lexicon, const AgencyNames& names) : names_(names) {
  for (const std::vector<std::string>& row : lexicon.table("owner_words.tsv")) {
    labels_[to_utf32(row[0])] = row[1] == "lead" ? Role::lead : Role::unit;
  }
  for (const std::vector<std::string>& row : lexicon.table("duty_words.tsv")) {
    duties_.emplace_back(to_utf32(row[0]), row[1]);
  }
  std::stable_sort(duties_.begin(), duties_.end(), [](const auto& a, const auto& b) {
    return a.first.size() > b.first.size();
  });
  for (const std::string& word : lexicon.words("remark_words.tsv"))
    remarks_.push_back(to_utf32(word));
}

std::optional<OwnerClauses::Label> OwnerClauses::label_at(std::u32string_view half,
                                                          size_t at) const {
  while (at < half.size() && is_space(half[at])) ++at;
  const size_t colon = half.substr(0, at + 3 * label_characters_max).find(U':', at);
  if (colon == half.npos) return std::nullopt;
  std::u32string word;
  for (size_t i = at; i < colon; ++i) {
    if (half[i] == U'(') {  // 责任单位(第一位为牵头单位):
      const size_t close = matching_bracket(half, i);
      if (close == half.npos || close > colon) return std::nullopt;
      i = close;
      continue;
    }
    if (is_space(half[i])) continue;
    if (!is_han(half[i])) return std::nullopt;
    word += half[i];
  }
  if (word.empty() || word.size() > label_characters_max) return std::nullopt;
  const auto found = labels_.find(word);
  if (found == labels_.end()) return Label{colon + 1, std::nullopt};
  return Label{colon + 1, found->second};
}

bool OwnerClauses::begins_with_label(std::u32string_view half, size_t at) const {
  const std::optional<Label> label = label_at(half, at);
  return label && label->role;
}

std::vector<std::u32string_view> OwnerClauses::segments(std::u32string_view text) const {
  const std::u32string half = half_width(text);
  std::vector<std::u32string_view> found;
  size_t begin = 0;
  int depth = 0;
  for (size_t i = 0; i < half.size(); ++i) {
    if (half[i] == U'(' || half[i] == U'[') ++depth;
    if (half[i] == U')' || half[i] == U']') depth = std::max(0, depth - 1);
    if (depth > 0) continue;
    // A label may follow behind a blank or behind no sign at all.
    const bool before_label = i > begin && half[i] != U':' && !stops_segment(half[i]) &&
                              is_space(half[i]) && begins_with_label(half, i);
    if (!stops_segment(half[i]) && !before_label) continue;
    found.push_back(trim(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  found.push_back(trim(text.substr(begin)));
  found.erase(std::remove_if(found.begin(), found.end(),
                             [](std::u32string_view segment) { return segment.empty(); }),
              found.end());
  return found;
}

bool OwnerClauses::is_remark(std::u32string_view segment) const {
  const bool says_when =
      std::any_of(segment.begin(), segment.end(), is_digit) &&
      segment.find_first_of(U"年月日%") != segment.npos;
  return says_when || std::any_of(remarks_.begin(), remarks_.end(),
                                  [segment](const std::u32string& word) {
                                    return segment.find(word) != segment.npos;
                                  });
}

/// Cuts 按职责分工负责, 牵头落实 … from the end; tells whether it names a lead.
std::optional<OwnerClauses::Role> OwnerClauses::cut_duty(std::u32string* text) const {
  std::optional<Role> role;
  for (bool cut = true; cut;) {
    cut = false;
    for (const auto& [word, kind] : duties_) {
      if (text->size() <= word.size() || !ends_with(*text, word)) continue;
      text->resize(text->size() - word.size());
      if (kind == "lead") role = Role::lead;
      if (!role) role = Role::unit;
      cut = true;
      break;
    }
  }
  return role;
}

void OwnerClauses::add(std::u32string_view list, Role role, Reading* reading) const {
  const AgencyList agencies = names_.read_list(list, &reading->level);
  for (const std::string& name : agencies.names) {
    if (role == Role::lead && !names_nobody(name)) push_new(&reading->clause.lead, name);
    push_new(&reading->clause.units, name);
  }
  reading->clause.open |= agencies.open;
  reading->found |= !agencies.names.empty();
}

/// 甲、乙牵头 or 丙配合 or 甲会同乙负责; false where the words are no duty of agencies.
bool OwnerClauses::read_duty(std::u32string_view segment, Reading* reading) const {
  std::u32string list(without_lead_in(segment));
  const std::optional<Role> role = cut_duty(&list);
  if (!role) return false;
  std::u32string_view first = list;
  std::u32string_view helpers;
  for (const std::u32string_view word : {U"牵头会同", U"会同", U"联合"}) {
    const size_t at = first.find(word);
    if (at == first.npos || at == 0 || !names_.is_list(first.substr(0, at))) continue;
    helpers = first.substr(at + word.size());
    first = first.substr(0, at);
    break;
  }
  if (!names_.is_list(first) || (!helpers.empty() && !names_.is_list(helpers))) return false;
  const Role first_role = helpers.empty() ? *role : Role::lead;
  for (const std::u32string& names : reading->pending) add(names, first_role, reading);
  reading->pending.clear();
  add(first, first_role, reading);
  if (!helpers.empty()) add(helpers, Role::unit, reading);
  return true;
}

/// What stands behind a label. The first segment is taken as it is: the label vouches for it.
void OwnerClauses::read_listed(std::u32string_view segment, Reading* reading) const {
  const size_t units = reading->clause.units.size();
  if (read_duty(segment, reading)) {
    if (reading->role == Role::lead) {
      for (size_t i = units; i < reading->clause.units.size(); ++i)
        push_new(&reading->clause.lead, reading->clause.units[i]);
    }
  } else if (reading->after_label || names_.is_list(segment) || names_.holds_name(segment)) {
    add(segment, reading->role, reading);
  } else {
    reading->mode = Reading::Mode::passed_over;
  }
  reading->after_label = false;
}

/// False where the segment shows that the text is no statement of owners.
bool OwnerClauses::read_segment(std::u32string_view segment, Reading* reading) const {
  using Mode = Reading::Mode;
  const std::u32string half = half_width(segment);
  if (const std::optional<Label> label = label_at(half, 0)) {
    reading->mode = label->role ? Mode::listed : Mode::passed_over;
    reading->role = label->role.value_or(Role::unit);
    reading->after_label = true;
    segment = trim(segment.substr(label->end));
    if (segment.empty()) return true;
  }
  if (reading->mode == Mode::passed_over) return true;
  if (is_remark(segment)) return true;
  if (reading->mode == Mode::listed) {
    read_listed(segment, reading);
    return true;
  }
  if (read_duty(segment, reading)) return true;
  if (!names_.is_list(segment)) return reading->found;
  reading->pending.emplace_back(segment);
  return true;
}

std::optional<OwnerClause> OwnerClauses::finished(Reading* reading) {
  OwnerClause& clause = reading->clause;
  if (!reading->found) return std::nullopt;
  clause.level = reading->level;
  // 甲会同有关部门: others too, but nobody in particular.
  const bool somebody = std::any_of(clause.units.begin(), clause.units.end(),
                                    [](const std::string& name) { return !names_nobody(name); });
  const auto nobody = [](const std::string& name) { return names_nobody(name); };
  const auto last = std::remove_if(clause.units.begin(), clause.units.end(), nobody);
  if (somebody && last != clause.units.end()) {
    clause.units.erase(last, clause.units.end());
    clause.open = true;
  }
  return std::move(clause);
}

std::optional<OwnerClause> OwnerClauses::read_labelled(std::u32string_view text,
                                                       std::u32string_view level) const {
  if (!begins_with_label(half_width(text), 0)) return std::nullopt;
  Reading reading;
  reading.level = level;
  for (const std::u32string_view segment : segments(text)) {
    const bool labelled = label_at(half_width(segment), 0).has_value();
    if (reading.mode == Reading::Mode::passed_over && !labelled) continue;
    read_segment(segment, &reading);
  }
  return finished(&reading);
}

std::optional<OwnerClause> OwnerClauses::read_bracket(std::u32string_view text,
                                                      BracketPlace place) const {
  Reading reading;
  for (const std::u32string_view segment : segments(text)) {
    if (!read_segment(segment, &reading)) return std::nullopt;
  }
  // Names whose duty is not said: with others they share the statement, alone they must be sure.
  const bool said = reading.found;
  for (const std::u32string& names : reading.pending) add(names, Role::unit, &reading);
  const bool sure = place == BracketPlace::ends_sentence &&
                    std::any_of(reading.clause.units.begin(), reading.clause.units.end(),
                                [this](const std::string& n) { return names_.is_official(n); });
  return said || sure ? finished(&reading) : std::nullopt;
}

std::optional<OwnerClause> OwnerClauses::read_duties(std::u32string_view text) const {
  Reading reading;
  for (const std::u32string_view segment : segments(text)) {
    const bool duty = read_duty(segment, &reading);
    if (duty || is_remark(segment)) continue;
    if (!names_.is_list(segment)) return std::nullopt;
    reading.pending.emplace_back(segment);
  }
  return reading.pending.empty() ? finished(&reading) : std::nullopt;
}

StandingOwners OwnerClauses::standing_owners(std::u32string_view text,
                                             const OwnerClause& clause) const {
  const size_t end = not_named_again(text);
  if (end == text.npos) return {};
  StandingOwners standing;
  for (const std::u32string_view segment : segments(text.substr(0, end))) {
    std::u32string_view words = without_label(segment);
    standing.from_here_on = starts_with(words, U"以下");
    const std::u32string_view list = without_all_tasks(words);
    if (list.size() == words.size()) continue;
    std::u32string names(list);
    for (const std::u32string_view tail : {U"为责任单位", U"为配合单位", U"为实施主体"}) {
      if (ends_with(names, tail)) names.resize(names.size() - tail.size());
    }
    cut_duty(&names);
    if (names_.is_list(names)) standing.units = named_in_full(names, clause);
  }
  return standing;
}

/// 各县区 of a rule is 各县区人民政府 where the statement itself says so.
std::vector<std::string> OwnerClauses::named_in_full(std::u32string_view list,
                                                     const OwnerClause& clause) const {
  std::u32string level;
  std::vector<std::string> units;
  for (const std::string& name : names_.read_list(list, &level).names) {
    const std::string_view each = "各";
    const std::string core = name.rfind(each, 0) == 0 ? name.substr(each.size()) : name;
    const auto in_full = std::find_if(
        clause.units.begin(), clause.units.end(),
        [&core](const std::string& unit) { return unit.find(core) != std::string::npos; });
    units.push_back(in_full == clause.units.end() ? name : *in_full);
  }
  return units;
}

}  // namespace fangan
