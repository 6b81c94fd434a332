// Call: giving arguments to a function value, by position or by name.
#pragma once

#include <string>
#include <vector>

#include "feel/evaluation.h"
#include "value/value.h"

namespace fangan::feel {

/// Calls with positional arguments, or with named ones where there are `names`, one for each.
/// Errors  FEEL-F001 wrong number of arguments; FEEL-F002 a name that is no parameter, or twice;
/// those of the function.
Value call(const Function& function, std::vector<Value> arguments,
           const std::vector<std::string>& names, Evaluation* evaluation);

}  // namespace fangan::feel
