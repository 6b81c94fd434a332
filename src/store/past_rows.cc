#include "store/past_rows.h"

#include <algorithm>
#include <atomic>

#include "store/register_store.h"

namespace fangan {
namespace {

/// Readers of several days may look from one snapshot, each at tables of its own.
std::atomic<uint64_t> next_reader{1};

/// The view that shows the rows.
std::string view_name(uint64_t reader, const RegisterTable& table) {
  return "temp.past_" + std::to_string(reader) + "_" + std::to_string(table.number);
}

/// Rows as they were.
std::string folded_name(uint64_t reader, const RegisterTable& table) {
  return view_name(reader, table) + "_folded";
}

/// Rows that are not shown as they are today; `waits`: its fold is still to be made.
std::string replaced_name(uint64_t reader, const RegisterTable& table) {
  return view_name(reader, table) + "_replaced";
}

std::string drop_sql(uint64_t reader, const RegisterTable& table) {
  return "DROP VIEW IF EXISTS " + view_name(reader, table) + ";\nDROP TABLE IF EXISTS " +
         folded_name(reader, table) + ";\nDROP TABLE IF EXISTS " + replaced_name(reader, table) +
         ";\n";
}

/// The columns that say what a row is called and whose it is.
std::vector<size_t> identity_columns(const RegisterTable& table) {
  std::vector<size_t> columns = table.key;
  if (table.region.kind != RowOrigin::Kind::none) columns.push_back(table.region.column);
  if (table.subject.kind == RowOrigin::Kind::reference) columns.push_back(table.subject.column);
  return columns;
}

}  // namespace

PastRows::PastRows(const Database& database, const RegisterTables& tables, View view)
    : database_(database),
      tables_(tables),
      view_(view),
      keeper_(database, tables),
      reader_(next_reader++) {}

PastRows::~PastRows() {
  for (const auto& [number, differing] : differing_) {
    const Result<Done> dropped = database_.execute(drop_sql(reader_, *tables_.find(number)));
    (void)dropped;  // It goes with the connection at the latest.
  }
}

/// The references that give a row a part of its key, or its region.
std::vector<std::pair<size_t, const RegisterTable*>> PastRows::needed(
    const RegisterTable& table) const {
  std::vector<size_t> columns = table.key;
  if (table.region.kind == RowOrigin::Kind::reference) columns.push_back(table.region.column);
  std::vector<std::pair<size_t, const RegisterTable*>> needed;
  for (const size_t index : columns) {
    const RegisterColumn& column = table.columns[index];
    if (column.kind != FieldKind::reference) continue;
    needed.emplace_back(index, tables_.find(column.target));
  }
  return needed;
}

/// A row with nothing but its first change is shown if that change is.
std::string PastRows::shown_first() const {
  return "(first_entry IS NULL OR (since <= " + std::to_string(view_.as_of.days_since_1970()) +
         " AND recorded <= " + std::to_string(view_.known_at.microseconds) + "))";
}

Result<std::string> PastRows::rows(const RegisterTable& table, Need need) {
  std::vector<const RegisterTable*> with;
  const Result<Done> prepared = prepare(table, &with);
  if (!prepared) return prepared.errors();
  // Registers may take keys from one another in a circle.
  for (bool goes_on = !with.empty(); goes_on;) {
    goes_on = false;
    for (const RegisterTable* each : with) {
      const Result<bool> passed = pass_on(*each);
      if (!passed) return passed.errors();
      goes_on = goes_on || passed.value();
    }
  }
  Differing& differing = differing_[table.number];
  if (need == Need::fields && !differing.are_folded) {
    const Result<Done> replaced = replace(table, differing.rows);
    if (!replaced) return replaced.errors();
    differing.are_folded = true;
  }
  const Result<Done> folded = fold_replaced(table);
  if (!folded) return folded.errors();
  return view_name(reader_, table);
}

bool PastRows::is_stale(const RegisterTable& table, int64_t row) const {
  const auto found = differing_.find(table.number);
  if (found == differing_.end() || found->second.are_folded) return false;
  const std::vector<int64_t>& rows = found->second.rows;
  return std::binary_search(rows.begin(), rows.end(), row);
}

/// The tables of a register and of those it takes keys and regions from; `with` gets the new ones.
Result<Done> PastRows::prepare(const RegisterTable& table,
                               std::vector<const RegisterTable*>* with) {
  if (!differing_.emplace(table.number, Differing()).second) return Done{};
  with->push_back(&table);
  const std::string columns = row_columns(table);
  const std::string view = view_name(reader_, table);
  const std::string folded = folded_name(reader_, table);
  const std::string replaced = replaced_name(reader_, table);
  // Only where both sides of the view have columns of the same types does the library look through
  // it, instead of reading every column of every row.
  const Result<Done> made = database_.execute(
      "CREATE TABLE " + folded + " AS SELECT " + columns + " FROM main." + table.rows() +
      " WHERE 0;\nCREATE UNIQUE INDEX " + folded + "_row ON " + folded.substr(5) +
      " (row);\nCREATE TABLE " + replaced +
      " (row INTEGER PRIMARY KEY, waits INTEGER NOT NULL);\nCREATE VIEW " + view +
      " AS SELECT " + columns + " FROM main." + table.rows() + " WHERE " + shown_first() +
      " AND row NOT IN (SELECT row FROM " + replaced + ") UNION ALL SELECT " + columns +
      " FROM " + folded);
  if (!made) return made;
  const Result<Done> found = find_differing(table);
  if (!found) return found;
  for (const auto& [column, other] : needed(table)) {
    const Result<Done> prepared = prepare(*other, with);
    if (!prepared) return prepared;
  }
  return Done{};
}

/// Changes that are shown today and not in the view, or the other way round.
Result<Done> PastRows::find_differing(const RegisterTable& table) {
  const Result<std::optional<Date>> day = registers_day(database_);
  if (!day) return day.errors();
  const std::string as_of = std::to_string(view_.as_of.days_since_1970());
  const std::string today =
      std::to_string(day.value().value_or(view_.as_of).days_since_1970());
  const std::string is_shown = "(holds_from <= " + as_of + " AND recorded <= " +
                               std::to_string(view_.known_at.microseconds) + ")";
  Statement select = database_.prepare("SELECT row, version, set_fields, removed, " + is_shown +
                                       " FROM " + table.changes() + " WHERE " + is_shown +
                                       " <> (holds_from <= " + today + ") ORDER BY row, version");
  Statement insert = database_.prepare("INSERT OR IGNORE INTO " + replaced_name(reader_, table) +
                                       " (row, waits) VALUES (?, ?)");
  const std::vector<size_t> columns = identity_columns(table);
  std::vector<int64_t>& rows = differing_[table.number].rows;
  StoredRowChange change;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) return Done{};
    const int64_t row = select.integer(0);
    if (rows.empty() || rows.back() != row) rows.push_back(row);
    change.mask.assign(select.text_view(2));
    const bool is_first = select.integer(1) == 1;
    const bool is_other =
        is_first || !select.is_null(3) ||
        std::any_of(columns.begin(), columns.end(),
                    [&](size_t index) { return change.sets(table.columns[index]); });
    if (!is_other) continue;
    // A row whose first change is not shown is not there: nothing holds from before it.
    const bool is_gone = is_first && select.integer(4) == 0;
    const Result<Done> noted = insert.reset().bind(row).bind(int64_t{is_gone ? 0 : 1}).run();
    if (!noted) return noted;
  }
}

/// Rows that take a key or region from a row that is not as today; whether there were any new ones.
Result<bool> PastRows::pass_on(const RegisterTable& table) {
  bool has_more = false;
  for (const auto& [index, other] : needed(table)) {
    const std::string column = table.column(index);
    const std::string begin = "INSERT OR IGNORE INTO " + replaced_name(reader_, table) +
                              " (row, waits) SELECT row, 1 FROM " + table.rows() + " WHERE " +
                              shown_first() + " AND " + column;
    for (const std::string& is_other :
         {" IN (SELECT row FROM " + replaced_name(reader_, *other) + ")",
          " IN (SELECT row FROM " + other->rows() + " WHERE NOT " + shown_first() + ")"}) {
      const Result<Done> added = database_.execute(begin + is_other);
      if (!added) return added.errors();
      Statement count = database_.prepare("SELECT changes()");
      const Result<bool> row = count.step();
      if (!row) return row.errors();
      has_more = has_more || count.integer(0) > 0;
    }
  }
  return has_more;
}

Result<Done> PastRows::replace(const RegisterTable& table, const std::vector<int64_t>& rows) {
  Statement insert = database_.prepare("INSERT OR IGNORE INTO " + replaced_name(reader_, table) +
                                       " (row, waits) VALUES (?, 1)");
  for (const int64_t row : rows) {
    const Result<Done> noted = insert.reset().bind(row).run();
    if (!noted) return noted;
  }
  return Done{};
}

Result<Done> PastRows::fold_replaced(const RegisterTable& table) {
  Statement select =
      database_.prepare("SELECT row FROM " + replaced_name(reader_, table) + " WHERE waits = 1");
  Statement insert = database_.prepare("INSERT INTO " + folded_name(reader_, table) + " VALUES (" +
                                       marks(row_column_count(table)) + ")");
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) break;
    const int64_t row = select.integer(0);
    const Result<std::optional<One>> found = one(table, row);
    if (!found) return found.errors();
    if (!found.value()) continue;
    const RowIdentity& identity = found.value()->identity;
    insert.reset().bind(row).bind_kept(identity.id);
    bind_stored(identity.region, &insert);
    bind_stored(identity.subject, &insert);
    bind_folded(found.value()->folded, &insert);
    const Result<Done> added = insert.run();
    if (!added) return added;
  }
  return database_.execute("UPDATE " + replaced_name(reader_, table) +
                           " SET waits = 0 WHERE waits = 1");
}

Result<std::optional<RowIdentity>> PastRows::known(const RegisterTable& table, int64_t row) {
  // A row that leads back to itself has no key that could be written.
  if (under_way_.count({table.number, row}) > 0) return std::optional<RowIdentity>();
  // Many rows refer to few. One whose own key rests on others may differ by who asks, in a circle.
  const bool is_kept = needed(table).empty();
  const auto kept = identities_.find({table.number, row});
  if (is_kept && kept != identities_.end()) return kept->second;
  Result<std::optional<One>> found = one(table, row);
  if (!found) return found.errors();
  std::optional<RowIdentity> identity;
  if (found.value()) identity = std::move(found.value()->identity);
  constexpr size_t identities_max = 100'000;
  if (identities_.size() >= identities_max) identities_.clear();
  if (is_kept) identities_.emplace(std::pair(table.number, row), identity);
  return identity;
}

Result<std::string> PastRows::id_of(const RegisterTable& table, int64_t row) {
  const Result<std::optional<RowIdentity>> found = known(table, row);
  if (!found) return found.errors();
  return found.value() ? found.value()->id : table.unnamed(row);
}

Result<std::optional<PastRows::One>> PastRows::one(const RegisterTable& table, int64_t row) {
  const Result<std::vector<StoredRowChange>> changes = keeper_.changes(table, row);
  if (!changes) return changes.errors();
  One one;
  fold(table, changes.value(), view_, &one.folded);
  if (!one.folded.there()) return std::optional<One>();
  under_way_.insert({table.number, row});
  Result<RowIdentity> identity =
      row_identity(tables_, table, row, one.folded.cells, one.folded.period,
                   [this](const RegisterTable& other, int64_t number) {
                     return known(other, number);
                   });
  under_way_.erase({table.number, row});
  if (!identity) return identity.errors();
  one.identity = std::move(identity).value();
  return std::optional<One>(std::move(one));
}

}  // namespace fangan
