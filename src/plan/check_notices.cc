// Notices: what is published and handed on.
#include <algorithm>

#include "plan/check_context.h"
#include "plan/read_keys.h"
#include "text/suggest.h"

namespace fangan {
namespace {

/// Errors  PLAN-M003 none of `public`, `agency NAME`, `file csv`.
void read_recipient(CheckContext* context, const KeyReader& keys, Notice* notice) {
  constexpr std::string_view agency_prefix = "agency ";
  const Entry* entry = keys.find("to");
  const std::string written = keys.text("to");
  if (written.empty()) return;
  if (written == "public") {
    notice->to = Notice::To::everyone;
  } else if (written == "file csv") {
    notice->to = Notice::To::file;
  } else if (written.compare(0, agency_prefix.size(), agency_prefix) == 0) {
    notice->to = Notice::To::agency;
    notice->to_agency = Name{written.substr(agency_prefix.size()), entry->value_span};
    notice->to_agency.span.begin += static_cast<uint32_t>(agency_prefix.size());
  } else {
    context->error("PLAN-M003", entry->value_span,
                   {{"word", written}, {"near", did_you_mean(written, {"public", "file csv"})}});
  }
}

/// Errors  PLAN-M004 a field is required and not among the fields.
void check_required(CheckContext* context, const Notice& notice) {
  std::vector<std::string> known;
  for (const Name& field : notice.fields) known.push_back(field.text);
  for (const Name& field : notice.required) {
    if (std::find(known.begin(), known.end(), field.text) != known.end()) continue;
    context->error("PLAN-M004", field.span,
                   {{"field", field.text}, {"near", did_you_mean(field.text, known)}});
  }
}

}  // namespace

void check_notice(CheckContext* context, const PlacedBlock& placed) {
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  Notice notice;
  notice.name = Name{placed.block->name, placed.block->name_span};
  notice.label = keys.text("label");
  notice.of = keys.formula("of");
  notice.fields = keys.names("fields");
  notice.required = keys.names("required");
  read_recipient(context, keys, &notice);
  const DayCount period = keys.days("period");
  notice.period_days = period.days;
  notice.working_days = period.working;
  notice.objections = keys.flag("objections");
  notice.holds = keys.names("holds");
  notice.every = keys.every("every");
  if (notice.objections) keys.refuse_without("objections", "period");
  if (!notice.fields.empty()) check_required(context, notice);
  if (const std::optional<Citation> citation = context->cite(placed)) notice.citation = *citation;
  context->plan().notices.push_back(std::move(notice));
}

}  // namespace fangan
