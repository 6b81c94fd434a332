// Judge figure: what a value means against what is asked: its rate, whether it is met, how far
// behind and where it is going (language.md 3.3).
#pragma once

#include <optional>
#include <string>

#include "campaign/figures.h"

namespace fangan {

/// What a figure is held against.
struct Yardstick {
  const Target& target;
  Date as_of;
  std::optional<Date> from;  ///< When 序时进度 begins.
  std::optional<Date> due;
  /// A number parameter on the day of the view, one in % as a fraction; none: not set.
  std::optional<Decimal> tolerance;
};

/// The value to reach; none where it is not set, which the figure then says. 左右 is met from
/// value x (1 - tolerance).
std::optional<Decimal> threshold_of(const Yardstick& yardstick, Figure* figure);

/// Sets rate, behind and met.
void judge(const Yardstick& yardstick, const std::optional<Decimal>& value,
           const Decimal& threshold, Figure* figure);

bool is_met(Compare compare, const std::optional<Decimal>& value, const Decimal& threshold);

/// On the due day, if what was gained since the first day goes on as it did; none outside of the
/// days between them.
std::optional<Decimal> forecast_of(const Yardstick& yardstick, const std::optional<Decimal>& value,
                                   const std::optional<Decimal>& at_start);

/// The rate as people see it: half up to one decimal, one more digit whenever rounding would show
/// an unmet figure at the rate where it would be met. "35.5", "99.96".
std::string shown_rate(const Decimal& rate, bool met, const Decimal& met_at = Decimal(100));
std::string shown_rate(const Figure& figure);  ///< Of one that has a rate.

/// A value of the figure as people see it: whole, as long as it has no more digits than a field may
/// have. A longer one comes from a division: half up to the digits of what is asked, at least one,
/// and more whenever rounding would show 0 or an unmet figure at what is asked.
std::string shown_value(const Figure& figure, const Decimal& value);

}  // namespace fangan
