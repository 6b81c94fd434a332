#include "plan/flow_graph.h"

#include <algorithm>
#include <set>

#include "text/suggest.h"

namespace fangan {
namespace {

using States = std::set<std::string>;

bool names_state(const std::vector<Name>& names, const std::string& state) {
  return std::any_of(names.begin(), names.end(),
                     [&state](const Name& name) { return name.text == state; });
}

bool check_state(const Flow& flow, const Name& name, CheckContext* context) {
  if (name.empty() || flow.state(name.text) != nullptr) return true;
  std::vector<std::string> known;
  std::string list;
  for (const FlowState& state : flow.states) {
    known.push_back(state.name.text);
    list += (list.empty() ? "" : " ") + state.name.text;
  }
  context->error("PLAN-F103", name.span,
                 {{"state", name.text}, {"near", did_you_mean(name.text, known)}, {"known", list}});
  return false;
}

bool check_states(const Flow& flow, CheckContext* context) {
  bool known = true;
  const auto check = [&](const Name& name) { known = check_state(flow, name, context) && known; };
  for (const Name& name : flow.edit_in) check(name);
  for (const FlowStep& step : flow.steps) {
    for (const Name& name : step.from) check(name);
    check(step.to);
  }
  return known;
}

/// What can be reached from `from` by steps, itself included.
States reached(const Flow& flow, const std::string& from) {
  States states = {from};
  for (bool grows = true; grows;) {
    grows = false;
    for (const FlowStep& step : flow.steps) {
      const bool leaves = std::any_of(step.from.begin(), step.from.end(), [&](const Name& name) {
        return states.count(name.text) != 0;
      });
      if (leaves && states.insert(step.to.text).second) grows = true;
    }
  }
  return states;
}

bool is_left(const Flow& flow, const std::string& state) {
  return std::any_of(flow.steps.begin(), flow.steps.end(), [&state](const FlowStep& step) {
    return names_state(step.from, state) && step.to.text != state;
  });
}

std::string list_of(const Flow& flow, const States& states) {
  std::string list;
  for (const FlowState& state : flow.states) {
    if (states.count(state.name.text)) list += (list.empty() ? "" : " ") + state.name.text;
  }
  return list;
}

bool ends_somewhere(const Flow& flow, const States& states) {
  return std::any_of(states.begin(), states.end(), [&flow](const std::string& name) {
    return flow.state(name)->grade != Grade::none || !is_left(flow, name);
  });
}

/// `told`: states of loops that an error has named.
void check_way_on(const Flow& flow, const FlowState& state, States* told, CheckContext* context) {
  if (state.grade != Grade::none || told->count(state.name.text)) return;
  const std::string& name = state.name.text;
  if (!is_left(flow, name)) {
    const bool begins = &state == &flow.states.front();
    if (!begins && !names_state(flow.edit_in, name)) return;
    context->error("PLAN-F105", state.name.span, {{"state", name}});
    return;
  }
  const States ahead = reached(flow, name);
  if (ends_somewhere(flow, ahead)) return;
  told->insert(ahead.begin(), ahead.end());
  context->error("PLAN-F106", state.name.span, {{"states", list_of(flow, ahead)}});
}

bool is_moved(const std::vector<Move>& moves, const FlowStep& step) {
  return std::any_of(moves.begin(), moves.end(),
                     [&step](const Move& move) { return move.step.text == step.name.text; });
}

/// Whether something but a person takes the step.
bool is_started(const Plan& plan, const FlowStep& step) {
  if (step.within_days) return true;
  for (const Watch& watch : plan.watches) {
    if (is_moved(watch.moves, step)) return true;
  }
  for (const Flow& flow : plan.flows) {
    for (const FlowStep& other : flow.steps) {
      if (is_moved(other.moves, step)) return true;
    }
  }
  return false;
}

}  // namespace

void check_flow_graph(const Flow& flow, CheckContext* context) {
  if (flow.states.empty() || !check_states(flow, context)) return;
  const States states = reached(flow, flow.states.front().name.text);
  for (const FlowState& state : flow.states) {
    if (states.count(state.name.text)) continue;
    context->error("PLAN-F104", state.name.span,
                   {{"state", state.name.text}, {"first", flow.states.front().name.text}});
  }
  States told;
  for (const FlowState& state : flow.states) check_way_on(flow, state, &told, context);
}

void check_flow_takers(CheckContext* context) {
  const Plan& plan = context->plan();
  for (const Flow& flow : plan.flows) {
    for (const FlowStep& step : flow.steps) {
      const bool by_nobody = std::all_of(
          step.by.begin(), step.by.end(),
          [](const Relation& one) { return one.kind == Relation::Kind::system; });
      if (step.by.empty() || !by_nobody || is_started(plan, step)) continue;
      context->error("PLAN-F107", step.name.span, {{"step", step.name.text}});
    }
  }
}

}  // namespace fangan
