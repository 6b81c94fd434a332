// Arithmetic: + - * / ** of FEEL over all kinds of values (DMN 1.5, tables 53, 55 to 60).
//
// What a table does not hold is null with the reason; a null operand gives its own reason on. The
// reasons have no place yet: whoever knows the place adds it.
#pragma once

#include "value/value.h"

namespace fangan::feel {

/// Errors  FEEL-A001 an operand is null; FEEL-A002 the kinds do not go together; those of
/// value/decimal.h, value/date_time.h and value/duration.h.
Value add(const Value& left, const Value& right);
Value subtract(const Value& left, const Value& right);
Value multiply(const Value& left, const Value& right);
Value divide(const Value& left, const Value& right);
Value power(const Value& left, const Value& right);
Value negate(const Value& value);

/// The value, or null with the error as the reason.
template <typename T>
Value value_or_reason(const Result<T>& result) {
  return result ? Value(result.value()) : Value::null(result.error());
}

}  // namespace fangan::feel
