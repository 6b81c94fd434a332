// Builtins of numbers: rounding, remainders, roots and powers.
#include <algorithm>
#include <array>

#include "feel/arithmetic.h"
#include "feel/builtin_library.h"
#include "value/decimal_math.h"

namespace fangan::feel {
namespace {

/// A scale as places; what lies beyond an int is as wrong as what lies beyond 6176.
int places_of(const Value& scale) {
  return static_cast<int>(std::clamp<int64_t>(whole(scale.number()), INT32_MIN, INT32_MAX));
}

template <Rounding rounding>
Value round_to_scale(const BuiltinCall& call) {
  const int places = call[1].is_null() ? 0 : places_of(call[1]);
  return value_or_reason(round(call[0].number(), places, rounding));
}

Value absolute_value(const BuiltinCall& call) {
  const Value& n = call[0];
  if (n.is(ValueKind::time_duration)) return absolute(n.time_duration());
  if (n.is(ValueKind::months_duration)) return absolute(n.months_duration());
  return n.number().is_negative() ? -n.number() : n.number();
}

Value remainder(const BuiltinCall& call) {
  return value_or_reason(modulo(call[0].number(), call[1].number()));
}

template <Result<Decimal> (*function)(Decimal)>
Value computed(const BuiltinCall& call) {
  return value_or_reason(function(call[0].number()));
}

template <bool (*test)(Decimal)>
Value tested(const BuiltinCall& call) {
  return test(call[0].number());
}

constexpr std::array<BuiltinImplementation, 14> implementations = {
    {{"decimal", round_to_scale<Rounding::half_even>},
     {"floor", round_to_scale<Rounding::floor>},
     {"ceiling", round_to_scale<Rounding::ceiling>},
     {"round up", round_to_scale<Rounding::up>},
     {"round down", round_to_scale<Rounding::down>},
     {"round half up", round_to_scale<Rounding::half_up>},
     {"round half down", round_to_scale<Rounding::half_down>},
     {"abs", absolute_value},
     {"modulo", remainder},
     {"sqrt", computed<square_root>},
     {"log", computed<natural_logarithm>},
     {"exp", computed<exponential>},
     {"odd", tested<is_odd>},
     {"even", tested<is_even>}}};

}  // namespace

std::span<const BuiltinImplementation> numeric_builtins() { return implementations; }

}  // namespace fangan::feel
