#include "campaign/judge_figure.h"

#include <algorithm>

namespace fangan {
namespace {

/// A number out of the range of Decimal is none.
std::optional<Decimal> known(const Result<Decimal>& result) {
  return result ? std::optional(result.value()) : std::nullopt;
}

/// 序时进度: percent of the days from `from` to `due` that have passed, 0 to 100.
std::optional<Decimal> pace(Date from, Date due, Date as_of) {
  if (as_of >= due) return Decimal(100);
  if (as_of <= from) return Decimal(0);
  const Result<Decimal> passed = multiply(Decimal(days_between(from, as_of)), Decimal(100));
  return known(divide(passed.value(), Decimal(days_between(from, due))));
}

constexpr int shown_places_max = 30;

/// Digits after the point; none beyond those that may be entered.
std::optional<int> places_entered(const Decimal& value) {
  constexpr int entered_max = 4;
  for (int places = 0; places <= entered_max; ++places) {
    const Result<Decimal> cut = round(value, places, Rounding::down);
    if (cut && cut.value() == value) return places;
  }
  return std::nullopt;
}

bool bounds_above(Compare compare) {
  return compare == Compare::at_most || compare == Compare::less;
}

}  // namespace

std::optional<Decimal> threshold_of(const Yardstick& yardstick, Figure* figure) {
  const Target& target = yardstick.target;
  const std::optional<Decimal>& low = figure->due_value.low;
  if (!low) {
    if (figure->share.empty()) figure->not_set.push_back(target.name);
    return std::nullopt;
  }
  if (target.compare != Compare::about) return low;
  if (!yardstick.tolerance) {
    figure->not_set.push_back(target.tolerance.empty() ? "tolerance" : target.tolerance);
    return std::nullopt;
  }
  const Result<Decimal> kept = subtract(Decimal(1), *yardstick.tolerance);
  return kept ? known(multiply(*low, kept.value())) : std::nullopt;
}

/// Choice: an unreported figure is 0, and 0 does not fulfil an upper limit nobody has reported on.
bool is_met(Compare compare, const std::optional<Decimal>& value, const Decimal& threshold) {
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

/// Choice: an upper limit has a rate (used of allowed) but is never behind: using less is no delay.
void judge(const Yardstick& yardstick, const std::optional<Decimal>& value,
           const Decimal& threshold, Figure* figure) {
  const Compare compare = yardstick.target.compare;
  figure->met = is_met(compare, value, threshold);
  const Decimal& low = *figure->due_value.low;
  if (low.is_zero() || (bounds_above(compare) && !value)) return;
  const Result<Decimal> hundredfold = multiply(value.value_or(Decimal(0)), Decimal(100));
  if (!hundredfold) return;
  figure->rate = known(divide(hundredfold.value(), low));
  const Result<Decimal> percent = multiply(threshold, Decimal(100));
  if (percent) figure->met_at = known(divide(percent.value(), low)).value_or(Decimal(100));
  if (!figure->rate || bounds_above(compare) || !yardstick.from || !yardstick.due) return;
  const std::optional<Decimal> passed = pace(*yardstick.from, *yardstick.due, yardstick.as_of);
  if (passed) figure->behind = known(subtract(*passed, *figure->rate));
}

std::optional<Decimal> forecast_of(const Yardstick& yardstick, const std::optional<Decimal>& value,
                                   const std::optional<Decimal>& at_start) {
  const auto& [target, as_of, from, due, tolerance] = yardstick;
  if (!value || !at_start || !from || !due || as_of <= *from || as_of >= *due) return std::nullopt;
  const std::optional<Decimal> gained = known(subtract(*value, *at_start));
  if (!gained) return std::nullopt;
  const std::optional<Decimal> days = known(multiply(*gained, Decimal(days_between(*from, *due))));
  if (!days) return std::nullopt;
  const std::optional<Decimal> whole = known(divide(*days, Decimal(days_between(*from, as_of))));
  return whole ? known(add(*at_start, *whole)) : std::nullopt;
}

namespace {

/// Whether what is shown stands elsewhere than the number itself: below, at or above a threshold.
bool hides_gap(const Decimal& number, const Decimal& shown, const Decimal& threshold) {
  return (number < threshold) != (shown < threshold) || (number > threshold) != (shown > threshold);
}

}  // namespace

std::string shown_rate(const Decimal& rate, bool met, const Decimal& met_at) {
  for (int places = 1; places < shown_places_max; ++places) {
    const Result<Decimal> shown = round(rate, places, Rounding::half_up);
    if (!shown) break;
    if (met || !hides_gap(rate, shown.value(), met_at)) return shown.value().print();
  }
  return rate.print();
}

std::string shown_rate(const Figure& figure) {
  return shown_rate(*figure.rate, figure.met, figure.met_at);
}

std::string shown_value(const Figure& figure, const Decimal& value) {
  if (places_entered(value)) return value.print_normal();
  const std::optional<Decimal>& asked = figure.due_value.low;
  const int first = std::max(1, asked ? places_entered(*asked).value_or(shown_places_max) : 1);
  const std::optional<Decimal> hundredfold =
      asked ? known(multiply(*asked, figure.met_at)) : std::nullopt;
  const std::optional<Decimal> threshold =
      hundredfold ? known(divide(*hundredfold, Decimal(100))) : std::nullopt;
  for (int places = first; places < shown_places_max; ++places) {
    const Result<Decimal> shown = round(value, places, Rounding::half_up);
    if (!shown) break;
    const bool hides = !figure.met && ((asked && hides_gap(value, shown.value(), *asked)) ||
                                       (threshold && hides_gap(value, shown.value(), *threshold)));
    if (!hides && !shown.value().is_zero()) return shown.value().print();
  }
  return value.print_normal();
}

}  // namespace fangan
