#include <iterator>
#include <memory>

#include "feel/check.h"
#include "feel/code.h"
#include "feel/expression.h"
#include "feel/parse.h"

namespace fangan::feel {

struct Expression::Program {
  Syntax syntax;
  CodePtr code;
};

Codes Compiler::compile_all(const std::vector<NodeId>& ids, size_t from) const {
  Codes codes;
  for (size_t i = from; i < ids.size(); ++i) codes.push_back(compile(ids[i]));
  return codes;
}

CodePtr Compiler::compile(NodeId id) const {
  switch (syntax.at(id).op) {
    case Op::literal:
    case Op::unknown:
      return literal(id);
    case Op::name:
      return name(id);
    case Op::member:
      return member(id);
    case Op::filter:
      return filter(id);
    case Op::call:
      return call(id);
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
      return arithmetic(id);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::at_most:
    case Op::more:
    case Op::at_least:
      return comparison(id);
    case Op::conjunction:
    case Op::disjunction:
      return junction(id);
    case Op::between:
      return between(id);
    case Op::in:
      return in(id);
    case Op::instance_of:
      return instance_of(id);
    case Op::if_then:
    case Op::choose:
      return if_then(id);
    case Op::for_in:
      return iteration(id);
    case Op::some:
    case Op::every:
      return quantified(id);
    case Op::list:
      return list(id);
    case Op::context:
      return context(id);
    case Op::range:
      return range(id);
    case Op::lambda:
      return lambda(id);
    case Op::external:
      return external(id);
    case Op::tests:
      return tests(id);
    case Op::conform:
      return conform(id);
    case Op::extension: {
      const Node& node = syntax.at(id);
      return node.extension->make(id, span(id), compile_all(node.children));
    }
    case Op::series:
      break;  // Part of an iteration, which compiles it.
  }
  assert(false);
  return nullptr;
}

namespace {

/// The value after all, or why the evaluation was stopped.
Value finished(Value value, const Evaluation& evaluation) {
  return evaluation.stopped() ? Value::null(*evaluation.stopped()) : value;
}

}  // namespace

Value Expression::evaluate(std::span<const Value> inputs, Evaluation* evaluation) const {
  return evaluate(inputs, evaluation, nullptr);
}

Value Expression::evaluate(std::span<const Value> inputs, Evaluation* evaluation,
                           Trace* trace) const {
  evaluation->reset();
  Evaluation::Frame frame(evaluation, slot_count());
  assert(inputs.size() <= slot_count());
  for (uint32_t i = 0; i < inputs.size(); ++i) frame[i] = inputs[i];
  // The trace may be gone by the time this evaluation is used again, even where it is interrupted.
  const auto let_go = [](Evaluation* traced) { traced->trace = nullptr; };
  const std::unique_ptr<Evaluation, decltype(let_go)> until_done(evaluation, let_go);
  evaluation->trace = trace;
  return finished(run(evaluation), *evaluation);
}

Value Expression::run(Evaluation* evaluation) const {
  Value scratch;
  return code().run(*evaluation, &scratch);
}

Truth Expression::test(Evaluation* evaluation) const {
  return code().test(*evaluation);
}

const Syntax& Expression::syntax() const {
  return program_->syntax;
}
const Code& Expression::code() const {
  return *program_->code;
}

Expression Expression::of(Syntax syntax) {
  auto program = std::make_shared<Program>();
  program->syntax = std::move(syntax);
  program->code = Compiler{program->syntax}.compile(program->syntax.root);
  return Expression(std::move(program));
}

namespace {

/// In plans what the check finds is an error; standard FEEL says what comes out, so it runs.
Compiled compiled(Parsed parsed, const Scope& scope) {
  Compiled result;
  result.diagnostics = std::move(parsed.diagnostics);
  if (!parsed.ok()) return result;
  if (scope.dialect() == Dialect::plan) {
    UnitsChecked units;
    Diagnostics findings = check(parsed.syntax, scope, &units);
    std::move(findings.begin(), findings.end(), std::back_inserter(result.diagnostics));
    if (has_errors(result.diagnostics)) return result;
    insert_conversions(units.conversions, &parsed.syntax);
  }
  result.expression = Expression::of(std::move(parsed.syntax));
  return result;
}

}  // namespace

Compiled compile(std::string_view text, const Scope& scope) {
  return compiled(parse(text, scope), scope);
}

Compiled compile_tests(std::string_view text, const Scope& scope) {
  return compiled(parse_tests(text, scope), scope);
}

}  // namespace fangan::feel
