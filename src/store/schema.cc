#include "store/schema.h"

#include <algorithm>

#include "store/register_table.h"
#include "store/search_index.h"

namespace fangan {
namespace {

constexpr std::string_view fixed_tables = R"sql(
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE package_version (
  package TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL, loaded_at INTEGER NOT NULL,
  loaded_by TEXT NOT NULL, PRIMARY KEY (package, number));
CREATE TABLE package_file (
  package TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (package, number, name),
  FOREIGN KEY (package, number) REFERENCES package_version (package, number));
CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL, owner TEXT NOT NULL,
  created INTEGER NOT NULL, state TEXT NOT NULL, title TEXT NOT NULL, content TEXT NOT NULL);
CREATE TABLE account (
  name TEXT PRIMARY KEY, display TEXT NOT NULL, agency TEXT NOT NULL, roles TEXT NOT NULL,
  password TEXT NOT NULL, disabled INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE session (
  token TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (name), created INTEGER NOT NULL,
  used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE failed_sign_in (account TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX failed_sign_in_account ON failed_sign_in (account, at);
CREATE TABLE file_content (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE evidence (
  hash TEXT NOT NULL REFERENCES file_content (hash), owner TEXT NOT NULL, name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL, media_type TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (hash, owner)) WITHOUT ROWID;
CREATE TABLE journal (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  package TEXT NOT NULL, register TEXT NOT NULL, row TEXT NOT NULL, share TEXT NOT NULL,
  before TEXT NOT NULL, after TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX journal_row ON journal (package, register, row);
CREATE INDEX journal_share ON journal (package, share);
)sql";

/// What version 2 adds beside registers: the enterprise of an account, saved views, jobs.
constexpr std::string_view second_tables = R"sql(
ALTER TABLE account ADD COLUMN subject INTEGER NOT NULL DEFAULT 0;
CREATE TABLE register_view (
  package TEXT NOT NULL, register TEXT NOT NULL, owner TEXT NOT NULL, views TEXT NOT NULL,
  PRIMARY KEY (package, register, owner)) WITHOUT ROWID;
CREATE TABLE job (
  id INTEGER PRIMARY KEY, owner TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL,
  package TEXT NOT NULL, register TEXT NOT NULL, actor TEXT NOT NULL, state TEXT NOT NULL,
  file_name TEXT NOT NULL, file_hash TEXT NOT NULL, result TEXT NOT NULL, created INTEGER NOT NULL,
  changed INTEGER NOT NULL, UNIQUE (owner, number)) STRICT;
)sql";

std::string column_type(FieldType type) {
  return type == FieldType::number || type == FieldType::boolean ? "INTEGER" : "TEXT";
}

std::string power_of_ten(int places) {
  return "1" + std::string(static_cast<size_t>(places), '0') + ".0";
}

std::string register_sql(const RegisterDefinition& definition) {
  const std::string table = std::string(definition.english) + "_change";
  std::string columns;
  std::string shown;
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    const FieldDefinition& field = definition.fields[i];
    const std::string column = column_name(i);
    columns += ", " + column + " " + column_type(field.type);
    const bool scaled = field.type == FieldType::number;
    shown += ", " + column + (scaled ? " / " + power_of_ten(field.places) : "") + " AS \"" +
             std::string(field.name) + "\"";
  }
  return "CREATE TABLE " + table +
         " (sequence INTEGER PRIMARY KEY, package TEXT NOT NULL, id TEXT NOT NULL, version INTEGER "
         "NOT "
         "NULL, holds_from INTEGER NOT NULL, recorded INTEGER NOT NULL, actor TEXT NOT NULL, step "
         "TEXT "
         "NOT NULL, set_fields TEXT NOT NULL" +
         columns + ", UNIQUE (package, id, version));\nCREATE VIEW " +
         std::string(definition.english) +
         " AS SELECT package, id, version, date(holds_from * 86400, 'unixepoch') AS holds_from, "
         "recorded, "
         "actor, step" +
         shown + " FROM " + table + ";\n";
}

Result<int64_t> version_of(const Database& database) {
  Statement read = database.prepare("PRAGMA user_version");
  const Result<bool> row = read.step();
  if (!row) return row.errors();
  return read.integer(0);
}

/// The tables of version 1.
std::string first_tables() {
  std::string sql(fixed_tables);
  for (const RegisterDefinition& definition : built_in_registers()) sql += register_sql(definition);
  return sql;
}

/// A database is ours when it is empty, or when the version it names is of our tables.
Result<Done> refuse_foreign(const Database& database, int64_t version) {
  Statement read = database.prepare(
      "SELECT count(*), coalesce(sum(type = 'table' AND name IN ('setting', 'journal', "
      "'package_version')), 0) FROM sqlite_master");
  const Result<bool> row = read.step();
  if (!row) return row.errors();
  const int64_t all = read.integer(0);
  const int64_t own = read.integer(1);
  if (version == 0 ? all == 0 : own == 3) return Done{};
  Diagnostic foreign = problem("STORE-S004");
  foreign.fault = Fault::system;
  return foreign;
}

}  // namespace

std::string column_name(size_t field) { return "f" + std::to_string(field); }

const RegisterDefinition* find_register(std::string_view name) {
  const std::vector<RegisterDefinition>& all = built_in_registers();
  const auto found = std::find_if(
      all.begin(), all.end(),
      [name](const RegisterDefinition& definition) { return definition.name == name; });
  return found == all.end() ? nullptr : &*found;
}

Result<int64_t> outdated_version(const Database& database) {
  const Result<int64_t> version = version_of(database);
  if (!version) return version;
  const Result<Done> ours = refuse_foreign(database, version.value());
  if (!ours) return ours.errors();
  return version.value() < schema_version ? version.value() : 0;
}

Result<Done> prepare_schema(const Database& database, OpenMode mode) {
  const Result<int64_t> read = version_of(database);
  if (!read) return read.errors();
  const int64_t version = read.value();
  const Result<Done> ours = refuse_foreign(database, version);
  if (!ours) return ours;
  if (version == schema_version) return Done{};
  if (version == 0 && mode != OpenMode::create) {
    Diagnostic empty = problem("STORE-S002", {{"reason", "empty"}});
    empty.fault = Fault::request;
    return empty;
  }
  if (version > schema_version) {
    Diagnostic newer = problem("STORE-S003", {{"version", std::to_string(version)}});
    newer.fault = Fault::system;
    return newer;
  }
  if (mode == OpenMode::read_only) return Done{};
  std::string sql = version == 0 ? first_tables() : std::string();
  sql += register_catalogue_sql();
  sql += second_tables;
  sql += search_index_sql();
  sql += "PRAGMA user_version=" + std::to_string(schema_version);
  Result<std::unique_ptr<Transaction>> transaction = Transaction::begin(database);
  if (!transaction) return transaction.errors();
  const Result<Done> made = database.execute(sql);
  if (!made) return made;
  return transaction.value()->commit();
}

}  // namespace fangan
