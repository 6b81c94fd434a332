#include "campaign/field_text.h"

#include <algorithm>

#include "plan/period_days.h"
#include "plan/row_words.h"
#include "text/suggest.h"
#include "text/words.h"
#include "value/number_text.h"

namespace fangan {
namespace {

Diagnostic wrong(const char* code, std::string_view field, std::string_view value,
                 std::vector<Fact> more = {}) {
  std::vector<Fact> facts = {{"field", std::string(field)}, {"value", std::string(value)}};
  facts.insert(facts.end(), more.begin(), more.end());
  Diagnostic diagnostic = problem(code, std::move(facts));
  diagnostic.fault = Fault::data;
  return diagnostic;
}

/// Parts between 、 ; ； , and ，
std::vector<std::string_view> parts_of(std::string_view text) {
  constexpr std::string_view separators[] = {"、", ";", "；", ",", "，"};
  std::vector<std::string_view> parts;
  while (true) {
    size_t end = text.npos;
    size_t size = 0;
    for (const std::string_view separator : separators) {
      const size_t found = text.find(separator);
      if (found >= end) continue;
      end = found;
      size = separator.size();
    }
    const std::string_view part = trimmed(text.substr(0, end));
    if (!part.empty()) parts.push_back(part);
    if (end == text.npos) return parts;
    text.remove_prefix(end + size);
  }
}

/// Digits after the point that count: 1.50 has one.
int places_of(const Decimal& number) {
  const std::string text = number.print_normal();
  const size_t point = text.find('.');
  if (point == text.npos) return 0;
  const size_t last = text.find_last_not_of('0');
  return static_cast<int>(std::max(last, point) - point);
}

Result<Value> read_number(const Field& field, std::string_view text) {
  const Result<Decimal> number = Decimal::parse(text);
  if (!number) return wrong("CAMP-F001", field.name.text, text, {{"unit", field.domain.unit.text}});
  if (const int digits = significant_digits(text); digits > Decimal::digits_max) {
    return wrong("CAMP-F019", field.name.text, text,
                 {{"digits", std::to_string(digits)},
                  {"limit", std::to_string(Decimal::digits_max)}});
  }
  const int places = field.places.value_or(default_places);
  if (number.value().scaled(places)) return Value(number.value());
  if (places_of(number.value()) > places) {
    return wrong("CAMP-F002", field.name.text, text, {{"places", std::to_string(places)}});
  }
  return Value(number.value());
}

Result<Value> read_boolean(const Field& field, std::string_view text) {
  constexpr std::string_view yes[] = {"是", "true", "TRUE", "True"};
  constexpr std::string_view no[] = {"否", "false", "FALSE", "False"};
  if (std::find(std::begin(yes), std::end(yes), text) != std::end(yes)) return Value(true);
  if (std::find(std::begin(no), std::end(no), text) != std::end(no)) return Value(false);
  return wrong("CAMP-F004", field.name.text, text);
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : "、") + word;
  return text;
}

Result<Value> read_word(const Field& field, std::string_view text) {
  std::vector<std::string> words;
  for (const Name& word : field.domain.words) {
    if (word.text == text) return Value(text);
  }
  for (const Name& word : field.domain.words) words.push_back(word.text);
  return wrong("CAMP-F005", field.name.text, text,
               {{"near", did_you_mean(text, words)}, {"known", listed(words)}});
}

Result<Value> read_words(const Field& field, std::string_view text) {
  std::vector<Value> items;
  Diagnostics errors;
  for (const std::string_view part : parts_of(text)) {
    const Result<Value> word =
        field.domain.kind == FieldKind::files ? Result<Value>(Value(part)) : read_word(field, part);
    if (word) {
      items.push_back(word.value());
    } else {
      errors.push_back(word.error());
    }
  }
  if (!errors.empty()) return errors;
  return Value(std::move(items));
}

bool is_called(const Agency& agency, std::string_view text) {
  return agency.name == text ||
         std::find(agency.aliases.begin(), agency.aliases.end(), text) != agency.aliases.end();
}

/// By name, alias or code; the value is the name, as rules write it.
Result<Value> read_region(const Plan& plan, const Field& field, std::string_view text) {
  std::vector<std::string> names;
  for (const Agency& agency : plan.agencies) {
    if (agency.kind != county_agency_kind) continue;
    if (agency.region == text || is_called(agency, text)) return Value(agency.name);
  }
  for (const Agency& agency : plan.agencies) {
    if (agency.kind == county_agency_kind) names.push_back(agency.name);
  }
  return wrong("CAMP-F006", field.name.text, text,
               {{"near", did_you_mean(text, names)}, {"known", listed(names)}});
}

Result<Value> read_agency(const Plan& plan, const Field& field, std::string_view text) {
  if (const Agency* agency = plan.find_agency(text)) return Value(agency->name);
  std::vector<std::string> names;
  for (const Agency& agency : plan.agencies) names.push_back(agency.name);
  return wrong("CAMP-F007", field.name.text, text, {{"near", did_you_mean(text, names)}});
}

bool are_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int64_t number_of(std::string_view digits) {
  int64_t number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

}  // namespace

Result<Date> read_day(std::string_view field, std::string_view text) {
  const char sign = text.find('/') == text.npos ? '-' : '/';
  const size_t first = text.find(sign);
  const size_t second = first == text.npos ? first : text.find(sign, first + 1);
  if (second == text.npos) return wrong("CAMP-F003", field, text);
  const std::string_view year = text.substr(0, first);
  const std::string_view month = text.substr(first + 1, second - first - 1);
  const std::string_view day = text.substr(second + 1);
  const bool fits = year.size() == 4 && month.size() <= 2 && day.size() <= 2 && are_digits(year) &&
                    are_digits(month) && are_digits(day);
  if (!fits) return wrong("CAMP-F003", field, text);
  const Result<Date> date = Date::of(number_of(year), number_of(month), number_of(day));
  if (!date) return wrong("CAMP-F003", field, text);
  return date;
}

Result<Value> read_period(Period period, std::string_view field, std::string_view text) {
  const std::string spelt = spelt_period(text);
  constexpr size_t year_size = 4;
  const char sign = spelt.size() > year_size ? spelt[year_size] : '\0';
  const bool fits = (period == Period::year && sign == '\0') ||
                    (period == Period::quarter && sign == 'Q') ||
                    (period == Period::month && sign == '-');
  if (fits && is_period(spelt)) {
    return period == Period::year ? Value(number_of(spelt)) : Value(spelt);
  }
  return wrong("CAMP-F011", field, text);
}

Result<Value> read_field_text(const Plan& plan, const Field& field, std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return Value();
  switch (field.domain.kind) {
    case FieldKind::number:
      return read_number(field, text);
    case FieldKind::boolean:
      return read_boolean(field, text);
    case FieldKind::one_of:
      return read_word(field, text);
    case FieldKind::several_of:
    case FieldKind::files:
      return read_words(field, text);
    case FieldKind::region:
      return read_region(plan, field, text);
    case FieldKind::agency:
      return read_agency(plan, field, text);
    case FieldKind::date: {
      const Result<Date> date = read_day(field.name.text, text);
      if (!date) return date.errors();
      return Value(date.value());
    }
    case FieldKind::text:
    case FieldKind::file:
    case FieldKind::reference:
      break;
  }
  return Value(text);
}

}  // namespace fangan
