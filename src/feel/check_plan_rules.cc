// What plans refuse although the standard allows it: rows compared with themselves and names with
// two meanings (language.md 3.4).
#include <algorithm>

#include "feel/check_rules.h"
#include "feel/print_syntax.h"

namespace fangan::feel {
namespace {

class PlanCheck {
 public:
  explicit PlanCheck(Checking* checking) : checking_(*checking), syntax_(checking->syntax) {}

  void run() { visit(syntax_.root); }

 private:
  enum class Kind : uint8_t { iteration, entry };
  struct Bound {
    std::string name;
    Kind kind;
    NodeId place;
  };

  void visit(NodeId id) {
    const Node& node = syntax_.at(id);
    const size_t outer = bound_.size();
    const Kind kind =
        node.op == Op::context || node.op == Op::lambda ? Kind::entry : Kind::iteration;
    if (node.op == Op::filter) check_filter(node.children[1], node.slots[0]);
    if (node.op == Op::call) check_call(id, node);
    if (node.op == Op::lambda) {
      for (const std::string& name : node.names) bind(name, kind, id);
    }
    for (size_t i = 0; i < node.children.size(); ++i) {
      visit(node.children[i]);
      const bool in_turn = node.op == Op::for_in || node.op == Op::some || node.op == Op::every ||
                           node.op == Op::context;
      if (in_turn && i < node.names.size()) bind(node.names[i], kind, id);
    }
    bound_.resize(outer);
  }

  /// An iteration may hide a field or a name of the block; nothing else may hide anything.
  void bind(const std::string& name, Kind kind, NodeId place) {
    const Bound* hidden = nullptr;
    for (const Bound& bound : bound_) {
      if (bound.name == name) hidden = &bound;
    }
    const bool of_block = checking_.scope.slot_of(name) >= 0 || checking_.scope.constant(name);
    if (hidden != nullptr) {
      checking_.report("FEEL-C013", {{place, "FEEL-C013.a"}, {hidden->place, "FEEL-C013.b"}},
                       {{"name", name}});
    } else if (of_block && kind == Kind::entry) {
      checking_.report("FEEL-C013", {{place}}, {{"name", name}});
    }
    bound_.push_back({name, kind, place});
  }

  /// The field of the item that a node reads, `a.b` through references; empty for others.
  std::string field_of(NodeId id, uint32_t item) const {
    const Node& node = syntax_.at(id);
    if (node.op == Op::name && node.symbol.kind == Symbol::Kind::field) {
      return node.symbol.slot == item ? node.name : "";
    }
    if (node.op != Op::member) return "";
    const Node& owner = syntax_.at(node.children[0]);
    const bool is_item = owner.op == Op::name && owner.symbol.kind == Symbol::Kind::slot &&
                         owner.symbol.slot == item;
    if (is_item) return node.name;
    const std::string path = field_of(node.children[0], item);
    return path.empty() ? "" : path + "." + node.name;
  }

  bool is_not(const Node& node) const {
    return node.op == Op::call && node.children.size() == 2 &&
           syntax_.at(node.children[0]).name == "not";
  }

  /// A comparison in the condition of a filter whose two sides are one field of the item.
  void check_filter(NodeId id, uint32_t item) {
    const Node& node = syntax_.at(id);
    if (node.op == Op::conjunction || node.op == Op::disjunction || is_not(node)) {
      for (const NodeId child : node.children) check_filter(child, item);
      return;
    }
    switch (node.op) {
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::at_most:
      case Op::more:
      case Op::at_least:
      case Op::between:
      case Op::in:
        break;
      default:
        return;
    }
    const std::string left = field_of(node.children[0], item);
    if (left.empty()) return;
    for (size_t i = 1; i < node.children.size(); ++i) {
      if (!is_field(node.children[i], item, left)) continue;
      checking_.report("FEEL-C012", {{id}}, {{"name", left}});
      return;
    }
  }

  /// The field itself, a list that holds it, or a range that ends there.
  bool is_field(NodeId id, uint32_t item, const std::string& name) const {
    const Node& node = syntax_.at(id);
    if (node.op != Op::list && node.op != Op::range) return field_of(id, item) == name;
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](NodeId child) { return is_field(child, item, name); });
  }

  /// Whether rows stand at the beginning of a list: `rows[...].amount` of a declared type.
  bool is_of_rows(NodeId id) const {
    const Type& type = checking_.type(id);
    if (type.is(TypeKind::list) && type.element().is_declared()) return true;
    const Node& node = syntax_.at(id);
    const bool leads_on = node.op == Op::member || node.op == Op::filter;
    return leads_on && is_of_rows(node.children[0]);
  }

  void check_call(NodeId id, const Node& node) {
    const Node& function = syntax_.at(node.children[0]);
    if (function.op != Op::name || function.symbol.kind != Symbol::Kind::constant) return;
    if (function.name == "now") checking_.report("FEEL-C020", {{id}}, {});
    const bool sums = function.name == "sum" && node.children.size() == 2;
    if (!sums || !is_of_rows(node.children[1])) return;
    checking_.report("FEEL-C021", {{id}}, {{"list", print(syntax_, node.children[1])}});
    checking_.findings.back().severity = Severity::warning;
  }

  Checking& checking_;
  const Syntax& syntax_;
  std::vector<Bound> bound_;
};

}  // namespace

void check_plan_rules(Checking* checking) {
  PlanCheck(checking).run();
}

}  // namespace fangan::feel
