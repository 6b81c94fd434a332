#include "campaign/task_figures.h"

namespace fangan {

std::vector<Figure> TaskFigures::of(const Task& task) {
  std::vector<Figure> figures;
  if (task.nodes.empty()) {
    figures.push_back(of(task, task.every.empty() ? Node{} : period_of(task.every)));
  }
  for (const TaskNode& node : task.nodes) {
    figures.push_back(of(task, Node{node.due.print(), node.due}));
  }
  return figures;
}

/// The period of a recurring task that the view's day falls into.
TaskFigures::Node TaskFigures::period_of(const std::string& every) const {
  const int64_t year = view_.as_of.year();
  const int month = view_.as_of.month();
  const std::string name = std::to_string(year);
  if (every == "year") return {name, last_of_year(year)};
  if (every == "quarter") {
    const int quarter = (month + 2) / 3;
    return {name + "-Q" + std::to_string(quarter), last_of_month(year, quarter * 3)};
  }
  return {view_.as_of.print().substr(0, name.size() + 3), last_of_month(year, month)};
}

std::string TaskFigures::state_of(const Task& task, const std::string& node, Date day) {
  const auto [place, is_new] = states_.try_emplace(day);
  if (is_new) {
    for (const Record& row : records_.rows("办理", "", View{day, view_.known_at})) {
      place->second[row.id] = row.text("状态");
    }
  }
  const auto found = place->second.find(task.name + "/" + node);
  return found == place->second.end() || found->second.empty() ? "open" : found->second;
}

/// Choice: a task has no rate, so only the days left decide; one without a day has no figure.
Figure TaskFigures::of(const Task& task, const Node& node) {
  Figure figure;
  figure.block = task.name;
  figure.kind = "task";
  figure.node = node.name;
  figure.due = node.due;
  figure.state = state_of(task, node.name, view_.as_of);
  figure.met = figure.state == "done";
  if (node.due) {
    figure.days_left = days_between(view_.as_of, *node.due);
    figure.late = figure.met && view_.as_of > *node.due &&
                  state_of(task, node.name, *node.due) != "done";
  }
  figure.no_figure = !node.due && !figure.met;
  return figure;
}

}  // namespace fangan
