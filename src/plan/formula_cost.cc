#include "plan/formula_cost.h"

#include <algorithm>
#include <map>

#include "feel/builtin_entries.h"
#include "feel/call_arguments.h"

namespace fangan {
namespace {

using feel::Node;
using feel::NodeId;
using feel::Op;
using feel::Symbol;

class CostScan {
 public:
  CostScan(const feel::Syntax& syntax, const std::vector<FormulaInput>& inputs)
      : syntax_(syntax), inputs_(inputs) {}

  std::vector<CostlyScan> run(Evaluated evaluated) {
    around_.for_each_record = evaluated == Evaluated::for_each_row;
    visit(syntax_.root);
    return std::move(found_);
  }

 private:
  /// Variables of one function, or of the whole: what they were bound to, as far as that is a list.
  struct Frame {
    NodeId lambda = feel::no_node;
    std::map<uint32_t, NodeId> bound;
  };

  // --- where rows come from ---------------------------------------------------------------------

  bool is_done(const Node& node) const {
    return node.op == Op::call && node.children.size() == 2 &&
           syntax_.at(node.children[0]).name == "done";
  }

  std::string rows_of_name(const Node& name, size_t frame) const {
    if (name.symbol.kind != Symbol::Kind::slot) return {};
    const Frame& own = frames_[frame];
    const uint32_t slot = name.symbol.slot;
    const auto bound = own.bound.find(slot);
    if (bound != own.bound.end()) return rows_of(bound->second, frame);
    if (own.lambda != feel::no_node) {
      for (const feel::Capture& capture : syntax_.at(own.lambda).captures) {
        if (capture.slot == slot) return rows_of(capture.from, frame - 1);
      }
      return {};
    }
    const bool is_rows = slot < inputs_.size() && inputs_[slot].kind == FormulaInput::Kind::rows;
    return is_rows ? inputs_[slot].name : "";
  }

  /// The register whose rows a list is made of, one for one or fewer; empty for other lists.
  std::string rows_of(NodeId id, size_t frame) const {
    const Node& node = syntax_.at(id);
    switch (node.op) {
      case Op::name:
        return rows_of_name(node, frame);
      case Op::member:
        return rows_of(node.children[0], frame);
      case Op::filter:
        return is_joined(node, frame) || picks(node) ? "" : rows_of(node.children[0], frame);
      case Op::for_in:
        return rows_of(node.children[0], frame);
      case Op::if_then:
      case Op::choose: {
        const std::string first = rows_of(node.children[1], frame);
        return first.empty() ? rows_of(node.children[2], frame) : first;
      }
      case Op::call:
        return rows_of_call(node, frame);
      default:
        return {};
    }
  }

  std::string rows_of_call(const Node& call, size_t frame) const {
    if (is_done(call)) return rows_of(call.children[1], frame);
    const feel::Builtin* builtin = feel::called_builtin(call, syntax_);
    if (builtin == nullptr || !syntax_.types[id_of(call)].is(TypeKind::list)) return {};
    for (size_t i = 1; i < call.children.size(); ++i) {
      const std::string rows = rows_of(call.children[i], frame);
      if (!rows.empty()) return rows;
    }
    return {};
  }

  NodeId id_of(const Node& node) const { return static_cast<NodeId>(&node - syntax_.nodes.data()); }

  // --- filters that need not look at every row --------------------------------------------------

  bool picks(const Node& filter) const {
    return syntax_.types[filter.children[1]].is(TypeKind::number);
  }

  /// What the rows of a whole register are found by (row_index.h).
  bool is_joined(const Node& filter, size_t frame) const {
    const Node& list = syntax_.at(filter.children[0]);
    const bool is_whole = list.op == Op::name && !rows_of_name(list, frame).empty();
    return is_whole && joins(filter.children[1], filter.slots[0]);
  }

  /// A part that must hold and says what a field of the item is equal to.
  bool joins(NodeId id, uint32_t item) const {
    const Node& node = syntax_.at(id);
    if (node.op == Op::conjunction) {
      return joins(node.children[0], item) || joins(node.children[1], item);
    }
    if (node.op != Op::equal) return false;
    return reads(node.children[0], item) != reads(node.children[1], item);
  }

  bool reads(NodeId id, uint32_t item) const {
    const Node& node = syntax_.at(id);
    if (node.op == Op::name && node.symbol.kind != Symbol::Kind::constant) {
      return node.symbol.slot == item;
    }
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](NodeId child) { return reads(child, item); });
  }

  // --- the walk ---------------------------------------------------------------------------------

  size_t frame() const { return frames_.size() - 1; }

  void visit(NodeId id) {
    const Node& node = syntax_.at(id);
    switch (node.op) {
      case Op::filter:
        return visit_filter(node);
      case Op::for_in:
      case Op::some:
      case Op::every:
        return visit_iteration(node);
      case Op::call:
        return visit_call(node);
      case Op::lambda:
        return visit_lambda(id, "");
      case Op::context:
        for (size_t i = 0; i < node.children.size(); ++i) {
          visit(node.children[i]);
          frames_.back().bound[node.slots[i]] = node.children[i];
        }
        return;
      case Op::in:
        for (const NodeId child : node.children) visit(child);
        for (size_t i = 1; i < node.children.size(); ++i) note(node.children[i], node.children[i]);
        return;
      default:
        for (const NodeId child : node.children) visit(child);
    }
  }

  void visit_filter(const Node& node) {
    visit(node.children[0]);
    if (is_joined(node, frame())) return visit(node.children[1]);
    if (picks(node)) {
      visit(node.children[1]);
      if (!is_at_hand(node.children[0])) note(node.children[0], node.children[0]);
      return;
    }
    note(node.children[1], node.children[0]);
    within(rows_of(node.children[0], frame()), node.children[1]);
  }

  void visit_iteration(const Node& node) {
    const size_t outer = around_.registers.size();
    for (size_t i = 0; i + 1 < node.children.size(); ++i) {
      visit(node.children[i]);
      note(node.children[i], node.children[i]);
      const std::string rows = rows_of(node.children[i], frame());
      if (!rows.empty()) around_.registers.push_back(rows);
    }
    visit(node.children.back());
    around_.registers.resize(outer);
  }

  /// A list that nothing has to be done for: how long it is, and each item, is known.
  bool is_at_hand(NodeId id) const { return syntax_.at(id).op == Op::name; }

  /// How many rows there are is known; whatever else is computed of them goes through them.
  void visit_call(const Node& node) {
    const bool counts = syntax_.at(node.children[0]).name == "count";
    std::string rows;
    for (size_t i = 1; i < node.children.size(); ++i) {
      const NodeId argument = node.children[i];
      if (syntax_.at(argument).op == Op::lambda) {
        visit_lambda(argument, rows);
        continue;
      }
      visit(argument);
      if (!is_done(node) && !(counts && is_at_hand(argument))) note(argument, argument);
      if (rows.empty()) rows = rows_of(argument, frame());
    }
    visit(node.children[0]);
  }

  /// Called for each of these rows.
  void visit_lambda(NodeId id, const std::string& rows) {
    Frame own;
    own.lambda = id;
    frames_.push_back(own);
    within(rows, syntax_.at(id).children[0]);
    frames_.pop_back();
  }

  void within(const std::string& rows, NodeId id) {
    if (!rows.empty()) around_.registers.push_back(rows);
    visit(id);
    if (!rows.empty()) around_.registers.pop_back();
  }

  /// Where all of a register is gone through; what a filter or an iteration gave was noted there.
  bool is_whole(NodeId id) const {
    const Node& node = syntax_.at(id);
    if (node.op == Op::member) return is_whole(node.children[0]);
    if (is_done(node)) return is_whole(node.children[1]);
    return node.op == Op::name;
  }

  void note(NodeId place, NodeId list) {
    if (!is_whole(list) || (around_.registers.empty() && !around_.for_each_record)) return;
    const std::string rows = rows_of(list, frame());
    if (rows.empty()) return;
    found_.push_back({place, around_});
    found_.back().nest.registers.push_back(rows);
  }

  const feel::Syntax& syntax_;
  const std::vector<FormulaInput>& inputs_;
  std::vector<Frame> frames_{1};
  RowNest around_;
  std::vector<CostlyScan> found_;
};

}  // namespace

std::vector<CostlyScan> costly_scans(const feel::Syntax& syntax,
                                     const std::vector<FormulaInput>& inputs, Evaluated evaluated) {
  return CostScan(syntax, inputs).run(evaluated);
}

}  // namespace fangan
