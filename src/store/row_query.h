// Row query: filters, words, scope and order of a RowQuery as SQL over a table of rows.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store/register_cells.h"
#include "store/register_fold.h"
#include "store/register_store.h"

namespace fangan {

/// What a query is asked of. The table of rows is called `r` in what is made.
struct QuerySource {
  const RegisterTables& tables;
  const RegisterTable& table;
  /// The table that holds the rows of a register in the view.
  std::function<Result<std::string>(const RegisterTable&)> rows;
};

struct SqlCondition {
  std::string sql;           ///< Of parts joined by AND; empty: every row.
  std::vector<StoredCell> values;  ///< For its marks, in order.

  void add(const std::string& part);
  void bind(Statement* statement) const;
};

/// Filters and words. Errors  STORE-Q001 no such field; STORE-Q002 the field takes no such value.
Result<SqlCondition> write_condition(const QuerySource& source, const RowQuery& query);
/// Adds the scope; a scope that takes nothing gives a condition that is never true.
void add_scope(const RegisterTable& table, const RowScope& scope, SqlCondition* condition);
/// What stands behind ORDER BY, the id last. Errors  STORE-Q001.
Result<std::string> write_order(const QuerySource& source, const RowQuery& query);

}  // namespace fangan
