// Scope: the names an expression may use, with their types.
//
// Values come later: an expression is parsed once with names and types, then evaluated many times.
// The builtins are always in scope, outermost; variables and constants shadow them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "feel/names.h"
#include "value/type.h"

namespace fangan::feel {

/// Standard FEEL, or FEEL as plans write it: restricted by checks that refuse and never change a
/// meaning (language.md section 3).
enum class Dialect : uint8_t { standard, plan };

/// The name of a function type whose result is of the type of its first argument, or a number that
/// counts in the unit of its items: of Type::function(...).named(keeps_type_name).
inline constexpr const char* keeps_type_name = "function of a list to some of its items";

class Scope {
 public:
  explicit Scope(Dialect dialect = Dialect::standard);

  /// A variable whose value each evaluation gives. Returns its slot: 0, 1, 2 ... in order.
  uint32_t add_variable(std::string_view name, Type type = {});
  /// A name that always means this value: a function of a model, an imported constant.
  void add_constant(std::string_view name, Value value, Type type);
  /// A type that `instance of` and parameters of functions may name.
  void add_type(std::string_view name, Type type);
  /// The type of `?` in unary tests.
  void set_input_type(Type type) { input_type_ = std::move(type); }
  /// The units that @"331 克/千瓦时" may name; only plans have them. Not owned.
  void set_units(const UnitTable* units) { units_ = units; }
  /// A name that may follow a dot where the type of what stands before it is not known. The fields
  /// of the types of variables count as added.
  void add_member_name(std::string_view name) { member_names_.add(name); }

  struct Variable {
    std::string name;  ///< In normal form.
    Type type;
  };
  struct Constant {
    Value value;
    Type type;
  };

  Dialect dialect() const { return dialect_; }
  const std::vector<Variable>& variables() const { return variables_; }
  /// The slot of a variable by its normal name, or -1.
  int64_t slot_of(std::string_view name) const;
  const Constant* constant(std::string_view name) const;
  const Type* type(std::string_view name) const;
  const Type& input_type() const { return input_type_; }
  const UnitTable* units() const { return units_; }
  const NameTable& names() const { return names_; }
  const NameTable& type_names() const { return type_names_; }
  const NameTable& member_names() const { return member_names_; }
  /// Every name in scope but the builtins, for "did you mean".
  std::vector<std::string> all_names() const;

 private:
  void add_members_of(const Type& type);

  Dialect dialect_;
  std::vector<Variable> variables_;
  std::unordered_map<std::string, uint32_t> slots_;
  std::unordered_map<std::string, Constant> constants_;
  std::unordered_map<std::string, Type> types_;
  Type input_type_;
  const UnitTable* units_ = nullptr;
  NameTable names_;
  NameTable type_names_;
  NameTable member_names_;
  std::unordered_set<const void*> seen_types_;  ///< Whose fields are among member_names_.
};

}  // namespace fangan::feel
