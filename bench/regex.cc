// What regular expressions cost: compiling, a match in a short text, replacing in a long one.
//
//   cmake --preset ci -DFANGAN_BENCH=ON && cmake --build build --target bench_regex
//   build/bench_regex
//
// Expected on one core: a match below half a microsecond; compiling is a hundred times dearer, so
// a pattern that is a literal should be compiled once, with its expression.
#include <benchmark/benchmark.h>

#include "feel/regex.h"

namespace {

using fangan::Regex;

void compile(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(Regex::compile("^[A-Z]{2}-(\\d+)(?:/\\w+)*$", ""));
  }
}
BENCHMARK(compile);

void match_short(benchmark::State& state) {
  const Regex regex = Regex::compile("^[A-Z]{2}-(\\d+)(?:/\\w+)*$", "").value();
  for (auto _ : state) benchmark::DoNotOptimize(regex.matches("HA-410800/jiaozuo"));
}
BENCHMARK(match_short);

void match_ignoring_case(benchmark::State& state) {
  const Regex regex = Regex::compile("(coal|gas)-fired", "i").value();
  for (auto _ : state) benchmark::DoNotOptimize(regex.matches("a small COAL-FIRED unit"));
}
BENCHMARK(match_ignoring_case);

void replace_in_a_megabyte(benchmark::State& state) {
  const Regex regex = Regex::compile("(\\d+)\\s", "").value();
  std::string text;
  while (text.size() < 1'000'000) text += "some words and 42 more of them; ";
  for (auto _ : state) benchmark::DoNotOptimize(regex.replace(text, "<$1> "));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(replace_in_a_megabyte);

}  // namespace
