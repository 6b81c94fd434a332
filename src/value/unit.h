// Units: what a quantity of a plan is counted in, and when two quantities may be compared.
//
// A unit is a product of base dimensions with an exact factor: 万吨 is 10^7 kg. Counting units
// (家 台 个 户 项) are labels of dimension 1. Units are static: inside an expression there are only
// numbers, and a checker inserts the factors.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"
#include "value/decimal.h"

namespace fangan {

struct Unit {
  std::string name;  ///< As written: "克/千瓦时".
  /// One of it is factor / divisor base units; two numbers, because 1/3 is no decimal.
  Decimal factor = 1;
  Decimal divisor = 1;
  std::map<std::string, int> exponent;  ///< Base dimension -> power; empty for a pure number.

  bool same_dimension(const Unit& other) const { return exponent == other.exponent; }
};

/// One line of a unit table: name, factor in base units, base dimension ("1" for counting units),
/// and what the factor is divided by: 亩 is 2000/3 m².
struct UnitEntry {
  std::string name;
  Decimal factor;
  std::string dimension;
  Decimal divisor = 1;
};

/// The units a program knows, read from lexicons/units.tsv.
class UnitTable {
 public:
  explicit UnitTable(std::vector<UnitEntry> entries);
  /// Reads "万吨", "克/千瓦时", "元/平方米": up to four prefixes 十 百 千 万 亿 before each part.
  /// Errors  VAL-Q001 unknown unit, with the nearest known name.
  Result<Unit> parse(std::string_view text) const;
  const std::vector<UnitEntry>& entries() const { return entries_; }

 private:
  std::vector<UnitEntry> entries_;
};

/// What the product of two quantities counts in, and their quotient. Errors  VAL-N002 a
/// factor out of range.
Result<Unit> multiply(const Unit& left, const Unit& right);
Result<Unit> divide(const Unit& left, const Unit& right);

/// Converts exactly. Errors  VAL-Q002 when the dimensions differ.
Result<Decimal> convert(const Decimal& amount, const Unit& from, const Unit& to);

}  // namespace fangan
