// Enterprises made up for measuring: row i depends on i alone, so any number of them begins alike.
// A tenth of the values of each column is blank. Amounts sit on and beside the limits of the rules.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace bench {

inline constexpr std::array<std::string_view, 11> counties = {
    "甲县", "乙县", "丙县", "丁县", "戊县", "己县", "庚县", "辛县", "壬县", "癸县", "子县"};
inline constexpr std::array<std::string_view, 20> sectors = {
    "C13", "C14", "C17", "C19", "C20", "C22", "C25", "C26", "C27", "C28",
    "C29", "C30", "C31", "C32", "C33", "C34", "C35", "C38", "D44", "D45"};

/// A column of integers and which of them count: every type is the narrowest that holds it.
template <typename T>
struct Cells {
  std::vector<T> data;
  std::vector<uint8_t> valid;  ///< 1 or 0.
};

/// Truths: no 0, unknown 1, yes 2. Texts: the number of the word from 1, blank 0.
using Bytes = std::vector<uint8_t>;

struct Enterprises {
  size_t rows = 0;
  Bytes county, sector;
  Bytes land, environment, business, quality, over, polluting, livelihood, licence, ultra_low,
      subsidised;
  Cells<int16_t> coal;      ///< g/kWh, 1 place
  Cells<int16_t> life_end;  ///< days since 1970
  Cells<int8_t> demolished, stopped, half, loss;
  Cells<int16_t> debt;            ///< 2 places
  Cells<int64_t> investment, hw;  ///< yuan, 2 places
  Cells<int16_t> intensity;       ///< 3 places
  Cells<int16_t> limit;           ///< 3 places
  Cells<int64_t> kwh;             ///< 2 places

  explicit Enterprises(size_t row_count) : rows(row_count) {
    for (size_t row = 0; row < rows; ++row) add(row);
  }

 private:
  /// The draws of one row, one after the other.
  struct Draw {
    uint64_t row;
    uint64_t step = 0;
    static uint64_t mixed(uint64_t bits) {
      bits ^= bits >> 32;
      bits *= 0xD6E8FEB86659FD93;
      bits ^= bits >> 32;
      bits *= 0xD6E8FEB86659FD93;
      return bits ^ bits >> 32;
    }
    uint64_t below(uint64_t end) {
      const uint64_t bits = mixed(mixed(row * 128 + ++step) + 20'240'607);
      __extension__ using Wide = unsigned __int128;
      return static_cast<uint64_t>(static_cast<Wide>(bits) * end >> 64);
    }
    bool one_in(uint64_t count) { return below(count) == 0; }
    bool permille(uint64_t share) { return below(1000) < share; }
    bool is_blank() { return one_in(10); }
    /// From 10^exponent on, evenly over six powers of ten.
    int64_t magnitude(uint64_t first) {
      for (uint64_t i = below(6); i > 0; --i) first *= 10;
      return static_cast<int64_t>(first + below(9 * first));
    }
  };

  static void put(Draw* draw, Bytes* column, bool yes) {
    column->push_back(draw->is_blank() ? 1 : yes ? 2 : 0);
  }
  static void put_word(Draw* draw, Bytes* column, uint64_t word) {
    column->push_back(static_cast<uint8_t>(draw->is_blank() ? 0 : word + 1));
  }
  template <typename T>
  static void put(Draw* draw, Cells<T>* column, int64_t value) {
    const bool blank = draw->is_blank();
    column->data.push_back(blank ? T{0} : static_cast<T>(value));
    column->valid.push_back(blank ? 0 : 1);
  }

  void add(size_t row) {
    Draw draw{row};
    put_word(&draw, &county, draw.below(counties.size()));
    const uint64_t one = draw.below(sectors.size());
    const uint64_t other = draw.below(sectors.size());
    put_word(&draw, &sector, one < other ? one : other);
    put(&draw, &land, draw.permille(960));
    put(&draw, &environment, draw.permille(930));
    put(&draw, &business, draw.permille(985));
    put(&draw, &quality, draw.permille(950));
    put(&draw, &over, draw.permille(40));
    put(&draw, &polluting, draw.permille(70));
    put(&draw, &livelihood, draw.permille(100));
    put(&draw, &licence, draw.permille(970));
    put(&draw, &ultra_low, draw.permille(900));
    put(&draw, &subsidised, draw.permille(300));
    const auto burnt = static_cast<int64_t>(2800 + draw.below(801));
    put(&draw, &coal, draw.one_in(100) ? 3310 : burnt);  // Now and then the very limit.
    const auto expiry = static_cast<int64_t>(16'436 + draw.below(10'957));
    put(&draw, &life_end, draw.one_in(500) ? 20'453 : expiry);
    put(&draw, &demolished, static_cast<int64_t>(draw.below(7)));
    put(&draw, &stopped, draw.below(10) < 8 ? 0 : static_cast<int64_t>(draw.below(37)));
    put(&draw, &half, draw.below(10) < 7 ? 0 : static_cast<int64_t>(draw.below(37)));
    put(&draw, &loss, draw.below(10) < 6 ? 0 : static_cast<int64_t>(draw.below(9)));
    const int64_t owed = draw.one_in(20) ? 101 + static_cast<int64_t>(draw.below(150))
                                         : 10 + static_cast<int64_t>(draw.below(111));
    put(&draw, &debt, draw.one_in(100) ? 100 : owed);
    const int64_t invested = draw.magnitude(1'000'000);
    put(&draw, &investment, invested);
    put(&draw, &hw, invested / 10'000 * static_cast<int64_t>(1 + draw.below(4000)));
    const auto allowed = static_cast<int64_t>(10 * (5 + draw.below(300)));
    const uint64_t chance = draw.below(100);
    const auto share = static_cast<int64_t>(400 + draw.below(950));
    const int64_t used = chance < 3   ? allowed
                         : chance < 6 ? allowed * 12 / 10
                                      : allowed * share / 1000;
    put(&draw, &limit, allowed);
    put(&draw, &intensity, used);
    put(&draw, &kwh, draw.magnitude(100'000));
  }
};

}  // namespace bench
