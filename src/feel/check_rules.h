// Check rules: the parts of check(), one source each. Nobody outside check*.cc and units.cc
// includes this.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "feel/scope.h"
#include "feel/syntax.h"
#include "text/diagnostic.h"

namespace fangan::feel {

struct Checking {
  const Syntax& syntax;
  const Scope& scope;
  Diagnostics findings;

  const Type& type(NodeId id) const { return syntax.types[id]; }
  bool is_plan() const { return scope.dialect() == Dialect::plan; }

  /// A node to look at, and what to see there: a message code, or nothing.
  struct Place {
    NodeId node;
    const char* code = "";
  };
  /// At the first place; the others make it wrong there.
  void report(const char* code, const std::vector<Place>& places, std::vector<Fact> facts) {
    Diagnostic finding = problem(code, std::move(facts));
    finding.severity = is_plan() ? Severity::error : Severity::warning;
    for (const Place& place : places) {
      finding.marks.push_back({syntax.spans[place.node], place.code});
    }
    findings.push_back(std::move(finding));
  }
};

/// The symbol or word of an operator, for messages.
std::string operator_of(Op op);

/// What is known of the two allows that they are compared: one kind, rows of one register, or one
/// is not known.
bool may_be_equal(const Type& left, const Type& right);
/// True where the type says which kind of value there is.
bool is_known(const Type& type);

/// A literal, or those an if chooses from, against a type whose values are listed one by one.
void check_allowed(Checking* checking, const Type& type, NodeId id);

void check_operators(Checking* checking);   ///< check_operators.cc
void check_calls(Checking* checking);       ///< check_calls.cc
void check_values(Checking* checking);      ///< check_values.cc: members, tests, allowed values
void check_plan_rules(Checking* checking);  ///< check_plan_rules.cc

}  // namespace fangan::feel
