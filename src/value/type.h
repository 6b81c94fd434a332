// Type: what is known of a value before it is computed (DMN 1.5, 10.3.2.9).
//
// The checker gives every node of an expression a type; boundaries (variables, parameters, results)
// make values conform to theirs. A type may carry a unit (numbers of plans) and a constraint (the
// allowed values of an item definition). Types are immutable and cheap to copy.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "value/unit.h"
#include "value/value.h"

namespace fangan {

enum class TypeKind : uint8_t {
  any,   ///< Anything; also "not known".
  null,  ///< Only null.
  boolean,
  number,
  string,
  date,
  time,
  date_time,
  months_duration,
  time_duration,
  list,      ///< of an element
  range,     ///< of an element
  context,   ///< with fields
  function,  ///< of parameters to a result
};

/// What allowed values or a type constraint say of a value that already has the type.
class Constraint {
 public:
  virtual ~Constraint() = default;
  virtual bool allows(const Value& value) const = 0;
  virtual const std::string& text() const = 0;  ///< As written, for messages.
  /// Every value it allows, where they are listed one by one; nullptr where they are not.
  virtual const std::vector<Value>* allowed_values() const { return nullptr; }
};

class Type {
 public:
  struct Field;

  Type() = default;  ///< any
  Type(TypeKind kind);
  static Type list(Type element);
  static Type range(Type element);
  static Type context(std::vector<Field> fields);
  static Type function(std::vector<Type> parameters, Type result);
  static Type number(Unit unit);  ///< A number that counts in a unit.
  /// A type that is found when something first depends on it: that of what an expression computes
  /// which nobody has read yet. `find` is called once at most; while it works the type is any.
  static Type later(std::function<Type()> find);
  /// The same type under a name of its own, with a constraint perhaps; a null one adds none.
  Type named(std::string name, std::shared_ptr<const Constraint> constraint = nullptr) const;

  TypeKind kind() const;
  bool is_any() const { return kind() == TypeKind::any; }
  bool is(TypeKind kind) const { return this->kind() == kind; }
  Type element() const;                      ///< Of a list or range; any otherwise.
  const std::vector<Field>& fields() const;  ///< Of a context; else empty.
  const Type* field(std::string_view name) const;
  const std::vector<Type>& parameters() const;
  Type result() const;
  const Unit* unit() const;
  /// The same type, of a field that may be left empty: a condition over it needs a way for null.
  Type or_null() const;
  bool may_be_null() const;
  const Constraint* constraint() const;
  /// A FEEL type expression: number, list<string>, context<a: number>; a named type's name. What
  /// is longer than printed_max ends with "…".
  std::string print() const;
  static constexpr size_t printed_max = 1'000;  ///< Units: bytes.

  /// True when both are one and the same, not only alike.
  bool is_same_object(const Type& other) const { return identity() == other.identity(); }
  /// Equal for one and the same type; of a declared one also where it may be left empty.
  const void* identity() const;
  /// A context of DeclaredTypes: it has the fields it has and no others.
  bool is_declared() const;
  /// False for one of later() that nothing depended on so far.
  bool is_found() const;
  /// How much there is in it, counted through all its levels; shared parts each time.
  uint64_t weight() const;
  /// Types as large as this are compared by identity alone: alike ones share their parts.
  static constexpr uint64_t weight_max = 10'000;
  /// True when both are built alike; names, units and constraints do not count, nor whether it may
  /// be left empty. Declared types are alike only where they are the same.
  bool same_as(const Type& other) const;
  /// True when every value of this type is one of `other` (10.3.2.9.3).
  bool conforms_to(const Type& other) const;

 private:
  friend class DeclaredTypes;
  struct Node;
  struct Declaration;
  struct Later;
  static Type make(Node node);
  const Node* known() const;  ///< Inline: every question about a type asks it.
  const Node* found_later() const;
  bool print_onto(std::string* text) const;  ///< False when it was cut short.
  std::shared_ptr<const Node> node_;
};

struct Type::Field {
  std::string name;
  Type type;
};

struct Type::Declaration {
  std::vector<Field> fields;
};

struct Type::Node {
  TypeKind kind = TypeKind::any;
  std::vector<Type> types;  ///< One: the element, or the result of a function.
  std::vector<Type> parameters;
  std::vector<Field> fields;
  std::optional<Unit> unit;
  std::string name;
  std::shared_ptr<const Constraint> constraint;
  bool may_be_null = false;
  uint64_t weight = 1;                       ///< Set when it is made.
  std::shared_ptr<Declaration> declaration;  ///< Of a declared context; its fields are there.
  std::shared_ptr<Later> later;              ///< Set: all else is found there.
};

inline const Type::Node* Type::known() const {
  return node_ == nullptr || node_->later == nullptr ? node_.get() : found_later();
}

inline TypeKind Type::kind() const {
  const Node* node = known();
  return node == nullptr ? TypeKind::any : node->kind;
}

/// Contexts that refer to one another and to themselves: a mine has an enterprise, which has the
/// list of its mines. They are told apart by who they are, not by what is in them. Types keep one
/// another alive, so this keeps them; once it is gone they have no fields.
class DeclaredTypes {
 public:
  DeclaredTypes() = default;
  ~DeclaredTypes();
  DeclaredTypes(const DeclaredTypes&) = delete;
  DeclaredTypes& operator=(const DeclaredTypes&) = delete;

  /// A context without fields so far.
  Type declare(std::string name);
  /// `declared`: one of declare(), not copied under another name since.
  void add_field(const Type& declared, Type::Field field);

 private:
  std::vector<std::shared_ptr<Type::Declaration>> declarations_;
};

/// The narrowest type that a value has: contexts with their fields, lists with what their items
/// have in common.
Type type_of(const Value& value);

/// A type both conform to: the one where they are alike, contexts with the fields of either, else
/// any. Null joins with everything.
Type join(const Type& left, const Type& right);

/// "number", "days and time duration": the built-in type of that FEEL name.
std::optional<Type> builtin_type(std::string_view name);

/// True when `value` is of that type as `instance of` asks: null is of no type but Null, not even
/// of Any.
bool is_instance(const Value& value, const Type& type);

/// The value as a boundary of that type takes it: [x] for x, x for [x], a date for a date and time,
/// lists and contexts item by item; constraints are enforced. What does not fit becomes null.
/// Errors  FEEL-T001 another type; FEEL-T002 not allowed by the constraint.
/// Source  DMN 1.5, 10.3.2.9.4.
Value conform(const Value& value, const Type& type);

}  // namespace fangan
