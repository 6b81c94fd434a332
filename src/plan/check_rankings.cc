// Rankings: rows in order.
#include "plan/check_context.h"
#include "plan/read_keys.h"

namespace fangan {

/// Errors  PLAN-M002 neither a score nor an order.
void check_ranking(CheckContext* context, const PlacedBlock& placed) {
  const size_t errors_before = context->error_count();
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  Ranking ranking;
  ranking.name = Name{placed.block->name, placed.block->name_span};
  ranking.label = keys.text("label");
  ranking.of = keys.formula("of");
  ranking.every = keys.every("every");
  for (const auto& [name, score] : keys.entries("score")) {
    if (!context->check_name(name)) continue;
    ranking.scores.push_back(Score{name, score.formula("value"), score.name("weight")});
  }
  ranking.order = keys.names("order");
  ranking.ties_field = keys.name("ties");
  ranking.ties_shared = ranking.ties_field.empty() || ranking.ties_field.text == "shared";
  if (ranking.ties_shared) ranking.ties_field = {};
  ranking.leaders = keys.formula("leaders");
  const bool ordered = !ranking.scores.empty() || !ranking.order.empty();
  if (!ordered && context->error_count() == errors_before) {
    context->error("PLAN-M002", ranking.name.span, {{"name", ranking.name.text}});
  }
  if (const std::optional<Citation> citation = context->cite(placed)) ranking.citation = *citation;
  context->plan().rankings.push_back(std::move(ranking));
}

}  // namespace fangan
