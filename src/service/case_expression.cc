#include "service/case_expression.h"

#include <algorithm>

#include "text/suggest.h"

namespace fangan {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool begins_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// The first of `stops` outside quotes at or after `from`; the size where there is none.
size_t find_outside_quotes(std::string_view text, std::string_view stops, size_t from) {
  bool quoted = false;
  for (size_t i = from; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && stops.find(text[i]) != stops.npos) return i;
  }
  return text.size();
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<CaseExpression> read() {
    std::string_view path = trimmed(text_);
    if (begins_with(path, "count(") && path.back() == ')') {
      expression_.count = true;
      path = trimmed(path.substr(6, path.size() - 7));
    }
    const size_t name_end = find_outside_quotes(path, "[.(", 0);
    expression_.name = std::string(trimmed(path.substr(0, name_end)));
    if (expression_.name.empty()) return refuse();
    std::string_view rest = path.substr(name_end);
    while (begins_with(rest, "[")) {
      const size_t close = find_outside_quotes(rest, "]", 0);
      if (close == rest.size() || !read_filter(trimmed(rest.substr(1, close - 1)))) return refuse();
      rest = trimmed(rest.substr(close + 1));
    }
    if (begins_with(rest, ".")) {
      expression_.column = std::string(trimmed(rest.substr(1)));
      const bool plain = find_outside_quotes(rest, "[]()+-*/=<> ", 1) == rest.size();
      if (expression_.column.empty() || !plain) return refuse();
      rest = {};
    }
    if (!rest.empty()) return refuse();
    return std::move(expression_);
  }

 private:
  Diagnostic refuse() const { return problem("TEST-X001", {{"expression", std::string(text_)}}); }

  bool read_filter(std::string_view condition) {
    CaseFilter filter;
    const size_t sign = find_outside_quotes(condition, "=", 0);
    if (sign == condition.size()) {
      const Result<Decimal> number = Decimal::parse(condition);
      if (!number || !number.value().to_int64() || number.value().is_zero()) return false;
      filter.position = number.value().to_int64().value();
    } else {
      filter.column = std::string(trimmed(condition.substr(0, sign)));
      const std::optional<FieldValue> value = read_case_literal(condition.substr(sign + 1));
      if (filter.column.empty() || !value) return false;
      filter.value = *value;
    }
    expression_.filters.push_back(std::move(filter));
    return true;
  }

  std::string_view text_;
  CaseExpression expression_;
};

Result<Done> apply(const CaseFilter& filter, std::vector<CaseRow>* rows) {
  if (filter.column.empty()) {
    const auto size = static_cast<int64_t>(rows->size());
    const int64_t index = filter.position > 0 ? filter.position - 1 : size + filter.position;
    std::vector<CaseRow> one;
    if (index >= 0 && index < size) one.push_back((*rows)[static_cast<size_t>(index)]);
    *rows = std::move(one);
    return Done{};
  }
  std::vector<CaseRow> kept;
  for (CaseRow& row : *rows) {
    const auto field = row.find(filter.column);
    if (field == row.end()) {
      std::vector<std::string> known;
      for (const auto& [name, value] : row) known.push_back(name);
      return problem("TEST-X002",
                     {{"column", filter.column}, {"near", did_you_mean(filter.column, known)}});
    }
    if (field->second == filter.value) kept.push_back(std::move(row));
  }
  *rows = std::move(kept);
  return Done{};
}

/// Digits after the point, as written.
int places_of(std::string_view number) {
  const size_t point = number.find('.');
  return point == number.npos ? 0 : static_cast<int>(number.size() - point - 1);
}

}  // namespace

Result<CaseExpression> read_case_expression(std::string_view text) { return Reader(text).read(); }

std::optional<FieldValue> read_case_literal(std::string_view text) {
  text = trimmed(text);
  if (text == "null") return FieldValue();
  if (text == "true") return FieldValue(true);
  if (text == "false") return FieldValue(false);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    return FieldValue(std::string(text.substr(1, text.size() - 2)));
  }
  constexpr std::string_view date_begin = "date(\"";
  if (begins_with(text, date_begin) && text.size() > 8 && text.substr(text.size() - 2) == "\")") {
    const Result<Date> date =
        Date::parse(text.substr(date_begin.size(), text.size() - date_begin.size() - 2));
    if (!date) return std::nullopt;
    return FieldValue(date.value());
  }
  const Result<Decimal> number = Decimal::parse(text);
  if (!number) return std::nullopt;
  return FieldValue(number.value());
}

Result<FieldValue> evaluate(const CaseExpression& expression, const std::vector<CaseRow>& rows) {
  std::vector<CaseRow> left = rows;
  for (const CaseFilter& filter : expression.filters) {
    const Result<Done> applied = apply(filter, &left);
    if (!applied) return applied.errors();
  }
  if (expression.count) return FieldValue(Decimal(static_cast<int64_t>(left.size())));
  if (left.size() != 1 || expression.column.empty()) {
    return problem("TEST-X003", {{"count", std::to_string(left.size())}});
  }
  const auto field = left.front().find(expression.column);
  if (field != left.front().end()) return field->second;
  std::vector<std::string> known;
  for (const auto& [name, value] : left.front()) known.push_back(name);
  return problem("TEST-X002",
                 {{"column", expression.column}, {"near", did_you_mean(expression.column, known)}});
}

std::string print_value(const FieldValue& value) {
  if (const auto* number = std::get_if<Decimal>(&value)) return number->print_normal();
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* date = std::get_if<Date>(&value)) return date->print();
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  return "null";
}

bool matches_result(const FieldValue& value, std::string_view expected) {
  expected = trimmed(expected);
  const bool rounds = begins_with(expected, "~");
  if (rounds) expected = trimmed(expected.substr(1));
  if (const auto* number = std::get_if<Decimal>(&value)) {
    // A unit may stand behind the number, for the reader.
    const std::string_view digits = expected.substr(0, expected.find(' '));
    const Result<Decimal> wanted = Decimal::parse(digits);
    if (!wanted) return false;
    if (!rounds) return *number == wanted.value();
    const Result<Decimal> shown = round(*number, places_of(digits), Rounding::half_up);
    return shown && shown.value() == wanted.value();
  }
  if (rounds) return false;
  if (const std::optional<FieldValue> literal = read_case_literal(expected))
    return value == *literal;
  return print_value(value) == expected;
}

}  // namespace fangan
