// Run cases: every case file below the given paths, against a fresh store each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text/result.h"

namespace fangan {

/// What came of a run. A row of a table is one check; a file that cannot be read is one failure.
struct CaseReport {
  int64_t passed = 0;
  int64_t failed = 0;
  Diagnostics diagnostics;  ///< In the order of the run; the errors of a plan before its cases.
  Sources sources;
};

/// Files are run as they are; folders give the .md files below them that begin with `---`.
/// Where a plan has errors none of its cases is run, and the first of the errors are told once.
/// Errors in the report  TEST-F..., TEST-X..., TEST-A... what a case says wrongly; TEST-E001,
/// TEST-E004, TEST-E005 another value; TEST-E002 another outcome; TEST-E003 another row of a draft;
/// TEST-F009 no such package; TEST-F010 no case files; TEST-F011 a file without cases; TEST-F012
/// the plan has errors.
CaseReport run_cases(const std::vector<std::string>& paths);

}  // namespace fangan
