#include "value/unit.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/suggest.h"

namespace fangan {
namespace {

struct Prefix {
  std::string_view word;
  int64_t factor;
};
constexpr std::array<Prefix, 5> prefixes = {
    {{"十", 10}, {"百", 100}, {"千", 1'000}, {"万", 10'000}, {"亿", 100'000'000}}};

constexpr int prefixes_max = 4;

/// A simple unit: an entry's name, perhaps with prefixes before it ("百万千瓦").
std::optional<Unit> simple_unit(std::string_view name, const std::vector<UnitEntry>& entries,
                                int prefixes_left = prefixes_max) {
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [name](const UnitEntry& e) { return e.name == name; });
  if (entry != entries.end()) {
    Unit unit{std::string(name), entry->factor, entry->divisor, {}};
    if (entry->dimension != "1") unit.exponent[entry->dimension] = 1;
    return unit;
  }
  if (prefixes_left == 0) return std::nullopt;
  for (const Prefix& prefix : prefixes) {
    if (name.size() <= prefix.word.size() || name.substr(0, prefix.word.size()) != prefix.word) {
      continue;
    }
    std::optional<Unit> rest =
        simple_unit(name.substr(prefix.word.size()), entries, prefixes_left - 1);
    if (!rest) return std::nullopt;
    const Result<Decimal> factor = multiply(rest->factor, Decimal(prefix.factor));
    if (!factor) return std::nullopt;
    rest->factor = factor.value();
    return rest;
  }
  return std::nullopt;
}

void raise(Unit* unit, const Unit& part, int power) {
  for (const auto& [dimension, exponent] : part.exponent) {
    const int sum = unit->exponent[dimension] + exponent * power;
    if (sum == 0) {
      unit->exponent.erase(dimension);
    } else {
      unit->exponent[dimension] = sum;
    }
  }
}

}  // namespace

UnitTable::UnitTable(std::vector<UnitEntry> entries) : entries_(std::move(entries)) {}

Result<Unit> UnitTable::parse(std::string_view text) const {
  Unit unit{std::string(text), 1, 1, {}};
  std::string_view rest = text;
  for (bool first = true;; first = false) {
    // 毫克每立方米 and 毫克/立方米 say the same.
    constexpr std::string_view per = "每";
    const size_t word = rest.find(per);
    const size_t slash = std::min(rest.find('/'), word);
    const std::string_view name = rest.substr(0, slash);
    const std::optional<Unit> part = simple_unit(name, entries_);
    if (!part) {
      std::vector<std::string> known;
      for (const UnitEntry& entry : entries_) known.push_back(entry.name);
      return problem("VAL-Q001",
                     {{"unit", std::string(name)}, {"near", did_you_mean(name, known)}});
    }
    const Result<Decimal> factor = multiply(unit.factor, first ? part->factor : part->divisor);
    const Result<Decimal> divisor = multiply(unit.divisor, first ? part->divisor : part->factor);
    if (!factor) return factor.errors();
    if (!divisor) return divisor.errors();
    unit.factor = factor.value();
    unit.divisor = divisor.value();
    raise(&unit, *part, first ? 1 : -1);
    if (slash == std::string_view::npos) return unit;
    rest.remove_prefix(slash + (slash == word ? per.size() : 1));
  }
}

namespace {

/// "元" and "人" are "元×人" and "元/人"; a pure number adds nothing to a name.
Result<Unit> combined(const Unit& left, const Unit& right, int power) {
  Unit unit = left;
  const bool is_product = power > 0;
  const Result<Decimal> factor = multiply(left.factor, is_product ? right.factor : right.divisor);
  const Result<Decimal> divisor = multiply(left.divisor, is_product ? right.divisor : right.factor);
  if (!factor) return factor.errors();
  if (!divisor) return divisor.errors();
  unit.factor = factor.value();
  unit.divisor = divisor.value();
  raise(&unit, right, power);
  if (right.name.empty()) return unit;
  const bool first = unit.name.empty() && is_product;
  unit.name += (first ? "" : is_product ? "×" : unit.name.empty() ? "1/" : "/") + right.name;
  return unit;
}

}  // namespace

Result<Unit> multiply(const Unit& left, const Unit& right) {
  return combined(left, right, 1);
}

Result<Unit> divide(const Unit& left, const Unit& right) {
  return combined(left, right, -1);
}

Result<Decimal> convert(const Decimal& amount, const Unit& from, const Unit& to) {
  if (!from.same_dimension(to)) {
    return problem("VAL-Q002", {{"from", from.name}, {"to", to.name}});
  }
  // Divided once and last: what can be said exactly in 34 digits comes out exactly.
  const Result<Decimal> factor = multiply(from.factor, to.divisor);
  const Result<Decimal> divisor = multiply(from.divisor, to.factor);
  if (!factor || !divisor) return factor ? divisor : factor;
  const Result<Decimal> product = multiply(amount, factor.value());
  return product ? divide(product.value(), divisor.value()) : product;
}

}  // namespace fangan
