// Verbatim: the official text of a package against the original.
#include <algorithm>

#include "document/text_file.h"
#include "plan/check.h"

namespace fangan {
namespace {

struct PackageLine {
  const TextLine* line;
};

/// Bytes two texts share at the beginning, not cutting a character in two.
size_t common_bytes(std::string_view a, std::string_view b) {
  size_t common = 0;
  while (common < std::min(a.size(), b.size()) && a[common] == b[common]) ++common;
  while (common > 0 && common < a.size() && (static_cast<unsigned char>(a[common]) & 0xC0) == 0x80)
    --common;
  return common;
}

}  // namespace

Diagnostics compare_verbatim(const Plan& plan, std::string_view original) {
  std::vector<std::string> wanted;
  for (std::string& line : official_lines(original)) {
    if (!line.empty()) wanted.push_back(std::move(line));
  }
  std::vector<PackageLine> found;
  for (const PlanFile& file : plan.files) {
    if (file.notes) continue;
    for (const TextLine& line : file.lines) found.push_back({&line});
  }
  Diagnostics diagnostics;
  for (size_t i = 0; i < std::min(wanted.size(), found.size()); ++i) {
    const TextLine& line = *found[i].line;
    if (line.text == wanted[i]) continue;
    const size_t common = common_bytes(line.text, wanted[i]);
    Span span = line.span;
    span.begin = std::min(span.end, span.begin + static_cast<uint32_t>(common));
    diagnostics.push_back(problem_at("PLAN-V001", span,
                                     {{"line", std::to_string(i + 1)},
                                      {"original", wanted[i].substr(common, 60)}}));
    // One line too many or too few shifts all that follow; say so once.
    const bool shifted = i + 1 < wanted.size() && line.text == wanted[i + 1];
    const bool extra = i + 1 < found.size() && found[i + 1].line->text == wanted[i];
    if (shifted || extra) {
      diagnostics.back().code = shifted ? "PLAN-V002" : "PLAN-V003";
      return diagnostics;
    }
  }
  if (wanted.size() > found.size()) {
    diagnostics.push_back(problem("PLAN-V002", {{"line", std::to_string(found.size() + 1)},
                                                {"original", wanted[found.size()]}}));
  } else if (found.size() > wanted.size()) {
    diagnostics.push_back(problem_at("PLAN-V003", found[wanted.size()].line->span,
                                     {{"line", std::to_string(wanted.size() + 1)},
                                      {"original", ""}}));
  }
  return diagnostics;
}

}  // namespace fangan
