// Flows: states, and the steps between them.
#include <algorithm>

#include "plan/check_context.h"
#include "plan/flow_graph.h"
#include "plan/grade_words.h"
#include "plan/read_keys.h"
#include "text/suggest.h"

namespace fangan {
namespace {

/// The grade a state gives; none for words nobody knows.
std::optional<Grade> grade_of(std::string_view word) {
  if (word.empty()) return Grade::none;
  const auto known = std::find_if(std::begin(grade_words), std::end(grade_words),
                                  [&](const auto& one) { return one.first == word; });
  return known == std::end(grade_words) ? std::nullopt : std::optional<Grade>(known->second);
}

/// Errors  PLAN-F101 a line without a name; PLAN-F102 a grade nobody knows.
std::vector<FlowState> read_states(const KeyReader& keys) {
  CheckContext& context = keys.context();
  std::vector<FlowState> states;
  for (const Entry& entry : context.lines_of(keys.find("states"))) {
    if (entry.key.empty()) {
      context.error("PLAN-F101", entry.value_span);
      continue;
    }
    FlowState state{Name{entry.key, entry.key_span}};
    const std::optional<Grade> grade = grade_of(entry.value);
    if (grade) {
      state.grade = *grade;
    } else {
      std::vector<std::string> known;
      for (const auto& [word, unused] : grade_words) known.emplace_back(word);
      context.error("PLAN-F102", entry.value_span,
                    {{"grade", entry.value}, {"near", did_you_mean(entry.value, known)}});
    }
    states.push_back(std::move(state));
  }
  return states;
}

FlowStep read_step(const Name& name, const KeyReader& keys) {
  FlowStep step;
  step.name = name;
  step.from = keys.names("from");
  step.to = keys.name("to");
  step.by = keys.who("by");
  step.needs = keys.names("needs");
  step.must = keys.formulas("must");
  step.warn = keys.formulas("warn");
  step.dated_by = keys.name("dated by");
  const DayCount within = keys.days("within");
  step.within_days = within.days;
  step.working_days = within.working;
  if (const std::optional<KeyReader> late = keys.group("late")) {
    step.late_to = late->who("to");
    step.late_remind = late->who("remind");
    step.late_opens = late->openings("opens", false);
  }
  keys.refuse_without("late", "within");
  step.opens = keys.openings("opens", false);
  step.moves = keys.moves("moves");
  return step;
}

}  // namespace

void check_flow(CheckContext* context, const PlacedBlock& placed) {
  const size_t errors_before = context->error_count();
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  Flow flow;
  flow.name = Name{placed.block->name, placed.block->name_span};
  flow.label = keys.text("label");
  flow.states = read_states(keys);
  flow.edit_in = keys.names("edit in");
  for (const auto& [name, step] : keys.entries("steps")) {
    flow.steps.push_back(read_step(name, step));
  }
  // A step that could not be read would make states look out of reach.
  if (context->error_count() == errors_before) check_flow_graph(flow, context);
  if (const std::optional<Citation> citation = context->cite(placed)) flow.citation = *citation;
  context->plan().flows.push_back(std::move(flow));
}

}  // namespace fangan
