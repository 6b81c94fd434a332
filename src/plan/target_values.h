// Target values: what a target asks for, by day, by period or by year, and how the parts add up.
#pragma once

#include "plan/read_keys.h"

namespace fangan {

/// Reads due, each, every and all of with by into `target`: its form and nodes, by due day.
/// `last_year`: how far the years of `every` are listed.
/// Errors  PLAN-K002 no map; PLAN-K003 more than one of them; PLAN-T001 no year; PLAN-T009 no
/// period; PLAN-T010 values of parts without `split by`, or the reverse; those of numbers and
/// dates.
void read_target_values(const KeyReader& keys, int64_t last_year, Target* target);

/// `total: 6`, or `total: 5..10` where it stands alone.
/// Errors  those of numbers.
void read_total(const KeyReader& keys, Target* target);

/// Errors  PLAN-T002 the parts do not add up to the total; PLAN-T005 a range where a number is
/// asked, or the reverse; PLAN-T012 a reserve below 0 or above the value of a node.
void check_target_values(const KeyReader& keys, const Target& target);

}  // namespace fangan
