// Parameters in force: the value each parameter of a plan has on a day, as rules read it.
#pragma once

#include <optional>
#include <string_view>

#include "campaign/rows.h"

namespace fangan {

/// A value as the type of a parameter takes it: `number UNIT`, `text`, `boolean`, `date`,
/// `one of [..]`, `list of ..`; the words of a list stand between brackets, with commas.
/// Errors  CAMP-R008 it is none of that type.
Result<Value> parameter_value(const Parameter& parameter, std::string_view text);

/// The last values whose day is not after `day`; parameters without one are left out: not set.
/// check() has seen to it that the values fit.
ParameterValues parameters_in_force(const Plan& plan, Date day);

}  // namespace fangan
