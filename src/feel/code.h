// Code: a node of an expression, ready to run. Nobody outside feel/ includes this.
//
// Names are slots by now, calls of builtins are bound, ranges and texts that do not change are
// built. A node gives its value by reference where it has one already (a constant, a variable),
// else writes it to `scratch`: reading variables costs no count of references. Conditions have
// test(), which makes no value at all.
#pragma once

#include <memory>
#include <vector>

#include "feel/evaluation.h"
#include "feel/syntax.h"
#include "feel/truth.h"

namespace fangan::feel {

class Code {
 public:
  Code(NodeId node, Span span) : node_(node), span_(span) {}
  virtual ~Code() = default;
  Code(const Code&) = delete;
  Code& operator=(const Code&) = delete;

  /// The value, which lives until `scratch` or a variable changes.
  const Value& run(Evaluation& evaluation, Value* scratch) const {
    const Value& value = compute(evaluation, scratch);
    if (evaluation.trace != nullptr) evaluation.trace->note(node_, value);
    return value;
  }
  Truth test(Evaluation& evaluation) const {
    if (evaluation.trace != nullptr) {
      Value scratch;
      return truth_of(run(evaluation, &scratch));
    }
    return condition(evaluation);
  }
  /// A constant's value, else nullptr.
  virtual const Value* constant() const { return nullptr; }
  NodeId node() const { return node_; }

 protected:
  virtual const Value& compute(Evaluation& evaluation, Value* scratch) const = 0;
  virtual Truth condition(Evaluation& evaluation) const {
    Value scratch;
    return truth_of(compute(evaluation, &scratch));
  }

  /// Null with a reason that points here.
  Value fail(const char* code, std::vector<Fact> facts = {}) const {
    return Value::null(problem_at(code, span_, std::move(facts)));
  }
  /// A null without a place gets this one.
  Value placed(Value value) const {
    const Diagnostic* reason = value.reason();
    if (reason == nullptr || !reason->marks.empty()) return value;
    Diagnostic here = *reason;
    here.marks.push_back({span_, ""});
    return Value::null(std::move(here));
  }
  /// Null for what a limit cut short; evaluate() tells the reason.
  static const Value& stopped(Value* scratch) { return *scratch = Value(); }
  Span span() const { return span_; }

 private:
  NodeId node_;
  Span span_;
};

using CodePtr = std::unique_ptr<const Code>;
using Codes = std::vector<CodePtr>;

/// A construct that stands outside of FEEL, such as a decision table: it is given the code of its
/// children and makes its own.
class Extension {
 public:
  virtual ~Extension() = default;
  virtual CodePtr make(NodeId node, Span span, Codes children) const = 0;
  /// Of a table, for checks and explanations: where among the children its inputs stand.
  virtual std::vector<size_t> inputs() const = 0;
  /// For each of its outputs where the entries stand, that of no rule last.
  virtual std::vector<std::vector<size_t>> outputs() const = 0;
  /// For each input where the test stands that all its values pass; none: there is no such test.
  virtual std::vector<std::optional<size_t>> allowed_inputs() const = 0;
  /// For each output where the tests of the values it may have stand.
  virtual std::vector<std::vector<size_t>> allowed_outputs() const = 0;
  /// True where it gives how many rules hold, not what stands in them.
  virtual bool counts_rules() const = 0;
  struct Rule {
    std::vector<size_t> parts;       ///< Where its cells stand, one for each input, and outputs.
    std::vector<std::string> notes;  ///< Its annotations.
    Span place;
  };
  virtual uint32_t rule_count() const = 0;
  virtual Rule rule(uint32_t number) const = 0;
};

/// Turns a tree into code: one function for each group of nodes (code_*.cc).
struct Compiler {
  const Syntax& syntax;

  CodePtr compile(NodeId id) const;
  Codes compile_all(const std::vector<NodeId>& ids, size_t from = 0) const;
  Span span(NodeId id) const { return syntax.spans[id]; }

  CodePtr name(NodeId id) const;  ///< code_access.cc, with member and filter
  CodePtr member(NodeId id) const;
  CodePtr filter(NodeId id) const;
  CodePtr arithmetic(NodeId id) const;  ///< code_arithmetic.cc
  CodePtr comparison(NodeId id) const;  ///< code_logic.cc
  CodePtr between(NodeId id) const;
  CodePtr junction(NodeId id) const;
  CodePtr instance_of(NodeId id) const;
  CodePtr if_then(NodeId id) const;
  CodePtr conform(NodeId id) const;
  CodePtr in(NodeId id) const;  ///< code_tests.cc
  CodePtr tests(NodeId id) const;
  CodePtr test(NodeId id, uint32_t slot, NodeId tests) const;
  CodePtr iteration(NodeId id) const;  ///< code_iteration.cc
  CodePtr quantified(NodeId id) const;
  CodePtr literal(NodeId id) const;  ///< code_values.cc
  CodePtr list(NodeId id) const;
  CodePtr context(NodeId id) const;
  CodePtr range(NodeId id) const;
  CodePtr call(NodeId id) const;  ///< code_calls.cc
  CodePtr lambda(NodeId id) const;
  CodePtr external(NodeId id) const;
};

}  // namespace fangan::feel
