// Print syntax: an expression as FEEL text again.
//
// Brackets stand only where the grammar needs them, or where a name would otherwise grow: with
// `a`, `b` and `a+b` in scope the sum of a and b is `(a) + b`. Read again with the same scope the
// text gives the same tree.
#pragma once

#include <string>

#include "feel/scope.h"
#include "feel/syntax.h"

namespace fangan::feel {

/// The whole tree. `scope`: the names it will be read with; without one only the builtins and the
/// names in the tree itself are kept apart. A boundary of a type prints as what it bounds; what is
/// no FEEL, a decision table, as `…`.
std::string print(const Syntax& syntax, const Scope* scope = nullptr);
/// One node with what is below it.
std::string print(const Syntax& syntax, NodeId node, const Scope* scope = nullptr);

}  // namespace fangan::feel
