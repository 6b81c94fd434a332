// Period days: which days a period of a row covers: a year such as 2017, a month such as 2017-03, a
// quarter such as 2017Q1.
#pragma once

#include <optional>

#include "value/value.h"

namespace fangan {

struct PeriodDays {
  Date from;
  Date to;
};

/// None for what is no period.
std::optional<PeriodDays> days_of_period(const Value& period);

}  // namespace fangan
