#include "store/row_keeper.h"

#include <algorithm>

#include "campaign/rows.h"

namespace fangan {

namespace {

/// What a first change says besides its row and cells. An import says the same of each, so it stays
/// bound for as long as it is the same.
struct FirstFrame {
  FirstFrame() = default;
  explicit FirstFrame(const StoredRowChange& first)
      : version(first.version),
        holds_from(first.holds_from),
        recorded(first.recorded),
        entry(first.entry),
        actor(first.actor),
        step(first.step),
        period(first.period),
        state(first.state),
        source(first.source),
        nature(first.nature) {
    if (!state.is_null()) entered.set(entered_state(state.text, holds_from));
  }

  bool fits(const StoredRowChange& first) const {
    return version == first.version && holds_from == first.holds_from &&
           recorded == first.recorded && entry == first.entry && actor == first.actor &&
           step == first.step && period == first.period && state == first.state &&
           source == first.source && nature == first.nature;
  }

  /// It stands until the next one is bound.
  void bind(Statement* insert) const {
    insert->bind(static_cast<int64_t>(version)).bind(holds_from.days_since_1970());
    insert->bind(holds_from.days_since_1970()).bind(recorded.microseconds).bind_kept(actor);
    for (const StoredCell* part : {&period, &state, &entered, &source, &nature}) {
      bind_stored(*part, insert);
    }
    insert->bind(entry).bind_kept(step);
  }

  uint64_t version = 0;
  Date holds_from;
  Moment recorded;
  int64_t entry = 0;
  std::string actor;
  std::string step;
  StoredCell period;
  StoredCell state;
  StoredCell entered;
  StoredCell source;
  StoredCell nature;
};

}  // namespace

struct RowKeeper::Prepared {
  std::optional<Statement> changes;
  std::optional<Statement> add_change;
  FirstFrame frame;  ///< Bound to the next one.
  std::optional<Statement> add_first;
  std::optional<Statement> first;
  std::optional<Statement> insert;
  std::optional<Statement> update;
  std::optional<Statement> known;
  std::optional<Statement> by_id;
};

std::string row_key(const RegisterTables& tables, const RegisterTable& table, int64_t row,
                    const StoredCell& period, const std::function<std::string(size_t)>& part) {
  if (table.key.empty() && table.period == Period::none) return table.code(row);
  const bool has_parts = tables.has_key_parts(table);
  std::string id;
  bool is_blank = false;
  bool has_code = true;
  const auto add = [&](const std::string& text) {
    is_blank = is_blank || text.empty();
    id += (id.empty() ? "" : "/") + text;
  };
  for (const size_t column : table.key) {
    std::string text = part(column);
    const FieldKind kind = table.columns[column].kind;
    const bool is_text = kind == FieldKind::text;
    if (is_text && text.compare(0, without_code.size(), without_code) == 0) has_code = false;
    const RegisterTable* target =
        kind == FieldKind::reference ? tables.find(table.columns[column].target) : nullptr;
    const bool is_whole = !has_parts || (target != nullptr && tables.has_key_parts(*target));
    add(is_whole ? text : key_part(std::move(text)));
  }
  if (table.period != Period::none) add(period.is_null() ? "" : period.text);
  if (is_blank) return table.unnamed(row);
  if (!has_code) return std::string(without_code) + "-" + table.code(row);
  return id;
}

namespace {

/// The text that is the whole key as it stands; nullptr where a key takes more than that.
const std::string* plain_key(const RegisterTable& table, const std::vector<StoredCell>& cells) {
  if (table.key.size() != 1 || table.period != Period::none) return nullptr;
  const StoredCell& cell = cells[table.key.front()];
  const bool is_text = table.columns[table.key.front()].kind == FieldKind::text;
  const bool has_code = cell.text.compare(0, without_code.size(), without_code) != 0;
  return is_text && !cell.is_null() && has_code ? &cell.text : nullptr;
}

}  // namespace

RowKeeper::RowKeeper(const Database& database, const RegisterTables& tables)
    : database_(database), tables_(tables) {}
RowKeeper::~RowKeeper() = default;

RowKeeper::Prepared& RowKeeper::prepared(const RegisterTable& table) {
  std::unique_ptr<Prepared>& prepared = prepared_[table.number];
  if (!prepared) prepared = std::make_unique<Prepared>();
  return *prepared;
}

Result<std::vector<StoredRowChange>> RowKeeper::changes(const RegisterTable& table, int64_t row) {
  std::optional<Statement>& select = prepared(table).changes;
  if (!select) {
    select.emplace(database_.prepare(history_sql(table, HistoryOf::row)));
  }
  select->reset().bind(row);
  std::vector<StoredRowChange> changes;
  for (;;) {
    const Result<bool> more = select->step();
    if (!more) return more.errors();
    if (!more.value()) break;
    changes.emplace_back();
    read_change(*select, table, &changes.back());
  }
  select->reset();
  return changes;
}

Result<std::optional<RowIdentity>> RowKeeper::known(const RegisterTable& table, int64_t row) {
  std::optional<Statement>& select = prepared(table).known;
  if (!select) {
    select.emplace(
        database_.prepare("SELECT id, region, subject FROM " + table.rows() + " WHERE row = ?"));
  }
  const Result<bool> found = select->reset().bind(row).step();
  if (!found) return found.errors();
  std::optional<RowIdentity> identity;
  if (found.value()) {
    identity.emplace();
    identity->id = select->text(0);
    read_stored(*select, 1, FieldKind::text, &identity->region);
    read_stored(*select, 2, FieldKind::reference, &identity->subject);
  }
  select->reset();
  return identity;
}

Result<int64_t> RowKeeper::row_of(const RegisterTable& table, std::string_view id) {
  std::optional<Statement>& select = prepared(table).by_id;
  if (!select) {
    select.emplace(database_.prepare("SELECT row FROM " + table.rows() + " WHERE id = ?"));
  }
  const Result<bool> found = select->reset().bind_kept(id).step();
  if (!found) return found.errors();
  const int64_t row = found.value() ? select->integer(0) : 0;
  select->reset();
  return row;
}

Result<std::string> RowKeeper::id_of(const RegisterTable& table, int64_t row) {
  const Result<std::optional<RowIdentity>> found = known(table, row);
  if (!found) return found.errors();
  return found.value() ? found.value()->id : table.unnamed(row);
}

Result<RowIdentity> RowKeeper::identity(const RegisterTable& table, int64_t row,
                                        const std::vector<StoredCell>& cells,
                                        const StoredCell& period) {
  return row_identity(tables_, table, row, cells, period,
                      [this](const RegisterTable& other, int64_t number) {
                        return known(other, number);
                      });
}

Result<bool> RowKeeper::insert_unless_taken(Statement* insert) {
  const Result<bool> added = insert->step();
  const bool is_taken = !added && is_key_conflict(database_.handle());
  insert->reset();
  if (is_taken) return false;
  if (!added) return added.errors();
  return true;
}

Result<bool> RowKeeper::add_first(const RegisterTable& table, const StoredRowChange& first,
                                  const RowIdentity& identity, int64_t first_checksum) {
  Prepared& prepared = this->prepared(table);
  std::optional<Statement>& insert = prepared.add_first;
  const bool is_new = !insert;
  if (is_new) {
    std::string columns = "row, id, region, subject, first_checksum";
    for (size_t i = 0; i < table.columns.size(); ++i) columns += ", " + table.column(i);
    columns +=
        ", version, since, holds_from, recorded, actor, period, state, entered, source, nature, "
        "first_entry, first_step";
    insert.emplace(database_.prepare("INSERT INTO " + table.rows() + " (" + columns + ") VALUES (" +
                                     marks(17 + table.columns.size()) + ")"));
  }
  insert->reset().bind(first.row).bind_kept(identity.id);
  bind_stored(identity.region, &*insert);
  bind_stored(identity.subject, &*insert);
  insert->bind(first_checksum);
  for (const StoredCell& cell : first.cells) bind_stored(cell, &*insert);
  if (is_new || !prepared.frame.fits(first)) {
    prepared.frame = FirstFrame(first);
    prepared.frame.bind(&*insert);
  }
  return insert_unless_taken(&*insert);
}

Result<Done> RowKeeper::add_change(const RegisterTable& table, const StoredRowChange& change) {
  std::optional<Statement>& insert = prepared(table).add_change;
  if (!insert) {
    insert.emplace(database_.prepare("INSERT INTO " + table.changes() + " (" +
                                     change_columns(table) + ") VALUES (" +
                                     marks(change_column_count(table)) + ")"));
  }
  insert->reset();
  bind_change(change, &*insert);
  const Result<Done> inserted = insert->run();
  insert->reset();
  return inserted;
}

Result<Done> RowKeeper::move_first_change(const RegisterTable& table, int64_t row) {
  std::optional<Statement>& select = prepared(table).first;
  if (!select) {
    select.emplace(database_.prepare("SELECT 1 FROM " + table.rows() +
                                     " WHERE row = ? AND first_entry IS NOT NULL"));
  }
  const Result<bool> stands_there = select->reset().bind(row).step();
  select->reset();
  if (!stands_there) return stands_there.errors();
  if (!stands_there.value()) return Done{};
  const Result<std::vector<StoredRowChange>> all = changes(table, row);
  if (!all) return all.errors();
  return add_change(table, all.value().front());
}

Result<Done> RowKeeper::move_first_changes(const RegisterTable& table) {
  Statement select =
      database_.prepare("SELECT row FROM " + table.rows() + " WHERE first_entry IS NOT NULL");
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) break;
    const Result<Done> moved = move_first_change(table, select.integer(0));
    if (!moved) return moved;
  }
  return database_.execute("UPDATE " + table.rows() +
                           " SET first_entry = NULL, first_step = NULL, first_checksum = NULL "
                           "WHERE first_entry IS NOT NULL");
}

Result<bool> RowKeeper::insert(const RegisterTable& table, int64_t row, const FoldedRow& folded,
                               const RowIdentity& identity) {
  std::optional<Statement>& insert = prepared(table).insert;
  if (!insert) {
    insert.emplace(database_.prepare("INSERT INTO " + table.rows() + " (" + row_columns(table) +
                                     ") VALUES (" + marks(row_column_count(table)) + ")"));
  }
  insert->reset().bind(row).bind_kept(identity.id);
  bind_stored(identity.region, &*insert);
  bind_stored(identity.subject, &*insert);
  bind_folded(folded, &*insert);
  return insert_unless_taken(&*insert);
}

Result<Done> RowKeeper::write(const RegisterTable& table, int64_t row, const FoldedRow& folded,
                              RowIdentity identity, bool is_there) {
  std::optional<Statement>& update = prepared(table).update;
  if (is_there) {
    if (!update) {
      const std::string columns = row_columns(table);
      update.emplace(database_.prepare("UPDATE " + table.rows() + " SET (" + columns + ") = (" +
                                       marks(row_column_count(table)) +
                                       "), first_entry = NULL, first_step = NULL, first_checksum = "
                                       "NULL WHERE row = ?"));
    }
    update->reset().bind(row).bind_kept(identity.id);
    bind_stored(identity.region, &*update);
    bind_stored(identity.subject, &*update);
    bind_folded(folded, &*update);
    const Result<bool> updated = update->bind(row).step();
    const bool is_taken = !updated && is_key_conflict(database_.handle());
    update->reset();
    if (updated) return Done{};
    if (!is_taken) return updated.errors();
  } else {
    const Result<bool> added = insert(table, row, folded, identity);
    if (!added) return added.errors();
    if (added.value()) return Done{};
  }
  identity.id += table.unnamed(row);
  return write(table, row, folded, std::move(identity), is_there);
}

Result<Done> RowKeeper::settle(const RegisterTable& table, int64_t row, const FoldedRow& folded,
                               Date today) {
  const Result<std::optional<RowIdentity>> before = known(table, row);
  if (!before) return before.errors();
  const Result<Done> moved = move_first_change(table, row);
  if (!moved) return moved;
  if (!folded.there()) {
    if (!before.value()) return Done{};
    Statement remove = database_.prepare("DELETE FROM " + table.rows() + " WHERE row = ?");
    const Result<Done> removed = remove.bind(row).run();
    if (!removed) return removed;
    return carry_on(table, row, today);
  }
  const Result<RowIdentity> after = identity(table, row, folded.cells, folded.period);
  if (!after) return after.errors();
  const Result<Done> written = write(table, row, folded, after.value(), before.value().has_value());
  if (!written) return written;
  if (before.value() && *before.value() == after.value()) return Done{};
  return carry_on(table, row, today);
}

Result<Done> RowKeeper::refold(const RegisterTable& table, int64_t row, Date today) {
  const Result<std::vector<StoredRowChange>> all = changes(table, row);
  if (!all) return all.errors();
  FoldedRow folded;
  fold(table, all.value(), all_known(today), &folded);
  const Result<Done> settled = settle(table, row, folded, today);
  if (!settled) return settled;
  return note_pending(table, row, all.value(), today);
}

const std::vector<RowKeeper::Dependant>& RowKeeper::dependants(const RegisterTable& table) {
  const auto found = dependants_.find(table.number);
  if (found != dependants_.end()) return found->second;
  std::vector<Dependant>& list = dependants_[table.number];
  for (const RegisterTable* other : tables_.every()) {
    for (size_t i = 0; i < other->columns.size(); ++i) {
      const RegisterColumn& column = other->columns[i];
      if (column.kind != FieldKind::reference || column.target != table.number) continue;
      const bool in_key = std::find(other->key.begin(), other->key.end(), i) != other->key.end();
      const bool gives_region =
          other->region.kind == RowOrigin::Kind::reference && other->region.column == i;
      list.push_back({other, i, in_key || gives_region});
    }
  }
  return list;
}

Result<std::vector<int64_t>> RowKeeper::rows_with(const RegisterTable& table, size_t column,
                                                  int64_t value) {
  Statement select = database_.prepare("SELECT row FROM " + table.rows() + " WHERE " +
                                       table.column(column) + " = ?");
  select.bind(value);
  std::vector<int64_t> rows;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) return rows;
    rows.push_back(select.integer(0));
  }
}

Result<Done> RowKeeper::carry_on(const RegisterTable& table, int64_t row, Date today) {
  // Rows that lead to one another in a circle are each followed once.
  if (!under_way_.insert({table.number, row}).second) return Done{};
  Result<Done> done = Done{};
  for (const Dependant& dependant : dependants(table)) {
    if (!dependant.takes) continue;
    const Result<std::vector<int64_t>> rows = rows_with(*dependant.table, dependant.column, row);
    if (!rows) done = rows.errors();
    for (size_t i = 0; done && i < rows.value().size(); ++i) {
      done = refold(*dependant.table, rows.value()[i], today);
    }
    if (!done) break;
  }
  under_way_.erase({table.number, row});
  return done;
}

Result<std::optional<RowKeeper::Referring>> RowKeeper::referring(const RegisterTable& table,
                                                                 int64_t row) {
  for (const Dependant& dependant : dependants(table)) {
    const Result<std::vector<int64_t>> rows = rows_with(*dependant.table, dependant.column, row);
    if (!rows) return rows.errors();
    const bool refers_to_itself =
        dependant.table == &table && rows.value().size() == 1 && rows.value().front() == row;
    if (rows.value().empty() || refers_to_itself) continue;
    return std::optional<Referring>({dependant.table, static_cast<int64_t>(rows.value().size())});
  }
  return std::optional<Referring>();
}

Result<Done> RowKeeper::note_pending(const RegisterTable& table, int64_t row,
                                     const std::vector<StoredRowChange>& changes, Date today) {
  std::set<Date> days;
  for (const StoredRowChange& change : changes) {
    if (change.holds_from > today) days.insert(change.holds_from);
  }
  Statement forget =
      database_.prepare("DELETE FROM register_pending WHERE register = ? AND row = ?");
  const Result<Done> forgotten = forget.bind(table.number).bind(row).run();
  if (!forgotten) return forgotten;
  for (const Date day : days) {
    FoldedRow folded;
    fold(table, changes, all_known(day), &folded);
    const Result<RowIdentity> then = identity(table, row, folded.cells, folded.period);
    if (!then) return then.errors();
    Statement insert =
        database_.prepare("INSERT INTO register_pending (register, row, day, id) VALUES (?,?,?,?)");
    insert.bind(table.number).bind(row).bind(day.days_since_1970());
    const Result<Done> noted =
        insert.bind(folded.there() ? std::string_view(then.value().id) : "").run();
    if (!noted) return noted;
  }
  return Done{};
}

Result<RowIdentity> row_identity(const RegisterTables& tables, const RegisterTable& table,
                                 int64_t row, const std::vector<StoredCell>& cells,
                                 const StoredCell& period, const OtherIdentity& other) {
  RowIdentity identity;
  Diagnostics errors;
  const auto part = [&](size_t index) -> std::string {
    const RegisterColumn& column = table.columns[index];
    const StoredCell& cell = cells[index];
    if (column.kind != FieldKind::reference || cell.is_null()) {
      return cell_text(tables, table, column, cell);
    }
    const RegisterTable& target = *tables.find(column.target);
    const Result<std::optional<RowIdentity>> found = other(target, cell.integer);
    if (!found) errors = found.errors();
    if (!found) return "";
    return found.value() ? found.value()->id : target.unnamed(cell.integer);
  };
  const std::string* key = plain_key(table, cells);
  identity.id = key != nullptr ? *key : row_key(tables, table, row, period, part);
  if (!errors.empty()) return errors;
  if (table.region.kind == RowOrigin::Kind::own) {
    identity.region = cells[table.region.column];
  } else if (table.region.kind == RowOrigin::Kind::reference) {
    const StoredCell& reference = cells[table.region.column];
    if (!reference.is_null()) {
      const int64_t target = table.columns[table.region.column].target;
      const Result<std::optional<RowIdentity>> found =
          other(*tables.find(target), reference.integer);
      if (!found) return found.errors();
      if (found.value()) identity.region = found.value()->region;
    }
  }
  if (table.subject.kind == RowOrigin::Kind::own) {
    identity.subject.set(row);
  } else if (table.subject.kind == RowOrigin::Kind::reference) {
    identity.subject = cells[table.subject.column];
  }
  return identity;
}

}  // namespace fangan
