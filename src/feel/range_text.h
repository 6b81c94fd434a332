// Range text: what the builtin range() reads.
#pragma once

#include <string_view>

#include "feel/evaluation.h"
#include "value/value.h"

namespace fangan::feel {

/// A range with square or round brackets whose ends are literals: numbers, texts, @"...", or
/// date(), time(), date and time(), duration() of a text. Variables and other calls are refused, so
/// that a text is never run as a program. Null with the reason for other texts.
/// Errors  FEEL-F023 no such text; FEEL-F024 the ends do not make a range.
Value read_range(std::string_view text, Evaluation& evaluation);

}  // namespace fangan::feel
