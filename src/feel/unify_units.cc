// Unify units: two sides that must count in one unit, and what is said where they cannot.
#include <algorithm>

#include "feel/print_syntax.h"
#include "feel/units_check.h"

namespace fangan::feel {

/// A number as it stands in the text: with its sign, as an end of a range, as items of a list.
bool UnitsCheck::is_bare(NodeId id) const {
  const Node& node = syntax_.at(id);
  if (node.op == Op::negate || node.op == Op::range) return is_bare(node.children[0]);
  if (node.op == Op::list) {
    return !node.children.empty() && std::all_of(node.children.begin(), node.children.end(),
                                                 [this](NodeId child) { return is_bare(child); });
  }
  return node.op == Op::literal && node.value.is(ValueKind::number) &&
         syntax_.types[id].unit() == nullptr;
}

bool UnitsCheck::stands_alone(NodeId id) const {
  const Node& node = syntax_.at(id);
  const bool is_null = node.op == Op::literal && node.value.is_null();
  if (node.op != Op::if_then && node.op != Op::choose) return is_null || is_bare(id);
  return stands_alone(node.children[1]) && stands_alone(node.children[2]);
}

/// The unit of two sides that must have one dimension: that of the left. `asks`: the operator or
/// function that wants it.
MaybeUnit UnitsCheck::unify(NodeId left, NodeId right, const std::string& asks) {
  const MaybeUnit a = of(left);
  const MaybeUnit b = of(right);
  if (!a && !b) unify_fields(counted_[left].type, counted_[right].type, left, right, asks);
  if (!a || !b) return a ? a : b;
  if (is_bare(left) && !is_bare(right) && !is_pure(*b)) {
    want_quantity(left, *b);
    return b;
  }
  if (is_bare(right) && !is_bare(left) && !is_pure(*a)) {
    want_quantity(right, *a);
    return a;
  }
  if (!a->same_dimension(*b)) return refuse(asks, left, right, *a, *b);
  convert(*a, *b, right);
  return a;
}

/// Contexts go together where their fields do.
void UnitsCheck::unify_fields(const Type& left_type, const Type& right_type, NodeId left,
                              NodeId right, const std::string& asks) {
  if (left_type.is(TypeKind::list) || right_type.is(TypeKind::list)) {
    return unify_fields(item_of({{}, left_type}).type, item_of({{}, right_type}).type, left, right,
                        asks);
  }
  const bool are_contexts = left_type.is(TypeKind::context) && right_type.is(TypeKind::context);
  if (!are_contexts || left_type.is_declared() || right_type.is_declared()) return;
  if (left_type.weight() > Type::weight_max || right_type.weight() > Type::weight_max) return;
  for (const Type::Field& field : left_type.fields()) {
    const Type* other = right_type.field(field.name);
    if (other == nullptr) continue;
    const MaybeUnit a = declared(field.type).unit;
    const MaybeUnit b = declared(*other).unit;
    if (!a && !b) unify_fields(field.type, *other, left, right, asks);
    if (!a || !b) continue;
    if (!a->same_dimension(*b)) {
      refuse(asks, left, right, *a, *b);
    } else {
      convert(*a, *b, right);
    }
  }
}

/// 0 is 0 in every unit.
void UnitsCheck::want_quantity(NodeId id, const Unit& unit) {
  const Node& node = syntax_.at(id);
  if (node.op == Op::range || node.op == Op::list) {
    for (const NodeId part : node.children) {
      if (is_bare(part)) want_quantity(part, unit);
    }
    return;
  }
  if (node.op == Op::literal && node.value.number() == Decimal(0)) return;
  const size_t count = result_.diagnostics.size();
  doubt_fraction(id, unit);
  if (result_.diagnostics.size() > count) {
    result_.diagnostics.back().severity = Severity::error;
    return;
  }
  result_.diagnostics.push_back(problem_at(
      "FEEL-C016", syntax_.spans[id], {{"number", feel::print(syntax_, id)}, {"unit", unit.name}}));
}

/// 0.8 in a column of percent is 0.8 %, and 80 % may be meant.
void UnitsCheck::doubt_fraction(NodeId id, const Unit& unit) {
  const Node& node = syntax_.at(id);
  if (node.op == Op::range || node.op == Op::list || node.op == Op::negate) {
    for (const NodeId part : node.children) doubt_fraction(part, unit);
    return;
  }
  if (unit.name != "%" || !is_bare(id)) return;
  const Decimal& number = node.value.number();
  const Result<Decimal> percent = fangan::multiply(number, 100);
  if (!percent || !(Decimal(0) < number) || !(number < Decimal(1))) return;
  result_.diagnostics.push_back(problem_at("FEEL-C030", syntax_.spans[id],
                                           {{"number", feel::print(syntax_, id)},
                                            {"percent", percent.value().print_normal()}}));
  result_.diagnostics.back().severity = Severity::warning;
}

/// What has no meaning for a quantity: its logarithm, a place in a list.
void UnitsCheck::want_pure(NodeId id, const std::string& asks) {
  const MaybeUnit& unit = of(id);
  if (!unit) return;
  if (unit->exponent.empty()) return convert(Unit(), *unit, id);
  result_.diagnostics.push_back(
      problem_at("FEEL-C025", syntax_.spans[id], {{"operator", asks}, {"unit", unit_name(*unit)}}));
}

MaybeUnit UnitsCheck::keep(Result<Unit> unit, NodeId place) {
  if (unit) return std::move(unit).value();
  Diagnostic error = unit.error();
  error.marks = {{syntax_.spans[place], ""}};
  result_.diagnostics.push_back(std::move(error));
  return std::nullopt;
}

MaybeUnit UnitsCheck::refuse(const std::string& asks, NodeId left, NodeId right,
                             const Unit& left_unit, const Unit& right_unit) {
  Diagnostic error = problem(
      "FEEL-C015",
      {{"operator", asks}, {"left", unit_name(left_unit)}, {"right", unit_name(right_unit)}});
  error.marks = {{syntax_.spans[right], "FEEL-C015.a"}, {syntax_.spans[left], "FEEL-C015.b"}};
  result_.diagnostics.push_back(std::move(error));
  return std::nullopt;
}

void UnitsCheck::convert(const Unit& to, const Unit& from, NodeId node) {
  const Result<Decimal> factor = fangan::multiply(from.factor, to.divisor);
  const Result<Decimal> divisor = fangan::multiply(from.divisor, to.factor);
  if (!factor || !divisor) {
    Diagnostic error = factor ? divisor.error() : factor.error();
    error.marks = {{syntax_.spans[node], ""}};
    result_.diagnostics.push_back(std::move(error));
  } else if (factor.value() != divisor.value()) {
    add_conversion({node, factor.value(), divisor.value(), to}, from, to);
  }
}

/// Of a range or a list written out, its ends and items.
void UnitsCheck::add_conversion(const UnitConversion& conversion, const Unit& from,
                                const Unit& to) {
  const Node& node = syntax_.at(conversion.node);
  if (node.op == Op::range || node.op == Op::list) {
    for (const NodeId part : node.children) {
      add_conversion({part, conversion.factor, conversion.divisor, to}, from, to);
    }
    return;
  }
  if (node.op == Op::literal && node.value.is_null()) return;
  const Type& found = counted_[conversion.node].type;
  const Type& type = found.is_any() ? syntax_.types[conversion.node] : found;
  if (type.is(TypeKind::number) || type.is_any()) {
    result_.conversions.push_back(conversion);
    return;
  }
  result_.diagnostics.push_back(problem_at("FEEL-C023", syntax_.spans[conversion.node],
                                           {{"left", to.name}, {"right", from.name}}));
}

}  // namespace fangan::feel
