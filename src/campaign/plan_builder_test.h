// A plan made by hand for tests of formulas over rows: registers, flows, parameters, decisions. Its
// formulas know the names in scope and no types, so a test says what it needs and no package.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "campaign/rows.h"

namespace fangan {

class PlanBuilder {
 public:
  struct FieldText {
    std::string name;
    FieldKind kind = FieldKind::text;
    std::string target = {};  ///< Of a reference.
  };

  Register& add_register(const std::string& name, const std::vector<std::string>& key,
                         const std::vector<FieldText>& fields);
  void derive(const std::string& on, const std::string& name, const std::string& text);
  void grade(const std::string& on, const std::string& name, const std::string& text);
  void decide(const std::string& name, const std::vector<std::string>& on, const std::string& text);
  void parameter(const std::string& name, const std::string& type,
                 const std::vector<std::pair<std::string, std::string>>& values);
  /// Of one register; more is set on what is returned, with formula(), before finish().
  Policy& policy(const std::string& name, const std::string& of, const std::string& subject,
                 const std::string& eligible);
  static Formula formula(const std::string& text);
  void flow(const std::string& name, const std::vector<std::pair<std::string, Grade>>& states);
  void agency(const std::string& name, const std::string& kind, const std::string& region);
  Plan& plan() { return plan_; }

  /// A formula over one row of a register, or over none where `on` is empty.
  Formula compiled(const std::string& text, const std::string& on = "") const;

  Plan finish();

 private:
  static Name named(const std::string& text) { return {text, {}}; }
  Register& find(const std::string& name);

  std::vector<std::string> names_of(const Register& definition) const;

  Type rows_type(const Register& definition) const;

  struct Visible {
    FormulaInput input;
    Type type;
  };
  /// By the name it has in formulas over rows of a register.
  std::map<std::string, Visible> names_in_scope(const std::string& on) const;

  /// With one input for each name it uses, in the order of the slots.
  void compile(Formula* formula, const std::string& on) const;

  /// What a name rests on, all that mention the name rest on.
  void spread_parameters();

  Plan plan_;
};

RowState row_state(const std::string& id, std::vector<Value> fields, const std::string& state = "");

}  // namespace fangan
