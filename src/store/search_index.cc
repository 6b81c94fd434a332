#include "store/search_index.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "store/register_cells.h"
#include "store/search_grams.h"
#include "value/json.h"

namespace fangan {
namespace {

constexpr std::string_view position_key = "search position";
constexpr std::string_view masks_key = "search masks";
/// So many changes with a word are looked at; of a more common word every row may be one.
constexpr int64_t found_max = 5'000;
/// So many entries of the journal that wait are read; behind more of them any row may be changed.
constexpr int64_t waiting_max = 1'000;

// A change as one number. A row that changes more often shares its number with an earlier change,
// which costs a look at a row that was meant anyway.
constexpr int row_bits = 30;
constexpr int version_bits = 18;

int64_t document_of(int64_t register_number, int64_t row, int64_t version) {
  const int64_t version_part = version & ((int64_t{1} << version_bits) - 1);
  return (register_number << (row_bits + version_bits)) | (row << version_bits) | version_part;
}
int64_t row_of(int64_t document) {
  return (document >> version_bits) & ((int64_t{1} << row_bits) - 1);
}

bool is_searched(FieldKind kind) {
  return kind == FieldKind::text || kind == FieldKind::one_of || kind == FieldKind::several_of ||
         kind == FieldKind::agency || kind == FieldKind::region;
}

int64_t number_in(const Json& json) {
  int64_t number = 0;
  const std::string& text = json.text();
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string setting(const Database& database, std::string_view key) {
  Statement select = database.prepare("SELECT value FROM setting WHERE key = ?");
  const Result<bool> row = select.bind(key).step();
  return row && row.value() ? select.text(0) : "";
}

Result<Done> set_setting(const Database& database, std::string_view key,
                         const std::string& value) {
  Statement write = database.prepare(
      "INSERT INTO setting (key, value) VALUES (?,?) ON CONFLICT (key) DO UPDATE SET value = "
      "excluded.value");
  return write.bind(key).bind(value).run();
}

/// Intersects; the first word brings what there is.
void keep_common(const std::set<int64_t>& found, bool is_first, std::set<int64_t>* rows) {
  if (is_first) {
    *rows = found;
    return;
  }
  std::set<int64_t> common;
  std::set_intersection(rows->begin(), rows->end(), found.begin(), found.end(),
                        std::inserter(common, common.end()));
  *rows = std::move(common);
}

}  // namespace

std::string_view search_index_sql() {
  return R"sql(
CREATE VIRTUAL TABLE register_search USING fts5 (
  grams, content='', columnsize=0, detail=none, tokenize='ascii');
)sql";
}

SearchIndex::SearchIndex(const Database& database, std::vector<const RegisterTables*> tables)
    : database_(database), all_(std::move(tables)) {
  std::map<int64_t, std::set<int64_t>> masked;
  std::map<int64_t, std::set<int64_t>> shown;
  for (const RegisterTables* of_plan : all_) {
    for (const RegisterTable& table : of_plan->all()) {
      Indexed& indexed = indexed_[table.number];
      if (indexed.table == nullptr) indexed = {of_plan, &table, {}};
      for (size_t i = 0; i < table.definition->fields.size(); ++i) {
        const RegisterColumn& column = table.columns[i];
        if (table.definition->fields[i].sensitive) masked[table.number].insert(column.number);
        if (is_searched(column.kind)) shown[table.number].insert(column.number);
      }
    }
  }
  // A register that packages share shows the fields of all of them.
  for (auto& [number, indexed] : indexed_) {
    for (size_t i = 0; i < indexed.table->columns.size(); ++i) {
      const int64_t column = indexed.table->columns[i].number;
      const bool is_open = shown[number].count(column) > 0 && masked[number].count(column) == 0;
      if (is_open) indexed.columns.push_back(i);
    }
  }
}

/// A field that was masked and no longer is was never indexed.
std::string SearchIndex::masked_columns() const {
  std::set<std::pair<int64_t, int64_t>> masked;
  for (const RegisterTables* of_plan : all_) {
    for (const RegisterTable& table : of_plan->all()) {
      for (size_t i = 0; i < table.definition->fields.size(); ++i) {
        if (!table.definition->fields[i].sensitive) continue;
        masked.emplace(table.number, table.columns[i].number);
      }
    }
  }
  std::string text;
  for (const auto& [register_number, column] : masked) {
    text += std::to_string(register_number) + "." + std::to_string(column) + " ";
  }
  return text;
}

Result<SearchIndex::Position> SearchIndex::position() {
  const std::string text = setting(database_, position_key);
  if (text.empty()) return Position{};
  const Result<Json> json = parse_json(text);
  if (!json) return json.errors();
  const std::vector<Json>& parts = json.value().items();
  if (parts.size() != 3) return Position{};
  return Position{number_in(parts[0]), number_in(parts[1]), number_in(parts[2])};
}

Result<Done> SearchIndex::set_position(const Position& position) {
  return set_setting(database_, position_key,
                     Json::array({Json(position.journal), Json(position.row),
                                  Json(position.version)})
                         .print());
}

Result<Done> SearchIndex::begin_anew_where_masks_changed(Position* position) {
  const std::string masks = masked_columns();
  if (setting(database_, masks_key) == masks) return Done{};
  if (position->journal > 0 || position->row > 0) {
    const Result<Done> cleared =
        database_.execute("INSERT INTO register_search (register_search) VALUES ('delete-all')");
    if (!cleared) return cleared;
  }
  *position = Position{};
  return set_setting(database_, masks_key, masks);
}

Result<std::vector<SearchIndex::Entry>> SearchIndex::entries_after(int64_t journal,
                                                                   int64_t limit) {
  std::map<std::pair<std::string, std::string>, const Indexed*> by_name;
  for (const RegisterTables* of_plan : all_) {
    for (const RegisterTable& table : of_plan->all()) {
      by_name[{of_plan->plan().header.name, table.name}] = &indexed_.at(table.number);
    }
  }
  Statement select = database_.prepare(
      "SELECT id, package, register, after FROM journal WHERE id > ? ORDER BY id LIMIT ?");
  select.bind(journal).bind(limit);
  std::vector<Entry> entries;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) return entries;
    Entry& entry = entries.emplace_back();
    entry.journal = select.integer(0);
    const auto found = by_name.find({select.text(1), select.text(2)});
    if (found == by_name.end()) continue;
    const Result<Json> after = parse_json(select.text_view(3).empty() ? "{}" : select.text(3));
    // Entries of another kind, such as that somebody looked at a masked value, set no texts.
    if (!after || after.value()["digests"].is_null()) continue;
    entry.of = found->second;
    entry.entry = number_in(after.value()["entry"]);
    const Json& changes = after.value()["changes"];
    entry.is_spelt_out = !changes.is_null();
    for (const Json& change : changes.items()) {
      entry.changes.emplace_back(number_in(change["row"]), number_in(change["version"]));
    }
  }
}

Result<Done> SearchIndex::add(const Indexed& of, const Statement& select) {
  std::string text;
  for (size_t i = 0; i < of.columns.size(); ++i) {
    const int column = static_cast<int>(i) + 2;
    if (select.is_null(column)) continue;
    text += select.text_view(column);
    text += '\n';
    if (of.table->columns[of.columns[i]].kind != FieldKind::region) continue;
    text += of.tables->region_name(*of.table, select.text_view(column));
    text += '\n';
  }
  const std::string grams = search_grams(text);
  if (grams.empty()) return Done{};
  Statement insert =
      database_.prepare("INSERT INTO register_search (rowid, grams) VALUES (?,?)");
  return insert.bind(document_of(of.table->number, select.integer(0), select.integer(1)))
      .bind_kept(grams)
      .run();
}

/// Changes that fit a condition. What a row says that nobody changed stands in the row alone.
std::string SearchIndex::changes_sql(const Indexed& of, const std::string& of_change,
                                     const std::string& of_row) {
  std::string columns;
  for (const size_t column : of.columns) columns += ", " + of.table->column(column);
  return "SELECT row, version" + columns + " FROM " + of.table->changes() + " WHERE " + of_change +
         " UNION ALL SELECT row, version" + columns + " FROM " + of.table->rows() +
         " WHERE first_entry IS NOT NULL AND " + of_row;
}

Result<int64_t> SearchIndex::add_all(const Indexed& of, Statement* select, Position* position) {
  int64_t count = 0;
  for (;;) {
    const Result<bool> more = select->step();
    if (!more) return more.errors();
    if (!more.value()) return count;
    const Result<Done> added = add(of, *select);
    if (!added) return added.errors();
    position->row = select->integer(0);
    position->version = select->integer(1);
    ++count;
  }
}

/// How many of those that are not spelt out; fewer than asked for: the entry is done.
Result<int64_t> SearchIndex::index_changes(const Entry& entry, Position* position,
                                           int64_t changes_max) {
  const Indexed& of = *entry.of;
  if (entry.is_spelt_out) {
    const std::string one = "row = ? AND version = ?";
    Statement select = database_.prepare(changes_sql(of, one, one));
    for (const auto& [row, version] : entry.changes) {
      select.reset().bind(row).bind(version).bind(row).bind(version);
      const Result<int64_t> added = add_all(of, &select, position);
      if (!added) return added;
    }
    return int64_t{0};
  }
  const std::string behind = " AND (row, version) > (?, ?)";
  Statement select = database_.prepare(
      changes_sql(of, "entry = ?" + behind, "first_entry = ?" + behind) +
      " ORDER BY row, version LIMIT ?");
  const Position from = *position;
  for (int part = 0; part < 2; ++part) {
    select.bind(entry.entry).bind(from.row).bind(from.version);
  }
  select.bind(changes_max);
  return add_all(of, &select, position);
}

Result<bool> SearchIndex::advance(int64_t changes_max) {
  Result<Position> now = position();
  if (!now) return now.errors();
  Position& position = now.value();
  const Result<Done> settled = begin_anew_where_masks_changed(&position);
  if (!settled) return settled.errors();
  constexpr int64_t entries_max = 100;
  const Result<std::vector<Entry>> entries = entries_after(position.journal, entries_max);
  if (!entries) return entries.errors();
  if (entries.value().empty()) return false;
  for (const Entry& entry : entries.value()) {
    if (changes_max <= 0) break;
    if (entry.of != nullptr) {
      const Result<int64_t> count = index_changes(entry, &position, changes_max);
      if (!count) return count.errors();
      const bool is_cut = count.value() == changes_max;
      changes_max -= std::max<int64_t>(count.value(), entry.changes.size());
      if (is_cut) break;
    }
    position = {entry.journal, 0, 0};
  }
  const Result<Done> kept = set_position(position);
  if (!kept) return kept.errors();
  return true;
}

Result<bool> SearchIndex::is_behind() {
  const Result<Position> now = position();
  if (!now) return now.errors();
  if (setting(database_, masks_key) != masked_columns()) return true;
  Statement select = database_.prepare("SELECT coalesce(max(id), 0) FROM journal");
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  return select.integer(0) > now.value().journal;
}

Result<Done> SearchIndex::load_waiting() {
  if (is_waiting_known_) return Done{};
  is_waiting_known_ = true;
  const Result<Position> now = position();
  if (!now) return now.errors();
  all_wait_ = setting(database_, masks_key) != masked_columns();
  const Result<std::vector<Entry>> entries = entries_after(now.value().journal, waiting_max + 1);
  if (!entries) return entries.errors();
  all_wait_ = all_wait_ || static_cast<int64_t>(entries.value().size()) > waiting_max;
  for (const Entry& entry : entries.value()) {
    if (entry.of == nullptr) continue;
    Waiting& waiting = waiting_[entry.of->table->number];
    waiting.is_any = waiting.is_any || !entry.is_spelt_out;
    for (const auto& [row, version] : entry.changes) waiting.rows.insert(row);
  }
  return Done{};
}

/// False: too many hold it, or it has no piece.
Result<bool> SearchIndex::find_word(int64_t register_number, const std::string& word,
                                    std::set<int64_t>* rows) {
  const std::string expression = search_expression(word);
  if (expression.empty()) return false;
  Statement select = database_.prepare(
      "SELECT rowid FROM register_search WHERE register_search MATCH ? AND rowid BETWEEN ? AND ? "
      "LIMIT ?");
  select.bind(expression).bind(document_of(register_number, 0, 0));
  select.bind(document_of(register_number + 1, 0, 0) - 1).bind(found_max + 1);
  int64_t count = 0;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) return true;
    if (++count > found_max) return false;
    rows->insert(row_of(select.integer(0)));
  }
}

Result<SearchIndex::Candidates> SearchIndex::find(int64_t register_number,
                                                  const std::vector<std::string>& words) {
  const Result<Done> loaded = load_waiting();
  if (!loaded) return loaded.errors();
  Candidates candidates;
  const Waiting& waiting = waiting_[register_number];
  candidates.is_whole = !all_wait_ && !waiting.is_any;
  if (!candidates.is_whole) return candidates;
  std::set<int64_t> rows;
  bool is_narrowed = false;
  for (const std::string& word : words) {
    std::set<int64_t> found;
    const Result<bool> is_known = find_word(register_number, word, &found);
    if (!is_known) return is_known.errors();
    if (!is_known.value()) continue;
    keep_common(found, !is_narrowed, &rows);
    is_narrowed = true;
  }
  candidates.is_whole = is_narrowed;
  rows.insert(waiting.rows.begin(), waiting.rows.end());
  candidates.rows.assign(rows.begin(), rows.end());
  return candidates;
}

}  // namespace fangan
