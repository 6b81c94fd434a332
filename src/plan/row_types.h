// Row types: what FEEL knows of the rows of everything that reads as a register.
//
// Registers refer to one another in circles, so their rows are declared types (value/type.h). A row
// has its fields, what is derived, the decisions that stand on it, the names of row_words.h, and
// for every register that refers to it the list of those rows (language.md 3.4). What a derived
// field or a decision is of is asked for when something depends on it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plan/plan.h"
#include "value/type.h"

namespace fangan {

/// Something that is computed from other things, for circles and for what rests on parameters.
struct Computed {
  enum class Kind : uint8_t { derived, grades, decision, target, policy, ranking, notice, figures };
  Kind kind = Kind::derived;
  uint32_t block = 0;  ///< Index into the blocks of that kind; 0 of figures, those of all targets.
  uint32_t entry = 0;  ///< derived: which one.

  auto operator<=>(const Computed&) const = default;
};

/// Who knows of what type a thing computed is. Asked once for each, as late as possible.
class ComputedTypes {
 public:
  virtual ~ComputedTypes() = default;
  virtual Type type_of(const Computed& computed) = 0;
};

class RowTypes {
 public:
  /// `plan` and `computed` are read while types are asked for: until settle().
  RowTypes(const Plan& plan, ComputedTypes* computed);

  /// The row of what reads as a register, by its name; nullptr for other names.
  const Type* row(std::string_view name) const;
  /// Everything that reads as a register.
  std::vector<std::string> names() const;
  /// What rows of several have in common, for a block that stands on all of them.
  Type common(const std::vector<Name>& names);
  /// The fields of a form.
  Type form_row(const Form& form);
  /// The row of the circular while it is put in order: fields of what is ranked and scores.
  const Type& circular(size_t ranking) const { return circulars_[ranking]; }

  Type of_domain(const FieldDomain& domain) const;
  Type of_field(const Field& field) const;
  Type of_parameter(const Parameter& parameter) const;
  const Type& user() const { return user_; }
  const Type& node() const { return node_; }

  /// What computes a name of a row; empty where it is entered.
  const std::vector<Computed>& computed_by(const Type& row, std::string_view name) const;
  /// The parameters a thing computed rests on, itself or through what it reads.
  const std::vector<std::string>& rests_on(const Computed& computed) const;
  void set_rests_on(const Computed& computed, std::vector<std::string> parameters) {
    rests_on_[computed] = std::move(parameters);
  }
  /// The register a formula is about: the first name in it that reads as one; empty without.
  std::string register_in(std::string_view formula) const;
  /// Has every type found, so that nobody needs `plan` and `computed` any more.
  void settle();

 private:
  using Sources = std::vector<Computed>;

  void add(const Type& row, std::string_view name, Type type, Sources sources = {});
  void add_fields(size_t index);
  void add_row_words(const Type& row, const Register& definition, size_t index);
  void add_decisions();
  void add_back_lists();
  void add_agencies();
  void add_built_in();
  void add_target(size_t index);
  void add_policy(size_t index);
  void add_ranking(size_t index);
  void add_notice(size_t index);
  void copy(const Type& from, std::string_view name, const Type& to);
  Type later(const Computed& computed);
  Type period_type(Period period) const;
  const Type& declare(const std::string& name);

  const Plan& plan_;
  ComputedTypes* computed_;
  DeclaredTypes types_;
  std::map<std::string, Type, std::less<>> rows_;
  std::vector<Type> circulars_;
  std::vector<Type> all_;
  std::map<std::pair<const void*, std::string>, Sources> sources_;
  std::map<Computed, std::vector<std::string>> rests_on_;
  Type user_;
  Type node_;
  Type region_;
};

}  // namespace fangan
