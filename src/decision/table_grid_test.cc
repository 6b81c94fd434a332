// What is found in one sweep is what looking at every position finds.
#include "decision/table_grid.h"

#include <gtest/gtest.h>

#include <set>

namespace fangan::dmn {
namespace {

/// Numbers that look random and are the same every time.
class Numbers {
 public:
  uint32_t below(uint32_t limit) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<uint32_t>(state_ >> 33) % limit;
  }

 private:
  uint64_t state_ = 7;
};

/// One stretch, or two apart.
Positions some_positions(Numbers* numbers, uint32_t size, uint32_t widest) {
  const uint32_t first = numbers->below(size);
  const uint32_t last = std::min(first + numbers->below(widest), size - 1);
  Positions positions = {{first, last}};
  const uint32_t next = last + 2 + numbers->below(5);
  if (next < size && numbers->below(4) == 0) positions.push_back({next, next});
  return positions;
}

TableGrid grid_of(const std::vector<uint32_t>& sizes, uint32_t rules, uint32_t widest,
                  Numbers* numbers) {
  TableGrid grid(sizes);
  for (uint32_t rule = 0; rule < rules; ++rule) {
    Box box;
    for (const uint32_t size : sizes) box.push_back(some_positions(numbers, size, widest));
    grid.add_rule(std::move(box), true);
  }
  return grid;
}

bool holds(const Positions& positions, uint32_t place) {
  return std::any_of(positions.begin(), positions.end(), [place](const Stretch& part) {
    return part.first <= place && place <= part.last;
  });
}

bool holds(const Box& box, uint32_t x, uint32_t y) {
  return holds(box[0], x) && holds(box[1], y);
}

TEST(TableGrid, ASweepFindsWhatNoRuleCovers) {
  Numbers numbers;
  for (const uint32_t widest : {4u, 12u, 30u}) {
    const uint32_t count = 120;
    const TableGrid grid = grid_of({30, 40}, count, widest, &numbers);
    std::vector<uint32_t> rules(count);
    for (uint32_t i = 0; i < count; ++i) rules[i] = i;
    // Also within a part of the table, with a hole in it.
    for (const Box& within : {grid.whole(), Box{{{3, 9}, {12, 25}}, {{5, 30}, {34, 38}}}}) {
      uint64_t steps = 1'000'000;
      const TableGrid::Uncovered found = grid.uncovered(rules, within, 10'000, &steps);
      EXPECT_TRUE(found.complete);
      for (uint32_t x = 0; x < 30; ++x) {
        for (uint32_t y = 0; y < 40; ++y) {
          const bool covered = std::any_of(rules.begin(), rules.end(), [&](uint32_t rule) {
            return holds(grid.box(rule), x, y);
          });
          const auto times = std::count_if(found.boxes.begin(), found.boxes.end(),
                                           [&](const Box& box) { return holds(box, x, y); });
          ASSERT_EQ(times, holds(within, x, y) && !covered ? 1 : 0) << x << " " << y;
        }
      }
    }
  }
}

TEST(TableGrid, RulesMeetWhereTheyDoInEveryColumn) {
  Numbers numbers;
  const uint32_t count = 150;
  const TableGrid grid = grid_of({50, 50}, count, 20, &numbers);
  const TableGrid::Meetings met = grid.meetings(1'000'000);
  EXPECT_TRUE(met.complete);
  size_t pairs = 0;
  for (uint32_t rule = 0; rule < count; ++rule) {
    std::vector<uint32_t> wanted;
    for (uint32_t other = 0; other < rule; ++other) {
      const Box meeting = grid.meeting(other, rule);
      if (!meeting[0].empty() && !meeting[1].empty()) wanted.push_back(other);
    }
    EXPECT_EQ(met.earlier[rule], wanted) << rule;
    pairs += wanted.size();
  }
  EXPECT_TRUE(grid.meetings(pairs).complete);
  EXPECT_FALSE(grid.meetings(pairs - 1).complete);
}

TEST(TableGrid, ASearchThatMayNotGoOnSaysSo) {
  Numbers numbers;
  const TableGrid grid = grid_of({30, 40}, 120, 12, &numbers);
  std::vector<uint32_t> rules(120);
  for (uint32_t i = 0; i < 120; ++i) rules[i] = i;
  uint64_t steps = 300;
  EXPECT_FALSE(grid.uncovered(rules, grid.whole(), 10'000, &steps).complete);
  EXPECT_EQ(steps, 0u);
  steps = 50;
  EXPECT_EQ(grid.decides_nothing(0, rules, TableGrid::Counting::all, &steps), std::nullopt);
  steps = 1'000'000;
  EXPECT_EQ(grid.decides_nothing(0, rules, TableGrid::Counting::all, &steps), false);
}

}  // namespace
}  // namespace fangan::dmn
