#include "store/register_schema.h"

namespace fangan {
namespace {

std::string_view column_type(FieldKind kind) {
  switch (kind) {
    case FieldKind::number:
    case FieldKind::boolean:
    case FieldKind::date:
    case FieldKind::reference:
      return "INTEGER";
    default:
      return "TEXT";
  }
}

std::string name_of(const RegisterColumn& column) {
  return "c" + std::to_string(column.number);
}

std::string reference_index_sql(const RegisterTable& table, const RegisterColumn& column) {
  if (column.kind != FieldKind::reference) return "";
  const std::string name = name_of(column);
  return "CREATE INDEX " + table.rows() + "_" + name + " ON " + table.rows() + " (" + name +
         ") WHERE " + name + " IS NOT NULL;\n";
}

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    text += c;
    if (c == '"') text += c;
  }
  return text + "\"";
}

/// A column as other tools want it: decimals, ISO days, the key of the row referred to.
std::string shown_sql(const RegisterTables& tables, const RegisterColumn& column) {
  const std::string name = "r." + name_of(column);
  switch (column.kind) {
    case FieldKind::number:
      if (column.places == 0) return name;
      return name + " / 1" + std::string(static_cast<size_t>(column.places), '0') + ".0";
    case FieldKind::date:
      return "date(" + name + " * 86400, 'unixepoch')";
    case FieldKind::reference: {
      const RegisterTable* other = tables.find(column.target);
      return "(SELECT id FROM " + other->rows() + " AS other WHERE other.row = " + name + ")";
    }
    default:
      return name;
  }
}

/// What the row itself or a column stands as in the catalogue.
int64_t origin_number(const RegisterTable& table, const RowOrigin& origin) {
  if (origin.kind == RowOrigin::Kind::none) return 0;
  const bool is_row = origin.kind == RowOrigin::Kind::own && &origin == &table.subject;
  return is_row ? -1 : table.columns[origin.column].number;
}

std::string key_text(const RegisterTable& table) {
  std::string text;
  for (const size_t column : table.key) {
    text += (text.empty() ? "" : ",") + std::to_string(table.columns[column].number);
  }
  return text;
}

}  // namespace

std::string id_index_sql(const RegisterTable& table) {
  return "CREATE UNIQUE INDEX " + table.rows() + "_id ON " + table.rows() + " (id);\n";
}

std::string drop_id_index_sql(const RegisterTable& table) {
  return "DROP INDEX " + table.rows() + "_id;\n";
}

std::string page_indexes_sql(const RegisterTable& table) {
  const auto index = [&table](const std::string& name, const std::string& columns) {
    return "CREATE INDEX IF NOT EXISTS " + table.rows() + "_" + name + " ON " + table.rows() + " " +
           columns + ";\n";
  };
  std::string sql = index("nature", "(nature, region) WHERE nature IS NOT NULL");
  if (table.region.kind != RowOrigin::Kind::none) sql += index("region", "(region, id)");
  return sql;
}

std::string create_register_sql(const RegisterTable& table) {
  std::string columns;
  std::string indexes = id_index_sql(table) + page_indexes_sql(table);
  for (const RegisterColumn& column : table.columns) {
    columns += ", " + name_of(column) + " " + std::string(column_type(column.kind));
    indexes += reference_index_sql(table, column);
  }
  return "CREATE TABLE " + table.rows() +
         " (row INTEGER PRIMARY KEY, id TEXT NOT NULL, region TEXT, subject INTEGER, version "
         "INTEGER NOT NULL, since INTEGER NOT NULL, holds_from INTEGER NOT NULL, recorded INTEGER "
         "NOT NULL, actor TEXT NOT NULL, period TEXT, state TEXT, entered TEXT, source TEXT, "
         "nature TEXT, first_entry INTEGER, first_step TEXT, first_checksum INTEGER" +
         columns + ") STRICT;\nCREATE TABLE " + table.changes() +
         " (row INTEGER NOT NULL, version INTEGER NOT NULL, entry INTEGER NOT NULL, holds_from "
         "INTEGER NOT NULL, recorded INTEGER NOT NULL, actor TEXT NOT NULL, step TEXT NOT NULL, "
         "removed INTEGER, set_fields BLOB NOT NULL, period TEXT, state TEXT, source TEXT, nature "
         "TEXT" +
         columns + ", PRIMARY KEY (row, version)) WITHOUT ROWID, STRICT;\n" + indexes;
}

std::string add_column_sql(const RegisterTable& table, const RegisterColumn& column) {
  const std::string added =
      " ADD COLUMN " + name_of(column) + " " + std::string(column_type(column.kind)) + ";\n";
  return "ALTER TABLE " + table.rows() + added + "ALTER TABLE " + table.changes() + added +
         reference_index_sql(table, column);
}

std::string create_view_sql(const RegisterTables& tables, const RegisterTable& table,
                            size_t shown) {
  const std::string name =
      quoted(table.package.empty() ? table.name : table.package + "." + table.name);
  std::string columns;
  for (size_t i = 0; i < shown; ++i) {
    const RegisterColumn& column = table.columns[i];
    columns += ", " + shown_sql(tables, column) + " AS " + quoted(column.name);
  }
  return "DROP VIEW IF EXISTS " + name + ";\nCREATE VIEW " + name +
         " AS SELECT r.row AS _row, r.id AS _id, r.version AS _version, date(r.since * 86400, "
         "'unixepoch') AS _since, date(r.holds_from * 86400, 'unixepoch') AS _holds_from, r.actor "
         "AS _actor, r.region AS _region, r.period AS _period, r.state AS _state, r.source AS "
         "_source, r.nature AS _nature" +
         columns + " FROM " + table.rows() + " AS r;\n";
}

Json definition_json(const RegisterTable& table) {
  Json columns = Json::array();
  for (const size_t index : table.by_number) {
    const RegisterColumn& column = table.columns[index];
    Json json = Json::object();
    json.set("number", column.number).set("name", column.name);
    json.set("kind", std::string(kind_name(column.kind))).set("places", column.places);
    json.set("unit", column.unit).set("target", column.target).set("former", column.former);
    json.set("words", column.words);
    columns.push(std::move(json));
  }
  Json json = Json::object();
  json.set("number", table.number).set("period", static_cast<int>(table.period));
  json.set("key", key_text(table)).set("region", origin_number(table, table.region));
  json.set("subject", origin_number(table, table.subject)).set("columns", std::move(columns));
  return json;
}

Result<Done> write_catalogue(const Database& database, const RegisterTable& table) {
  Statement write = database.prepare(
      "INSERT INTO register_table (number, package, name, period, key_columns, region_column, "
      "subject_column) VALUES (?,?,?,?,?,?,?) ON CONFLICT (number) DO UPDATE SET period = "
      "excluded.period, key_columns = excluded.key_columns, region_column = "
      "excluded.region_column, subject_column = excluded.subject_column");
  write.bind(table.number).bind(table.package).bind(table.name);
  write.bind(static_cast<int64_t>(table.period)).bind(key_text(table));
  write.bind(origin_number(table, table.region)).bind(origin_number(table, table.subject));
  const Result<Done> written = write.run();
  if (!written) return written;
  for (const RegisterColumn& column : table.columns) {
    Statement insert = database.prepare(
        "INSERT OR REPLACE INTO register_column (register, number, name, kind, places, unit, "
        "target, former, words) VALUES (?,?,?,?,?,?,?,?,?)");
    insert.bind(table.number).bind(column.number).bind(column.name).bind(kind_name(column.kind));
    insert.bind(static_cast<int64_t>(column.places)).bind(column.unit).bind(column.target);
    const Result<Done> inserted = insert.bind(column.former).bind(column.words).run();
    if (!inserted) return inserted;
  }
  return Done{};
}

}  // namespace fangan
