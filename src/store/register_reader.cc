#include <algorithm>
#include <cassert>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "store/column_reader.h"
#include "store/past_rows.h"
#include "store/register_columns.h"
#include "store/register_store.h"
#include "store/row_keeper.h"
#include "store/row_query.h"

namespace fangan {
namespace {

/// The changes of a row that set one place of it, in the order in which they hold.
using Setters = std::set<std::tuple<Date, Moment, uint64_t, size_t>>;

/// What held on a day by the changes noted so far: an index into them; none where nothing did.
std::optional<size_t> setter_on(const Setters& setters, Date day) {
  const auto behind = setters.upper_bound({day, Moment{INT64_MAX}, UINT64_MAX, SIZE_MAX});
  if (behind == setters.begin()) return std::nullopt;
  return std::get<3>(*std::prev(behind));
}

/// Which change gave each place of a row its value. Places: the fields, the state, whether it is
/// there.
class PlaceHistory {
 public:
  explicit PlaceHistory(const RegisterTable& table)
      : table_(table), setters_(table.definition->fields.size() + 2) {}

  size_t state_place() const { return setters_.size() - 2; }
  const Setters& setters(size_t place) const { return setters_[place]; }

  void note(const StoredRowChange& change, size_t index) {
    for (size_t place = 0; place < setters_.size(); ++place) {
      if (!sets(change, place)) continue;
      setters_[place].emplace(change.holds_from, change.recorded, change.version, index);
    }
  }

  /// The changes that give a value which holds on that day.
  std::set<size_t> shown_on(Date day) const {
    std::set<size_t> shown;
    for (const Setters& setters : setters_) {
      if (const std::optional<size_t> index = setter_on(setters, day)) shown.insert(*index);
    }
    return shown;
  }

 private:
  bool sets(const StoredRowChange& change, size_t place) const {
    if (place < state_place()) return change.sets(table_.columns[place]);
    return place == state_place() ? !change.state.is_null() : change.removed.has_value();
  }

  const RegisterTable& table_;
  std::vector<Setters> setters_;
};

}  // namespace

class RegisterReader::Work {
 public:
  Work(const Database& database, const RegisterTables& tables, View view)
      : database_(database),
        tables_(tables),
        view_(view),
        keeper_(database, tables),
        past_(database, tables, view) {}

  Result<Done> each(const RegisterTable& table, const RowQuery& query,
                    const std::function<bool(StoredRow)>& take);
  Result<int64_t> count(const RegisterTable& table, const RowQuery& query);
  Result<RegisterColumns> columns(const RegisterTable& table, const RowQuery& query,
                                  const RowNeeds& needs);
  Result<std::optional<StoredRow>> row(const RegisterTable& table, std::string_view id);
  Result<std::optional<StoredRow>> row(const RegisterTable& table, int64_t number);
  Result<std::vector<StoredRow>> referring(const RegisterTable& table, size_t field, int64_t row,
                                           const RowScope& scope, int64_t limit);
  Result<std::vector<RowHistory>> history(const RegisterTable& table, int64_t row,
                                          const HistoryPart& part);
  Result<std::vector<RowDifference>> compare(const RegisterTable& table, int64_t row, Date from,
                                             Date to);

 private:
  /// The rows a query takes, in its order.
  struct Found {
    std::vector<int64_t> rows;
    std::optional<int64_t> total;  ///< Where it came along.
  };
  /// The columns of a query and what reads them.
  struct Reading;

  Result<bool> is_current();
  Result<std::string> rows_of(const RegisterTable& table, PastRows::Need need);
  QuerySource source(const RegisterTable& table);
  Result<SqlCondition> condition(const RegisterTable& table, const RowQuery& query);
  Result<Found> find(const RegisterTable& table, const RowQuery& query);
  Result<Found> scan(const std::string& rows, const SqlCondition& condition, const RowQuery& query);
  Result<std::string> id_of(const RegisterTable& table, int64_t row);
  Result<std::string> id_now(const RegisterTable& table, int64_t row);
  Result<std::optional<StoredRow>> fetch(const RegisterTable& table, int64_t row);
  Result<std::optional<StoredRow>> fold_one(const RegisterTable& table, int64_t number);
  Result<StoredRow> make_row(const RegisterTable& table, int64_t number, const FoldedRow& folded,
                             const RowIdentity& identity);
  Result<Value> value(const RegisterTable& table, size_t column, const StoredCell& cell);
  Result<Done> add_readers(const RegisterTable& table, const RowNeeds& needs, Reading* reading);
  Result<RowHistory> tell(const RegisterTable& table, const std::vector<StoredRowChange>& changes,
                          size_t index, const PlaceHistory& earlier);
  Result<Done> note_last_version(const RegisterTable& table, StoredRow* row);

  const Database& database_;
  const RegisterTables& tables_;
  View view_;
  RowKeeper keeper_;
  PastRows past_;
  std::optional<bool> is_current_;
  std::map<int64_t, Statement> fetches_;
  /// By register and row; none: each is looked up.
  std::optional<std::map<int64_t, std::unordered_map<int64_t, std::string>>> ids_;
  std::map<int64_t, std::optional<Statement>> last_versions_;  ///< None: nothing waits for a day.
  std::optional<std::pair<std::string, int64_t>> counted_;  ///< The last query and its total.
};

/// Whether the tables of today show this view: nothing was recorded after it, and nothing begins
/// to hold between the day of the tables and its own.
Result<bool> RegisterReader::Work::is_current() {
  if (is_current_) return *is_current_;
  const Result<std::optional<Date>> day = registers_day(database_);
  if (!day) return day.errors();
  Statement select = database_.prepare(
      "SELECT coalesce(max(recorded), 0), (SELECT count(*) FROM register_pending WHERE day <= ?) "
      "FROM register_table");
  const Result<bool> row = select.bind(view_.as_of.days_since_1970()).step();
  if (!row) return row.errors();
  const bool knows_all = view_.known_at.microseconds >= select.integer(0);
  const bool is_its_day = !day.value() || view_.as_of == *day.value() ||
                          (view_.as_of > *day.value() && select.integer(1) == 0);
  is_current_ = knows_all && is_its_day;
  return *is_current_;
}

Result<std::string> RegisterReader::Work::rows_of(const RegisterTable& table,
                                                  PastRows::Need need) {
  const Result<bool> current = is_current();
  if (!current) return current.errors();
  if (current.value()) return table.rows();
  return past_.rows(table, need);
}

QuerySource RegisterReader::Work::source(const RegisterTable& table) {
  // Conditions and orders ask a row that is referred to for its id alone.
  return {tables_, table, [this](const RegisterTable& each) {
            return rows_of(each, PastRows::Need::identity);
          }};
}

Result<SqlCondition> RegisterReader::Work::condition(const RegisterTable& table,
                                                     const RowQuery& query) {
  Result<SqlCondition> condition = write_condition(source(table), query);
  if (condition) add_scope(table, query.scope, &condition.value());
  return condition;
}

/// One pass over all rows: the total, and the first rows by id of those that fit. An order by the
/// index of ids would fetch every row on its own where few fit.
Result<RegisterReader::Work::Found> RegisterReader::Work::scan(const std::string& rows,
                                                               const SqlCondition& condition,
                                                               const RowQuery& query) {
  const std::string where = condition.sql.empty() ? "" : " WHERE " + condition.sql;
  Statement select = database_.prepare("SELECT r.row, r.id FROM " + rows + " AS r" + where);
  condition.bind(&select);
  const auto wanted = static_cast<size_t>(query.offset + query.count);
  std::vector<std::pair<std::string, int64_t>> first;  // A heap, the last of them on top.
  Found found;
  found.total = 0;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) break;
    ++*found.total;
    if (wanted == 0) continue;
    const std::string_view id = select.text_view(1);
    if (first.size() == wanted) {
      if (id >= first.front().first) continue;
      std::pop_heap(first.begin(), first.end());
      first.pop_back();
    }
    first.emplace_back(std::string(id), select.integer(0));
    std::push_heap(first.begin(), first.end());
  }
  std::sort_heap(first.begin(), first.end());
  for (size_t i = static_cast<size_t>(query.offset); i < first.size(); ++i) {
    found.rows.push_back(first[i].second);
  }
  return found;
}

namespace {

std::string query_key(const RegisterTable& table, const SqlCondition& condition) {
  std::string key = std::to_string(table.number) + condition.sql;
  for (const StoredCell& cell : condition.values) {
    const bool is_integer = cell.kind == StoredCell::Kind::integer;
    key += "|" + (is_integer ? std::to_string(cell.integer) : cell.text);
  }
  return key;
}

/// So many rows are looked for in one pass at most; a page further down is sorted by the library.
constexpr int64_t scan_max = 20'000;

/// The scope and the order by id take no field.
PastRows::Need need_of(const RowQuery& query) {
  const bool takes_fields = !query.where.empty() || !query.words.empty() || !query.order.empty();
  return takes_fields ? PastRows::Need::fields : PastRows::Need::identity;
}

}  // namespace

Result<RegisterReader::Work::Found> RegisterReader::Work::find(const RegisterTable& table,
                                                               const RowQuery& query) {
  const Result<std::string> rows = rows_of(table, need_of(query));
  if (!rows) return rows.errors();
  const Result<SqlCondition> where = condition(table, query);
  if (!where) return where.errors();
  const Result<std::string> order = write_order(source(table), query);
  if (!order) return order.errors();
  const Result<bool> current = is_current();
  if (!current) return current.errors();
  const bool has_filter = !query.where.empty() || !query.words.empty();
  const bool is_scan = (has_filter || !current.value()) && order.value() == "r.id" &&
                       query.count >= 0 && query.offset <= scan_max - query.count;
  if (is_scan) {
    Result<Found> found = scan(rows.value(), where.value(), query);
    if (found) counted_.emplace(query_key(table, where.value()), *found.value().total);
    return found;
  }
  std::string sql = "SELECT r.row FROM " + rows.value() + " AS r";
  if (!where.value().sql.empty()) sql += " WHERE " + where.value().sql;
  Statement select = database_.prepare(sql + " ORDER BY " + order.value() + " LIMIT ? OFFSET ?");
  where.value().bind(&select);
  select.bind(query.count).bind(query.offset);
  Found found;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) return found;
    found.rows.push_back(select.integer(0));
  }
}

Result<int64_t> RegisterReader::Work::count(const RegisterTable& table, const RowQuery& query) {
  const Result<std::string> rows = rows_of(table, need_of(query));
  if (!rows) return rows.errors();
  const Result<SqlCondition> where = condition(table, query);
  if (!where) return where.errors();
  const std::string key = query_key(table, where.value());
  if (counted_ && counted_->first == key) return counted_->second;
  std::string sql = "SELECT count(*) FROM " + rows.value() + " AS r";
  if (!where.value().sql.empty()) sql += " WHERE " + where.value().sql;
  Statement select = database_.prepare(sql);
  where.value().bind(&select);
  const Result<bool> row = select.step();
  if (!row) return row.errors();
  counted_.emplace(key, select.integer(0));
  return counted_->second;
}

/// While many rows are read, the few that they refer to are looked up once.
Result<std::string> RegisterReader::Work::id_of(const RegisterTable& table, int64_t row) {
  if (!ids_) return id_now(table, row);
  std::unordered_map<int64_t, std::string>& ids = (*ids_)[table.number];
  const auto known = ids.find(row);
  if (known != ids.end()) return known->second;
  constexpr size_t ids_max = 100'000;
  if (ids.size() >= ids_max) ids.clear();
  Result<std::string> id = id_now(table, row);
  if (id) ids.emplace(row, id.value());
  return id;
}

Result<std::string> RegisterReader::Work::id_now(const RegisterTable& table, int64_t row) {
  const Result<bool> current = is_current();
  if (!current) return current.errors();
  return current.value() ? keeper_.id_of(table, row) : past_.id_of(table, row);
}

Result<Value> RegisterReader::Work::value(const RegisterTable& table, size_t column,
                                          const StoredCell& cell) {
  if (cell.is_null() || table.columns[column].kind != FieldKind::reference) {
    return read_cell(tables_, table, table.columns[column], cell);
  }
  const Result<std::string> id = id_of(*tables_.find(table.columns[column].target), cell.integer);
  if (!id) return id.errors();
  return Value(id.value());
}

Result<StoredRow> RegisterReader::Work::make_row(const RegisterTable& table, int64_t number,
                                                 const FoldedRow& folded,
                                                 const RowIdentity& identity) {
  StoredRow row;
  row.row = number;
  row.version = folded.version;
  row.holds_from = folded.holds_from;
  row.recorded = folded.recorded;
  row.actor = folded.actor;
  if (!identity.region.is_null()) row.region = identity.region.text;
  if (!identity.subject.is_null()) row.subject = identity.subject.integer;
  if (!folded.source.is_null()) row.source = folded.source.text;
  if (!folded.nature.is_null()) row.nature = folded.nature.text;
  row.state.id = identity.id;
  row.state.since = folded.since;
  if (!folded.state.is_null()) row.state.state = folded.state.text;
  if (!folded.entered.is_null()) row.state.entered = entered_states(folded.entered.text);
  row.state.period = read_period_cell(table.period, folded.period);
  row.state.fields.reserve(table.definition->fields.size());
  for (size_t i = 0; i < table.definition->fields.size(); ++i) {
    Result<Value> field = value(table, i, folded.cells[i]);
    if (!field) return field.errors();
    row.state.fields.push_back(std::move(field).value());
  }
  const Result<Done> noted = note_last_version(table, &row);
  if (!noted) return noted.errors();
  return row;
}

/// A change that waits for its day counts as well: whoever edits the row has to know of it.
Result<Done> RegisterReader::Work::note_last_version(const RegisterTable& table, StoredRow* row) {
  auto found = last_versions_.find(table.number);
  if (found == last_versions_.end()) {
    Statement waiting = database_.prepare("SELECT 1 FROM register_pending WHERE register = ?");
    const Result<bool> any = waiting.bind(table.number).step();
    if (!any) return any.errors();
    std::optional<Statement> last;
    if (any.value()) {
      last.emplace(database_.prepare("SELECT coalesce(max(version), 0) FROM " + table.changes() +
                                     " WHERE row = ? AND recorded <= ?"));
    }
    found = last_versions_.emplace(table.number, std::move(last)).first;
  }
  if (!found->second) return Done{};
  Statement& last = *found->second;
  const Result<bool> more = last.reset().bind(row->row).bind(view_.known_at.microseconds).step();
  if (!more) return more.errors();
  row->version = std::max(row->version, static_cast<uint64_t>(last.integer(0)));
  last.reset();
  return Done{};
}

/// A row by its number, from the table of the view.
Result<std::optional<StoredRow>> RegisterReader::Work::fetch(const RegisterTable& table,
                                                             int64_t row) {
  if (past_.is_stale(table, row)) return fold_one(table, row);
  auto found = fetches_.find(table.number);
  if (found == fetches_.end()) {
    const Result<std::string> rows = rows_of(table, PastRows::Need::identity);
    if (!rows) return rows.errors();
    found = fetches_
                .emplace(table.number, database_.prepare("SELECT " + row_columns(table) + " FROM " +
                                                         rows.value() + " WHERE row = ?"))
                .first;
  }
  Statement& select = found->second;
  const Result<bool> more = select.reset().bind(row).step();
  if (!more) return more.errors();
  if (!more.value()) return std::optional<StoredRow>();
  RowIdentity identity;
  identity.id = select.text(1);
  read_stored(select, 2, FieldKind::text, &identity.region);
  read_stored(select, 3, FieldKind::reference, &identity.subject);
  FoldedRow folded;
  read_folded(select, table, first_folded_column, &folded);
  select.reset();
  Result<StoredRow> made = make_row(table, row, folded, identity);
  if (!made) return made.errors();
  return std::optional<StoredRow>(std::move(made).value());
}

Result<Done> RegisterReader::Work::each(const RegisterTable& table, const RowQuery& query,
                                        const std::function<bool(StoredRow)>& take) {
  const Result<Found> found = find(table, query);
  if (!found) return found.errors();
  const bool is_outermost = !ids_;
  if (is_outermost) ids_.emplace();
  Result<Done> done = Done{};
  for (const int64_t number : found.value().rows) {
    Result<std::optional<StoredRow>> row = fetch(table, number);
    if (!row) done = row.errors();
    if (!row || (row.value() && !take(std::move(*row.value())))) break;
  }
  if (is_outermost) ids_.reset();
  return done;
}

namespace {

/// Which of the rows found stands under a number.
class RowPlaces {
 public:
  explicit RowPlaces(const std::vector<int64_t>& rows) {
    places_.reserve(rows.size());
    for (size_t i = 0; i < rows.size(); ++i) places_.emplace_back(rows[i], i);
    std::sort(places_.begin(), places_.end());
  }

  /// None where the number is not among them.
  std::optional<size_t> find(int64_t row) {
    const bool is_next = next_ < places_.size() && places_[next_].first == row;
    const auto at = is_next ? places_.begin() + static_cast<ptrdiff_t>(next_)
                            : std::lower_bound(places_.begin(), places_.end(),
                                               std::pair<int64_t, size_t>(row, 0));
    if (at == places_.end() || at->first != row) return std::nullopt;
    next_ = static_cast<size_t>(at - places_.begin()) + 1;  // Mostly they come in their order.
    return at->second;
  }

 private:
  std::vector<std::pair<int64_t, size_t>> places_;
  size_t next_ = 0;
};

}  // namespace

struct RegisterReader::Work::Reading {
  std::string columns = "r.row, r.id";  ///< As SQL names them.
  std::string joins;
  struct Reader {
    std::unique_ptr<ColumnReader> reader;
    column::Column* column = nullptr;  ///< What is read goes there.
  };
  std::vector<Reader> readers;
  RegisterColumns read;
  bool is_whole = false;  ///< With the two columns behind the id.

  void add(const std::string& sql, std::unique_ptr<ColumnReader> reader, column::Column* column) {
    columns += ", " + sql;
    readers.push_back({std::move(reader), column});
  }

  void make_whole() {
    is_whole = true;
    columns += ", r.since, r.entered";
    read.columns.since.resize(read.numbers.size());
    read.columns.entered.resize(read.numbers.size());
  }

  /// The row at hand, which stands at that place.
  Result<Done> take(const Statement& select, size_t row) {
    read.columns.ids[row] = select.text_view(1);
    int next = 2;
    if (is_whole) {
      read.columns.since[row] = Date::from_days(select.integer(next++));
      read.columns.entered[row] = entered_states(select.text_view(next++));
    }
    for (const Reader& each : readers) {
      const Result<Done> done = each.reader->read(select, next++, row);
      if (!done) return done;
    }
    return Done{};
  }
};

Result<Done> RegisterReader::Work::add_readers(const RegisterTable& table, const RowNeeds& needs,
                                               Reading* reading) {
  const size_t rows = reading->read.numbers.size();
  RowColumns& columns = reading->read.columns;
  const IdOf id = [this](const RegisterTable& target, int64_t row) { return id_of(target, row); };
  if (needs.whole) reading->make_whole();
  for (size_t field = 0; field < table.definition->fields.size(); ++field) {
    if (!needs.whole && needs.fields.count(field) == 0) continue;
    reading->add("r." + table.column(field), column_reader(tables_, table, field, rows, id),
                 &columns.fields[field]);
  }
  if (needs.whole || needs.state) {
    reading->add("r.state", column_reader(rows, [](std::string_view text) { return Value(text); }),
                 &columns.state);
  }
  if (needs.whole || needs.period) {
    const auto period = [&table](std::string_view text) {
      StoredCell cell;
      cell.set(text);
      return read_period_cell(table.period, cell);
    };
    reading->add("r.period", column_reader(rows, period), &columns.period);
  }
  if (needs.whole) return Done{};
  // In another view two rows may bear one id, and the first of them is the one that is named.
  const Result<bool> current = is_current();
  if (!current) return current.errors();
  for (const auto& path : needs.paths) {
    const bool is_stored = table.columns[path.first].kind == FieldKind::reference;
    if (!current.value() || !is_stored) continue;
    const RegisterTable& target = *tables_.find(table.columns[path.first].target);
    const std::string name = "t" + std::to_string(path.first);
    const std::string join = " LEFT JOIN " + target.rows() + " AS " + name + " ON " + name +
                             ".row = r." + table.column(path.first);
    if (reading->joins.find(join) == std::string::npos) reading->joins += join;
    reading->add(name + "." + target.column(path.second),
                 column_reader(tables_, target, path.second, rows, id), &columns.paths[path]);
  }
  return Done{};
}

Result<RegisterColumns> RegisterReader::Work::columns(const RegisterTable& table,
                                                      const RowQuery& query,
                                                      const RowNeeds& needs) {
  const Result<std::string> rows = rows_of(table, PastRows::Need::fields);
  if (!rows) return rows.errors();
  Result<Found> found = find(table, query);
  if (!found) return found.errors();
  const Result<SqlCondition> where = condition(table, query);
  if (!where) return where.errors();
  Reading reading;
  reading.read.numbers = std::move(found.value().rows);
  reading.read.columns.ids.resize(reading.read.numbers.size());
  const Result<Done> added = add_readers(table, needs, &reading);
  if (!added) return added.errors();
  std::string sql = "SELECT " + reading.columns + " FROM " + rows.value() + " AS r" + reading.joins;
  if (!where.value().sql.empty()) sql += " WHERE " + where.value().sql;
  Statement select = database_.prepare(sql);
  where.value().bind(&select);
  RowPlaces places(reading.read.numbers);
  [[maybe_unused]] size_t count = 0;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) break;
    const std::optional<size_t> place = places.find(select.integer(0));
    if (!place) continue;
    ++count;
    const Result<Done> taken = reading.take(select, *place);
    if (!taken) return taken.errors();
  }
  assert(count == reading.read.numbers.size());
  for (Reading::Reader& each : reading.readers) *each.column = each.reader->take();
  return std::move(reading.read);
}

Result<std::optional<StoredRow>> RegisterReader::Work::row(const RegisterTable& table,
                                                           int64_t number) {
  const Result<bool> current = is_current();
  if (!current) return current.errors();
  return current.value() ? fetch(table, number) : fold_one(table, number);
}

Result<std::optional<StoredRow>> RegisterReader::Work::fold_one(const RegisterTable& table,
                                                                int64_t number) {
  const Result<std::optional<PastRows::One>> one = past_.one(table, number);
  if (!one) return one.errors();
  if (!one.value()) return std::optional<StoredRow>();
  Result<StoredRow> made = make_row(table, number, one.value()->folded, one.value()->identity);
  if (!made) return made.errors();
  return std::optional<StoredRow>(std::move(made).value());
}

Result<std::optional<StoredRow>> RegisterReader::Work::row(const RegisterTable& table,
                                                           std::string_view id) {
  // The row that has the id today, which mostly had it then as well.
  const Result<int64_t> number = keeper_.row_of(table, id);
  if (!number) return number.errors();
  if (number.value() != 0) {
    Result<std::optional<StoredRow>> found = row(table, number.value());
    if (!found || (found.value() && found.value()->state.id == id)) return found;
  }
  const Result<bool> current = is_current();
  if (!current) return current.errors();
  if (current.value()) return std::optional<StoredRow>();
  const Result<std::string> rows = rows_of(table, PastRows::Need::identity);
  if (!rows) return rows.errors();
  Statement select =
      database_.prepare("SELECT row FROM " + rows.value() + " WHERE id = ? ORDER BY row");
  const Result<bool> more = select.bind(id).step();
  if (!more) return more.errors();
  if (!more.value()) return std::optional<StoredRow>();
  return fetch(table, select.integer(0));
}

Result<std::vector<StoredRow>> RegisterReader::Work::referring(const RegisterTable& table,
                                                               size_t field, int64_t row,
                                                               const RowScope& scope,
                                                               int64_t limit) {
  const Result<std::string> rows = rows_of(table, PastRows::Need::fields);
  if (!rows) return rows.errors();
  SqlCondition condition;
  condition.add("r." + table.column(field) + " = ?");
  condition.values.emplace_back().set(row);
  add_scope(table, scope, &condition);
  Statement select = database_.prepare("SELECT r.row FROM " + rows.value() + " AS r WHERE " +
                                       condition.sql + " ORDER BY r.id LIMIT ?");
  condition.bind(&select);
  select.bind(limit);
  std::vector<StoredRow> list;
  for (;;) {
    const Result<bool> more = select.step();
    if (!more) return more.errors();
    if (!more.value()) return list;
    Result<std::optional<StoredRow>> found = fetch(table, select.integer(0));
    if (!found) return found.errors();
    if (found.value()) list.push_back(std::move(*found.value()));
  }
}

/// What one change did, against what was known just before it.
Result<RowHistory> RegisterReader::Work::tell(const RegisterTable& table,
                                              const std::vector<StoredRowChange>& changes,
                                              size_t index, const PlaceHistory& earlier) {
  const StoredRowChange& change = changes[index];
  RowHistory told;
  told.version = change.version;
  told.entry = change.entry;
  told.holds_from = change.holds_from;
  told.recorded = change.recorded;
  told.actor = change.actor;
  told.step = change.step;
  told.removed = change.removed;
  const auto before = [&](size_t place) {
    return setter_on(earlier.setters(place), change.holds_from);
  };
  if (!change.state.is_null()) told.state = change.state.text;
  const std::optional<size_t> state = before(earlier.state_place());
  if (state) told.state_before = changes[*state].state.text;
  for (size_t i = 0; i < table.definition->fields.size(); ++i) {
    if (!change.sets(table.columns[i])) continue;
    const std::optional<size_t> last = before(i);
    Result<Value> old = last ? value(table, i, changes[*last].cells[i]) : Result<Value>(Value());
    Result<Value> set = value(table, i, change.cells[i]);
    if (!old) return old.errors();
    if (!set) return set.errors();
    told.fields.push_back({i, std::move(old).value(), std::move(set).value()});
  }
  return told;
}

Result<std::vector<RowHistory>> RegisterReader::Work::history(const RegisterTable& table,
                                                              int64_t row,
                                                              const HistoryPart& part) {
  const Result<std::vector<StoredRowChange>> changes = keeper_.changes(table, row);
  if (!changes) return changes.errors();
  std::vector<size_t> wanted;  // From the newest on.
  for (size_t i = changes.value().size(); i-- > 0;) {
    const StoredRowChange& change = changes.value()[i];
    if (change.recorded > view_.known_at) continue;
    if (part.before != 0 && change.version >= part.before) continue;
    if (part.until && change.holds_from > *part.until) continue;
    if (part.count >= 0 && wanted.size() == static_cast<size_t>(part.count)) break;
    wanted.push_back(i);
  }
  std::vector<RowHistory> history(wanted.size());
  PlaceHistory places(table);
  for (size_t i = 0, left = wanted.size(); i < changes.value().size(); ++i) {
    if (changes.value()[i].recorded > view_.known_at) continue;
    if (left > 0 && wanted[left - 1] == i) {
      Result<RowHistory> told = tell(table, changes.value(), i, places);
      if (!told) return told.errors();
      history[--left] = std::move(told).value();
    }
    places.note(changes.value()[i], i);
  }
  const std::set<size_t> shown = places.shown_on(view_.as_of);
  for (size_t i = 0; i < wanted.size(); ++i) history[i].is_current = shown.count(wanted[i]) > 0;
  return history;
}

Result<std::vector<RowDifference>> RegisterReader::Work::compare(const RegisterTable& table,
                                                                 int64_t row, Date from, Date to) {
  const Result<std::vector<StoredRowChange>> changes = keeper_.changes(table, row);
  if (!changes) return changes.errors();
  const Result<std::vector<RowHistory>> told = history(table, row, {});
  if (!told) return told.errors();
  FoldedRow before;
  FoldedRow after;
  fold(table, changes.value(), View{from, view_.known_at}, &before);
  fold(table, changes.value(), View{to, view_.known_at}, &after);
  std::vector<RowDifference> differences;
  for (size_t i = 0; i < table.definition->fields.size(); ++i) {
    if (before.cells[i] == after.cells[i]) continue;
    RowDifference difference;
    difference.field = i;
    Result<Value> old = value(table, i, before.cells[i]);
    Result<Value> current = value(table, i, after.cells[i]);
    if (!old) return old.errors();
    if (!current) return current.errors();
    difference.before = std::move(old).value();
    difference.after = std::move(current).value();
    for (const RowHistory& each : told.value()) {
      const bool sets =
          std::any_of(each.fields.begin(), each.fields.end(),
                      [i](const RowHistory::Field& field) { return field.field == i; });
      if (sets && each.holds_from > std::min(from, to) && each.holds_from <= std::max(from, to)) {
        difference.changes.push_back(each);
      }
    }
    differences.push_back(std::move(difference));
  }
  return differences;
}

RegisterReader::RegisterReader(const Database& database, const RegisterTables& tables, View view)
    : work_(std::make_unique<Work>(database, tables, view)) {}
RegisterReader::~RegisterReader() = default;

Result<std::vector<StoredRow>> RegisterReader::page(const RegisterTable& table,
                                                    const RowQuery& query) {
  std::vector<StoredRow> rows;
  const Result<Done> done = work_->each(table, query, [&rows](StoredRow row) {
    rows.push_back(std::move(row));
    return true;
  });
  if (!done) return done.errors();
  return rows;
}
Result<int64_t> RegisterReader::count(const RegisterTable& table, const RowQuery& query) {
  return work_->count(table, query);
}
Result<Done> RegisterReader::each(const RegisterTable& table, const RowQuery& query,
                                  const std::function<bool(StoredRow)>& take) {
  return work_->each(table, query, take);
}
Result<RegisterColumns> RegisterReader::columns(const RegisterTable& table, const RowQuery& query,
                                                const RowNeeds& needs) {
  return work_->columns(table, query, needs);
}
Result<std::optional<StoredRow>> RegisterReader::row(const RegisterTable& table,
                                                     std::string_view id) {
  return work_->row(table, id);
}
Result<std::optional<StoredRow>> RegisterReader::row(const RegisterTable& table, int64_t number) {
  return work_->row(table, number);
}
Result<std::vector<StoredRow>> RegisterReader::referring(const RegisterTable& table, size_t field,
                                                         int64_t row, const RowScope& scope,
                                                         int64_t limit) {
  return work_->referring(table, field, row, scope, limit);
}
Result<std::vector<RowHistory>> RegisterReader::history(const RegisterTable& table, int64_t row,
                                                        const HistoryPart& part) {
  return work_->history(table, row, part);
}
Result<std::vector<RowDifference>> RegisterReader::compare(const RegisterTable& table, int64_t row,
                                                           Date from, Date to) {
  return work_->compare(table, row, from, to);
}

}  // namespace fangan
