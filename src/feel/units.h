// Units of an expression: what each number in it counts in, worked out before it is computed.
//
// Inside of FEEL there are only numbers. Fields, parameters and @"331 克/千瓦时" bring units;
// + - comparison min max if need one dimension, * and / combine, counting units (家 台 个) are
// labels of dimension 1. A ratio (% ‰) is a part of what it is multiplied with: 1500 万元 * 20 %
// are 300 万元. Where two units of one dimension meet, the right side is converted exactly, and so
// are the outputs of a table, to the first unit of their column: the factors stand in a table
// beside the tree, for a compiler to insert. What the builtins do with units says builtins.yaml.
#pragma once

#include <optional>
#include <vector>

#include "feel/syntax.h"
#include "text/diagnostic.h"
#include "value/unit.h"

namespace fangan::feel {

/// The value of a node, times factor, divided by divisor, counts in another unit.
struct UnitConversion {
  NodeId node = no_node;
  Decimal factor = 1;
  Decimal divisor = 1;
  std::optional<Unit> unit;  ///< What it counts in then.
};

struct UnitsChecked {
  std::optional<Unit> unit;  ///< Of the whole; none: no number, or not known.
  Type type;                 ///< Of the whole, with units wherever it holds numbers.
  std::vector<UnitConversion> conversions;
  Diagnostics diagnostics;
};

/// Errors  FEEL-C015 two dimensions that do not go together; FEEL-C016 a bare number other than 0
/// against a quantity; FEEL-C023 a list in another unit of the dimension, which nobody converts;
/// FEEL-C025 a quantity where only a pure number means something; FEEL-C030 a bare number between 0
/// and 1 against percent, in a cell a warning; VAL-N002 a factor out of range.
UnitsChecked check_units(const Syntax& syntax);

/// The whole is to count in this unit: adds what converts it. Numbers that stand alone already do.
/// Errors  FEEL-C022 another dimension; VAL-N002.
void check_result_unit(const Syntax& syntax, const Unit& wanted, UnitsChecked* checked);

/// Puts the factors into the tree, as multiplications and divisions of exact numbers.
void insert_conversions(const std::vector<UnitConversion>& conversions, Syntax* syntax);

}  // namespace fangan::feel
