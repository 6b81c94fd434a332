// Operators: how FEEL writes the operators between two operands. Internal to feel/.
#pragma once

#include <string_view>

#include "feel/syntax.h"

namespace fangan::feel {

/// "+", "<=", "and", "between"; empty for what is no operator between operands.
std::string_view symbol_of(Op op);

}  // namespace fangan::feel
