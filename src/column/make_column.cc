// Columns out of values and arrays: which kind, scale and width hold all of them.
#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

#include "column/column.h"

namespace fangan::column {
namespace {

constexpr int scale_max = 30;  ///< Beyond it numbers stay Decimals.

Kind kind_of(const Value& value) {
  switch (value.kind()) {
    case ValueKind::null:
      return Kind::none;
    case ValueKind::boolean:
      return Kind::truth;
    case ValueKind::number:
      return Kind::number;
    case ValueKind::date:
      return Kind::date;
    case ValueKind::time_duration:
      return Kind::duration;
    case ValueKind::string:
      return Kind::text;
    default:
      return Kind::general;
  }
}

/// One kind for all, which null joins.
Kind common_kind(std::span<const Value> values) {
  Kind kind = Kind::none;
  for (const Value& value : values) {
    const Kind own = kind_of(value);
    if (own == Kind::none || own == kind) continue;
    if (kind != Kind::none || own == Kind::general) return Kind::general;
    kind = own;
  }
  return kind;
}

/// What a value is as an integer of that scale; none where it is not, or is too large.
std::optional<Int128> cell_of(const Value& value, Kind kind, int scale) {
  switch (kind) {
    case Kind::number: {
      const std::optional<Int128> cell = value.number().scaled128(scale);
      if (!cell || *cell <= -magnitude_end || *cell >= magnitude_end) return std::nullopt;
      return cell;
    }
    case Kind::date:
      return value.date().days_since_1970();
    case Kind::duration: {
      const TimeDuration duration = value.time_duration();
      if (scale == 0 && duration.nanoseconds != 0) return std::nullopt;
      if (scale == 0) return duration.seconds;
      return static_cast<Int128>(duration.seconds) * 1'000'000'000 + duration.nanoseconds;
    }
    default:
      return std::nullopt;
  }
}

template <typename T>
void store_as(Column* column, size_t row, Int128 cell) {
  column->cells<T>()[row] = static_cast<T>(cell);
}

void store(Column* column, size_t row, Int128 cell) {
  constexpr std::array<void (*)(Column*, size_t, Int128), 5> stores = {
      store_as<int8_t>, store_as<int16_t>, store_as<int32_t>, store_as<int64_t>,
      store_as<Int128>};
  stores[static_cast<size_t>(column->width)](column, row, cell);
}

void allocate(Column* column) {
  column->data = Buffer(whole_blocks(column->rows) * size_of(column->width));
}

void allocate_valid(Column* column) {
  column->valid = Buffer(whole_blocks(column->rows));
  std::fill_n(column->valid_bytes(), column->rows, uint8_t{1});
}

/// Width, bounds and cells of integers. `cell(row)`: none for a null.
template <typename Cells>
void pack(Column* column, const Cells& cell) {
  bool has_null = false;
  for (size_t row = 0; row < column->rows; ++row) {
    const std::optional<Int128> each = cell(row);
    has_null = has_null || !each;
    column->low = std::min(column->low, each.value_or(column->low));
    column->high = std::max(column->high, each.value_or(column->high));
  }
  column->width = width_of(column->low, column->high);
  allocate(column);
  if (has_null) allocate_valid(column);
  for (size_t row = 0; row < column->rows; ++row) {
    const std::optional<Int128> each = cell(row);
    if (!each) column->valid_bytes()[row] = 0;
    store(column, row, each.value_or(0));
  }
}

/// The places of a number as it is written; never fewer than 0 for the scale of a column.
int places_of(const Value& value) {
  return -value.number().exponent();
}

void keep_places(Column* column, std::span<const Value> values) {
  const bool differ = std::any_of(values.begin(), values.end(), [&](const Value& value) {
    return !value.is_null() && places_of(value) != column->scale;
  });
  if (!differ) return;
  column->places.resize(values.size(), static_cast<int8_t>(column->scale));
  for (size_t row = 0; row < values.size(); ++row) {
    if (!values[row].is_null()) column->places[row] = static_cast<int8_t>(places_of(values[row]));
  }
}

void fill_decimals(Column* column, std::span<const Value> values) {
  column->kind = Kind::decimal;
  column->width = Width::w128;
  allocate(column);
  allocate_valid(column);
  for (size_t row = 0; row < values.size(); ++row) {
    if (values[row].is_null()) {
      column->valid_bytes()[row] = 0;
    } else {
      column->cells<Decimal>()[row] = values[row].number();
    }
  }
}

void fill_numbers(Column* column, std::span<const Value> values) {
  int scale = 0;
  for (const Value& value : values) {
    if (!value.is_null()) scale = std::max(scale, places_of(value));
  }
  const bool fits =
      scale <= scale_max && std::all_of(values.begin(), values.end(), [scale](const Value& value) {
        return value.is_null() || (places_of(value) >= -scale_max &&
                                   cell_of(value, Kind::number, scale).has_value());
      });
  if (!fits) return fill_decimals(column, values);
  column->scale = scale;
  pack(column, [&](size_t row) {
    return values[row].is_null() ? std::nullopt : cell_of(values[row], Kind::number, scale);
  });
  keep_places(column, values);
}

void fill_durations(Column* column, std::span<const Value> values) {
  const bool whole = std::all_of(values.begin(), values.end(), [](const Value& value) {
    return value.is_null() || value.time_duration().nanoseconds == 0;
  });
  column->scale = whole ? 0 : 9;
  pack(column, [&](size_t row) {
    return values[row].is_null() ? std::nullopt
                                 : cell_of(values[row], Kind::duration, column->scale);
  });
}

void fill_words(Column* column, std::span<const uint32_t> words) {
  // A word needs its number without a sign, so half of what an integer of that width holds.
  column->high = static_cast<Int128>(column->dictionary->size());
  column->width = column->high <= UINT8_MAX    ? Width::w8
                  : column->high <= UINT16_MAX ? Width::w16
                                               : Width::w32;
  allocate(column);
  for (size_t row = 0; row < words.size(); ++row) store(column, row, words[row]);
}

void fill_texts(Column* column, std::span<const Value> values) {
  auto dictionary = std::make_shared<Dictionary>();
  std::vector<uint32_t> words;
  words.reserve(values.size());
  for (const Value& value : values) {
    words.push_back(value.is_null() ? 0 : dictionary->add_text(value));
  }
  column->dictionary = std::move(dictionary);
  fill_words(column, words);
}

std::vector<Value> values_of(const Column& column) {
  std::vector<Value> values;
  values.reserve(column.rows);
  for (size_t row = 0; row < column.rows; ++row) values.push_back(column.value(row));
  return values;
}

/// False where the value needs more than there is.
bool put_word(Column* column, size_t row, const Value& value) {
  uint32_t word = value.is_null() ? 0 : column->dictionary->find(value.text());
  if (word == 0 && !value.is_null()) {
    const Int128 word_max = (static_cast<Int128>(1) << 8 * size_of(column->width)) - 1;
    if (static_cast<Int128>(column->dictionary->size()) >= word_max) return false;
    word = column->dictionary->add_text(value);
    column->high = word;
  }
  store(column, row, word);
  return true;
}

bool put_integer(Column* column, size_t row, const Value& value) {
  const std::optional<Int128> cell = cell_of(value, column->kind, column->scale);
  if (!cell || width_of(*cell, *cell) > column->width) return false;
  if (column->kind == Kind::number && places_of(value) != column->scale) {
    if (places_of(value) < -scale_max) return false;
    if (column->places.empty()) {
      column->places.resize(column->rows, static_cast<int8_t>(column->scale));
    }
  }
  if (!column->places.empty()) column->places[row] = static_cast<int8_t>(places_of(value));
  column->low = std::min(column->low, *cell);
  column->high = std::max(column->high, *cell);
  store(column, row, *cell);
  return true;
}

bool put(Column* column, size_t row, const Value& value) {
  if (column->kind == Kind::general) {
    column->values[row] = value;
    return true;
  }
  const bool is_number = column->kind == Kind::decimal && value.is(ValueKind::number);
  if (!value.is_null() && kind_of(value) != column->kind && !is_number) return false;
  if (column->kind == Kind::none) return value.is_null();
  if (column->kind == Kind::text) return put_word(column, row, value);
  if (column->kind == Kind::truth) {
    store(column, row, value.is_null() ? truth_unknown : value.boolean() ? truth_yes : truth_no);
    return true;
  }
  if (value.is_null()) {
    if (column->valid.empty()) allocate_valid(column);
    column->valid_bytes()[row] = 0;
    if (column->kind != Kind::decimal) store(column, row, 0);
    return true;
  }
  if (column->kind == Kind::decimal) {
    column->cells<Decimal>()[row] = value.number();
  } else if (!put_integer(column, row, value)) {
    return false;
  }
  if (!column->valid.empty()) column->valid_bytes()[row] = 1;
  return true;
}

Column integer_column(Kind kind, std::span<const int64_t> cells, int scale,
                      std::span<const uint8_t> valid) {
  assert(valid.empty() || valid.size() == cells.size());
  Column column;
  column.kind = kind;
  column.rows = cells.size();
  column.scale = scale;
  pack(&column, [&](size_t row) {
    const bool is_null = !valid.empty() && valid[row] == 0;
    return is_null ? std::nullopt : std::optional<Int128>(cells[row]);
  });
  return column;
}

}  // namespace

Column column_of(std::span<const Value> values) {
  Column column;
  column.rows = values.size();
  column.kind = common_kind(values);
  switch (column.kind) {
    case Kind::number:
      fill_numbers(&column, values);
      break;
    case Kind::date:
      pack(&column, [&](size_t row) {
        return values[row].is_null() ? std::nullopt : cell_of(values[row], Kind::date, 0);
      });
      break;
    case Kind::duration:
      fill_durations(&column, values);
      break;
    case Kind::text:
      fill_texts(&column, values);
      break;
    case Kind::truth:
      allocate(&column);
      for (size_t row = 0; row < values.size(); ++row) put(&column, row, values[row]);
      break;
    case Kind::general:
      column.values.assign(values.begin(), values.end());
      break;
    default:
      break;
  }
  return column;
}

void Column::set(size_t row, const Value& value) {
  assert(row < rows && kind != Kind::context);
  if (put(this, row, value)) return;
  std::vector<Value> values = values_of(*this);
  values[row] = value;
  *this = column_of(values);
}

Column number_column(std::span<const int64_t> cells, int scale,
                     std::span<const uint8_t> valid) {
  assert(scale >= 0 && scale <= scale_max);
  return integer_column(Kind::number, cells, scale, valid);
}

Column date_column(std::span<const int64_t> days, std::span<const uint8_t> valid) {
  return integer_column(Kind::date, days, 0, valid);
}

Column truth_column(std::span<const uint8_t> truths) {
  Column column;
  column.kind = Kind::truth;
  column.rows = truths.size();
  allocate(&column);
  std::copy(truths.begin(), truths.end(), column.cells<uint8_t>());
  return column;
}

Column text_column(std::span<const uint32_t> words, std::shared_ptr<Dictionary> dictionary) {
  Column column;
  column.kind = Kind::text;
  column.rows = words.size();
  column.dictionary = std::move(dictionary);
  fill_words(&column, words);
  return column;
}

}  // namespace fangan::column
