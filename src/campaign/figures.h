// Figures: how far every target is, at three grades, on any day; and its light.
//
// measure() is a pure function of the plan, the records and the view. Nothing it returns is stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/records.h"
#include "plan/plan.h"

namespace fangan {

/// One figure: a node of a target or task, for the whole or for one share.
struct Figure {
  std::string block;                  ///< Name of the target or task.
  std::string kind;                   ///< "target" or "task".
  std::string node;                   ///< "2017", "2018-12-31", or "total".
  std::string share;                  ///< The holder's name; empty for the whole.
  std::optional<Date> due;
  std::optional<int64_t> days_left;   ///< Negative when overdue.
  std::string unit;
  TargetValue due_value;              ///< Of this share, or of the node.
  std::optional<Decimal> reported;    ///< Every reported figure, accepted ones included.
  std::optional<Decimal> accepted;
  std::optional<Decimal> published;
  std::optional<Decimal> rate;        ///< Percent of the due value at the driving grade, exact.
  std::optional<Decimal> behind;      ///< Points behind 序时进度; negative when ahead.
  bool met = false;
  bool late = false;                  ///< Met, but after the due day (迟).
  bool no_figure = false;
  bool measured = false;              ///< Computed from registers, not reported by people.
  std::string state;                  ///< Of tasks: open, doing, done.
  std::string light;                  ///< "green", "yellow", "red", "grey"; empty before in force.
  int light_rule = -1;                ///< Index of the rule of 亮灯 that fired.
  std::vector<std::string> not_set;   ///< Parameters that are needed and not set.
};

/// Figures of every node: the whole, then each share. Targets in order of the text, then tasks.
/// `holder` narrows to what one county may see: its own shares only, no whole.
std::vector<Figure> measure(const Plan& plan, const Records& records, const View& view,
                            const std::optional<std::string>& holder = std::nullopt);

/// A county sees a task that names it and no other county: a common task tells of the others.
bool is_own_task(const Plan& plan, const Task& task, std::string_view holder);

/// The rate as people see it: half up to one decimal, one more digit whenever rounding would show
/// an unmet figure at its threshold. "35.5", "99.96".
std::string shown_rate(const Decimal& rate, bool met);

}  // namespace fangan
