#include "store/column_reader.h"

#include <algorithm>
#include <unordered_map>

#include "store/register_cells.h"

namespace fangan {
namespace {

/// Each number with the places it has without the zeros behind it, as number_of() gives it.
class NumberReader final : public ColumnReader {
 public:
  NumberReader(int places, size_t rows) : places_(places), cells_(rows), valid_(rows), own_(rows) {}

  Result<Done> read(const Statement& select, int place, size_t row) override {
    if (select.is_null(place)) return Done{};
    int64_t cell = select.integer(place);
    int places = places_;
    for (; places > 0 && cell % 10 == 0; --places) cell /= 10;
    cells_[row] = cell;
    valid_[row] = 1;
    own_[row] = static_cast<int8_t>(places);
    low_ = std::min(low_, places);
    high_ = std::max(high_, places);
    return Done{};
  }

  column::Column take() override {
    if (high_ < 0) return column::number_column(cells_, 0, valid_);
    std::vector<int64_t> powers = {1};
    while (powers.size() <= static_cast<size_t>(high_)) powers.push_back(powers.back() * 10);
    for (size_t row = 0; row < cells_.size(); ++row) {
      if (valid_[row] != 0) cells_[row] *= powers[static_cast<size_t>(high_ - own_[row])];
    }
    column::Column column = column::number_column(cells_, high_, valid_);
    if (low_ != high_) column.places = std::move(own_);
    return column;
  }

 private:
  int places_;
  std::vector<int64_t> cells_;
  std::vector<uint8_t> valid_;
  std::vector<int8_t> own_;
  int low_ = INT8_MAX;
  int high_ = -1;
};

class DateReader final : public ColumnReader {
 public:
  explicit DateReader(size_t rows) : days_(rows), valid_(rows) {}

  Result<Done> read(const Statement& select, int place, size_t row) override {
    if (select.is_null(place)) return Done{};
    days_[row] = select.integer(place);
    valid_[row] = 1;
    return Done{};
  }

  column::Column take() override { return column::date_column(days_, valid_); }

 private:
  std::vector<int64_t> days_;
  std::vector<uint8_t> valid_;
};

class TruthReader final : public ColumnReader {
 public:
  explicit TruthReader(size_t rows) : truths_(rows, column::truth_unknown) {}

  Result<Done> read(const Statement& select, int place, size_t row) override {
    if (select.is_null(place)) return Done{};
    truths_[row] = select.integer(place) != 0 ? column::truth_yes : column::truth_no;
    return Done{};
  }

  column::Column take() override { return column::truth_column(truths_); }

 private:
  std::vector<uint8_t> truths_;
};

/// Of what has many rows for each text or number it is stored as.
template <typename Key>
struct KeyOf;
template <>
struct KeyOf<std::string> {
  static std::string_view read(const Statement& select, int place) {
    return select.text_view(place);
  }
};
template <>
struct KeyOf<int64_t> {
  static int64_t read(const Statement& select, int place) { return select.integer(place); }
};

template <typename Key>
class ValueReader final : public ColumnReader {
 public:
  using Made = std::function<Result<Value>(const Key&)>;
  ValueReader(size_t rows, Made made) : made_(std::move(made)), numbers_(rows) {}

  Result<Done> read(const Statement& select, int place, size_t row) override {
    if (select.is_null(place)) return Done{};
    key_ = KeyOf<Key>::read(select, place);
    const auto [number, is_new] =
        known_.try_emplace(key_, static_cast<uint32_t>(known_.size() + 1));
    numbers_[row] = number->second;
    if (!is_new) return Done{};
    Result<Value> value = made_(key_);
    if (!value) return value.errors();
    values_.push_back(std::move(value).value());
    return Done{};
  }

  column::Column take() override {
    const bool are_texts = std::all_of(values_.begin(), values_.end(), [](const Value& value) {
      return value.is(ValueKind::string);
    });
    if (!are_texts) {
      std::vector<Value> values(numbers_.size());
      for (size_t row = 0; row < values.size(); ++row) {
        if (numbers_[row] != 0) values[row] = values_[numbers_[row] - 1];
      }
      return column::column_of(values);
    }
    // Two keys may stand for one word.
    auto dictionary = std::make_shared<column::Dictionary>();
    std::vector<uint32_t> words = {0};
    for (const Value& value : values_) words.push_back(dictionary->add_text(value));
    for (uint32_t& number : numbers_) number = words[number];
    return column::text_column(numbers_, std::move(dictionary));
  }

 private:
  Made made_;
  std::vector<uint32_t> numbers_;  ///< Of the values, from 1.
  std::vector<Value> values_;
  std::unordered_map<Key, uint32_t> known_;
  Key key_ = {};
};

}  // namespace

std::unique_ptr<ColumnReader> column_reader(const RegisterTables& tables,
                                            const RegisterTable& table, size_t column, size_t rows,
                                            IdOf id_of) {
  const RegisterColumn& own = table.columns[column];
  switch (own.kind) {
    case FieldKind::number:
      return std::make_unique<NumberReader>(own.places, rows);
    case FieldKind::date:
      return std::make_unique<DateReader>(rows);
    case FieldKind::boolean:
      return std::make_unique<TruthReader>(rows);
    case FieldKind::reference: {
      const RegisterTable* target = tables.find(own.target);
      return std::make_unique<ValueReader<int64_t>>(
          rows, [target, id_of = std::move(id_of)](const int64_t& row) -> Result<Value> {
            Result<std::string> id = id_of(*target, row);
            if (!id) return id.errors();
            return Value(std::move(id).value());
          });
    }
    default:
      return std::make_unique<ValueReader<std::string>>(
          rows, [&tables, &table, &own](const std::string& text) -> Result<Value> {
            StoredCell cell;
            cell.set(text);
            return read_cell(tables, table, own, cell);
          });
  }
}

std::unique_ptr<ColumnReader> column_reader(size_t rows,
                                            std::function<Value(std::string_view)> value) {
  return std::make_unique<ValueReader<std::string>>(
      rows, [value = std::move(value)](const std::string& text) -> Result<Value> {
        return value(text);
      });
}

}  // namespace fangan
