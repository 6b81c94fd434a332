// Data problem: what is wrong with what somebody wanted to store.
#pragma once

#include <utility>
#include <vector>

#include "text/diagnostic.h"

namespace fangan {

inline Diagnostic data_problem(const char* code, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.fault = Fault::data;
  return diagnostic;
}

}  // namespace fangan
