// Lint: faults and doubts of the official text itself, found by general rules.
//
// A lint never says what the text should mean; it says what a person has to look at, where, and
// why. Its findings are warnings (LINT-xxx) and doubts, each with both places when two disagree.
#pragma once

#include <vector>

#include "plan/draft.h"

namespace fangan {

struct Finding {
  std::string code;                ///< "LINT-004"
  Severity severity = Severity::warning;
  Place place;                     ///< The cause.
  std::vector<Place> related;
  std::vector<Fact> facts;
};

/// All findings, sorted by place. Needs a whole Draft.
std::vector<Finding> lint(const Draft& draft, const Lexicon& lexicon);

}  // namespace fangan
