// Decimal kernels: numbers that no integer of 128 bits says exactly, as decimal128.
//
// The same functions as feel/ uses, so the same digits come out. in[0] and in[1] are the numbers,
// in[2] and in[3] whether they are valid (none: they are); out[1] is whether the result is.
#pragma once

#include <array>

#include "column/kernels.h"

namespace fangan::column {

/// [width]: (in[0] * a + b) / 10^bytes[0], of integers.
extern const Kernels::ByWidth to_decimal;
/// out = the Decimal whose bits are a.
void fill_decimal(const Step& step, const Block& block);

void add_decimals(const Step& step, const Block& block);
void subtract_decimals(const Step& step, const Block& block);
void multiply_decimals(const Step& step, const Block& block);
void divide_decimals(const Step& step, const Block& block);
void raise_decimals(const Step& step, const Block& block);
void negate_decimals(const Step& step, const Block& block);
void absolute_decimals(const Step& step, const Block& block);
/// To a places, in the way of bytes[0], a Rounding.
void round_decimals(const Step& step, const Block& block);
/// out: a truth, as kernels.h says of compare; in[2] is valid. bytes[0] yes, bytes[1] no, bytes[2]
/// null.
extern const std::array<Kernel, 5> compare_decimals;

}  // namespace fangan::column
