// Lint of owners: groups whose members are not on the owner line, owners that are no agency.
#include <algorithm>

#include "plan/agency_names.h"
#include "plan/line_text.h"
#include "plan/lint_rules.h"
#include "plan/outline.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// A list of agencies in a sentence: 由甲、乙会同丙、丁等有关部门共同实施.
struct Members {
  Place place;
  std::vector<std::string> names;
};

size_t list_end(std::u32string_view half, size_t begin) {
  size_t end = half.size();
  for (const std::u32string_view word :
       {U"等有关", U"等相关", U"等部门", U"等单位", U"共同", U"组成", U"参加", U"牵头", U"建立",
        U"负责", U"。", U";"}) {
    size_t at = half.find(word, begin);
    // 甲牵头会同乙: the list goes on.
    if (at != half.npos && starts_with(half.substr(at), U"牵头会同")) at = half.find(word, at + 1);
    end = std::min(end, at);
  }
  return end;
}

/// Where lists of agencies may begin: behind 由, and at the head of a clause.
std::vector<size_t> list_begins(std::u32string_view half) {
  std::vector<size_t> begins = {0};
  for (size_t at = 0; at < half.size(); ++at) {
    const bool opens = half[at] == U'由' || half[at] == U',' || ends_sentence(half[at]);
    if (opens) begins.push_back(at + 1);
  }
  const auto led_in = [half](size_t at) { return at < half.size() && half[at] == U'由'; };
  begins.erase(std::remove_if(begins.begin(), begins.end(), led_in), begins.end());
  return begins;
}

/// The list says that its members work together; a row of subjects does not.
bool works_together(std::u32string_view half, size_t begin, size_t end) {
  if (begin > 0 && half[begin - 1] == U'由') return true;
  const std::u32string_view behind = half.substr(end);
  return starts_with(behind, U"共同") || starts_with(behind, U"等有关部门共同") ||
         starts_with(behind, U"等部门共同") || starts_with(behind, U"组成");
}

std::vector<Members> member_lists(const Draft& draft, uint32_t line, const AgencyNames& names) {
  std::vector<Members> found;
  const std::u32string text = to_utf32(draft.lines[line]);
  const std::u32string half = half_width(text);
  constexpr size_t list_characters_max = 200;
  for (const size_t at : list_begins(half)) {
    const size_t end = at + list_end(half.substr(at, list_characters_max), 0);
    if (end >= half.size() || end <= at || !works_together(half, at, end)) continue;
    std::u32string list(std::u32string_view(text).substr(at, end - at));
    for (const std::u32string_view word : {U"牵头会同", U"会同", U"联合"}) {
      const size_t with = list.find(word);
      if (with != list.npos) list.replace(with, word.size(), U"、");
    }
    if (!names.is_list(list)) continue;
    Members members;
    members.place = Place{line, static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
    members.names = names.read_list(list).names;
    constexpr size_t members_min = 3;
    if (members.names.size() >= members_min) found.push_back(std::move(members));
  }
  return found;
}

uint32_t section_of_place(const Draft& draft, Place place) {
  uint32_t heading = heading_at(draft.headings, place);
  while (heading != no_heading && draft.headings[heading].type == HeadingType::label)
    heading = draft.headings[heading].parent;
  return heading;
}

/// The statement that answers for the paragraph: behind it on its line, else the owner line of
/// its section. The words that name the group are none.
const OwnerStatement* owners_for(const Draft& draft, Place members) {
  const uint32_t section = section_of_place(draft, members);
  const OwnerStatement* of_section = nullptr;
  for (const OwnerStatement& owner : draft.owners) {
    if (owner.form == OwnerForm::sentence || owner.heading != section) continue;
    const bool same_line = owner.place.line == members.line;
    if (same_line && owner.place.begin >= members.end) return &owner;
    if (same_line || of_section != nullptr) continue;
    of_section = &owner;
  }
  return of_section;
}

}  // namespace

void lint_owners(const Draft& draft, const Lexicon& lexicon, std::vector<Finding>* findings) {
  const AgencyNames names(lexicon);
  for (uint32_t line = 0; line < draft.lines.size(); ++line) {
    for (const Members& members : member_lists(draft, line, names)) {
      const OwnerStatement* owner = owners_for(draft, members.place);
      if (owner == nullptr || owner->open) continue;
      std::string missing;
      for (const std::string& name : members.names) {
        const auto& units = owner->units;
        if (std::find(units.begin(), units.end(), name) != units.end()) continue;
        missing += (missing.empty() ? "" : "、") + name;
      }
      if (missing.empty()) continue;
      Finding finding;
      finding.code = "LINT-010";
      finding.place = members.place;
      finding.related.push_back(owner->place);
      finding.facts = {{"missing", missing}};
      findings->push_back(std::move(finding));
    }
  }
  for (const OwnerStatement& owner : draft.owners) {
    for (const std::string& unit : owner.units) {
      if (!names.kind(unit).empty()) continue;
      Finding finding;
      finding.code = "LINT-011";
      finding.place = owner.place;
      finding.facts = {{"name", unit}};
      findings->push_back(std::move(finding));
    }
  }
}

}  // namespace fangan
