#include "campaign/built_in_rows.h"

#include <string>

namespace fangan {
namespace {

Field field(std::string_view name, FieldKind kind, bool required = false) {
  Field made;
  made.name.text = std::string(name);
  made.domain.kind = kind;
  made.required = required;
  return made;
}

}  // namespace

Register agency_register(const RowWords& words) {
  Register made;
  made.name.text = std::string(agency_register_name);
  made.key = {Name{std::string(words.agency_name), {}}};
  made.fields = {
      field(words.agency_name, FieldKind::text), field("kind", FieldKind::text),
      field("region", FieldKind::region),        field("superior", FieldKind::agency),
      field("aliases", FieldKind::several_of),   field("members", FieldKind::several_of)};
  return made;
}

Register calendar_register() {
  Register made;
  made.name.text = std::string(calendar_register_name);
  made.key = {Name{"日期", {}}};
  made.fields = {field("日期", FieldKind::date, true), field("工作日", FieldKind::boolean, true),
                 field("说明", FieldKind::text)};
  const Relation office{Relation::Kind::office, {}, {}};
  made.read = {Relation{Relation::Kind::everyone, {}, {}}};
  made.write = {office};
  for (const Field& each : made.fields) made.public_fields.push_back(each.name);
  return made;
}

}  // namespace fangan
