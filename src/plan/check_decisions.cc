// Decisions: an expression, a table or a DMN file; the light of targets is one of them.
#include "plan/check_context.h"
#include "plan/decision_table.h"
#include "plan/light_table.h"
#include "plan/read_keys.h"

namespace fangan {
namespace {

void read_table(CheckContext* context, const Grid& table, Decision* decision) {
  Diagnostics found;
  const Span whole = table.span;
  decision->value.text = MappedText(std::string(context->sources().text(whole)), whole);
  decision->table = read_decision_table(table, &found);
  const bool is_whole = !decision->table->inputs.empty() && !decision->table->outputs.empty();
  if (!is_whole) {
    decision->table.reset();  // Told; what its cells are nobody knows.
    decision->value = {};
  }
  const bool is_light = decision->name.text == light_decision_name;
  if (is_light && !has_errors(found)) read_light_table(*decision, &found);
  for (const Diagnostic& diagnostic : found) {
    context->error(diagnostic.code, diagnostic.marks.front().span, diagnostic.facts);
  }
}

/// `value: NAME.dmn` is a file of the package, everything else an expression.
void read_value(const KeyReader& keys, Decision* decision) {
  constexpr std::string_view dmn_ending = ".dmn";
  decision->value = keys.formula("value");
  const std::string& text = decision->value.text.text();
  const bool is_file = text.size() > dmn_ending.size() &&
                       text.find_first_of(" \n()[]\"") == std::string::npos &&
                       std::string_view(text).substr(text.size() - dmn_ending.size()) == dmn_ending;
  if (!is_file) return;
  decision->file = Name{text, decision->value.text.span()};
  decision->value = {};
}

}  // namespace

/// Errors  PLAN-D004 neither a value nor a table, or both; PLAN-D007 亮灯 is a table.
void check_decision(CheckContext* context, const PlacedBlock& placed) {
  const size_t errors_before = context->error_count();
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  Decision decision;
  decision.name = Name{placed.block->name, placed.block->name_span};
  decision.label = keys.text("label");
  decision.on = keys.names("on");
  const bool has_table = placed.body.table.has_value();
  const bool is_light = decision.name.text == light_decision_name;
  if (is_light && !has_table) {
    context->error("PLAN-D007", decision.name.span, {{"name", decision.name.text}});
    return;
  }
  if (has_table == keys.has("value") && context->error_count() == errors_before) {
    context->error("PLAN-D004", decision.name.span, {{"name", decision.name.text}});
  }
  if (has_table) {
    read_table(context, *placed.body.table, &decision);
  } else {
    read_value(keys, &decision);
  }
  if (const std::optional<Citation> citation = context->cite(placed)) decision.citation = *citation;
  context->plan().decisions.push_back(std::move(decision));
}

}  // namespace fangan
