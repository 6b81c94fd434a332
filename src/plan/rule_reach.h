// Rule reach: everything that a rule names, itself or through what it names.
//
// Names are followed by what they may mean, also behind dots: rather a word too many than one too
// few, because what is reached is computed again, and what is not is taken to stay as it was.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "plan/plan.h"

namespace fangan {

struct RuleReach {
  std::set<const Formula*> formulas;  ///< Those of the rule among them.
  std::set<std::string> words;        ///< Every name that stands in them.
  std::set<std::string> registers;    ///< Whose rows they may read.
  /// Figures, ledgers, circulars: what reads as a register and is computed outside of Rows.
  bool computed_tables = false;
  bool figures = false;  ///< Figures among them: another day, another figure.
};

/// Of formulas that stand on rows of any register.
RuleReach reach_of(const Plan& plan, const std::vector<const Formula*>& rule);

/// What the figures of a target are counted from: what its formulas and its split reach, the grades
/// of rows, and what says whose a row is and how it is called. Its registers are those a change can
/// come from that changes the figures; 分解 and 进展 are not told among them.
RuleReach reach_of_figures(const Plan& plan, const Target& target);

/// What a target's figure rests on besides the registers that its measure counts by their names:
/// the rows that conditions, derived fields, decisions and the like list for themselves. Of these
/// nobody asks whose they are.
struct RowsBeside {
  std::set<std::string> registers;
  bool computed_tables = false;  ///< Shares, reports, figures, ledgers: named anywhere.
};
RowsBeside rows_beside(const Plan& plan, const Target& target);

/// The formulas that say who gets what by a policy.
std::vector<const Formula*> formulas_of(const Policy& policy);

}  // namespace fangan
