// Rule reach: everything that a rule names, itself or through what it names.
//
// Names are followed by what they may mean, also behind dots: rather a word too many than one too
// few, because what is reached is computed again, and what is not is taken to stay as it was.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "plan/registers_read.h"

namespace fangan {

struct RuleReach {
  std::set<const Formula*> formulas;  ///< Those of the rule among them.
  std::set<std::string> words;        ///< Every name that stands in them.
  std::set<std::string> registers;    ///< Whose rows they may read.
  /// Figures, ledgers, circulars: what reads as a register and is computed outside of Rows.
  bool computed_tables = false;
  bool figures = false;  ///< Figures among them: another day, another figure.
};

RuleReach reach_of(const Plan& plan, std::vector<const Formula*> rule);

}  // namespace fangan
