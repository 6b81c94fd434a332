// Temporal text: which of FEEL's days, times and durations a text is, by its form alone.
#pragma once

#include <string_view>

#include "value/value.h"

namespace fangan::feel {

/// What @"text" means: a date, time, date and time, or one of the two durations. Null, with the
/// reason, for every other text.
Value read_temporal(std::string_view text);

/// A duration of either kind, as the builtin duration() reads it; null with the reason for
/// other texts.
Value read_duration(std::string_view text);

}  // namespace fangan::feel
