// The arithmetic of FEEL beyond the four operations: remainders, powers, roots, logarithms.
//
// Results are right to the 34th digit (half even): what is exact comes out exact, the rest is
// computed by MPFR with 512 bits and rounded once. Nothing takes long: a power too large or too
// small is known by its logarithm before it is computed. What has no real value is an error, and
// so is what does not fit; what is too small to be told from zero is zero, as in every operation.
#pragma once

#include "value/decimal.h"

namespace fangan {

/// dividend - divisor * floor(dividend / divisor): the sign is the divisor's.
/// Errors  VAL-N003 when the divisor is zero.
Result<Decimal> modulo(Decimal dividend, Decimal divisor);

/// Errors  VAL-N004 below zero.
Result<Decimal> square_root(Decimal number);

/// e to the power of `number`. Errors  VAL-N002.
Result<Decimal> exponential(Decimal number);

/// Errors  VAL-N004 at and below zero.
Result<Decimal> natural_logarithm(Decimal number);

/// Choice: 0 ** 0 is 1, as for integers everywhere.
/// Errors  VAL-N002; VAL-N003 zero to a negative power; VAL-N004 a negative number to a power that
/// is no integer.
Result<Decimal> power(Decimal base, Decimal exponent);

/// Of a number that is no integer both are false.
bool is_even(Decimal number);
bool is_odd(Decimal number);

}  // namespace fangan
