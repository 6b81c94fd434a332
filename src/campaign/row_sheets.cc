#include "campaign/row_sheets.h"

#include <algorithm>
#include <set>

#include "campaign/field_text.h"
#include "plan/row_words.h"
#include "text/suggest.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan {
namespace {

constexpr std::string_view since_column = "自";
constexpr std::string_view remark_columns[] = {"来源", "性质"};

Diagnostic wrong(const char* code, std::vector<Fact> facts) {
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.fault = Fault::data;
  return diagnostic;
}

std::optional<size_t> place_of(const Register& definition, std::string_view name) {
  const Field* field = definition.field(name);
  if (field == nullptr) return std::nullopt;
  return static_cast<size_t>(field - definition.fields.data());
}

std::string text_of(const Value& value) {
  return value.is_null() ? "" : *print_plain(value, SIZE_MAX);
}

}  // namespace

RowSheets::Sheet& RowSheets::sheet(std::string_view register_name) {
  Sheet& found = sheets_[std::string(register_name)];
  if (found.definition == nullptr) found.definition = plan_.find_register(register_name);
  return found;
}

RowState& RowSheets::row(const Place& place) {
  return sheet(place.definition->name.text).rows[place.index].state;
}

const std::string& RowSheets::id(const Place& place) {
  return row(place).id;
}

// --- columns -------------------------------------------------------------------------------------

Diagnostic RowSheets::unknown_column(const Register& definition, const std::string& name) const {
  const RowWords& words = row_words(plan_.header.language);
  std::vector<std::string> known;
  for (const Field& field : definition.fields) known.push_back(field.name.text);
  known.emplace_back(words.state);
  std::string list;
  for (const std::string& each : known) list += (list.empty() ? "" : "、") + each;
  return wrong("CAMP-F008", {{"column", name},
                             {"register", definition.name.text},
                             {"near", did_you_mean(name, known)},
                             {"known", list}});
}

/// `企业.规模`: every part but the last a reference.
Result<RowSheets::Column> RowSheets::read_column(const Register& definition,
                                                 const std::string& name) const {
  Column column;
  column.name = name;
  column.kind = Column::Kind::field;
  const Register* owner = &definition;
  std::string_view rest = name;
  while (true) {
    const size_t dot = rest.find('.');
    const std::string_view part = rest.substr(0, dot);
    const std::optional<size_t> place = place_of(*owner, part);
    if (!place) {
      const bool is_computed =
          std::any_of(owner->derived.begin(), owner->derived.end(),
                      [part](const NamedFormula& derived) { return derived.name.text == part; });
      if (!is_computed) return unknown_column(*owner, name);
      return wrong("CAMP-F010", {{"column", name}, {"register", owner->name.text}});
    }
    column.path.push_back(*place);
    column.field = &owner->fields[*place];
    if (dot == rest.npos) return column;
    owner = plan_.find_register(column.field->domain.target.text);
    if (owner == nullptr) return unknown_column(definition, name);
    rest.remove_prefix(dot + 1);
  }
}

Diagnostics RowSheets::open(const Register& definition, const std::vector<std::string>& columns) {
  current_ = &sheet(definition.name.text);
  columns_.clear();
  const RowWords& words = row_words(plan_.header.language);
  Diagnostics errors;
  std::set<std::string> seen;
  for (const std::string& name : columns) {
    if (!seen.insert(name).second) errors.push_back(wrong("CAMP-F009", {{"column", name}}));
    const bool is_own = definition.field(name) != nullptr;
    Column column;
    column.name = name;
    if (!is_own && name == words.state && !definition.flow.empty()) {
      column.kind = Column::Kind::state;
    } else if (!is_own && name == words.period && definition.period != Period::none) {
      column.kind = Column::Kind::period;
    } else if (!is_own && name == since_column) {
      column.kind = Column::Kind::since;
    } else if (!is_own && name == words.id && definition.key.empty()) {
      column.kind = Column::Kind::id;
    } else if (is_own || std::find(std::begin(remark_columns), std::end(remark_columns), name) ==
                             std::end(remark_columns)) {
      Result<Column> read = read_column(definition, name);
      if (!read) {
        errors.push_back(read.error());
        continue;
      }
      column = std::move(read).value();
    }
    columns_.push_back(std::move(column));
  }
  return errors;
}

// --- cells ---------------------------------------------------------------------------------------

Diagnostics RowSheets::read_cell(const Column& column, std::string_view cell, RowState* state) {
  const auto take = [](const auto& result, auto* into) {
    if (!result) return result.errors();
    *into = result.value();
    return Diagnostics();
  };
  switch (column.kind) {
    case Column::Kind::remark:
      return {};
    case Column::Kind::id:
      state->id = std::string(cell);
      return {};
    case Column::Kind::since:
      return cell.empty() ? Diagnostics() : take(read_day(column.name, cell), &state->since);
    case Column::Kind::period:
      if (cell.empty()) return {};
      return take(read_period(current_->definition->period, column.name, cell), &state->period);
    case Column::Kind::state: {
      const Flow* flow = plan_.find_flow(current_->definition->flow.text);
      state->state = std::string(cell);
      if (cell.empty() || flow == nullptr || flow->state(cell) != nullptr) return {};
      state->state.clear();
      std::vector<std::string> known;
      for (const FlowState& each : flow->states) known.push_back(each.name.text);
      std::string list;
      for (const std::string& each : known) list += (list.empty() ? "" : "、") + each;
      return {wrong("CAMP-F012", {{"field", column.name},
                                  {"value", std::string(cell)},
                                  {"near", did_you_mean(cell, known)},
                                  {"known", list}})};
    }
    case Column::Kind::field: {
      Value value;
      Diagnostics errors = take(read_field_text(plan_, *column.field, cell), &value);
      for (Diagnostic& error : errors) {
        // The column as it is written, not the field it leads to.
        for (Fact& fact : error.facts) {
          if (fact.name == "field") fact.value = column.name;
        }
      }
      if (column.path.size() == 1) {
        state->fields[column.path[0]] = std::move(value);
      } else if (!value.is_null()) {
        const Place place{current_->definition, current_->rows.size()};
        beyond_.push_back({place, column, std::move(value)});
      }
      return errors;
    }
  }
  return {};
}

RowSheets::Added RowSheets::add(const std::vector<std::string_view>& cells) {
  assert(cells.size() == columns_.size());
  Added added;
  added.place = {current_->definition, current_->rows.size()};
  RowState state;
  state.fields.resize(current_->definition->fields.size());
  state.since = since_;
  for (size_t i = 0; i < cells.size(); ++i) {
    Diagnostics errors = read_cell(columns_[i], cells[i], &state);
    added.errors.insert(added.errors.end(), errors.begin(), errors.end());
  }
  if (!state.state.empty()) state.entered = {{state.state, state.since}};
  current_->rows.push_back({std::move(state)});
  return added;
}

// --- references ----------------------------------------------------------------------------------

void RowSheets::index_row(Sheet* sheet, size_t index) {
  const RowState& state = sheet->rows[index].state;
  Written& written = sheet->rows[index];
  written.is_second = !sheet->by_id.emplace(state.id, index).second;
  const bool is_new_day = sheet->days.emplace(state.id, state.since).second;
  written.is_later = written.is_second && is_new_day && same_key_ == SameKey::later;
  if (written.is_later) return;
  const std::optional<size_t> name =
      place_of(*sheet->definition, row_words(plan_.header.language).agency_name);
  if (name && !state.fields[*name].is_null()) {
    sheet->by_name[text_of(state.fields[*name])].push_back(index);
  }
}

/// A row whose key is not written whole, or that has none, goes by its number.
void RowSheets::give_ids(Sheet* sheet, Errors* errors) {
  if (std::exchange(sheet->has_ids, true)) return;
  const Register& definition = *sheet->definition;
  std::vector<size_t> references;
  for (const Name& key : definition.key) {
    const Field* field = definition.field(key.text);
    if (field == nullptr || field->domain.kind != FieldKind::reference) continue;
    give_ids(&this->sheet(field->domain.target.text), errors);
    references.push_back(*place_of(definition, key.text));
  }
  for (size_t index = 0; index < sheet->rows.size(); ++index) {
    const Place place{&definition, index};
    for (const size_t field : references) {
      find_reference(place, field, place, definition.fields[field].name.text, errors);
    }
    RowState& state = sheet->rows[index].state;
    if (state.id.empty()) state.id = row_id(plan_, definition, state);
    if (state.id.empty()) {
      state.id = (definition.key.empty() ? "" : "#") + std::to_string(index + 1);
    }
    index_row(sheet, index);
    if (!sheet->rows[index].is_second || sheet->rows[index].is_later) continue;
    errors->emplace_back(
        place, wrong("CAMP-R005", {{"register", definition.name.text}, {"row", state.id}}));
  }
}

/// The row that a word names where no sheet has it: the word is its key, part by part, and its
/// name.
size_t RowSheets::made_row(Sheet* sheet, const std::string& word) {
  const Register& definition = *sheet->definition;
  Written made;
  made.is_made = true;
  made.state.id = word;
  made.state.since = since_;
  made.state.fields.resize(definition.fields.size());
  std::string_view rest = word;
  for (size_t i = 0; i < definition.key.size(); ++i) {
    const bool is_last = i + 1 == definition.key.size();
    const size_t slash = is_last ? rest.npos : rest.find('/');
    const Field* field = definition.field(definition.key[i].text);
    const std::string part(rest.substr(0, slash));
    const Result<Value> value = read_field_text(plan_, *field, part);
    if (value) made.state.fields[*place_of(definition, field->name.text)] = value.value();
    if (slash == rest.npos) break;
    rest.remove_prefix(slash + 1);
  }
  const std::optional<size_t> name =
      place_of(definition, row_words(plan_.header.language).agency_name);
  if (name && made.state.fields[*name].is_null()) made.state.fields[*name] = Value(word);
  const size_t index = sheet->rows.size();
  sheet->rows.push_back(std::move(made));
  index_row(sheet, index);
  return index;
}

void RowSheets::find_reference(const Place& place, size_t field, const Place& cell,
                               const std::string& column, Errors* errors) {
  const Field& own = place.definition->fields[field];
  if (own.domain.kind != FieldKind::reference) return;
  const Value written = row(place).fields[field];
  if (!written.is(ValueKind::string)) return;
  Sheet& target = sheet(own.domain.target.text);
  if (target.definition == nullptr) return;
  give_ids(&target, errors);
  const std::string& word = written.text();
  if (target.by_id.count(word) > 0) return;
  const auto named = target.by_name.find(word);
  if (named == target.by_name.end()) {
    const size_t index = made_row(&target, word);
    const Place made{target.definition, index};
    // What a made row names is said once it is written itself.
    if (!sheet(cell.definition->name.text).rows[cell.index].is_made) {
      made_.emplace_back(cell, wrong("CAMP-F018", {{"field", column},
                                                   {"value", word},
                                                   {"register", target.definition->name.text}}));
    }
    for (const Name& key : target.definition->key) {
      find_reference(made, *place_of(*target.definition, key.text), made, key.text, errors);
    }
    return;
  }
  if (named->second.size() > 1) {
    errors->emplace_back(cell, wrong("CAMP-F014", {{"field", column}, {"value", word}}));
  }
  row(place).fields[field] = Value(target.rows[named->second.front()].state.id);
}

void RowSheets::fill_beyond(const Beyond& beyond, Errors* errors) {
  Place place = beyond.place;
  for (size_t step = 0; step + 1 < beyond.column.path.size(); ++step) {
    const size_t field = beyond.column.path[step];
    Sheet& target = sheet(place.definition->fields[field].domain.target.text);
    if (row(place).fields[field].is_null()) {
      // Nobody says which row it is: one of its own.
      const std::string word = "#" + row(beyond.place).id;
      const auto known = target.by_id.find(word);
      if (known == target.by_id.end()) made_row(&target, word);
      row(place).fields[field] = Value(word);
    }
    const auto found = target.by_id.find(row(place).fields[field].text());
    if (found == target.by_id.end()) return;
    place = {target.definition, found->second};
  }
  const size_t last = beyond.column.path.back();
  Value& own = row(place).fields[last];
  const Value before = own;
  own = beyond.value;
  find_reference(place, last, beyond.place, beyond.column.name, errors);
  Value& now = row(place).fields[last];
  if (before.is_null() || is_same(before, now)) return;
  errors->emplace_back(beyond.place, wrong("CAMP-F013", {{"field", beyond.column.name},
                                                         {"value", text_of(now)},
                                                         {"other", text_of(before)},
                                                         {"row", row(place).id}}));
  now = before;
}

std::vector<std::pair<RowSheets::Place, Diagnostic>> RowSheets::finish() {
  Errors errors;
  for (auto& [name, sheet] : sheets_) {
    if (sheet.definition != nullptr) give_ids(&sheet, &errors);
  }
  std::vector<std::string> names;  // References add sheets.
  for (const auto& [name, sheet] : sheets_) names.push_back(name);
  for (const std::string& name : names) {
    Sheet& sheet = sheets_[name];
    if (sheet.definition == nullptr) continue;
    for (size_t field = 0; field < sheet.definition->fields.size(); ++field) {
      if (sheet.definition->fields[field].domain.kind != FieldKind::reference) continue;
      for (size_t index = 0; index < sheet.rows.size(); ++index) {
        const Place place{sheet.definition, index};
        find_reference(place, field, place, sheet.definition->fields[field].name.text, &errors);
      }
    }
  }
  for (const Beyond& beyond : beyond_) fill_beyond(beyond, &errors);
  return errors;
}

std::map<std::string, std::vector<RowState>> RowSheets::take() {
  std::map<std::string, std::vector<RowState>> all;
  for (auto& [name, sheet] : sheets_) {
    if (sheet.definition == nullptr) continue;
    for (Written& written : sheet.rows) {
      if (!written.is_second || written.is_later) all[name].push_back(written.state);
    }
  }
  return all;
}

}  // namespace fangan
