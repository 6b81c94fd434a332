// and, or, if, the boxed conditional, instance of, and typed boundaries.
#include "column/translator.h"

namespace fangan::column {

using feel::Node;
using feel::Op;

Operand Translator::condition(NodeId id) {
  std::optional<Operand> found = translate(id);
  if (!found) return vectors_.truth(rows_of(id, Kind::truth));
  return found->kind == Kind::truth ? std::move(*found) : vectors_.truth(truth_unknown);
}

/// A truth: is the other one at least, or at most, unknown.
Operand Translator::undecided(const Operand& truth, Relation relation) {
  if (const std::optional<uint8_t> same = Vectors::always(truth)) {
    const bool holds = relation == Relation::at_least ? *same >= truth_unknown
                                                      : *same <= truth_unknown;
    return vectors_.truth(holds ? truth_yes : truth_no);
  }
  Immediate immediate;
  immediate.a = truth_unknown;
  immediate.bytes = {truth_yes, truth_no, truth_no};
  const auto& kernel = kernels().compare_constant[static_cast<size_t>(relation)];
  return vectors_.truth(emitter_.emit(kernel[0][0], Width::w8, {truth.data}, immediate));
}

std::optional<Operand> Translator::junction(NodeId id) {
  const Node& node = syntax_.at(id);
  const bool is_and = node.op == Op::conjunction;
  const Operand left = condition(node.children[0]);
  if (Vectors::always(left) == (is_and ? truth_no : truth_yes)) return left;
  const Wanted wanted(this, undecided(left, is_and ? Relation::at_least : Relation::at_most));
  const Operand right = condition(node.children[1]);
  return is_and ? vectors_.both(left, right) : vectors_.either(left, right);
}

std::optional<Operand> Translator::if_then(NodeId id) {
  const Node& node = syntax_.at(id);
  const Operand asked = condition(node.children[0]);
  if (const std::optional<uint8_t> same = Vectors::always(asked)) {
    return translate(node.children[*same == truth_yes ? 1 : 2]);
  }
  std::optional<Operand> then;
  std::optional<Operand> otherwise;
  {
    const Wanted wanted(this, asked);
    then = translate(node.children[1]);
  }
  {
    const Wanted wanted(this, undecided(asked, Relation::at_most));
    otherwise = translate(node.children[2]);
  }
  if (!then || !otherwise) return std::nullopt;
  return vectors_.choose(asked, *then, *otherwise);
}

std::optional<Operand> Translator::choose(NodeId id) {
  const Node& node = syntax_.at(id);
  const std::optional<Operand> asked = translate(node.children[0]);
  if (!asked) return std::nullopt;
  if (asked->kind != Kind::truth) return Operand();
  const std::optional<Operand> then = translate(node.children[1]);
  const std::optional<Operand> otherwise = translate(node.children[2]);
  if (!then || !otherwise) return std::nullopt;
  const std::optional<Operand> chosen = vectors_.choose(*asked, *then, *otherwise);
  if (!chosen) return std::nullopt;
  return vectors_.choose(vectors_.has_value(*asked), *chosen, Operand());
}

namespace {

/// Any value of a kind.
Value sample_of(Kind kind) {
  switch (kind) {
    case Kind::truth:
      return true;
    case Kind::number:
    case Kind::decimal:
      return 0;
    case Kind::date:
      return Date();
    case Kind::duration:
      return TimeDuration();
    case Kind::text:
      return "";
    default:
      return {};
  }
}

}  // namespace

std::optional<Operand> Translator::instance_of(NodeId id) {
  const Node& node = syntax_.at(id);
  const std::optional<Operand> operand = translate(node.children[0]);
  if (!operand || operand->kind == Kind::context || operand->kind == Kind::general) {
    return std::nullopt;
  }
  const auto truth = [&](const Value& value) {
    return is_instance(value, node.asked) ? truth_yes : truth_no;
  };
  const uint8_t of_null = truth(Value());
  if (operand->kind == Kind::none) return vectors_.truth(of_null);
  return vectors_.choose(vectors_.has_value(*operand),
                         vectors_.truth(truth(sample_of(operand->kind))),
                         vectors_.truth(of_null));
}

std::optional<Operand> Translator::conform(NodeId id) {
  const Node& node = syntax_.at(id);
  std::optional<Operand> operand = translate(node.children[0]);
  if (!operand || node.asked.constraint() != nullptr) return std::nullopt;
  if (node.asked.is_any() || operand->kind == Kind::none) return operand;
  const bool is_scalar = operand->kind != Kind::context && operand->kind != Kind::general;
  const bool fits = is_scalar && is_instance(sample_of(operand->kind), node.asked);
  return fits ? operand : std::nullopt;
}

}  // namespace fangan::column
