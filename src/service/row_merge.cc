#include "service/row_merge.h"

#include <algorithm>

#include "store/register_cells.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan {
namespace {

constexpr size_t shown_bytes_max = 200;

/// A text that happens to be the word for clearing.
bool is_clear_word(const Value& value) {
  return value.is(ValueKind::string) && value.text() == clear_word;
}

}  // namespace

bool RowMerge::is_same(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return left.is_null() == right.is_null();
  return equal(left, right).value_or(false);
}

/// The fields as that version had them: the later changes undone, the last one first.
Result<std::vector<Value>> RowMerge::as_of_version(const StoredRow& now, uint64_t version) {
  const Result<std::vector<RowHistory>> history = sight_.reader().history(room_.table, now.row);
  if (!history) return history.errors();
  std::vector<Value> fields = now.state.fields;
  for (const RowHistory& change : history.value()) {
    if (change.version <= version) continue;
    for (const RowHistory::Field& field : change.fields) fields[field.field] = field.before;
  }
  return fields;
}

RowMerge::Conflict RowMerge::conflict(const StoredRow& now, size_t place) {
  const Field& field = room_.definition().fields[place];
  const Value& value = now.state.fields[place];
  std::string shown = value.is_null() ? "" : print_plain(value, shown_bytes_max).value_or("…");
  if (field.sensitive) shown = masked_word;
  return {field.name.text, refused("SVC-I005", {{"field", field.name.text},
                                                {"now", shown},
                                                {"actor", now.actor},
                                                {"version", std::to_string(now.version)}})};
}

/// The key of a row is how it is found, and says so anyway.
bool RowMerge::is_masked(size_t place) const {
  const std::vector<Name>& key = room_.definition().key;
  const Field& field = room_.definition().fields[place];
  return field.sensitive && std::none_of(key.begin(), key.end(), [&field](const Name& name) {
           return name.text == field.name.text;
         });
}

Result<std::vector<RowMerge::Conflict>> RowMerge::changes(ImportRow* row,
                                                          const std::optional<StoredRow>& before,
                                                          RowChange* change) {
  std::vector<Conflict> conflicts;
  std::optional<std::vector<Value>> base;
  change->fields.reserve(row->fields.size());
  for (size_t i = 0; i < row->fields.size(); ++i) {
    if (!row->fields[i]) continue;
    Value& value = *row->fields[i];
    if (!before) {
      if (!value.is_null()) change->fields.emplace_back(i, std::move(value));
      continue;
    }
    const Value& now = before->state.fields[i];
    // A masked value that is typed is a change, so that an import does not tell who guesses right.
    const bool is_guess = is_masked(i) && !now.is_null();
    const bool is_kept = is_same(value, now) || (value.is_null() && is_clear_word(now));
    if (is_kept && !is_guess) continue;
    const bool is_stale = row->mark && row->mark->version < before->version;
    if (is_stale && !base) {
      Result<std::vector<Value>> then = as_of_version(*before, row->mark->version);
      if (!then) return then.errors();
      base = std::move(then).value();
    }
    if (is_stale && !is_guess && is_same(value, (*base)[i])) continue;
    if (is_stale && !is_same((*base)[i], now)) {
      conflicts.push_back(conflict(*before, i));
      continue;
    }
    change->fields.emplace_back(i, value);
  }
  return conflicts;
}

/// Its own region and enterprise, or those of the row it refers to, as the store keeps them.
void RowMerge::find_origin(StoredRow* row) {
  const RegisterTable& table = room_.table;
  const std::vector<Field>& fields = room_.definition().fields;
  if (table.region.kind == RowOrigin::Kind::own) {
    const Value& region = row->state.fields[table.region.column];
    row->region = region.is_null() ? "" : room_.tables.region_code(region.text());
  } else if (table.region.kind == RowOrigin::Kind::reference) {
    const size_t place = table.region.column;
    const StoredRow* other = cells_.referred(fields[place], row->state.fields[place]);
    row->region = other == nullptr ? "" : other->region;
  }
  if (table.subject.kind == RowOrigin::Kind::own) {
    row->subject = row->row;
  } else if (table.subject.kind == RowOrigin::Kind::reference) {
    const size_t place = table.subject.column;
    const StoredRow* other = cells_.referred(fields[place], row->state.fields[place]);
    row->subject = other == nullptr ? 0 : other->row;
  }
}

const StoredRow& RowMerge::applied(const std::optional<StoredRow>& before, const RowChange& change,
                                   const std::string& id) {
  StoredRow& after = applied_;
  if (before) {
    after = *before;
  } else {
    std::vector<Value> fields = std::move(after.state.fields);
    fields.clear();
    fields.resize(room_.definition().fields.size());
    after = StoredRow();
    after.state.fields = std::move(fields);
    after.state.since = change.holds_from;
    after.state.id = id;
  }
  for (const auto& [place, value] : change.fields) after.state.fields[place] = value;
  if (change.period) after.state.period = *change.period;
  if (change.state) after.state.state = *change.state;
  find_origin(&after);
  return after;
}

Diagnostics RowMerge::unfit_numbers(const RowChange& change) const {
  Diagnostics errors;
  for (const auto& [place, value] : change.fields) {
    const RegisterColumn& column = room_.table.columns[place];
    if (column.kind != FieldKind::number) continue;
    StoredCell cell;
    const Result<Done> fits =
        write_cell(room_.tables, column, room_.definition().fields[place], value, &cell);
    if (!fits) errors.insert(errors.end(), fits.errors().begin(), fits.errors().end());
  }
  return errors;
}

}  // namespace fangan
