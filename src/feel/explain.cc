#include "feel/explain.h"

#include <algorithm>

#include "feel/code.h"
#include "feel/names.h"
#include "feel/operators.h"

namespace fangan::feel {
namespace {

/// Says no more than its text: a literal, or a list, range or sign of literals.
bool is_plain(const Syntax& syntax, NodeId id) {
  const Node& node = syntax.at(id);
  const auto parts_are_plain = [&] {
    return std::all_of(node.children.begin(), node.children.end(),
                       [&](NodeId child) { return is_plain(syntax, child); });
  };
  switch (node.op) {
    case Op::literal:
    case Op::lambda:
    case Op::external:
      return true;
    case Op::name:
      return node.symbol.kind == Symbol::Kind::constant;
    case Op::negate:
    case Op::list:
    case Op::context:
    case Op::range:
    case Op::series:
      return parts_are_plain();
    case Op::call: {
      // date("2026-01-31") is as good as a literal.
      const std::string& name = syntax.at(node.children[0]).name;
      const bool makes =
          name == "date" || name == "time" || name == "date and time" || name == "duration";
      return makes && parts_are_plain();
    }
    default:
      return false;
  }
}

/// What only holds other nodes together: its value is theirs.
bool is_frame(Op op) {
  return op == Op::list || op == Op::context || op == Op::range || op == Op::series ||
         op == Op::tests || op == Op::conform || op == Op::extension;
}

/// What the value of a node stands under: its operator, or what begins what follows its operand.
std::string_view mark_of(Op op) {
  switch (op) {
    case Op::instance_of:
      return "instance";
    case Op::member:
      return ".";
    case Op::filter:
      return "[";
    default:
      return symbol_of(op);
  }
}

class Explainer {
 public:
  Explainer(const Syntax& syntax, const Trace& trace) : syntax_(syntax), trace_(trace) {}

  std::vector<ExplainedNode> run() {
    visit(syntax_.root);
    sort_places();
    return std::move(nodes_);
  }

 private:
  bool has_text(Span span) const { return span.source < syntax_.texts.size(); }

  std::string written(Span span) const {
    if (!has_text(span)) return "";
    return syntax_.texts[span.source].substr(span.begin, span.end - span.begin);
  }

  /// The operator or name that stands for a node: behind its first child and the brackets there.
  Span place_of(NodeId id) const {
    const Span span = syntax_.spans[id];
    const Node& node = syntax_.at(id);
    if (node.converts) return place_of(node.children[0]);
    const std::string_view symbol = mark_of(node.op);
    if (symbol.empty() || !has_text(span)) return span;
    const std::string_view text = syntax_.texts[span.source];
    const Span first = syntax_.spans[node.children[0]];
    size_t begin = first.source == span.source ? first.end : span.begin;
    while (begin < span.end) {
      begin = skip_blanks(text, begin);
      if (text.substr(begin, symbol.size()) == symbol) break;
      if (text.substr(begin, 1) != ")") return span;
      ++begin;
    }
    size_t end = begin + symbol.size();
    if (node.op == Op::member) {
      begin = skip_blanks(text, end);
      end = span.end;
    }
    return {span.source, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }

  void visit(NodeId id) {
    if (is_plain(syntax_, id)) return;
    const Node& node = syntax_.at(id);
    if (node.op == Op::extension) return visit_table(id, node);
    if (node.converts) return visit_conversion(id, node.children[0]);
    if (!trace_.has(id) && !is_frame(node.op)) return add_not_computed(id);
    const size_t own = nodes_.size();
    visit_parts(id, node);
    const bool refused = trace_.has(id) && trace_.at(id).is_null() && is_new(trace_.at(id));
    if (is_frame(node.op) && !refused) return;
    if (trace_.has(id)) nodes_.insert(nodes_.begin() + static_cast<ptrdiff_t>(own), computed(id));
  }

  /// Stands with the value that it converts; a literal shows nothing, so there it stands alone.
  void visit_conversion(NodeId id, NodeId child) {
    const size_t own = nodes_.size();
    visit(child);
    if (!trace_.has(id)) return;
    const auto shown = std::find_if(nodes_.begin() + static_cast<ptrdiff_t>(own), nodes_.end(),
                                    [child](const ExplainedNode& node) {
                                      return node.node == child || node.conversion == child;
                                    });
    if (shown == nodes_.end()) {
      nodes_.push_back(computed(id));
    } else {
      shown->conversion = id;
      shown->converted = trace_.at(id);
    }
  }

  void visit_parts(NodeId id, const Node& node) {
    switch (node.op) {
      case Op::member:
        return visit_owner(id, node.children[0]);
      case Op::call:
        return visit_all(node, 1, node.children.size());
      case Op::filter: {
        visit(node.children[0]);
        // A number picks one item; a condition is another for each of them.
        const NodeId condition = node.children[1];
        const bool picks = trace_.has(condition) && trace_.at(condition).is(ValueKind::number);
        if (picks) visit(condition);
        return;
      }
      case Op::for_in:
      case Op::some:
      case Op::every:
        return visit_domains(node);
      default:
        return visit_all(node, 0, node.children.size());
    }
  }

  void visit_all(const Node& node, size_t from, size_t to) {
    for (size_t i = from; i < to; ++i) visit(node.children[i]);
  }

  /// The first domain; a later one may be another for each item of those before it.
  void visit_domains(const Node& node) {
    if (!node.names.empty()) visit(node.children[0]);
  }

  /// A context whose field was asked for is not shown as a whole where the field is there.
  void visit_owner(NodeId id, NodeId owner) {
    const Op op = syntax_.at(owner).op;
    const bool is_path = op == Op::name || op == Op::member;
    const bool leads_on = is_path && trace_.has(owner) && trace_.has(id) &&
                          trace_.at(owner).is(ValueKind::context) && !trace_.at(id).is_null();
    if (!leads_on) return visit(owner);
    if (op == Op::member) visit_owner(owner, syntax_.at(owner).children[0]);
  }

  void visit_table(NodeId id, const Node& node) {
    if (!trace_.has(id)) return;
    ExplainedNode table = computed(id);
    table.is_table = true;
    std::vector<NodeId> parts;
    const std::vector<uint32_t>* rules = trace_.rules(id);
    for (const uint32_t number : rules == nullptr ? std::vector<uint32_t>() : *rules) {
      Extension::Rule rule = node.extension->rule(number);
      ExplainedNode::Rule held{number, {}, std::move(rule.notes), rule.place};
      for (const size_t part : rule.parts) {
        parts.push_back(node.children[part]);
        held.parts.push_back(written(syntax_.spans[parts.back()]));
      }
      table.rules.push_back(std::move(held));
    }
    nodes_.push_back(std::move(table));
    for (const size_t input : node.extension->inputs()) visit(node.children[input]);
    for (const NodeId part : parts) visit(part);
  }

  ExplainedNode shown(NodeId id) const {
    ExplainedNode node;
    node.node = id;
    node.span = syntax_.spans[id];
    node.place = place_of(id);
    node.text = written(node.span);
    return node;
  }

  ExplainedNode computed(NodeId id) {
    ExplainedNode node = shown(id);
    node.value = trace_.at(id);
    if (is_new(node.value)) {
      node.reason = *node.value.reason();
      told_.push_back(*node.reason);
    }
    return node;
  }

  void add_not_computed(NodeId id) {
    ExplainedNode node = shown(id);
    node.computed = false;
    nodes_.push_back(std::move(node));
  }

  /// A reason that no part of the node has told yet.
  bool is_new(const Value& value) const {
    const Diagnostic* reason = value.reason();
    return reason != nullptr &&
           std::none_of(told_.begin(), told_.end(), [reason](const Diagnostic& told) {
             const bool same_place =
                 told.marks.empty() == reason->marks.empty() &&
                 (told.marks.empty() || told.marks.front().span == reason->marks.front().span);
             return told.code == reason->code && told.facts == reason->facts && same_place;
           });
  }

  /// Within each run of nodes of one text, from left to right.
  void sort_places() {
    for (auto first = nodes_.begin(); first != nodes_.end();) {
      const auto last = std::find_if(first, nodes_.end(), [&](const ExplainedNode& node) {
        return node.span.source != first->span.source;
      });
      std::stable_sort(first, last, [](const ExplainedNode& left, const ExplainedNode& right) {
        return left.place.begin < right.place.begin;
      });
      first = last;
    }
  }

  const Syntax& syntax_;
  const Trace& trace_;
  std::vector<ExplainedNode> nodes_;
  Diagnostics told_;
};

}  // namespace

std::vector<ExplainedNode> explained_nodes(const Expression& expression, const Trace& trace) {
  return Explainer(expression.syntax(), trace).run();
}

}  // namespace fangan::feel
