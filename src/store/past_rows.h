// Past rows: the rows of registers in a view whose rows stand in no table: another day than the
// store's, or with less known than there is.
//
// A row is as it is today where the view shows the same of its changes, and most rows are. Only the
// others are folded, into a temporary table of the shape of `rN`, and a view shows both. Who asks
// for no field, but which rows there are in their order, needs even fewer of them: those with
// another key, region or enterprise, and those that take their key or region from such a row.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "store/register_fold.h"
#include "store/row_keeper.h"

namespace fangan {

class PastRows {
 public:
  PastRows(const Database& database, const RegisterTables& tables, View view);
  ~PastRows();
  PastRows(const PastRows&) = delete;
  PastRows& operator=(const PastRows&) = delete;

  /// What is asked of the rows: row, id, region and subject; or any of their columns.
  enum class Need : uint8_t { identity, fields };
  /// The name of the view with the rows of a register, made when first asked for.
  Result<std::string> rows(const RegisterTable& table, Need need);
  /// Whether that view does not show the fields of a row as they were: one() does.
  bool is_stale(const RegisterTable& table, int64_t row) const;

  struct One {
    FoldedRow folded;
    RowIdentity identity;
  };
  /// None where the view does not show it.
  Result<std::optional<One>> one(const RegisterTable& table, int64_t row);
  /// RegisterTable::unnamed() where the view does not show it.
  Result<std::string> id_of(const RegisterTable& table, int64_t row);

 private:
  /// The rows of which the view shows other changes than there are today, in their order.
  struct Differing {
    std::vector<int64_t> rows;
    bool are_folded = false;
  };

  Result<std::optional<RowIdentity>> known(const RegisterTable& table, int64_t row);
  Result<Done> prepare(const RegisterTable& table, std::vector<const RegisterTable*>* with);
  Result<Done> find_differing(const RegisterTable& table);
  Result<bool> pass_on(const RegisterTable& table);
  Result<Done> replace(const RegisterTable& table, const std::vector<int64_t>& rows);
  Result<Done> fold_replaced(const RegisterTable& table);
  std::string shown_first() const;
  std::vector<std::pair<size_t, const RegisterTable*>> needed(const RegisterTable& table) const;

  const Database& database_;
  const RegisterTables& tables_;
  View view_;
  RowKeeper keeper_;
  uint64_t reader_;  ///< Names its temporary tables.
  std::map<int64_t, Differing> differing_;  ///< By register, of those prepared.
  std::set<std::pair<int64_t, int64_t>> under_way_;
  std::map<std::pair<int64_t, int64_t>, std::optional<RowIdentity>> identities_;  ///< Found before.
};

}  // namespace fangan
