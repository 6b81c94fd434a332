#include "service/rule_operation.h"

#include <algorithm>

#include "feel/arithmetic.h"
#include "papers/register_sheet.h"
#include "service/register_operation.h"
#include "value/print.h"

namespace fangan {
namespace {

/// Of one kind of value as a key.
constexpr size_t key_bytes_max = 200;
/// More different values than this are counted together.
constexpr size_t values_max = 40;

constexpr std::string_view undetermined = "undetermined";
constexpr std::string_view not_set = "not set";
constexpr std::string_view wrong = "error";

}  // namespace

bool reads_rows(RegisterSight& sight, const Register& definition) {
  const RowScope& read = sight.access(definition).read;
  return read.all || !read.regions.empty() || read.subject != 0;
}

Json clause_json(const LoadedPlan& loaded, const Citation& citation) {
  const PlanFile& file = loaded.plan.files[citation.file];
  Json json = Json::object();
  json.set("file", file.name);
  json.set("anchor", file.notes ? Json() : Json(anchor_of(loaded, citation)));
  json.set("quote", file.notes ? Json() : Json(quote_of(loaded, citation)));
  return json;
}

Json parameter_value_json(const ParameterValues& values, const std::string& name) {
  const auto found = values.find(name);
  if (found == values.end()) return Json();
  const Value& value = found->second;
  if (value.is(ValueKind::number)) return Json(value.number().print_normal());
  return Json(print_plain(value, key_bytes_max).value_or("…"));
}

Json parameters_json(RegisterSight& sight, const std::set<std::string>& words,
                     const ParameterValues& parameters, std::optional<Date> on) {
  const Date day = on.value_or(sight.view().as_of);
  const SnapshotRecords records(sight.database(), sight.loaded().id);
  std::map<std::string, Date> entered_since;
  for (const Record& record : records.rows("参数", "", {day, sight.view().known_at})) {
    entered_since[record.id] = record.holds_from;
  }
  Json list = Json::array();
  for (const Parameter& parameter : sight.plan().parameters) {
    if (words.count(parameter.name) == 0) continue;
    std::optional<Date> since;
    for (const auto& value : parameter.values) {
      if (value.first <= day) since = value.first;
    }
    const auto entered = entered_since.find(parameter.name);
    const bool is_entered = entered != entered_since.end() && !(since && entered->second < *since);
    if (is_entered) since = entered->second;
    Json one = Json::object();
    one.set("name", parameter.name);
    one.set("label", parameter.label);
    one.set("type", parameter.type);
    one.set("choice", parameter.choice);
    one.set("unit", parameter.domain.unit.text);
    Json choices = Json::array();
    for (const Name& word : parameter.domain.words) choices.push(word.text);
    one.set("words", std::move(choices));
    one.set("value", parameter_value_json(parameters, parameter.name));
    one.set("since", since ? Json(since->print()) : Json());
    one.set("clause", clause_json(sight.loaded(), parameter.citation));
    list.push(std::move(one));
  }
  return list;
}

Json shown_outcome(RegisterSight& sight, const Formula& formula, const Outcome& outcome) {
  if (sight.is_masked(formula)) return Json::object({{"value", masked_word}});
  return sight.outcome_json(outcome);
}

Json amount_json(RegisterSight& sight, const Value& amount) {
  Outcome outcome;
  outcome.value = amount;
  if (!amount.is_null()) return sight.outcome_json(outcome);
  outcome.kind = Outcome::Kind::undetermined;
  const Diagnostic* reason = amount.reason();
  if (reason != nullptr && reason->code == "CAMP-R006") {
    outcome.kind = Outcome::Kind::not_set;
    outcome.not_set = {reason->facts.front().value};
  }
  return sight.outcome_json(outcome);
}

std::string OutcomeCounts::key_of(const Outcome& outcome) {
  switch (outcome.kind) {
    case Outcome::Kind::not_set:
      return std::string(not_set);
    case Outcome::Kind::undetermined: {
      const bool is_wrong = outcome.missing.empty() && outcome.value.reason() != nullptr;
      return std::string(is_wrong ? wrong : undetermined);
    }
    case Outcome::Kind::value:
      break;
  }
  const Value& value = outcome.value;
  if (value.is(ValueKind::number)) return "=" + value.number().print_normal();
  return "=" + print_plain(value, key_bytes_max).value_or("…");
}

bool OutcomeCounts::fits(const Outcome& outcome, const std::string& key) {
  if (key.empty()) return true;
  const std::string own = key_of(outcome);
  return own == key || (key == "=" && own.front() == '=');
}

void OutcomeCounts::add(const Outcome& outcome) {
  ++total_;
  const std::string key = key_of(outcome);
  ++rows_[key];
  if (outcome.kind == Outcome::Kind::value) values_.emplace(key, outcome.value);
  for (const MissingField& each : outcome.missing) ++lacks_[{each.register_name, each.field}];
  not_set_.insert(outcome.not_set.begin(), outcome.not_set.end());
  if (outcome.kind != Outcome::Kind::value || !outcome.value.is(ValueKind::number)) return;
  sum_ = sum_.is_null() ? outcome.value : feel::add(sum_, outcome.value);
}

Json OutcomeCounts::json(RegisterSight& sight) const {
  std::vector<std::pair<std::string, int64_t>> values;
  std::vector<std::pair<std::string, int64_t>> others;
  for (const auto& each : rows_) (each.first.front() == '=' ? values : others).push_back(each);
  std::stable_sort(values.begin(), values.end(),
                   [](const auto& left, const auto& right) { return left.second > right.second; });
  // Yes stands before no, however many there are.
  std::stable_partition(values.begin(), values.end(),
                        [](const auto& each) { return each.first == "=true"; });
  if (values.size() > values_max) {
    int64_t all = 0;
    for (const auto& each : values) all += each.second;
    values = {{"=", all}};
  }
  values.insert(values.end(), others.begin(), others.end());
  Json outcomes = Json::array();
  for (const auto& each : values) {
    Json outcome = Json::object({{"key", each.first}, {"rows", Json(each.second)}});
    const auto value = values_.find(each.first);
    if (value != values_.end()) outcome.set("value", sight.computed_json(value->second));
    outcomes.push(std::move(outcome));
  }
  Json lacks = Json::array();
  for (const auto& each : lacks_) {
    lacks.push(Json::object({{"register", each.first.first},
                             {"field", each.first.second},
                             {"rows", Json(each.second)}}));
  }
  Json json = Json::object();
  json.set("total", Json(total_));
  json.set("outcomes", std::move(outcomes));
  json.set("lacks", std::move(lacks));
  json.set("not_set", strings_json({not_set_.begin(), not_set_.end()}));
  json.set("sum", sum_.is(ValueKind::number) ? Json(sum_.number().print_normal()) : Json());
  return json;
}

}  // namespace fangan
