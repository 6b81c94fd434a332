// Watches: what to look out for.
#include "plan/check_context.h"
#include "plan/read_keys.h"

namespace fangan {

/// Errors  PLAN-M001 nobody is told and nothing is opened or moved.
void check_watch(CheckContext* context, const PlacedBlock& placed) {
  const size_t errors_before = context->error_count();
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  Watch watch;
  watch.name = Name{placed.block->name, placed.block->name_span};
  watch.label = keys.text("label");
  watch.on = keys.names("on");
  watch.when = keys.formula("when");
  watch.once_per = keys.names("once per");
  watch.opens = keys.openings("opens", false);
  watch.moves = keys.moves("moves");
  watch.to = keys.who("to");
  const DayCount within = keys.days("within");
  watch.within_days = within.days;
  watch.working_days = within.working;
  const bool acts = !watch.opens.empty() || !watch.moves.empty() || !watch.to.empty();
  if (!acts && context->error_count() == errors_before) {
    context->error("PLAN-M001", watch.name.span, {{"name", watch.name.text}});
  }
  if (const std::optional<Citation> citation = context->cite(placed)) watch.citation = *citation;
  context->plan().watches.push_back(std::move(watch));
}

}  // namespace fangan
