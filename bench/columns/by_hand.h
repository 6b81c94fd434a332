// The five rules of rules.feel as one writes them by hand for these columns: what is possible.
//
// Null means what it means in FEEL: a comparison with it is unknown, `and` and `or` are Kleene's,
// `if` takes its second way unless the condition is true, arithmetic with null is null.
#pragma once

#include <algorithm>
#include <thread>

#include "enterprises.h"

namespace bench::by_hand {

inline constexpr size_t block_rows = 2048;
inline constexpr size_t county_count = counties.size() + 1;
inline constexpr size_t sector_count = sectors.size() + 1;
inline constexpr size_t place_count = county_count * sector_count;
/// disposal 4, exit 3, zombie 3, tier 3
inline constexpr size_t outcome_count = 4 * 3 * 3 * 3;

struct Found {
  Bytes disposal, exit, zombie, tier;  ///< zombie: a truth.
  Cells<int64_t> subsidy;              ///< 2 places
  Cells<int64_t> surcharge;            ///< 3 places
  explicit Found(size_t rows)
      : disposal(rows), exit(rows), zombie(rows), tier(rows), subsidy{{}, Bytes(rows)},
        surcharge{{}, Bytes(rows)} {
    subsidy.data.resize(rows);
    surcharge.data.resize(rows);
  }
};

struct Sums {
  std::vector<uint32_t> outcomes = std::vector<uint32_t>(place_count * outcome_count);
  std::vector<int64_t> subsidy = std::vector<int64_t>(place_count);
  std::vector<int64_t> surcharge = std::vector<int64_t>(place_count);
  void add(const Sums& other) {
    const auto join = [](auto* mine, const auto& theirs) {
      for (size_t i = 0; i < mine->size(); ++i) (*mine)[i] += theirs[i];
    };
    join(&outcomes, other.outcomes);
    join(&subsidy, other.subsidy);
    join(&surcharge, other.surcharge);
  }
};

inline uint8_t lesser(uint8_t a, uint8_t b) { return a < b ? a : b; }
inline uint8_t greater(uint8_t a, uint8_t b) { return a < b ? b : a; }

/// A comparison as a truth: 1 where the cell does not count.
template <typename T, typename Test>
inline void compare(const Cells<T>& column, size_t first, size_t rows, uint8_t* __restrict out,
                    Test test) {
  const T* __restrict data = column.data.data() + first;
  const uint8_t* __restrict valid = column.valid.data() + first;
  for (size_t i = 0; i < rows; ++i) {
    const uint8_t truth = test(data[i]) ? 2 : 0;
    out[i] = valid[i] != 0 ? truth : 1;
  }
}

inline void disposal(const Enterprises& all, size_t first, size_t rows, uint8_t* __restrict out) {
  const uint8_t* __restrict land = all.land.data() + first;
  const uint8_t* __restrict environment = all.environment.data() + first;
  const uint8_t* __restrict business = all.business.data() + first;
  const uint8_t* __restrict quality = all.quality.data() + first;
  const uint8_t* __restrict over = all.over.data() + first;
  const uint8_t* __restrict polluting = all.polluting.data() + first;
  const uint8_t* __restrict livelihood = all.livelihood.data() + first;
  for (size_t i = 0; i < rows; ++i) {
    const uint8_t papers =
        lesser(lesser(land[i], environment[i]), lesser(business[i], quality[i]));
    const uint8_t bad = greater(over[i], polluting[i]);
    const uint8_t stop = livelihood[i] == 2 ? 1 : 2;
    const uint8_t otherwise = bad == 2 ? stop : 0;
    out[i] = papers == 0 ? 3 : otherwise;
  }
}

inline void exit_of(const Enterprises& all, size_t first, size_t rows, uint8_t* __restrict out) {
  uint8_t old[block_rows];
  uint8_t burns[block_rows];
  uint8_t gone[block_rows];
  compare(all.life_end, first, rows, old, [](int16_t day) { return day < 20'453; });
  compare(all.coal, first, rows, burns, [](int16_t coal) { return coal > 3310; });
  compare(all.demolished, first, rows, gone, [](int8_t count) { return count >= 2; });
  const uint8_t* __restrict licence = all.licence.data() + first;
  const uint8_t* __restrict ultra_low = all.ultra_low.data() + first;
  for (size_t i = 0; i < rows; ++i) {
    const bool must = (old[i] == 2) | (burns[i] == 2) | (licence[i] == 0) | (ultra_low[i] == 0);
    const uint8_t way = gone[i] == 2 ? 2 : 1;
    out[i] = must ? way : 0;
  }
}

inline void zombie(const Enterprises& all, size_t first, size_t rows, uint8_t* __restrict out) {
  uint8_t stopped[block_rows];
  uint8_t half[block_rows];
  uint8_t loss[block_rows];
  uint8_t owes[block_rows];
  compare(all.stopped, first, rows, stopped, [](int8_t months) { return months >= 6; });
  compare(all.half, first, rows, half, [](int8_t months) { return months >= 12; });
  compare(all.loss, first, rows, loss, [](int8_t years) { return years >= 2; });
  compare(all.debt, first, rows, owes, [](int16_t debt) { return debt > 100; });
  const uint8_t* __restrict subsidised = all.subsidised.data() + first;
  for (size_t i = 0; i < rows; ++i) {
    const uint8_t idle = greater(stopped[i], half[i]);
    out[i] = greater(lesser(lesser(idle, loss[i]), subsidised[i]), owes[i]);
  }
}

/// 8 % to the cent, half to even, at most ten million.
inline void subsidy(const Enterprises& all, size_t first, size_t rows, int64_t* __restrict out,
                    uint8_t* __restrict valid) {
  const int64_t* __restrict hw = all.hw.data.data() + first;
  for (size_t i = 0; i < rows; ++i) {
    const int64_t value = hw[i] * 8;
    int64_t quotient = value / 100;
    const int64_t rest = value % 100;
    quotient += rest + (quotient & 1) > 50 ? 1 : 0;
    out[i] = quotient < 1'000'000'000 ? quotient : 1'000'000'000;
  }
  std::copy_n(all.hw.valid.data() + first, rows, valid);
}

inline void power_price(const Enterprises& all, size_t first, size_t rows,
                        uint8_t* __restrict tier, int64_t* __restrict surcharge,
                        uint8_t* __restrict valid) {
  const int16_t* __restrict intensity = all.intensity.data.data() + first;
  const int16_t* __restrict limit = all.limit.data.data() + first;
  const uint8_t* __restrict known = all.intensity.valid.data() + first;
  const uint8_t* __restrict limited = all.limit.valid.data() + first;
  const int64_t* __restrict kwh = all.kwh.data.data() + first;
  for (size_t i = 0; i < rows; ++i) {
    const int32_t used = intensity[i] * 5;
    const int32_t allowed = limit[i];
    const auto step = static_cast<uint8_t>((used > allowed * 5) + (used > allowed * 6));
    tier[i] = static_cast<uint8_t>(step & -(known[i] & limited[i]));
  }
  for (size_t i = 0; i < rows; ++i) {
    const int64_t factor = tier[i] == 2 ? 3 : tier[i];
    surcharge[i] = kwh[i] * factor;
  }
  std::copy_n(all.kwh.valid.data() + first, rows, valid);
}

struct Block {
  uint8_t *disposal, *exit, *zombie, *tier;
  int64_t* subsidy;
  uint8_t* has_subsidy;
  int64_t* surcharge;
  uint8_t* has_surcharge;
};

inline void decide(const Enterprises& all, size_t first, size_t rows, const Block& block) {
  disposal(all, first, rows, block.disposal);
  exit_of(all, first, rows, block.exit);
  zombie(all, first, rows, block.zombie);
  subsidy(all, first, rows, block.subsidy, block.has_subsidy);
  power_price(all, first, rows, block.tier, block.surcharge, block.has_surcharge);
}

inline void add(const Enterprises& all, size_t first, size_t rows, const Block& block,
                Sums* sums) {
  uint16_t places[block_rows];
  uint32_t outcomes[block_rows];
  const uint8_t* county = all.county.data() + first;
  const uint8_t* sector = all.sector.data() + first;
  for (size_t i = 0; i < rows; ++i) {
    places[i] = static_cast<uint16_t>(county[i] * sector_count + sector[i]);
  }
  for (size_t i = 0; i < rows; ++i) {
    outcomes[i] = static_cast<uint32_t>(
        places[i] * outcome_count +
        ((block.disposal[i] * 3U + block.exit[i]) * 3U + block.zombie[i]) * 3U + block.tier[i]);
  }
  for (size_t i = 0; i < rows; ++i) {
    ++sums->outcomes[outcomes[i]];
    // Cells of blanks are 0.
    sums->subsidy[places[i]] += block.subsidy[i];
    sums->surcharge[places[i]] += block.surcharge[i];
  }
}

/// `found`: where every value is kept; none: only sums are made.
inline Sums run(const Enterprises& all, Found* found, size_t threads) {
  std::vector<Sums> parts(threads);
  const auto work = [&](size_t part) {
    const size_t blocks = (all.rows + block_rows - 1) / block_rows;
    const size_t begin = blocks * part / threads * block_rows;
    const size_t end = std::min(all.rows, blocks * (part + 1) / threads * block_rows);
    std::vector<uint8_t> bytes(6 * block_rows);
    std::vector<int64_t> amounts(2 * block_rows);
    for (size_t first = begin; first < end; first += block_rows) {
      const size_t rows = std::min(block_rows, end - first);
      uint8_t* const own = bytes.data();
      Block block{own,
                  own + block_rows,
                  own + 2 * block_rows,
                  own + 3 * block_rows,
                  amounts.data(),
                  own + 4 * block_rows,
                  amounts.data() + block_rows,
                  own + 5 * block_rows};
      if (found != nullptr) {
        block = {found->disposal.data() + first,       found->exit.data() + first,
                 found->zombie.data() + first,         found->tier.data() + first,
                 found->subsidy.data.data() + first,   found->subsidy.valid.data() + first,
                 found->surcharge.data.data() + first, found->surcharge.valid.data() + first};
      }
      decide(all, first, rows, block);
      add(all, first, rows, block, &parts[part]);
    }
  };
  std::vector<std::thread> workers;
  for (size_t part = 1; part < threads; ++part) workers.emplace_back(work, part);
  work(0);
  for (std::thread& worker : workers) worker.join();
  for (size_t part = 1; part < threads; ++part) parts.front().add(parts[part]);
  return std::move(parts.front());
}

}  // namespace bench::by_hand
