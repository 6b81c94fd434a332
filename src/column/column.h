// Column: one field of every row, in one array.
//
// A number is kept as an integer that counts in 10^-scale, in the narrowest of 8, 16, 32, 64 or 128
// bits that all of them fit; a day as its distance from 1970; a text as the number of its word in a
// dictionary. So a million rows of 25 fields are some 70 MB, and one instruction of the processor
// compares up to 64 of them. No number is rounded: one of them that fits no common scale makes the
// column one of Decimals.
//
//   ┌──────────┬────────────────────────────────┬──────────────────────────────┐
//   │ kind     │ data                           │ null                         │
//   ├──────────┼────────────────────────────────┼──────────────────────────────┤
//   │ truth    │ uint8: no 0, yes 2             │ 1, between the two           │
//   │ number   │ int8 .. int128, times 10^scale │ valid is 0, data is 0        │
//   │ date     │ int8 .. int64: days since 1970 │ valid is 0, data is 0        │
//   │ duration │ int64, times 10^scale: seconds │ valid is 0, data is 0        │
//   │ text     │ uint8 .. uint32: word, from 1  │ word 0                       │
//   │ decimal  │ decimal128                     │ valid is 0                   │
//   │ context  │ its members, each a column     │ valid is 0                   │
//   │ general  │ Value                          │ a Value like any other       │
//   └──────────┴────────────────────────────────┴──────────────────────────────┘
//
// Arrays end at a whole block of rows, so that loops over blocks need no rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "value/value.h"

namespace fangan::column {

/// Rows that are computed together: what is between two steps stays in the nearest cache.
inline constexpr size_t block_rows = 1024;
inline constexpr size_t whole_blocks(size_t rows) {
  return (rows + block_rows - 1) / block_rows * block_rows;
}

enum class Kind : uint8_t { none, truth, number, date, duration, text, decimal, context, general };

/// Of one cell: 2^width bytes.
enum class Width : uint8_t { w8, w16, w32, w64, w128 };
constexpr size_t size_of(Width width) {
  return size_t{1} << static_cast<unsigned>(width);
}
/// The narrowest that holds both; none where they need more than 127 bits and a sign.
Width width_of(Int128 low, Int128 high);
inline Width wider(Width left, Width right) {
  return left < right ? right : left;
}

inline constexpr uint8_t truth_no = 0;
inline constexpr uint8_t truth_unknown = 1;
inline constexpr uint8_t truth_yes = 2;

/// What no number of 34 digits reaches: integers below it are exact as Decimals, whatever the
/// scale.
inline constexpr Int128 magnitude_end =
    static_cast<Int128>(1'000'000'000'000'000'000) * 10'000'000'000'000'000;
/// `value` / 10^places; |value| < magnitude_end or a multiple of a power of ten that is.
Decimal decimal_of(Int128 value, int places);

/// Bytes of cells, aligned for vectors and zero where nobody wrote.
class Buffer {
 public:
  Buffer() = default;
  explicit Buffer(size_t bytes) : lines_((bytes + sizeof(Line) - 1) / sizeof(Line)) {}
  std::byte* data() { return reinterpret_cast<std::byte*>(lines_.data()); }
  const std::byte* data() const { return reinterpret_cast<const std::byte*>(lines_.data()); }
  size_t size_bytes() const { return lines_.size() * sizeof(Line); }
  bool empty() const { return lines_.empty(); }

 private:
  struct alignas(64) Line {
    std::byte bytes[64] = {};
  };
  std::vector<Line> lines_;
};

/// Words and their numbers, from 1. Words are added and never go, so a dictionary may be shared by
/// columns; not while somebody reads it.
class Dictionary {
 public:
  /// The number of a word, which is added where it is new.
  uint32_t add(std::string_view word);
  uint32_t add_text(const Value& text);
  /// 0 where it is not there.
  uint32_t find(std::string_view word) const;
  size_t size() const { return words_.size(); }
  /// The word of a number, as a text; null of 0.
  const Value& word(uint32_t number) const;

 private:
  std::vector<Value> words_;
  std::unordered_map<std::string, uint32_t> numbers_;
};

struct Column {
  Kind kind = Kind::none;  ///< none: every row is null.
  size_t rows = 0;
  Width width = Width::w8;
  int scale = 0;
  Buffer data;
  Buffer valid;     ///< A byte for each row, 1 or 0; empty: no row is null.
  Int128 low = 0;   ///< No cell is below, no cell above; cells of nulls count as 0.
  Int128 high = 0;
  std::shared_ptr<Dictionary> dictionary;
  std::vector<int8_t> places;  ///< Of each number as it was given, where they differ from scale.
  /// Of numbers that a program computed: feel/ may have written them with other zeros.
  bool loses_zeros = false;
  std::vector<std::string> names;  ///< Of the members of a context.
  std::vector<Column> members;
  std::vector<Value> values;  ///< general

  Value value(size_t row) const;
  bool is_null(size_t row) const;
  /// The cell of a truth, number, date, duration or text.
  Int128 cell(size_t row) const;
  size_t null_count() const;
  size_t size_bytes() const;
  template <typename T>
  const T* cells() const {
    return reinterpret_cast<const T*>(data.data());
  }
  template <typename T>
  T* cells() {
    return reinterpret_cast<T*>(data.data());
  }
  const uint8_t* valid_bytes() const { return reinterpret_cast<const uint8_t*>(valid.data()); }
  uint8_t* valid_bytes() { return reinterpret_cast<uint8_t*>(valid.data()); }

  /// Puts another value into a row. A value beyond width, scale or kind makes the column another
  /// one, at the cost of all of its rows; everything else costs nothing.
  void set(size_t row, const Value& value);
};

/// The cell of a row among cells of that kind and width.
Int128 read_cell(Kind kind, Width width, const std::byte* cells, size_t row);
/// What such a cell means, where it is valid.
Value value_of_cell(Kind kind, Int128 cell, int scale, const Dictionary* dictionary);

/// The column that says the same as these values.
Column column_of(std::span<const Value> values);

// From arrays, at the cost of a copy. `valid`: 1 or 0 for each row; empty: none is null.
Column number_column(std::span<const int64_t> cells, int scale,
                     std::span<const uint8_t> valid = {});
Column date_column(std::span<const int64_t> days, std::span<const uint8_t> valid = {});
/// `truths`: truth_no, truth_unknown or truth_yes.
Column truth_column(std::span<const uint8_t> truths);
Column text_column(std::span<const uint32_t> words, std::shared_ptr<Dictionary> dictionary);

}  // namespace fangan::column
