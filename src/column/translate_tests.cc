// `in` and unary tests, the cells of decision tables.
#include <algorithm>

#include "column/translator.h"

namespace fangan::column {

using feel::Node;
using feel::Op;

namespace {

std::optional<Relation> relation_of(Range::Form form) {
  switch (form) {
    case Range::Form::less:
      return Relation::less;
    case Range::Form::at_most:
      return Relation::at_most;
    case Range::Form::more:
      return Relation::more;
    case Range::Form::at_least:
      return Relation::at_least;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Operand> Translator::in(NodeId id) {
  const Node& node = syntax_.at(id);
  std::optional<Operand> input = translate(node.children[0]);
  if (!input || input->kind == Kind::context) return std::nullopt;
  bounds_[node.slots[0]] = {{}, std::move(input), node.children[0]};
  std::optional<Operand> found = any_of(node.children, 1, node.slots[0]);
  // Behind the tests the slot may be another variable's.
  bounds_.erase(node.slots[0]);
  return found;
}

std::optional<Operand> Translator::tests(NodeId id) {
  const Node& node = syntax_.at(id);
  if (node.children.empty()) return vectors_.truth(truth_yes);
  std::optional<Operand> found;
  if (node.children.size() == 1 && syntax_.at(node.children[0]).asks_input) {
    found = translate(node.children[0]);
  } else {
    found = any_of(node.children, 0, node.slots[0]);
  }
  if (!node.negated || !found) return found;
  if (found->kind != Kind::truth) return std::nullopt;
  return vectors_.opposite(*found);
}

/// One of the tests holds. Those that feel/ has to compute take the others along.
std::optional<Operand> Translator::any_of(const std::vector<NodeId>& tests, size_t from,
                                          uint32_t slot) {
  const auto bound = bounds_.find(slot);
  if (bound == bounds_.end()) return std::nullopt;
  const std::optional<Operand> input = of_binding(bound->second);
  if (!input) return std::nullopt;
  Operand found = vectors_.truth(truth_no);
  for (size_t i = from; i < tests.size(); ++i) {
    const std::optional<Operand> holds = test(tests[i], *input);
    if (!holds) return std::nullopt;
    found = vectors_.either(found, *holds);
  }
  return found;
}

std::optional<Operand> Translator::test(NodeId id, const Operand& input) {
  const Node& node = syntax_.at(id);
  if (node.asks_input) return condition(id);
  if (const std::optional<Value> constant = constant_value(id)) return accepts(*constant, input);
  if (node.op == Op::range) return range_test(id, input);
  const std::optional<Operand> value = translate(id);
  return value ? equals(input, *value) : std::nullopt;
}

Operand Translator::certain(const Operand& truth) {
  if (const std::optional<uint8_t> same = Vectors::always(truth)) {
    return vectors_.truth(*same == truth_yes ? truth_yes : truth_no);
  }
  Immediate immediate;
  immediate.a = truth_yes;
  immediate.bytes = {truth_yes, truth_no, truth_no};
  const auto& kernel = kernels().compare_constant[static_cast<size_t>(Relation::equal)];
  return vectors_.truth(emitter_.emit(kernel[0][0], Width::w8, {truth.data}, immediate));
}

std::optional<Operand> Translator::accepts(const Value& test, const Operand& input) {
  if (test.is(ValueKind::range)) return holds(test.range(), input);
  if (!test.is(ValueKind::list)) {
    const Operand constant = constant_operand(test);
    return constant.kind == Kind::general ? std::nullopt : equals(input, constant);
  }
  // Of a text with few words each is looked up once.
  constexpr size_t items_max = 8;
  if (input.kind == Kind::text && test.items().size() > items_max) return std::nullopt;
  Operand found = vectors_.truth(truth_no);
  for (const Value& item : test.items()) {
    const Operand constant = constant_operand(item);
    const bool is_range = item.is(ValueKind::range);
    if (constant.kind == Kind::general && !is_range) return std::nullopt;
    const std::optional<Operand> same =
        is_range ? holds(item.range(), input) : equals(input, constant);
    if (!same) return std::nullopt;
    found = vectors_.either(found, certain(*same));
  }
  return found;
}

/// Whether a range holds the input: value/compare.h says when that is unknown.
std::optional<Operand> Translator::holds(const Range& range, const Operand& input) {
  const Operand start = constant_operand(range.start);
  const Operand end = constant_operand(range.end);
  if (start.kind == Kind::general || end.kind == Kind::general) return std::nullopt;
  if (range.form == Range::Form::equal) return equals(input, start);
  if (range.form == Range::Form::not_equal) {
    const std::optional<Operand> same = equals(input, start);
    return same ? std::optional<Operand>(vectors_.opposite(*same)) : std::nullopt;
  }
  const bool is_open = range.start.is_null() || range.end.is_null();
  if (range.form == Range::Form::interval && is_open) return vectors_.truth(truth_unknown);
  Operand found = vectors_.truth(truth_yes);
  if (!range.start.is_null()) {
    const std::optional<Operand> after =
        compare(input, range.start_included ? Relation::at_least : Relation::more, start);
    if (!after) return std::nullopt;
    found = *after;
  }
  if (!range.end.is_null()) {
    const std::optional<Operand> before =
        compare(input, range.end_included ? Relation::at_most : Relation::less, end);
    if (!before) return std::nullopt;
    found = vectors_.both(found, *before);
  }
  return found;
}

/// `> x * 1.2`, which is no range at all where x is null; then only null is accepted.
std::optional<Operand> Translator::range_test(NodeId id, const Operand& input) {
  const Node& node = syntax_.at(id);
  const std::optional<Relation> relation = relation_of(node.form);
  if (!relation) return std::nullopt;
  const std::optional<Operand> end = translate(node.children[0]);
  const bool is_ordered = end && (end->is_linear() || end->kind == Kind::decimal);
  if (!is_ordered) return std::nullopt;
  const std::optional<Operand> found = compare(input, *relation, *end);
  if (!found) return std::nullopt;
  return vectors_.choose(vectors_.has_value(*end), *found,
                         vectors_.opposite(vectors_.has_value(input)));
}

}  // namespace fangan::column
