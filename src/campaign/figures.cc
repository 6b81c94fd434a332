#include "campaign/figures.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "campaign/light.h"
#include "campaign/progress.h"
#include "campaign/shares.h"

namespace fangan {
namespace {

/// Arithmetic on entered figures cannot leave the range of Decimal: check() and entry limit digits.
Decimal exact(const Result<Decimal>& result) {
  assert(result);
  return result.value();
}

/// What is asked for: one node, or all nodes of a target together.
struct Ask {
  std::string name;                 ///< "2017", "total"
  std::vector<std::string> nodes;   ///< The nodes whose figures add up to it.
  Date from;
  Date due;
  TargetValue value;
};

/// Who is asked: the whole (no unit), or one holder of a share.
struct Holder {
  std::optional<std::string> unit;
};

std::vector<Ask> asks_of(const Target& target) {
  std::vector<Ask> asks;
  for (const TargetNode& node : target.nodes) {
    asks.push_back(Ask{node.name, {node.name}, node.from, node.due, node.value});
  }
  if (!target.total || target.nodes.empty()) return asks;
  Ask total{"total", {}, target.nodes.front().from, target.nodes.back().due, {target.total, {}}};
  for (const TargetNode& node : target.nodes) total.nodes.push_back(node.name);
  asks.push_back(std::move(total));
  return asks;
}

/// 序时进度: percent of the days from `from` to `due` that have passed, 0 to 100.
Decimal pace(Date from, Date due, Date as_of) {
  if (as_of >= due) return Decimal(100);
  if (as_of <= from) return Decimal(0);
  const Decimal passed = exact(multiply(Decimal(days_between(from, as_of)), Decimal(100)));
  return exact(divide(passed, Decimal(days_between(from, due))));
}

bool bounds_above(Compare compare) {
  return compare == Compare::at_most || compare == Compare::less;
}

class Measurement {
 public:
  Measurement(const Plan& plan, const Records& records, const View& view,
              const std::optional<std::string>& holder)
      : plan_(plan), records_(records), view_(view), only_(holder) {
    Diagnostics checked;
    light_table_ = read_light_table(light_decision(plan), &checked);
    shares_ = shares_by_target(records, view);
    in_force_ = !plan.header.in_force_from || *plan.header.in_force_from <= view.as_of;
  }

  std::vector<Figure> measure() {
    for (const Target& target : plan_.targets) measure_target(target);
    for (const Task& task : plan_.tasks) {
      if (!only_ || is_own_task(plan_, task, *only_)) measure_task(task);
    }
    return std::move(figures_);
  }

 private:
  const Progress& progress_on(Date day) {
    const auto known = progress_.find(day);
    if (known != progress_.end()) return known->second;
    return progress_.emplace(day, Progress(records_, View{day, view_.known_at})).first->second;
  }

  void measure_target(const Target& target) {
    const SharesByNode& shares = shares_[target.name];
    if (target.nodes.empty()) {
      measure_shown(target);
      return;
    }
    for (const Ask& ask : asks_of(target)) {
      if (!only_) measure_ask(target, ask, Holder{}, ask.value);
      for (const auto& [unit, value] : held(target, ask, shares)) {
        if (!only_ || *only_ == unit)
          measure_ask(target, ask, Holder{unit}, TargetValue{value, {}});
      }
    }
  }

  /// Everyone who holds a share or reported without one (未归属: no value), by name.
  std::map<std::string, std::optional<Decimal>> held(const Target& target, const Ask& ask,
                                                     const SharesByNode& shares) {
    std::map<std::string, std::optional<Decimal>> holders;
    const Progress& progress = progress_on(view_.as_of);
    for (const std::string& node : ask.nodes) {
      for (const std::string& unit : progress.units(target.name, node)) {
        if (!unit.empty()) holders.emplace(unit, std::nullopt);
      }
    }
    for (const std::string& node : ask.nodes) {
      const auto rows = shares.find(node);
      if (rows == shares.end()) continue;
      for (const ShareRow& row : rows->second) {
        if (row.unit.empty()) continue;
        std::optional<Decimal>& value = holders[row.unit];
        value = exact(add(value.value_or(Decimal(0)), row.value));
      }
    }
    return holders;
  }

  /// A target without a day: its figure is shown, never a rate.
  void measure_shown(const Target& target) {
    const Progress& progress = progress_on(view_.as_of);
    if (!only_) add_shown(target, "", progress.of_whole(target.name, ""));
    if (target.is_measured()) return;
    for (const std::string& unit : progress.units(target.name, "")) {
      if (unit.empty() || (only_ && *only_ != unit)) continue;
      add_shown(target, unit, progress.of_unit(target.name, "", unit));
    }
  }

  void add_shown(const Target& target, const std::string& share, const Grades& grades) {
    Figure figure;
    figure.block = target.name;
    figure.kind = "target";
    figure.share = share;
    figure.unit = target.unit;
    if (share.empty()) figure.due_value = {target.total, target.total_high};
    figure.reported = grades.reported;
    figure.accepted = grades.accepted;
    figure.published = grades.published;
    figure.measured = target.is_measured();
    figure.no_figure = true;
    finish(&figure, target.aim);
  }

  Grades grades_on(Date day, const Target& target, const Ask& ask, const Holder& holder) {
    const Progress& progress = progress_on(day);
    Grades sum;
    const auto include = [](std::optional<Decimal>* into, const std::optional<Decimal>& part) {
      if (part) *into = exact(add(into->value_or(Decimal(0)), *part));
    };
    for (const std::string& node : ask.nodes) {
      Grades part;
      if (holder.unit) {
        part = progress.of_unit(target.name, node, *holder.unit);
      } else if (target.shares == ShareRule::sum) {
        part = progress.of_whole(target.name, node);
      } else {
        // Ratios do not add up: the whole has a row of its own.
        part = progress.of_unit(target.name, node, "");
        part.published = progress.of_whole(target.name, node).published;
      }
      include(&sum.reported, part.reported);
      include(&sum.accepted, part.accepted);
      include(&sum.published, part.published);
    }
    if (!holder.unit && ask.nodes.size() > 1) {
      const Grades own = progress.of_whole(target.name, ask.name);
      if (own.published) sum.published = own.published;
    }
    return sum;
  }

  /// Choice: only the whole is published, so a share is driven by what was accepted of it.
  static std::optional<Decimal> driving(const Target& target, const Grades& grades,
                                        const Holder& holder) {
    if (target.grade == "reported") return grades.reported;
    if (target.grade == "published" && !holder.unit) return grades.published;
    return grades.accepted;
  }

  void measure_ask(const Target& target, const Ask& ask, const Holder& holder,
                   const TargetValue& due_value) {
    Figure figure;
    figure.block = target.name;
    figure.kind = "target";
    figure.node = ask.name;
    figure.share = holder.unit.value_or("");
    figure.due = ask.due;
    figure.days_left = days_between(view_.as_of, ask.due);
    figure.unit = target.unit;
    figure.due_value = due_value;
    figure.measured = target.is_measured();
    if (figure.measured) {
      // What no register gives is not 0: there is no figure.
      figure.no_figure = true;
      finish(&figure, target.aim);
      return;
    }
    const Grades grades = grades_on(view_.as_of, target, ask, holder);
    figure.reported = grades.reported.value_or(Decimal(0));
    figure.accepted = grades.accepted.value_or(Decimal(0));
    figure.published = grades.published;
    const std::optional<Decimal> value = driving(target, grades, holder);
    const std::optional<Decimal> threshold = threshold_of(target, due_value, &figure);
    if (!threshold) {
      figure.no_figure = true;
    } else {
      set_rate(target, ask, value, &figure);
      figure.met = is_met(target.compare, value, *threshold);
      if (figure.met && view_.as_of > ask.due) {
        // Choice: late is judged at the grade that drives the light, as it stood on the due day.
        const Grades then = grades_on(ask.due, target, ask, holder);
        figure.late = !is_met(target.compare, driving(target, then, holder), *threshold);
      }
    }
    finish(&figure, target.aim);
  }

  /// The value to reach; none where it is not set. 左右 is met from value x (1 - tolerance).
  std::optional<Decimal> threshold_of(const Target& target, const TargetValue& value,
                                      Figure* figure) const {
    if (!value.low) {
      if (figure->share.empty()) figure->not_set.push_back(target.name);
      return std::nullopt;
    }
    if (target.compare != Compare::about) return value.low;
    const std::optional<Decimal> tolerance = parameter(target.tolerance);
    if (!tolerance) {
      figure->not_set.push_back(target.tolerance.empty() ? "tolerance" : target.tolerance);
      return std::nullopt;
    }
    return exact(multiply(*value.low, exact(subtract(Decimal(1), *tolerance))));
  }

  /// A number parameter on the day of the view; one in % as a fraction.
  std::optional<Decimal> parameter(const std::string& name) const {
    const Parameter* parameter = plan_.find_parameter(name);
    if (parameter == nullptr) return std::nullopt;
    std::string text;
    for (const auto& [day, value] : parameter->values) {
      if (day <= view_.as_of) text = value;
    }
    for (const Record& row : records_.rows("参数", name, view_)) {
      if (row.id != name) continue;
      const std::optional<Decimal> number = row.number("值");
      text = number ? number->print() : row.text("值");
    }
    const Result<Decimal> number = Decimal::parse(text);
    if (!number) return std::nullopt;
    const bool percent = parameter->type.find('%') != std::string::npos;
    return percent ? exact(divide(number.value(), Decimal(100))) : number.value();
  }

  /// Choice: an unreported figure is 0, and 0 does not fulfil an upper limit nobody has reported
  /// on.
  static bool is_met(Compare compare, const std::optional<Decimal>& value,
                     const Decimal& threshold) {
    const Decimal figure = value.value_or(Decimal(0));
    switch (compare) {
      case Compare::at_least:
      case Compare::about:
      case Compare::range: return figure >= threshold;
      case Compare::more: return figure > threshold;
      case Compare::at_most: return value && figure <= threshold;
      case Compare::less: return value && figure < threshold;
    }
    return false;
  }

  /// Choice: an upper limit has a rate (used of allowed) but is never behind: using less is no
  /// delay.
  void set_rate(const Target& target, const Ask& ask, const std::optional<Decimal>& value,
                Figure* figure) const {
    const Decimal& low = *figure->due_value.low;
    if (low.is_zero() || (bounds_above(target.compare) && !value)) return;
    const Decimal hundredfold = exact(multiply(value.value_or(Decimal(0)), Decimal(100)));
    figure->rate = exact(divide(hundredfold, low));
    if (bounds_above(target.compare)) return;
    figure->behind = exact(subtract(pace(ask.from, ask.due, view_.as_of), *figure->rate));
  }

  void finish(Figure* figure, bool aim) {
    if (in_force_) {
      const LightInputs inputs{figure->met, figure->days_left, figure->behind, aim,
                               figure->no_figure};
      const Light found = light(light_table_, inputs);
      figure->light = found.colour;
      figure->light_rule = found.rule;
    }
    figures_.push_back(std::move(*figure));
  }

  void measure_task(const Task& task) {
    if (task.nodes.empty()) {
      measure_task_node(task, task.every.empty() ? TaskPeriod{} : period_of(task.every));
    }
    for (const TaskNode& node : task.nodes) {
      measure_task_node(task, TaskPeriod{node.due.print(), node.due});
    }
  }

  struct TaskPeriod {
    std::string name;
    std::optional<Date> due;
  };

  /// The period of a recurring task that the view's day falls into.
  TaskPeriod period_of(const std::string& every) const {
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

  std::string task_state(const Task& task, const std::string& node, Date day) {
    if (!states_.count(day)) {
      std::map<std::string, std::string>& states = states_[day];
      for (const Record& row : records_.rows("办理", "", View{day, view_.known_at})) {
        states[row.id] = row.text("状态");
      }
    }
    const auto found = states_[day].find(task.name + "/" + node);
    return found == states_[day].end() || found->second.empty() ? "open" : found->second;
  }

  /// Choice: a task has no rate, so only the days left decide; one without a day has no figure.
  void measure_task_node(const Task& task, const TaskPeriod& period) {
    Figure figure;
    figure.block = task.name;
    figure.kind = "task";
    figure.node = period.name;
    figure.due = period.due;
    figure.state = task_state(task, period.name, view_.as_of);
    figure.met = figure.state == "done";
    if (period.due) {
      figure.days_left = days_between(view_.as_of, *period.due);
      figure.late = figure.met && view_.as_of > *period.due &&
                    task_state(task, period.name, *period.due) != "done";
    }
    figure.no_figure = !period.due && !figure.met;
    finish(&figure, false);
  }

  const Plan& plan_;
  const Records& records_;
  View view_;
  std::optional<std::string> only_;
  LightTable light_table_;
  std::map<std::string, SharesByNode> shares_;
  std::map<Date, std::map<std::string, std::string>> states_;  ///< By day, then id.
  bool in_force_ = true;
  std::map<Date, Progress> progress_;
  std::vector<Figure> figures_;
};

}  // namespace

bool is_own_task(const Plan& plan, const Task& task, std::string_view holder) {
  std::set<std::string> counties;
  for (const std::vector<std::string>* names : {&task.lead, &task.with}) {
    for (const std::string& name : *names) {
      const Agency* agency = plan.find_agency(name);
      if (agency == nullptr || agency->kind != "县区") continue;
      counties.insert(agency->name);
    }
  }
  const Agency* own = plan.find_agency(holder);
  return own != nullptr && counties == std::set<std::string>{own->name};
}

std::vector<Figure> measure(const Plan& plan, const Records& records, const View& view,
                            const std::optional<std::string>& holder) {
  return Measurement(plan, records, view, holder).measure();
}

std::string shown_rate(const Decimal& rate, bool met) {
  constexpr int places_max = 30;
  const Decimal whole(100);
  for (int places = 1; places < places_max; ++places) {
    const Decimal shown = exact(round(rate, places, Rounding::half_up));
    const bool hides_gap = !met && rate != whole && shown == whole;
    if (!hides_gap) return shown.print();
  }
  return rate.print();
}

}  // namespace fangan
