// Join: `R[X = record.Y]` for every record at once.
//
//   groups of R by X (aggregate.h), then for each record the group of its Y: how many rows of R
//   there are, and what their sums came to, as columns beside the records.
//
// null equals null, as in FEEL: blank Y joins the rows with blank X.
#pragma once

#include <vector>

#include "column/aggregate.h"

namespace fangan::column {

class Join {
 public:
  /// `key`: Y of the records. `groups`: by X alone. Neither is Kind::general, whose equality is
  /// more than being alike.
  Join(const Column& key, const Groups& groups);

  /// How many rows each record has; 0 where none.
  Column rows() const;
  /// A measure of the groups; null where a record has no rows.
  Column measured(size_t measure) const;

 private:
  static constexpr uint32_t no_group = UINT32_MAX;
  Column column_of_groups(const std::vector<Value>& values, const Value& otherwise) const;

  const Groups& groups_;
  std::vector<uint32_t> group_;  ///< Of each record.
};

}  // namespace fangan::column
