// The JSON of rows (docs/api.md): what a row says, what follows from it, what may be done.
#include <algorithm>

#include "campaign/row_table.h"
#include "papers/register_sheet.h"
#include "plan/row_words.h"
#include "service/diagnostic_json.h"
#include "service/register_sight.h"
#include "service/wall_clock.h"
#include "value/print.h"

namespace fangan {
namespace {

/// Of one value of a formula, as a page shows it.
constexpr size_t value_bytes_max = 4'000;

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

/// The same of a row that may be another's.
std::string RegisterSight::shown_name(const RegisterTable& table, const StoredRow& row) {
  const RegisterAccess& access = this->access(*table.definition);
  if (access.read.takes(row)) return name_of(table, row.state);
  StoredRow shown = row;
  for (size_t i = 0; i < shown.state.fields.size(); ++i) {
    if (!access.shows(row, i)) shown.state.fields[i] = Value();
  }
  return name_of(table, shown.state);
}

std::string RegisterSight::name_of(const RegisterTable& table, const RowState& state) const {
  const std::string_view name = row_words(plan().header.language).agency_name;
  const std::vector<Field>& fields = table.definition->fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    const bool is_name = fields[i].name.text == name && !fields[i].sensitive;
    if (is_name && state.fields[i].is(ValueKind::string)) return state.fields[i].text();
  }
  return state.id;
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

Json RegisterSight::outcome_json(const Outcome& outcome) {
  if (outcome.kind == Outcome::Kind::not_set) {
    return Json::object({{"not_set", strings_json(outcome.not_set)}});
  }
  const Diagnostic* reason = outcome.value.reason();
  if (outcome.kind == Outcome::Kind::undetermined && outcome.missing.empty() && reason != nullptr) {
    return Json::object({{"error", diagnostic_json(*reason, Sources())}});
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
  const Value& value = outcome.value;
  Json json;
  if (value.is(ValueKind::number)) {
    json = value.number().print_normal();
  } else if (value.is(ValueKind::boolean)) {
    json = value.boolean();
  } else if (const Row* row = as_row(value)) {
    const std::string& name = row->table().definition().name.text;
    json = reference_json(name, row->state().id);
  } else if (value.is(ValueKind::list)) {
    json = Json::array();
    for (const Value& item : value.items()) {
      const Row* row = as_row(item);
      json.push(row == nullptr
                    ? Json(print_plain(item, value_bytes_max).value_or("…"))
                    : reference_json(row->table().definition().name.text, row->state().id));
    }
  } else {
    json = print_plain(value, value_bytes_max).value_or("…");
  }
  return Json::object({{"value", std::move(json)}});
}

Json RegisterSight::computed_json(const RegisterTable& table, const StoredRow& row) {
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
  json.set("derived", is_whole ? computed_json(table, row) : Json::object());
  json.set("marks", is_whole ? marks_json(table, row) : Json::array());
  json.set("can", can_json(table, row));
  return json;
}

}  // namespace fangan
