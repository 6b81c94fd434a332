#include "feel/constant.h"

#include <algorithm>
#include <array>

#include "feel/code.h"

namespace fangan::feel {
namespace {

bool is_maker(const Node& node) {
  constexpr std::array<std::string_view, 4> makers = {"date", "time", "date and time", "duration"};
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

}  // namespace

std::optional<Value> constant_of(const Syntax& syntax, NodeId id) {
  if (!is_constant(syntax, id)) return std::nullopt;
  const CodePtr code = Compiler{syntax}.compile(id);
  if (const Value* known = code->constant(); known != nullptr) {
    return known->reason() == nullptr ? std::optional<Value>(*known) : std::nullopt;
  }
  Evaluation evaluation;
  Value scratch;
  Value value = code->run(evaluation, &scratch);
  const bool failed = evaluation.stopped() || value.reason() != nullptr;
  return failed ? std::nullopt : std::optional<Value>(std::move(value));
}

}  // namespace fangan::feel
