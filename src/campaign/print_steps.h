// Print steps: why a rule came to what it did as lines of text, each step with its row, what it
// came to and where its clause stands, below it the cells and versions of parameters it read.
#pragma once

#include <string>

#include "campaign/rule_steps.h"
#include "text/messages.h"

namespace fangan {

struct PrintedRule {
  std::string name;
  Citation citation;
  const Formula& formula;
  Value record = {};
};

/// Parameters have the values of the plan's file on the day of `rows`.
std::string print_steps(Rows* rows, const PrintedRule& rule, Language language);

}  // namespace fangan
