#include "feel/range_text.h"

#include <algorithm>
#include <array>

#include "feel/expression.h"
#include "feel/parse.h"

namespace fangan::feel {
namespace {

bool is_literal(const Syntax& syntax, NodeId id) {
  return syntax.at(id).op == Op::literal;
}

/// A call of one of the functions that make a day, time or duration of a literal text.
bool is_literal_call(const Syntax& syntax, const Node& call) {
  constexpr std::array<std::string_view, 4> makers = {"date", "time", "date and time", "duration"};
  const Node& function = syntax.at(call.children[0]);
  return function.op == Op::name &&
         std::find(makers.begin(), makers.end(), function.name) != makers.end() &&
         call.children.size() == 2 && call.names.empty() && is_literal(syntax, call.children[1]) &&
         syntax.at(call.children[1]).value.is(ValueKind::string);
}

bool is_end(const Syntax& syntax, NodeId id) {
  const Node& node = syntax.at(id);
  if (node.op == Op::negate) return is_literal(syntax, node.children[0]);
  return is_literal(syntax, id) || (node.op == Op::call && is_literal_call(syntax, node));
}

bool is_range_of_literals(const Syntax& syntax) {
  const Node& root = syntax.at(syntax.root);
  return root.op == Op::range && root.form == Range::Form::interval &&
         std::all_of(root.children.begin(), root.children.end(),
                     [&syntax](NodeId id) { return is_end(syntax, id); });
}

Value refuse(const char* code, std::string_view text) {
  return Value::null(problem(code, {{"text", std::string(text)}}));
}

}  // namespace

Value read_range(std::string_view text, Evaluation& evaluation) {
  Parsed parsed = parse(text, Scope());
  if (!parsed.ok() || !is_range_of_literals(parsed.syntax)) return refuse("FEEL-F023", text);
  const Expression expression = Expression::of(std::move(parsed.syntax));
  const Evaluation::Frame frame(&evaluation, expression.slot_count());
  const Value value = expression.run(&evaluation);
  if (!value.is(ValueKind::range)) return refuse("FEEL-F024", text);
  // Unlike a comparison, a range holds a date and a date and time apart.
  const Range& range = value.range();
  const bool is_bounded = !range.start.is_null() && !range.end.is_null();
  if (is_bounded && range.start.kind() != range.end.kind()) return refuse("FEEL-F024", text);
  return value;
}

}  // namespace fangan::feel
