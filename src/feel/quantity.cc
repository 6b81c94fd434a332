#include "feel/quantity.h"

#include <algorithm>

#include "feel/names.h"

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

}  // namespace fangan::feel
