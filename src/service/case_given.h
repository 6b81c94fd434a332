// Case given: rows of a plan's own registers, as a case writes them.
//
// A table of a case is a sheet of campaign/row_sheets.h. `×` says how often a row stands there, and
// then `#` in its cells counts from 1. The rows stand in the store of the case before anything is
// done or asked, entered each from its day on.
#pragma once

#include <string>
#include <vector>

#include "service/case_file.h"
#include "service/row_loader.h"

namespace fangan {

class CaseGiven {
 public:
  /// The rows of a table. Nothing is added where it has errors; each stands at its cell.
  /// Errors  TEST-X006 `×` is no number; those of RowSheets.
  Diagnostics add(const Plan& plan, const CaseStep& given);

  /// Brings what was added since into the store, once all tables before an action or a question
  /// are there. Rules are held against a row on the day from which it is there, or today where that
  /// is later: as a page does that saves it. Choice: `warn` is not asked, for the page saves such a
  /// row, and a blank says that nothing is entered, be it required. Each error stands at its cell
  /// or table, and stands there once.
  /// Errors  CAMP-F018 a reference names a row that stands in no table; TEST-X008 the column of a
  /// required field or of the period is missing; STORE-R005 a key or period left blank; TEST-X011 a
  /// `must` that does not hold; others of RegisterWriter.
  Diagnostics store(Service* service, const Plan& plan);

  /// What the store calls a row that is given under that key or 编号; the word where none is.
  const std::string& id_of(const std::string& register_name, const std::string& word) const;

 private:
  std::vector<CaseStep> tables_;
  size_t stored_ = 0;  ///< So many of them are in the store.
  LoadedIds ids_;
};

}  // namespace fangan
