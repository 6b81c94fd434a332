// Rows since: which rows of the registers of a plan were written after an entry of the journal.
#pragma once

#include <vector>

#include "store/register_store.h"

namespace fangan {

struct RowsSince {
  int64_t entry = 0;  ///< The last of the journal.
  struct Row {
    const RegisterTable* table = nullptr;
    int64_t row = 0;

    bool operator==(const Row&) const = default;
  };
  std::vector<Row> rows;  ///< Each once.
  /// Rows are not told one by one: so many were written at once that the journal does not name
  /// them, or the snapshot is older than the entry.
  bool are_too_many = false;
};

/// After `entry`; 0: of none, only what the last entry is.
Result<RowsSince> rows_since(const Database& database, const RegisterTables& tables,
                             int64_t entry);

}  // namespace fangan
