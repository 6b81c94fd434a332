// = != < <= > >= and between.
//
// A number against a constant is solved for the cell: `x * 1.2 > 331.05` asks whether a cell is at
// least some integer. Two numbers are compared in the narrowest integers that hold both.
#include <cstring>
#include <numeric>

#include "column/decimal_kernels.h"
#include "column/translator.h"
#include "value/compare.h"

namespace fangan::column {

using feel::Node;
using feel::Op;

namespace {

Relation flipped(Relation relation) {
  switch (relation) {
    case Relation::less:
      return Relation::more;
    case Relation::at_most:
      return Relation::at_least;
    case Relation::more:
      return Relation::less;
    case Relation::at_least:
      return Relation::at_most;
    case Relation::equal:
      break;
  }
  return relation;
}

bool has_kernels(const Operand& operand) {
  return operand.kind != Kind::general && operand.kind != Kind::context;
}

bool is_number(const Operand& operand) {
  return operand.kind == Kind::number || operand.kind == Kind::decimal;
}

bool has_one_kind(const Operand& left, const Operand& right) {
  return left.kind == right.kind || (is_number(left) && is_number(right));
}

uint8_t truth_of(std::optional<bool> known) {
  if (!known) return truth_unknown;
  return *known ? truth_yes : truth_no;
}

bool relates(std::strong_ordering order, Relation relation) {
  switch (relation) {
    case Relation::equal:
      return order == 0;
    case Relation::less:
      return order < 0;
    case Relation::at_most:
      return order <= 0;
    case Relation::more:
      return order > 0;
    case Relation::at_least:
      return order >= 0;
  }
  return false;
}

Int128 magnitude_of(Int128 value) {
  return value < 0 ? -value : value;
}

Int128 divisor_of(Int128 left, Int128 right) {
  while (right != 0) {
    const Int128 rest = left % right;
    left = right;
    right = rest;
  }
  return magnitude_of(left);
}

}  // namespace

std::optional<Operand> Translator::comparison(NodeId id) {
  const Node& node = syntax_.at(id);
  const std::optional<Operand> left = translate(node.children[0]);
  const std::optional<Operand> right = left ? translate(node.children[1]) : std::nullopt;
  if (!left || !right) return std::nullopt;
  std::optional<Operand> found;
  switch (node.op) {
    case Op::equal:
      return equals(*left, *right);
    case Op::not_equal:
      found = equals(*left, *right);
      return found ? std::optional<Operand>(vectors_.opposite(*found)) : std::nullopt;
    case Op::less:
      return compare(*left, Relation::less, *right);
    case Op::at_most:
      return compare(*left, Relation::at_most, *right);
    case Op::more:
      return compare(*left, Relation::more, *right);
    default:
      return compare(*left, Relation::at_least, *right);
  }
}

std::optional<Operand> Translator::between(NodeId id) {
  const Node& node = syntax_.at(id);
  std::optional<Operand> parts[3];
  for (size_t i = 0; i < 3; ++i) {
    parts[i] = translate(node.children[i]);
    if (!parts[i]) return std::nullopt;
  }
  const std::optional<Operand> above = compare(*parts[0], Relation::at_least, *parts[1]);
  const std::optional<Operand> below = compare(*parts[0], Relation::at_most, *parts[2]);
  if (!above || !below) return std::nullopt;
  return vectors_.both(*above, *below);
}

/// `always` in every row, `null` where the operand is.
Operand Translator::judged(const Operand& operand, uint8_t always, uint8_t null) {
  const Register valid = vectors_.valid(operand);
  if (valid == no_register || always == null) return vectors_.truth(always);
  Immediate immediate;
  immediate.bytes = {always, null, null};
  return vectors_.truth(emitter_.emit(kernels().by_valid, Width::w8, {valid}, immediate));
}

/// `=` of values of different kinds: unknown, but null equals null and nothing else.
Operand Translator::of_other_kind(const Operand& left, const Operand& right) {
  const Register a = vectors_.valid(left);
  const Register b = vectors_.valid(right);
  if (a == no_register && b == no_register) return vectors_.truth(truth_unknown);
  Immediate immediate;
  immediate.bytes = {truth_unknown, truth_no, truth_yes};
  if (a == no_register || b == no_register) {
    return vectors_.truth(emitter_.emit(kernels().by_valid, Width::w8,
                                        {a == no_register ? b : a}, immediate));
  }
  return vectors_.truth(emitter_.emit(kernels().by_valid_two, Width::w8, {a, b}, immediate));
}

std::optional<Operand> Translator::equals(const Operand& left, const Operand& right) {
  if (!has_kernels(left) || !has_kernels(right)) return std::nullopt;
  if (left.constant && right.constant) {
    return vectors_.truth(truth_of(equal(*left.constant, *right.constant)));
  }
  if (left.kind == Kind::none) return vectors_.opposite(vectors_.has_value(right));
  if (right.kind == Kind::none) return vectors_.opposite(vectors_.has_value(left));
  if (!has_one_kind(left, right)) return of_other_kind(left, right);
  if (left.kind == Kind::truth) {
    Immediate immediate;
    immediate.bytes = {truth_yes, truth_no, truth_no};
    const auto& kernel = kernels().compare[static_cast<size_t>(Relation::equal)];
    return vectors_.truth(emitter_.emit(
        kernel[0][0], Width::w8, {vectors_.register_of(left), vectors_.register_of(right)},
        immediate));
  }
  if (left.kind == Kind::text) return compare_texts(left, right);
  std::optional<Operand> same = compare_linear(left, Relation::equal, right, truth_no);
  const Register a = vectors_.valid(left);
  const Register b = vectors_.valid(right);
  if (!same || a == no_register || b == no_register) return same;
  Immediate neither;
  neither.bytes = {truth_no, truth_no, truth_yes};
  return vectors_.either(
      *same,
      vectors_.truth(emitter_.emit(kernels().by_valid_two, Width::w8, {a, b}, neither)));
}

std::optional<Operand> Translator::compare(const Operand& left, Relation relation,
                                           const Operand& right) {
  if (!has_kernels(left) || !has_kernels(right)) return std::nullopt;
  if (left.constant && right.constant) {
    const std::optional<std::strong_ordering> found = order(*left.constant, *right.constant);
    return vectors_.truth(found ? truth_of(relates(*found, relation)) : truth_unknown);
  }
  const bool is_ordered = has_one_kind(left, right) && left.kind != Kind::truth;
  if (!is_ordered || left.kind == Kind::none) return vectors_.truth(truth_unknown);
  if (left.kind == Kind::text) return std::nullopt;
  return compare_linear(left, relation, right, truth_unknown);
}

std::optional<Operand> Translator::compare_linear(Operand left, Relation relation, Operand right,
                                                  uint8_t null) {
  Operand const given_left = left;
  Operand const given_right = right;
  const bool are_linear = left.is_linear() && right.is_linear() && align(&left, &right);
  if (!are_linear) {
    if (!is_number(left)) return std::nullopt;
    return compare_as_decimals(given_left, relation, given_right, null);
  }
  if (right.constant) return compare_with_bound(left, relation, right, null);
  if (left.constant) return compare_with_bound(right, flipped(relation), left, null);
  const std::optional<Int128> apart = sum_of(right.offset, -left.offset);
  if (!apart) return compare_as_decimals(given_left, relation, given_right, null);
  const Int128 common = divisor_of(divisor_of(left.factor, right.factor), *apart);
  left.offset = 0;
  right.offset = *apart;
  if (common > 1) {
    left.factor /= common;
    right.factor /= common;
    right.offset /= common;
  }
  const Width width = wider(Vectors::width_of(left), Vectors::width_of(right));
  const Register valid = vectors_.both_valid(left.valid, right.valid);
  const Nulls nulls = valid == no_register ? Nulls::none : Nulls::some;
  Immediate immediate;
  immediate.bytes = {truth_yes, truth_no, null};
  const auto& kernel = kernels().compare[static_cast<size_t>(relation)];
  return vectors_.truth(emitter_.emit(
      kernel[static_cast<size_t>(nulls)][static_cast<size_t>(width)], Width::w8,
      {vectors_.integers(left, width), vectors_.integers(right, width), valid}, immediate));
}

/// Both of one scale; `bound` is constant.
std::optional<Operand> Translator::compare_with_bound(const Operand& operand, Relation relation,
                                                      const Operand& bound, uint8_t null) {
  if (bound.constant->is_null()) return vectors_.truth(null);
  const std::optional<Int128> distance = sum_of(bound.offset, -operand.offset);
  if (!distance) return std::nullopt;
  if (operand.factor < 0) relation = flipped(relation);
  Int128 limit = 0;
  switch (relation) {
    case Relation::equal:
      if (*distance % operand.factor != 0) return judged(operand, truth_no, null);
      limit = *distance / operand.factor;
      break;
    case Relation::less:
      limit = ceiling_of(*distance, operand.factor) - 1;
      relation = Relation::at_most;
      break;
    case Relation::at_most:
      limit = floor_of(*distance, operand.factor);
      break;
    case Relation::more:
      limit = floor_of(*distance, operand.factor) + 1;
      relation = Relation::at_least;
      break;
    case Relation::at_least:
      limit = ceiling_of(*distance, operand.factor);
      break;
  }
  const bool is_below = limit < operand.low;
  const bool is_above = limit > operand.high;
  if (relation == Relation::equal && (is_below || is_above)) {
    return judged(operand, truth_no, null);
  }
  if (relation == Relation::at_most && (is_below || limit >= operand.high)) {
    return judged(operand, is_below ? truth_no : truth_yes, null);
  }
  if (relation == Relation::at_least && (is_above || limit <= operand.low)) {
    return judged(operand, is_above ? truth_no : truth_yes, null);
  }
  Immediate immediate;
  immediate.a = limit;
  immediate.bytes = {truth_yes, truth_no, null};
  const size_t nulls = operand.valid == no_register ? 0 : 1;
  const auto& kernel = kernels().compare_constant[static_cast<size_t>(relation)];
  return vectors_.truth(emitter_.emit(kernel[nulls][static_cast<size_t>(operand.width)],
                                      Width::w8, {operand.data, operand.valid}, immediate));
}

Operand Translator::compare_as_decimals(const Operand& left, Relation relation,
                                        const Operand& right, uint8_t null) {
  const Register valid = vectors_.both_valid(vectors_.valid(left), vectors_.valid(right));
  Immediate immediate;
  immediate.bytes = {truth_yes, truth_no, null};
  return vectors_.truth(emitter_.emit(
      compare_decimals[static_cast<size_t>(relation)], Width::w8,
      {vectors_.decimals(left).data, vectors_.decimals(right).data, valid}, immediate));
}

std::optional<Operand> Translator::compare_texts(const Operand& left, const Operand& right) {
  Immediate immediate;
  immediate.bytes = {truth_yes, truth_no, truth_no};
  if (left.constant || right.constant) {
    const Operand& text = left.constant ? right : left;
    const Value& constant = left.constant ? *left.constant : *right.constant;
    const uint32_t word = text.dictionary->find(constant.text());
    if (word == 0) return vectors_.truth(truth_no);
    immediate.a = word;
    const auto& kernel = kernels().compare_constant[static_cast<size_t>(Relation::equal)];
    return vectors_.truth(emitter_.emit(kernel[0][static_cast<size_t>(text.width)], Width::w8,
                                        {text.data}, immediate));
  }
  // Words of the right one by their numbers on the left, and one number for all it does not have.
  std::vector<uint32_t> numbers = {0};
  const auto absent = static_cast<uint32_t>(left.dictionary->size() + 1);
  for (uint32_t word = 1; word <= right.dictionary->size(); ++word) {
    const uint32_t number = left.dictionary->find(right.dictionary->word(word).text());
    numbers.push_back(number == 0 ? absent : number);
  }
  std::vector<uint32_t> same(left.dictionary->size() + 1);
  std::iota(same.begin(), same.end(), 0U);
  const Width width = Width::w32;
  const Register a = vectors_.renumbered(left, same, width);
  const Register b = vectors_.renumbered(right, numbers, width);
  const auto& kernel = kernels().compare[static_cast<size_t>(Relation::equal)];
  return vectors_.truth(emitter_.emit(kernel[0][static_cast<size_t>(width)], Width::w8, {a, b},
                                      immediate));
}

}  // namespace fangan::column
