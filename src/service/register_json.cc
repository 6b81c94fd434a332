// The JSON of rows (docs/api.md): what a row says, what follows from it, what may be done.
#include <algorithm>

#include "campaign/row_table.h"
#include "papers/register_sheet.h"
#include "plan/row_words.h"
#include "service/diagnostic_json.h"
#include "service/register_sight.h"
#include "service/wall_clock.h"
#include "text/utf8.h"
#include "text/words.h"
#include "value/print.h"

namespace fangan {
namespace {

/// Of one value of a formula, as a page shows it.
constexpr size_t value_bytes_max = 4'000;
/// Of a row without a name or key: how many of its fields say which it is, and how long each is.
constexpr size_t named_fields = 2;
constexpr size_t name_part_characters = 30;

std::vector<std::string> texts_of(const Value& value) {
  if (value.is(ValueKind::string)) return {value.text()};
  std::vector<std::string> texts;
  if (!value.is(ValueKind::list)) return texts;
  for (const Value& item : value.items()) {
    if (item.is(ValueKind::string)) texts.push_back(item.text());
  }
  return texts;
}

Json id_and_name(const std::string& id, const std::string& name) {
  return Json::object({{"id", id}, {"name", name}});
}

/// With the address of the row.
Json row_and_name(const std::string& id, const std::string& name) {
  return Json::object({{"id", id}, {"name", name}, {"row", id}});
}

}  // namespace

/// The same of a row that may be another's, and of one without a name or key what it begins with.
std::string RegisterSight::shown_name(const RegisterTable& table, const StoredRow& row) {
  const RegisterAccess& access = this->access(*table.definition);
  StoredRow shown = row;
  for (size_t i = 0; i < shown.state.fields.size(); ++i) {
    if (!access.shows(row, i)) shown.state.fields[i] = Value();
  }
  const std::string name = name_of(table, shown.state);
  if (name != row.state.id || !table.definition->key.empty()) return name;
  std::vector<std::string> parts;
  for (size_t i = 0; i < shown.state.fields.size() && parts.size() < named_fields; ++i) {
    std::string part = name_part(table.definition->fields[i], shown.state.fields[i]);
    if (!part.empty()) parts.push_back(std::move(part));
  }
  return parts.empty() ? name : joined(parts, " ");
}

std::string RegisterSight::name_of(const RegisterTable& table, const RowState& state) {
  const std::string_view name = row_words(plan().header.language).agency_name;
  const Register& definition = *table.definition;
  const std::vector<Field>& fields = definition.fields;
  std::vector<std::string> parts;
  for (size_t i = 0; i < fields.size(); ++i) {
    const bool is_name = fields[i].name.text == name && !fields[i].sensitive;
    if (is_name && state.fields[i].is(ValueKind::string)) return state.fields[i].text();
  }
  for (const Name& key : definition.key) {
    for (size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].name.text != key.text) continue;
      std::string part = name_part(fields[i], state.fields[i]);
      if (!part.empty()) parts.push_back(std::move(part));
    }
  }
  if (parts.empty()) return state.id;
  if (!state.period.is_null()) parts.push_back(print_plain(state.period, 100).value_or(""));
  return joined(parts, " ");
}

/// What a field adds to the name of its row: nothing where it is blank, sensitive, or no word.
std::string RegisterSight::name_part(const Field& field, const Value& value) {
  const FieldKind kind = field.domain.kind;
  const bool is_word = kind != FieldKind::file && kind != FieldKind::files &&
                       kind != FieldKind::boolean && kind != FieldKind::several_of;
  if (value.is_null() || field.sensitive || !is_word) return "";
  if (const Row* row = as_row(value)) {  // Of a row that formulas see.
    return reference_json(row->table().definition().name.text, row->state().id)["name"].text();
  }
  if (kind == FieldKind::reference) {
    return reference_json(field.domain.target.text, value.text())["name"].text();
  }
  if (kind == FieldKind::number) return value.number().print_normal();
  const std::string text = print_plain(value, SIZE_MAX).value_or("");
  if (code_point_count(text) <= name_part_characters) return text;
  return to_utf8(to_utf32(text).substr(0, name_part_characters)) + "…";
}

Json RegisterSight::reference_json(const RegisterTable& table, const StoredRow& row) {
  return row_and_name(row.state.id, shown_name(table, row));
}

Json RegisterSight::reference_json(const std::string& target, const std::string& id) {
  const RegisterTable* table = tables_.find(target);
  const Row* row = table == nullptr ? nullptr : as_row(rows_.row(target, id));
  return row_and_name(id, row == nullptr ? id : name_of(*table, row->state()));
}

/// The name somebody gave the file: the reader, else whoever the reader may know of.
Json RegisterSight::file_json(const std::string& hash) {
  std::string name = hash;
  Json size;
  std::string type;
  Statement select = database_.prepare(
      "SELECT owner, name, size_bytes, media_type FROM evidence WHERE hash = ? ORDER BY at, owner");
  select.bind(hash);
  for (bool is_own = false; !is_own;) {
    const Result<bool> found = select.step();
    if (!found || !found.value()) break;
    is_own = select.text(0) == file_owner(actor_);
    const Agency* agency = plan().find_agency(select.text(0));
    const bool is_other = agency != nullptr && agency->kind == county_agency_kind;
    if (!is_own && actor_.is_holder() && is_other) continue;
    if (!is_own && !type.empty()) continue;
    name = select.text(1);
    size = Json(select.integer(2));
    type = select.text(3);
  }
  Json json = Json::object();
  json.set("hash", hash);
  json.set("name", name);
  json.set("size_bytes", std::move(size));
  json.set("media_type", type);
  return json;
}

Json RegisterSight::files_json(const Value& value) {
  Json json = Json::array();
  for (const std::string& hash : texts_of(value)) json.push(file_json(hash));
  return json;
}

Json RegisterSight::value_json(const Field& field, const Value& value) {
  if (value.is_null()) return Json();
  return field.sensitive ? Json(masked_word) : plain_json(field, value);
}

Json RegisterSight::plain_json(const Field& field, const Value& value) {
  if (value.is_null()) return Json();
  switch (field.domain.kind) {
    case FieldKind::number:
      return value.is(ValueKind::number) ? Json(value.number().print_normal()) : Json();
    case FieldKind::boolean:
      return Json(value.is_true());
    case FieldKind::several_of:
      return strings_json(texts_of(value));
    case FieldKind::file:
    case FieldKind::files:
      return files_json(value);
    case FieldKind::region:
      return id_and_name(tables_.region_code(value.text()), value.text());
    case FieldKind::agency:
      return id_and_name(value.text(), value.text());
    case FieldKind::reference:
      return reference_json(field.domain.target.text, value.text());
    case FieldKind::text:
    case FieldKind::date:
    case FieldKind::one_of:
      break;
  }
  return *print_plain(value, SIZE_MAX);
}

bool RegisterSight::shows_missing(const MissingField& missing) {
  const RegisterTable* table = tables_.find(missing.register_name);
  if (table == nullptr) return true;  // 单位 is everybody's.
  const Result<std::optional<StoredRow>> row = reader_.row(*table, missing.row);
  return row && row.value() && access(*table->definition).shows(*row.value());
}

Json RegisterSight::computed_json(const Value& value) {
  if (value.is_null()) return Json();
  if (value.is(ValueKind::number)) return Json(value.number().print_normal());
  if (value.is(ValueKind::boolean)) return Json(value.boolean());
  if (const Row* row = as_row(value)) {
    return reference_json(row->table().definition().name.text, row->state().id);
  }
  if (value.is(ValueKind::list)) {
    Json list = Json::array();
    for (const Value& item : value.items()) list.push(computed_json(item));
    return list;
  }
  if (value.is(ValueKind::context) && value.context().source() == nullptr) {
    Json parts = Json::array();
    for (size_t i = 0; i < value.context().size(); ++i) {
      parts.push(Json::object({{"name", value.context().name(i)},
                               {"value", computed_json(value.context().value(i))}}));
    }
    return Json::object({{"parts", std::move(parts)}});
  }
  return Json(print_plain(value, value_bytes_max).value_or("…"));
}

Json RegisterSight::outcome_json(const Outcome& outcome) {
  if (outcome.kind == Outcome::Kind::not_set) {
    return Json::object({{"not_set", strings_json(outcome.not_set)}});
  }
  const Diagnostic* reason = outcome.value.reason();
  if (outcome.kind == Outcome::Kind::undetermined && outcome.missing.empty() && reason != nullptr) {
    return Json::object({{"error", reason_json(*reason)}});
  }
  if (outcome.kind == Outcome::Kind::undetermined) {
    Json missing = Json::array();
    for (const MissingField& each : outcome.missing) {
      Json one = Json::object();
      one.set("register", each.register_name);
      one.set("row", shows_missing(each) ? Json(each.row) : Json());
      one.set("field", each.field);
      missing.push(std::move(one));
    }
    return Json::object({{"undetermined", std::move(missing)}});
  }
  return Json::object({{"value", computed_json(outcome.value)}});
}

Json RegisterSight::derived_json(const RegisterTable& table, const StoredRow& row) {
  Json json = Json::object();
  const Value record = this->record(table, row);
  for (const ShownFormula& shown : shown_formulas(plan(), *table.definition)) {
    if (is_masked(*shown.formula)) {
      json.set(shown.name, Json::object({{"value", masked_word}}));
      continue;
    }
    json.set(shown.name, outcome_json(rows_.evaluate(*shown.formula, Asked{record})));
  }
  return json;
}

Json RegisterSight::marks_json(const RegisterTable& table, const StoredRow& row) {
  Json json = Json::array();
  for (const std::string& message : marks(table, row)) {
    Json mark = Json::object();
    for (const char* key : {"message", "zh", "en"}) mark.set(key, message);
    json.push(std::move(mark));
  }
  return json;
}

Json RegisterSight::can_json(const RegisterTable& table, const StoredRow& row) {
  const bool may = is_current_ && access(*table.definition).write.takes(row) &&
                   may_edit_in(actor_, plan(), *table.definition, row.state.state);
  return Json::object({{"edit", Json(may)}, {"void", Json(may)}});
}

Json RegisterSight::row_json(const RegisterTable& table, const StoredRow& row) {
  const Register& definition = *table.definition;
  const RegisterAccess& access = this->access(definition);
  const bool is_whole = access.read.takes(row);
  Json values = Json::object();
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    if (!access.shows(row, i)) continue;
    const Field& field = definition.fields[i];
    values.set(field.name.text, value_json(field, row.state.fields[i]));
  }
  const Flow* flow = plan().find_flow(definition.flow.text);
  const bool begins = row.state.state.empty() && flow != nullptr && !flow->states.empty();
  Json json = Json::object();
  json.set("row", row.state.id);
  json.set("id", row.state.id);
  json.set("name", shown_name(table, row));
  json.set("version", is_whole ? Json(row.version) : Json());
  json.set("state", begins ? flow->states.front().name.text : row.state.state);
  if (definition.period != Period::none) {
    json.set("period",
             row.state.period.is_null() ? Json() : Json(*print_plain(row.state.period, 100)));
  }
  const auto inner = [is_whole](std::string text) { return is_whole ? Json(text) : Json(); };
  json.set("since", inner(row.state.since.print()));
  json.set("holds_from", inner(row.holds_from.print()));
  json.set("recorded", inner(print(row.recorded, plan_offset_minutes)));
  json.set("actor", inner(row.actor));
  json.set("nature", row.nature);
  json.set("source", inner(row.source));
  json.set("values", std::move(values));
  json.set("derived", is_whole ? derived_json(table, row) : Json::object());
  json.set("marks", is_whole ? marks_json(table, row) : Json::array());
  json.set("can", can_json(table, row));
  return json;
}

}  // namespace fangan
