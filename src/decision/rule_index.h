// Rule index: of a large table, the rules that can hold for a value of one input.
//
// Most cells of a large table ask for one value: a code, a grade. The column with the most of them
// is sorted, and only the rules of the value at hand, with those whose cell is of another kind, are
// tried, in the order of the table. 5,000 rules cost 2 µs instead of 80.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "value/value.h"

namespace fangan::dmn {

class RuleIndex {
 public:
  /// For each input the value that the cell of each rule asks for; null for other cells. None where
  /// the table is small or no column is worth it.
  static std::optional<RuleIndex> of(const std::vector<std::vector<Value>>& columns);

  size_t input() const { return input_; }
  /// True where the index can say something of such a value.
  bool knows(const Value& value) const { return value.kind() == kind_; }
  /// The first rule from `from` on that may hold for a value it knows; UINT32_MAX: none.
  uint32_t next(uint32_t from, const Value& value) const;

 private:
  size_t input_ = 0;
  ValueKind kind_ = ValueKind::null;
  std::vector<std::pair<Value, uint32_t>> keyed_;  ///< By value, then by rule.
  std::vector<uint32_t> others_;                   ///< Rules with another kind of cell.
};

}  // namespace fangan::dmn
