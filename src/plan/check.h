// Check: from the files of a package to a Plan, or to what is wrong with them.
//
// No error hides another: every file is read, every block is checked, and only then is the outcome
// decided. Errors carry file, line, column and the path of headings.
#pragma once

#include <optional>
#include <string_view>

#include "plan/lint.h"
#include "plan/plan.h"

namespace fangan {

/// A plan, or none; with diagnostics either way (warnings and doubts do not stop a plan).
struct Checked {
  std::optional<Plan> plan;
  /// Where there are errors: the plan as far as it was read, when all of its text was. Only for
  /// what is said of the text: lint, coverage, the comparison.
  std::optional<Plan> unfinished;
  Sources sources;             ///< For rendering where there is no plan.
  Diagnostics diagnostics;     ///< Sorted by position.
};

/// `shared_agencies`: units that other packages of the same store already know (may be empty).
Checked check(const Package& package, const std::vector<Agency>& shared_agencies = {});

/// Compares the official text with the original, line by line, as language.md section 1 forgives.
/// Errors  PLAN-V001 a line differs (first differing character marked); PLAN-V002 a line is
/// missing; PLAN-V003 a line too many.
Diagnostics compare_verbatim(const Plan& plan, std::string_view original);

/// The findings of the official text, as diagnostics with places in the package's files. A number
/// without a date is no finding where a block or a narrative has read it.
Diagnostics lint_plan(const Plan& plan);

enum class CoverageState : uint8_t { unassigned, bound, narrative };

/// One sentence of official text and what stands for it. Units: code points of the line.
struct CoveredSentence {
  uint32_t file = 0;
  uint32_t text_line = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  CoverageState state = CoverageState::unassigned;
  std::vector<std::string> blocks;
  std::string by;               ///< Of a narrative: who read it so.
};

struct Coverage {
  int64_t characters = 0;
  int64_t bound = 0;
  int64_t narrative = 0;
  int64_t unassigned = 0;
  std::vector<CoveredSentence> sentences;
};

Coverage coverage(const Plan& plan);

}  // namespace fangan
