// Calls of builtins that have kernels.
#include <algorithm>
#include <array>

#include "column/decimal_kernels.h"
#include "column/translator.h"
#include "feel/call_arguments.h"

namespace fangan::column {

using feel::Node;
using feel::Op;

namespace {

std::optional<Rounding> rounding_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Rounding>, 7> ways = {
      {{"decimal", Rounding::half_even},
       {"floor", Rounding::floor},
       {"ceiling", Rounding::ceiling},
       {"round up", Rounding::up},
       {"round down", Rounding::down},
       {"round half up", Rounding::half_up},
       {"round half down", Rounding::half_down}}};
  const auto found = std::find_if(ways.begin(), ways.end(),
                                  [name](const auto& way) { return way.first == name; });
  return found == ways.end() ? std::nullopt : std::optional<Rounding>(found->second);
}

bool is_number(const Operand& operand) {
  return operand.kind == Kind::number || operand.kind == Kind::decimal;
}

}  // namespace

std::optional<Operand> Translator::call(NodeId id) {
  const Node& node = syntax_.at(id);
  const feel::Builtin* const builtin = feel::called_builtin(node, syntax_);
  if (builtin == nullptr || !node.names.empty() || node.children.size() < 2) return std::nullopt;
  const std::string& name = builtin->name();
  std::vector<NodeId> arguments(node.children.begin() + 1, node.children.end());
  if (name == "min") return extreme(arguments, Relation::less);
  if (name == "max") return extreme(arguments, Relation::more);
  const std::optional<Rounding> rounding = rounding_of(name);
  if (!rounding && name != "not" && name != "abs") return std::nullopt;
  if (arguments.size() > (rounding ? 2 : 1)) return std::nullopt;
  const std::optional<Operand> operand = translate(arguments[0]);
  if (!operand) return std::nullopt;
  if (operand->kind == Kind::none) return Operand();
  if (name == "not") {
    return operand->kind == Kind::truth ? std::optional<Operand>(vectors_.opposite(*operand))
                                        : std::nullopt;
  }
  if (!is_number(*operand)) return std::nullopt;
  if (name == "abs") return absolute(*operand);
  if (arguments.size() == 1) {
    // decimal() has no way to be called without a scale.
    return name == "decimal" ? std::nullopt : round(*operand, 0, *rounding);
  }
  const std::optional<Operand> scale = translate(arguments[1]);
  const bool is_known = scale && scale->constant && scale->constant->is(ValueKind::number);
  const std::optional<int64_t> places =
      is_known ? scale->constant->number().as_int64() : std::nullopt;
  if (!places || *places < places_min || *places > places_max) return std::nullopt;
  return round(*operand, static_cast<int>(*places), *rounding);
}

std::optional<Operand> Translator::extreme(const std::vector<NodeId>& arguments,
                                           Relation relation) {
  std::vector<NodeId> items = arguments;
  if (items.size() == 1 && syntax_.at(items[0]).op == Op::list) {
    items = syntax_.at(items[0]).children;
  }
  std::optional<Operand> best;
  for (const NodeId item : items) {
    const std::optional<Operand> next = translate(item);
    const bool is_known = next && (next->is_linear() || next->kind == Kind::decimal ||
                                   next->kind == Kind::none);
    if (!is_known) return std::nullopt;
    // A null among them makes all of it null, whatever its place.
    if (next->kind == Kind::none) return Operand();
    best = best ? extreme_of(*best, *next, relation) : next;
    if (!best) return std::nullopt;
  }
  return best;
}

std::optional<Operand> Translator::extreme_of(const Operand& left, const Operand& right,
                                              Relation relation) {
  Operand a = left;
  Operand b = right;
  if (a.kind == b.kind && a.is_linear() && align(&a, &b)) {
    const Interval one = a.bounds();
    const Interval other = b.bounds();
    const bool is_least = relation == Relation::less;
    Operand best;
    best.kind = a.kind;
    best.scale = a.scale;
    best.low = is_least ? std::min(one.low, other.low) : std::max(one.low, other.low);
    best.high = is_least ? std::min(one.high, other.high) : std::max(one.high, other.high);
    best.width = wider(Vectors::width_of(a), Vectors::width_of(b));
    const auto place = static_cast<size_t>(best.width);
    best.data =
        emitter_.emit(is_least ? kernels().least[place] : kernels().greatest[place], best.width,
                      {vectors_.integers(a, best.width), vectors_.integers(b, best.width)});
    best.valid = vectors_.both_valid(vectors_.valid(a), vectors_.valid(b));
    return best;
  }
  if (!is_number(left) || !is_number(right)) return std::nullopt;
  const Operand is_left = compare_as_decimals(left, relation, right, truth_no);
  std::optional<Operand> best =
      vectors_.choose(is_left, vectors_.decimals(left), vectors_.decimals(right));
  if (!best) return std::nullopt;
  const Operand are_known = vectors_.both(vectors_.has_value(left), vectors_.has_value(right));
  return vectors_.choose(are_known, *best, Operand());
}

std::optional<Operand> Translator::absolute(const Operand& operand) {
  if (operand.kind == Kind::decimal) {
    const Emitter::Pair made = emitter_.emit_pair(
        absolute_decimals, Width::w128,
        {vectors_.decimals(operand).data, no_register, vectors_.valid(operand)});
    Operand positive;
    positive.kind = Kind::decimal;
    positive.width = Width::w128;
    positive.data = made.data;
    positive.valid = made.valid;
    return positive;
  }
  const Interval bounds = operand.bounds();
  if (bounds.low >= 0) return operand;
  const std::optional<Operand> opposite = negate(operand);
  return opposite ? extreme_of(operand, *opposite, Relation::more) : std::nullopt;
}

}  // namespace fangan::column
