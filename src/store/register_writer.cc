#include <algorithm>
#include <cassert>
#include <limits>

#include "plan/row_words.h"
#include "store/change_digests.h"
#include "store/journal.h"
#include "store/register_store.h"
#include "store/row_keeper.h"
#include "value/json.h"

namespace fangan {
namespace {

/// So many changes an entry of the journal spells out; of more it keeps the digests alone.
constexpr size_t spelt_out_max = 100;
constexpr std::string_view masked = "***";

Diagnostic refused(const char* code, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.fault = Fault::data;
  return diagnostic;
}

/// 无码：REASON, or anything that does not begin with 无码.
bool has_reason(std::string_view text) {
  if (text.substr(0, without_code.size()) != without_code) return true;
  text.remove_prefix(without_code.size());
  for (const std::string_view colon : {"：", ":"}) {
    if (text.substr(0, colon.size()) != colon) continue;
    return text.find_first_not_of(' ', colon.size()) != text.npos;
  }
  return false;
}

}  // namespace

class RegisterWriter::Work {
 public:
  Work(const Database& database, const RegisterTables& tables, RegisterAuthor author,
       std::string action)
      : database_(database),
        tables_(tables),
        author_(std::move(author)),
        action_(std::move(action)),
        keeper_(database, tables) {}

  Result<WrittenRow> put(const RegisterTable& table, const RowChange& change);
  Result<Done> close();

 private:
  /// What is kept for each register written to.
  struct Target {
    const RegisterTable* table = nullptr;
    int64_t next_row = 0;
    int64_t entry = 0;
    int64_t recorded = 0;
    bool has_pending = false;
    ChangeDigests digests;
    std::vector<Json> spelt_out;
    std::string id;  ///< Of the row written last.
    std::optional<Statement> insert;
  };
  /// One put under way.
  struct Put {
    const RegisterTable& table;
    const RowChange& change;
    std::vector<StoredRowChange> changes = {};  ///< Of the row; the new one last.
    FoldedRow before = {};                      ///< As the row is today.
    FoldedRow after = {};
    RowIdentity identity = {};                  ///< From the day on that the change holds.

    StoredRowChange& stored() { return changes.back(); }
    bool is_new() const { return changes.size() == 1; }
    bool is_later(Date today) const { return change.holds_from > today; }
  };

  Result<Target*> target(const RegisterTable& table);
  Diagnostics check_row(Put* put);
  Diagnostics write_cells(Put* put);
  Result<Done> write_reference(const RegisterColumn& column, const Field& field,
                               const Value& value, Cell* cell);
  Diagnostics check_key(const Put& put, const FoldedRow& folded);
  Result<Done> check_unique(const Target& target, const Put& put);
  Result<Done> write(Target* target, Put* put);
  Result<Done> insert_change(Target* target, const StoredRowChange& change);
  Result<Json> spell_out(const Put& put);
  Result<Json> shown(const RegisterTable& table, size_t column, const Cell& cell);
  Diagnostic taken(const Put& put, int64_t other) const;
  Result<Done> journal(Target* target);

  const Database& database_;
  const RegisterTables& tables_;
  RegisterAuthor author_;
  std::string action_;
  RowKeeper keeper_;
  std::map<int64_t, Target> targets_;
  bool is_on_the_day_ = false;
  bool is_closed_ = false;
  std::string canonical_;
};

RegisterWriter::RegisterWriter(const Database& database, const RegisterTables& tables,
                               RegisterAuthor author, std::string action)
    : work_(std::make_unique<Work>(database, tables, std::move(author), std::move(action))) {}
RegisterWriter::~RegisterWriter() = default;

Result<WrittenRow> RegisterWriter::put(const RegisterTable& table, const RowChange& change) {
  return work_->put(table, change);
}
Result<Done> RegisterWriter::close() { return work_->close(); }

Result<RegisterWriter::Work::Target*> RegisterWriter::Work::target(const RegisterTable& table) {
  if (!is_on_the_day_) {
    const Result<Done> brought = advance_registers(database_, tables_, author_.today);
    if (!brought) return brought.errors();
    is_on_the_day_ = true;
  }
  const auto known = targets_.find(table.number);
  if (known != targets_.end()) return &known->second;
  Statement select = database_.prepare(
      "SELECT next_row, next_entry, recorded, EXISTS (SELECT 1 FROM register_pending WHERE "
      "register = register_table.number) FROM register_table WHERE number = ?");
  const Result<bool> row = select.bind(table.number).step();
  if (!row) return row.errors();
  Target& target = targets_[table.number];
  target.table = &table;
  target.next_row = select.integer(0);
  target.entry = select.integer(1);
  target.recorded = select.integer(2);
  target.has_pending = select.integer(3) != 0;
  target.insert.emplace(database_.prepare("INSERT INTO " + table.changes() + " (" +
                                          change_columns(table) + ") VALUES (" +
                                          marks(change_column_count(table)) + ")"));
  return &target;
}

/// Whether the row is there and is the one that was seen.
Diagnostics RegisterWriter::Work::check_row(Put* put) {
  const RowChange& change = put->change;
  const Fact row{"row", std::to_string(change.row)};
  Result<std::vector<StoredRowChange>> changes = keeper_.changes(put->table, change.row);
  if (!changes) return changes.errors();
  put->changes = std::move(changes).value();
  if (put->changes.empty()) return {refused("STORE-R007", {{"register", put->table.name}, row})};
  fold(put->table, put->changes, all_known(author_.today), &put->before);
  const StoredRowChange& last = put->changes.back();
  const bool begins_later = !put->before.begun;
  const uint64_t version = begins_later ? last.version : put->before.version;
  if (change.expected_version != 0 && change.expected_version != version) {
    return {refused("STORE-R003",
                    {{"register", put->table.name},
                     row,
                     {"version", std::to_string(version)},
                     {"seen", std::to_string(change.expected_version)},
                     {"actor", begins_later ? last.actor : put->before.actor}})};
  }
  const bool stays_away = put->before.removed && change.removed != std::optional<bool>(false);
  if (stays_away) return {refused("STORE-R008", {{"register", put->table.name}, row})};
  if (change.removed != std::optional<bool>(true)) return {};
  const Result<std::optional<RowKeeper::Referring>> referring =
      keeper_.referring(put->table, change.row);
  if (!referring) return referring.errors();
  if (!referring.value()) return {};
  return {refused("STORE-R009", {{"register", put->table.name},
                                 row,
                                 {"other", referring.value()->table->name},
                                 {"count", std::to_string(referring.value()->rows)}})};
}

Result<Done> RegisterWriter::Work::write_reference(const RegisterColumn& column,
                                                   const Field& field, const Value& value,
                                                   Cell* cell) {
  cell->clear();
  if (value.is_null()) return Done{};
  const Result<int64_t> row = keeper_.row_of(*tables_.find(column.target), value.text());
  if (!row) return row.errors();
  if (row.value() == 0) {
    return refused("STORE-R006", {{"field", field.name.text},
                                  {"value", value.text()},
                                  {"register", field.domain.target.text}});
  }
  cell->set(row.value());
  return Done{};
}

Diagnostics RegisterWriter::Work::write_cells(Put* put) {
  Diagnostics errors;
  const RegisterTable& table = put->table;
  StoredRowChange& stored = put->stored();
  stored.cells.resize(table.columns.size());
  for (const auto& entry : put->change.fields) {
    const size_t index = entry.first;
    assert(index < table.definition->fields.size());
    const Field& field = table.definition->fields[index];
    const RegisterColumn& column = table.columns[index];
    Cell* cell = &stored.cells[index];
    const Result<Done> written = column.kind == FieldKind::reference
                                     ? write_reference(column, field, entry.second, cell)
                                     : write_cell(tables_, column, field, entry.second, cell);
    if (!written) {
      errors.insert(errors.end(), written.errors().begin(), written.errors().end());
    } else {
      stored.set(column.number);
    }
  }
  return errors;
}

Diagnostics RegisterWriter::Work::check_key(const Put& put, const FoldedRow& folded) {
  Diagnostics errors;
  const RegisterTable& table = put.table;
  for (const size_t index : table.key) {
    const Cell& cell = folded.cells[index];
    if (cell.is_null()) {
      errors.push_back(refused("STORE-R005", {{"field", table.columns[index].name}}));
    } else if (table.columns[index].kind == FieldKind::text && !has_reason(cell.text)) {
      errors.push_back(refused("STORE-R010", {{"field", table.columns[index].name}}));
    }
  }
  if (table.period != Period::none && folded.period.is_null()) {
    errors.push_back(refused(
        "STORE-R005",
        {{"field", std::string(row_words(tables_.plan().header.language).period)}}));
  }
  return errors;
}

Diagnostic RegisterWriter::Work::taken(const Put& put, int64_t other) const {
  return refused("STORE-R004",
                 {{"register", put.table.name},
                  {"id", put.identity.id},
                  {"row", put.change.row == 0 ? "" : std::to_string(put.change.row)},
                  {"other", std::to_string(other)}});
}

/// Against the rows of today and those that begin or change later. A new row of today is held
/// against the first by its insertion.
Result<Done> RegisterWriter::Work::check_unique(const Target& target, const Put& put) {
  const int64_t own = put.changes.back().row;
  if (!put.is_new() || put.is_later(author_.today)) {
    const Result<int64_t> other = keeper_.row_of(put.table, put.identity.id);
    if (!other) return other.errors();
    if (other.value() != 0 && other.value() != own) return taken(put, other.value());
  }
  if (!target.has_pending) return Done{};
  Statement select = database_.prepare(
      "SELECT row FROM register_pending WHERE register = ? AND id = ? AND row <> ?");
  const Result<bool> found =
      select.bind(put.table.number).bind(put.identity.id).bind(own).step();
  if (!found) return found.errors();
  if (found.value()) return taken(put, select.integer(0));
  return Done{};
}

Result<Done> RegisterWriter::Work::insert_change(Target* target, const StoredRowChange& change) {
  target->insert->reset();
  bind_change(change, &*target->insert);
  const Result<Done> inserted = target->insert->run();
  target->insert->reset();
  if (!inserted) return inserted;
  canonical_.clear();
  add_canonical(*target->table, change, &canonical_);
  target->digests.add(change.row, change.version, canonical_);
  return Done{};
}

Result<Json> RegisterWriter::Work::shown(const RegisterTable& table, size_t column,
                                         const Cell& cell) {
  if (cell.is_null()) return Json();
  if (table.definition->fields[column].sensitive) return Json(masked);
  if (table.columns[column].kind != FieldKind::reference) {
    return Json(cell_text(tables_, table, table.columns[column], cell));
  }
  const Result<std::string> id =
      keeper_.id_of(*tables_.find(table.columns[column].target), cell.integer);
  if (!id) return id.errors();
  return Json(id.value());
}

/// What the change sets, with what was there before; sensitive values masked.
Result<Json> RegisterWriter::Work::spell_out(const Put& put) {
  const StoredRowChange& stored = put.changes.back();
  Json fields = Json::object();
  for (size_t i = 0; i < put.table.definition->fields.size(); ++i) {
    if (!stored.sets(put.table.columns[i].number)) continue;
    Json sides = Json::object();
    const Result<Json> before =
        put.before.begun ? shown(put.table, i, put.before.cells[i]) : Result<Json>(Json());
    const Result<Json> after = shown(put.table, i, stored.cells[i]);
    if (!before) return before.errors();
    if (!after) return after.errors();
    fields.set(put.table.columns[i].name,
               sides.set("before", before.value()).set("after", after.value()));
  }
  Json json = Json::object();
  json.set("row", stored.row).set("version", stored.version).set("id", put.identity.id);
  json.set("holds_from", stored.holds_from.print()).set("step", stored.step);
  if (stored.removed) json.set("removed", *stored.removed);
  if (!stored.state.is_null()) json.set("state", stored.state.text);
  json.set("fields", std::move(fields));
  return json;
}

Result<Done> RegisterWriter::Work::write(Target* target, Put* put) {
  const int64_t row = put->stored().row;
  const bool is_later = put->is_later(author_.today);
  if (put->is_new() && !is_later) {
    const Result<bool> added = keeper_.add(put->table, row, put->after, put->identity);
    if (!added) return added.errors();
    if (!added.value()) {
      const Result<int64_t> other = keeper_.row_of(put->table, put->identity.id);
      if (!other) return other.errors();
      return taken(*put, other.value());
    }
    return insert_change(target, put->stored());
  }
  const Result<Done> inserted = insert_change(target, put->stored());
  if (!inserted) return inserted;
  if (!is_later) {
    const Result<Done> settled = keeper_.settle(put->table, row, put->after, author_.today);
    if (!settled) return settled;
  }
  target->has_pending = target->has_pending || is_later;
  if (!target->has_pending) return Done{};
  return keeper_.note_pending(put->table, row, put->changes, author_.today);
}

Result<WrittenRow> RegisterWriter::Work::put(const RegisterTable& table, const RowChange& change) {
  assert(!is_closed_ && table.definition != nullptr);
  const Result<Target*> found = target(table);
  if (!found) return found.errors();
  Target& target = *found.value();
  Put put{table, change};
  if (change.row != 0) {
    const Diagnostics wrong = check_row(&put);
    if (!wrong.empty()) return wrong;
  }
  StoredRowChange& stored = put.changes.emplace_back();
  stored.row = change.row != 0 ? change.row : target.next_row;
  stored.version =
      put.is_new() ? 1 : put.changes[put.changes.size() - 2].version + 1;
  stored.entry = target.entry;
  stored.holds_from = change.holds_from;
  stored.recorded = author_.at;
  stored.actor = author_.agency;
  stored.step = change.step;
  stored.removed = change.removed;
  if (change.period) stored.period.set(period_text(*change.period));
  if (change.state) stored.state.set(*change.state);
  if (change.source) stored.source.set(*change.source);
  if (change.nature) stored.nature.set(*change.nature);
  Diagnostics wrong = write_cells(&put);
  if (!wrong.empty()) return wrong;

  fold(table, put.changes, all_known(std::max(author_.today, change.holds_from)), &put.after);
  if (put.after.there()) {
    wrong = check_key(put, put.after);
    if (!wrong.empty()) return wrong;
  }
  const Result<RowIdentity> identity = keeper_.identity(table, stored.row, put.after);
  if (!identity) return identity.errors();
  put.identity = identity.value();
  if (put.after.there()) {
    const Result<Done> unique = check_unique(target, put);
    if (!unique) return unique.errors();
  }
  const Result<Done> written = write(&target, &put);
  if (!written) return written.errors();
  if (target.digests.rows() <= static_cast<int64_t>(spelt_out_max)) {
    Result<Json> json = spell_out(put);
    if (!json) return json.errors();
    target.spelt_out.push_back(std::move(json).value());
  } else {
    target.spelt_out.clear();
  }
  if (put.is_new()) ++target.next_row;
  target.id = put.identity.id;
  return WrittenRow{stored.row, stored.version, put.identity.id};
}

Result<Done> RegisterWriter::Work::journal(Target* target) {
  Json after = Json::object();
  after.set("entry", target->entry).set("agency", author_.agency);
  after.set("rows", target->digests.rows());
  Json digests = Json::array();
  for (const std::string& digest : target->digests.finish()) digests.push(digest);
  after.set("digests", std::move(digests));
  if (!target->spelt_out.empty()) after.set("changes", Json::array(target->spelt_out));
  JournalEntry entry;
  entry.at = author_.at;
  entry.actor = author_.account;
  entry.action = action_;
  entry.package = tables_.plan().header.name;
  entry.register_name = target->table->name;
  if (target->digests.rows() == 1) entry.row = target->id;
  entry.share = author_.share;
  entry.after = after.print();
  const Result<int64_t> appended = append_journal(database_, std::move(entry));
  if (!appended) return appended.errors();
  Statement update = database_.prepare(
      "UPDATE register_table SET next_row = ?, next_entry = ?, recorded = ? WHERE number = ?");
  update.bind(target->next_row).bind(target->entry + 1);
  update.bind(std::max(target->recorded, author_.at.microseconds)).bind(target->table->number);
  return update.run();
}

Result<Done> RegisterWriter::Work::close() {
  is_closed_ = true;
  for (auto& [number, target] : targets_) {
    if (target.digests.rows() == 0) continue;
    const Result<Done> done = journal(&target);
    if (!done) return done;
  }
  return Done{};
}

}  // namespace fangan
