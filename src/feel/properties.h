// Properties: what may follow a dot after a day, a time, a duration or a range.
//
// One table says what each is called, what it belongs to, its type and its value; the parser, the
// types, the evaluator and the completion read it. Source: DMN 1.5, table 65.
#pragma once

#include <span>
#include <string_view>

#include "value/type.h"
#include "value/value.h"

namespace fangan::feel {

struct Property {
  TypeKind owner;
  std::string_view name;
  TypeKind type;                ///< any: that of the ends of the range.
  Value (*read)(const Value&);  ///< Of a value of the owner's kind.
};

std::span<const Property> properties();

/// Nullptr where values of that kind have no such property.
const Property* find_property(TypeKind owner, std::string_view name);

/// The property of a value. Null without a reason where its kind has no such property.
Value property_of(const Value& value, std::string_view name);

}  // namespace fangan::feel
