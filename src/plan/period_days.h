// Period days: how a year, a quarter and a month are spelt in rows, figures and plans, and which
// days they cover.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "value/value.h"

namespace fangan {

struct PeriodDays {
  Date from;
  Date to;
};

/// `2018`, `2018Q1`, `2018-03`; `2018-Q1`, as it is written too, is the quarter. Anything else
/// stays as it is.
std::string spelt_period(std::string_view written);

/// Of a text as spelt_period() gives it.
bool is_period(std::string_view text);

/// None for what is no period.
std::optional<PeriodDays> days_of_period(const Value& period);

}  // namespace fangan
