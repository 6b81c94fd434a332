// Two evaluators, one meaning: random expressions over random rows.
#include <gtest/gtest.h>

#include <random>

#include "column/compare_engines_test.h"

namespace fangan::column::test {
namespace {

RandomCase drawn_from(std::mt19937_64* random) {
  return RandomCase([random](uint32_t n) { return static_cast<uint32_t>((*random)() % n); });
}

TEST(Column, GivesWhatFeelGives) {
  constexpr int worlds = 60;
  constexpr int expressions = 500;
  int compared = 0;
  int by_kernels = 0;
  int failed = 0;
  for (uint64_t seed = 1; seed <= worlds; ++seed) {
    std::mt19937_64 random(seed);
    RandomCase draw = drawn_from(&random);
    const size_t rows = seed % 10 == 0 ? block_rows + 7 : 1 + seed % 23;
    const World world(&draw, rows);
    for (int i = 0; i < expressions / (seed % 10 == 0 ? 10 : 1); ++i) {
      const std::string text = draw.expression();
      const feel::Compiled compiled = feel::compile(text, world.scope);
      if (!compiled.expression) continue;
      ++compared;
      const Formula formula =
          formula_of(compiled.expression->syntax(), world.scope, *world.table);
      const Program program = compile(*world.table, {&formula, 1});
      by_kernels += program.row_step_count() == 0 ? 1 : 0;
      const std::string found = difference(*compiled.expression, text, world);
      if (found.empty()) continue;
      ADD_FAILURE() << "seed " << seed << ": " << found;
      if (++failed == 10) return;
    }
  }
  EXPECT_GT(compared, 20'000);
  // Most of what plans say never leaves the columns.
  EXPECT_GT(by_kernels * 100, compared * 60);
}

}  // namespace
}  // namespace fangan::column::test
