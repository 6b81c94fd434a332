// Wall clock: the one place where the time of day is read.
#pragma once

#include "value/date_time.h"
#include "value/moment.h"

namespace fangan {

/// Now, in microseconds since 1970-01-01T00:00:00Z.
Moment wall_clock_now();

/// Minutes east of UTC in which plans count days (Asia/Shanghai has no daylight saving time).
constexpr int plan_offset_minutes = 8 * 60;

/// Now, as now() of FEEL gives it: at the offset of plans.
DateTime wall_clock_date_time();

}  // namespace fangan
