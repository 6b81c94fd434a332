// The lint of a package: findings with their places in the package's files.
#include "plan/check.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// The text line of the package that is line `line` of the draft.
const TextLine* text_line(const Plan& plan, uint32_t line) {
  for (const PlanFile& file : plan.files) {
    if (file.notes) continue;
    if (line < file.lines.size()) return &file.lines[line];
    line -= static_cast<uint32_t>(file.lines.size());
  }
  return nullptr;
}

/// A place of the draft as bytes of the package's file.
Span span_of(const Plan& plan, Place place) {
  const TextLine* line = text_line(plan, place.line);
  if (line == nullptr) return {};
  Span span = line->span;
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t index = 0;
  for (size_t offset = 0;; ++index) {
    if (index == place.begin) begin = static_cast<uint32_t>(offset);
    if (index == place.end || offset >= line->text.size()) {
      end = static_cast<uint32_t>(offset);
      break;
    }
    next_code_point(line->text, &offset);
  }
  span.end = span.begin + end;
  span.begin += std::min(begin, end);
  return span;
}

}  // namespace

Diagnostics lint_plan(const Plan& plan) {
  Diagnostics diagnostics;
  for (const Finding& finding : lint(plan.draft, Lexicon::standard())) {
    Diagnostic diagnostic = problem_at(finding.code, span_of(plan, finding.place), finding.facts);
    diagnostic.severity = finding.severity;
    for (const Place& related : finding.related) {
      diagnostic.marks.push_back(Mark{span_of(plan, related), {}});
    }
    diagnostics.push_back(std::move(diagnostic));
  }
  return diagnostics;
}

}  // namespace fangan
