#include "store/change_days.h"

namespace fangan {

namespace {

/// Each change with its `columns`. The first one of a row that nobody changed since stands in the
/// row alone.
Statement select_changes(const Database& database, const RegisterTable& table,
                         const std::string& columns, Moment known_at) {
  const std::string known = " WHERE recorded <= ?1";
  Statement select = database.prepare("SELECT " + columns + " FROM " + table.changes() + known +
                                      " UNION SELECT " + columns + " FROM " + table.rows() + known);
  select.bind(known_at.microseconds);
  return select;
}

}  // namespace

Result<std::set<Date>> change_days(const Database& database, const RegisterTable& table,
                                   Moment known_at) {
  Statement select = select_changes(database, table, "holds_from", known_at);
  std::set<Date> days;
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return days;
    days.insert(Date::from_days(select.integer(0)));
  }
}

Result<std::map<Date, std::vector<int64_t>>> rows_by_day(const Database& database,
                                                         const RegisterTable& table,
                                                         Moment known_at) {
  Statement select = select_changes(database, table, "holds_from, row", known_at);
  std::map<Date, std::vector<int64_t>> rows;
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return rows;
    rows[Date::from_days(select.integer(0))].push_back(select.integer(1));
  }
}

}  // namespace fangan
