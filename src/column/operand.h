// Operand: what is known of a part of an expression before any row is looked at.
//
// Numbers, days and durations stay a linear function of a vector as long as they can:
//
//   value = (factor * cell + offset) / 10^scale        low <= cell <= high
//
// `x * 1.08 + 5 > 331.05` so costs no arithmetic at all: the comparison is solved for the cell.
// Only what needs the numbers themselves computes them, and the bounds say in how many bits.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "column/step.h"

namespace fangan::column {

struct Interval {
  Int128 low = 0;
  Int128 high = 0;
};
/// Each is none where 128 bits do not hold it.
std::optional<Int128> sum_of(Int128 left, Int128 right);
std::optional<Int128> product_of(Int128 left, Int128 right);
std::optional<Int128> power_of_ten(int exponent);
std::optional<Interval> sum_of(Interval left, Interval right);
std::optional<Interval> product_of(Interval left, Interval right);
Int128 floor_of(Int128 dividend, Int128 divisor);
Int128 ceiling_of(Int128 dividend, Int128 divisor);

struct Operand {
  Kind kind = Kind::none;  ///< none: null in every row.
  Register data = no_register;
  Register valid = no_register;  ///< None: no row is null. Truths and texts have none either.
  Width width = Width::w8;
  int scale = 0;
  Int128 factor = 1;
  Int128 offset = 0;
  Int128 low = 0;
  Int128 high = 0;
  std::optional<Value> constant;  ///< The same in every row; then there may be no data.
  std::shared_ptr<Dictionary> dictionary;
  std::vector<std::string> names;  ///< Of a context, with its members.
  std::vector<Operand> members;

  bool is_linear() const {
    return kind == Kind::number || kind == Kind::date || kind == Kind::duration;
  }
  bool is_plain() const { return factor == 1 && offset == 0; }
  /// Of factor * cell + offset.
  Interval bounds() const;
};

/// None where some cell within the bounds would come to a number that FEEL rounds, or to a day or
/// duration that is none.
std::optional<Operand> checked(Operand operand);
/// The same values at another scale, not below its own; none where 128 bits do not hold them.
std::optional<Operand> rescaled(Operand operand, int scale);
/// Both at the larger of their scales.
bool align(Operand* left, Operand* right);

/// Of the kind of the value; numbers that no integer says exactly are Kind::decimal.
Operand constant_operand(const Value& value);

}  // namespace fangan::column
