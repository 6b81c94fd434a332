// Constant: the value of a part of an expression that is the same in every evaluation.
#pragma once

#include <optional>

#include "feel/syntax.h"

namespace fangan::feel {

/// The value of a node made of literals, lists, ranges, signs, conversions of units and calls of
/// date(), time(), date and time() and duration(); none where it names anything else, or has no
/// value.
std::optional<Value> constant_of(const Syntax& syntax, NodeId id);

}  // namespace fangan::feel
