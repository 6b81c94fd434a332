// Field text: what somebody wrote into a cell, read as the field takes it. Nothing is rounded and
// nothing guessed; an empty cell is a blank.
#pragma once

#include <string_view>

#include "plan/plan.h"
#include "value/value.h"

namespace fangan {

/// Digits after the point that a field without `places` keeps.
constexpr int default_places = 4;

/// Days are 2018-12-31 or 2018/12/31, booleans 是 否 true false, several words stand between 、 or
/// ; and a reference is what it names. Every error has the facts `field`, `value`.
/// Errors  CAMP-F001 no number, or one with something behind it; CAMP-F002 more digits than are
/// kept; CAMP-F003 no day; CAMP-F004 neither yes nor no; CAMP-F005 none of the words; CAMP-F006 no
/// region; CAMP-F007 no agency.
Result<Value> read_field_text(const Plan& plan, const Field& field, std::string_view text);

/// A day as people and spreadsheets write it. Errors  CAMP-F003.
Result<Date> read_day(std::string_view field, std::string_view text);

/// 2017, 2017Q1 or 2017-03 for a register by year, quarter, month. Errors  CAMP-F011.
Result<Value> read_period(Period period, std::string_view field, std::string_view text);

}  // namespace fangan
