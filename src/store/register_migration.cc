#include "store/register_migration.h"

#include <algorithm>
#include <filesystem>

#include "plan/row_words.h"
#include "store/hash.h"
#include "store/journal.h"
#include "store/migration_plan.h"
#include "store/register_schema.h"
#include "store/register_store.h"
#include "store/row_keeper.h"

namespace fangan {
namespace {

/// Carries a migration plan out within the running transaction.
class Migrator {
 public:
  Migrator(const Database& database, const Plan& plan, const MigrationAuthor& author,
           const MigrationPlan& migration)
      : database_(database), plan_(plan), author_(author), migration_(migration) {}

  Result<Done> run() {
    for (Result<Done> (Migrator::*part)() :
         {&Migrator::make_tables, &Migrator::convert_columns, &Migrator::note_use,
          &Migrator::fold_again, &Migrator::make_views, &Migrator::journal}) {
      const Result<Done> done = (this->*part)();
      if (!done) return done;
    }
    return Done{};
  }

 private:
  Result<Done> make_tables() {
    for (const RegisterMove& move : migration_.moves) {
      std::string sql;
      if (move.is_new) sql = create_register_sql(move.table);
      for (const int64_t number : move.added) {
        if (!move.is_new) sql += add_column_sql(move.table, move.column(number));
      }
      for (const auto& [number, digits] : move.widened) {
        const std::string name = "c" + std::to_string(number);
        std::string power = "1";
        power.append(static_cast<size_t>(digits), '0');
        for (const std::string& table : {move.table.rows(), move.table.changes()}) {
          sql += "UPDATE " + table + " SET " + name + " = " + name + " * " + power + " WHERE " +
                 name + " IS NOT NULL;\n";
        }
      }
      if (!move.is_new) sql += page_indexes_sql(move.table);
      const Result<Done> made = database_.execute(sql);
      if (!made) return made;
      const Result<Done> written = write_catalogue(database_, move.table);
      if (!written) return written;
    }
    return mark_catalogue(database_);
  }

  /// Fills the new columns of rows and of all their changes, and proves what was filled in.
  Result<Done> convert_columns() {
    RowKeeper keeper(database_, migration_.before);
    for (const RegisterMove& move : migration_.moves) {
      if (!move.conversions.empty()) {
        // A first change sets what its row holds, and that must not be what is filled in here.
        const Result<Done> moved =
            keeper.move_first_changes(*migration_.before.find(move.table.number));
        if (!moved) return moved;
      }
      for (const ColumnConversion& conversion : move.conversions) {
        const Result<Done> converted = convert(move, conversion);
        if (!converted) return converted;
      }
    }
    return Done{};
  }

  Result<Done> convert(const RegisterMove& move, const ColumnConversion& conversion) {
    const RegisterColumn& from = move.column(conversion.from);
    const RegisterColumn& to = move.column(conversion.to);
    CellConverter converter(database_, migration_.before,
                            *migration_.before.find(move.table.number), conversion, from, to);
    const std::string old_name = "c" + std::to_string(from.number);
    const std::string new_name = "c" + std::to_string(to.number);
    std::string proof;
    int64_t values = 0;
    for (const bool is_history : {true, false}) {
      const std::string table = is_history ? move.table.changes() : move.table.rows();
      Statement select = database_.prepare("SELECT row, version, " + old_name + " FROM " + table +
                                           " WHERE " + old_name + " IS NOT NULL ORDER BY row" +
                                           (is_history ? ", version" : ""));
      Statement update =
          database_.prepare("UPDATE " + table + " SET " + new_name + " = ? WHERE row = ?" +
                            (is_history ? " AND version = ?" : ""));
      for (;;) {
        const Result<bool> more = select.step();
        if (!more) return more.errors();
        if (!more.value()) break;
        StoredCell cell;
        read_stored(select, 2, from.kind, &cell);
        const std::optional<StoredCell> converted = converter.convert(cell);
        if (!converted) continue;
        update.reset();
        bind_stored(*converted, &update);
        update.bind(select.integer(0));
        if (is_history) {
          update.bind(select.integer(1));
          proof = converted_proof(proof, select.integer(0), select.integer(1), to, *converted);
          ++values;
        }
        const Result<Done> updated = update.run();
        if (!updated) return updated;
      }
    }
    Json json = Json::object();
    json.set("column", to.number).set("former", from.number);
    json.set("values", values).set("digest", proof);
    Json& list = conversions_.emplace(move.table.number, Json::array()).first->second;
    list.push(std::move(json));
    return Done{};
  }

  Result<Done> run_for_package(const char* sql) {
    Statement statement = database_.prepare(sql);
    return statement.bind(plan_.header.name).run();
  }

  Result<Done> note_use() {
    for (const char* sql : {"DELETE FROM register_field WHERE package = ?",
                            "DELETE FROM register_region WHERE package = ?"}) {
      const Result<Done> done = run_for_package(sql);
      if (!done) return done;
    }
    for (const RegisterMove& move : migration_.moves) {
      for (size_t i = 0; i < move.fields.size(); ++i) {
        Statement insert = database_.prepare(
            "INSERT INTO register_field (package, register, position, number) VALUES (?,?,?,?)");
        insert.bind(plan_.header.name).bind(move.table.number);
        const Result<Done> done = insert.bind(static_cast<int64_t>(i)).bind(move.fields[i]).run();
        if (!done) return done;
      }
    }
    for (const Agency& agency : plan_.agencies) {
      if (agency.kind != county_agency_kind || agency.region.empty()) continue;
      Statement insert = database_.prepare(
          "INSERT OR IGNORE INTO register_region (package, code, name) VALUES (?,?,?)");
      const Result<Done> done =
          insert.bind(plan_.header.name).bind(agency.region).bind(agency.name).run();
      if (!done) return done;
    }
    return Done{};
  }

  bool folds_again(const RegisterMove& move) const {
    if (move.is_new) return false;
    const bool has_region_in_key = std::any_of(
        move.table.key.begin(), move.table.key.end(),
        [&](size_t index) { return move.table.columns[index].kind == FieldKind::region; });
    return move.has_new_key || move.has_new_origin ||
           (migration_.renames_regions && has_region_in_key);
  }

  /// Keys and regions of the rows there are. Ids may pass through one another's, so the indexes
  /// that forbid it are made again afterwards.
  Result<Done> fold_again() {
    std::vector<const RegisterMove*> changed;
    for (const RegisterMove& move : migration_.moves) {
      if (folds_again(move)) changed.push_back(&move);
    }
    if (changed.empty()) return Done{};
    const Result<RegisterTables> tables = RegisterTables::load(database_, plan_);
    if (!tables) return tables.errors();
    const Result<std::optional<Date>> day = registers_day(database_);
    if (!day) return day.errors();
    std::string drop;
    std::string create;
    for (const RegisterTable* table : tables.value().every()) {
      drop += drop_id_index_sql(*table);
      create += id_index_sql(*table);
    }
    const Result<Done> dropped = database_.execute(drop);
    if (!dropped) return dropped;
    RowKeeper keeper(database_, tables.value());
    for (const RegisterMove* move : changed) {
      const Result<Done> folded = fold_register(*tables.value().find(move->table.number), &keeper,
                                                day.value().value_or(author_.today));
      if (!folded) return folded;
    }
    return database_.execute(create);
  }

  Result<Done> fold_register(const RegisterTable& table, RowKeeper* keeper, Date day) {
    Statement select =
        database_.prepare("SELECT row FROM " + table.rows() +
                          " UNION SELECT row FROM register_pending WHERE register = ?");
    select.bind(table.number);
    std::vector<int64_t> rows;
    for (;;) {
      const Result<bool> more = select.step();
      if (!more) return more.errors();
      if (!more.value()) break;
      rows.push_back(select.integer(0));
    }
    for (const int64_t row : rows) {
      const Result<Done> folded = keeper->refold(table, row, day);
      if (!folded) return folded;
    }
    return Done{};
  }

  Result<Done> make_views() {
    const Result<RegisterTables> tables = RegisterTables::load(database_, plan_);
    if (!tables) return tables.errors();
    for (const RegisterTable& table : tables.value().all()) {
      const Result<Done> made = table.package.empty()
                                    ? make_shared_view(tables.value(), table)
                                    : database_.execute(create_view_sql(
                                          tables.value(), table, table.definition->fields.size()));
      if (!made) return made;
    }
    return Done{};
  }

  /// Of 企业 the fields of all packages.
  Result<Done> make_shared_view(const RegisterTables& tables, const RegisterTable& table) {
    Statement select =
        database_.prepare("SELECT DISTINCT number FROM register_field WHERE register = ?");
    select.bind(table.number);
    RegisterTable shown = table;
    shown.columns.clear();
    for (;;) {
      const Result<bool> more = select.step();
      if (!more) return more.errors();
      if (!more.value()) break;
      for (const RegisterColumn& column : table.columns) {
        if (column.number == select.integer(0)) shown.columns.push_back(column);
      }
    }
    return database_.execute(create_view_sql(tables, shown, shown.columns.size()));
  }

  Result<Done> journal() {
    const Result<RegisterTables> tables = RegisterTables::load_every(database_);
    if (!tables) return tables.errors();
    for (const RegisterMove& move : migration_.moves) {
      if (!move.is_new && !move.is_changed) continue;
      Json after = Json::object();
      after.set("definition", definition_json(*tables.value().find(move.table.number)));
      const auto converted = conversions_.find(move.table.number);
      if (converted != conversions_.end()) after.set("converted", converted->second);
      JournalEntry entry;
      entry.at = author_.at;
      entry.actor = author_.account;
      entry.action = "register";
      entry.package = plan_.header.name;
      entry.register_name = move.table.name;
      entry.after = after.print();
      const Result<int64_t> appended = append_journal(database_, std::move(entry));
      if (!appended) return appended.errors();
    }
    return Done{};
  }

  const Database& database_;
  const Plan& plan_;
  const MigrationAuthor& author_;
  const MigrationPlan& migration_;
  std::map<int64_t, Json> conversions_;
};

}  // namespace

std::string converted_proof(const std::string& before, int64_t row, int64_t version,
                            const RegisterColumn& column, const StoredCell& cell) {
  std::string text = before + ";" + std::to_string(row) + ";" + std::to_string(version) + ";";
  add_canonical(column, cell, &text);
  return sm3(text);
}

bool RegisterMigration::changes_rows() const {
  return std::any_of(steps.begin(), steps.end(), [](const RegisterStep& step) {
    return step.kind == RegisterStep::Kind::converted ||
           step.kind == RegisterStep::Kind::more_places || step.kind == RegisterStep::Kind::new_key;
  });
}

Result<RegisterMigration> plan_migration(const Database& database, const Plan& plan) {
  Result<MigrationPlan> made = make_migration_plan(database, plan);
  if (!made) return made.errors();
  return std::move(made.value().report);
}

Result<RegisterMigration> migrate_registers(const Database& database, const Plan& plan,
                                            const MigrationAuthor& author) {
  Result<MigrationPlan> made = make_migration_plan(database, plan);
  if (!made) return made.errors();
  if (!made.value().report.refused.empty()) return made.value().report.refused;
  const Result<Done> done = Migrator(database, plan, author, made.value()).run();
  if (!done) return done.errors();
  return std::move(made.value().report);
}

std::string migration_backup_path(const std::string& store_path, const std::string& version,
                                  Date today) {
  const std::string path = store_path + ".before-" + version + "-" + today.print();
  std::string free = path;
  std::error_code ignored;
  for (int number = 2; std::filesystem::exists(free, ignored); ++number) {
    free = path + "-" + std::to_string(number);
  }
  return free;
}

}  // namespace fangan
