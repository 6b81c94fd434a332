#include "column/decimal_kernels.h"

#include <cstring>

#include "value/decimal_math.h"

namespace fangan::column {
namespace {

using Operation = bool (*)(Decimal, Decimal, Decimal*);

bool is_valid(const Step& step, const Block& block, size_t place, size_t row) {
  return step.in[place] == no_register || block.in<uint8_t>(step, place)[row] != 0;
}

/// Rows behind the last hold whatever was there before: no numbers to compute with.
template <typename Function>
void each_valid(const Step& step, const Block& block, Function function) {
  Decimal* const out = block.out<Decimal>(step);
  uint8_t* const valid = block.out<uint8_t>(step, 1);
  for (size_t row = 0; row < block_rows; ++row) {
    Decimal result;
    const bool is_known = row < block.rows && is_valid(step, block, 2, row) &&
                          is_valid(step, block, 3, row) && function(row, &result);
    out[row] = is_known ? result : Decimal();
    valid[row] = is_known ? 1 : 0;
  }
}

template <Operation operation>
void compute_two(const Step& step, const Block& block) {
  const Decimal* const left = block.in<Decimal>(step, 0);
  const Decimal* const right = block.in<Decimal>(step, 1);
  each_valid(step, block, [&](size_t row, Decimal* result) {
    return operation(left[row], right[row], result);
  });
}

template <typename Function>
void compute_one(const Step& step, const Block& block, Function function) {
  const Decimal* const in = block.in<Decimal>(step, 0);
  each_valid(step, block, [&](size_t row, Decimal* result) { return function(in[row], result); });
}

bool try_power(Decimal base, Decimal exponent, Decimal* result) {
  const Result<Decimal> found = power(base, exponent);
  if (found) *result = found.value();
  return static_cast<bool>(found);
}

template <typename T>
void integers_to_decimals(const Step& step, const Block& block) {
  const T* const in = block.in<T>(step, 0);
  Decimal* const out = block.out<Decimal>(step);
  const int places = step.immediate.bytes[0];
  for (size_t row = 0; row < block_rows; ++row) {
    out[row] = row < block.rows
                   ? decimal_of(in[row] * step.immediate.a + step.immediate.b, places)
                   : Decimal();
  }
}

template <Relation relation>
bool relates(Decimal left, Decimal right) {
  switch (relation) {
    case Relation::equal:
      return left == right;
    case Relation::less:
      return left < right;
    case Relation::at_most:
      return left <= right;
    case Relation::more:
      return left > right;
    case Relation::at_least:
      return left >= right;
  }
}

template <Relation relation>
void compare_two(const Step& step, const Block& block) {
  const Decimal* const left = block.in<Decimal>(step, 0);
  const Decimal* const right = block.in<Decimal>(step, 1);
  uint8_t* const out = block.out<uint8_t>(step);
  const std::array<uint8_t, 3>& bytes = step.immediate.bytes;
  for (size_t row = 0; row < block_rows; ++row) {
    const bool is_known = row < block.rows && is_valid(step, block, 2, row);
    out[row] = bytes[2];
    if (is_known) out[row] = relates<relation>(left[row], right[row]) ? bytes[0] : bytes[1];
  }
}

}  // namespace

const Kernels::ByWidth to_decimal = {integers_to_decimals<int8_t>, integers_to_decimals<int16_t>,
                                     integers_to_decimals<int32_t>, integers_to_decimals<int64_t>,
                                     integers_to_decimals<Int128>};

void fill_decimal(const Step& step, const Block& block) {
  Decimal number;
  std::memcpy(static_cast<void*>(&number), &step.immediate.a, sizeof(number));
  Decimal* const out = block.out<Decimal>(step);
  for (size_t row = 0; row < block_rows; ++row) out[row] = number;
}

void add_decimals(const Step& step, const Block& block) {
  compute_two<try_add>(step, block);
}
void subtract_decimals(const Step& step, const Block& block) {
  compute_two<try_subtract>(step, block);
}
void multiply_decimals(const Step& step, const Block& block) {
  compute_two<try_multiply>(step, block);
}
void divide_decimals(const Step& step, const Block& block) {
  compute_two<try_divide>(step, block);
}
void raise_decimals(const Step& step, const Block& block) {
  compute_two<try_power>(step, block);
}

void negate_decimals(const Step& step, const Block& block) {
  compute_one(step, block, [](Decimal in, Decimal* result) {
    *result = -in;
    return true;
  });
}

void absolute_decimals(const Step& step, const Block& block) {
  compute_one(step, block, [](Decimal in, Decimal* result) {
    *result = absolute(in);
    return true;
  });
}

void round_decimals(const Step& step, const Block& block) {
  const auto places = static_cast<int>(step.immediate.a);
  const auto rounding = static_cast<Rounding>(step.immediate.bytes[0]);
  compute_one(step, block, [=](Decimal in, Decimal* result) {
    return try_round(in, places, rounding, result);
  });
}

const std::array<Kernel, 5> compare_decimals = {
    compare_two<Relation::equal>, compare_two<Relation::less>, compare_two<Relation::at_most>,
    compare_two<Relation::more>, compare_two<Relation::at_least>};

}  // namespace fangan::column
