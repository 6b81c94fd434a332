// Printing a value as FEEL text.
//
// A literal reads back as an equal value: days and durations stand in @"...", texts in quotes. What
// has no literal prints so that a person knows it: a function as its name or its parameters, a
// context that is computed as it is asked for as what it is told apart by. Shared
// parts are printed each time they occur, so a small value can be a long text: give a limit where
// the value comes from an expression.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "value/value.h"

namespace fangan {

/// The value as a FEEL literal.
std::string print(const Value& value);
/// The same; none where it would be longer than that.
std::optional<std::string> print(const Value& value, size_t bytes_max);

/// What FEEL's string() gives: a text, a day, a time, a duration without quotes and @; the rest,
/// and what lists and contexts hold, as a literal. None where it would be longer than that.
std::optional<std::string> print_plain(const Value& value, size_t bytes_max);

/// A text in quotes, with escapes where FEEL needs them.
std::string print_quoted(std::string_view text);

}  // namespace fangan
