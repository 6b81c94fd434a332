#include "plan/unary_cell.h"

#include <algorithm>
#include <array>

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

std::optional<TestValue> read_literal(std::string_view text) {
  text = trimmed(text);
  if (text == "true") return TestValue(true);
  if (text == "false") return TestValue(false);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    const std::string_view inner = text.substr(1, text.size() - 2);
    if (inner.find('"') != std::string_view::npos) return std::nullopt;
    return TestValue(std::string(inner));
  }
  const Result<Decimal> number = Decimal::parse(text);
  if (!number) return std::nullopt;
  return TestValue(number.value());
}

std::optional<TestPart> read_range(std::string_view text) {
  const bool closed_low = text.front() == '[';
  const size_t dots = text.find("..");
  const bool closes = text.back() == ']' || text.back() == ')' || text.back() == '[';
  if (dots == std::string_view::npos || !closes || text.size() < 5) return std::nullopt;
  const std::optional<TestValue> low = read_literal(text.substr(1, dots - 1));
  const std::optional<TestValue> high = read_literal(text.substr(dots + 2, text.size() - dots - 3));
  if (!low || !high || !std::holds_alternative<Decimal>(*low) ||
      !std::holds_alternative<Decimal>(*high)) {
    return std::nullopt;
  }
  return TestPart{Relation::between, *low, *high, !closed_low, text.back() != ']'};
}

std::optional<TestPart> read_part(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return std::nullopt;
  if (text.front() == '[' || text.front() == '(' || text.front() == ']') return read_range(text);
  struct Sign {
    std::string_view text;
    Relation relation;
  };
  constexpr std::array signs = {Sign{"<=", Relation::at_most}, Sign{">=", Relation::at_least},
                                Sign{"<", Relation::less}, Sign{">", Relation::more},
                                Sign{"=", Relation::equal}};
  for (const Sign& sign : signs) {
    if (!begins_with(text, sign.text)) continue;
    const std::optional<TestValue> value = read_literal(text.substr(sign.text.size()));
    const bool ordered = sign.relation != Relation::equal;
    if (!value || (ordered && !std::holds_alternative<Decimal>(*value))) return std::nullopt;
    return TestPart{sign.relation, *value, {}, false, false};
  }
  const std::optional<TestValue> value = read_literal(text);
  if (!value) return std::nullopt;
  return TestPart{Relation::equal, *value, {}, false, false};
}

bool holds(const TestValue& value, const TestPart& part) {
  if (value.index() != part.low.index()) return false;
  if (part.relation == Relation::equal) return value == part.low;
  const Decimal& number = std::get<Decimal>(value);
  const Decimal& low = std::get<Decimal>(part.low);
  switch (part.relation) {
    case Relation::less: return number < low;
    case Relation::at_most: return number <= low;
    case Relation::more: return number > low;
    case Relation::at_least: return number >= low;
    case Relation::equal:
    case Relation::between: break;
  }
  const Decimal& high = std::get<Decimal>(part.high);
  const bool above = part.low_open ? number > low : number >= low;
  return above && (part.high_open ? number < high : number <= high);
}

}  // namespace

std::optional<UnaryTest> read_unary_test(std::string_view cell) {
  UnaryTest test;
  std::string_view text = trimmed(cell);
  if (text == "-") return test;
  if (begins_with(text, "not(") && text.back() == ')') {
    test.negated = true;
    text = text.substr(4, text.size() - 5);
  }
  while (true) {
    // A comma within quotes belongs to the text.
    size_t comma = 0;
    bool quoted = false;
    for (; comma < text.size() && (quoted || text[comma] != ','); ++comma) {
      if (text[comma] == '"') quoted = !quoted;
    }
    const std::optional<TestPart> part = read_part(text.substr(0, comma));
    if (!part) return std::nullopt;
    test.parts.push_back(*part);
    if (comma == text.size()) return test;
    text.remove_prefix(comma + 1);
  }
}

bool fulfils(const TestValue& value, const UnaryTest& test) {
  if (test.parts.empty()) return true;
  if (std::holds_alternative<std::monostate>(value)) return false;
  const bool any = std::any_of(test.parts.begin(), test.parts.end(),
                               [&value](const TestPart& part) { return holds(value, part); });
  return any != test.negated;
}

bool compares_with(const UnaryTest& test, const TestValue& example) {
  return std::all_of(test.parts.begin(), test.parts.end(), [&example](const TestPart& part) {
    return part.low.index() == example.index();
  });
}

}  // namespace fangan
