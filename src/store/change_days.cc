#include "store/change_days.h"

namespace fangan {

Result<std::set<Date>> change_days(const Database& database, const RegisterTable& table,
                                   Moment known_at) {
  // The first change of a row that nobody changed since stands in the row alone.
  const std::string known = " WHERE recorded <= ?1";
  Statement select = database.prepare("SELECT holds_from FROM " + table.changes() + known +
                                      " UNION SELECT holds_from FROM " + table.rows() + known);
  select.bind(known_at.microseconds);
  std::set<Date> days;
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return days;
    days.insert(Date::from_days(select.integer(0)));
  }
}

}  // namespace fangan
