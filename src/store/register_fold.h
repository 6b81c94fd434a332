// Register fold: what the changes of a row come to in a view, and how `rN` and `rN_change` are read
// and written.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/records.h"
#include "store/register_cells.h"
#include "store/sqlite.h"

namespace fangan {

/// A row as its changes make it, before references are followed.
struct FoldedRow {
  bool begun = false;  ///< The view shows a change of it.
  bool removed = false;
  uint64_t version = 0;  ///< The highest of the changes shown.
  Date since;
  Date holds_from;
  Moment recorded;
  std::string actor;
  StoredCell period;
  StoredCell state;
  StoredCell entered;  ///< `STATE=DAY;` for each state, days since 1970.
  StoredCell source;
  StoredCell nature;
  std::vector<StoredCell> cells;  ///< As RegisterTable::columns.

  bool there() const { return begun && !removed; }
};

/// `changes` are of one row, in the order of their versions.
void fold(const RegisterTable& table, std::span<const StoredRowChange> changes, const View& view,
          FoldedRow* row);

/// The view of a day with all that was ever recorded.
View all_known(Date day);

/// The states with their days, from FoldedRow::entered.
std::vector<std::pair<std::string, Date>> entered_states(std::string_view text);

/// The columns of `rN_change`, for INSERT.
std::string change_columns(const RegisterTable& table);
enum class HistoryOf : uint8_t { all, row };
/// Every change in the order of row and version, or those of row ?1: from `rN_change`,
/// and the first changes that stand in their rows.
std::string history_sql(const RegisterTable& table, HistoryOf what);
/// One row of it.
void read_change(const Statement& select, const RegisterTable& table, StoredRowChange* change);
void bind_change(const StoredRowChange& change, Statement* insert);
std::string marks(size_t count);  ///< "?,?,?"
size_t change_column_count(const RegisterTable& table);

/// The columns of `rN`: row id region subject, then what fold() gives.
std::string row_columns(const RegisterTable& table);
size_t row_column_count(const RegisterTable& table);
/// Those that fold() gives.
void bind_folded(const FoldedRow& row, Statement* statement);
/// As the days of FoldedRow::entered are written.
std::string entered_state(std::string_view state, Date day);
void read_folded(const Statement& select, const RegisterTable& table, int first, FoldedRow* row);
constexpr int first_folded_column = 4;

void read_stored(const Statement& select, int column, FieldKind kind, StoredCell* cell);
void bind_stored(const StoredCell& cell, Statement* statement);

}  // namespace fangan
