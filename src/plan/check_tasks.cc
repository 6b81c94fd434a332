// Tasks, parameters and clause blocks.
#include <algorithm>

#include "plan/check_context.h"

namespace fangan {
namespace {

void read_nodes(CheckContext* context, const PlacedBlock& placed, Task* task) {
  const Entry* due = placed.body.find("due");
  if (due != nullptr) {
    if (const auto date = context->date(due->value, due->value_span)) task->nodes.push_back({*date, ""});
  }
  const Entry* nodes = placed.body.find("nodes");
  if (nodes == nullptr) return;
  if (due != nullptr) context->error("PLAN-K003", nodes->key_span, {{"keys", "due nodes"}});
  const std::optional<Inline> value = context->inline_value(nodes);
  if (!value || value->kind != Inline::Kind::map) {
    if (value) context->error("PLAN-K002", nodes->key_span, {{"key", "nodes"}});
    return;
  }
  for (const auto& [key, text] : value->pairs) {
    if (const auto date = context->date(key.word, key.span)) task->nodes.push_back({*date, text.word});
  }
  std::stable_sort(task->nodes.begin(), task->nodes.end(),
                   [](const TaskNode& a, const TaskNode& b) { return a.due < b.due; });
}

}  // namespace

void check_task(CheckContext* context, const PlacedBlock& placed) {
  context->refuse_unknown_keys(placed, {"what", "lead", "with", "open", "due", "nodes", "every",
                                        "one for", "flow"});
  for (const char* later : {"one for", "flow"}) {
    if (const Entry* entry = placed.body.find(later)) {
      context->error("PLAN-K004", entry->key_span, {{"key", later}});
    }
  }
  if (!context->define(placed)) return;
  const std::optional<Citation> citation = context->cite(placed);
  Task task;
  task.name = placed.block->name;
  task.span = placed.block->name_span;
  task.label = context->text(placed.body.find("label"));
  task.what = context->text(placed.body.find("what"));
  task.lead = context->words(placed.body.find("lead"));
  task.with = context->words(placed.body.find("with"));
  task.open = context->text(placed.body.find("open")) == "true";
  task.every = context->text(placed.body.find("every"));
  const bool known_period = task.every.empty() || task.every == "year" || task.every == "quarter" ||
                            task.every == "month";
  if (!known_period) {
    context->error("PLAN-K005", placed.body.find("every")->value_span,
                   {{"key", "every"}, {"known", "year quarter month"}});
  }
  read_nodes(context, placed, &task);
  if (!citation) return;
  task.citation = *citation;
  context->plan().tasks.push_back(std::move(task));
}

void check_parameter(CheckContext* context, const PlacedBlock& placed) {
  context->refuse_unknown_keys(placed, {"type", "values"});
  if (!context->define(placed)) return;
  Parameter parameter;
  parameter.name = placed.block->name;
  parameter.span = placed.block->name_span;
  parameter.label = context->text(placed.body.find("label"));
  parameter.choice = context->text(placed.body.find("choice"));
  parameter.type = context->text(placed.body.find("type"));
  if (parameter.type.empty()) {
    context->error("PLAN-K006", placed.block->name_span, {{"key", "type"}, {"kind", "parameter"}});
  }
  if (const std::optional<Inline> values = context->inline_value(placed.body.find("values"))) {
    for (const auto& [key, value] : values->pairs) {
      const std::optional<Date> date = context->date(key.word, key.span);
      const bool is_number = parameter.type.rfind("number", 0) == 0;
      if (is_number && !context->number(value.word, value.span)) continue;
      if (date) parameter.values.emplace_back(*date, value.word);
    }
    std::sort(parameter.values.begin(), parameter.values.end());
  }
  const std::optional<Citation> citation = context->cite(placed);
  if (citation) parameter.citation = *citation;
  context->plan().parameters.push_back(std::move(parameter));
}

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
  context->refuse_unknown_keys(placed, {"restates", "narrative", "doubt"});
  const uint32_t line = placed.block->text_line;
  if (line == no_line) {
    context->error("PLAN-C001", placed.block->kind_span);
    return;
  }
  const auto entries = [&](const char* key) {
    const Entry* entry = placed.body.find(key);
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
    if (narrative.by.empty() || narrative.why.empty()) context->error("PLAN-C005", entry.words_span);
    if (!citation) continue;
    narrative.citation = *citation;
    context->plan().narratives.push_back(std::move(narrative));
  }
  for (const QuotedEntry& entry : entries("doubt")) {
    const auto citation = context->cite_words(placed.file, line, entry.words, entry.words_span);
    if (citation) context->plan().doubts.push_back({*citation, entry.rest});
  }
  const Entry* restates = placed.body.find("restates");
  if (restates == nullptr) return;
  for (const Entry& below : restates->below) {
    const size_t open = below.value.find('"');
    const size_t close = below.value.rfind('"');
    if (open == std::string::npos || close == open) {
      context->error("DOC-B005", below.value_span.empty() ? below.key_span : below.value_span);
      continue;
    }
    const auto citation = context->cite_words(
        placed.file, line, std::string_view(below.value).substr(open + 1, close - open - 1),
        below.value_span);
    if (citation) context->plan().restatements.push_back({*citation, below.key});
  }
}

}  // namespace fangan
