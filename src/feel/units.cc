#include "feel/units.h"

#include <algorithm>

#include "feel/check_rules.h"
#include "feel/units_check.h"

namespace fangan::feel {
Counted declared(const Type& type) {
  Type item = type;
  while (item.is(TypeKind::list) || item.is(TypeKind::range)) item = item.element();
  if (!item.is(TypeKind::number)) return {std::nullopt, type};
  return {item.unit() != nullptr ? *item.unit() : Unit(), type};
}

Type in_unit(const Type& type, const MaybeUnit& unit) {
  if (!unit) return type;
  Type counted = type;
  if (type.is(TypeKind::number)) counted = Type::number(*unit);
  if (type.is(TypeKind::list)) counted = Type::list(in_unit(type.element(), unit));
  if (type.is(TypeKind::range)) counted = Type::range(in_unit(type.element(), unit));
  return type.may_be_null() ? counted.or_null() : counted;
}

Counted item_of(const Counted& list) {
  const bool has_items = list.type.is(TypeKind::list) || list.type.is(TypeKind::range);
  return {list.unit, has_items ? list.type.element() : list.type};
}

bool is_pure(const Unit& unit) {
  return unit.exponent.empty() && unit.factor == unit.divisor;
}

bool is_ratio(const Unit& unit) {
  return unit.exponent.empty() && unit.factor != unit.divisor;
}

std::string unit_name(const Unit& unit) {
  return unit.name.empty() ? "1" : unit.name;
}

UnitsChecked UnitsCheck::take() {
  infer(syntax_.root);
  // A function that nobody calls here takes what its parameters say.
  for (NodeId id = 0; id < syntax_.nodes.size(); ++id) {
    const auto found = functions_.find(id);
    if (found == functions_.end() || found->second.is_called) continue;
    std::vector<Counted> arguments;
    for (const Type& type : syntax_.at(id).parameter_types) arguments.push_back(declared(type));
    look_into(id, arguments);
  }
  result_.unit = of(syntax_.root);
  result_.type = in_unit(counted_[syntax_.root].type, result_.unit);
  return std::move(result_);
}

const Counted& UnitsCheck::infer(NodeId id) {
  Counted counted = count(id, syntax_.at(id));
  if (counted.type.is_any() && !syntax_.types[id].is_any()) counted.type = syntax_.types[id];
  // What has a unit is a number, even where the parser could not know it.
  if (counted.type.is_any() && counted.unit) counted.type = TypeKind::number;
  return counted_[id] = std::move(counted);
}

void UnitsCheck::infer_all(const Node& node, size_t from) {
  for (size_t i = from; i < node.children.size(); ++i) infer(node.children[i]);
}

Counted UnitsCheck::count(NodeId id, const Node& node) {
  switch (node.op) {
    case Op::name:
      return of_name(id, node);
    case Op::member:
      return of_member(id, node);
    case Op::filter:
      return of_filter(node);
    case Op::for_in:
    case Op::some:
    case Op::every:
      return of_iteration(node);
    case Op::context:
      return of_context(node);
    case Op::lambda:
      return of_lambda(id, node);
    case Op::call:
      return of_call(id, node);
    case Op::between:
    case Op::in:
    case Op::tests:
      return of_tests(node);
    case Op::extension:
      return of_table(id, node);
    case Op::external:
      return {};
    default:
      infer_all(node);
      return of_number(id, node);
  }
}

Counted UnitsCheck::of_number(NodeId id, const Node& node) {
  const Type& type = syntax_.types[id];
  switch (node.op) {
    case Op::add:
    case Op::subtract:
      return {unify(node.children[0], node.children[1], operator_of(node.op)), type};
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::at_most:
    case Op::more:
    case Op::at_least:
      unify(node.children[0], node.children[1], operator_of(node.op));
      return {std::nullopt, type};
    case Op::multiply:
    case Op::divide:
      return {of_product(node.op, node.children[0], node.children[1]), type};
    case Op::power:
      return {of_power(node), type};
    case Op::if_then:
    case Op::choose:
      return of_choice(id, node);
    case Op::negate:
    case Op::conform:
      return counted_[node.children[0]];
    case Op::list:
    case Op::range:
    case Op::series:
      return of_items(id, node);
    default:
      return declared(type);
  }
}

Counted UnitsCheck::of_name(NodeId id, const Node& node) {
  if (node.symbol.kind == Symbol::Kind::field) return of_field(id, node);
  if (node.symbol.kind == Symbol::Kind::slot) {
    const auto bound = frames_.back().find(node.symbol.slot);
    if (bound != frames_.back().end()) return bound->second;
  }
  return declared(syntax_.types[id]);
}

Counted UnitsCheck::of_field(NodeId id, const Node& node) {
  const auto item = frames_.back().find(node.symbol.slot);
  const Type* field = item == frames_.back().end() ? nullptr : item->second.type.field(node.name);
  if (field != nullptr) return declared(*field);
  const bool is_outer = node.symbol.otherwise != no_node && syntax_.types[id].is_any();
  return is_outer ? infer(node.symbol.otherwise) : declared(syntax_.types[id]);
}

/// A field, of one context or of each in a list; an end of a range; a part of a date.
Counted UnitsCheck::of_member(NodeId id, const Node& node) {
  const Counted owner = infer(node.children[0]);
  const Type& type = syntax_.types[id];
  if (owner.type.is(TypeKind::range)) {
    const bool is_end = node.name == "start" || node.name == "end";
    return is_end ? Counted{owner.unit, type} : declared(type);
  }
  const bool is_list = owner.type.is(TypeKind::list);
  const Type* field = (is_list ? owner.type.element() : owner.type).field(node.name);
  if (field == nullptr) return declared(type);
  const Counted of_one = declared(*field);
  return {of_one.unit, is_list ? Type::list(of_one.type) : of_one.type};
}

Counted UnitsCheck::of_filter(const Node& node) {
  const Counted list = infer(node.children[0]);
  frames_.back()[node.slots[0]] = item_of(list);
  infer(node.children[1]);
  if (!syntax_.types[node.children[1]].is(TypeKind::number)) return list;
  if (of(node.children[1])) want_pure(node.children[1], "[]");
  return item_of(list);
}

Counted UnitsCheck::of_iteration(const Node& node) {
  for (size_t i = 0; i < node.names.size(); ++i) {
    const Counted domain = infer(node.children[i]);
    frames_.back()[node.slots[i]] = item_of(domain);
  }
  if (node.op == Op::for_in) bind_partial(node);
  const Counted body = infer(node.children.back());
  if (node.op != Op::for_in) return {std::nullopt, TypeKind::boolean};
  return {body.unit, Type::list(in_unit(body.type, body.unit))};
}

/// `partial` counts in what the body gives: found by a trial whose findings do not count.
void UnitsCheck::bind_partial(const Node& node) {
  frames_.back()[node.slots.back()] = {std::nullopt, Type::list({})};
  const Frame around = frames_.back();
  const auto names_partial = [](const Node& one) {
    return one.op == Op::name && one.name == "partial";
  };
  if (is_trial_ || std::none_of(syntax_.nodes.begin(), syntax_.nodes.end(), names_partial)) return;
  const size_t conversions = result_.conversions.size();
  const size_t diagnostics = result_.diagnostics.size();
  const std::map<NodeId, Called> functions = functions_;
  is_trial_ = true;
  const Counted body = infer(node.children.back());
  is_trial_ = false;
  result_.conversions.resize(conversions);
  result_.diagnostics.resize(diagnostics);
  functions_ = functions;
  frames_.back() = around;
  frames_.back()[node.slots.back()] = {body.unit, Type::list(in_unit(body.type, body.unit))};
}

/// Later entries may read earlier ones; a number of unknown unit is kept as anything.
Counted UnitsCheck::of_context(const Node& node) {
  std::vector<Type::Field> fields;
  for (size_t i = 0; i < node.names.size(); ++i) {
    const Counted entry = infer(node.children[i]);
    frames_.back()[node.slots[i]] = entry;
    const bool is_unknown = !entry.unit && declared(entry.type).unit;
    fields.push_back({node.names[i], is_unknown ? Type() : in_unit(entry.type, entry.unit)});
  }
  return {std::nullopt, Type::context(std::move(fields))};
}

Counted UnitsCheck::of_items(NodeId id, const Node& node) {
  if (node.children.empty()) return {std::nullopt, syntax_.types[id]};
  MaybeUnit unit = of(node.children[0]);
  for (size_t i = 1; i < node.children.size(); ++i) {
    unit = unify(node.children[0], node.children[i], operator_of(node.op));
  }
  // Contexts with units are those of the first item; the others were held against it.
  const Type& first = counted_[node.children[0]].type;
  const bool are_contexts = node.op == Op::list && first.is(TypeKind::context);
  const bool alike = are_contexts && syntax_.types[id].element().same_as(first);
  return {unit, alike ? Type::list(first) : syntax_.types[id]};
}

Counted UnitsCheck::of_choice(NodeId id, const Node& node) {
  const MaybeUnit unit = unify(node.children[1], node.children[2], operator_of(node.op));
  const Type& first = counted_[node.children[1]].type;
  return {unit, syntax_.types[id].same_as(first) ? first : syntax_.types[id]};
}

Counted UnitsCheck::of_lambda(NodeId id, const Node& node) {
  Called& function = functions_[id];
  for (const Capture& capture : node.captures) {
    function.frame[capture.slot] = infer(capture.from);
  }
  return {std::nullopt, syntax_.types[id], id};
}

MaybeUnit UnitsCheck::of_product(Op op, NodeId left, NodeId right) {
  if (!of(left) || !of(right)) return std::nullopt;
  const Unit a = is_part(op, left, right, false) ? part(left) : *of(left);
  const Unit b = is_part(op, right, left, true) ? part(right) : *of(right);
  return keep(op == Op::divide ? divide(a, b) : multiply(a, b), right);
}

/// A ratio says a part of the other side: 1500 万元 * 20 % are 300 万元. Numbers only scale it:
/// 2 * 20 % are 40 %, and the mean of ratios is a ratio.
bool UnitsCheck::is_part(Op op, NodeId side, NodeId other, bool is_right) const {
  if (!is_ratio(*of(side))) return false;
  if (op == Op::multiply) return !is_bare(other);
  return is_right || !is_pure(*of(other));
}

Unit UnitsCheck::part(NodeId ratio) {
  convert(Unit(), *of(ratio), ratio);
  return Unit();
}

/// A whole power known from the text; others are of pure numbers only.
MaybeUnit UnitsCheck::of_power(const Node& node) {
  const MaybeUnit& base = of(node.children[0]);
  if (of(node.children[1])) want_pure(node.children[1], "**");
  if (base && is_ratio(*base)) return part(node.children[0]);
  if (!base || base->exponent.empty()) return base;
  const Node& power = syntax_.at(node.children[1]);
  const bool is_literal = power.op == Op::literal && power.value.is(ValueKind::number);
  const int64_t times = is_literal ? power.value.number().as_int64().value_or(0) : 0;
  if (times < 1 || times > 9) {
    want_pure(node.children[0], "**");
    return std::nullopt;
  }
  Unit unit = *base;
  for (int64_t i = 1; i < times; ++i) {
    const MaybeUnit next = keep(multiply(unit, *base), node.children[1]);
    if (!next) return std::nullopt;
    unit = *next;
  }
  return unit;
}

UnitsChecked check_units(const Syntax& syntax) {
  return UnitsCheck(syntax).take();
}

void check_result_unit(const Syntax& syntax, const Unit& wanted, UnitsChecked* checked) {
  UnitsCheck check(syntax);
  check.result() = std::move(*checked);
  UnitsChecked& result = check.result();
  if (result.unit && !check.stands_alone(syntax.root)) {
    if (result.unit->same_dimension(wanted)) {
      check.convert(wanted, *result.unit, syntax.root);
    } else {
      result.diagnostics.push_back(
          problem_at("FEEL-C022", syntax.spans[syntax.root],
                     {{"found", unit_name(*result.unit)}, {"unit", wanted.name}}));
    }
  }
  result.unit = wanted;
  result.type = in_unit(result.type, wanted);
  *checked = std::move(result);
}

}  // namespace fangan::feel
