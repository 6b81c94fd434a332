// Parameters entered in the page: dated records that win over the values a file begins with.
#include "campaign/parameters_in_force.h"

#include <algorithm>

#include "service/register_edit.h"
#include "service/rule_operation.h"
#include "service/wall_clock.h"
#include "store/changes.h"
#include "store/schema.h"
#include "text/utf8.h"
#include "text/words.h"

namespace fangan {
namespace {

constexpr std::string_view parameter_records = "参数";
constexpr const char* value_field = "值";
/// What a value rests on stands in the journal, under this word, at the moment of the value.
constexpr const char* basis_action = "basis";
constexpr size_t basis_size_max = 500;

/// What a value rests on, by the moment it was entered.
Result<std::map<int64_t, std::string>> read_bases(const Database& database,
                                                  const std::string& plan,
                                                  const std::string& name) {
  JournalFilter filter;
  filter.package = plan;
  filter.row = name;
  filter.action = basis_action;
  filter.limit = INT32_MAX;
  const Result<std::vector<JournalEntry>> entries = read_journal(database, filter);
  if (!entries) return entries.errors();
  std::map<int64_t, std::string> bases;
  for (const JournalEntry& entry : entries.value()) {
    const Result<Json> after = parse_json(entry.after);
    if (after) bases[entry.at.microseconds] = after.value()["basis"].text();
  }
  return bases;
}

class ParameterTeller {
 public:
  ParameterTeller(const LoadedPlan& loaded, const Database& database, const Actor& actor,
                  const View& view)
      : loaded_(loaded), database_(database), actor_(actor), view_(view) {}

  Result<Json> all() {
    const Result<std::vector<StoredChange>> changes =
        read_changes(database_, *find_register(parameter_records));
    if (!changes) return changes.errors();
    for (const StoredChange& each : changes.value()) {
      const bool is_known = each.change.package == loaded_.id &&
                            each.change.recorded.microseconds <= view_.known_at.microseconds;
      if (is_known) changes_[each.change.id].push_back(each.change);
    }
    Json list = Json::array();
    for (const Parameter& parameter : loaded_.plan.parameters) {
      Result<Json> one = tell(parameter);
      if (!one) return one;
      list.push(std::move(one).value());
    }
    return list;
  }

 private:
  /// A value of the file, or one that was entered, and from when it holds.
  struct Dated {
    Date holds_from;
    std::string value;
    const Change* change = nullptr;  ///< nullptr: of the file.
  };

  /// In the order in which one takes the place of the other: by day, the file's before others,
  /// then as they were entered.
  std::vector<Dated> dated(const Parameter& parameter) const {
    std::vector<Dated> values;
    for (const auto& [day, text] : parameter.values) values.push_back({day, text});
    const auto entered = changes_.find(parameter.name);
    if (entered != changes_.end()) {
      for (const Change& change : entered->second) {
        const auto value = change.fields.find(value_field);
        const auto* text =
            value == change.fields.end() ? nullptr : std::get_if<std::string>(&value->second);
        values.push_back({change.holds_from, text == nullptr ? "" : *text, &change});
      }
    }
    std::stable_sort(values.begin(), values.end(), [](const Dated& left, const Dated& right) {
      return left.holds_from < right.holds_from;
    });
    return values;
  }

  Result<Json> tell(const Parameter& parameter) const {
    const Result<std::map<int64_t, std::string>> bases =
        read_bases(database_, loaded_.id, parameter.name);
    if (!bases) return bases.errors();
    const std::vector<Dated> values = dated(parameter);
    const Dated* now = nullptr;
    uint64_t version = 0;
    for (const Dated& each : values) {
      if (each.holds_from <= view_.as_of) now = &each;
      if (each.change != nullptr) version = std::max(version, each.change->version);
    }
    Json list = Json::array();
    for (const Dated& each : values) {
      Json one = Json::object();
      one.set("holds_from", each.holds_from.print());
      one.set("value", each.value.empty() ? Json() : Json(each.value));
      one.set("entered", Json(each.change != nullptr));
      const bool is_entered = each.change != nullptr;
      one.set("at", is_entered ? Json(print(each.change->recorded, plan_offset_minutes)) : Json());
      one.set("by", is_entered ? Json(each.change->actor) : Json());
      const auto basis = is_entered ? bases.value().find(each.change->recorded.microseconds)
                                    : bases.value().end();
      one.set("basis", basis == bases.value().end() ? "" : basis->second);
      one.set("current", Json(&each == now));
      list.push(std::move(one));
    }
    const bool has_value = now != nullptr && !now->value.empty();
    Json json = Json::object();
    json.set("name", parameter.name);
    json.set("label", parameter.label);
    json.set("type", parameter.type);
    json.set("unit", parameter.domain.unit.text);
    json.set("choice", parameter.choice);
    json.set("clause", clause_json(loaded_, parameter.citation));
    json.set("value", has_value ? Json(now->value) : Json());
    json.set("holds_from", now == nullptr ? Json() : Json(now->holds_from.print()));
    json.set("version", Json(static_cast<int64_t>(version)));
    json.set("values", std::move(list));
    json.set("can", Json::object({{"set", Json(actor_.has("office"))}}));
    return json;
  }

  const LoadedPlan& loaded_;
  const Database& database_;
  const Actor& actor_;
  View view_;
  std::map<std::string, std::vector<Change>> changes_;
};

const Parameter* find_parameter(const Plan& plan, const std::string& name) {
  const auto found =
      std::find_if(plan.parameters.begin(), plan.parameters.end(),
                   [&name](const Parameter& each) { return each.name == name; });
  return found == plan.parameters.end() ? nullptr : &*found;
}

/// Everything that is wrong with what was asked.
Diagnostics check_request(const Parameter& parameter, const ParameterRequest& request,
                          const Result<Date>& holds_from) {
  Diagnostics errors;
  if (!holds_from) errors.push_back(holds_from.error());
  if (!trimmed(request.value).empty()) {
    const Result<Value> value = entered_parameter(parameter, request.value);
    if (!value) errors.push_back(value.error());
  }
  const bool has_basis = !trimmed(request.basis).empty() &&
                         code_point_count(request.basis) <= basis_size_max;
  if (!has_basis) errors.push_back(refused("SVC-G017", {{"name", parameter.name}}));
  return errors;
}

}  // namespace

Result<Json> Service::parameters(const Actor& actor, const std::string& plan,
                                 const ViewRequest& request) const {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  Json json = Json::object({{"view", view_json(*state_, request)}});
  const Result<Done> read = state_->store->read([&](const Database& database) -> Result<Done> {
    Result<Json> list =
        ParameterTeller(*loaded.value(), database, actor, state_->view(request)).all();
    if (!list) return list.errors();
    json.set("parameters", std::move(list).value());
    return Done{};
  });
  if (!read) return read.errors();
  return json;
}

Result<Json> Service::set_parameter(const Actor& actor, const std::string& plan,
                                    const std::string& name, const ParameterRequest& request) {
  const auto loaded = state_->find_plan(plan);
  if (!loaded) return loaded.errors();
  const Parameter* parameter = find_parameter(loaded.value()->plan, name);
  if (parameter == nullptr) return not_found();
  if (!actor.has("office")) return forbidden();
  const Result<Date> holds_from = read_holds_from(request.holds_from, state_->today());
  const Diagnostics errors = check_request(*parameter, request, holds_from);
  if (!errors.empty()) return errors;
  const Result<Done> written = state_->store->write([&](const Database& database) -> Result<Done> {
    const Moment at = state_->next_moment();
    RecordChange change;
    change.package = plan;
    change.register_name = parameter_records;
    change.id = name;
    change.action = "parameter";
    change.holds_from = holds_from.value();
    change.expected_version = request.version;
    const std::string value(trimmed(request.value));
    change.fields["参数"] = name;
    change.fields[value_field] = value.empty() ? FieldValue() : FieldValue(value);
    const Result<Done> put = put_change(database, actor, at, change);
    if (!put) return put;
    JournalEntry entry;
    entry.at = at;
    entry.actor = account_of(actor);
    entry.action = basis_action;
    entry.package = plan;
    entry.row = name;
    entry.after = Json::object({{"basis", std::string(trimmed(request.basis))}}).print();
    const Result<int64_t> journalled = append_journal(database, std::move(entry));
    return journalled ? Result<Done>(Done{}) : journalled.errors();
  });
  if (!written) return written.errors();
  state_->tell({PendingEvent{plan, name, "", "", "parameter"}});
  const Result<Json> all = parameters(actor, plan, {});
  if (!all) return all;
  for (const Json& one : all.value()["parameters"].items()) {
    if (one["name"].text() == name) return Json::object({{"parameter", one}});
  }
  return not_found();
}

}  // namespace fangan
