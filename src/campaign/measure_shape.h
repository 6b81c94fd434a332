// Measure shape: a measure as counts over rows and what is computed from them.
//
//   total(done(R)[a].F) / count(distinct values(R[b].G))  ──▶  x / y, with x and y counted
//
// Whether a row belongs to a count is a matter of that row alone, so it is found once for each row,
// and a row that changes is found again by itself (row_tally.h). Measures that are not of this
// shape are computed from lists of rows, as they stand.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/plan.h"

namespace fangan {

/// count(rows), total(rows.field), count(distinct values(rows.field)); or the rows themselves.
struct RowCount {
  enum class Takes : uint8_t { rows, sum, distinct };
  /// Of a filter.
  struct Condition {
    feel::Expression expression;
    uint32_t row_slot = 0;
  };
  Takes takes = Takes::rows;
  std::string register_name;
  bool is_done = false;  ///< Only rows that done() takes.
  std::vector<Condition> before;  ///< Asked of all rows.
  std::vector<Condition> after;   ///< Asked of those that done() takes.
  std::string field;              ///< Of sum and distinct.
  bool asks_node = false;         ///< A condition does.
};

struct MeasureShape {
  std::vector<RowCount> counts;
  std::vector<uint32_t> slots;             ///< Of each count, where `value` looks for it.
  std::optional<feel::Expression> value;   ///< None of `all of`, which is rows.
  bool may_skip = false;  ///< Some counts are only looked at where others come to something.
};

/// None where it is of another shape. Every formula was compiled.
std::optional<MeasureShape> shape_of(const Target& target);

}  // namespace fangan
