#include "campaign/parameters_in_force.h"

#include <algorithm>

#include "text/words.h"
#include "value/number_text.h"

namespace fangan {
namespace {

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::optional<Value> read_scalar(std::string_view type, std::string_view text) {
  if (type == "number" || begins_with(type, "number ")) {
    const Result<Decimal> number = Decimal::parse(text);
    return number ? std::optional<Value>(number.value()) : std::nullopt;
  }
  if (type == "date") {
    const Result<Date> date = Date::parse(text);
    return date ? std::optional<Value>(date.value()) : std::nullopt;
  }
  if (type == "boolean") {
    if (text == "true" || text == "是") return Value(true);
    if (text == "false" || text == "否") return Value(false);
    return std::nullopt;
  }
  return Value(text);
}

/// "[甲, 乙]" or "甲, 乙".
std::optional<Value> read_list(std::string_view type, std::string_view text) {
  if (begins_with(text, "[") && text.back() == ']') text = text.substr(1, text.size() - 2);
  std::vector<Value> items;
  while (!trimmed(text).empty()) {
    const size_t comma = text.find(',');
    std::optional<Value> item = read_scalar(type, trimmed(text.substr(0, comma)));
    if (!item) return std::nullopt;
    items.push_back(std::move(*item));
    if (comma == text.npos) break;
    text.remove_prefix(comma + 1);
  }
  return Value(std::move(items));
}

/// The most digits of a number in it.
int digits_in(std::string_view text) {
  int most = 0;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    most = std::max(most, significant_digits(text.substr(0, comma)));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return most;
}

Diagnostic not_of_type(const Parameter& parameter, std::string_view text) {
  return problem(
      "CAMP-R008",
      {{"name", parameter.name}, {"value", std::string(text)}, {"type", parameter.type}});
}

}  // namespace

Result<Value> parameter_value(const Parameter& parameter, std::string_view text) {
  constexpr std::string_view list = "list of ";
  const std::string_view type = parameter.type;
  text = trimmed(text);
  const std::optional<Value> value = begins_with(type, list)
                                         ? read_list(trimmed(type.substr(list.size())), text)
                                         : read_scalar(type, text);
  const bool is_number = begins_with(type, "number") || begins_with(type, "list of number");
  if (value && is_number && digits_in(text) > Decimal::digits_max) {
    return problem("CAMP-R012", {{"name", parameter.name},
                                 {"digits", std::to_string(digits_in(text))},
                                 {"limit", std::to_string(Decimal::digits_max)},
                                 {"value", std::string(text)}});
  }
  if (value) return *value;
  return not_of_type(parameter, text);
}

Result<Value> entered_parameter(const Parameter& parameter, std::string_view text) {
  Result<Value> value = parameter_value(parameter, text);
  if (!value || parameter.domain.words.empty()) return value;
  const std::vector<Value> items =
      parameter.is_list ? value.value().items() : std::vector<Value>{value.value()};
  for (const Value& item : items) {
    const bool is_known =
        std::any_of(parameter.domain.words.begin(), parameter.domain.words.end(),
                    [&item](const Name& word) { return word.text == item.text(); });
    if (!is_known) return not_of_type(parameter, text);
  }
  return value;
}

ParameterValues parameters_in_force(const Plan& plan, const Records& records, const View& view) {
  ParameterValues values = parameters_in_force(plan, view.as_of);
  std::map<std::string, Record> entered;
  for (Record& record : records.rows("参数", "", view)) {
    std::string name = record.id;
    entered.emplace(std::move(name), std::move(record));
  }
  for (const Parameter& parameter : plan.parameters) {
    const auto found = entered.find(parameter.name);
    if (found == entered.end()) continue;
    const bool is_over =
        std::any_of(parameter.values.begin(), parameter.values.end(), [&](const auto& each) {
          return each.first > found->second.holds_from && each.first <= view.as_of;
        });
    if (is_over) continue;
    values.erase(parameter.name);
    const std::string text = found->second.text("值");
    if (text.empty()) continue;
    // The plan may have given the parameter another type since: what does not fit is not set.
    const Result<Value> value = entered_parameter(parameter, text);
    if (value) values[parameter.name] = value.value();
  }
  return values;
}

ParameterValues parameters_in_force(const Plan& plan, Date day) {
  ParameterValues values;
  for (const Parameter& parameter : plan.parameters) {
    for (const auto& [from, text] : parameter.values) {  // By day.
      if (from > day) break;
      const Result<Value> value = parameter_value(parameter, text);
      if (value) values[parameter.name] = value.value();
    }
  }
  return values;
}

}  // namespace fangan
