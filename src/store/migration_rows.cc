// Whether the rows that are there fit what their fields are to be.
#include <algorithm>
#include <unordered_map>

#include "store/migration_plan.h"
#include "store/row_keeper.h"

namespace fangan {
namespace {

/// So many rows are named for each field.
constexpr int64_t named_max = 100;
constexpr const char* masked = "***";

/// Splits words joined by 、.
std::vector<std::string_view> words_of(std::string_view text) {
  constexpr std::string_view between = "、";
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const size_t end = text.find(between);
    words.push_back(text.substr(0, end));
    if (end == text.npos) break;
    text.remove_prefix(end + between.size());
  }
  return words;
}

class RowChecker {
 public:
  RowChecker(const Database& database, MigrationPlan* migration)
      : database_(database), migration_(*migration), keeper_(database, migration->before) {}

  Result<Done> check() {
    for (RegisterStep& step : migration_.report.steps) {
      const Result<Done> counted = count(&step);
      if (!counted) return counted;
    }
    for (const RegisterMove& move : migration_.moves) {
      if (move.is_new) continue;
      const Result<Done> checked = check(move);
      if (!checked) return checked;
    }
    return Done{};
  }

 private:
  const RegisterTable* find(const std::string& name) const {
    for (const RegisterMove& move : migration_.moves) {
      if (move.table.name == name && !move.is_new) return migration_.before.find(move.table.number);
    }
    return nullptr;
  }

  Result<int64_t> one_number(const std::string& sql) {
    Statement select = database_.prepare(sql);
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    return select.integer(0);
  }

  /// How many rows a step is about.
  Result<Done> count(RegisterStep* step) {
    const RegisterTable* table = find(step->register_name);
    if (table == nullptr) return Done{};
    std::string sql = "SELECT count(*) FROM " + table->rows();
    if (!step->field.empty()) {
      std::string column;
      for (size_t i = 0; i < table->columns.size(); ++i) {
        if (table->columns[i].name == step->field) column = table->column(i);
      }
      if (column.empty()) return Done{};
      sql += " WHERE " + column + " IS NOT NULL";
    }
    const Result<int64_t> rows = one_number(sql);
    if (!rows) return rows.errors();
    step->rows = rows.value();
    return Done{};
  }

  Result<Done> check(const RegisterMove& move) {
    const Result<Done> found = find_later_rows(*migration_.before.find(move.table.number));
    if (!found) return found;
    for (size_t i = 0; i < move.fields.size(); ++i) {
      const Field& field = move.definition->fields[i];
      const bool is_added =
          std::find(move.added.begin(), move.added.end(), move.fields[i]) != move.added.end();
      if (is_added) continue;
      const Result<Done> checked = check_kept(move, field, move.fields[i]);
      if (!checked) return checked;
    }
    for (const ColumnConversion& conversion : move.conversions) {
      const Result<Done> checked = check_conversion(move, conversion);
      if (!checked) return checked;
    }
    return move.has_new_key ? check_key(move) : Result<Done>(Done{});
  }

  /// Rows as they will be from later days on, for which something is entered.
  Result<Done> find_later_rows(const RegisterTable& table) {
    later_.clear();
    Statement select =
        database_.prepare("SELECT row, day, id FROM register_pending WHERE register = ?");
    select.bind(table.number);
    for (;;) {
      const Result<bool> more = select.step();
      if (!more) return more.errors();
      if (!more.value()) return Done{};
      const Result<std::vector<StoredRowChange>> changes =
          keeper_.changes(table, select.integer(0));
      if (!changes) return changes.errors();
      const auto day = Date::from_days(static_cast<int32_t>(select.integer(1)));
      LaterRow later;
      later.row = select.integer(0);
      later.id = select.text(2);
      fold(table, changes.value(), all_known(day), &later.folded);
      if (later.folded.there()) later_.push_back(std::move(later));
    }
  }

  void refuse(const char* code, const RegisterMove& move, const Field* field, int64_t row,
              const std::string& id, const std::string& value, std::vector<Fact> more = {}) {
    std::vector<Fact> facts = {
        {"register", move.table.name}, {"row", std::to_string(row)}, {"id", id}};
    if (field != nullptr) {
      facts.push_back({"field", field->name.text});
      facts.push_back({"value", field->sensitive ? masked : value});
    }
    facts.insert(facts.end(), more.begin(), more.end());
    Diagnostic diagnostic = problem(code, std::move(facts));
    diagnostic.fault = Fault::data;
    migration_.report.refused.push_back(std::move(diagnostic));
  }

  /// A field that keeps its column: fewer digits, other words, a scale that grows out of range.
  Result<Done> check_kept(const RegisterMove& move, const Field& field, int64_t number) {
    const RegisterTable& table = *migration_.before.find(move.table.number);
    const auto found =
        std::find_if(table.columns.begin(), table.columns.end(),
                     [number](const RegisterColumn& each) { return each.number == number; });
    const RegisterColumn& before = *found;
    if (before.kind == FieldKind::number) {
      const int kept = places_of(field);
      std::string power = "1";
      power.append(static_cast<size_t>(std::abs(before.places - kept)), '0');
      if (kept == before.places) return Done{};
      const std::string condition =
          kept < before.places ? " % " + power + " <> 0"
                               : " NOT BETWEEN -9223372036854775807 / " + power +
                                     " AND 9223372036854775807 / " + power;
      return name_rows(move, field, before, condition, "STORE-M002",
                       {{"places", std::to_string(kept)}});
    }
    const std::string words = move.column(number).words;
    if (words == before.words) return Done{};
    return check_words(move, field, before, words);
  }

  static const StoredCell& cell_of(const RegisterTable& table, const RegisterColumn& column,
                             const FoldedRow& folded) {
    const auto place = std::find_if(
        table.columns.begin(), table.columns.end(),
        [&column](const RegisterColumn& each) { return each.number == column.number; });
    return folded.cells[static_cast<size_t>(place - table.columns.begin())];
  }

  /// `condition` stands behind the value.
  Result<Done> name_rows(const RegisterMove& move, const Field& field, const RegisterColumn& column,
                         const std::string& condition, const char* code,
                         const std::vector<Fact>& more) {
    const RegisterTable& table = *migration_.before.find(move.table.number);
    const std::string name = "c" + std::to_string(column.number);
    const auto tell = [&](int64_t row, const std::string& id, const StoredCell& cell) {
      refuse(code, move, &field, row, id, cell_text(migration_.before, table, column, cell), more);
    };
    Statement select =
        database_.prepare("SELECT row, id, " + name + " FROM " + table.rows() + " WHERE " + name +
                          condition + " LIMIT " + std::to_string(named_max));
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) break;
      StoredCell cell;
      read_stored(select, 2, column.kind, &cell);
      tell(select.integer(0), select.text(1), cell);
    }
    Statement fits = database_.prepare("SELECT ?1" + condition);
    for (const LaterRow& later : later_) {
      const StoredCell& cell = cell_of(table, column, later.folded);
      if (cell.is_null()) continue;
      const Result<bool> asked = fits.reset().bind(cell.integer).step();
      if (!asked) return asked.errors();
      if (fits.integer(0) != 0) tell(later.row, later.id, cell);
    }
    return Done{};
  }

  Result<Done> check_words(const RegisterMove& move, const Field& field,
                           const RegisterColumn& column, const std::string& words) {
    const std::vector<std::string_view> known = words_of(words);
    const RegisterTable& table = *migration_.before.find(move.table.number);
    int64_t named = 0;
    const auto check = [&](int64_t row, const std::string& id, const std::string& value) {
      const std::vector<std::string_view> held = words_of(value);
      const bool is_known = std::all_of(held.begin(), held.end(), [&](std::string_view word) {
        return std::find(known.begin(), known.end(), word) != known.end();
      });
      if (is_known) return;
      refuse("STORE-M001", move, &field, row, id, value,
             {{"kind", std::string(kind_name(column.kind)) + " " + words}});
      ++named;
    };
    const std::string name = "c" + std::to_string(column.number);
    Statement select = database_.prepare("SELECT row, id, " + name + " FROM " + table.rows() +
                                         " WHERE " + name + " IS NOT NULL");
    while (named < named_max) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) break;
      check(select.integer(0), select.text(1), select.text(2));
    }
    for (const LaterRow& later : later_) {
      const StoredCell& cell = cell_of(table, column, later.folded);
      if (!cell.is_null() && named < named_max) check(later.row, later.id, cell.text);
    }
    return Done{};
  }

  /// Every value the old column ever held. What the row holds now, or will, must convert.
  Result<Done> check_conversion(const RegisterMove& move, const ColumnConversion& conversion) {
    const RegisterTable& table = *migration_.before.find(move.table.number);
    const RegisterColumn& from = move.column(conversion.from);
    CellConverter converter(database_, migration_.before, table, conversion, from,
                            move.column(conversion.to));
    const std::string name = "c" + std::to_string(from.number);
    Statement select = database_.prepare(
        "SELECT change.row, change." + name +
        ", change.holds_from > coalesce((SELECT julianday("
        "value) - 2440587.5 FROM setting WHERE key = 'registers_day'), 0), now." +
        name + ", now.id FROM (SELECT row, version, holds_from, " + name + " FROM " +
        table.changes() + " UNION ALL SELECT row, 1, since, " + name + " FROM " + table.rows() +
        " WHERE first_entry IS NOT NULL) AS change LEFT JOIN " + table.rows() +
        " AS now ON now.row = change.row WHERE change." + name +
        " IS NOT NULL ORDER BY change.row, change.version");
    int64_t named = 0;
    int64_t last_row = 0;
    int64_t history = 0;
    for (;;) {
      const Result<bool> row = select.step();
      if (!row) return row.errors();
      if (!row.value()) break;
      StoredCell cell;
      StoredCell now;
      read_stored(select, 1, from.kind, &cell);
      read_stored(select, 3, from.kind, &now);
      if (converter.convert(cell)) continue;
      const bool holds = now == cell || select.integer(2) != 0;
      if (!holds) ++history;
      if (!holds || select.integer(0) == last_row || named == named_max) continue;
      last_row = select.integer(0);
      ++named;
      refuse("STORE-M001", move, conversion.field, last_row, select.text(4),
             cell_text(migration_.before, table, from, cell),
             {{"kind", std::string(kind_name(move.column(conversion.to).kind))}});
    }
    for (RegisterStep& step : migration_.report.steps) {
      const bool is_this = step.kind == RegisterStep::Kind::converted &&
                           step.register_name == move.table.name &&
                           step.field == conversion.field->name.text;
      if (is_this) step.history = history;
    }
    return Done{};
  }

  /// The keys the rows will have, today and from later days on: none blank, no two alike.
  Result<Done> check_key(const RegisterMove& move) {
    const RegisterTable& before = *migration_.before.find(move.table.number);
    std::unordered_map<std::string, int64_t> rows;
    int64_t named = 0;
    const auto check = [&](int64_t row, const std::string& id_before, FoldedRow* folded) {
      folded->cells.resize(move.table.columns.size());
      const std::string id =
          row_key(migration_.before, move.table, row, folded->period,
                  [&](size_t index) { return key_text(move, before, *folded, index); });
      if (id == move.table.unnamed(row)) {
        refuse("STORE-M006", move, nullptr, row, id_before, "");
        ++named;
      } else if (const auto known = rows.emplace(id, row).first; known->second != row) {
        refuse("STORE-M003", move, nullptr, row, id, "",
               {{"other", std::to_string(known->second)}});
        ++named;
      }
    };
    Statement select =
        database_.prepare("SELECT " + row_columns(before) + " FROM " + before.rows());
    FoldedRow folded;
    while (named < named_max) {
      const Result<bool> more = select.step();
      if (!more) return more.errors();
      if (!more.value()) break;
      read_folded(select, before, first_folded_column, &folded);
      check(select.integer(0), select.text(1), &folded);
    }
    for (const LaterRow& later : later_) {
      FoldedRow then = later.folded;
      if (named < named_max) check(later.row, later.id, &then);
    }
    return Done{};
  }

  std::string key_text(const RegisterMove& move, const RegisterTable& before,
                       const FoldedRow& folded, size_t index) {
    const RegisterColumn* column = &move.table.columns[index];
    StoredCell cell = folded.cells[index];
    for (const ColumnConversion& conversion : move.conversions) {
      if (conversion.to != column->number) continue;
      const RegisterColumn& from = move.column(conversion.from);
      size_t place = 0;
      while (before.columns[place].number != from.number) ++place;
      CellConverter converter(database_, migration_.before, before, conversion, from, *column);
      cell = converter.convert(folded.cells[place]).value_or(StoredCell());
    }
    if (column->kind != FieldKind::reference || cell.is_null()) {
      return cell_text(migration_.before, before, *column, cell);
    }
    const Result<std::string> id =
        keeper_.id_of(*migration_.before.find(column->target), cell.integer);
    return id ? id.value() : std::string();
  }

  const Database& database_;
  MigrationPlan& migration_;
  RowKeeper keeper_;
  struct LaterRow {
    int64_t row = 0;
    std::string id;
    FoldedRow folded;
  };
  std::vector<LaterRow> later_;  ///< Of the register that is checked.
};

}  // namespace

Result<Done> check_migrated_rows(const Database& database, MigrationPlan* migration) {
  return RowChecker(database, migration).check();
}

}  // namespace fangan
