// Builtins that make one value of many: sums, means, extremes, and whether all or any are true.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "feel/arithmetic.h"
#include "feel/builtin_library.h"
#include "value/compare.h"
#include "value/decimal_math.h"

namespace fangan::feel {
namespace {

/// What is wrong with a list of numbers: nothing, or null with the reason. Counts its steps.
std::optional<Value> no_numbers(const BuiltinCall& call) {
  const std::vector<Value>& items = call[0].items();
  if (!call.evaluation.spend(items.size())) return Value();
  if (items.empty()) return refuse(call, "FEEL-F010");
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].is_null()) return null_item(call, items[i], i);
  }
  return std::nullopt;
}

Value count(const BuiltinCall& call) { return static_cast<int64_t>(call[0].items().size()); }

/// The least (sign 1) or greatest (sign -1).
template <int sign>
Value extreme(const BuiltinCall& call) {
  const std::vector<Value>& items = call[0].items();
  if (!call.evaluation.spend(items.size())) return Value();
  if (items.empty()) return refuse(call, "FEEL-F010");
  const Value* best = &items.front();
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].is_null()) return null_item(call, items[i], i);
    const std::optional<std::strong_ordering> found = order(items[i], *best);
    if (!found) {
      return refuse(call, "FEEL-F016", {{"left", std::string(name_of(best->kind()))},
                                        {"right", std::string(name_of(items[i].kind()))}});
    }
    if (sign > 0 ? *found < 0 : *found > 0) best = &items[i];
  }
  return *best;
}

using Operation = Result<Decimal> (*)(const Decimal&, const Decimal&);

Result<Decimal> folded(const std::vector<Value>& items, Operation operation) {
  Decimal total = items.front().number();
  for (size_t i = 1; i < items.size(); ++i) {
    const Result<Decimal> next = operation(total, items[i].number());
    if (!next) return next;
    total = next.value();
  }
  return total;
}

template <Operation operation>
Value fold(const BuiltinCall& call) {
  const std::optional<Value> problem = no_numbers(call);
  return problem ? *problem : value_or_reason(folded(call[0].items(), operation));
}

Result<Decimal> mean_of(const std::vector<Value>& items) {
  const Result<Decimal> total = folded(items, fangan::add);
  if (!total) return total;
  return divide(total.value(), Decimal(static_cast<int64_t>(items.size())));
}

Value mean(const BuiltinCall& call) {
  const std::optional<Value> problem = no_numbers(call);
  return problem ? *problem : value_or_reason(mean_of(call[0].items()));
}

std::vector<Decimal> sorted_numbers(const std::vector<Value>& items) {
  std::vector<Decimal> numbers;
  numbers.reserve(items.size());
  for (const Value& item : items) numbers.push_back(item.number());
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Value median(const BuiltinCall& call) {
  if (const std::optional<Value> problem = no_numbers(call)) return *problem;
  const std::vector<Decimal> numbers = sorted_numbers(call[0].items());
  const size_t middle = numbers.size() / 2;
  if (numbers.size() % 2 == 1) return numbers[middle];
  const Result<Decimal> both = add(numbers[middle - 1], numbers[middle]);
  return value_or_reason(both ? divide(both.value(), Decimal(2)) : both);
}

Result<Decimal> sum_of_squares(const std::vector<Value>& items, const Decimal& mean) {
  Decimal total;
  for (const Value& item : items) {
    const Result<Decimal> distance = subtract(item.number(), mean);
    if (!distance) return distance;
    const Result<Decimal> square = multiply(distance.value(), distance.value());
    if (!square) return square;
    const Result<Decimal> next = add(total, square.value());
    if (!next) return next;
    total = next.value();
  }
  return total;
}

Result<Decimal> deviation_of(const std::vector<Value>& items) {
  const Result<Decimal> mean = mean_of(items);
  if (!mean) return mean;
  const Result<Decimal> squares = sum_of_squares(items, mean.value());
  if (!squares) return squares;
  const Result<Decimal> variance =
      divide(squares.value(), Decimal(static_cast<int64_t>(items.size()) - 1));
  return variance ? square_root(variance.value()) : variance;
}

Value standard_deviation(const BuiltinCall& call) {
  if (const std::optional<Value> problem = no_numbers(call)) return *problem;
  if (call[0].items().size() < 2) return refuse(call, "FEEL-F017");
  return value_or_reason(deviation_of(call[0].items()));
}

Value mode(const BuiltinCall& call) {
  if (call[0].items().empty()) return call[0];
  if (const std::optional<Value> problem = no_numbers(call)) return *problem;
  const std::vector<Decimal> numbers = sorted_numbers(call[0].items());
  size_t most = 0;
  std::vector<Value> modes;
  for (size_t begin = 0, end = 0; begin < numbers.size(); begin = end) {
    while (end < numbers.size() && numbers[end] == numbers[begin]) ++end;
    if (end - begin < most) continue;
    if (end - begin > most) modes.clear();
    most = end - begin;
    modes.emplace_back(numbers[begin]);
  }
  return Value(std::move(modes));
}

/// Kleene's logic over many: `decisive` decides alone; anything but true and false is unknown.
template <bool decisive>
Value quantified(const BuiltinCall& call) {
  const std::vector<Value>& items = call[0].items();
  if (!call.evaluation.spend(items.size())) return Value();
  std::optional<Value> unknown;
  for (size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is(ValueKind::boolean)) {
      if (unknown) continue;
      unknown = items[i].is_null()
                    ? null_item(call, items[i], i)
                    : refuse(call, "FEEL-F030", {{"found", std::string(name_of(items[i].kind()))}});
    } else if (items[i].boolean() == decisive) {
      return decisive;
    }
  }
  return unknown ? *unknown : Value(!decisive);
}

constexpr std::array<BuiltinImplementation, 11> implementations = {
    {{"count", count},
     {"min", extreme<1>},
     {"max", extreme<-1>},
     {"sum", fold<fangan::add>},
     {"product", fold<fangan::multiply>},
     {"mean", mean},
     {"median", median},
     {"stddev", standard_deviation},
     {"mode", mode},
     {"all", quantified<false>},
     {"any", quantified<true>}}};

}  // namespace

std::span<const BuiltinImplementation> statistic_builtins() { return implementations; }

}  // namespace fangan::feel
