#include "plan/section_owners.h"

#include <algorithm>

#include "plan/outline.h"

namespace fangan {
namespace {

/// The line of the draft a citation stands in.
uint32_t draft_line(const Plan& plan, const Citation& citation) {
  uint32_t line = 0;
  for (uint32_t file = 0; file < citation.file; ++file) {
    if (!plan.files[file].notes) line += static_cast<uint32_t>(plan.files[file].lines.size());
  }
  return line + citation.text_line;
}

/// The section a line stands in: the innermost heading that is no label.
uint32_t section_of(const Draft& draft, uint32_t line) {
  uint32_t heading = heading_at(draft.headings, Place{line, 0, 0});
  while (heading != no_heading && draft.headings[heading].type == HeadingType::label) {
    heading = draft.headings[heading].parent;
  }
  return heading;
}

bool is_within(const Draft& draft, uint32_t heading, uint32_t outer) {
  while (heading != no_heading && heading != outer) heading = draft.headings[heading].parent;
  return heading == outer;
}

}  // namespace

std::vector<std::string> section_owners(const Plan& plan, const Citation& citation) {
  std::vector<std::string> owners;
  const PlanFile& file = plan.files[citation.file];
  if (file.notes || citation.text_line >= file.lines.size()) return owners;
  const auto push = [&owners](const std::string& name) {
    if (std::find(owners.begin(), owners.end(), name) == owners.end()) owners.push_back(name);
  };
  const uint32_t section = section_of(plan.draft, draft_line(plan, citation));
  for (const Task& task : plan.tasks) {
    if (plan.files[task.citation.file].notes) continue;
    const uint32_t other = section_of(plan.draft, draft_line(plan, task.citation));
    if (other == no_heading || !is_within(plan.draft, section, other)) continue;
    for (const std::string& name : task.lead) push(name);
    for (const std::string& name : task.with) push(name);
  }
  for (const OwnerStatement& owner : plan.draft.owners) {
    if (owner.heading == no_heading || !is_within(plan.draft, section, owner.heading)) continue;
    for (const std::string& unit : owner.units) {
      const Agency* agency = plan.find_agency(unit);
      if (agency != nullptr) push(agency->name);
    }
  }
  return owners;
}

}  // namespace fangan
