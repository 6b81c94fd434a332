// Builtin arguments: whether a value may be an argument as it is, and FEEL's conversions where it
// may not (DMN 1.5, 10.3.2.9.4). Nobody outside builtins*.cc includes this.
#pragma once

#include <optional>

#include "feel/builtins.h"

namespace fangan::feel {

/// True when the parameter takes the value without any conversion.
bool takes_as_is(const BuiltinParameter& parameter, const Value& value);

/// What the parameter takes in its place: [x] for x, x for [x], a date and time for a date; none
/// where nothing fits.
std::optional<Value> converted(const BuiltinParameter& parameter, const Value& value);

/// The type as text: "date | date and time".
std::string print_type(const BuiltinParameter& parameter);

/// Reads a type of builtins.yaml into a parameter's type and alternatives.
Type read_builtin_type(std::string_view text, std::vector<Type>* alternatives);

}  // namespace fangan::feel
