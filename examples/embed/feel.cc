// What docs/embed.md shows, as a program: every block of code of that page stands here, in model.cc
// or in CMakeLists.txt, and what the page says it prints is what it prints.
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include <fangan/feel/expression.h>
#include <fangan/text/render.h>
#include <fangan/value/print.h>
#include <fangan/value/value_json.h>

#include "model.h"

using fangan::Language;
using fangan::Type;
using fangan::TypeKind;
using fangan::Value;

namespace {

const fangan::feel::Scope no_names;

/// An expression that has to be right, or the end of the program with what is wrong.
fangan::feel::Expression must_compile(std::string_view text, const fangan::feel::Scope& scope) {
  const fangan::feel::Compiled compiled = fangan::feel::compile(text, scope);
  if (compiled.expression) return *compiled.expression;
  fangan::Sources sources;
  sources.add("expression", std::string(text));
  std::cerr << fangan::render(compiled.diagnostics, sources, {Language::en});
  std::exit(1);
}

void evaluate_first() {
  fangan::feel::Scope scope;
  scope.add_variable("age", TypeKind::number);
  const fangan::feel::Compiled compiled =
      fangan::feel::compile("if age >= 18 then \"adult\" else \"minor\"", scope);
  fangan::feel::Evaluation evaluation;
  const std::vector<Value> inputs = {Value(20)};
  const Value value = compiled.expression->evaluate(inputs, &evaluation);
  std::cout << value.text() << '\n';
}

void evaluate_names() {
  fangan::feel::Scope scope;
  scope.add_variable("monthly income", TypeKind::number);
  scope.add_variable("单位煤耗", TypeKind::number);
  scope.add_variable("owner's share", TypeKind::number);
  const auto sum =
      must_compile("monthly income * 12 + 单位煤耗 - owner's share", scope);
  fangan::feel::Evaluation evaluation;
  const std::vector<Value> inputs = {Value(1000), Value(331), Value(31)};
  std::cout << print(sum.evaluate(inputs, &evaluation)) << '\n';
}

void evaluate_types() {
  const Type order = Type::context({{"item", TypeKind::string}, {"price", TypeKind::number}});
  fangan::feel::Scope scope;
  scope.add_variable("orders", Type::list(order));
  scope.add_variable("since", TypeKind::date);
  const auto total = must_compile("sum(orders[price > 10].price) + since.year", scope);
  std::cout << total.type().print() << '\n';

  const auto entry = [](const char* item, const char* price) {
    const Value amount(fangan::Decimal::parse(price).value());
    return Value(fangan::Context({{"item", item}, {"price", amount}}));
  };
  const Value orders(std::vector<Value>{entry("coal", "12.50"), entry("gas", "7.25")});
  const std::vector<Value> inputs = {conform(orders, scope.variables()[0].type),
                                     fangan::Date::parse("2017-10-12").value()};
  fangan::feel::Evaluation evaluation;
  std::cout << print(total.evaluate(inputs, &evaluation)) << '\n';
  std::cout << print(conform(Value("not a list of orders"), scope.variables()[0].type)) << '\n';
}

void evaluate_json() {
  fangan::feel::Scope scope;
  scope.add_variable("due", TypeKind::date);
  const auto next = must_compile("{due: due + @\"P1M\", rate: 0.10}", scope);
  const auto json = fangan::parse_json("\"2017-10-12\"");
  const auto due = fangan::read_value(json.value(), scope.variables()[0].type);
  if (!due) std::cout << sentence(due.error(), Language::en) << '\n';
  fangan::feel::Evaluation evaluation;
  const std::vector<Value> inputs = {due.value()};
  const std::optional<std::string> printed =
      fangan::print_json(next.evaluate(inputs, &evaluation), 1 << 20);
  std::cout << printed.value() << '\n';
}

void explain_null() {
  const std::string text = "date(\"2017-02-30\").year";
  const auto year = must_compile(text, no_names);
  fangan::feel::Evaluation evaluation;
  const Value value = year.evaluate({}, &evaluation);
  if (value.is_null() && value.reason() != nullptr) {
    std::cout << sentence(*value.reason(), Language::zh) << '\n'
              << sentence(*value.reason(), Language::en) << '\n';
  }
}

void refuse_expression() {
  fangan::feel::Scope scope;
  scope.add_variable("income", TypeKind::number);
  const std::string text = "if income > 100 then \"high\" else";
  const fangan::feel::Compiled compiled = fangan::feel::compile(text, scope);
  if (!compiled.expression) {
    fangan::Sources sources;
    sources.add("rule 7", text);
    std::cout << fangan::render(compiled.diagnostics, sources, {Language::zh, Language::en});
  }
}

void evaluate_tests() {
  fangan::feel::Scope scope;
  scope.add_variable("limit", TypeKind::number);
  scope.set_input_type(TypeKind::number);
  const fangan::feel::Compiled cell = fangan::feel::compile_tests("< 10, [limit..400]", scope);
  fangan::feel::Evaluation evaluation;
  for (const int input : {5, 331, 500}) {
    const std::vector<Value> inputs = {Value(300), Value(input)};
    std::cout << input << ' ' << print(cell.expression->evaluate(inputs, &evaluation)) << '\n';
  }
}

void stop_at_limits() {
  const auto endless = must_compile("for x in 1..1000000000 return x * x", no_names);
  fangan::feel::Limits limits;
  limits.steps = 100'000;
  limits.memory_bytes = 16 << 20;
  fangan::feel::Evaluation evaluation(limits);
  const Value value = endless.evaluate({}, &evaluation);
  std::cout << value.reason()->code << ' ' << sentence(*value.reason(), Language::en) << '\n';
}

void tell_the_time() {
  const auto due = must_compile("today() > @\"2017-10-12\"", no_names);
  fangan::feel::Evaluation evaluation;
  evaluation.set_now(fangan::DateTime::parse("2017-10-13T08:00:00+08:00").value());
  std::cout << print(due.evaluate({}, &evaluation)) << '\n';
}

void compute_exactly() {
  const auto sum = must_compile("0.1 + 0.2 = 0.3", no_names);
  fangan::feel::Evaluation evaluation;
  std::cout << print(sum.evaluate({}, &evaluation)) << '\n';

  const Value amount(fangan::Decimal::from_scaled(1'234'567, 2));
  std::cout << print(amount) << ' ' << *amount.number().scaled(2) << '\n';
  const auto wrong = fangan::Decimal::parse("1,000");
  if (!wrong) std::cout << sentence(wrong.error(), Language::en) << '\n';
}

}  // namespace

int main() {
  evaluate_first();
  evaluate_names();
  evaluate_types();
  evaluate_json();
  explain_null();
  refuse_expression();
  evaluate_tests();
  stop_at_limits();
  tell_the_time();
  compute_exactly();
  evaluate_model();
  refuse_model();
  evaluate_in_threads();
}
