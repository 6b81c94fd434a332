// Infer call: the type of what a builtin gives, from the types of what it is given.
//
// Signatures say list<Any> where a builtin takes any list; what it gives back are the items it was
// given (`units` in builtins.yaml says of which parameters), so a filter behind
// `distinct values(...)` knows its fields.
#include <algorithm>

#include "feel/builtin_entries.h"
#include "feel/call_arguments.h"
#include "feel/parser.h"

namespace fangan::feel {
namespace {

using Gives = BuiltinUnits::Gives;

Type item_of(const Type& type) {
  return type.is(TypeKind::list) ? type.element() : type;
}

Type flat(Type type) {
  while (type.is(TypeKind::list)) type = type.element();
  return type;
}

/// What an argument brings: the items of a list, or itself. The empty list has no items to ask.
Type brought(const CallArgument& argument, Gives gives, const Syntax& syntax) {
  const Type& type = syntax.types[argument.node];
  const bool is_empty =
      type.is(TypeKind::list) && type.element().is_any() && syntax.at(argument.node).op == Op::list;
  if (is_empty) return TypeKind::null;
  if (gives == Gives::flat) return flat(type);
  return argument.parameter->type.is(TypeKind::list) ? item_of(type) : type;
}

/// A type is known where every argument has it.
Type common_item(const CallOfBuiltin& call, const BuiltinUnits& units, const Syntax& syntax) {
  Type item = TypeKind::null;
  for (const CallArgument& argument : call.arguments) {
    if (!units.takes(argument.parameter->name)) continue;
    const Type type = brought(argument, units.gives, syntax);
    if (type.is_any()) return {};
    item = join(item, type);
  }
  return item.is(TypeKind::null) ? Type() : item;
}

/// The result that all ways to call it share.
Type common_result(const Builtin& builtin) {
  const std::vector<BuiltinSignature>& signatures = builtin.builtin_signatures();
  const Type& first = signatures.front().result;
  const bool all = std::all_of(signatures.begin(), signatures.end(),
                               [&](const BuiltinSignature& s) { return s.result.same_as(first); });
  return all ? first : Type();
}

}  // namespace

Type infer_call(const Node& call, const Syntax& syntax) {
  const Type& type = syntax.types[call.children[0]];
  if (call.children.size() < 2) return type.result();
  const Builtin* builtin = called_builtin(call, syntax);
  if (builtin == nullptr) {
    const bool keeps = type.print() == keeps_type_name && type.result().is(TypeKind::list);
    const Type& first = syntax.types[call.children[1]];
    return keeps && !first.is_any() ? Type::list(item_of(first)) : type.result();
  }
  const BuiltinUnits& units = builtin->entry().units;
  const CallOfBuiltin one = call_of(*builtin, call, syntax);
  if (one.signature == nullptr) return common_result(*builtin);
  const Type& result = one.signature->result;
  const bool keeps = units.gives == Gives::same || units.gives == Gives::flat;
  if (keeps && result.is_any()) return common_item(one, units, syntax);
  if (keeps && result.is(TypeKind::list) && result.element().is_any()) {
    return Type::list(common_item(one, units, syntax));
  }
  return common_result(*builtin);
}

}  // namespace fangan::feel
