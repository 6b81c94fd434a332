// Decisions: tables of the package. This version runs 亮灯.
#include "plan/check_context.h"
#include "plan/decision_table.h"
#include "plan/light_table.h"

namespace fangan {

void check_decision(CheckContext* context, const PlacedBlock& placed) {
  context->refuse_unknown_keys(placed, {"on", "value"});
  if (!context->define(placed)) return;
  const std::string& name = placed.block->name;
  if (name != light_decision_name) {
    context->error("PLAN-D007", placed.block->name_span, {{"name", name}});
    return;
  }
  if (!placed.body.table) {
    context->error("PLAN-D004", placed.block->name_span, {{"name", name}});
    return;
  }
  Diagnostics found;
  Decision decision;
  decision.name = Name{name, placed.block->name_span};
  const Span whole = placed.body.table->span;
  decision.value.text = MappedText(std::string(context->sources().text(whole)), whole);
  decision.table = read_decision_table(*placed.body.table, &found);
  if (!has_errors(found)) read_light_table(decision, &found);
  for (const Diagnostic& diagnostic : found) {
    context->error(diagnostic.code, diagnostic.marks.front().span, diagnostic.facts);
  }
  if (const std::optional<Citation> citation = context->cite(placed)) decision.citation = *citation;
  context->plan().decisions.push_back(std::move(decision));
}

}  // namespace fangan
