#include "service/cell_reader.h"

#include <algorithm>

#include "campaign/credit_code.h"
#include "campaign/field_text.h"
#include "plan/row_words.h"

namespace fangan {
namespace {

/// Rows of one name that an error lists.
constexpr int64_t named_max = 20;

/// Every error says which field it is about.
Diagnostics about(const Field& field, Diagnostics errors) {
  for (Diagnostic& error : errors) {
    const bool says_so = std::any_of(error.facts.begin(), error.facts.end(),
                                     [](const Fact& fact) { return fact.name == "field"; });
    if (!says_so) error.facts.push_back({"field", field.name.text});
  }
  return errors;
}

/// Words in the order of the domain, as they are kept.
Value in_order(const Field& field, const Value& words) {
  std::vector<Value> ordered;
  for (const Name& word : field.domain.words) {
    for (const Value& item : words.items()) {
      if (item.text() != word.text) continue;
      ordered.push_back(item);
      break;
    }
  }
  return Value(std::move(ordered));
}

}  // namespace

bool CellReader::may_refer(const RegisterTable& target, const StoredRow& row) {
  return sight_.access(*target.definition).shows(row);
}

Result<StoredRow> CellReader::find(const Field& field, const RegisterTable& target,
                                   const std::string& text) {
  const Diagnostic missing = refused("STORE-R006", {{"field", field.name.text},
                                                    {"value", text},
                                                    {"register", field.domain.target.text}});
  const Result<std::optional<StoredRow>> found = sight_.reader().row(target, text);
  if (!found) return found.errors();
  if (found.value() && may_refer(target, *found.value())) return *found.value();
  if (found.value()) return missing;
  const std::string name(row_words(sight_.plan().header.language).agency_name);
  const Field* named = target.definition->field(name);
  if (named == nullptr || named->sensitive) return missing;
  RowQuery query;
  query.where.push_back({name, RowFilter::Op::equal, {text}});
  // Rows of others do not take the place of one's own among the first.
  query.scope = sight_.access(*target.definition).scope_of(*target.definition, query);
  query.count = named_max;
  const Result<std::vector<StoredRow>> rows = sight_.reader().page(target, query);
  if (!rows) return rows.errors();
  std::vector<StoredRow> fitting;
  std::string ids;
  for (const StoredRow& row : rows.value()) {
    if (!may_refer(target, row)) continue;
    ids += (ids.empty() ? "" : "、") + row.state.id;
    fitting.push_back(row);
  }
  if (fitting.empty()) return missing;
  if (fitting.size() == 1) return fitting.front();
  return refused("CAMP-F014",
                 {{"field", field.name.text}, {"value", text + "（" + ids + "）"}});
}

/// By the key of the other row, else by its name where one row alone bears it.
Result<Value> CellReader::read_reference(const Field& field, std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty()) return Value();
  const std::string key(text);
  const RegisterTable* target = sight_.tables().find(field.domain.target.text);
  if (target == nullptr) {
    return refused("STORE-R006", {{"field", field.name.text},
                                  {"value", key},
                                  {"register", field.domain.target.text}});
  }
  Known& known = known_[field.domain.target.text];
  auto row = known.find(key);
  if (row == known.end()) row = known.emplace(key, find(field, *target, key)).first;
  if (!row->second) return about(field, row->second.errors());
  const StoredRow& found = row->second.value();
  if (found.state.id != key) known.emplace(found.state.id, found);
  return Value(found.state.id);
}

const StoredRow* CellReader::referred(const Field& field, const Value& value) {
  if (!value.is(ValueKind::string) || !read_reference(field, value.text())) return nullptr;
  const Known& known = known_[field.domain.target.text];
  const auto row = known.find(value.text());
  return row != known.end() && row->second ? &row->second.value() : nullptr;
}

Result<Value> CellReader::read(const Field& field, std::string_view text) {
  return field.domain.kind == FieldKind::reference ? read_reference(field, text)
                                                   : read_own(field, text);
}

/// Gives back one object on every way, so that no value is copied: there are millions of them.
Result<Value> CellReader::read_own(const Field& field, std::string_view text) {
  Result<Value> value = read_field_text(sight_.plan(), field, text);
  if (!value) {
    value = about(field, value.errors());
  } else if (field.domain.kind == FieldKind::several_of && !value.value().is_null()) {
    value = in_order(field, value.value());
  } else if (value.value().is(ValueKind::string) && field.name.text == credit_code_field) {
    const Result<Done> fits = check_credit_code(value.value().text());
    if (!fits) value = about(field, fits.errors());
  }
  return value;
}

}  // namespace fangan
