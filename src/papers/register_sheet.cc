#include "papers/register_sheet.h"

#include <algorithm>

#include "campaign/field_text.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

/// Phrases about one column, joined.
class Note {
 public:
  explicit Note(Language language) : language_(language) {}

  void add(const char* code, std::vector<Fact> facts = {}) {
    const std::string phrase = sentence(problem(code, std::move(facts)), language_);
    if (!text_.empty()) text_ += language_ == Language::zh ? "；" : "; ";
    text_ += phrase;
  }
  const std::string& text() const { return text_; }

 private:
  Language language_;
  std::string text_;
};

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "、") + word;
  return text;
}

std::vector<std::string> texts_of(const std::vector<Name>& names) {
  std::vector<std::string> texts;
  for (const Name& name : names) texts.push_back(name.text);
  return texts;
}

std::vector<std::string> region_names(const Plan& plan) {
  std::vector<std::string> names;
  for (const Agency& agency : plan.agencies) {
    if (agency.kind == county_agency_kind) names.push_back(agency.name);
  }
  return names;
}

/// What a reference is written as: the key of the other register.
std::string key_of(const Plan& plan, const std::string& target) {
  for (const Register& each : plan.registers) {
    if (each.name.text == target) return listed(texts_of(each.key));
  }
  return {};
}

void say_kind(const Plan& plan, const Field& field, Note* note) {
  const FieldDomain& domain = field.domain;
  const std::string places = std::to_string(field.places.value_or(default_places));
  switch (domain.kind) {
    case FieldKind::text:
      return note->add("PAPER-N003");
    case FieldKind::number:
      note->add("PAPER-N004", {{"places", places}});
      if (!domain.unit.text.empty()) note->add("PAPER-N005", {{"unit", domain.unit.text}});
      return;
    case FieldKind::date:
      return note->add("PAPER-N006");
    case FieldKind::boolean:
      return note->add("PAPER-N007");
    case FieldKind::one_of:
      return note->add("PAPER-N008", {{"words", listed(texts_of(domain.words))}});
    case FieldKind::several_of:
      return note->add("PAPER-N009", {{"words", listed(texts_of(domain.words))}});
    case FieldKind::region:
      return note->add("PAPER-N010");
    case FieldKind::agency:
      return note->add("PAPER-N011");
    case FieldKind::reference:
      return note->add("PAPER-N012", {{"register", domain.target.text},
                                      {"key", key_of(plan, domain.target.text)}});
    case FieldKind::file:
    case FieldKind::files:
      return note->add("PAPER-N018");
  }
}

bool is_key(const Register& definition, const Field& field) {
  return std::any_of(definition.key.begin(), definition.key.end(),
                     [&field](const Name& name) { return name.text == field.name.text; });
}

PaperColumn field_column(const Plan& plan, const Register& definition, const Field& field,
                         Language language) {
  PaperColumn column;
  column.title = field.name.text;
  const bool is_required = field.required || is_key(definition, field);
  Note note(language);
  if (is_key(definition, field)) note.add("PAPER-N001");
  if (is_required && field.required_from.text.empty()) note.add("PAPER-N002");
  if (!field.required_from.text.empty()) {
    note.add("PAPER-N013", {{"state", field.required_from.text}});
  }
  say_kind(plan, field, &note);
  const FieldKind kind = field.domain.kind;
  const bool is_read = kind != FieldKind::file && kind != FieldKind::files;
  if (!is_required && is_read) note.add("PAPER-N014", {{"word", std::string(clear_word)}});
  if (field.sensitive) note.add("PAPER-N019", {{"word", std::string(masked_word)}});
  column.note = note.text();
  switch (field.domain.kind) {
    case FieldKind::number:
      column.kind = PaperKind::number;
      break;
    case FieldKind::date:
      column.kind = PaperKind::day;
      break;
    case FieldKind::boolean:
      column.words = {"是", "否"};
      break;
    case FieldKind::one_of:
      column.words = texts_of(field.domain.words);
      break;
    case FieldKind::region:
      column.words = region_names(plan);
      break;
    default:
      column.width = 20;
  }
  if (column.kind == PaperKind::number && field.places) column.places = *field.places;
  if (!column.words.empty() && !is_required) column.words.emplace_back(clear_word);
  return column;
}

}  // namespace

RegisterSheet register_sheet(const Plan& plan, const Register& definition, Language language) {
  RegisterSheet made;
  made.sheet.name = definition.name.text;
  made.sheet.notes = PaperSheet::Notes::second_row;
  made.sheet.lock = PaperSheet::Lock::titles;
  PaperColumn number;
  number.title = row_title;
  number.is_hidden = true;
  made.sheet.columns.push_back(number);
  made.fields.emplace_back();
  if (definition.period != Period::none) {
    Note note(language);
    note.add("PAPER-N001");
    note.add("PAPER-N002");
    note.add(definition.period == Period::year      ? "PAPER-N015"
             : definition.period == Period::quarter ? "PAPER-N016"
                                                    : "PAPER-N017");
    PaperColumn period;
    period.title = row_words(plan.header.language).period;
    period.note = note.text();
    made.sheet.columns.push_back(period);
    made.fields.emplace_back();
  }
  for (size_t i = 0; i < definition.fields.size(); ++i) {
    made.sheet.columns.push_back(field_column(plan, definition, definition.fields[i], language));
    made.fields.emplace_back(i);
  }
  return made;
}

}  // namespace fangan
