#include "column/column.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>

namespace fangan::column {
namespace {

template <typename T>
bool fits(Int128 low, Int128 high) {
  return low >= std::numeric_limits<T>::min() && high <= std::numeric_limits<T>::max();
}

template <typename T>
Int128 cell_at(const std::byte* data, size_t row) {
  return reinterpret_cast<const T*>(data)[row];
}

constexpr Int128 nanoseconds_in_second = 1'000'000'000;

Value duration_of(Int128 cell, int scale) {
  Int128 unit = 1;
  for (int i = 0; i < scale; ++i) unit *= 10;
  // Both parts have the sign of the whole.
  return TimeDuration{static_cast<int64_t>(cell / unit),
                      static_cast<int32_t>(cell % unit * (nanoseconds_in_second / unit))};
}

}  // namespace

Width width_of(Int128 low, Int128 high) {
  if (fits<int8_t>(low, high)) return Width::w8;
  if (fits<int16_t>(low, high)) return Width::w16;
  if (fits<int32_t>(low, high)) return Width::w32;
  if (fits<int64_t>(low, high)) return Width::w64;
  return Width::w128;
}

Decimal decimal_of(Int128 value, int places) {
  const bool is_negative = value < 0;
  auto coefficient = static_cast<UInt128>(is_negative ? -value : value);
  while (coefficient >= static_cast<UInt128>(magnitude_end)) {
    assert(coefficient % 10 == 0);
    coefficient /= 10;
    --places;
  }
  return DecimalBits::of(coefficient, -Decimal::exponent_min - places, is_negative);
}

uint32_t Dictionary::add(std::string_view word) {
  const uint32_t known = find(word);
  return known != 0 ? known : add_text(Value(word));
}

uint32_t Dictionary::add_text(const Value& text) {
  const auto number = static_cast<uint32_t>(words_.size() + 1);
  const auto [place, is_new] = numbers_.emplace(text.text(), number);
  if (is_new) words_.push_back(text);
  return place->second;
}

uint32_t Dictionary::find(std::string_view word) const {
  const auto found = numbers_.find(std::string(word));
  return found == numbers_.end() ? 0 : found->second;
}

const Value& Dictionary::word(uint32_t number) const {
  static const Value none;
  return number == 0 ? none : words_[number - 1];
}

Int128 Column::cell(size_t row) const {
  return read_cell(kind, width, data.data(), row);
}

bool Column::is_null(size_t row) const {
  switch (kind) {
    case Kind::none:
      return true;
    case Kind::truth:
      return cell(row) == truth_unknown;
    case Kind::text:
      return cell(row) == 0;
    case Kind::general:
      return values[row].is_null();
    default:
      return !valid.empty() && valid_bytes()[row] == 0;
  }
}

Value value_of_cell(Kind kind, Int128 cell, int scale, const Dictionary* dictionary) {
  switch (kind) {
    case Kind::truth:
      return cell == truth_unknown ? Value() : Value(cell == truth_yes);
    case Kind::number:
      return decimal_of(cell, scale);
    case Kind::date:
      return Date::from_days(static_cast<int64_t>(cell));
    case Kind::duration:
      return duration_of(cell, scale);
    case Kind::text:
      return dictionary->word(static_cast<uint32_t>(cell));
    default:
      return {};
  }
}

Int128 read_cell(Kind kind, Width width, const std::byte* cells, size_t row) {
  const bool is_code = kind == Kind::text || kind == Kind::truth;
  switch (width) {
    case Width::w8:
      return is_code ? cell_at<uint8_t>(cells, row) : cell_at<int8_t>(cells, row);
    case Width::w16:
      return is_code ? cell_at<uint16_t>(cells, row) : cell_at<int16_t>(cells, row);
    case Width::w32:
      return is_code ? cell_at<uint32_t>(cells, row) : cell_at<int32_t>(cells, row);
    case Width::w64:
      return cell_at<int64_t>(cells, row);
    case Width::w128:
      return cell_at<Int128>(cells, row);
  }
  return 0;
}

Value Column::value(size_t row) const {
  assert(row < rows);
  if (kind == Kind::general) return values[row];
  if (is_null(row)) return {};
  if (kind == Kind::decimal) return cells<Decimal>()[row];
  if (kind == Kind::context) {
    std::vector<std::pair<std::string, Value>> entries;
    for (size_t i = 0; i < names.size(); ++i) entries.emplace_back(names[i], members[i].value(row));
    return Context(std::move(entries));
  }
  if (kind != Kind::number || places.empty() || places[row] == scale) {
    return value_of_cell(kind, cell(row), scale, dictionary.get());
  }
  // As it was given: 1.5 where others of the column are 1.50.
  const Decimal number = decimal_of(cell(row), scale);
  Decimal given;
  return try_round(number, places[row], Rounding::down, &given) ? given : number;
}

size_t Column::null_count() const {
  size_t count = 0;
  for (size_t row = 0; row < rows; ++row) count += is_null(row) ? 1 : 0;
  return count;
}

size_t Column::size_bytes() const {
  size_t size = data.size_bytes() + valid.size_bytes() + places.size() +
                values.size() * sizeof(Value);
  for (const Column& member : members) size += member.size_bytes();
  return size;
}

}  // namespace fangan::column
