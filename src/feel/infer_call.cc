// Infer call: the type of what a builtin gives, from the types of what it is given.
//
// Signatures say list<Any> where a builtin takes any list; what it gives back are the items it was
// given, so a filter behind `distinct values(...)` knows its fields.
#include <algorithm>
#include <array>

#include "feel/builtins.h"
#include "feel/parser.h"

namespace fangan::feel {
namespace {

/// What gives back items of its first argument.
constexpr std::array<std::string_view, 6> keepers = {
    {"sort", "sublist", "reverse", "remove", "distinct values", "list replace"}};
constexpr std::array<std::string_view, 2> joiners = {{"concatenate", "union"}};
constexpr std::array<std::string_view, 2> pickers = {{"min", "max"}};

template <size_t size>
bool has(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Type item_of(const Type& type) {
  return type.is(TypeKind::list) ? type.element() : type;
}

/// A type is known where every argument has it.
Type common_item(const Node& call, const Syntax& syntax) {
  Type item = TypeKind::null;
  for (size_t i = 1; i < call.children.size(); ++i) {
    const Type& argument = syntax.types[call.children[i]];
    if (argument.is_any()) return {};
    // The empty list has no items to ask.
    const bool is_empty = argument.is(TypeKind::list) && argument.element().is_any() &&
                          syntax.at(call.children[i]).children.empty();
    if (!is_empty) item = join(item, item_of(argument));
  }
  return item.is(TypeKind::null) ? Type() : item;
}

/// The result that all ways to call it share.
Type common_result(const Function& function) {
  const auto* builtin = dynamic_cast<const Builtin*>(&function);
  if (builtin == nullptr) return function.type().result();
  const std::vector<BuiltinSignature>& signatures = builtin->builtin_signatures();
  const Type& first = signatures.front().result;
  const bool all = std::all_of(signatures.begin(), signatures.end(),
                               [&](const BuiltinSignature& s) { return s.result.same_as(first); });
  return all ? first : Type();
}

}  // namespace

Type infer_call(const Node& call, const Syntax& syntax) {
  const Node& function = syntax.at(call.children[0]);
  const Type& type = syntax.types[call.children[0]];
  if (function.op != Op::name || call.children.size() < 2 || !call.names.empty()) {
    return type.result();
  }
  const bool is_known =
      function.symbol.kind == Symbol::Kind::constant && function.value.is(ValueKind::function);
  const bool is_builtin =
      is_known && find_builtin(function.name) == function.value.function().get();
  if (!is_builtin && type.print() != keeps_type_name) return type.result();
  const Type& first = syntax.types[call.children[1]];
  if (!is_builtin || has(keepers, function.name)) {
    return first.is_any() ? type.result() : Type::list(item_of(first));
  }
  if (has(joiners, function.name)) return Type::list(common_item(call, syntax));
  if (has(pickers, function.name)) return common_item(call, syntax);
  return common_result(*function.value.function());
}

}  // namespace fangan::feel
