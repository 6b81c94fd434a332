// Type table: what the type references of a set of models mean as FEEL types.
//
// An item definition becomes a type under its own name; what it allows becomes a constraint, which
// is enforced wherever a value crosses a boundary of that type.
#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "decision/model_set.h"
#include "feel/scope.h"
#include "text/diagnostic.h"
#include "value/type.h"

namespace fangan::dmn {

class TypeTable {
 public:
  /// Errors  those of feel/parse.h in allowed values and type constraints.
  TypeTable(const ModelSet& set, Diagnostics* diagnostics);

  /// Any for an empty reference.
  Type type(uint32_t model, const MappedText& type_ref);
  /// The allowed values of a type, which order the outputs of a table; nullptr where it has none.
  const FeelText* allowed_values(uint32_t model, const MappedText& type_ref) const;
  /// Types that contain themselves, to be kept as long as any type of this table is used.
  std::vector<std::shared_ptr<const Type>> recursive_types() const;
  /// Names of the types a model can write in FEEL, with those of its imports under their prefix.
  void add_types(uint32_t model, feel::Scope* scope);

 private:
  Type type_of_name(uint32_t model, std::string_view name);
  Type type_of_item(uint32_t model, const ItemDefinition& item);
  Type begins_again(const ItemDefinition& item);
  Type structure(uint32_t model, const ItemDefinition& item);
  Type constrained(uint32_t model, Type type, const ItemDefinition& item, const FeelText& tests);

  const ModelSet& set_;
  Diagnostics* diagnostics_;
  std::map<const ItemDefinition*, Type> types_;
  /// Items that are being built or contain themselves; null until one is met within itself.
  std::map<const ItemDefinition*, std::shared_ptr<Type>> recursive_;
};

}  // namespace fangan::dmn
