#include "feel/call_arguments.h"

#include <algorithm>

namespace fangan::feel {
namespace {

const BuiltinParameter* parameter_of(const BuiltinSignature& signature, const Node& call,
                                     size_t argument) {
  const std::vector<BuiltinParameter>& all = signature.parameters;
  if (all.empty()) return nullptr;
  if (call.names.empty()) return &all[std::min(argument, all.size() - 1)];
  const auto found = std::find_if(all.begin(), all.end(), [&](const BuiltinParameter& one) {
    return one.name == call.names[argument];
  });
  return found == all.end() ? nullptr : &*found;
}

/// None where one of them has no place.
std::vector<CallArgument> placed(const BuiltinSignature& signature, const Node& call,
                                 const Syntax& syntax) {
  std::vector<CallArgument> arguments;
  for (size_t i = 1; i < call.children.size(); ++i) {
    const BuiltinParameter* parameter = parameter_of(signature, call, i - 1);
    if (parameter == nullptr) return {};
    const bool is_function = syntax.types[call.children[i]].is(TypeKind::function);
    if (is_function != parameter->type.is(TypeKind::function) && !parameter->type.is_any()) {
      return {};
    }
    arguments.push_back({call.children[i], parameter});
  }
  return arguments;
}

}  // namespace

const Builtin* called_builtin(const Node& call, const Syntax& syntax) {
  const Node& function = syntax.at(call.children[0]);
  const bool is_known = function.op == Op::name && function.symbol.kind == Symbol::Kind::constant &&
                        function.value.is(ValueKind::function);
  if (!is_known) return nullptr;
  const Builtin* builtin = find_builtin(function.name);
  return builtin == function.value.function().get() ? builtin : nullptr;
}

CallOfBuiltin call_of(const Builtin& builtin, const Node& call, const Syntax& syntax) {
  const size_t count = call.children.size() - 1;
  for (const BuiltinSignature& signature : builtin.builtin_signatures()) {
    if (!signature.takes(count)) continue;
    std::vector<CallArgument> arguments = placed(signature, call, syntax);
    if (arguments.size() == count) return {&signature, std::move(arguments)};
  }
  return {};
}

}  // namespace fangan::feel
