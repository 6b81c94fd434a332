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
    end = std::min(end, half.find(word, begin));
  }
  return end;
}

std::vector<Members> member_lists(const Draft& draft, uint32_t line, const AgencyNames& names) {
  std::vector<Members> found;
  const std::u32string text = to_utf32(draft.lines[line]);
  const std::u32string half = half_width(text);
  for (size_t at = half.find(U'由'); at != half.npos; at = half.find(U'由', at + 1)) {
    const size_t end = list_end(half, at + 1);
    if (end == half.npos || end <= at + 1) continue;
    std::u32string list(std::u32string_view(text).substr(at + 1, end - at - 1));
    const size_t with = list.find(U"会同");
    if (with != list.npos) list.replace(with, 2, U"、");
    if (!names.is_list(list)) continue;
    Members members;
    members.place = Place{line, static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
    members.names = names.read_list(list).names;
    constexpr size_t members_min = 3;
    if (members.names.size() >= members_min) found.push_back(std::move(members));
  }
  return found;
}

/// The owner line of a section; the sentence that names the group is not one.
const OwnerStatement* owners_of_section(const Draft& draft, uint32_t heading, uint32_t line) {
  for (const OwnerStatement& owner : draft.owners) {
    const bool elsewhere = owner.place.line != line;
    if (owner.form != OwnerForm::sentence && owner.heading == heading && elsewhere) return &owner;
  }
  return nullptr;
}

}  // namespace

void lint_owners(const Draft& draft, const Lexicon& lexicon, std::vector<Finding>* findings) {
  const AgencyNames names(lexicon);
  for (uint32_t line = 0; line < draft.lines.size(); ++line) {
    for (const Members& members : member_lists(draft, line, names)) {
      const OwnerStatement* owner =
          owners_of_section(draft, heading_at(draft.headings, members.place), line);
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
