// Tasks: what is to be done, by whom, by when.
#include <algorithm>

#include "plan/check_context.h"
#include "plan/read_keys.h"

namespace fangan {
namespace {

void read_nodes(const KeyReader& keys, Task* task) {
  CheckContext* context = &keys.context();
  if (const auto date = keys.date("due")) task->nodes.push_back({*date, ""});
  keys.refuse_both("due", "nodes");
  const Entry* nodes = keys.find("nodes");
  if (nodes == nullptr) return;
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
  const KeyReader keys(context, placed);
  if (!context->define(placed)) return;
  const std::optional<Citation> citation = context->cite(placed);
  Task task;
  task.name = placed.block->name;
  task.span = placed.block->name_span;
  task.label = keys.text("label");
  task.what = keys.text("what");
  task.lead = context->placed_words(placed, "lead");
  task.with = context->placed_words(placed, "with");
  task.open = keys.flag("open");
  task.every = keys.word("every");
  task.one_for = keys.formula("one for");
  task.flow = keys.name("flow");
  read_nodes(keys, &task);
  if (!citation) return;
  task.citation = *citation;
  context->plan().tasks.push_back(std::move(task));
}

}  // namespace fangan
