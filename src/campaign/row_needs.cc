#include "campaign/row_needs.h"

#include "campaign/row_table.h"

namespace fangan {
namespace {

using feel::Node;
using feel::NodeId;
using feel::Op;

const FormulaInput* input_of(const Formula& formula, const Node& node) {
  const bool is_input = node.op == Op::name && node.symbol.kind == feel::Symbol::Kind::slot &&
                        node.symbol.slot < formula.inputs.size();
  return is_input ? &formula.inputs[node.symbol.slot] : nullptr;
}

class NeedsFinder {
 public:
  explicit NeedsFinder(RowTable* table) : table_(*table) {}

  void add(const Formula& formula) {
    if (!seen_.insert(&formula).second) return;
    if (!formula.expression) {
      needs_.whole = true;
      return;
    }
    const feel::Syntax& syntax = formula.expression->syntax();
    std::set<NodeId> owners;  // What stands before a dot.
    std::vector<NodeId> records;
    for (const NodeId id : nodes_of_frame(syntax, syntax.root)) {
      const Node& node = syntax.at(id);
      if (node.op == Op::member) owners.insert(node.children[0]);
      if (is_record(formula, node)) records.push_back(id);
      add(name_of_record(formula, syntax, node));
      if (node.op == Op::member) add_path(formula, syntax, node);
    }
    for (const NodeId id : records) needs_.whole = needs_.whole || owners.count(id) == 0;
  }

  RowNeeds take() { return std::move(needs_); }

 private:
  void add(std::string_view name) {
    using Kind = RowColumn::Kind;
    const size_t at = name.empty() ? Shape::npos : table_.column(name);
    if (at == Shape::npos) return;
    const RowColumn& column = table_.columns()[at];
    switch (column.kind) {
      case Kind::field:
        needs_.fields.insert(at);
        break;
      case Kind::derived:
      case Kind::decision:
        add(*column.formula);
        break;
      case Kind::period:
        needs_.period = true;
        break;
      case Kind::state:
        needs_.state = true;
        break;
      case Kind::reported:
      case Kind::accepted:
      case Kind::published:
        add_grade();
        break;
      case Kind::entered:
      case Kind::at:
        needs_.whole = true;
        break;
      case Kind::id:
      case Kind::back_list:
        break;
    }
  }

  void add_grade() {
    needs_.state = true;
    if (table_.flow() != nullptr) return;
    for (const NamedFormula& rule : table_.definition().grades) add(rule.formula);
  }

  void add_path(const Formula& formula, const feel::Syntax& syntax, const Node& node) {
    const std::string_view owner =
        name_of_record(formula, syntax, syntax.at(node.children[0]));
    const size_t at = owner.empty() ? Shape::npos : table_.column(owner);
    if (at == Shape::npos || table_.columns()[at].target == nullptr) return;
    const RowTable& target = *table_.columns()[at].target;
    const size_t field = target.column(node.name);
    const bool is_plain = field != Shape::npos &&
                          target.columns()[field].kind == RowColumn::Kind::field &&
                          target.columns()[field].target == nullptr;
    if (is_plain) needs_.paths.insert({at, field});
  }

  RowTable& table_;
  RowNeeds needs_;
  std::set<const Formula*> seen_;
};

}  // namespace

std::vector<NodeId> nodes_of_frame(const feel::Syntax& syntax, NodeId root) {
  std::vector<NodeId> nodes = {root};
  std::vector<bool> known(syntax.nodes.size());
  known[root] = true;
  const auto add = [&](NodeId id) {
    if (id == feel::no_node || known[id]) return;
    known[id] = true;
    nodes.push_back(id);
  };
  for (size_t i = 0; i < nodes.size(); ++i) {
    const Node& node = syntax.at(nodes[i]);
    for (const feel::Capture& capture : node.captures) add(capture.from);
    add(node.symbol.otherwise);
    if (node.op == Op::lambda) continue;
    for (const NodeId child : node.children) add(child);
  }
  return nodes;
}

bool is_record(const Formula& formula, const Node& node) {
  const FormulaInput* input = input_of(formula, node);
  return input != nullptr && input->kind == FormulaInput::Kind::record;
}

std::string_view name_of_record(const Formula& formula, const feel::Syntax& syntax,
                                const Node& node) {
  const FormulaInput* input = input_of(formula, node);
  if (input != nullptr && input->kind == FormulaInput::Kind::field) return input->name;
  const bool is_member = node.op == Op::member && is_record(formula, syntax.at(node.children[0]));
  return is_member ? std::string_view(node.name) : std::string_view();
}

RowNeeds needs_of(Rows* rows, std::string_view register_name, const Formula& formula) {
  NeedsFinder finder(rows->table(register_name));
  finder.add(formula);
  return finder.take();
}

}  // namespace fangan
