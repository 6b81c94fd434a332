// The state of a task at one of its nodes, set by its agencies or the office.
#include <algorithm>

#include "campaign/task_figures.h"
#include "service/state.h"

namespace fangan {
namespace {

constexpr size_t note_bytes_max = 6'000;
constexpr std::string_view known_states[] = {"open", "doing", "done"};

/// True when the page shows the node today: a day of the task, or the running period of one that
/// comes again.
bool has_node(const Task& task, const Records& records, const View& view,
              const std::string& node) {
  const std::vector<Figure> figures = TaskFigures(records, view).of(task);
  return std::any_of(figures.begin(), figures.end(),
                     [&node](const Figure& figure) { return figure.node == node; });
}

/// From when the last state holds; a change never goes behind it, or nobody would see it.
Date last_day(const Records& records, const std::string& id, Date today) {
  for (const Record& row : records.rows("办理", id, everything_view())) {
    if (row.id == id) return std::max(today, row.holds_from);
  }
  return today;
}

}  // namespace

Result<Json> Service::set_task_state(const Actor& actor, const std::string& plan,
                                     const TaskStateRequest& request) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Task* task = loaded.value()->plan.find_task(request.task);
  if (task == nullptr) return not_found();
  if (!task_json(*loaded.value(), *task, actor)["can"]["state"].boolean()) return forbidden();
  const bool known = std::find(std::begin(known_states), std::end(known_states), request.state) !=
                     std::end(known_states);
  if (!known) return refused("SVC-W018", {{"state", request.state}});
  if (request.note.size() > note_bytes_max) return refused("SVC-W015");
  const Date today = state_->today();
  Json json;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const Moment at = state_->next_moment();
    const SnapshotRecords records(database, plan);
    if (!has_node(*task, records, View{today, at}, request.node)) return not_found();
    const Result<std::string> files = files_list(database, actor, request.files);
    if (!files) return files.errors();
    RecordChange change;
    change.package = plan;
    change.register_name = "办理";
    change.id = request.task + "/" + request.node;
    change.action = "state";
    change.holds_from = last_day(records, change.id, today);
    change.expected_version = request.version;
    change.fields = {{"任务", request.task},
                     {"节点", request.node},
                     {"状态", request.state},
                     {"说明", request.note},
                     {"附件", files.value()}};
    const Result<Done> put = put_change(database, actor, at, change);
    if (!put) return put;
    const Result<Record> record = current_record(database, plan, "办理", change.id);
    if (!record) return record.errors();
    json = task_state_json(record.value());
    if (!records.errors().empty()) return records.errors();
    return Done{};
  });
  if (!written) return written.errors();
  state_->tell({{plan, request.task, request.node, "", "state"}});
  return Json::object({{"state", std::move(json)}});
}

}  // namespace fangan
