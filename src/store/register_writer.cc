#include <algorithm>
#include <cassert>
#include <limits>

#include "plan/row_words.h"
#include "store/change_digests.h"
#include "store/data_problem.h"
#include "store/journal.h"
#include "store/prepared_change.h"
#include "store/register_store.h"
#include "store/row_keeper.h"
#include "value/json.h"

namespace fangan {
namespace {

/// So many changes an entry of the journal spells out; of more it keeps the digests alone.
constexpr size_t spelt_out_max = 100;
constexpr std::string_view masked = "***";

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

void RowChange::clear() {
  row = 0;
  expected_version = 0;
  holds_from = Date();
  step.clear();
  removed.reset();
  fields.clear();
  period.reset();
  for (std::optional<std::string>* text : {&state, &source, &nature}) text->reset();
}

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
  Result<WrittenRow> put(const RegisterTable& table, const RowChange& change,
                         PreparedChange* prepared);
  Result<std::unique_ptr<ChangePreparer>> preparer(const RegisterTable& table);
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
    std::optional<ChangePreparer> preparer;
    PreparedChange prepared;  ///< Of the change under way; used again, as it is large.
  };
  /// One put under way.
  struct Put {
    const RegisterTable& table;
    const RowChange& change;
    std::vector<StoredRowChange> changes = {};  ///< Of the row; the new one last.
    FoldedRow before = {};                      ///< As the row is today.
    FoldedRow after = {};                       ///< From the day on that the change holds.

    StoredRowChange& stored() { return changes.back(); }
    bool is_new() const { return changes.size() == 1; }
  };

  Result<Target*> target(const RegisterTable& table);
  Diagnostics check_row(Put* put);
  Result<WrittenRow> add(Target* target, const RowChange& change, PreparedChange* prepared);
  Result<WrittenRow> change(Target* target, const RowChange& asked, PreparedChange* prepared);
  void sign(const Target& target, StoredRowChange* stored) const;
  Diagnostics finish_cells(const RegisterTable& table, const RowChange& change,
                           PreparedChange* prepared);
  Result<Done> write_reference(const RegisterColumn& column, const Field& field, const Value& value,
                               StoredCell* cell);
  Diagnostics check_key(const RegisterTable& table, const std::vector<StoredCell>& cells,
                        const StoredCell& period);
  Result<Done> check_unique(const Target& target, int64_t row, bool is_inserted,
                            const std::string& id);
  Result<Done> write(Target* target, Put* put);
  Result<Done> spell_out(Target* target, const StoredRowChange& stored, const FoldedRow& before);
  Result<Json> shown(const RegisterTable& table, size_t column, const StoredCell& cell);
  Diagnostic taken(const RegisterTable& table, int64_t row, const std::string& id,
                   int64_t other) const;
  const std::string& canonical(const RegisterTable& table, const StoredRowChange& change);
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
Result<WrittenRow> RegisterWriter::put(const RegisterTable& table, const RowChange& change,
                                       PreparedChange* prepared) {
  return work_->put(table, change, prepared);
}
Result<std::unique_ptr<ChangePreparer>> RegisterWriter::preparer(const RegisterTable& table) {
  return work_->preparer(table);
}
Result<Done> RegisterWriter::close() {
  return work_->close();
}

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
  return &target;
}

/// Whether the row is there and is the one that was seen.
Diagnostics RegisterWriter::Work::check_row(Put* put) {
  const RowChange& change = put->change;
  const Fact row{"row", std::to_string(change.row)};
  Result<std::vector<StoredRowChange>> changes = keeper_.changes(put->table, change.row);
  if (!changes) return changes.errors();
  put->changes = std::move(changes).value();
  if (put->changes.empty()) {
    return {data_problem("STORE-R007", {{"register", put->table.name}, row})};
  }
  fold(put->table, put->changes, all_known(author_.today), &put->before);
  const StoredRowChange& last = put->changes.back();
  if (change.expected_version != 0 && change.expected_version != last.version) {
    return {data_problem("STORE-R003", {{"register", put->table.name},
                                   row,
                                   {"version", std::to_string(last.version)},
                                   {"seen", std::to_string(change.expected_version)},
                                   {"actor", last.actor}})};
  }
  // Before it begins it would be a row with nothing but what the change sets.
  const Date since = std::min_element(put->changes.begin(), put->changes.end(),
                                      [](const StoredRowChange& a, const StoredRowChange& b) {
                                        return a.holds_from < b.holds_from;
                                      })
                         ->holds_from;
  if (change.holds_from < since) {
    return {data_problem("STORE-R011",
                    {{"register", put->table.name}, row, {"since", since.print()}})};
  }
  const bool stays_away = put->before.removed && change.removed != std::optional<bool>(false);
  if (stays_away) return {data_problem("STORE-R008", {{"register", put->table.name}, row})};
  if (change.removed != std::optional<bool>(true)) return {};
  const Result<std::optional<RowKeeper::Referring>> referring =
      keeper_.referring(put->table, change.row);
  if (!referring) return referring.errors();
  if (!referring.value()) return {};
  return {data_problem("STORE-R009", {{"register", put->table.name},
                                 row,
                                 {"other", referring.value()->table->name},
                                 {"count", std::to_string(referring.value()->rows)}})};
}

Result<Done> RegisterWriter::Work::write_reference(const RegisterColumn& column, const Field& field,
                                                   const Value& value, StoredCell* cell) {
  cell->clear();
  if (value.is_null()) return Done{};
  const Result<int64_t> row = keeper_.row_of(*tables_.find(column.target), value.text());
  if (!row) return row.errors();
  if (row.value() == 0) {
    return data_problem("STORE-R006", {{"field", field.name.text},
                                  {"value", value.text()},
                                  {"register", field.domain.target.text}});
  }
  cell->set(row.value());
  return Done{};
}

/// What the preparation could not do without the store.
Diagnostics RegisterWriter::Work::finish_cells(const RegisterTable& table, const RowChange& change,
                                               PreparedChange* prepared) {
  if (!prepared->is_faulty && !prepared->has_references) return {};
  const auto reference = [this](const RegisterColumn& column, const Field& field,
                                const Value& value, StoredCell* cell) {
    return write_reference(column, field, value, cell);
  };
  const CellsOf part = prepared->is_faulty ? CellsOf::all : CellsOf::references;
  return write_cells(tables_, table, change, part, reference, &prepared->stored);
}

Diagnostics RegisterWriter::Work::check_key(const RegisterTable& table,
                                            const std::vector<StoredCell>& cells,
                                            const StoredCell& period) {
  Diagnostics errors;
  for (const size_t index : table.key) {
    const StoredCell& cell = cells[index];
    if (cell.is_null()) {
      errors.push_back(data_problem("STORE-R005", {{"field", table.columns[index].name}}));
    } else if (table.columns[index].kind == FieldKind::text && !has_reason(cell.text)) {
      errors.push_back(data_problem("STORE-R010", {{"field", table.columns[index].name}}));
    }
  }
  if (table.period != Period::none && period.is_null()) {
    errors.push_back(data_problem(
        "STORE-R005", {{"field", std::string(row_words(tables_.plan().header.language).period)}}));
  }
  return errors;
}

Diagnostic RegisterWriter::Work::taken(const RegisterTable& table, int64_t row,
                                       const std::string& id, int64_t other) const {
  return data_problem("STORE-R004", {{"register", table.name},
                                {"id", id},
                                {"row", row == 0 ? "" : std::to_string(row)},
                                {"other", std::to_string(other)}});
}

/// Against the rows of today, unless the insertion does so, and those that begin or change later.
Result<Done> RegisterWriter::Work::check_unique(const Target& target, int64_t row, bool is_inserted,
                                                const std::string& id) {
  if (!is_inserted) {
    const Result<int64_t> other = keeper_.row_of(*target.table, id);
    if (!other) return other.errors();
    if (other.value() != 0 && other.value() != row) {
      return taken(*target.table, row, id, other.value());
    }
  }
  if (!target.has_pending) return Done{};
  Statement select = database_.prepare(
      "SELECT row FROM register_pending WHERE register = ? AND id = ? AND row <> ?");
  const Result<bool> found = select.bind(target.table->number).bind(id).bind(row).step();
  if (!found) return found.errors();
  if (found.value()) return taken(*target.table, row, id, select.integer(0));
  return Done{};
}

const std::string& RegisterWriter::Work::canonical(const RegisterTable& table,
                                                   const StoredRowChange& change) {
  canonical_.clear();
  add_canonical(table, change, &canonical_);
  return canonical_;
}

Result<Json> RegisterWriter::Work::shown(const RegisterTable& table, size_t column,
                                         const StoredCell& cell) {
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
Result<Done> RegisterWriter::Work::spell_out(Target* target, const StoredRowChange& stored,
                                             const FoldedRow& before) {
  if (target->digests.rows() > static_cast<int64_t>(spelt_out_max)) {
    target->spelt_out.clear();
    return Done{};
  }
  const RegisterTable& table = *target->table;
  Json fields = Json::object();
  for (size_t i = 0; i < table.definition->fields.size(); ++i) {
    if (!stored.sets(table.columns[i].number)) continue;
    Json sides = Json::object();
    const Result<Json> old = before.begun ? shown(table, i, before.cells[i]) : Result<Json>(Json());
    const Result<Json> set = shown(table, i, stored.cells[i]);
    if (!old) return old.errors();
    if (!set) return set.errors();
    fields.set(table.columns[i].name, sides.set("before", old.value()).set("after", set.value()));
  }
  Json json = Json::object();
  json.set("row", stored.row).set("version", stored.version).set("id", target->id);
  json.set("holds_from", stored.holds_from.print()).set("step", stored.step);
  if (stored.removed) json.set("removed", *stored.removed);
  if (!stored.state.is_null()) json.set("state", stored.state.text);
  json.set("fields", std::move(fields));
  target->spelt_out.push_back(std::move(json));
  return Done{};
}

void RegisterWriter::Work::sign(const Target& target, StoredRowChange* stored) const {
  stored->entry = target.entry;
  stored->recorded = author_.at;
  stored->actor = author_.agency;
}

/// A new row that begins today or before.
Result<WrittenRow> RegisterWriter::Work::add(Target* target, const RowChange& change,
                                             PreparedChange* prepared) {
  const RegisterTable& table = *target->table;
  StoredRowChange& first = prepared->stored;
  Diagnostics wrong = finish_cells(table, change, prepared);
  if (!wrong.empty()) return wrong;
  wrong = check_key(table, first.cells, first.period);
  if (!wrong.empty()) return wrong;
  const bool is_proven = prepared->is_proven && first.row == target->next_row;
  first.row = target->next_row;
  first.version = 1;
  sign(*target, &first);
  Result<RowIdentity> identity = keeper_.identity(table, first.row, first.cells, first.period);
  if (!identity) return identity.errors();
  std::string& id = identity.value().id;
  const Result<Done> unique = check_unique(*target, 0, true, id);
  if (!unique) return unique.errors();
  if (!is_proven) prepared->checksum = checksum(canonical(table, first));
  const Result<bool> added =
      keeper_.add_first(table, first, identity.value(), prepared->checksum);
  if (!added) return added.errors();
  if (!added.value()) {
    const Result<int64_t> other = keeper_.row_of(table, id);
    if (!other) return other.errors();
    return taken(table, 0, id, other.value());
  }
  if (is_proven) {
    target->digests.add(first.row, first.version, prepared->hash);
  } else {
    target->digests.add(first.row, first.version, canonical_);
  }
  ++target->next_row;
  target->id = id;
  const Result<Done> told = spell_out(target, first, FoldedRow());
  if (!told) return told.errors();
  return WrittenRow{first.row, first.version, std::move(id)};
}

/// A row that is there already, or one that begins later.
Result<WrittenRow> RegisterWriter::Work::change(Target* target, const RowChange& asked,
                                                PreparedChange* prepared) {
  const RegisterTable& table = *target->table;
  Put put{table, asked};
  if (asked.row != 0) {
    const Diagnostics wrong = check_row(&put);
    if (!wrong.empty()) return wrong;
  }
  Diagnostics wrong = finish_cells(table, asked, prepared);
  if (!wrong.empty()) return wrong;
  StoredRowChange& stored = put.changes.emplace_back(prepared->stored);
  stored.row = asked.row != 0 ? asked.row : target->next_row;
  stored.version = put.is_new() ? 1 : put.changes[put.changes.size() - 2].version + 1;
  sign(*target, &stored);
  fold(table, put.changes, all_known(std::max(author_.today, asked.holds_from)), &put.after);
  const Result<RowIdentity> identity =
      keeper_.identity(table, stored.row, put.after.cells, put.after.period);
  if (!identity) return identity.errors();
  const std::string& id = identity.value().id;
  if (put.after.there()) {
    wrong = check_key(table, put.after.cells, put.after.period);
    if (!wrong.empty()) return wrong;
    const Result<Done> unique = check_unique(*target, stored.row, false, id);
    if (!unique) return unique.errors();
  }
  const Result<Done> written = write(target, &put);
  if (!written) return written.errors();
  if (put.is_new()) ++target->next_row;
  target->id = id;
  const Result<Done> told = spell_out(target, stored, put.before);
  if (!told) return told.errors();
  return WrittenRow{stored.row, stored.version, id};
}

Result<Done> RegisterWriter::Work::write(Target* target, Put* put) {
  const int64_t row = put->stored().row;
  const bool is_later = put->change.holds_from > author_.today;
  const Result<Done> added = keeper_.add_change(put->table, put->stored());
  if (!added) return added;
  target->digests.add(row, put->stored().version, canonical(put->table, put->stored()));
  if (!is_later) {
    const Result<Done> settled = keeper_.settle(put->table, row, put->after, author_.today);
    if (!settled) return settled;
  }
  target->has_pending = target->has_pending || is_later;
  if (!target->has_pending) return Done{};
  return keeper_.note_pending(put->table, row, put->changes, author_.today);
}

Result<WrittenRow> RegisterWriter::Work::put(const RegisterTable& table, const RowChange& asked) {
  const Result<Target*> found = target(table);
  if (!found) return found.errors();
  Target& target = *found.value();
  if (!target.preparer) target.preparer.emplace(tables_, table, author_.today, 0);
  target.preparer->prepare(asked, &target.prepared);
  return put(table, asked, &target.prepared);
}

Result<WrittenRow> RegisterWriter::Work::put(const RegisterTable& table, const RowChange& asked,
                                             PreparedChange* prepared) {
  assert(!is_closed_ && table.definition != nullptr);
  const Result<Target*> found = target(table);
  if (!found) return found.errors();
  return is_plain_addition(asked, author_.today) ? add(found.value(), asked, prepared)
                                                 : change(found.value(), asked, prepared);
}

Result<std::unique_ptr<ChangePreparer>> RegisterWriter::Work::preparer(const RegisterTable& table) {
  const Result<Target*> found = target(table);
  if (!found) return found.errors();
  return std::make_unique<ChangePreparer>(tables_, table, author_.today, found.value()->next_row);
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
