// Circles: decisions and types that need themselves.
#include <algorithm>
#include <optional>
#include <set>

#include "decision/check_links.h"

namespace fangan::dmn {
namespace {

/// Choice: a hostile set of services may take long to follow; evaluation has its own limits, so
/// the search simply ends.
constexpr size_t service_steps_max = 5'000'000;

/// Longer chains are refused: what follows them step by step has only so much of a stack.
constexpr size_t chain_max = 1'000;

struct Edge {
  uint32_t target = 0;
  Span place;
};

using Graph = std::vector<std::vector<Edge>>;

/// One way round, beginning and ending with the same node, and where it closes.
struct Circle {
  std::vector<uint32_t> nodes;
  Span place;
};

/// A circle through every node that is reached again on the way from itself; each edge that closes
/// one is reported once. Without recursion: chains may be long.
std::vector<Circle> find_circles(const Graph& graph, std::optional<Span>* too_long) {
  enum class State : uint8_t { fresh, open, done };
  std::vector<State> states(graph.size(), State::fresh);
  std::vector<Circle> circles;
  std::vector<std::pair<uint32_t, size_t>> path;  // node, next edge
  for (uint32_t start = 0; start < graph.size(); ++start) {
    if (states[start] == State::fresh) path.emplace_back(start, 0);
    while (!path.empty()) {
      const uint32_t node = path.back().first;
      states[node] = State::open;
      if (path.back().second == graph[node].size()) {
        states[node] = State::done;
        path.pop_back();
        continue;
      }
      const Edge& edge = graph[node][path.back().second++];
      if (states[edge.target] == State::fresh) {
        if (path.size() == chain_max && !*too_long) *too_long = edge.place;
        path.emplace_back(edge.target, 0);
      } else if (states[edge.target] == State::open) {
        Circle circle{{}, edge.place};
        auto at = std::find_if(path.begin(), path.end(),
                               [&edge](const auto& step) { return step.first == edge.target; });
        for (; at != path.end(); ++at) circle.nodes.push_back(at->first);
        circle.nodes.push_back(edge.target);
        circles.push_back(std::move(circle));
      }
    }
  }
  return circles;
}

template <typename NameOf>
void report_circles(const Graph& graph, const char* code, const NameOf& name_of,
                    Diagnostics* problems) {
  constexpr size_t names_max = 12;
  std::optional<Span> too_long;
  const std::vector<Circle> circles = find_circles(graph, &too_long);
  if (too_long) {
    problems->push_back(problem_at("DMN-X051", *too_long, {{"limit", std::to_string(chain_max)}}));
  }
  for (const Circle& circle : circles) {
    std::string path;
    for (size_t index = 0; index < circle.nodes.size(); ++index) {
      const bool is_shown = index < names_max || index + 1 == circle.nodes.size();
      if (index == names_max && !is_shown) path += " → ...";
      if (!is_shown) continue;
      path += (path.empty() ? "" : " → ") + name_of(circle.nodes[index]);
    }
    problems->push_back(problem_at(code, circle.place, {{"path", path}}));
  }
}

/// Numbers the elements of all models one after the other.
class Numbering {
 public:
  template <typename SizeOf>
  Numbering(const std::vector<Definitions>& models, const SizeOf& size_of) {
    for (const Definitions& each : models) {
      begins_.push_back(count_);
      count_ += static_cast<uint32_t>(size_of(each));
    }
  }

  uint32_t count() const { return count_; }
  uint32_t number(uint32_t model, uint32_t index) const { return begins_[model] + index; }
  std::pair<uint32_t, uint32_t> model_and_index(uint32_t number) const {
    // Models without elements begin where the next one does: the last of them is the right one.
    const auto after = std::upper_bound(begins_.begin(), begins_.end(), number);
    const uint32_t model = static_cast<uint32_t>(after - begins_.begin()) - 1;
    return {model, number - begins_[model]};
  }

 private:
  std::vector<uint32_t> begins_;
  uint32_t count_ = 0;
};

void check_decisions(const ModelSet& set, Diagnostics* problems) {
  const std::vector<Definitions>& models = set.models();
  const Numbering numbering(models, [](const Definitions& d) { return d.decisions.size(); });
  Graph graph(numbering.count());
  for (uint32_t model = 0; model < models.size(); ++model) {
    for (uint32_t index = 0; index < models[model].decisions.size(); ++index) {
      for (const Requirement& each : models[model].decisions[index].information_requirements) {
        const std::optional<ElementRef> target = set.find(each.target);
        if (!target || target->kind != ElementKind::decision) continue;
        graph[numbering.number(model, index)].push_back(
            {numbering.number(target->model, target->index), each.target.written.span()});
      }
    }
  }
  const auto name_of = [&](uint32_t number) {
    const auto [model, index] = numbering.model_and_index(number);
    return models[model].decisions[index].name.text();
  };
  report_circles(graph, "DMN-X045", name_of, problems);
}

/// The decisions a call of a service evaluates: all below its outputs down to its inputs.
std::set<ElementRef> decisions_inside(const ModelSet& set, const DecisionService& service,
                                      size_t* steps_left) {
  std::set<ElementRef> inputs;
  for (const Href& each : service.input_decisions) inputs.insert(*set.find(each));
  std::set<ElementRef> inside;
  std::vector<ElementRef> open;
  const auto add = [&](const Href& href) {
    const std::optional<ElementRef> ref = set.find(href);
    if (!ref || ref->kind != ElementKind::decision || inputs.count(*ref) > 0) return;
    if (inside.insert(*ref).second) open.push_back(*ref);
  };
  for (const Href& each : service.output_decisions) add(each);
  for (const Href& each : service.encapsulated_decisions) add(each);
  while (!open.empty() && *steps_left > 0) {
    --*steps_left;
    const ElementRef ref = open.back();
    open.pop_back();
    const Decision& decision = set.models()[ref.model].decisions[ref.index];
    for (const Requirement& each : decision.information_requirements) add(each.target);
  }
  return inside;
}

/// Services that call themselves through a decision inside of them. A knowledge model may call
/// itself: that is how FEEL writes recursion.
void check_services(const ModelSet& set, Diagnostics* problems) {
  const std::vector<Definitions>& models = set.models();
  const Numbering numbering(models,
                            [](const Definitions& d) { return d.decision_services.size(); });
  Graph graph(numbering.count());
  size_t steps_left = service_steps_max;
  for (uint32_t number = 0; number < graph.size(); ++number) {
    const auto [model, index] = numbering.model_and_index(number);
    const DecisionService& service = models[model].decision_services[index];
    std::set<ElementRef> seen;
    std::vector<const std::vector<Requirement>*> open;
    for (const ElementRef& ref : decisions_inside(set, service, &steps_left)) {
      open.push_back(&models[ref.model].decisions[ref.index].knowledge_requirements);
    }
    while (!open.empty() && steps_left > 0) {
      --steps_left;
      const std::vector<Requirement>& requirements = *open.back();
      open.pop_back();
      for (const Requirement& each : requirements) {
        const std::optional<ElementRef> ref = set.find(each.target);
        if (!ref || !seen.insert(*ref).second) continue;
        if (ref->kind == ElementKind::decision_service) {
          graph[number].push_back(
              {numbering.number(ref->model, ref->index), each.target.written.span()});
        } else if (ref->kind == ElementKind::knowledge_model) {
          open.push_back(&models[ref->model].knowledge_models[ref->index].knowledge_requirements);
        }
      }
    }
  }
  const auto name_of = [&](uint32_t number) {
    const auto [model, index] = numbering.model_and_index(number);
    return models[model].decision_services[index].name.text();
  };
  report_circles(graph, "DMN-X045", name_of, problems);
}

/// A type may hold itself as a part or as items; it may not be itself under another name.
void add_type_edges(const ModelSet& set, uint32_t model, const ItemDefinition& item,
                    const Numbering& numbering, std::vector<Edge>* edges) {
  if (item.type_ref.empty() || item.is_collection) return;
  const TypeMeaning meaning = set.find_type(model, item.type_ref.text());
  if (meaning.item == nullptr) return;
  const ItemDefinition* first = set.models()[meaning.model].item_definitions.data();
  const uint32_t index = static_cast<uint32_t>(meaning.item - first);
  edges->push_back({numbering.number(meaning.model, index), item.type_ref.span()});
}

void check_types(const ModelSet& set, Diagnostics* problems) {
  const std::vector<Definitions>& models = set.models();
  const Numbering numbering(models, [](const Definitions& d) { return d.item_definitions.size(); });
  Graph graph(numbering.count());
  for (uint32_t number = 0; number < graph.size(); ++number) {
    const auto [model, index] = numbering.model_and_index(number);
    add_type_edges(set, model, models[model].item_definitions[index], numbering, &graph[number]);
  }
  const auto name_of = [&](uint32_t number) {
    const auto [model, index] = numbering.model_and_index(number);
    return models[model].item_definitions[index].name.text();
  };
  report_circles(graph, "DMN-X046", name_of, problems);
}

}  // namespace

void check_circles(const ModelSet& set, Diagnostics* problems) {
  check_decisions(set, problems);
  check_services(set, problems);
  check_types(set, problems);
}

}  // namespace fangan::dmn
