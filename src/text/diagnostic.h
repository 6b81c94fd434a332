// Diagnostic: something a person should know, and where to look.
//
// A diagnostic carries a code and facts, never a finished sentence. The sentences live in
// text/messages/*.yaml, one entry per code, in Chinese and English; a test keeps the two in step.
// Programs and tests compare codes. People read sentences.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/source.h"

namespace fangan {

/// error: nothing goes on. warning: it goes on, but look. doubt: a person has to decide what the
/// official text means; a doubt is never a fault of the plan's author.
enum class Severity : uint8_t { error, warning, doubt };

/// Whose mistake it is. Decides the exit code and the HTTP status, never the sentence.
enum class Fault : uint8_t { plan, data, request, system, bug };

/// One place to look at, and what to see there (a message code of its own, or empty).
struct Mark {
  Span span;
  std::string code;
};

/// A named fact; fills {name} in the sentences.
struct Fact {
  std::string name;
  std::string value;

  bool operator==(const Fact&) const = default;
};

struct Diagnostic {
  std::string code;  ///< Stable for ever: "DOC-M003".
  Severity severity = Severity::error;
  Fault fault = Fault::plan;
  std::vector<Fact> facts;
  std::vector<Mark> marks;           ///< The first is the cause; empty for errors without a place.
  std::vector<std::string> headings;  ///< The path of headings above the cause, outermost first.
};

using Diagnostics = std::vector<Diagnostic>;

/// Shorthand for the common cases.
Diagnostic problem(std::string code, std::vector<Fact> facts = {});
Diagnostic problem_at(std::string code, Span span, std::vector<Fact> facts = {});
Diagnostic doubt_at(std::string code, Span span, std::vector<Fact> facts = {});

/// By source, then offset, then code; errors without a place come first.
void sort_by_position(Diagnostics* diagnostics);

bool has_errors(const Diagnostics& diagnostics);

}  // namespace fangan
