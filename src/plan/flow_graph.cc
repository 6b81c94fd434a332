#include "plan/flow_graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "plan/row_words.h"
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

/// The register that a reference of rows of another leads to, or whose rows point to those; nullptr
/// where no field says it.
const Register* referred(const Plan& plan, const Name& from, const Name& reference) {
  const Register* register_from = plan.find_register(from.text);
  const Field* field =
      register_from == nullptr ? nullptr : register_from->field(reference.text);
  if (field != nullptr) return plan.find_register(field->domain.target.text);
  const Register* other = plan.find_register(reference.text);
  const bool points = other != nullptr && std::any_of(other->fields.begin(), other->fields.end(),
                                                      [&from](const Field& one) {
                                                        return one.domain.target.text == from.text;
                                                      });
  return points ? other : nullptr;
}

/// Whether rows of `from` take the step of this flow, not of another that calls a step alike.
bool is_moved(const Plan& plan, const std::vector<Name>& from, const std::vector<Move>& moves,
              const Flow& flow, const FlowStep& step) {
  for (const Move& move : moves) {
    if (move.step.text != step.name.text) continue;
    for (const Name& one : from) {
      const Register* moved = referred(plan, one, move.reference);
      if (moved == nullptr || moved->flow.text == flow.name.text) return true;
    }
  }
  return false;
}

std::vector<Name> registers_of(const Plan& plan, const Flow& flow) {
  std::vector<Name> names;
  for (const Register& one : plan.registers) {
    if (one.flow.text == flow.name.text) names.push_back(one.name);
  }
  return names;
}

/// Whether something but a person takes the step.
bool is_started(const Plan& plan, const Flow& flow, const FlowStep& step) {
  if (step.within_days) return true;
  for (const Watch& watch : plan.watches) {
    if (is_moved(plan, watch.on, watch.moves, flow, step)) return true;
  }
  for (const Flow& other : plan.flows) {
    const std::vector<Name> from = registers_of(plan, other);
    for (const FlowStep& one : other.steps) {
      if (is_moved(plan, from, one.moves, flow, step)) return true;
    }
  }
  return false;
}

/// Whether rows of a register belong to somebody with an account: an enterprise, or whoever a form
/// makes accounts for. References are followed.
bool has_subject(const Plan& plan, const Name& name, std::set<std::string>* seen) {
  constexpr std::string_view enterprises = "企业";
  if (!seen->insert(name.text).second) return false;
  const bool has_accounts =
      std::any_of(plan.forms.begin(), plan.forms.end(),
                  [&name](const Form& form) { return form.account_for.text == name.text; });
  if (name.text == enterprises || has_accounts) return true;
  const Register* definition = plan.find_register(name.text);
  if (definition == nullptr) return true;  // Told where it is named.
  return std::any_of(definition->fields.begin(), definition->fields.end(), [&](const Field& one) {
    return one.domain.kind == FieldKind::reference && has_subject(plan, one.domain.target, seen);
  });
}

bool has_counties(const Plan& plan) {
  return std::any_of(plan.agencies.begin(), plan.agencies.end(),
                     [](const Agency& one) { return one.kind == county_agency_kind; });
}

/// Whether a step's relation is nobody's for rows of a register; empty: of a flow that none has.
bool is_nobody(const Plan& plan, const Relation& relation, const Name& of) {
  std::set<std::string> seen;
  switch (relation.kind) {
    case Relation::Kind::system:
      return true;
    case Relation::Kind::county:
      return !has_counties(plan);
    case Relation::Kind::subject:
      return !of.empty() && !has_subject(plan, of, &seen);
    default:
      return false;
  }
}

/// Steps that are meant for people of whom there are none.
void check_by(const Flow& flow, const FlowStep& step, CheckContext* context) {
  const Plan& plan = context->plan();
  std::vector<Name> registers = registers_of(plan, flow);
  if (registers.empty()) registers.emplace_back();
  const auto first = std::find_if(step.by.begin(), step.by.end(), [](const Relation& one) {
    return one.kind != Relation::Kind::system;
  });
  if (first == step.by.end()) return;
  for (const Name& name : registers) {
    const bool by_nobody =
        std::all_of(step.by.begin(), step.by.end(),
                    [&](const Relation& one) { return is_nobody(plan, one, name); });
    if (!by_nobody) continue;
    if (first->kind == Relation::Kind::county) {
      context->warning("PLAN-F108", first->span, {{"step", step.name.text}});
      return;
    }
    context->warning("PLAN-F109", first->span, {{"step", step.name.text}, {"register", name.text}});
  }
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
      check_by(flow, step, context);
      if (step.by.empty() || !by_nobody || is_started(plan, flow, step)) continue;
      context->error("PLAN-F107", step.name.span, {{"step", step.name.text}});
    }
  }
}

}  // namespace fangan
