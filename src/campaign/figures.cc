#include "campaign/figures.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>

#include "campaign/judge_figure.h"
#include "campaign/light.h"
#include "campaign/measured_values.h"
#include "campaign/parameters_in_force.h"
#include "campaign/reported_values.h"
#include "campaign/shares.h"
#include "campaign/task_figures.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

/// By unit what it is asked to reach; none: it holds no share.
using Shares = std::map<std::string, std::optional<Decimal>>;

/// Arithmetic on entered shares cannot leave the range of Decimal: entry limits digits.
Decimal sum_of(const std::optional<Decimal>& sum, const Decimal& value) {
  const Result<Decimal> added = add(sum.value_or(Decimal(0)), value);
  assert(added);
  return added.value();
}

std::optional<Decimal> number_in_force(const ParameterValues& values, const std::string& name) {
  const auto found = values.find(name);
  const bool is_number = found != values.end() && found->second.is(ValueKind::number);
  return is_number ? std::optional(found->second.number()) : std::nullopt;
}

/// One in % or ‰ as a fraction; none: not set.
std::optional<Decimal> tolerance_of(const FigureSight& sight, const Target& target) {
  const Parameter* parameter = sight.plan.find_parameter(target.tolerance);
  if (parameter == nullptr) return std::nullopt;
  // The ones that rules see, where there are rows.
  const std::optional<Decimal> number =
      sight.rows
          ? number_in_force(sight.rows(sight.view.as_of).parameters(), parameter->name)
          : number_in_force(parameters_in_force(sight.plan, sight.records, sight.view),
                            parameter->name);
  if (!number) return std::nullopt;
  for (const auto& [sign, part] : {std::pair("%", 100), std::pair("‰", 1000)}) {
    if (parameter->type.find(sign) == std::string::npos) continue;
    const Result<Decimal> fraction = divide(*number, Decimal(part));
    return fraction ? std::optional(fraction.value()) : std::nullopt;
  }
  return number;
}

}  // namespace

class FigureMaker::Work {
 public:
  explicit Work(FigureSight sight)
      : sight_(std::move(sight)),
        reported_(sight_.records, sight_.view),
        measured_(sight_.plan, sight_.view.as_of,
                  sight_.measured ? sight_.measured : measured_on(sight_.rows)),
        tasks_(sight_.records, sight_.view) {
    Diagnostics checked;
    light_table_ = read_light_table(light_decision(sight_.plan), &checked);
    const std::optional<Date>& from = sight_.plan.header.in_force_from;
    in_force_ = !from || *from <= sight_.view.as_of;
  }

  const Plan& plan() const { return sight_.plan; }
  const std::optional<std::string>& only() const { return sight_.holder; }

  std::vector<Figure> of(const Target& target) {
    std::vector<Figure> figures;
    const bool is_measured = target.is_measured();
    const std::vector<std::string> parts =
        is_measured ? measured_.parts(target) : std::vector<std::string>();
    for (const Ask& ask : asks_of(target, parts)) {
      if (!only()) {
        figures.push_back(figure_of(target, ask, std::nullopt, ask.value));
        figures.back().reserve = reserve_of(target, ask);
      }
      for (const auto& [unit, value] : held(target, ask)) {
        if (only() && *only() != unit) continue;
        figures.push_back(figure_of(target, ask, unit, TargetValue{value, {}}));
      }
    }
    return figures;
  }

  std::vector<Figure> of(const Task& task) {
    std::vector<Figure> figures = tasks_.of(task);
    for (Figure& figure : figures) set_light(&figure, false);
    return figures;
  }

 private:
  ValuesOfFigures& values_of(const Target& target) {
    if (target.is_measured()) return measured_;
    return reported_;
  }

  /// Everyone who holds a share or has something in it without one (未归属: no value), by name.
  Shares held(const Target& target, const Ask& ask) {
    Shares held;
    for (const std::string& unit : values_of(target).holders(target, ask)) {
      held.emplace(unit, std::nullopt);
    }
    for (const TargetNode* node : ask.nodes) {
      if (!ask.part.empty()) continue;
      for (const ShareRow& row : shares(target)[node->name]) {
        if (!row.unit.empty()) held[row.unit] = sum_of(held[row.unit], row.value);
      }
    }
    return held;
  }

  /// As the target declares it, else as it was entered with the shares.
  std::optional<Decimal> reserve_of(const Target& target, const Ask& ask) {
    std::optional<Decimal> reserve;
    if (target.shares != ShareRule::sum || !ask.part.empty()) return reserve;
    for (const TargetNode* node : ask.nodes) {
      if (target.reserve) {
        reserve = sum_of(reserve, *target.reserve);
        continue;
      }
      for (const ShareRow& row : shares(target)[node->name]) {
        if (row.unit.empty()) reserve = sum_of(reserve, row.value);
      }
    }
    return reserve;
  }

  SharesByNode& shares(const Target& target) {
    if (!shares_) shares_ = shares_by_target(sight_.records, sight_.view);
    return (*shares_)[target.name];
  }

  Figure figure_of(const Target& target, const Ask& ask, const std::optional<std::string>& holder,
                   const TargetValue& due_value) {
    Figure figure;
    figure.block = target.name;
    figure.kind = "target";
    figure.node = ask.name;
    figure.share = holder.value_or("");
    figure.part = ask.part;
    figure.due = ask.due;
    if (ask.due) figure.days_left = days_between(sight_.view.as_of, *ask.due);
    figure.unit = target.unit;
    figure.due_value = due_value;
    figure.measured = target.is_measured();
    const FigureValues values = values_of(target).on(sight_.view.as_of, target, ask, holder);
    set_values(target, values, &figure);
    judge_value(target, ask, holder, values, &figure);
    set_light(&figure, target.aim);
    return figure;
  }

  /// An unreported figure is 0; what no register gives is none.
  static void set_values(const Target& target, const FigureValues& values, Figure* figure) {
    const bool is_zero = !target.is_measured() && !target.nodes.empty();
    const auto or_zero = [is_zero](const std::optional<Decimal>& value) {
      return is_zero && !value ? Decimal(0) : value;
    };
    figure->reported = or_zero(values.grades.reported);
    figure->accepted = or_zero(values.grades.accepted);
    figure->published = values.grades.published;
    figure->not_set = values.not_set;
    figure->undetermined = values.undetermined;
    figure->reason = values.reason;
    if (target.form != TargetForm::all_of || !values.all) return;
    figure->due_value = {values.all, {}};
    figure->not_surveyed = target.is_measured() && values.all->is_zero();
  }

  /// Choice: of what people report only the whole is published, so a share is driven by what was
  /// accepted of it.
  static const std::optional<Decimal>& driving_value(const Target& target, const Grades& grades,
                                                     const std::optional<std::string>& holder) {
    if (target.grade == "reported") return grades.reported;
    const bool published = target.grade == "published" && (!holder || target.is_measured());
    return published ? grades.published : grades.accepted;
  }

  void judge_value(const Target& target, const Ask& ask, const std::optional<std::string>& holder,
                   const FigureValues& values, Figure* figure) {
    const Yardstick yardstick{target, sight_.view.as_of, ask.from, ask.due,
                              tolerance_of(sight_, target)};
    const std::optional<Decimal>& value = driving_value(target, values.grades, holder);
    const bool shows_rate = target.form != TargetForm::none && !figure->not_surveyed;
    const bool is_known = !target.is_measured() || value;
    const std::optional<Decimal> threshold =
        shows_rate ? threshold_of(yardstick, figure) : std::nullopt;
    if (!threshold || !is_known) {
      figure->no_figure = true;
      return;
    }
    judge(yardstick, value, *threshold, figure);
    figure->forecast = forecast_of(yardstick, value, start_of(target, ask, holder, values));
    if (!figure->met || !ask.due || sight_.view.as_of <= *ask.due) return;
    // Choice: late is judged at the grade that drives the light, as it stood on the due day.
    const FigureValues then = values_of(target).on(*ask.due, target, ask, holder);
    const std::optional<Decimal>& value_then = driving_value(target, then.grades, holder);
    const bool was_known = !target.is_measured() || value_then;
    figure->late = !was_known || !is_met(target.compare, value_then, *threshold);
  }

  /// What the forecast begins with: nothing where a node counts from 0.
  std::optional<Decimal> start_of(const Target& target, const Ask& ask,
                                  const std::optional<std::string>& holder,
                                  const FigureValues& values) {
    if (target.is_measured() || !ask.from) return values.at_start;
    if (target.form != TargetForm::due) return Decimal(0);
    const FigureValues then = reported_.on(*ask.from, target, ask, holder);
    return driving_value(target, then.grades, holder).value_or(Decimal(0));
  }

  void set_light(Figure* figure, bool aim) const {
    if (!in_force_) return;
    const LightInputs inputs{figure->met, figure->days_left, figure->behind, aim,
                             figure->no_figure};
    const Light found = light(light_table_, inputs);
    figure->light = found.colour;
    figure->light_rule = found.rule;
  }

  FigureSight sight_;
  ReportedValues reported_;
  MeasuredValues measured_;
  TaskFigures tasks_;
  LightTable light_table_;
  std::optional<std::map<std::string, SharesByNode>> shares_;  ///< Read when they are needed.
  bool in_force_ = true;
};

FigureMaker::FigureMaker(FigureSight sight) : work_(std::make_unique<Work>(std::move(sight))) {}

FigureMaker::~FigureMaker() = default;

std::vector<Figure> FigureMaker::of(const Target& target) {
  return work_->of(target);
}

std::vector<Figure> FigureMaker::of(const Task& task) {
  const bool shows = !work_->only() || is_own_task(work_->plan(), task, *work_->only());
  return shows ? work_->of(task) : std::vector<Figure>();
}

std::vector<Figure> FigureMaker::all() {
  std::vector<Figure> figures;
  const auto add = [&figures](std::vector<Figure> more) {
    for (Figure& figure : more) figures.push_back(std::move(figure));
  };
  for (const Target& target : work_->plan().targets) add(of(target));
  for (const Task& task : work_->plan().tasks) add(of(task));
  return figures;
}

const std::optional<Decimal>& driving(const Target& target, const Figure& figure) {
  if (target.grade == "reported") return figure.reported;
  return target.grade == "published" ? figure.published : figure.accepted;
}

bool is_own_task(const Plan& plan, const Task& task, std::string_view holder) {
  std::set<std::string> counties;
  for (const std::vector<std::string>* names : {&task.lead, &task.with}) {
    for (const std::string& name : *names) {
      const Agency* agency = plan.find_agency(name);
      if (agency == nullptr || agency->kind != county_agency_kind) continue;
      counties.insert(agency->name);
    }
  }
  const Agency* own = plan.find_agency(holder);
  return own != nullptr && counties == std::set<std::string>{own->name};
}

}  // namespace fangan
