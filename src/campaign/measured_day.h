// Measured day: what was found of the rows of one day for measures. It is kept for as long as the
// rows are, and where they change what was found of these rows is found again.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "campaign/counted_rows.h"
#include "campaign/row_tally.h"

namespace fangan {

class MeasuredDay {
 public:
  explicit MeasuredDay(Rows* rows) : parts_(rows) {}

  Rows& rows() { return parts_.rows(); }
  RowParts& parts() { return parts_; }
  CountedDays& days(const Target& target);

  /// What a measure comes to.
  struct Counted {
    RowTally::ByGrade values;
    std::set<MissingField> lacks;
  };
  /// None where it is to be computed from lists: a measure of another shape, or one that comes to
  /// no number. Then it also has to be told why.
  std::optional<Counted> count(const Target& target, const RowTally::Question& question);

  /// Rows that changed.
  void forget(const std::vector<const Row*>& rows);

 private:
  RowTally& tally(const Target& target, const MeasureShape& shape, size_t count,
                  const Ask& ask);

  RowParts parts_;
  std::map<const Target*, CountedDays> days_;
  std::map<const Target*, std::optional<MeasureShape>> shapes_;
  /// By target, number of the count and, where it asks for that, node.
  std::map<std::tuple<const Target*, size_t, std::string>, std::unique_ptr<RowTally>> tallies_;
};

/// `node` as a measure sees it.
Value node_value(const Ask& ask);

}  // namespace fangan
