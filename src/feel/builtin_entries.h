// Builtin entries: what src/feel/builtins.yaml says of every builtin, as a table.
//
// The table is made at build time by tools/catalogue.cc. Types are still text here; builtins.cc
// reads them. Completion, documentation and the cases of the examples use it as it is.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

namespace fangan::feel {

struct BuiltinParameterEntry {
  std::string_view name;
  std::string_view type;  ///< "number", "list<string>", "date | date and time".
  bool optional = false;
  bool nullable = false;
  bool variadic = false;
};

struct BuiltinSignatureEntry {
  std::string_view text;
  std::string_view key;  ///< The name and those of the parameters: "modulo(dividend, divisor)".
  std::span<const BuiltinParameterEntry> parameters;
  std::string_view result;
};

struct BuiltinExample {
  std::string_view expression;
  std::string_view result;  ///< FEEL; "null" where it is null.
  std::string_view code;    ///< Of the reason for a null that is an error; else empty.
};

/// What a builtin does with units: `units` in builtins.yaml.
struct BuiltinUnits {
  enum class Gives : uint8_t {
    nothing,  ///< A pure number, or none.
    same,     ///< What was given to `parameters`, or items of it.
    flat,     ///< Items of the items of it.
    product,
  };

  std::span<const std::string_view> parameters;  ///< Whose arguments count in one unit.
  Gives gives = Gives::nothing;

  bool takes(std::string_view parameter) const {
    return std::find(parameters.begin(), parameters.end(), parameter) != parameters.end();
  }
};

struct BuiltinEntry {
  std::string_view name;
  std::string_view topic;
  std::string_view zh;
  std::string_view en;
  BuiltinUnits units;
  std::span<const BuiltinSignatureEntry> signatures;
  std::span<const BuiltinExample> examples;
};

/// Every builtin, in the order of the file.
std::span<const BuiltinEntry> builtin_entries();

}  // namespace fangan::feel
