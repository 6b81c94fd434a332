#include "campaign/figures.h"

#include <algorithm>
#include <cassert>
#include <map>

#include "campaign/light.h"
#include "plan/default_light.h"

namespace fangan {
namespace {

/// Arithmetic of figures: values are entered with few digits, so range errors are our bugs.
Decimal sum(const Decimal& a, const Decimal& b) {
  const Result<Decimal> result = add(a, b);
  return result ? result.value() : a;
}

std::optional<Decimal> ratio(const Decimal& a, const Decimal& b) {
  const Result<Decimal> hundredfold = multiply(a, 100);
  if (!hundredfold) return std::nullopt;
  const Result<Decimal> result = divide(hundredfold.value(), b);
  return result ? std::optional<Decimal>(result.value()) : std::nullopt;
}

/// What has been entered for one share of one node.
struct Entered {
  std::optional<Decimal> share;
  std::optional<Decimal> reported;  ///< Last figure handed in, accepted or not.
  std::optional<Decimal> accepted;  ///< Last accepted figure.
  std::optional<Date> met_on;       ///< Day of the last accepted figure.
};

using Shares = std::map<std::string, Entered>;                // by holder
using Nodes = std::map<std::pair<std::string, std::string>, Shares>;  // by target, node

Nodes read_entries(const Records& records, const View& view) {
  Nodes nodes;
  for (const Record& row : records.rows("分解", "", view)) {
    const std::optional<Decimal> value = row.number("份额");
    if (value) nodes[{row.text("目标"), row.text("节点")}][row.text("单位")].share = value;
  }
  struct Last {
    Moment reported;
    Moment accepted;
  };
  std::map<std::string, Last> last;
  for (const Record& row : records.rows("进展", "", view)) {
    const std::string state = row.text("状态");
    const std::optional<Decimal> value = row.number("数值");
    if (!value || state == "returned" || state == "withdrawn") continue;
    const std::string key = row.text("目标") + "/" + row.text("节点") + "/" + row.text("单位");
    Entered& entered = nodes[{row.text("目标"), row.text("节点")}][row.text("单位")];
    Last& seen = last[key];
    if (!entered.reported || row.recorded > seen.reported) {
      entered.reported = value;
      seen.reported = row.recorded;
    }
    if (state == "accepted" && (!entered.accepted || row.recorded > seen.accepted)) {
      entered.accepted = value;
      entered.met_on = row.holds_from;
      seen.accepted = row.recorded;
    }
  }
  return nodes;
}

/// A published figure of a node, frozen.
std::map<std::pair<std::string, std::string>, Decimal> read_published(const Records& records,
                                                                      const View& view) {
  std::map<std::pair<std::string, std::string>, Decimal> published;
  for (const Record& row : records.rows("公布", "", view)) {
    const std::optional<Decimal> value = row.number("数值");
    if (value) published[{row.text("目标"), row.text("节点")}] = *value;
  }
  return published;
}

class Measurer {
 public:
  Measurer(const Plan& plan, const Records& records, const View& view,
           const std::optional<std::string>& holder)
      : plan_(plan), records_(records), view_(view), holder_(holder) {
    light_ = plan.find_decision(light_decision_name);
    in_force_ = !plan.header.in_force_from || view.as_of >= *plan.header.in_force_from;
  }

  std::vector<Figure> run() {
    entries_ = read_entries(records_, view_);
    published_ = read_published(records_, view_);
    for (const Target& target : plan_.targets) measure_target(target);
    measure_tasks();
    return std::move(figures_);
  }

 private:
  void measure_target(const Target& target) {
    for (const TargetNode& node : target.nodes) {
      const auto found = entries_.find({target.name, node.name});
      static const Shares none;
      const Shares& shares = found == entries_.end() ? none : found->second;
      if (!holder_) figures_.push_back(whole(target, node, shares));
      if (holder_ && published_.count({target.name, node.name}) > 0) {
        figures_.push_back(published_only(target, node));
      }
      for (const auto& [name, entered] : shares) {
        if (name.empty() || (holder_ && name != *holder_)) continue;
        if (target.shares == ShareRule::none && name.empty()) continue;
        figures_.push_back(share(target, node, name, entered));
      }
    }
    if (!holder_ && target.total) figures_.push_back(total(target));
    if (!holder_ && target.nodes.empty()) figures_.push_back(unlimited(target));
  }

  Figure base(const Target& target, const TargetNode& node) const {
    Figure figure;
    figure.block = target.name;
    figure.kind = "target";
    figure.node = node.name;
    figure.unit = target.unit;
    figure.due = node.due;
    figure.days_left = days_between(view_.as_of, node.due);
    figure.due_value = node.value;
    return figure;
  }

  Figure whole(const Target& target, const TargetNode& node, const Shares& shares) const {
    Figure figure = base(target, node);
    figure.reported = Decimal(0);
    figure.accepted = Decimal(0);
    std::optional<Date> met_on;
    for (const auto& [name, entered] : shares) {
      if (entered.reported) figure.reported = sum(*figure.reported, *entered.reported);
      if (entered.accepted) figure.accepted = sum(*figure.accepted, *entered.accepted);
      if (entered.met_on && (!met_on || *entered.met_on > *met_on)) met_on = entered.met_on;
    }
    if (target.shares == ShareRule::each) keep_least(shares, &figure);
    const auto published = published_.find({target.name, node.name});
    if (published != published_.end()) figure.published = published->second;
    judge(target, node, met_on, &figure);
    return figure;
  }

  /// 分别: each holder must reach the value, so the least of them stands for the whole.
  static void keep_least(const Shares& shares, Figure* figure) {
    std::optional<Decimal> reported;
    std::optional<Decimal> accepted;
    for (const auto& [name, entered] : shares) {
      const Decimal said = entered.reported.value_or(Decimal(0));
      const Decimal taken = entered.accepted.value_or(Decimal(0));
      if (!reported || said < *reported) reported = said;
      if (!accepted || taken < *accepted) accepted = taken;
    }
    figure->reported = reported.value_or(Decimal(0));
    figure->accepted = accepted.value_or(Decimal(0));
  }

  Figure share(const Target& target, const TargetNode& node, const std::string& name,
               const Entered& entered) const {
    Figure figure = base(target, node);
    figure.share = name;
    if (target.shares == ShareRule::sum) figure.due_value = TargetValue{entered.share, std::nullopt};
    figure.reported = entered.reported.value_or(Decimal(0));
    figure.accepted = entered.accepted.value_or(Decimal(0));
    judge(target, node, entered.met_on, &figure);
    return figure;
  }

  /// What a county sees of the whole: the published figure and nothing else.
  Figure published_only(const Target& target, const TargetNode& node) const {
    Figure figure = base(target, node);
    figure.published = published_.at({target.name, node.name});
    judge_value(target, figure.published, &figure);
    figure.no_figure = true;
    shine(target, node, &figure);
    return figure;
  }

  /// The row 合计 of a target with a total: due with its last node.
  Figure total(const Target& target) const {
    Figure figure;
    figure.block = target.name;
    figure.kind = "target";
    figure.node = "total";
    figure.unit = target.unit;
    figure.due_value = TargetValue{target.total, std::nullopt};
    figure.reported = Decimal(0);
    figure.accepted = Decimal(0);
    for (const Figure& part : figures_) {
      if (part.block != target.name || !part.share.empty() || part.kind != "target") continue;
      if (part.reported) figure.reported = sum(*figure.reported, *part.reported);
      if (part.accepted) figure.accepted = sum(*figure.accepted, *part.accepted);
    }
    if (target.nodes.empty()) return figure;
    TargetNode node = target.nodes.back();
    node.from = target.nodes.front().from;
    figure.due = node.due;
    figure.days_left = days_between(view_.as_of, node.due);
    judge(target, node, std::nullopt, &figure);
    return figure;
  }

  /// A target without any date: its figure is shown, never a rate.
  Figure unlimited(const Target& target) const {
    Figure figure;
    figure.block = target.name;
    figure.kind = "target";
    figure.unit = target.unit;
    figure.reported = Decimal(0);
    figure.accepted = Decimal(0);
    const auto found = entries_.find({target.name, std::string()});
    if (found != entries_.end()) {
      for (const auto& [name, entered] : found->second) {
        if (entered.reported) figure.reported = sum(*figure.reported, *entered.reported);
        if (entered.accepted) figure.accepted = sum(*figure.accepted, *entered.accepted);
      }
    }
    figure.no_figure = true;
    shine(target, TargetNode{}, &figure);
    return figure;
  }

  const std::optional<Decimal>& driving(const Target& target, const Figure& figure) const {
    if (target.grade == "reported") return figure.reported;
    if (target.grade == "published") return figure.published;
    return figure.accepted;
  }

  /// The value a figure is held against; 左右 needs its tolerance.
  std::optional<Decimal> threshold(const Target& target, Figure* figure) const {
    if (!figure->due_value.low) return std::nullopt;
    if (target.compare != Compare::about) return figure->due_value.low;
    const std::optional<Decimal> tolerance = parameter(target.tolerance);
    if (!tolerance) {
      figure->not_set.push_back(target.tolerance.empty() ? "tolerance" : target.tolerance);
      return std::nullopt;
    }
    const Result<Decimal> factor = subtract(1, *tolerance);
    if (!factor) return std::nullopt;
    const Result<Decimal> least = multiply(*figure->due_value.low, factor.value());
    return least ? std::optional<Decimal>(least.value()) : std::nullopt;
  }

  std::optional<Decimal> parameter(const std::string& name) const {
    if (name.empty()) return std::nullopt;
    std::string text;
    if (const Parameter* known = plan_.find_parameter(name)) {
      for (const auto& [from, value] : known->values) {
        if (from <= view_.as_of) text = value;
      }
    }
    for (const Record& row : records_.rows("参数", name, view_)) {
      if (row.text("参数") == name && !row.text("值").empty()) text = row.text("值");
    }
    const Result<Decimal> number = Decimal::parse(text);
    return number ? std::optional<Decimal>(number.value()) : std::nullopt;
  }

  void judge_value(const Target& target, const std::optional<Decimal>& value, Figure* figure) const {
    const std::optional<Decimal> bound = threshold(target, figure);
    if (!bound || !value) return;
    const Decimal& base_value = *figure->due_value.low;
    if (!base_value.is_zero()) figure->rate = ratio(*value, base_value);
    switch (target.compare) {
      case Compare::more: figure->met = *value > *bound; break;
      case Compare::at_most: figure->met = *value <= *bound; break;
      case Compare::less: figure->met = *value < *bound; break;
      default: figure->met = *value >= *bound;
    }
  }

  void judge(const Target& target, const TargetNode& node, const std::optional<Date>& met_on,
             Figure* figure) const {
    judge_value(target, driving(target, *figure), figure);
    figure->no_figure = !figure->due_value.low || !figure->not_set.empty();
    figure->late = figure->met && met_on && figure->due && *met_on > *figure->due;
    if (figure->rate && !figure->met) figure->behind = behind(node, *figure->rate);
    shine(target, node, figure);
  }

  /// 序时进度 minus rate, in points: linear over the days from the first to the due day.
  std::optional<Decimal> behind(const TargetNode& node, const Decimal& rate) const {
    const int64_t whole = days_between(node.from, node.due) + 1;
    int64_t gone = days_between(node.from, view_.as_of) + 1;
    gone = std::clamp<int64_t>(gone, 0, std::max<int64_t>(whole, 0));
    if (whole <= 0) gone = 1;
    const std::optional<Decimal> expected = ratio(Decimal(gone), Decimal(std::max<int64_t>(whole, 1)));
    if (!expected) return std::nullopt;
    const Result<Decimal> difference = subtract(*expected, rate);
    return difference ? std::optional<Decimal>(difference.value()) : std::nullopt;
  }

  void shine(const Target& target, const TargetNode&, Figure* figure) const {
    LightInputs inputs;
    inputs.met = figure->met;
    inputs.days_left = figure->days_left;
    inputs.behind = figure->behind;
    inputs.aim = target.aim;
    inputs.no_figure = figure->no_figure;
    set_light(inputs, figure);
  }

  void set_light(const LightInputs& inputs, Figure* figure) const {
    if (!in_force_ || light_ == nullptr) return;
    const Light result = light(*light_, inputs);
    figure->light = result.colour;
    figure->light_rule = result.rule;
  }

  /// Choice: a task has no rate, so it is never behind; its light follows its state and its days.
  void measure_tasks() {
    std::map<std::pair<std::string, std::string>, Record> states;
    for (Record& row : records_.rows("办理", "", view_)) {
      states[{row.text("任务"), row.text("节点")}] = std::move(row);
    }
    for (const Task& task : plan_.tasks) {
      for (const TaskNode& node : task.nodes) {
        Figure figure;
        figure.block = task.name;
        figure.kind = "task";
        figure.node = node.due.print();
        figure.due = node.due;
        figure.days_left = days_between(view_.as_of, node.due);
        const auto state = states.find({task.name, figure.node});
        figure.state = state == states.end() ? "open" : state->second.text("状态");
        figure.met = figure.state == "done";
        figure.late = figure.met && state->second.holds_from > node.due;
        LightInputs inputs;
        inputs.met = figure.met;
        inputs.days_left = figure.days_left;
        set_light(inputs, &figure);
        figures_.push_back(std::move(figure));
      }
    }
  }

  const Plan& plan_;
  const Records& records_;
  const View& view_;
  const std::optional<std::string>& holder_;
  const Decision* light_ = nullptr;
  bool in_force_ = true;
  Nodes entries_;
  std::map<std::pair<std::string, std::string>, Decimal> published_;
  std::vector<Figure> figures_;
};

}  // namespace

std::vector<Figure> measure(const Plan& plan, const Records& records, const View& view,
                            const std::optional<std::string>& holder) {
  return Measurer(plan, records, view, holder).run();
}

std::string shown_rate(const Decimal& rate, bool met) {
  for (int places = 1; places <= 6; ++places) {
    const Result<Decimal> rounded = round(rate, places, Rounding::half_up);
    if (!rounded) break;
    const bool hides_gap = !met && rate < Decimal(100) && rounded.value() >= Decimal(100);
    if (!hides_gap) return rounded.value().print();
  }
  return rate.print();
}

}  // namespace fangan
