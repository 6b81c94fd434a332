#include "store/changed_rows.h"

#include <algorithm>

#include "store/register_fold.h"
#include "store/row_keeper.h"
#include "store/row_query.h"

namespace fangan {
namespace {

/// The condition that a row `r` is one of the scope's.
SqlCondition condition_of(const RegisterTable& table, const RowScope& scope) {
  SqlCondition condition;
  add_scope(table, scope, &condition);
  if (scope.all) condition.add("1");
  return condition;
}

/// The change that took the row away, where it is away on that day; nullptr: it is there.
const StoredRowChange* removal(const std::vector<StoredRowChange>& changes, Date today) {
  const StoredRowChange* last = nullptr;
  for (const StoredRowChange& change : changes) {
    if (!change.removed || change.holds_from > today) continue;
    const bool is_later = last == nullptr || change.holds_from > last->holds_from ||
                          (change.holds_from == last->holds_from &&
                           change.version > last->version);
    if (is_later) last = &change;
  }
  return last != nullptr && *last->removed ? last : nullptr;
}

}  // namespace

Result<std::set<int64_t>> change_moments(const Database& database, const RegisterTable& table,
                                         const RowScope& scope) {
  const SqlCondition condition = condition_of(table, scope);
  const std::string rows = " FROM " + table.rows() + " AS r WHERE " + condition.sql;
  Statement select =
      database.prepare("SELECT recorded" + rows + " UNION SELECT recorded FROM " +
                       table.changes() + " WHERE row IN (SELECT r.row" + rows + ")");
  condition.bind(&select);
  condition.bind(&select);
  std::set<int64_t> moments;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) return moments;
    moments.insert(select.integer(0));
  }
}

Result<int64_t> count_changed(const Database& database, const RegisterTable& table,
                              const RowScope& scope, Moment at) {
  const SqlCondition condition = condition_of(table, scope);
  Statement select = database.prepare(
      "SELECT count(*) FROM " + table.rows() + " AS r WHERE (r.recorded = ? OR r.row IN (SELECT "
      "row FROM " + table.changes() + " WHERE recorded = ?)) AND " + condition.sql);
  select.bind(at.microseconds).bind(at.microseconds);
  condition.bind(&select);
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  return select.integer(0);
}

Result<std::vector<ChangedRow>> rows_changed(const Database& database, const RegisterTable& table,
                                             Moment at) {
  const std::string changes = table.changes();
  Statement select = database.prepare("SELECT row, max(version), (SELECT max(version) FROM " +
                                      changes + " AS later WHERE later.row = " + changes +
                                      ".row) FROM " + changes +
                                      " WHERE recorded = ? GROUP BY row ORDER BY row");
  select.bind(at.microseconds);
  std::vector<ChangedRow> rows;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) return rows;
    rows.push_back({select.integer(0), static_cast<uint64_t>(select.integer(1)),
                    static_cast<uint64_t>(select.integer(2))});
  }
}

Result<std::vector<RemovedRow>> removed_rows(const Database& database,
                                             const RegisterTables& tables,
                                             const RegisterTable& table, Date today) {
  Statement select = database.prepare("SELECT DISTINCT row FROM " + table.changes() +
                                      " WHERE removed = 1 AND row NOT IN (SELECT row FROM " +
                                      table.rows() + ")");
  RowKeeper keeper(database, tables);
  std::vector<RemovedRow> rows;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) break;
    const int64_t number = select.integer(0);
    const Result<std::vector<StoredRowChange>> changes = keeper.changes(table, number);
    if (!changes) return changes.errors();
    const StoredRowChange* last = removal(changes.value(), today);
    if (last == nullptr) continue;
    RemovedRow removed;
    removed.version = last->version;
    removed.at = last->recorded;
    removed.actor = last->actor;
    RegisterReader before(database, tables, View{today, Moment{last->recorded.microseconds - 1}});
    Result<std::optional<StoredRow>> row = before.row(table, number);
    if (!row) return row.errors();
    if (!row.value()) continue;  // It was taken away for a day on which it was not there yet.
    removed.row = std::move(*row.value());
    removed.row.version = changes.value().back().version;
    rows.push_back(std::move(removed));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const RemovedRow& left, const RemovedRow& right) {
    return left.at.microseconds > right.at.microseconds;
  });
  return rows;
}

}  // namespace fangan
