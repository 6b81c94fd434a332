#include "feel/quantity.h"

#include "feel/names.h"
#include "text/utf8.h"

namespace fangan::feel {

std::string_view number_in(std::string_view text) {
  return text.substr(0, text.find_first_not_of("+-.0123456789"));
}

std::optional<Quantity> read_quantity(std::string_view text, const UnitTable& units) {
  const std::string_view number = number_in(text);
  const Result<Decimal> amount = Decimal::parse(number);
  const std::string_view name = text.substr(skip_blanks(text, number.size()));
  if (!amount || name.empty()) return std::nullopt;
  Result<Unit> unit = units.parse(name);
  if (!unit) return std::nullopt;
  return Quantity{amount.value(), std::move(unit).value()};
}

std::string_view unit_in(std::string_view text) {
  const std::string_view number = number_in(text);
  const std::string_view unit = text.substr(skip_blanks(text, number.size()));
  if (unit.empty() || !Decimal::parse(number)) return {};
  size_t next = 0;
  return unit.front() == '%' || is_han(next_code_point(unit, &next)) ? unit : std::string_view();
}

}  // namespace fangan::feel
