#include "feel/constant.h"

#include <algorithm>
#include <array>

#include "feel/code.h"

namespace fangan::feel {
namespace {

bool is_maker(const Node& node) {
  constexpr std::array<std::string_view, 5> makers = {"date", "time", "date and time", "duration",
                                                      "number"};
  return node.op == Op::name && node.symbol.kind == Symbol::Kind::constant &&
         node.value.is(ValueKind::function) &&
         std::find(makers.begin(), makers.end(), node.value.function()->name()) != makers.end();
}

bool is_constant(const Syntax& syntax, NodeId id) {
  const Node& node = syntax.at(id);
  const auto from = [&](size_t first) {
    return std::all_of(node.children.begin() + static_cast<ptrdiff_t>(first), node.children.end(),
                       [&](NodeId child) { return is_constant(syntax, child); });
  };
  switch (node.op) {
    case Op::literal:
      return true;
    case Op::negate:
    case Op::list:
    case Op::range:
      return from(0);
    case Op::multiply:
    case Op::divide:
      return node.converts && from(0);
    case Op::call:
      return is_maker(syntax.at(node.children[0])) && from(1);
    default:
      return false;
  }
}

/// The value of a node that is_constant(); null with its reason where it has none.
std::optional<Value> computed(const Syntax& syntax, NodeId id) {
  const CodePtr code = Compiler{syntax}.compile(id);
  if (const Value* known = code->constant(); known != nullptr) return *known;
  Evaluation evaluation;
  Value scratch;
  Value value = code->run(evaluation, &scratch);
  return evaluation.stopped() ? std::nullopt : std::optional<Value>(std::move(value));
}

}  // namespace

std::optional<Value> constant_of(const Syntax& syntax, NodeId id) {
  if (!is_constant(syntax, id)) return std::nullopt;
  std::optional<Value> value = computed(syntax, id);
  return value && value->reason() == nullptr ? value : std::nullopt;
}

std::optional<Diagnostic> failure_of(const Syntax& syntax, NodeId id) {
  if (!is_constant(syntax, id)) return std::nullopt;
  const std::optional<Value> value = computed(syntax, id);
  const Diagnostic* reason = value ? value->reason() : nullptr;
  return reason == nullptr ? std::nullopt : std::optional<Diagnostic>(*reason);
}

}  // namespace fangan::feel
