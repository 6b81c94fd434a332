// Meaning: what the parts of resolve() share while they work. Nobody else includes this.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plan/formula_compiler.h"
#include "plan/plan.h"
#include "plan/row_types.h"

namespace fangan {

/// What a formula must give, by what its key is.
enum class Wanted : uint8_t { anything, condition, number, day, day_or_year, rows, list };

class Meaning final : public ComputedTypes {
 public:
  Meaning(Plan* plan, Diagnostics* diagnostics);

  Plan& plan() { return plan_; }
  RowTypes& rows() { return *rows_; }
  FormulaCompiler& compiler() { return compiler_; }

  /// Compiles it once, and says what it gives where that is not wanted.
  /// Errors  PLAN-E004 no condition; PLAN-E005 no number; PLAN-E006 no day; PLAN-E007 no rows.
  Type compile(Formula* formula, const FormulaSite& site, Wanted wanted = Wanted::anything);
  /// Errors  PLAN-E012 too many things that rest on one another.
  Type type_of(const Computed& computed) override;
  /// The row of a block that stands on these registers.
  Type record_of(const std::vector<Name>& registers);
  /// The rows that have a flow.
  std::vector<Name> registers_of(std::string_view flow) const;

  void error(std::string code, Span span, std::vector<Fact> facts);
  void error(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }
  void warning(std::string code, Span span, std::vector<Fact> facts);
  /// A name that must be one of these. Errors  `code`, with did-you-mean.
  bool expect(const Name& name, const std::vector<std::string>& known, const char* code,
              std::string_view of = {});
  /// A name that must be one of a row. Errors  PLAN-X002; PLAN-X020 the period of a row without.
  bool expect_field(const Name& name, const Type& row);
  /// The same, where the names are `known`.
  bool expect_field(const Name& name, const std::vector<std::string>& known, std::string_view of);

  /// Some things rest on one another too many times over.
  bool is_too_deep() const { return is_too_deep_; }

  std::shared_ptr<RowTypes> take_rows() { return std::move(rows_); }

 private:
  static constexpr int depth_max = 64;
  /// Each definition on the way holds the parse of another, nested up to 400 deep. Units: bytes.
  static constexpr size_t stack_max = 3 << 20;

  bool is_stack_used_up() const;
  Type compile_computed(const Computed& computed);
  Name name_of(const Computed& computed) const;

  Plan& plan_;
  Diagnostics& diagnostics_;
  const char* stack_begin_;
  int depth_ = 0;
  bool is_too_deep_ = false;
  std::shared_ptr<RowTypes> rows_;
  FormulaCompiler compiler_;
  std::map<std::string, Type> records_;
  std::map<const Formula*, bool> compiled_;
};

/// The formulas of every block (resolve_formulas.cc).
void resolve_formulas(Meaning* meaning);
/// What a measure counts in, and over which periods (check_measure.cc).
/// Errors  PLAN-E018 a number of things where a ratio is wanted, or the other way.
void check_measure_unit(Meaning* meaning, const Target& target);
/// Warnings  PLAN-E019 a ratio over the rows of all periods.
void check_measure_period(Meaning* meaning, const Target& target);
/// What is filled into rows of other registers (check_effects.cc).
/// Errors  PLAN-X001, PLAN-X002; PLAN-X008 a value of another type; PLAN-X009 required fields left
/// blank; PLAN-X010 rows that no step moves; PLAN-X004; PLAN-X017 a required field that is filled
/// from what may be null.
void check_openings(Meaning* meaning, std::vector<Opening>* openings, const FormulaSite& site);
/// Whether a value of that type may be one of the other, as far as it is known.
bool may_fill(const Type& given, const Type& wanted);
void check_moves(Meaning* meaning, const std::vector<Move>& moves, const Type& record);
/// Names of fields, registers, states, agencies in blocks (check_references.cc).
/// Errors  PLAN-X001 to PLAN-X007, PLAN-X012 to PLAN-X014, PLAN-A005; PLAN-X018, PLAN-X019 names
/// that hide one another on the rows of a register.
void check_references(Meaning* meaning);
/// rests_on of every formula, and circles (rests_on.cc). Errors  PLAN-E008; PLAN-E016 is set() of
/// what rests on no parameter.
void set_rests_on(Meaning* meaning);
/// Every formula of the plan.
std::vector<Formula*> all_formulas(Plan* plan);

}  // namespace fangan
