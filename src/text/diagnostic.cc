#include "text/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace fangan {

Diagnostic problem(std::string code, std::vector<Fact> facts) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.facts = std::move(facts);
  return diagnostic;
}

Diagnostic problem_at(std::string code, Span span, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(std::move(code), std::move(facts));
  diagnostic.marks.push_back(Mark{span, {}});
  return diagnostic;
}

Diagnostic doubt_at(std::string code, Span span, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem_at(std::move(code), span, std::move(facts));
  diagnostic.severity = Severity::doubt;
  return diagnostic;
}

void sort_by_position(Diagnostics* diagnostics) {
  const auto key = [](const Diagnostic& d) {
    const bool placed = !d.marks.empty();
    const Span span = placed ? d.marks.front().span : Span{};
    return std::tuple(placed, span.source, span.begin, span.end, std::string_view(d.code));
  };
  std::stable_sort(diagnostics->begin(), diagnostics->end(),
                   [&key](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

}  // namespace fangan
