// Changed rows: which rows of a register were changed when, and which were taken away. All changes
// of one transaction bear one moment, which is that of its entry in the journal.
#pragma once

#include <set>
#include <vector>

#include "store/register_store.h"

namespace fangan {

/// The moments, in microseconds, at which the rows were changed that the scope takes today.
Result<std::set<int64_t>> change_moments(const Database& database, const RegisterTable& table,
                                         const RowScope& scope);

/// How many of those rows were changed at a moment.
Result<int64_t> count_changed(const Database& database, const RegisterTable& table,
                              const RowScope& scope, Moment at);

struct ChangedRow {
  int64_t row = 0;
  uint64_t version = 0;
  uint64_t last_version = 0;  ///< Of the row; more than `version`: it was changed again since.
};
/// What was changed at a moment, in the order of the rows; rows that were entered at it and never
/// changed since are not among them.
Result<std::vector<ChangedRow>> rows_changed(const Database& database, const RegisterTable& table,
                                             Moment at);

struct RemovedRow {
  StoredRow row;         ///< As it was just before; its version is the last of all.
  uint64_t version = 0;  ///< Of the change that took it away.
  Moment at;
  std::string actor;
};
/// Rows that are taken away as of today, the last one first.
Result<std::vector<RemovedRow>> removed_rows(const Database& database,
                                             const RegisterTables& tables,
                                             const RegisterTable& table, Date today);

}  // namespace fangan
