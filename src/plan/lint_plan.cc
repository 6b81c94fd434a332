// The lint of a package: findings with their places in the package's files.
#include <algorithm>

#include "plan/check.h"
#include "plan/covers.h"
#include "text/utf8.h"

namespace fangan {
namespace {

/// A line of the draft as a line of the package's files.
struct LinePlace {
  uint32_t file = 0;
  uint32_t text_line = no_line;
};

LinePlace line_place(const Plan& plan, uint32_t line) {
  for (uint32_t file = 0; file < plan.files.size(); ++file) {
    if (plan.files[file].notes) continue;
    const auto lines = static_cast<uint32_t>(plan.files[file].lines.size());
    if (line < lines) return {file, line};
    line -= lines;
  }
  return {};
}

/// A block or a narrative has read the number: nothing about it is left open.
bool is_claimed(const Plan& plan, const std::vector<Cover>& covers, Place place) {
  const LinePlace at = line_place(plan, place.line);
  return std::any_of(covers.begin(), covers.end(), [&](const Cover& cover) {
    const Citation& words = cover.citation;
    return words.file == at.file && words.text_line == at.text_line &&
           words.begin <= place.begin && words.end >= place.end;
  });
}

/// A place of the draft as bytes of the package's file.
Span span_of(const Plan& plan, Place place) {
  const LinePlace at = line_place(plan, place.line);
  if (at.text_line == no_line) return {};
  const TextLine* line = &plan.files[at.file].lines[at.text_line];
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
  const std::vector<Cover> covers = covers_of(plan);
  for (const Finding& finding : lint(plan.draft, Lexicon::standard())) {
    if (finding.code == "LINT-005" && is_claimed(plan, covers, finding.place)) continue;
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
