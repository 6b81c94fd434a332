// Case given: rows of a plan's own registers and values of its parameters, as a case writes them,
// and expressions over them.
//
// A table of a case is a sheet of campaign/row_sheets.h. `×` says how often a row stands there, and
// then `#` in its cells counts from 1. The rows live in memory; where a case enters another one,
// files() brings them into the store.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/rows.h"
#include "campaign/rows_on.h"
#include "plan/package.h"
#include "service/case_file.h"

namespace fangan {

/// Of an outcome without a value: `NAME not set`, `undetermined`, `undetermined: FIELD, FIELD`, and
/// `null` for any that is undetermined.
bool matches_outcome(const Outcome& outcome, std::string_view expected);
/// What came of it instead. Errors  TEST-E004 undetermined; TEST-E005 a parameter is not set.
Diagnostic other_outcome(const Outcome& outcome, const std::string& expected);

class CaseGiven {
 public:
  /// What adds to rows, on their day, what reads as a register and is no register of the plan.
  /// `on`: the rows of other days.
  using AddTables = std::function<void(Rows* rows, const RowsOn& on)>;

  /// The rows of a table. Nothing is added where it has errors; each stands at its cell.
  /// Errors  TEST-X006 `×` is no number; those of RowSheets.
  Diagnostics add(const Plan& plan, const CaseStep& given);

  /// The rows as files that come with a package: data/REGISTER.csv.
  std::vector<PackageFile> files() const;

  /// The place, among the rows of a register without a key, of the one that has that 编号.
  std::optional<size_t> place_of(const Plan& plan, std::string_view register_name,
                                 std::string_view id) const;

  /// What is wrong with the rows as a whole, once all tables before an action or a question are
  /// there. Rules are held against a row on the day from which it is there, or today where that is
  /// later: as a page does that saves it. Choice: `warn` is not asked, for the page saves such a
  /// row. Each error stands at its cell or table, and stands there once.
  /// Errors  CAMP-F018 a reference names a row that stands in no table; TEST-X008 the column of a
  /// required field or of the period is missing (an empty cell says that nothing is entered);
  /// STORE-R005 a period left blank; TEST-X011 a `must` that does not hold.
  Diagnostics look(const Plan& plan, Date today, const AddTables& add_tables) const;

  /// A value of a parameter from a day on.
  /// Errors  TEST-A006 no such parameter; CAMP-R008 no value of its type.
  Result<Done> set(const Plan& plan, std::string_view name, std::string_view value, Date from);

  /// True where an expression asks for what only this knows: a register, a parameter, a decision or
  /// a policy of the plan.
  static bool is_asked(const Plan& plan, std::string_view expression);
  /// True where it asks for figures that are counted from rows.
  static bool asks_measured(const Plan& plan, std::string_view expression);

  /// Of an expression on a day. `use` sees the outcome while the rows are there.
  /// Errors  those of plan/resolve.h, with places in the text; what is wrong in the rows.
  Result<Done> evaluate(const Plan& plan, Date as_of, std::string_view expression,
                        const AddTables& add_tables,
                        const std::function<void(const Outcome&)>& use) const;

  /// What was looked at where nothing was found: of each policy and register that an expression
  /// names, how many rows, and how many of them nobody can judge. Codes TEST-E006, TEST-E007.
  Diagnostics looked_at(const Plan& plan, Date as_of, std::string_view expression,
                        const AddTables& add_tables) const;

 private:
  struct ParameterChange {
    std::string name;
    std::string value;
    Date from;
  };
  using States = std::map<std::string, std::vector<RowState>>;
  /// The rows of all tables. Errors  of their cells and references.
  Result<States> states(const Plan& plan) const;
  void with_rows(const Plan& plan, const States& states, Date as_of, const AddTables& add_tables,
                 const std::function<void(Rows*)>& use) const;
  std::vector<Date> days_of_change(const Plan& plan, const States& states) const;
  ParameterValues parameters(const Plan& plan, Date as_of) const;
  std::vector<CaseStep> tables_;
  std::vector<ParameterChange> changes_;
};

}  // namespace fangan
