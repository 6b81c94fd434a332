// Type references: every place of a model that names a type, and what FEEL's own types are called.
#pragma once

#include <string_view>
#include <vector>

#include "decision/model.h"

namespace fangan::dmn {

/// Every type reference that is not empty, in the order of the file by kind of element.
std::vector<const MappedText*> type_refs(const Definitions& definitions);

/// A name that is no item definition.
struct BuiltInType {
  std::string_view name;     ///< As a file writes it.
  std::string_view meaning;  ///< As FEEL writes it.
  /// standard: a name of DMN, of any version. vendor: one that only some tool writes.
  enum class Origin : uint8_t { standard, vendor } origin = Origin::standard;
};

/// Null where the name is none of FEEL's. Generic types (`list<number>`) are not looked at.
const BuiltInType* find_built_in_type(std::string_view name);
std::vector<std::string_view> built_in_type_names();

/// `list<...>`, `context<...>`, `range<...>`, `function<...>`: a type spelt out in FEEL.
bool is_generic_type(std::string_view name);

}  // namespace fangan::dmn
