// Names: what blocks say of each other, once all of them are known.
#include <algorithm>

#include "plan/agency_problem.h"
#include "plan/check_context.h"
#include "plan/section_owners.h"
#include "text/suggest.h"

namespace fangan {
namespace {

std::vector<std::string> agency_names(const Plan& plan) {
  std::vector<std::string> names;
  for (const Agency& agency : plan.agencies) {
    names.push_back(agency.name);
    names.insert(names.end(), agency.aliases.begin(), agency.aliases.end());
  }
  return names;
}

/// Replaces aliases by names. `block` and `at` tell where the names stand.
void resolve_agencies(CheckContext* context, const std::vector<std::string>& known,
                      std::string_view block, Span at, std::vector<std::string>* names) {
  for (std::string& name : *names) {
    const Agency* agency = context->plan().find_agency(name);
    if (agency == nullptr) {
      context->report(agency_problem(name, context->place_of(block, name, at), known));
    } else {
      name = agency->name;
    }
  }
}

/// The owner statements of the text as duties, one a unit, in order.
void read_duties(CheckContext* context) {
  Plan& plan = context->plan();
  uint32_t number = 0;
  std::vector<Duty> places;  // By line of the draft: file and line of the package.
  for (uint32_t file = 0; file < plan.files.size(); ++file) {
    if (plan.files[file].notes) continue;
    for (uint32_t line = 0; line < plan.files[file].lines.size(); ++line) {
      Duty place;
      place.file = file;
      place.text_line = line;
      place.number = ++number;
      places.push_back(place);
    }
  }
  for (const OwnerStatement& owner : plan.draft.owners) {
    if (owner.form == OwnerForm::sentence) continue;
    Duty duty = places[owner.place.line];
    duty.open = owner.open;
    if (owner.heading != no_heading) duty.section = plan.draft.headings[owner.heading].title;
    for (const std::string& unit : owner.units) {
      const Agency* agency = plan.find_agency(unit);
      duty.agency = agency == nullptr ? unit : agency->name;
      duty.lead = std::find(owner.lead.begin(), owner.lead.end(), unit) != owner.lead.end();
      plan.duties.push_back(duty);
    }
  }
}

}  // namespace

void resolve_names(CheckContext* context, const std::vector<Agency>& shared_agencies) {
  Plan& plan = context->plan();
  for (const Agency& agency : shared_agencies) {
    if (plan.find_agency(agency.name) == nullptr) plan.agencies.push_back(agency);
  }
  const std::vector<std::string> known = agency_names(plan);
  for (Task& task : plan.tasks) {
    resolve_agencies(context, known, task.name, task.span, &task.lead);
    resolve_agencies(context, known, task.name, task.span, &task.with);
  }
  for (Agency& agency : plan.agencies) {
    resolve_agencies(context, known, agency.name, agency.span, &agency.members);
    std::vector<std::string> superior;
    if (!agency.superior.empty()) superior.push_back(agency.superior);
    if (!agency.successor.empty()) superior.push_back(agency.successor);
    resolve_agencies(context, known, agency.name, agency.span, &superior);
  }
  std::vector<std::string> parameters;
  for (const Parameter& parameter : plan.parameters) parameters.push_back(parameter.name);
  for (const Target& target : plan.targets) {
    if (target.tolerance.empty() || plan.find_parameter(target.tolerance) != nullptr) continue;
    context->error(
        "PLAN-T003", context->place_of(target.name, target.tolerance, target.span),
        {{"name", target.tolerance}, {"near", did_you_mean(target.tolerance, parameters)}});
  }
  for (const Restatement& restatement : plan.restatements) {
    const std::vector<std::string> blocks = context->block_names();
    if (std::find(blocks.begin(), blocks.end(), restatement.block) != blocks.end()) continue;
    context->error(
        "PLAN-C006", restatement.span,
        {{"name", restatement.block}, {"near", did_you_mean(restatement.block, blocks)}});
  }
  read_duties(context);
  for (Target& target : plan.targets) target.owners = section_owners(plan, target.citation);
}

}  // namespace fangan
