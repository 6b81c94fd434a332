// Check: what is wrong in an expression before anything is computed, as far as types are known.
//
// Standard FEEL gives null where kinds do not fit; here the author is told beforehand. In standard
// FEEL all of these are warnings, for the standard says what comes out; in plans they are errors.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "feel/scope.h"
#include "feel/syntax.h"
#include "feel/units.h"
#include "text/diagnostic.h"

namespace fangan::feel {

/// `scope`: the one the tree was read with. Sorted by place. Errors  FEEL-C001 kinds that do not
/// compare; FEEL-C002 operands that do not go together; FEEL-C003, FEEL-C004, FEEL-C005 an
/// argument's type, their number, their names; FEEL-C006, FEEL-C007 a field the context does not
/// have; FEEL-C008 a condition that is neither true nor false; FEEL-C009 a question for a type that
/// is never true; FEEL-C010, FEEL-C011 a value that is not one of those allowed; FEEL-C026 a number
/// added to a day; FEEL-C027 a day beside what only looks like one; FEEL-C029 a row beside a text.
/// Only in plans  FEEL-C012 a row compared with itself; FEEL-C013 a name with a second meaning;
/// FEEL-C020 now(); those of feel/units.h. Warnings, only in plans  FEEL-C021 sum() over rows.
Diagnostics check(const Syntax& syntax, const Scope& scope);
/// The same, and the units with what is to be converted; plans only.
Diagnostics check(const Syntax& syntax, const Scope& scope, UnitsChecked* units);

/// The names an expression takes from outside: variables, constants and unknown names, in normal
/// form; no builtins, nothing it introduces itself, no field of an item of known type. Static:
/// whether an expression rests on a parameter does not depend on any value. A name that is only
/// the argument of the function `asking` is left out: `is set(x)` asks whether there is an x.
std::set<std::string> mentions(const Syntax& syntax, std::string_view asking = {});

}  // namespace fangan::feel
