// Complete: what could stand at a place of an expression, for editors.
//
// Names of the scope, the builtins of src/feel/builtins.yaml with what they do, and the words of
// the language; after a dot the fields and properties of what stands before it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feel/scope.h"

namespace fangan::feel {

struct Completion {
  enum class Kind : uint8_t { variable, function, keyword, member };
  Kind kind = Kind::variable;
  std::string text;    ///< What to write.
  std::string detail;  ///< The type, or the first signature of a function.
  std::string zh;      ///< What a builtin does; empty for the others.
  std::string en;
};

struct Completions {
  size_t begin = 0;  ///< Bytes [begin, offset) of the text are what the chosen text replaces.
  std::vector<Completion> all;  ///< In order of kind, then of the alphabet.
};

/// What fits at byte `offset` of a text that need not be finished.
Completions complete(std::string_view text, size_t offset, const Scope& scope);

}  // namespace fangan::feel
