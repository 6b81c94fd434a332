#include "service/feel_runner.h"

#include "feel/explain.h"

namespace fangan {
namespace {

/// Of null nothing is known: it may stand where any value is wanted.
Type known_type(const Value& value) {
  return value.is_null() ? Type() : type_of(value);
}

/// A scope, and the value of each of its variables.
struct Bound {
  feel::Scope scope;
  std::vector<Value> slots;
};

Bound bind(const Context& variables) {
  Bound bound;
  for (size_t i = 0; i < variables.size(); ++i) {
    const std::string name = feel::normal_name(variables.name(i));
    // Of names that differ in blanks only the first counts; `?` is the input of tests.
    if (name.empty() || name == "?" || bound.scope.slot_of(name) >= 0) continue;
    bound.scope.add_variable(name, known_type(variables.value(i)));
    bound.slots.push_back(variables.value(i));
  }
  return bound;
}

}  // namespace

FeelAnswer FeelRunner::evaluate(std::string_view expression, const Context& variables,
                                Explain explain) {
  const Bound bound = bind(variables);
  return run(feel::compile(expression, bound.scope), bound.slots, explain);
}

FeelAnswer FeelRunner::test(std::string_view tests, const Context& variables, const Value& input) {
  Bound bound = bind(variables);
  bound.scope.set_input_type(known_type(input));
  bound.slots.push_back(input);
  return run(feel::compile_tests(tests, bound.scope), bound.slots, Explain::no);
}

FeelAnswer FeelRunner::run(feel::Compiled compiled, const std::vector<Value>& slots,
                           Explain explain) {
  FeelAnswer answer;
  answer.diagnostics = std::move(compiled.diagnostics);
  if (compiled.expression && explain == Explain::yes) {
    feel::Trace trace(compiled.expression->syntax().nodes.size());
    answer.value = compiled.expression->evaluate(slots, &evaluation_, &trace);
    answer.explanation = feel::explain(*compiled.expression, trace, Language::zh);
    return answer;
  }
  if (compiled.expression) {
    answer.value = compiled.expression->evaluate(slots, &evaluation_);
    return answer;
  }
  for (const Diagnostic& diagnostic : answer.diagnostics) {
    if (diagnostic.severity != Severity::error) continue;
    answer.value = Value::null(diagnostic);
    break;
  }
  return answer;
}

}  // namespace fangan
