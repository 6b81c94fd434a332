// Draft case: what the reader of official texts finds, against tables.
#pragma once

#include "plan/draft.h"
#include "service/case_file.h"

namespace fangan {

/// One difference between a table and the draft. Units: `row` is an index into the table's rows;
/// the number of rows where the draft has more.
struct DraftDifference {
  size_t row = 0;
  std::string expected;
  std::string actual;
};

/// Compares the columns the table has, row by row; the table lists all.
std::vector<DraftDifference> compare_draft(const Draft& draft, const CaseStep& step);

}  // namespace fangan
