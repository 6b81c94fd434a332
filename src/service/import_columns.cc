#include "service/import_columns.h"

#include <algorithm>

#include "plan/row_words.h"
#include "service/state.h"
#include "text/suggest.h"

namespace fangan {
namespace {

using Kind = ImportColumns::Kind;

struct WordColumn {
  std::string_view title;
  Kind kind;
};

/// What is no field and may have a column; a field of that name comes first.
std::vector<WordColumn> word_columns(const Plan& plan, const Register& definition) {
  const RowWords& words = row_words(plan.header.language);
  std::vector<WordColumn> columns = {{row_title, Kind::row},
                                     {since_title, Kind::since},
                                     {source_title, Kind::source},
                                     {nature_title, Kind::nature}};
  if (definition.key.empty()) columns.push_back({words.id, Kind::id});
  if (definition.period != Period::none) columns.push_back({words.period, Kind::period});
  if (!definition.flow.empty()) columns.push_back({words.state, Kind::state});
  return columns;
}

bool is_computed(const Register& definition, const std::string& title) {
  return std::any_of(definition.derived.begin(), definition.derived.end(),
                     [&title](const NamedFormula& each) { return each.name.text == title; });
}

}  // namespace

std::vector<std::string> ImportColumns::titles(const Plan& plan, const Register& definition) {
  std::vector<std::string> titles;
  for (const Field& field : definition.fields) titles.push_back(field.name.text);
  for (const WordColumn& word : word_columns(plan, definition)) {
    if (definition.field(word.title) == nullptr) titles.emplace_back(word.title);
  }
  titles.emplace_back(fault_title);
  return titles;
}

ImportColumns::Column ImportColumns::read(const std::string& title) const {
  if (const Field* field = definition_.field(title)) {
    return {Kind::field, static_cast<size_t>(field - definition_.fields.data()), title};
  }
  for (const WordColumn& word : word_columns(plan_, definition_)) {
    if (word.title == title) return {word.kind, 0, title};
  }
  return {Kind::none, 0, title};
}

/// A column of one's own is no mistake; one that is nearly a field is a slip.
void ImportColumns::tell_unread(uint32_t column, const std::string& title, uint32_t row,
                                ImportReport* report) {
  if (title.empty() || title == fault_title) return;
  const Fact name{"column", title};
  const Fact register_name{"register", definition_.name.text};
  if (is_computed(definition_, title)) {
    report->add_warning({row, column, title, "", refused("SVC-I014", {name, register_name})});
    return;
  }
  std::vector<std::string> known;
  for (size_t i = 0; i < definition_.fields.size(); ++i) {
    if (!of_field(i)) known.push_back(definition_.fields[i].name.text);
  }
  const std::string near = did_you_mean(title, known);
  if (near.empty()) {
    report->add_warning({row, column, title, "", refused("SVC-I015", {name, register_name})});
  } else {
    report->add_error(
        {row, column, title, "", refused("SVC-I001", {name, register_name, {"near", near}})});
  }
}

ImportColumns::ImportColumns(const Plan& plan, const Register& definition, const TableFile& file,
                             ImportReport* report)
    : plan_(plan), definition_(definition) {
  for (uint32_t i = 0; i < file.titles().size(); ++i) {
    all_.push_back(read(file.titles()[i]));
    if (all_.back().kind == Kind::field || all_.back().kind == Kind::none) continue;
    by_kind_[static_cast<size_t>(all_.back().kind)] = i;
  }
  for (uint32_t i = 0; i < all_.size(); ++i) {
    if (all_[i].kind == Kind::none) tell_unread(i, all_[i].title, file.title_row(), report);
  }
  if (of(Kind::row)) return;
  std::vector<std::string> missing;
  for (const Name& key : definition.key) {
    if (!of_name(key.text)) missing.push_back(key.text);
  }
  const bool lacks_period = definition.period != Period::none && !of(Kind::period);
  if (lacks_period) missing.emplace_back(row_words(plan.header.language).period);
  for (const std::string& name : missing) {
    report->add_error({file.title_row(), std::nullopt, name, "",
                       refused("SVC-I002", {{"field", name},
                                            {"register", definition.name.text}})});
  }
}

std::optional<uint32_t> ImportColumns::of_field(size_t field) const {
  for (uint32_t i = 0; i < all_.size(); ++i) {
    if (all_[i].kind == Kind::field && all_[i].field == field) return i;
  }
  return std::nullopt;
}

std::optional<uint32_t> ImportColumns::of_name(std::string_view name) const {
  const Field* field = definition_.field(name);
  if (field == nullptr) return std::nullopt;
  return of_field(static_cast<size_t>(field - definition_.fields.data()));
}

}  // namespace fangan
