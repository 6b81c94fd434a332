#include "store/past_rows.h"

#include <algorithm>

namespace fangan {
namespace {

/// The view that shows the rows, over a table of those that were folded.
std::string temporary_name(const RegisterTable& table) {
  return "temp.past_" + std::to_string(table.number);
}

std::string folded_name(const RegisterTable& table) {
  return temporary_name(table) + "_folded";
}

std::string drop_sql(const RegisterTable& table) {
  return "DROP VIEW IF EXISTS " + temporary_name(table) + ";\nDROP TABLE IF EXISTS " +
         folded_name(table) + ";\n";
}

/// Looks rows up in the temporary tables of other registers.
class TemporaryIdentity {
 public:
  TemporaryIdentity(const Database& database, const RegisterTables& tables,
                    const RegisterTable& table, const std::set<int64_t>& folded)
      : database_(database), tables_(tables), table_(table), folded_(folded) {}

  RowIdentity of(int64_t row, const FoldedRow& folded) {
    RowIdentity identity;
    identity.id = row_key(table_, row, folded.period, [&](size_t index) -> std::string {
      const RegisterColumn& column = table_.columns[index];
      const Cell& cell = folded.cells[index];
      if (column.kind != FieldKind::reference || cell.is_null()) {
        return cell_text(tables_, table_, column, cell);
      }
      Statement* select = other(column.target);
      if (select == nullptr || !find(select, cell.integer)) {
        return tables_.find(column.target)->unnamed(cell.integer);
      }
      return select->text(0);
    });
    const RowOrigin& region = table_.region;
    if (region.kind == RowOrigin::Kind::own) {
      identity.region = folded.cells[region.column];
    } else if (region.kind == RowOrigin::Kind::reference &&
               !folded.cells[region.column].is_null()) {
      Statement* select = other(table_.columns[region.column].target);
      if (select != nullptr && find(select, folded.cells[region.column].integer)) {
        read_stored(*select, 1, FieldKind::text, &identity.region);
      }
    }
    const RowOrigin& subject = table_.subject;
    if (subject.kind == RowOrigin::Kind::own) identity.subject.set(row);
    if (subject.kind == RowOrigin::Kind::reference) {
      identity.subject = folded.cells[subject.column];
    }
    return identity;
  }

 private:
  static bool find(Statement* select, int64_t row) {
    const Result<bool> found = select->reset().bind(row).step();
    return found && found.value();
  }

  /// nullptr: its rows are not there yet, because it leads back here.
  Statement* other(int64_t number) {
    if (folded_.count(number) == 0) return nullptr;
    std::optional<Statement>& select = selects_[number];
    if (!select) {
      select.emplace(database_.prepare("SELECT id, region FROM " +
                                       temporary_name(*tables_.find(number)) + " WHERE row = ?"));
    }
    return &*select;
  }

  const Database& database_;
  const RegisterTables& tables_;
  const RegisterTable& table_;
  const std::set<int64_t>& folded_;
  std::map<int64_t, std::optional<Statement>> selects_;
};

}  // namespace

PastRows::PastRows(const Database& database, const RegisterTables& tables, View view)
    : database_(database), tables_(tables), view_(view), keeper_(database, tables) {}

PastRows::~PastRows() {
  for (const int64_t number : folded_) {
    const Result<Done> dropped = database_.execute(drop_sql(*tables_.find(number)));
    (void)dropped;  // It goes with the connection at the latest.
  }
}

/// The registers whose rows must be there before: those of keys and regions.
std::vector<const RegisterTable*> PastRows::needed(const RegisterTable& table) const {
  std::vector<const RegisterTable*> needed;
  const auto add = [&](size_t index) {
    const RegisterColumn& column = table.columns[index];
    if (column.kind == FieldKind::reference) needed.push_back(tables_.find(column.target));
  };
  for (const size_t index : table.key) add(index);
  if (table.region.kind == RowOrigin::Kind::reference) add(table.region.column);
  return needed;
}

Result<std::string> PastRows::rows(const RegisterTable& table) {
  const Result<Done> folded = fold_register(table);
  if (!folded) return folded.errors();
  return temporary_name(table);
}

Result<Done> PastRows::fold_register(const RegisterTable& table) {
  if (folded_.count(table.number) > 0) return Done{};
  if (!under_way_.insert({table.number, 0}).second) return Done{};
  Result<Done> done = Done{};
  for (const RegisterTable* before : needed(table)) {
    done = fold_register(*before);
    if (!done) break;
  }
  // Of a register that takes nothing from others, a row without changes is as it was.
  const bool stands_alone = needed(table).empty();
  if (done) {
    std::string columns = row_columns(table);
    columns.replace(0, 3, "row INTEGER PRIMARY KEY");
    done = database_.execute(drop_sql(table) + "CREATE TABLE " + folded_name(table) + " (" +
                             columns + ")");
  }
  if (done) done = fill(table, stands_alone ? HistoryOf::changed_rows : HistoryOf::all);
  if (done) {
    done = database_.execute("CREATE TEMP VIEW past_" + std::to_string(table.number) + " AS " +
                             (stands_alone ? unchanged_sql(table) + " UNION ALL " : "") +
                             "SELECT " + row_columns(table) + " FROM " + folded_name(table));
  }
  if (done) folded_.insert(table.number);
  under_way_.erase({table.number, 0});
  return done;
}

/// Rows that nobody changed since they were entered, as far as the view shows them.
std::string PastRows::unchanged_sql(const RegisterTable& table) const {
  return "SELECT " + row_columns(table) + " FROM " + table.rows() +
         " WHERE first_entry IS NOT NULL AND since <= " +
         std::to_string(view_.as_of.days_since_1970()) +
         " AND recorded <= " + std::to_string(view_.known_at.microseconds) +
         " AND NOT EXISTS (SELECT 1 FROM " + table.changes() +
         " AS change WHERE change.row = " + table.rows() + ".row)";
}

Result<Done> PastRows::fill(const RegisterTable& table, HistoryOf what) {
  TemporaryIdentity identities(database_, tables_, table, folded_);
  Statement insert = database_.prepare("INSERT INTO " + folded_name(table) + " VALUES (" +
                                       marks(row_column_count(table)) + ")");
  Statement select = database_.prepare(history_sql(table, what));
  std::vector<StoredRowChange> changes;
  FoldedRow folded;
  const auto add = [&]() -> Result<Done> {
    if (changes.empty()) return Done{};
    fold(table, changes, view_, &folded);
    if (!folded.there()) return Done{};
    const int64_t row = changes.front().row;
    const RowIdentity identity = identities.of(row, folded);
    insert.reset().bind(row).bind_kept(identity.id);
    bind_stored(identity.region, &insert);
    bind_stored(identity.subject, &insert);
    bind_folded(folded, &insert);
    return insert.run();
  };
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value() || (!changes.empty() && select.integer(0) != changes.front().row)) {
      const Result<Done> added = add();
      if (!added) return added;
      changes.clear();
    }
    if (!more.value()) return Done{};
    changes.emplace_back();
    read_change(select, table, &changes.back());
  }
}

Result<std::optional<RowIdentity>> PastRows::known(const RegisterTable& table, int64_t row) {
  // A row that leads back to itself has no key that could be written.
  if (under_way_.count({table.number, row}) > 0) return std::optional<RowIdentity>();
  Result<std::optional<One>> found = one(table, row);
  if (!found) return found.errors();
  if (!found.value()) return std::optional<RowIdentity>();
  return std::optional<RowIdentity>(std::move(found.value()->identity));
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
