// Kernels of every kind of processor give the same bytes.
#include "column/kernels.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

namespace fangan::column {
namespace {

constexpr size_t cell_bytes_max = 16;
constexpr size_t register_bytes = block_rows * cell_bytes_max;

struct Memory {
  Buffer bytes{4 * register_bytes};
  std::array<std::byte*, 4> at;
  Memory() {
    for (size_t i = 0; i < at.size(); ++i) at[i] = bytes.data() + i * register_bytes;
  }
};

/// All kernels for whatever integers, one after the other. What round51 makes of larger ones than
/// it is for is not the same everywhere.
std::vector<Kernel> flat(const Kernels& kernels) {
  std::vector<Kernel> all = {kernels.both,       kernels.either, kernels.opposite,
                             kernels.both_valid, kernels.known,
                             kernels.chosen_valid, kernels.by_valid, kernels.by_valid_two};
  const auto add = [&all](const auto& list) { all.insert(all.end(), list.begin(), list.end()); };
  for (const Kernels::ByWidth* list :
       {&kernels.fill, &kernels.least, &kernels.greatest, &kernels.add, &kernels.subtract,
        &kernels.multiply, &kernels.choose, &kernels.choose_constant, &kernels.zero_unless}) {
    add(*list);
  }
  for (const Kernels::ByWidth& list : kernels.affine) add(list);
  for (const auto* compares : {&kernels.compare, &kernels.compare_constant}) {
    for (const auto& by_nulls : *compares) {
      for (const Kernels::ByWidth& list : by_nulls) add(list);
    }
  }
  add(kernels.round64);
  add(kernels.round128);
  return all;
}

TEST(Kernels, GiveTheSameOnEveryProcessor) {
  const std::vector<const Kernels*> all = all_kernels();
  if (all.size() == 1) GTEST_SKIP() << "this processor has no vectors beyond the baseline's";
  std::mt19937_64 random(3);
  Memory memory;
  for (int round = 0; round < 20; ++round) {
    for (size_t i = 0; i < 3 * register_bytes; ++i) {
      // Small bytes, so that truths and valid bytes are among them.
      memory.bytes.data()[i] = static_cast<std::byte>(round % 2 == 0 ? random() : random() % 3);
    }
    Step step;
    for (Register i = 0; i < 3; ++i) step.in[i] = i;
    step.out[0] = 3;
    step.immediate.a = static_cast<Int128>(random() % 200) - 100;
    step.immediate.b = static_cast<Int128>(random() % 200);
    step.immediate.bytes = {static_cast<uint8_t>(random() % 18), 1, 2};
    Block block;
    block.at = memory.at.data();
    block.rows = block_rows;
    const std::vector<Kernel> expected = flat(*all.front());
    for (size_t k = 0; k < expected.size(); ++k) {
      std::memset(memory.at[3], 0, register_bytes);
      expected[k](step, block);
      const std::vector<std::byte> first(memory.at[3], memory.at[3] + register_bytes);
      for (size_t other = 1; other < all.size(); ++other) {
        std::memset(memory.at[3], 0, register_bytes);
        flat(*all[other])[k](step, block);
        ASSERT_EQ(std::memcmp(first.data(), memory.at[3], register_bytes), 0)
            << all[other]->name << ", kernel " << k;
      }
    }
  }
}

enum class Bits : int { exact = 51, all = 63 };

void expect_rounding(const std::array<Kernel, 7>& ways, int places, Bits bits) {
  std::mt19937_64 random(4);
  Memory memory;
  auto* const in = reinterpret_cast<int64_t*>(memory.at[0]);
  auto* const out = reinterpret_cast<int64_t*>(memory.at[3]);
  const auto half = static_cast<int64_t>(powers_of_ten[static_cast<size_t>(places)] / 2);
  const int cut = 64 - static_cast<int>(bits);
  for (size_t way = 0; way < ways.size(); ++way) {
    for (size_t row = 0; row < block_rows; ++row) {
      const auto value = static_cast<int64_t>(random()) >> cut;
      const auto few = static_cast<int64_t>(random() % 9) - 4;
      const bool is_tie = row % 4 > 1;  // Halves of the unit, and whole ones.
      in[row] = is_tie ? half * few : row % 4 == 0 ? value : value >> (random() % 50);
    }
    Step step;
    step.in[0] = 0;
    step.out[0] = 3;
    step.immediate.a = 1;
    step.immediate.bytes[0] = static_cast<uint8_t>(places);
    Block block;
    block.at = memory.at.data();
    ways[way](step, block);
    for (size_t row = 0; row < block_rows; ++row) {
      Decimal expected;
      ASSERT_TRUE(try_round(Decimal(in[row]), -places, static_cast<Rounding>(way), &expected));
      ASSERT_EQ(decimal_of(out[row], -places), expected)
          << in[row] << " to " << places << " in way " << way;
    }
  }
}

TEST(Kernels, RoundAsDecimalsDo) {
  for (const Kernels* kernels : all_kernels()) {
    for (int places = 1; places <= 18; ++places) {
      expect_rounding(kernels->round64, places, Bits::all);
      if (places < 16) expect_rounding(kernels->round51, places, Bits::exact);
    }
  }
}

}  // namespace
}  // namespace fangan::column
