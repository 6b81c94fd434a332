// Units of calls: the rule of a builtin stands in builtins.yaml; a function of the expression
// itself is looked into with the units of its arguments.
#include <algorithm>

#include "feel/builtin_entries.h"
#include "feel/call_arguments.h"
#include "feel/check_rules.h"
#include "feel/units_check.h"

namespace fangan::feel {

Counted UnitsCheck::of_call(NodeId id, const Node& node) {
  const Counted function = infer(node.children[0]);
  infer_all(node, 1);
  if (function.function != no_node) return of_function(function.function, node);
  const Type& type = syntax_.types[id];
  if (const Builtin* builtin = called_builtin(node, syntax_)) {
    return of_builtin(id, node, *builtin);
  }
  const bool keeps = syntax_.types[node.children[0]].print() == keeps_type_name;
  if (!keeps || node.children.size() < 2) return declared(type);
  const Counted& first = counted_[node.children[1]];
  return {first.unit, type.is(TypeKind::list) ? first.type : type};
}

/// Numbers that a builtin's rule does not name are pure: places, digits, lengths.
Counted UnitsCheck::of_builtin(NodeId id, const Node& node, const Builtin& builtin) {
  using Gives = BuiltinUnits::Gives;
  const BuiltinUnits& units = builtin.entry().units;
  const std::string& name = syntax_.at(node.children[0]).name;
  const Type& type = syntax_.types[id];
  std::vector<NodeId> together;
  for (const CallArgument& argument : call_of(builtin, node, syntax_).arguments) {
    if (units.takes(argument.parameter->name)) {
      together.push_back(argument.node);
    } else if (argument.parameter->type.is(TypeKind::number) && of(argument.node)) {
      want_pure(argument.node, name);
    }
    look_into_argument(argument.node, together);
  }
  if (name == "get value") return get_value(id, node);
  if (units.gives == Gives::product) return {product_of(name, together), type};
  if (together.empty()) return declared(type);
  MaybeUnit unit = of(together.front());
  for (size_t i = 1; i < together.size(); ++i) {
    unit = unify(together.front(), together[i], name);
  }
  if (units.gives == Gives::nothing) return declared(type);
  return {unit, kept_type(type, counted_[together.front()].type)};
}

/// What gives back items of a list gives back their units: those of numbers stand beside the type.
Type UnitsCheck::kept_type(const Type& type, const Type& first) {
  const Type item = first.is(TypeKind::list) ? first.element() : first;
  const bool is_list = type.is(TypeKind::list);
  const bool alike = item.is(TypeKind::context) && (is_list ? type.element() : type).same_as(item);
  if (!alike) return type;
  return is_list ? Type::list(item) : item;
}

/// A function given to a builtin, as sort is, is called with items of its list.
void UnitsCheck::look_into_argument(NodeId argument, const std::vector<NodeId>& lists) {
  const NodeId function = counted_[argument].function;
  if (function == no_node || lists.empty() || functions_[function].is_called) return;
  const size_t count = syntax_.at(function).names.size();
  look_into(function, std::vector<Counted>(count, item_of(counted_[lists.front()])));
}

/// The factors of a list are not known one by one.
MaybeUnit UnitsCheck::product_of(const std::string& name, const std::vector<NodeId>& arguments) {
  std::vector<NodeId> factors = arguments;
  const bool is_written = arguments.size() == 1 && syntax_.at(arguments[0]).op == Op::list;
  if (is_written) factors = syntax_.at(arguments[0]).children;
  MaybeUnit unit = Unit();
  for (const NodeId factor : factors) {
    const bool is_list = counted_[factor].type.is(TypeKind::list);
    if (is_list || (of(factor) && of(factor)->exponent.empty())) want_pure(factor, name);
    if (!of(factor)) return std::nullopt;
    if (!unit || of(factor)->exponent.empty()) continue;
    unit = is_list ? std::nullopt : keep(multiply(*unit, *of(factor)), factor);
  }
  return unit;
}

/// The first call says what the parameters count in, and the others follow.
Counted UnitsCheck::of_function(NodeId function, const Node& call) {
  const Node& literal = syntax_.at(function);
  std::vector<NodeId> nodes(literal.names.size(), no_node);
  for (size_t i = 1; i < call.children.size(); ++i) {
    size_t place = i - 1;
    if (!call.names.empty()) {
      const auto found = std::find(literal.names.begin(), literal.names.end(), call.names[i - 1]);
      place = static_cast<size_t>(found - literal.names.begin());
    }
    if (place < nodes.size()) nodes[place] = call.children[i];
  }
  Called& called = functions_[function];
  if (called.is_called) {
    for (size_t i = 0; i < called.arguments.size(); ++i) {
      const bool both = called.arguments[i] != no_node && nodes[i] != no_node;
      if (both) unify(called.arguments[i], nodes[i], syntax_.at(call.children[0]).name);
    }
    return called.gives;
  }
  std::vector<Counted> arguments;
  for (const NodeId node : nodes) arguments.push_back(node == no_node ? Counted() : counted_[node]);
  called.arguments = nodes;
  look_into(function, arguments);
  return functions_[function].gives;
}

/// What it gives is not known while it is looked into, where it may call itself.
void UnitsCheck::look_into(NodeId function, const std::vector<Counted>& arguments) {
  const Node& literal = syntax_.at(function);
  Called& called = functions_[function];
  called.is_called = true;
  Frame frame = called.frame;
  for (uint32_t i = 0; i < arguments.size(); ++i) frame[i] = arguments[i];
  if (!literal.slots.empty()) frame[literal.slots.front()] = {std::nullopt, {}, function};
  frames_.push_back(std::move(frame));
  const Counted gives = infer(literal.children[0]);
  frames_.pop_back();
  functions_[function].gives = gives;
}

/// `get value(context, "key")` reads as `context.key`.
Counted UnitsCheck::get_value(NodeId id, const Node& node) {
  const Type& type = syntax_.types[id];
  if (node.children.size() != 3 || !node.names.empty()) return {std::nullopt, type};
  const Node& key = syntax_.at(node.children[2]);
  if (key.op != Op::literal || !key.value.is(ValueKind::string)) return {std::nullopt, type};
  const Type* field = counted_[node.children[1]].type.field(key.value.text());
  return field == nullptr ? Counted{std::nullopt, type} : declared(*field);
}

}  // namespace fangan::feel
