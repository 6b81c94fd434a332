#include "feel/check.h"

#include "feel/builtins.h"
#include "feel/check_rules.h"

namespace fangan::feel {
namespace {

/// Walks the tree with the names it introduces on the way.
class Mentions {
 public:
  Mentions(const Syntax& syntax, std::string_view asking) : syntax_(syntax), asking_(asking) {}

  std::set<std::string> take() {
    visit(syntax_.root);
    return std::move(found_);
  }

 private:
  void visit(NodeId id) {
    const Node& node = syntax_.at(id);
    switch (node.op) {
      case Op::name:
      case Op::unknown:
        return add(id, node);
      case Op::filter:
        visit(node.children[0]);
        return with({"item"}, node.children[1]);
      case Op::in:
        visit(node.children[0]);
        return with_all({"?"}, node, 1);
      case Op::tests:
        return with_all({"?"}, node, 0);
      case Op::lambda:
      case Op::external:
        return with_all(node.names, node, 0);
      case Op::call:
        return visit_call(node);
      case Op::for_in:
      case Op::some:
      case Op::every:
      case Op::context:
        return visit_in_turn(node);
      default:
        return with_all({}, node, 0);
    }
  }

  void visit_call(const Node& node) {
    const Node& function = syntax_.at(node.children[0]);
    const bool asks = !asking_.empty() && function.op == Op::name && function.name == asking_;
    for (const NodeId child : node.children) {
      const bool is_asked = asks && child != node.children[0] && syntax_.at(child).op == Op::name;
      if (!is_asked) visit(child);
    }
  }

  void add(NodeId id, const Node& node) {
    if (bound_.count(node.name) != 0) return;
    if (node.symbol.kind == Symbol::Kind::field) {
      const bool may_be_outer = node.symbol.otherwise != no_node && syntax_.types[id].is_any();
      if (may_be_outer) visit(node.symbol.otherwise);
      return;
    }
    const bool is_function = node.value.is(ValueKind::function);
    const Builtin* builtin = is_function ? find_builtin(node.name) : nullptr;
    const bool is_builtin = builtin != nullptr && node.value.function().get() == builtin;
    if (!is_builtin) found_.insert(node.name);
  }

  void with(const std::vector<std::string>& names, NodeId inside) {
    bound_.insert(names.begin(), names.end());
    visit(inside);
    for (const std::string& name : names) bound_.erase(bound_.find(name));
  }

  void with_all(const std::vector<std::string>& names, const Node& node, size_t from) {
    for (size_t i = from; i < node.children.size(); ++i) with(names, node.children[i]);
  }

  /// Each child sees the names before it; in an iteration the body also `partial`.
  void visit_in_turn(const Node& node) {
    std::vector<std::string> names;
    for (size_t i = 0; i < node.children.size(); ++i) {
      if (i == node.names.size() && node.op == Op::for_in) names.push_back("partial");
      // A function that is the value of a key may call itself by it.
      const Node& child = syntax_.at(node.children[i]);
      const bool calls_itself =
          node.op == Op::context && child.op == Op::lambda && !child.slots.empty();
      if (calls_itself) names.push_back(node.names[i]);
      with(names, node.children[i]);
      if (i < node.names.size() && !calls_itself) names.push_back(node.names[i]);
    }
  }

  const Syntax& syntax_;
  std::string_view asking_;
  std::multiset<std::string> bound_;
  std::set<std::string> found_;
};

}  // namespace

Diagnostics check(const Syntax& syntax, const Scope& scope) {
  UnitsChecked units;
  return check(syntax, scope, &units);
}

Diagnostics check(const Syntax& syntax, const Scope& scope, UnitsChecked* units) {
  Checking checking{syntax, scope, {}};
  check_operators(&checking);
  check_calls(&checking);
  check_values(&checking);
  if (checking.is_plan()) {
    check_plan_rules(&checking);
    *units = check_units(syntax);
    checking.findings.insert(checking.findings.end(), units->diagnostics.begin(),
                             units->diagnostics.end());
  }
  sort_by_position(&checking.findings);
  return std::move(checking.findings);
}

std::set<std::string> mentions(const Syntax& syntax, std::string_view asking) {
  return Mentions(syntax, asking).take();
}

}  // namespace fangan::feel
