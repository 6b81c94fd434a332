// Quantity: a number with its unit as a plan writes it in a rule, @"331 克/千瓦时".
//
// Units are static: the checker works with them, an evaluated expression has only numbers.
#pragma once

#include <optional>
#include <string_view>

#include "value/decimal.h"
#include "value/unit.h"

namespace fangan::feel {

struct Quantity {
  Decimal amount;
  Unit unit;
};

/// Reads "NUMBER UNIT", with or without a blank between. None for other texts and unknown units.
std::optional<Quantity> read_quantity(std::string_view text, const UnitTable& units);

/// The number that a text begins with, be it one or not.
std::string_view number_in(std::string_view text);

/// What stands behind the number where a text can only be meant as a quantity: `%`, or a word that
/// begins in Chinese. Empty for other texts.
std::string_view unit_in(std::string_view text);

}  // namespace fangan::feel
