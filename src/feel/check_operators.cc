// Comparisons, arithmetic and conditions: kinds that do not go together.
#include <algorithm>

#include "feel/check_rules.h"
#include "feel/operators.h"
#include "feel/print_syntax.h"

namespace fangan::feel {
namespace {

bool is_moment(const Type& type) {
  return type.is(TypeKind::date) || type.is(TypeKind::date_time);
}

bool has_order(const Type& type) {
  switch (type.kind()) {
    case TypeKind::boolean:
    case TypeKind::list:
    case TypeKind::range:
    case TypeKind::context:
    case TypeKind::function:
      return false;
    default:
      return true;
  }
}

std::optional<int64_t> whole_number(const Node& node) {
  const bool is_number = node.op == Op::literal && node.value.is(ValueKind::number);
  return is_number ? node.value.number().as_int64() : std::nullopt;
}

/// A day written without date(): 2018-12-31, which is a subtraction, or "2018-12-31".
std::optional<Date> day_meant(const Checking& checking, NodeId id) {
  const Node& node = checking.syntax.at(id);
  if (node.op == Op::literal && node.value.is(ValueKind::string)) {
    const Result<Date> date = Date::parse(node.value.text());
    return date ? std::optional(date.value()) : std::nullopt;
  }
  if (node.op != Op::subtract) return std::nullopt;
  const Node& before = checking.syntax.at(node.children[0]);
  if (before.op != Op::subtract) return std::nullopt;
  const auto year = whole_number(checking.syntax.at(before.children[0]));
  const auto month = whole_number(checking.syntax.at(before.children[1]));
  const auto day = whole_number(checking.syntax.at(node.children[1]));
  if (!year || !month || !day) return std::nullopt;
  const Result<Date> date = Date::of(*year, *month, *day);
  return date ? std::optional(date.value()) : std::nullopt;
}

/// Whether one side is a day and the other means one: then that is what to say.
bool report_day(Checking* checking, NodeId day, NodeId other) {
  if (!checking->type(day).is(TypeKind::date)) return false;
  const std::optional<Date> meant = day_meant(*checking, other);
  if (!meant) return false;
  const Span span = checking->syntax.spans[other];
  const std::string_view text = checking->syntax.texts[span.source];
  checking->report("FEEL-C027", {{other}},
                   {{"written", std::string(text.substr(span.begin, span.size_bytes()))},
                    {"day", meant->print()}});
  return true;
}

/// A reference beside a text: the row is meant that has this key or this name.
bool report_row(Checking* checking, NodeId row, NodeId text) {
  const Type& type = checking->type(row);
  if (!type.is_declared() || !checking->type(text).is(TypeKind::string)) return false;
  const auto found =
      std::find_if(type.fields().begin(), type.fields().end(), [](const Type::Field& field) {
        return field.type.is(TypeKind::string) && field.type.constraint() == nullptr;
      });
  if (found == type.fields().end()) return false;
  checking->report("FEEL-C029", {{text}, {row}},
                   {{"written", print(checking->syntax, row)},
                    {"register", type.print()},
                    {"field", found->name}});
  return true;
}

/// A table of several outputs beside one value: one of its outputs is meant.
bool report_part(Checking* checking, Op op, NodeId whole, NodeId other) {
  const Type& type = checking->type(whole);
  if (!type.is(TypeKind::context) || checking->type(other).is(TypeKind::context)) return false;
  std::string fields;
  const Type::Field* meant = nullptr;
  for (const Type::Field& field : type.fields()) {
    fields += (fields.empty() ? "" : "、") + field.name;
    const bool fits = field.type.kind() == checking->type(other).kind();
    if (fits && meant == nullptr) meant = &field;
  }
  if (meant == nullptr) return false;
  checking->report("FEEL-C032", {{whole}},
                   {{"written", print(checking->syntax, whole)},
                    {"operator", operator_of(op)},
                    {"fields", fields},
                    {"field", meant->name}});
  return true;
}

void compare(Checking* checking, Op op, NodeId left, NodeId right) {
  const Type& a = checking->type(left);
  const Type& b = checking->type(right);
  const bool asks_order = op != Op::equal && op != Op::not_equal;
  const bool orders = has_order(a) && has_order(b);
  if (may_be_equal(a, b) && (orders || !asks_order)) return;
  if (report_day(checking, left, right) || report_day(checking, right, left)) return;
  if (report_row(checking, left, right) || report_row(checking, right, left)) return;
  if (report_part(checking, op, left, right) || report_part(checking, op, right, left)) return;
  checking->report("FEEL-C001", {{right, "FEEL-C001.a"}, {left, "FEEL-C001.b"}},
                   {{"operator", operator_of(op)}, {"left", a.print()}, {"right", b.print()}});
}

/// What infer() knows no result for.
void combine(Checking* checking, NodeId id, const Node& node) {
  const Type& left = checking->type(node.children[0]);
  const Type& right = checking->type(node.children[1]);
  if (!is_known(left) || !is_known(right)) return;
  const bool is_power = node.op == Op::power;
  const bool fits = is_power ? left.is(TypeKind::number) && right.is(TypeKind::number)
                             : !checking->type(id).is_any();
  if (fits) return;
  const NodeId first = node.children[0];
  const NodeId second = node.children[1];
  if (report_part(checking, node.op, first, second)) return;
  if (report_part(checking, node.op, second, first)) return;
  const std::optional<int64_t> days = whole_number(checking->syntax.at(node.children[1]));
  const bool moves = node.op == Op::add || node.op == Op::subtract;
  if (moves && is_moment(left) && days && *days >= 0) {
    checking->report("FEEL-C026", {{node.children[1], "FEEL-C002.a"}},
                     {{"operator", operator_of(node.op)}, {"right", right.print()},
                      {"number", std::to_string(*days)}});
    return;
  }
  checking->report(
      "FEEL-C002", {{node.children[1], "FEEL-C002.a"}, {node.children[0], "FEEL-C002.b"}},
      {{"operator", operator_of(node.op)}, {"left", left.print()}, {"right", right.print()}});
}

void negate(Checking* checking, NodeId operand) {
  const Type& type = checking->type(operand);
  const bool fits = type.is(TypeKind::number) || type.is(TypeKind::months_duration) ||
                    type.is(TypeKind::time_duration);
  if (!is_known(type) || fits) return;
  checking->report("FEEL-C017", {{operand}}, {{"found", type.print()}});
}

enum class Also : uint8_t { nothing, number };

void expect_condition(Checking* checking, NodeId id, Also also = Also::nothing) {
  const Type& type = checking->type(id);
  const bool fits =
      type.is(TypeKind::boolean) || (also == Also::number && type.is(TypeKind::number));
  if (!is_known(type) || fits) return;
  checking->report("FEEL-C008", {{id}}, {{"found", type.print()}});
}

}  // namespace

std::string operator_of(Op op) {
  switch (op) {
    case Op::if_then:
    case Op::choose:
      return "if";
    case Op::list:
      return "[]";
    case Op::range:
    case Op::series:
      return "..";
    case Op::extension:
      return "→";  // Of a table: the column of an output.
    default:
      return std::string(symbol_of(op));
  }
}

bool is_known(const Type& type) {
  return !type.is_any() && !type.is(TypeKind::null);
}

bool may_be_equal(const Type& left, const Type& right) {
  if (!is_known(left) || !is_known(right)) return true;
  if (left.is_declared() && right.is_declared()) return left.is_same_object(right);
  return left.kind() == right.kind() || (is_moment(left) && is_moment(right));
}

void check_operators(Checking* checking) {
  for (NodeId id = 0; id < checking->syntax.nodes.size(); ++id) {
    const Node& node = checking->syntax.at(id);
    switch (node.op) {
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::at_most:
      case Op::more:
      case Op::at_least:
        compare(checking, node.op, node.children[0], node.children[1]);
        break;
      case Op::between:
        compare(checking, node.op, node.children[0], node.children[1]);
        compare(checking, node.op, node.children[0], node.children[2]);
        break;
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::power:
        combine(checking, id, node);
        break;
      case Op::negate:
        negate(checking, node.children[0]);
        break;
      case Op::conjunction:
      case Op::disjunction:
        expect_condition(checking, node.children[0]);
        expect_condition(checking, node.children[1]);
        break;
      case Op::if_then:
      case Op::choose:
        expect_condition(checking, node.children[0]);
        break;
      case Op::some:
      case Op::every:
        expect_condition(checking, node.children.back());
        break;
      case Op::filter:
        expect_condition(checking, node.children[1], Also::number);
        break;
      default:
        break;
    }
  }
}

}  // namespace fangan::feel
