// Figures: how far every target is, at three grades, on any day; and its light.
//
// They are a pure function of the plan, the records, the rows and the view. Nothing of it is
// stored. What a figure comes to is found by reported_values.h and measured_values.h, what that
// means by judge_figure.h.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/figure_values.h"
#include "campaign/records.h"
#include "campaign/rows_on.h"
#include "plan/plan.h"

namespace fangan {

/// One figure: a node of a target or task, for the whole or for one share.
struct Figure {
  std::string block;                  ///< Name of the target or task.
  std::string kind;                   ///< "target" or "task".
  std::string node;                   ///< "2017", "2018-12-31", or "total".
  std::string share;                  ///< The holder's name; empty for the whole.
  std::string part;                   ///< Of a target split by a field: its value.
  std::optional<Date> due;
  std::optional<int64_t> days_left;   ///< Negative when overdue.
  std::string unit;
  TargetValue due_value;              ///< Of this share, or of the node; of `all of` the rows.
  std::optional<Decimal> reserve;     ///< Of the whole: what is given to no holder.
  std::optional<Decimal> reported;    ///< Every reported figure, accepted ones included.
  std::optional<Decimal> accepted;
  std::optional<Decimal> published;
  std::optional<Decimal> rate;        ///< Percent of the due value at the driving grade, exact.
  std::optional<Decimal> behind;      ///< Points behind 序时进度; negative when ahead.
  std::optional<Decimal> forecast;    ///< On the due day, if it goes on as it has since it began.
  Decimal met_at = Decimal(100);      ///< The rate at which it is met.
  bool met = false;
  bool late = false;                  ///< Met, but after the due day (迟).
  bool no_figure = false;
  bool not_surveyed = false;          ///< Of `all of`: there are no rows.
  bool measured = false;              ///< Computed from registers, not reported by people.
  std::string state;                  ///< Of tasks: open, doing, done.
  std::string light;                  ///< "green", "yellow", "red", "grey"; empty before in force.
  int light_rule = -1;                ///< Index of the rule of 亮灯 that fired.
  std::vector<std::string> not_set;   ///< Parameters that are needed and not set.
  std::vector<LackedField> undetermined;
  std::optional<Diagnostic> reason;   ///< Why a measure has no value.
};

/// The figure at the grade that drives rate and light.
const std::optional<Decimal>& driving(const Target& target, const Figure& figure);

/// What figures are made of. All of it outlives them.
struct FigureSight {
  const Plan& plan;
  const Records& records;
  View view;
  RowsOn rows;  ///< None: no target is counted from rows.
  /// Narrows to what one county may see: its own shares only, no whole.
  std::optional<std::string> holder = std::nullopt;
  MeasuredOn measured = {};  ///< Of the same rows, where it is kept; none: found for these figures.
};

/// Makes figures, some or all. What it found of rows and records it keeps.
class FigureMaker {
 public:
  explicit FigureMaker(FigureSight sight);
  ~FigureMaker();
  FigureMaker(const FigureMaker&) = delete;
  FigureMaker& operator=(const FigureMaker&) = delete;

  /// Of every node: the whole, then each share.
  std::vector<Figure> of(const Target& target);
  std::vector<Figure> of(const Task& task);
  /// Targets in order of the text, then tasks.
  std::vector<Figure> all();

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

/// A county sees a task that names it and no other county: a common task tells of the others.
bool is_own_task(const Plan& plan, const Task& task, std::string_view holder);

}  // namespace fangan
