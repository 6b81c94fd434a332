#include "service/case_expression.h"

#include <algorithm>
#include <optional>

#include "feel/expression.h"
#include "text/words.h"
#include "value/compare.h"
#include "value/number_text.h"
#include "value/print.h"

namespace fangan {
namespace {

/// As expressions read it.
Value field_value(const FieldValue& field) {
  if (const auto* number = std::get_if<Decimal>(&field)) return *number;
  if (const auto* text = std::get_if<std::string>(&field)) return Value(*text);
  if (const auto* date = std::get_if<Date>(&field)) return *date;
  if (const auto* truth = std::get_if<bool>(&field)) return *truth;
  return {};
}

Value value_of(const std::vector<CaseRow>& rows) {
  std::vector<Value> values;
  for (const CaseRow& row : rows) {
    std::vector<std::pair<std::string, Value>> entries;
    for (const auto& [column, field] : row) entries.emplace_back(column, field_value(field));
    values.emplace_back(Context(std::move(entries)));
  }
  return Value(std::move(values));
}

/// Which of the first `count` variables an expression mentions.
std::vector<bool> mentioned(const feel::Syntax& syntax, size_t count) {
  std::vector<bool> found(count, false);
  for (const feel::Node& node : syntax.nodes) {
    const bool variable = node.op == feel::Op::name && node.symbol.kind == feel::Symbol::Kind::slot;
    if (variable && node.symbol.slot < count) found[node.symbol.slot] = true;
  }
  return found;
}

/// The reason of a null, also of the only item of a list.
const Diagnostic* reason_of(const Value& value) {
  const bool single = value.is(ValueKind::list) && value.items().size() == 1;
  return single ? value.items().front().reason() : value.reason();
}

Value only_item(const Value& value) {
  const bool single = value.is(ValueKind::list) && value.items().size() == 1;
  return single ? value.items().front() : value;
}

/// Digits after the point, as written.
int places_of(std::string_view number) {
  const size_t point = number.find('.');
  return point == number.npos ? 0 : static_cast<int>(number.size() - point - 1);
}

bool matches_number(const Decimal& number, std::string_view expected, bool rounds) {
  // A unit may stand behind the number, for the reader.
  const std::string_view digits = expected.substr(0, expected.find(' '));
  const Result<Decimal> wanted = Decimal::parse(digits);
  if (!wanted || significant_digits(digits) > Decimal::digits_max) return false;
  if (!rounds) return number == wanted.value();
  const Result<Decimal> shown = round(number, places_of(digits), Rounding::half_up);
  return shown && shown.value() == wanted.value();
}

}  // namespace

Result<Value> evaluate_case(std::string_view text, const CaseRegisters& registers) {
  feel::Scope names(feel::Dialect::plan);
  for (const std::string& name : registers.names) names.add_variable(name);
  const feel::Compiled first = feel::compile(text, names);
  if (!first.expression) return first.diagnostics;
  const std::vector<bool> asked = mentioned(first.expression->syntax(), registers.names.size());
  // With its rows a register has columns, so that a column nobody has is found.
  feel::Scope scope(feel::Dialect::plan);
  std::vector<Value> values;
  for (size_t i = 0; i < asked.size(); ++i) {
    values.push_back(asked[i] ? value_of(registers.rows(registers.names[i])) : Value());
    scope.add_variable(registers.names[i], type_of(values.back()));
  }
  const feel::Compiled compiled = feel::compile(text, scope);
  if (!compiled.expression) return compiled.diagnostics;
  feel::Evaluation evaluation;
  Value value = compiled.expression->evaluate(values, &evaluation);
  if (const Diagnostic* reason = reason_of(value)) return *reason;
  return value;
}

bool matches_result(const Value& whole, std::string_view expected) {
  expected = trimmed(expected);
  const bool rounds = expected.substr(0, 1) == "~";
  if (rounds) expected = trimmed(expected.substr(1));
  const Value value = only_item(whole);
  if (value.is(ValueKind::number)) return matches_number(value.number(), expected, rounds);
  if (rounds) return false;
  if (value.is(ValueKind::string) && value.text() == expected) return true;
  const feel::Compiled literal = feel::compile(expected, feel::Scope(feel::Dialect::plan));
  if (!literal.expression) return false;
  feel::Evaluation evaluation;
  const Value wanted = literal.expression->evaluate({}, &evaluation);
  return is_same(value, wanted) || is_same(whole, wanted);
}

std::string print_result(const Value& whole) {
  const Value value = only_item(whole);
  if (value.is(ValueKind::number)) return value.number().print_normal();
  if (value.is(ValueKind::date)) return value.date().print();
  return value.is(ValueKind::string) ? value.text() : print(value);
}

}  // namespace fangan
