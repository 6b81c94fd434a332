// Clause blocks: words that restate a target, are narrative, or leave a doubt.
#include <algorithm>

#include "plan/check_context.h"
#include "plan/read_keys.h"

namespace fangan {
namespace {

/// `{by: .., on: .., why: ..}` of a narrative.
Narrative read_narrative(std::string_view rest) {
  Narrative narrative;
  const auto value_of = [rest](std::string_view key) -> std::string {
    const size_t at = rest.find(std::string(key) + ":");
    if (at == rest.npos) return {};
    size_t begin = at + key.size() + 1;
    while (begin < rest.size() && rest[begin] == ' ') ++begin;
    size_t end = rest.size();
    for (const std::string_view next : {", by:", ", on:", ", why:"}) {
      const size_t stop = rest.find(next, begin);
      end = std::min(end, stop);
    }
    std::string_view value = rest.substr(begin, end - begin);
    while (!value.empty() && (value.back() == '}' || value.back() == ' ')) value.remove_suffix(1);
    return std::string(value);
  };
  narrative.by = value_of("by");
  narrative.on = value_of("on");
  narrative.why = value_of("why");
  return narrative;
}

}  // namespace

void check_clause(CheckContext* context, const PlacedBlock& placed) {
  const KeyReader keys(context, placed);
  const uint32_t line = placed.block->text_line;
  if (line == no_line) {
    context->error("PLAN-C001", placed.block->kind_span);
    return;
  }
  const auto entries = [&](const char* key) {
    const Entry* entry = keys.find(key);
    Diagnostics wrong;
    std::vector<QuotedEntry> quoted;
    if (entry != nullptr) quoted = read_quoted_entries(context->sources(), *entry, &wrong);
    for (const Diagnostic& diagnostic : wrong) {
      context->error(diagnostic.code, diagnostic.marks.front().span, diagnostic.facts);
    }
    return quoted;
  };
  for (const QuotedEntry& entry : entries("narrative")) {
    const auto citation = context->cite_words(placed.file, line, entry.words, entry.words_span);
    Narrative narrative = read_narrative(entry.rest);
    if (narrative.by.empty() || narrative.why.empty())
      context->error("PLAN-C005", entry.words_span);
    if (!citation) continue;
    narrative.citation = *citation;
    context->plan().narratives.push_back(std::move(narrative));
  }
  for (const QuotedEntry& entry : entries("doubt")) {
    const auto citation = context->cite_words(placed.file, line, entry.words, entry.words_span);
    if (citation) context->plan().doubts.push_back({*citation, entry.rest});
  }
  const Entry* restates = keys.find("restates");
  if (restates == nullptr) return;
  for (const Entry& below : context->lines_of(restates)) {
    const size_t open = below.value.find('"');
    const size_t close = below.value.rfind('"');
    if (open == std::string::npos || close == open) {
      context->error("DOC-B005", below.value_span.empty() ? below.key_span : below.value_span);
      continue;
    }
    const auto citation = context->cite_words(
        placed.file, line, std::string_view(below.value).substr(open + 1, close - open - 1),
        below.value_span);
    if (citation) context->plan().restatements.push_back({*citation, below.key, below.key_span});
  }
}

}  // namespace fangan
