// Parameters in force: the value each parameter of a plan has on a day, as rules read it.
#pragma once

#include <optional>
#include <string_view>

#include "campaign/records.h"
#include "campaign/rows.h"

namespace fangan {

/// A value as the type of a parameter takes it: `number UNIT`, `text`, `boolean`, `date`,
/// `one of [..]`, `list of ..`; the words of a list stand between brackets, with commas.
/// Errors  CAMP-R008 it is none of that type; CAMP-R012 a number of more digits than are kept.
Result<Value> parameter_value(const Parameter& parameter, std::string_view text);

/// The same of a value that somebody enters, which nobody has checked yet; a list may be without
/// brackets. Errors  CAMP-R008 it is none of that type, or none of its words; CAMP-R012.
Result<Value> entered_parameter(const Parameter& parameter, std::string_view text);

/// The last values whose day is not after `day`; parameters without one are left out: not set.
/// check() has seen to it that the values fit.
ParameterValues parameters_in_force(const Plan& plan, Date day);

/// The same with what was entered (参数 of built_in_registers()): by day, and on one day what was
/// entered wins over the file. A blank one takes the value away from its day on.
ParameterValues parameters_in_force(const Plan& plan, const Records& records, const View& view);

}  // namespace fangan
