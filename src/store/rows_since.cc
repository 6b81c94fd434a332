#include "store/rows_since.h"

#include <algorithm>
#include <charconv>

#include "value/json.h"

namespace fangan {
namespace {

/// Whoever reads more of them one by one reads a register sooner.
constexpr size_t rows_max = 2'000;

int64_t number_in(const Json& json) {
  int64_t number = 0;
  const std::string& text = json.text();
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// A register that all plans share is written by any of them.
const RegisterTable* table_of(const RegisterTables& tables, const std::string& package,
                              const std::string& name) {
  const RegisterTable* table = tables.find(name);
  const bool is_ours =
      table != nullptr && (table->package.empty() || package == tables.plan().header.name);
  return is_ours ? table : nullptr;
}

}  // namespace

Result<RowsSince> rows_since(const Database& database, const RegisterTables& tables,
                             int64_t entry) {
  RowsSince since;
  Statement last = database.prepare("SELECT coalesce(max(id), 0) FROM journal");
  const Result<bool> any = last.step();
  if (!any) return any.errors();
  since.entry = last.integer(0);
  since.are_too_many = since.entry < entry;
  if (entry == 0 || since.entry <= entry) return since;
  Statement select = database.prepare(
      "SELECT package, register, after FROM journal WHERE id > ? ORDER BY id");
  select.bind(entry);
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) return since;
    const RegisterTable* table = table_of(tables, select.text(0), select.text(1));
    if (table == nullptr || select.text_view(2).empty()) continue;
    const Result<Json> after = parse_json(select.text(2));
    // Entries of another kind, such as that somebody looked at a masked value, write no rows.
    if (!after || after.value()["digests"].is_null()) continue;
    const Json& changes = after.value()["changes"];
    for (const Json& change : changes.items()) {
      const RowsSince::Row row{table, number_in(change["row"])};
      const bool is_new = std::find(since.rows.begin(), since.rows.end(), row) == since.rows.end();
      if (is_new) since.rows.push_back(row);
    }
    since.are_too_many = changes.is_null() || since.rows.size() > rows_max;
    if (since.are_too_many) return since;
  }
}

}  // namespace fangan
