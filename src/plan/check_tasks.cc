// Tasks: what is to be done, by whom, by when.
#include <algorithm>

#include "plan/check_context.h"

namespace fangan {
namespace {

void read_nodes(CheckContext* context, const PlacedBlock& placed, Task* task) {
  const Entry* due = placed.body.find("due");
  if (due != nullptr) {
    if (const auto date = context->date(due->value, due->value_span))
      task->nodes.push_back({*date, ""});
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
    if (const auto date = context->date(key.word, key.span))
      task->nodes.push_back({*date, context->word(text, "nodes")});
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
  if (!context->define(placed) || !context->stands_under_text(placed)) return;
  const std::optional<Citation> citation = context->cite(placed);
  Task task;
  task.name = placed.block->name;
  task.span = placed.block->name_span;
  task.label = context->text(placed.body.find("label"));
  task.what = context->text(placed.body.find("what"));
  task.lead = context->placed_words(placed, "lead");
  task.with = context->placed_words(placed, "with");
  if (const Entry* open = placed.body.find("open")) {
    task.open = open->value == "true";
    if (open->value != "true" && open->value != "false") {
      context->error("PLAN-K005", open->value_span, {{"key", "open"}, {"known", "true false"}});
    }
  }
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

}  // namespace fangan
