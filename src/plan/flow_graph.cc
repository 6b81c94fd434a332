#include "plan/flow_graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "text/suggest.h"

namespace fangan {
namespace {

using States = std::set<std::string_view>;

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

/// From each state those one step away.
using Edges = std::map<std::string_view, std::vector<std::string_view>>;

/// The states of a flow, forwards and backwards.
struct StepGraph {
  Edges next;
  Edges previous;

  explicit StepGraph(const Flow& flow) {
    for (const FlowStep& step : flow.steps) {
      for (const Name& from : step.from) {
        next[from.text].push_back(step.to.text);
        previous[step.to.text].push_back(from.text);
      }
    }
  }

  bool is_left(std::string_view state) const {
    const auto found = next.find(state);
    return found != next.end() && std::any_of(found->second.begin(), found->second.end(),
                                              [state](std::string_view to) { return to != state; });
  }
};

/// What can be reached from these along edges, themselves included.
States reached(const Edges& edges, std::vector<std::string_view> from) {
  States states(from.begin(), from.end());
  while (!from.empty()) {
    const auto found = edges.find(from.back());
    from.pop_back();
    if (found == edges.end()) continue;
    for (const std::string_view state : found->second) {
      if (states.insert(state).second) from.push_back(state);
    }
  }
  return states;
}

/// Those from which the flow comes to an end: a grade, or a state that no step leaves.
States ending(const Flow& flow, const StepGraph& graph) {
  std::vector<std::string_view> ends;
  for (const FlowState& state : flow.states) {
    const std::string_view name = state.name.text;
    if (state.grade != Grade::none || !graph.is_left(name)) ends.push_back(name);
  }
  return reached(graph.previous, std::move(ends));
}

std::string list_of(const Flow& flow, const States& states) {
  std::string list;
  for (const FlowState& state : flow.states) {
    if (states.count(state.name.text)) list += (list.empty() ? "" : " ") + state.name.text;
  }
  return list;
}

/// `told`: states of loops that an error has named, and those that lead to an end.
void check_way_on(const Flow& flow, const FlowState& state, const StepGraph& graph, States* told,
                  CheckContext* context) {
  const std::string& name = state.name.text;
  if (state.grade != Grade::none) return;
  if (!graph.is_left(name)) {
    const bool begins = &state == &flow.states.front();
    if (!begins && !names_state(flow.edit_in, name)) return;
    context->error("PLAN-F105", state.name.span, {{"state", name}});
    return;
  }
  if (told->count(name) != 0) return;
  const States ahead = reached(graph.next, {name});
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
  const StepGraph graph(flow);
  const States states = reached(graph.next, {flow.states.front().name.text});
  for (const FlowState& state : flow.states) {
    if (states.count(state.name.text)) continue;
    context->error("PLAN-F104", state.name.span,
                   {{"state", state.name.text}, {"first", flow.states.front().name.text}});
  }
  States told = ending(flow, graph);
  for (const FlowState& state : flow.states) check_way_on(flow, state, graph, &told, context);
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
