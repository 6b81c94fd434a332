// Null branches: every condition over something that may be null says what holds then.
//
// A condition that is null counts as one that fails: `if` takes else, a filter leaves the row out,
// `=` against a text is false. So a figure would be wrong in silence where a field was left blank
// (language.md 3.7). What may be null is asked before: `规模 != null and 规模 = "大型"`, `if 产能 =
// null then null else 产能 > 5`; what follows from the conditions around it is known (nullness.h).
#pragma once

#include "feel/syntax.h"
#include "plan/formula_site.h"
#include "plan/row_types.h"

namespace fangan {

struct NullBranches {
  Diagnostics findings;
  Type type;  ///< Of the result: as it was, and whether it may be null.
  std::vector<std::string> not_null;  ///< Fields of the record that are not where it is true.
};

/// `type`: what the formula gives, as far as its values are known.
/// Asked are the operands of comparisons; the tests of if, filters, some and every; operands of
/// and, or, not that somebody enters; inputs of tables with no row for null; and the whole formula
/// where its key takes a condition. Of a value of three outcomes what is computed from others may
/// stay null, for then the value is: that says it is undetermined.
/// Errors  FEEL-C014 a field that may be left blank; FEEL-C024 what may give null for another
/// reason. One for each path, at its first use. Of a question they are warnings.
NullBranches null_branches(const feel::Syntax& syntax, const Type& type,
                           const std::vector<FormulaInput>& inputs, const FormulaSite& site,
                           const RowTypes& rows);

}  // namespace fangan
