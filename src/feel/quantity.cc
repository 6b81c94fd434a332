#include "feel/quantity.h"

#include <algorithm>

#include "feel/names.h"
#include "text/utf8.h"

namespace fangan::feel {

std::optional<Quantity> read_quantity(std::string_view text, const UnitTable& units) {
  const size_t number_end = std::min(text.find_first_not_of("+-.0123456789"), text.size());
  const Result<Decimal> amount = Decimal::parse(text.substr(0, number_end));
  const std::string_view name = text.substr(skip_blanks(text, number_end));
  if (!amount || name.empty()) return std::nullopt;
  Result<Unit> unit = units.parse(name);
  if (!unit) return std::nullopt;
  return Quantity{amount.value(), std::move(unit).value()};
}

std::string_view unit_in(std::string_view text) {
  const size_t number_end = std::min(text.find_first_not_of("+-.0123456789"), text.size());
  const std::string_view unit = text.substr(skip_blanks(text, number_end));
  if (unit.empty() || !Decimal::parse(text.substr(0, number_end))) return {};
  size_t next = 0;
  return unit.front() == '%' || is_han(next_code_point(unit, &next)) ? unit : std::string_view();
}

}  // namespace fangan::feel
