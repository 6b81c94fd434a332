#include <set>

#include "store/register_store.h"
#include "store/row_keeper.h"

namespace fangan {
namespace {

constexpr std::string_view day_setting = "registers_day";

using RowNumbers = std::set<std::pair<int64_t, int64_t>>;  ///< Register and row.

Result<Done> take_rows(Statement select, RowNumbers* rows) {
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) return Done{};
    rows->emplace(select.integer(0), select.integer(1));
  }
}

/// The rows that are others on `to` than on `from`.
Result<RowNumbers> changed_rows(const Database& database, const RegisterTables& tables, Date from,
                                Date to) {
  RowNumbers rows;
  if (to > from) {
    Statement select =
        database.prepare("SELECT register, row FROM register_pending WHERE day <= ?");
    select.bind(to.days_since_1970());
    const Result<Done> taken = take_rows(std::move(select), &rows);
    if (!taken) return taken.errors();
    return rows;
  }
  for (const RegisterTable* table : tables.every()) {
    const std::string found = "SELECT " + std::to_string(table->number) + ", row FROM ";
    Statement select =
        database.prepare(found + table->changes() + " WHERE holds_from > ?1 UNION " + found +
                         table->rows() + " WHERE first_entry IS NOT NULL AND since > ?1");
    select.bind(to.days_since_1970());
    const Result<Done> taken = take_rows(std::move(select), &rows);
    if (!taken) return taken.errors();
  }
  return rows;
}

}  // namespace

Result<std::optional<Date>> registers_day(const Database& database) {
  Statement select = database.prepare("SELECT value FROM setting WHERE key = ?");
  const Result<bool> row = select.bind(day_setting).step();
  if (!row) return row.errors();
  if (!row.value()) return std::optional<Date>();
  const Result<Date> day = Date::parse(select.text(0));
  if (!day) return day.errors();
  return std::optional<Date>(day.value());
}

Result<Done> advance_registers(const Database& database, const RegisterTables& tables, Date today) {
  const Result<std::optional<Date>> day = registers_day(database);
  if (!day) return day.errors();
  if (day.value() == today) return Done{};
  if (day.value()) {
    const Result<RowNumbers> rows = changed_rows(database, tables, *day.value(), today);
    if (!rows) return rows.errors();
    RowKeeper keeper(database, tables);
    for (const auto& [number, row] : rows.value()) {
      const Result<Done> folded = keeper.refold(*tables.find(number), row, today);
      if (!folded) return folded;
    }
  }
  Statement note = database.prepare("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)");
  return note.bind(day_setting).bind(today.print()).run();
}

}  // namespace fangan
