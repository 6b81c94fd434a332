// Constant: the value of a part of an expression that is the same in every evaluation.
#pragma once

#include <optional>

#include "feel/syntax.h"

namespace fangan::feel {

/// The value of a node made of literals, lists, ranges, signs, conversions of units and calls of
/// date(), time(), date and time(), duration() and number(); none where it names anything else, or
/// has no value.
std::optional<Value> constant_of(const Syntax& syntax, NodeId id);

/// Why a node made of these alone has no value: date("2027年6月30日"); none where it has one or is
/// no constant.
std::optional<Diagnostic> failure_of(const Syntax& syntax, NodeId id);

}  // namespace fangan::feel
