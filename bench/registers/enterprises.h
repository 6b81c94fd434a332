// Enterprises made up for measuring: row i depends on i alone, so any number of them begins alike.
// A tenth of the values is blank, the key excepted.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace bench {

constexpr size_t column_count = 25;
constexpr std::array<std::string_view, 11> counties = {
    "甲县", "乙县", "丙县", "丁县", "戊县", "己县", "庚县", "辛县", "壬县", "癸县", "子县"};
constexpr std::array<std::string_view, 20> sectors = {
    "C13", "C14", "C17", "C19", "C20", "C22", "C25", "C26", "C27", "C28",
    "C29", "C30", "C31", "C32", "C33", "C34", "C35", "C38", "D44", "D45"};

/// What a column holds; numbers with so many digits after the point.
struct Column {
  enum class Kind : uint8_t { code, county, sector, flag, day, number };
  std::string_view name;
  Kind kind;
  int places = 0;
};

constexpr std::array<Column, column_count> columns = {{
    {"统一社会信用代码", Column::Kind::code}, {"所在县区", Column::Kind::county},
    {"行业", Column::Kind::sector},           {"用地手续", Column::Kind::flag},
    {"环评手续", Column::Kind::flag},         {"营业执照", Column::Kind::flag},
    {"质量合格", Column::Kind::flag},         {"超范围", Column::Kind::flag},
    {"超标排放", Column::Kind::flag},         {"民生项目", Column::Kind::flag},
    {"煤耗", Column::Kind::number, 1},        {"许可证", Column::Kind::flag},
    {"超低排放", Column::Kind::flag},         {"设计寿命期满", Column::Kind::day},
    {"拆除台数", Column::Kind::number},       {"停产月数", Column::Kind::number},
    {"半停产月数", Column::Kind::number},     {"亏损年数", Column::Kind::number},
    {"负债率", Column::Kind::number, 2},      {"补贴", Column::Kind::flag},
    {"投资额", Column::Kind::number, 2},      {"设备投资", Column::Kind::number, 2},
    {"能耗", Column::Kind::number, 3},        {"能耗限额", Column::Kind::number, 3},
    {"用电量", Column::Kind::number, 2},
}};

/// One value: a text, or a number as its column stores it.
struct Cell {
  bool is_blank = false;
  int64_t number = 0;
  std::string text;
};
using Row = std::array<Cell, column_count>;

/// The finaliser of SplitMix64: a different number for each row and place, always the same.
inline uint64_t scattered(uint64_t row, uint64_t place) {
  uint64_t z = (row * 64 + place + 1) * 0x9e3779b97f4a7c15ull;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

/// A credit code of its county with a check character that fits.
inline std::string credit_code(uint64_t row, size_t county) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  std::string code = "9199" + std::to_string(1001 + county) + "MA0000000";
  for (size_t place = 16; row > 0; --place, row /= 31) code[place] = alphabet[row % 31];
  uint64_t sum = 0;
  uint64_t weight = 1;
  for (const char c : code) {
    sum += alphabet.find(c) * weight;
    weight = weight * 3 % 31;
  }
  return code + alphabet[(31 - sum % 31) % 31];
}

inline void make_row(uint64_t index, Row* row) {
  const size_t county = scattered(index, 60) % counties.size();
  for (size_t i = 0; i < column_count; ++i) {
    Cell& cell = (*row)[i];
    const uint64_t chance = scattered(index, i);
    cell.is_blank = i > 0 && scattered(index, 30 + i) % 10 == 0;
    switch (columns[i].kind) {
      case Column::Kind::code:
        cell.text = credit_code(index, county);
        break;
      case Column::Kind::county:
        cell.text = counties[county];
        break;
      case Column::Kind::sector:
        cell.text = sectors[chance % sectors.size()];
        break;
      case Column::Kind::flag:
        cell.number = chance % 10 < 3 ? 1 : 0;
        break;
      case Column::Kind::day:
        cell.number = 16436 + static_cast<int64_t>(chance % 10957);
        break;
      case Column::Kind::number: {
        // From small to large: up to 30, 3 000, 3 000 000, 3 000 000 000.
        constexpr std::array<uint64_t, 4> sizes = {30, 3000, 3000000, 3000000000};
        const uint64_t size = i < 18 ? (columns[i].places == 0 ? 30 : 4000) : sizes[i % 4];
        cell.number = static_cast<int64_t>(chance % size);
        break;
      }
    }
  }
}

}  // namespace bench
