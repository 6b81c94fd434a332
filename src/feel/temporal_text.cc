#include "feel/temporal_text.h"

#include <variant>

#include "feel/arithmetic.h"

namespace fangan::feel {

Value read_duration(std::string_view text) {
  const Result<MonthsDuration> months = parse_months_duration(text);
  return months ? Value(months.value()) : value_or_reason(parse_time_duration(text));
}

Value read_temporal(std::string_view text) {
  const Result<Temporal> temporal = parse_temporal(text);
  if (!temporal) return Value::null(temporal.error());
  return std::visit([](const auto& value) { return Value(value); }, temporal.value());
}

}  // namespace fangan::feel
