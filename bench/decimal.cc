// Nanoseconds of one operation on decimals, over 1,024 pairs of everyday size.
//
//   cmake --preset ci -DFANGAN_BENCH=ON && cmake --build build --target bench_decimal
//   build/bench_decimal
//
// Expected on one core: add and multiply at most 6 ns, compare at most 4 ns an item
// (items_per_second above 167 and 250 million).
#include <benchmark/benchmark.h>

#include <array>
#include <random>

#include "value/decimal_math.h"

namespace {

using fangan::Decimal;

constexpr size_t count = 1'024;

/// Amounts such as 12345.67, -0.5, 300: up to seven digits, up to `places_max` after the point.
std::array<Decimal, count> amounts(unsigned seed, int places_max) {
  std::mt19937_64 random(seed);
  std::array<Decimal, count> numbers;
  for (Decimal& number : numbers) {
    const auto value = static_cast<int64_t>(random() % 10'000'000) + 1;
    const int places = static_cast<int>(random() % static_cast<unsigned>(places_max + 1));
    number = Decimal::from_scaled(random() % 4 == 0 ? -value : value, places);
  }
  return numbers;
}

template <typename Operation>
void each_pair(benchmark::State& state, int places_max, Operation operation) {
  const auto left = amounts(1, places_max);
  const auto right = amounts(2, places_max);
  for (auto _ : state) {
    for (size_t i = 0; i < count; ++i) operation(left[i], right[i]);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(count));
}

#define FANGAN_BENCH_PAIRS(name, places_max, expression)                        \
  void name(benchmark::State& state) {                                          \
    each_pair(state, places_max, [](const Decimal& a, const Decimal& b) {       \
      Decimal result;                                                           \
      benchmark::DoNotOptimize(expression);                                     \
      benchmark::DoNotOptimize(result);                                         \
      static_cast<void>(b);                                                     \
    });                                                                         \
  }                                                                             \
  BENCHMARK(name)

FANGAN_BENCH_PAIRS(add_same_scale, 0, try_add(a, b, &result));
FANGAN_BENCH_PAIRS(add_mixed_scales, 3, try_add(a, b, &result));
FANGAN_BENCH_PAIRS(add_by_library, 3, fangan::decimal_library::add(a, b, &result));
FANGAN_BENCH_PAIRS(add_with_result, 3, add(a, b));
FANGAN_BENCH_PAIRS(compare_same_scale, 0, a < b);
FANGAN_BENCH_PAIRS(compare_mixed_scales, 3, a < b);
FANGAN_BENCH_PAIRS(equal_mixed_scales, 3, a == b);
FANGAN_BENCH_PAIRS(multiply, 3, try_multiply(a, b, &result));
FANGAN_BENCH_PAIRS(multiply_by_library, 3, fangan::decimal_library::multiply(a, b, &result));
FANGAN_BENCH_PAIRS(divide_by_hundred, 3, try_divide(a, Decimal(100), &result));
FANGAN_BENCH_PAIRS(divide_any, 3, try_divide(a, b, &result));
FANGAN_BENCH_PAIRS(round_to_cents, 3, try_round(a, 1, fangan::Rounding::half_up, &result));
FANGAN_BENCH_PAIRS(modulo_mixed_scales, 3, modulo(a, b));
FANGAN_BENCH_PAIRS(hash, 3, a.hash());
FANGAN_BENCH_PAIRS(print, 3, a.print());
FANGAN_BENCH_PAIRS(square, 3, power(a, Decimal(2)));
FANGAN_BENCH_PAIRS(square_root_of, 3, square_root(absolute(a)));

void parse(benchmark::State& state) {
  std::array<std::string, count> texts;
  const auto numbers = amounts(1, 3);
  for (size_t i = 0; i < count; ++i) texts[i] = numbers[i].print();
  for (auto _ : state) {
    for (const std::string& text : texts) benchmark::DoNotOptimize(Decimal::parse(text));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(count));
}
BENCHMARK(parse);

void exponential_of_small(benchmark::State& state) {
  const Decimal number = Decimal::from_scaled(12345, 4);
  for (auto _ : state) benchmark::DoNotOptimize(exponential(number));
}
BENCHMARK(exponential_of_small);

void power_of_fraction(benchmark::State& state) {
  const Decimal base(5);
  const Decimal exponent = Decimal::from_scaled(255, 2);
  for (auto _ : state) benchmark::DoNotOptimize(power(base, exponent));
}
BENCHMARK(power_of_fraction);

}  // namespace
