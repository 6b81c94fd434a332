// The fields of a form: texts as people type them become values.
#include <algorithm>

#include "campaign/field_text.h"
#include "papers/register_sheet.h"
#include "plan/row_words.h"
#include "service/cell_reader.h"
#include "service/register_edit.h"
#include "text/suggest.h"

namespace fangan {
namespace {

/// One text, whatever JSON it came in: a list of words is written with 、 between them.
std::string text_of(const Json& json) {
  if (json.kind() == Json::Kind::boolean) return json.boolean() ? "true" : "false";
  if (json.kind() != Json::Kind::array) return json.text();
  std::string text;
  for (const Json& item : json.items()) text += (text.empty() ? "" : "、") + item.text();
  return text;
}

bool is_file(const Field& field) {
  return field.domain.kind == FieldKind::file || field.domain.kind == FieldKind::files;
}

std::set<std::string> hashes_of(const Value& value) {
  std::set<std::string> hashes;
  if (value.is(ValueKind::string)) hashes.insert(value.text());
  if (!value.is(ValueKind::list)) return hashes;
  for (const Value& item : value.items()) hashes.insert(item.text());
  return hashes;
}

class FieldReader {
 public:
  FieldReader(EditRoom& room, RegisterSight& sight, const StoredRow* before)
      : room_(room), cells_(sight), before_(before) {}

  Result<FieldChanges> read(const Json& fields) {
    FieldChanges changes;
    Diagnostics errors;
    for (const auto& [name, json] : fields.members()) {
      if (is_period(name)) continue;
      const std::optional<size_t> place = place_of(name);
      if (!place) {
        errors.push_back(unknown(name));
        continue;
      }
      const Field& field = room_.definition().fields[*place];
      if (field.sensitive && json.text() == masked_word) continue;
      Result<Value> value = read_value(field, *place, json);
      if (value) {
        changes.emplace_back(*place, std::move(value).value());
      } else {
        errors.insert(errors.end(), value.errors().begin(), value.errors().end());
      }
    }
    if (!errors.empty()) return errors;
    return changes;
  }

 private:
  /// Of a new row; a row keeps its period.
  bool is_period(const std::string& name) const {
    return before_ == nullptr && room_.definition().period != Period::none &&
           name == row_words(room_.loaded.plan.header.language).period;
  }

  std::optional<size_t> place_of(const std::string& name) const {
    const Field* field = room_.definition().field(name);
    if (field == nullptr) return std::nullopt;
    return static_cast<size_t>(field - room_.definition().fields.data());
  }

  Diagnostic unknown(const std::string& name) const {
    std::vector<std::string> known;
    for (const Field& field : room_.definition().fields) known.push_back(field.name.text);
    return refused("SVC-G005", {{"field", name},
                                {"register", room_.definition().name.text},
                                {"near", did_you_mean(name, known)}});
  }

  Result<Value> read_value(const Field& field, size_t place, const Json& json) {
    if (json.is_null()) return Value();
    if (is_file(field)) return read_files(field, place, json);
    return cells_.read(field, text_of(json));
  }

  /// Files that the actor handed in, and those that stand there already.
  Result<Value> read_files(const Field& field, size_t place, const Json& json) {
    std::vector<std::string> hashes;
    const std::string& text = json.text();  // Hashes with blanks between them.
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find(' ', begin), text.size());
      if (end > begin) hashes.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    for (const Json& item : json.items()) {
      hashes.push_back(item.kind() == Json::Kind::object ? item["hash"].text() : item.text());
    }
    if (hashes.empty()) return Value();
    const std::set<std::string> there =
        before_ == nullptr ? std::set<std::string>() : hashes_of(before_->state.fields[place]);
    std::vector<std::string> added;
    for (const std::string& hash : hashes) {
      if (there.count(hash) == 0) added.push_back(hash);
    }
    const Result<std::string> handed_in = files_list(room_.database, room_.actor, added);
    if (!handed_in) return handed_in.errors();
    if (field.domain.kind == FieldKind::file) {
      if (hashes.size() > 1) return refused("SVC-F004", {{"limit", "1"}});
      return Value(hashes.front());
    }
    return Value(std::vector<Value>(hashes.begin(), hashes.end()));
  }

  EditRoom& room_;
  CellReader cells_;
  const StoredRow* before_;
};

}  // namespace

Result<FieldChanges> read_changes(EditRoom& room, RegisterSight& sight, const Json& fields,
                                  const StoredRow* before) {
  return FieldReader(room, sight, before).read(fields);
}

Result<std::optional<Value>> read_new_period(const EditRoom& room, const Json& fields) {
  const std::string name(row_words(room.loaded.plan.header.language).period);
  const Period period = room.definition().period;
  if (period == Period::none || fields[name].is_null()) return std::optional<Value>();
  Result<Value> value = read_period(period, name, fields[name].text());
  if (!value) return value.errors();
  return std::optional<Value>(std::move(value).value());
}

Result<Date> read_holds_from(const std::string& text, Date today) {
  if (text.empty()) return today;
  const Result<Date> day = Date::parse(text);
  constexpr int first_year = 1949;
  constexpr int last_year = 2999;
  const bool fits = day && day.value().year() >= first_year && day.value().year() <= last_year;
  if (!fits) return refused("SVC-W019", {{"day", text}});
  return day;
}

}  // namespace fangan
