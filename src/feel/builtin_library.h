// Builtin library: the C++ side of the builtins, one table for each topic (builtins_*.cc), and what
// these functions share. Nobody outside builtins*.cc includes this.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/builtins.h"

namespace fangan::feel {

/// Which C++ function stands for which signatures: "modulo" for all of that name, or
/// "date(year, month, day)" for those with these parameters only.
struct BuiltinImplementation {
  std::string_view key;
  BuiltinFunction run;
};

std::span<const BuiltinImplementation> conversion_builtins();  // builtins_conversion.cc
std::span<const BuiltinImplementation> temporal_builtins();    // builtins_temporal.cc
std::span<const BuiltinImplementation> string_builtins();      // builtins_string.cc
std::span<const BuiltinImplementation> regex_builtins();       // builtins_regex.cc
std::span<const BuiltinImplementation> numeric_builtins();     // builtins_numeric.cc
std::span<const BuiltinImplementation> statistic_builtins();   // builtins_statistic.cc
std::span<const BuiltinImplementation> list_builtins();        // builtins_list.cc
std::span<const BuiltinImplementation> set_builtins();         // builtins_set.cc
std::span<const BuiltinImplementation> sort_builtins();        // builtins_sort.cc
std::span<const BuiltinImplementation> context_builtins();     // builtins_context.cc
std::span<const BuiltinImplementation> range_builtins();       // builtins_range.cc
/// All of them, one after the other.
std::vector<BuiltinImplementation> builtin_implementations();

/// Null with a reason; the name of the function is its first fact.
Value refuse(const BuiltinCall& call, const char* code, std::vector<Fact> facts = {});
/// A number as a whole one, cut towards zero; very large ones stop at the ends of int64.
int64_t whole(const Decimal& number);
/// The index of a FEEL position: 1 is the first, -1 the last. None outside 1..count.
std::optional<size_t> index_at(const Value& position, size_t count);
/// Why an item of a list is no good: its own reason where it is a null that has one, else
/// FEEL-F011 with its position (from 1).
Value null_item(const BuiltinCall& call, const Value& item, size_t index);
/// Whether a function can be called with two arguments.
bool takes_two(const Value& function);
/// FEEL-F021 for the parameter that wants a function of two arguments.
Value no_function_of_two(const BuiltinCall& call, const char* parameter);

}  // namespace fangan::feel
