#include "store/register_fold.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <tuple>

namespace fangan {
namespace {

void enter_state(std::string_view state, Date day, std::string* entered) {
  std::string kept;
  std::string_view rest = *entered;
  while (!rest.empty()) {
    const size_t end = rest.find(';');
    const std::string_view part = rest.substr(0, end + 1);
    if (part.substr(0, part.find('=')) != state) kept += part;
    rest.remove_prefix(part.size());
  }
  *entered = kept + entered_state(state, day);
}

void apply(const RegisterTable& table, const StoredRowChange& change, FoldedRow* row) {
  if (!row->begun) row->since = change.holds_from;
  row->begun = true;
  row->version = std::max(row->version, change.version);
  row->holds_from = change.holds_from;
  row->recorded = change.recorded;
  row->actor = change.actor;
  if (change.removed) row->removed = *change.removed;
  if (!change.period.is_null()) row->period = change.period;
  if (!change.source.is_null()) row->source = change.source;
  if (!change.nature.is_null()) row->nature = change.nature;
  if (!change.state.is_null()) {
    row->state = change.state;
    row->entered.kind = StoredCell::Kind::text;
    enter_state(change.state.text, change.holds_from, &row->entered.text);
  }
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (change.sets(table.columns[i])) row->cells[i] = change.cells[i];
  }
}

}  // namespace

std::string entered_state(std::string_view state, Date day) {
  return std::string(state) + "=" + std::to_string(day.days_since_1970()) + ";";
}

View all_known(Date day) {
  return {day, Moment{std::numeric_limits<int64_t>::max()}};
}

void fold(const RegisterTable& table, std::span<const StoredRowChange> changes, const View& view,
          FoldedRow* row) {
  *row = FoldedRow();
  row->cells.resize(table.columns.size());
  std::vector<const StoredRowChange*> shown;
  shown.reserve(changes.size());
  for (const StoredRowChange& change : changes) {
    if (change.holds_from <= view.as_of && change.recorded <= view.known_at) {
      shown.push_back(&change);
    }
  }
  const auto earlier = [](const StoredRowChange* a, const StoredRowChange* b) {
    return std::tie(a->holds_from, a->recorded, a->version) <
           std::tie(b->holds_from, b->recorded, b->version);
  };
  std::sort(shown.begin(), shown.end(), earlier);
  for (const StoredRowChange* change : shown) apply(table, *change, row);
}

std::vector<std::pair<std::string, Date>> entered_states(std::string_view text) {
  std::vector<std::pair<std::string, Date>> states;
  while (!text.empty()) {
    const size_t end = text.find(';');
    const std::string_view part = text.substr(0, end);
    const size_t sign = part.find('=');
    int64_t day = 0;
    std::from_chars(part.data() + sign + 1, part.data() + part.size(), day);
    states.emplace_back(std::string(part.substr(0, sign)), Date::from_days(day));
    text.remove_prefix(end + 1);
  }
  return states;
}

std::string marks(size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ",?";
  return text;
}

std::string change_columns(const RegisterTable& table) {
  std::string columns =
      "row, version, entry, holds_from, recorded, actor, step, removed, set_fields, period, "
      "state, source, nature";
  for (size_t i = 0; i < table.columns.size(); ++i) columns += ", " + table.column(i);
  return columns;
}

std::string history_sql(const RegisterTable& table, HistoryOf what) {
  std::string first =
      "row, 1, first_entry, since, recorded, actor, first_step, NULL, NULL, period, state, "
      "source, nature";
  for (size_t i = 0; i < table.columns.size(); ++i) first += ", " + table.column(i);
  const std::string of_first = what == HistoryOf::row ? " AND row = ?1" : "";
  return "SELECT " + change_columns(table) + " FROM " + table.changes() +
         (what == HistoryOf::row ? " WHERE row = ?1" : "") + " UNION ALL SELECT " + first +
         " FROM " + table.rows() + " WHERE first_entry IS NOT NULL" + of_first + " ORDER BY 1, 2";
}

size_t change_column_count(const RegisterTable& table) {
  return 13 + table.columns.size();
}

void read_stored(const Statement& select, int column, FieldKind kind, StoredCell* cell) {
  if (select.is_null(column)) {
    cell->clear();
    return;
  }
  const bool is_integer = kind == FieldKind::number || kind == FieldKind::boolean ||
                          kind == FieldKind::date || kind == FieldKind::reference;
  if (is_integer) {
    cell->set(select.integer(column));
  } else {
    cell->set(select.text_view(column));
  }
}

void bind_stored(const StoredCell& cell, Statement* statement) {
  switch (cell.kind) {
    case StoredCell::Kind::null:
      statement->bind_null();
      break;
    case StoredCell::Kind::integer:
      statement->bind(cell.integer);
      break;
    case StoredCell::Kind::text:
      statement->bind_kept(cell.text);
      break;
  }
}

void read_change(const Statement& select, const RegisterTable& table, StoredRowChange* change) {
  change->row = select.integer(0);
  change->version = static_cast<uint64_t>(select.integer(1));
  change->entry = select.integer(2);
  change->holds_from = Date::from_days(select.integer(3));
  change->recorded = Moment{select.integer(4)};
  change->actor.assign(select.text_view(5));
  change->step.assign(select.text_view(6));
  change->removed.reset();
  if (!select.is_null(7)) change->removed = select.integer(7) != 0;
  change->mask.assign(select.text_view(8));
  int column = 9;
  for (StoredCell* part : {&change->period, &change->state, &change->source, &change->nature}) {
    read_stored(select, column++, FieldKind::text, part);
  }
  change->cells.resize(table.columns.size());
  for (size_t i = 0; i < table.columns.size(); ++i) {
    read_stored(select, column++, table.columns[i].kind, &change->cells[i]);
  }
  if (!select.is_null(8)) return;
  // A first change set what there is.
  for (size_t i = 0; i < table.columns.size(); ++i) {
    if (!change->cells[i].is_null()) change->set(table.columns[i].number);
  }
}

void bind_change(const StoredRowChange& change, Statement* insert) {
  insert->bind(change.row).bind(static_cast<int64_t>(change.version)).bind(change.entry);
  insert->bind(change.holds_from.days_since_1970()).bind(change.recorded.microseconds);
  insert->bind_kept(change.actor).bind_kept(change.step);
  if (change.removed) {
    insert->bind(int64_t{*change.removed ? 1 : 0});
  } else {
    insert->bind_null();
  }
  insert->bind_kept_blob(change.mask);
  for (const StoredCell* part : {&change.period, &change.state, &change.source, &change.nature}) {
    bind_stored(*part, insert);
  }
  for (const StoredCell& cell : change.cells) bind_stored(cell, insert);
}

std::string row_columns(const RegisterTable& table) {
  std::string columns =
      "row, id, region, subject, version, since, holds_from, recorded, actor, period, state, "
      "entered, source, nature";
  for (size_t i = 0; i < table.columns.size(); ++i) columns += ", " + table.column(i);
  return columns;
}

size_t row_column_count(const RegisterTable& table) {
  return 14 + table.columns.size();
}

void bind_folded(const FoldedRow& row, Statement* statement) {
  statement->bind(static_cast<int64_t>(row.version)).bind(row.since.days_since_1970());
  statement->bind(row.holds_from.days_since_1970()).bind(row.recorded.microseconds);
  statement->bind_kept(row.actor);
  for (const StoredCell* part : {&row.period, &row.state, &row.entered, &row.source, &row.nature}) {
    bind_stored(*part, statement);
  }
  for (const StoredCell& cell : row.cells) bind_stored(cell, statement);
}

void read_folded(const Statement& select, const RegisterTable& table, int first, FoldedRow* row) {
  row->begun = true;
  row->removed = false;
  row->version = static_cast<uint64_t>(select.integer(first));
  row->since = Date::from_days(select.integer(first + 1));
  row->holds_from = Date::from_days(select.integer(first + 2));
  row->recorded = Moment{select.integer(first + 3)};
  row->actor.assign(select.text_view(first + 4));
  int column = first + 5;
  for (StoredCell* part : {&row->period, &row->state, &row->entered, &row->source, &row->nature}) {
    read_stored(select, column++, FieldKind::text, part);
  }
  row->cells.resize(table.columns.size());
  for (size_t i = 0; i < table.columns.size(); ++i) {
    read_stored(select, column++, table.columns[i].kind, &row->cells[i]);
  }
}

}  // namespace fangan
