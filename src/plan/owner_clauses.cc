#include "plan/owner_clauses.h"

#include <algorithm>

#include "plan/line_text.h"
#include "text/utf8.h"

namespace fangan {
namespace {

struct DutyWord {
  std::u32string_view word;
  bool lead;
};

/// How a duty ends, longest first.
constexpr DutyWord duty_words[] = {
    {U"按职责分工牵头负责", true}, {U"牵头并负责落实", true},   {U"牵头负责落实", true},
    {U"牵头组织实施", true},       {U"牵头负责", true},         {U"牵头落实", true},
    {U"牵头推进", true},           {U"牵头", true},             {U"为主负责", true},
    {U"按照职责分工负责", false},  {U"按职责分工负责", false},  {U"按职能分工负责", false},
    {U"根据职责分工负责", false},  {U"按职责分别负责", false},  {U"依职责分工负责", false},
    {U"按职责分工落实", false},    {U"按分工负责", false},      {U"按照职责分工", false},
    {U"按职责分工", false},        {U"按职责负责", false},      {U"分工负责", false},
    {U"分别负责", false},          {U"共同负责", false},        {U"具体负责", false},
    {U"负责组织实施", false},      {U"负责落实", false},        {U"组织实施", false},
    {U"负责", false},              {U"配合落实", false},        {U"配合", false},
    {U"参加", false},              {U"参与", false},            {U"协助", false},
    {U"协同", false},              {U"指导", false},            {U"支持", false},
    {U"落实", false},              {U"实施", false},
};

constexpr std::u32string_view with_words[] = {U"会同"};

void push_new(std::vector<std::string>* list, const std::string& name) {
  if (std::find(list->begin(), list->end(), name) == list->end()) list->push_back(name);
}

/// Cuts at 。 and ; outside brackets.
std::vector<std::u32string_view> cut_at_stops(std::u32string_view text) {
  const std::u32string half = half_width(text);
  std::vector<std::u32string_view> parts;
  for (const Stretch& stretch : sentences(half)) {
    parts.push_back(text.substr(stretch.begin, stretch.end - stretch.begin));
  }
  return parts;
}

}  // namespace

OwnerClauses::OwnerClauses(const Lexicon& lexicon, const AgencyNames& names) : names_(names) {
  for (const std::vector<std::string>& row : lexicon.table("owner_words.tsv")) {
    labels_[to_utf32(row[0])] = row[1] == "lead";
  }
}

std::optional<OwnerClauses::Label> OwnerClauses::label_at(std::u32string_view half,
                                                          size_t at) const {
  while (at < half.size() && is_space(half[at])) ++at;
  const size_t colon = half.find(U':', at);
  constexpr size_t label_characters_max = 8;
  if (colon == half.npos || colon - at > label_characters_max) return std::nullopt;
  std::u32string word;
  for (size_t i = at; i < colon; ++i) {
    if (!is_space(half[i])) word += half[i];
  }
  const auto found = labels_.find(word);
  if (found == labels_.end()) return std::nullopt;
  return Label{colon + 1, found->second};
}

void OwnerClauses::add(std::u32string_view list, bool lead, OwnerClause* clause) const {
  const AgencyList agencies = names_.read_list(list);
  for (const std::string& name : agencies.names) {
    if (lead) push_new(&clause->lead, name);
    push_new(&clause->units, name);
  }
  clause->open |= agencies.open;
}

std::optional<OwnerClause> OwnerClauses::read_labelled(std::u32string_view text) const {
  const std::u32string half = half_width(text);
  std::optional<Label> label = label_at(half, 0);
  if (!label) return std::nullopt;
  OwnerClause clause;
  while (label) {
    // The list runs to the next label, a stop, or a remark such as ,适用范围:…
    size_t end = half.size();
    std::optional<Label> next;
    int depth = 0;
    for (size_t i = label->end; i < half.size(); ++i) {
      if (half[i] == U'(' || half[i] == U'[') ++depth;
      if (half[i] == U')' || half[i] == U']') --depth;
      const bool separator =
          half[i] == U';' || half[i] == U'。' || half[i] == U',' || is_space(half[i]);
      if (!separator || depth > 0) continue;
      next = label_at(half, i + 1);
      const size_t colon = half.find(U':', i);
      constexpr size_t remark_characters_max = 7;
      const bool remark = colon != half.npos && colon - i <= remark_characters_max;
      const bool standing = half.compare(i + 1, 2, U"以下") == 0;
      if (next || remark || standing || half[i] == U'。') {
        end = i;
        break;
      }
    }
    std::u32string_view list = std::u32string_view(text).substr(label->end, end - label->end);
    const bool said_duty = read_duty(list, &clause);
    if (!said_duty) add(list, label->lead, &clause);
    label = next;
  }
  if (clause.units.empty()) return std::nullopt;
  return clause;
}

/// 甲、乙牵头 or 丙配合, one after the other; false where the words are no duty.
bool OwnerClauses::read_duty(std::u32string_view part, OwnerClause* clause) const {
  std::u32string text(trim(part));
  while (!text.empty() &&
         (ends_sentence(half_width(text).back()) || half_width(text).back() == U',')) {
    text.pop_back();
  }
  if (starts_with(text, U"由")) text.erase(0, 1);
  for (const DutyWord& duty : duty_words) {
    if (text.size() <= duty.word.size() || !ends_with(text, duty.word)) continue;
    std::u32string_view list = std::u32string_view(text).substr(0, text.size() - duty.word.size());
    // An earlier duty may stand in front: 甲牵头，乙、丙配合.
    const std::u32string half = half_width(list);
    for (size_t comma = half.size(); comma-- > 0;) {
      if (half[comma] != U',' && half[comma] != U';') continue;
      OwnerClause before = *clause;
      if (read_duty(list.substr(0, comma), &before)) {
        *clause = before;
        list = list.substr(comma + 1);
        break;
      }
    }
    for (const std::u32string_view with : with_words) {
      const size_t at = list.find(with);
      if (at == list.npos || at == 0 || !names_.is_list(list.substr(0, at))) continue;
      add(list.substr(0, at), true, clause);
      list = list.substr(at + with.size());
      break;
    }
    if (!names_.is_list(list)) return false;
    add(list, duty.lead, clause);
    return true;
  }
  return false;
}

std::optional<OwnerClause> OwnerClauses::read_bracket(std::u32string_view text) const {
  if (std::optional<OwnerClause> labelled = read_labelled(text)) return labelled;
  OwnerClause clause;
  bool found = false;
  for (const std::u32string_view part : cut_at_stops(text)) {
    if (part.find(U"不再列出") != part.npos || part.find(U"不再逐一列出") != part.npos) continue;
    if (!read_duty(part, &clause)) {
      // 甲、乙、丙: names only, and enough of them to be sure.
      const AgencyList agencies = names_.read_list(part);
      const bool sure = names_.is_list(part) && agencies.names.size() >= 2;
      if (!sure) return std::nullopt;
      add(part, false, &clause);
    }
    found = true;
  }
  if (!found) return std::nullopt;
  return clause;
}

std::vector<std::string> OwnerClauses::standing_owners(std::u32string_view text) const {
  size_t end = text.find(U"不再列出");
  for (const std::u32string_view words : {U"不再重复列出", U"不再逐一列出", U"不再一一列出"}) {
    end = std::min(end, text.find(words));
  }
  const size_t begin = text.find(U"以下");
  if (end == text.npos || begin == text.npos || begin > end) return {};
  std::u32string_view words = text.substr(begin + 2, end - begin - 2);
  for (const std::u32string_view lead_in :
       {U"各项任务", U"任务", U"均需", U"均由", U"均涉及", U"都需", U"均"}) {
    if (starts_with(words, lead_in)) words.remove_prefix(lead_in.size());
  }
  while (!words.empty() && (words.back() == U',' || words.back() == U'，')) words.remove_suffix(1);
  OwnerClause clause;
  if (read_duty(words, &clause)) return clause.units;
  return names_.is_list(words) ? names_.read_list(words).names : std::vector<std::string>();
}

}  // namespace fangan
