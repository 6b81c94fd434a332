// Covers: the words of the text that something in the plan stands for.
#pragma once

#include <string>
#include <vector>

#include "plan/check.h"

namespace fangan {

struct Cover {
  Citation citation;
  CoverageState state = CoverageState::bound;
  std::string block;
  std::string by;  ///< Of a narrative: who read it so.
};

/// Everything that stands for words of the text.
std::vector<Cover> covers_of(const Plan& plan);

}  // namespace fangan
