#include "store/changes.h"

#include <algorithm>
#include <tuple>

#include "store/data_problem.h"
#include "store/schema.h"
#include "value/json.h"

namespace fangan {
namespace {

Decimal power_of_ten(int places) {
  Decimal power = 1;
  for (int i = 0; i < places; ++i) power = multiply(power, 10).value();
  return power;
}

Result<int64_t> scaled(const Decimal& number, const FieldDefinition& field) {
  const Result<Decimal> product = multiply(number, power_of_ten(field.places));
  if (!product) return data_problem("STORE-R002", {{"field", std::string(field.name)}});
  if (!product.value().is_integer()) {
    return data_problem("STORE-R001", {{"field", std::string(field.name)},
                                       {"places", std::to_string(field.places)}});
  }
  const Result<int64_t> integer = product.value().to_int64();
  if (!integer) return data_problem("STORE-R002", {{"field", std::string(field.name)}});
  return integer;
}

FieldValue read_field(const Statement& statement, int column, const FieldDefinition& field) {
  if (statement.is_null(column)) return {};
  switch (field.type) {
    case FieldType::number: {
      const Result<Decimal> number =
          divide(Decimal(statement.integer(column)), power_of_ten(field.places));
      return number ? FieldValue(number.value()) : FieldValue();
    }
    case FieldType::boolean: return statement.integer(column) != 0;
    case FieldType::date: {
      const Result<Date> date = Date::parse(statement.text(column));
      return date ? FieldValue(date.value()) : FieldValue();
    }
    default: return statement.text(column);
  }
}

Result<Done> bind_field(Statement* insert, const FieldDefinition& field, const FieldValue* value) {
  if (value == nullptr || std::holds_alternative<std::monostate>(*value)) {
    insert->bind_null();
  } else if (const Decimal* number = std::get_if<Decimal>(value)) {
    const Result<int64_t> integer = scaled(*number, field);
    if (!integer) return integer.errors();
    insert->bind(integer.value());
  } else if (const bool* flag = std::get_if<bool>(value)) {
    insert->bind(int64_t{*flag ? 1 : 0});
  } else if (const Date* date = std::get_if<Date>(value)) {
    insert->bind(date->print());
  } else {
    insert->bind(std::get<std::string>(*value));
  }
  return Done{};
}

Json value_json(const FieldValue& value) {
  if (const Decimal* number = std::get_if<Decimal>(&value)) return Json(number->print_normal());
  if (const bool* flag = std::get_if<bool>(&value)) return Json(*flag);
  if (const Date* date = std::get_if<Date>(&value)) return Json(date->print());
  if (const std::string* text = std::get_if<std::string>(&value)) return Json(*text);
  return Json();
}

std::string select_columns(const RegisterDefinition& definition) {
  std::string columns = "package, id, version, holds_from, recorded, actor, step, set_fields";
  for (size_t i = 0; i < definition.fields.size(); ++i) columns += ", " + column_name(i);
  return columns;
}

Change read_change(const Statement& row, const RegisterDefinition& definition) {
  Change change;
  change.package = row.text(0);
  change.id = row.text(1);
  change.version = static_cast<uint64_t>(row.integer(2));
  change.holds_from = Date::from_days(row.integer(3));
  change.recorded = Moment{row.integer(4)};
  change.actor = row.text(5);
  change.step = row.text(6);
  const std::string set_fields = row.text(7);
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    const bool is_set = set_fields.find("," + column_name(i) + ",") != std::string::npos;
    if (!is_set) continue;
    change.fields[std::string(definition.fields[i].name)] =
        read_field(row, static_cast<int>(8 + i), definition.fields[i]);
  }
  return change;
}

std::string table_of(const RegisterDefinition& definition) {
  return std::string(definition.english) + "_change";
}

}  // namespace

Result<Done> append_change(const Database& database, const RegisterDefinition& definition,
                           const Change& change) {
  std::string columns;
  std::string marks;
  std::string set_fields = ",";
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    columns += ", " + column_name(i);
    marks += ",?";
    const bool is_set = change.fields.count(std::string(definition.fields[i].name)) > 0;
    if (is_set) set_fields += column_name(i) + ",";
  }
  Statement insert = database.prepare("INSERT INTO " + table_of(definition) +
                                      " (package, id, version, holds_from, recorded, actor, step, "
                                      "set_fields" +
                                      columns + ") VALUES (?,?,?,?,?,?,?,?" + marks + ")");
  insert.bind(change.package).bind(change.id).bind(static_cast<int64_t>(change.version));
  insert.bind(change.holds_from.days_since_1970()).bind(change.recorded.microseconds);
  insert.bind(change.actor).bind(change.step).bind(set_fields);
  for (const FieldDefinition& field : definition.fields) {
    const auto found = change.fields.find(std::string(field.name));
    const Result<Done> bound =
        bind_field(&insert, field, found == change.fields.end() ? nullptr : &found->second);
    if (!bound) return bound;
  }
  return insert.run();
}

std::string change_json(const RegisterDefinition& definition, const Change& change) {
  Json json = Json::object();
  json.set("id", change.id);
  json.set("version", Json(static_cast<int64_t>(change.version)));
  json.set("holds_from", change.holds_from.print());
  json.set("recorded", Json(change.recorded.microseconds));
  json.set("actor", change.actor);
  json.set("step", change.step);
  for (const FieldDefinition& field : definition.fields) {
    const auto found = change.fields.find(std::string(field.name));
    if (found != change.fields.end()) json.set(std::string(field.name), value_json(found->second));
  }
  return json.print();
}

std::string change_key(const std::string& json) {
  const Result<Json> parsed = parse_json(json);
  if (!parsed) return json;
  return parsed.value()["id"].text() + "|" + parsed.value()["version"].text();
}

Result<std::vector<StoredChange>> read_changes(const Database& database,
                                               const RegisterDefinition& definition) {
  Statement select = database.prepare("SELECT " + select_columns(definition) + " FROM " +
                                      table_of(definition) + " ORDER BY sequence");
  std::vector<StoredChange> changes;
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return changes;
    Change change = read_change(select, definition);
    std::string json = change_json(definition, change);
    changes.push_back({std::move(change), std::move(json)});
  }
}

Result<std::vector<Record>> read_records(const Database& database,
                                         const RegisterDefinition& definition,
                                         std::string_view package, std::string_view prefix,
                                         const View& view) {
  Statement select = database.prepare(
      "SELECT " + select_columns(definition) + " FROM " + table_of(definition) +
      " WHERE package = ? AND id >= ? AND holds_from <= ? AND recorded <= ? "
      "ORDER BY id, holds_from, recorded, version");
  select.bind(package).bind(prefix);
  select.bind(view.as_of.days_since_1970()).bind(view.known_at.microseconds);
  std::vector<Record> records;
  for (;;) {
    const Result<bool> row = select.step();
    if (!row) return row.errors();
    if (!row.value()) return records;
    const std::string id = select.text(1);
    if (id.compare(0, prefix.size(), prefix) != 0) return records;
    Change change = read_change(select, definition);
    if (records.empty() || records.back().id != id) {
      records.emplace_back();
      records.back().id = id;
      records.back().since = change.holds_from;
    }
    Record& record = records.back();
    for (auto& [name, value] : change.fields) record.fields[name] = std::move(value);
    record.holds_from = change.holds_from;
    record.recorded = change.recorded;
    record.actor = change.actor;
    record.version = std::max(record.version, change.version);
  }
}

}  // namespace fangan
