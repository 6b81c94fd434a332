// Expression: FEEL made to run. Compile once with the names in scope, evaluate many times.
//
//   Scope scope;
//   scope.add_variable("applicant age", TypeKind::number);
//   const Compiled compiled = compile("if applicant age >= 18 then \"adult\" else \"minor\"",
//   scope); Evaluation evaluation; const Value value = compiled.expression->evaluate({{Value(20)}},
//   &evaluation);
//
// An Expression is immutable and cheap to copy; any number of threads may evaluate it, each with an
// Evaluation of its own.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "feel/evaluation.h"
#include "feel/scope.h"
#include "feel/syntax.h"
#include "feel/truth.h"
#include "text/diagnostic.h"

namespace fangan::feel {

class Code;

class Expression {
 public:
  /// From a tree without errors.
  static Expression of(Syntax syntax);

  /// `inputs` are the variables of the scope, in order. A stop by limits is null with its reason.
  Value evaluate(std::span<const Value> inputs, Evaluation* evaluation) const;
  /// The same with a trace of every node, for explain().
  Value evaluate(std::span<const Value> inputs, Evaluation* evaluation, Trace* trace) const;

  /// For those who keep a frame for many expressions of one scope: the variables stand in the
  /// current frame, which must have at least slot_count() slots.
  Value run(Evaluation* evaluation) const;
  /// A condition, without making a value.
  Truth test(Evaluation* evaluation) const;

  uint32_t slot_count() const { return syntax().slot_count; }
  const Syntax& syntax() const;
  const Type& type() const { return syntax().types[syntax().root]; }
  const Code& code() const;

 private:
  struct Program;
  explicit Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
  std::shared_ptr<const Program> program_;
};

struct Compiled {
  std::optional<Expression> expression;  ///< None where there are errors.
  Diagnostics diagnostics;               ///< Errors, or warnings.
};

/// Errors and warnings are those of parse.h; in plans also those of check.h.
Compiled compile(std::string_view text, const Scope& scope);

/// Unary tests: evaluates to whether they hold for the value in slot input_slot().
Compiled compile_tests(std::string_view text, const Scope& scope);
/// Where unary tests look for `?`: the first slot after the variables of the scope.
inline uint32_t input_slot(const Scope& scope) {
  return static_cast<uint32_t>(scope.variables().size());
}

}  // namespace fangan::feel
