// Past rows: the rows of registers in a view whose rows stand in no table: another day than the
// store's, or with less known than there is.
//
// A whole register is folded into a temporary table of the shape of `rN`, with the registers it
// takes keys and regions from before it. Where it takes none, rows that nobody changed since they
// were entered are shown as they stand, and only the others are folded. One row alone is folded by
// itself.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "store/register_fold.h"
#include "store/row_keeper.h"

namespace fangan {

class PastRows {
 public:
  PastRows(const Database& database, const RegisterTables& tables, View view);
  ~PastRows();
  PastRows(const PastRows&) = delete;
  PastRows& operator=(const PastRows&) = delete;

  /// The name of the table with the rows of a register, made when first asked for.
  Result<std::string> rows(const RegisterTable& table);

  struct One {
    FoldedRow folded;
    RowIdentity identity;
  };
  /// None where the view does not show it.
  Result<std::optional<One>> one(const RegisterTable& table, int64_t row);
  /// RegisterTable::unnamed() where the view does not show it.
  Result<std::string> id_of(const RegisterTable& table, int64_t row);

 private:
  Result<std::optional<RowIdentity>> known(const RegisterTable& table, int64_t row);
  Result<Done> fold_register(const RegisterTable& table);
  Result<Done> fill(const RegisterTable& table, HistoryOf what);
  std::string unchanged_sql(const RegisterTable& table) const;
  std::vector<const RegisterTable*> needed(const RegisterTable& table) const;

  const Database& database_;
  const RegisterTables& tables_;
  View view_;
  RowKeeper keeper_;
  std::set<int64_t> folded_;
  std::set<std::pair<int64_t, int64_t>> under_way_;
};

}  // namespace fangan
