// Formula compiler: a formula of a block gets its scope, its tree, its inputs and what it rests on.
//
// The scope holds what the formula names and no more (formula_words.h): a field of the record comes
// before a name of the package, as language.md 3.4 orders them. An unknown name is compared with
// everything that could have been written here.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "feel/parse.h"
#include "plan/formula_site.h"
#include "plan/plan.h"
#include "plan/row_types.h"

namespace fangan {

/// What a formula takes from elsewhere, directly.
struct FormulaUses {
  std::set<std::string> parameters;  ///< Without those that are only asked for with `is set`.
  std::set<Computed> computed;
};

/// `is set(x)`, and what x takes: it must rest on a parameter, or the answer is always the same.
struct SetQuestion {
  FormulaUses uses;
  Diagnostic finding;  ///< What is wrong where it rests on none.
};

class FormulaCompiler {
 public:
  FormulaCompiler(const Plan& plan, const RowTypes& rows, ComputedTypes* computed,
                  Diagnostics* diagnostics);

  /// Sets expression and inputs; reports what is wrong in it. Errors  those of feel/parse.h and
  /// feel/check.h and null_branches.h; PLAN-E001 to PLAN-E003 a name that means nothing here;
  /// PLAN-E007, PLAN-E009 done() of what is no row, of rows without grades; PLAN-E013 a name that
  /// is not the same in all registers of the block; PLAN-E014 at() of rows without a period;
  /// PLAN-E017 a word of a field without quotes; PLAN-N004 a name of its own that means something
  /// everywhere. Warnings  PLAN-E011 all rows of one register for each of another.
  void compile(Formula* formula, const FormulaSite& site);

  /// The same of a decision with a table. Warnings  those of table_findings().
  void compile(Decision* decision, const FormulaSite& site);

  /// Of a compiled formula, with its unit; any where it has errors.
  Type type_of(const Formula& formula) const;
  /// What a compiled formula counts in before it is converted to the unit of its site.
  const std::optional<Unit>& unit_of(const Formula& formula) const;
  const FormulaUses& uses_of(const Formula& formula) const;
  /// Of all compiled formulas.
  const std::vector<SetQuestion>& set_questions() const { return set_questions_; }
  /// Fields of the record, as paths, that are not null where a compiled condition is true.
  const std::vector<std::string>& not_null_if(const Formula& condition) const;

  /// The scope for a formula that takes these words from outside, as far as they mean something.
  feel::Scope scope_of(const std::vector<std::string>& words, const FormulaSite& site,
                       std::vector<FormulaInput>* inputs) const;
  /// Everything that may be named there.
  std::vector<std::string> names_of(const FormulaSite& site) const;

 private:
  struct Named {
    FormulaInput input;
    Type type;
  };
  using Parse = std::function<feel::Parsed(const feel::Scope&)>;

  std::optional<Named> find(const std::string& word, const FormulaSite& site) const;
  std::optional<Named> find_function(const std::string& word) const;
  std::optional<Named> find_block(const std::string& word) const;
  feel::Parsed parse(std::vector<std::string> words, const FormulaSite& site, const Parse& parse,
                     feel::Scope* scope, std::vector<FormulaInput>* inputs) const;
  void finish(feel::Parsed parsed, const feel::Scope& scope, const FormulaSite& site,
              const std::vector<const MappedText*>& texts, Formula* formula);
  void report(Diagnostic diagnostic, const std::vector<const MappedText*>& texts,
              const FormulaSite& site);
  /// Registers of the site whose row has no such name, or another type under it.
  std::string unlike(const std::string& name, const FormulaSite& site) const;
  Diagnostics check_alike(const Formula& formula, const FormulaSite& site) const;
  Diagnostics check_done(const feel::Syntax& syntax) const;
  void note_set_questions(const feel::Syntax& syntax, const std::vector<FormulaInput>& inputs,
                          const FormulaSite& site, const std::vector<const MappedText*>& texts);
  Diagnostics check_reserved(const feel::Syntax& syntax, const feel::Scope& scope) const;
  void add_hidden(const feel::Syntax& syntax, const FormulaSite& site, feel::Scope* scope) const;
  void name_text_field(Diagnostic* diagnostic) const;
  Diagnostic explained(Diagnostic unknown, const FormulaSite& site) const;
  FormulaUses uses(const feel::Syntax& syntax, const std::vector<FormulaInput>& inputs,
                   const FormulaSite& site) const;

  const Plan& plan_;
  const RowTypes& rows_;
  ComputedTypes& computed_;
  Diagnostics& diagnostics_;
  std::map<const Formula*, FormulaUses> uses_;
  std::map<const Formula*, Type> types_;
  std::map<const Formula*, std::optional<Unit>> units_;
  std::map<const Formula*, std::vector<std::string>> not_null_;
  std::vector<SetQuestion> set_questions_;
  std::map<std::string, std::string> blocks_;  ///< Every name of a block and its kind.
  std::set<std::string> words_;                ///< Of fields, parameters and states.
  std::map<std::string, Computed> lists_;      ///< Blocks that compute which rows there are.
  std::vector<std::string> named_blocks_;      ///< Those that a formula may name.
};

}  // namespace fangan
