#include "campaign/measure_shape.h"

#include <algorithm>

namespace fangan {
namespace {

using feel::Node;
using feel::NodeId;
using feel::Op;
using feel::Symbol;
using Kind = FormulaInput::Kind;

class Shaper {
 public:
  explicit Shaper(const Formula& formula)
      : formula_(formula), syntax_(formula.expression->syntax()), value_(syntax_) {}

  std::optional<MeasureShape> measure() {
    if (!formula_.nests.empty() || !take(syntax_.root) || shape_.counts.empty()) {
      return std::nullopt;
    }
    shape_.value = feel::Expression::of(std::move(value_));
    return std::move(shape_);
  }

  std::optional<MeasureShape> all_of() {
    RowCount count;
    if (!formula_.nests.empty() || !take_rows(syntax_.root, &count) || count.is_done) {
      return std::nullopt;
    }
    shape_.counts.push_back(std::move(count));
    return std::move(shape_);
  }

 private:
  const FormulaInput* input(NodeId id) const {
    const Node& node = syntax_.at(id);
    const bool is_slot = node.op == Op::name && node.symbol.kind == Symbol::Kind::slot;
    return is_slot && node.symbol.slot < formula_.inputs.size() ? &formula_.inputs[node.symbol.slot]
                                                                : nullptr;
  }
  bool is(NodeId id, Kind kind) const {
    const FormulaInput* found = input(id);
    return found != nullptr && found->kind == kind;
  }
  /// The only argument of a call of a builtin, or of a function that plans add.
  std::optional<NodeId> argument(NodeId id, std::string_view builtin) const {
    const Node& node = syntax_.at(id);
    const bool is_call = node.op == Op::call && node.children.size() == 2 && node.names.empty();
    if (!is_call) return std::nullopt;
    const Node& function = syntax_.at(node.children[0]);
    const bool is_builtin = function.op == Op::name &&
                            function.symbol.kind == Symbol::Kind::constant &&
                            function.value.is(ValueKind::function) &&
                            function.value.function()->name() == builtin;
    return is_builtin ? std::optional(node.children[1]) : std::nullopt;
  }
  std::optional<NodeId> argument(NodeId id, Kind function) const {
    const Node& node = syntax_.at(id);
    const bool is_call = node.op == Op::call && node.children.size() == 2 && node.names.empty() &&
                         is(node.children[0], function);
    return is_call ? std::optional(node.children[1]) : std::nullopt;
  }

  /// A part of the measure: a count, or something computed from what it takes.
  bool take(NodeId id) {
    if (std::optional<RowCount> count = count_at(id)) {
      Node& place = value_.nodes[id];
      place = Node();
      place.op = Op::name;
      place.symbol.slot = value_.slot_count++;
      shape_.slots.push_back(place.symbol.slot);
      shape_.counts.push_back(*std::move(count));
      return true;
    }
    const Node& node = syntax_.at(id);
    const bool skips =
        node.op == Op::if_then || node.op == Op::conjunction || node.op == Op::disjunction;
    shape_.may_skip = shape_.may_skip || skips;
    switch (node.op) {
      case Op::literal:
      case Op::name:
        return !is(id, Kind::rows) && !is(id, Kind::done);
      case Op::member:
      case Op::call:
      case Op::negate:
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::power:
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::at_most:
      case Op::more:
      case Op::at_least:
      case Op::conjunction:
      case Op::disjunction:
      case Op::between:
      case Op::if_then:
        return std::all_of(node.children.begin(), node.children.end(),
                           [this](NodeId child) { return take(child); });
      default:
        return false;
    }
  }

  std::optional<RowCount> count_at(NodeId id) const {
    RowCount count;
    std::optional<NodeId> rows = argument(id, Kind::total);
    if (rows) {
      count.takes = RowCount::Takes::sum;
    } else if (rows = argument(id, "count"); rows) {
      if (const std::optional<NodeId> distinct = argument(*rows, "distinct values")) {
        count.takes = RowCount::Takes::distinct;
        rows = distinct;
      }
    } else {
      return std::nullopt;
    }
    if (count.takes != RowCount::Takes::rows) {
      const Node& member = syntax_.at(*rows);
      if (member.op != Op::member) return std::nullopt;
      count.field = member.name;
      rows = member.children[0];
    }
    return take_rows(*rows, &count) ? std::optional(std::move(count)) : std::nullopt;
  }

  /// R, done(rows), rows[condition]. The innermost comes first.
  bool take_rows(NodeId id, RowCount* count) const {
    if (is(id, Kind::rows)) {
      count->register_name = input(id)->name;
      return true;
    }
    if (const std::optional<NodeId> rows = argument(id, Kind::done)) {
      if (!take_rows(*rows, count) || count->is_done) return false;
      count->is_done = true;
      return true;
    }
    const Node& node = syntax_.at(id);
    if (node.op != Op::filter || !take_rows(node.children[0], count)) return false;
    return add_condition(node, count);
  }

  /// One that says yes or no of a row, by that row alone.
  bool add_condition(const Node& filter, RowCount* count) const {
    const NodeId root = filter.children[1];
    const bool is_truth = syntax_.types[root].kind() == TypeKind::boolean;
    if (!is_truth || !is_of_row(root, count)) return false;
    feel::Syntax condition = syntax_;
    condition.root = root;
    RowCount::Condition made{feel::Expression::of(std::move(condition)), filter.slots[0]};
    (count->is_done ? count->after : count->before).push_back(std::move(made));
    return true;
  }

  bool is_of_row(NodeId id, RowCount* count) const {
    const Node& node = syntax_.at(id);
    // A function has a frame of its own, whose slots say nothing of this one.
    if (node.op == Op::lambda || is(id, Kind::rows) || is(id, Kind::done)) return false;
    count->asks_node = count->asks_node || is(id, Kind::node);
    const NodeId otherwise = node.symbol.otherwise;
    if (otherwise != feel::no_node && !is_of_row(otherwise, count)) return false;
    return std::all_of(node.children.begin(), node.children.end(),
                       [&](NodeId child) { return is_of_row(child, count); });
  }

  const Formula& formula_;
  const feel::Syntax& syntax_;
  feel::Syntax value_;
  MeasureShape shape_;
};

}  // namespace

std::optional<MeasureShape> shape_of(const Target& target) {
  const Formula& formula = target.all_of.empty() ? target.measure : target.all_of;
  if (!formula.expression) return std::nullopt;
  return target.all_of.empty() ? Shaper(formula).measure() : Shaper(formula).all_of();
}

}  // namespace fangan
