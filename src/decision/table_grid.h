// Table grid: the rules of a decision table as boxes of positions, and what can be asked of them
// exactly: which boxes meet, what no box covers, what differs along one column.
//
// A cell that cannot be read counts both ways: it may hold anywhere, and holds for certain nowhere.
// So what is found uncovered is uncovered, and what is found to meet does meet.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "decision/table_axis.h"

namespace fangan::dmn {

/// One set of positions for each column.
using Box = std::vector<Positions>;

class TableGrid {
 public:
  /// `sizes`: positions of each column.
  explicit TableGrid(std::vector<uint32_t> sizes) : sizes_(std::move(sizes)) {}

  /// `known`: false where one of its cells could not be read; the box is then where it may hold.
  void add_rule(Box box, bool known);

  const Box& box(uint32_t rule) const { return boxes_[rule]; }
  bool is_known(uint32_t rule) const { return known_[rule] != 0; }
  /// A rule with a cell that holds nowhere.
  bool is_empty(uint32_t rule) const;
  bool is_whole(uint32_t rule, size_t column) const;

  struct Meetings {
    std::vector<std::vector<uint32_t>> earlier;  ///< Of each rule, in order.
    bool complete = true;                        ///< False: there are more pairs.
  };
  /// For each rule those before it that may hold together with it.
  Meetings meetings(size_t pairs_max) const;
  /// Where two rules hold together.
  Box meeting(uint32_t left, uint32_t right) const;

  struct Uncovered {
    std::vector<Box> boxes;
    bool complete = true;  ///< False: there may be more, the search was too long.
  };
  /// The parts of `within` in which none of `rules` may hold. `steps` are left to search for them,
  /// and fewer afterwards.
  Uncovered uncovered(const std::vector<uint32_t>& rules, const Box& within, size_t boxes_max,
                      uint64_t* steps) const;
  Box whole() const;

  /// True when it is certain that the results never differ along a column: `outputs` says which
  /// rules give the same, `counting` which of the rules that hold make the result: the first alone,
  /// those with different outputs, or all.
  enum class Counting : uint8_t { first, different, all };
  /// None: not found within the steps.
  std::optional<bool> decides_nothing(size_t column, const std::vector<uint32_t>& outputs,
                                      Counting counting, uint64_t* steps) const;

 private:
  friend class GapSearch;
  friend class ColumnSearch;

  std::vector<uint32_t> sizes_;
  std::vector<Box> boxes_;
  std::vector<uint8_t> known_;
};

}  // namespace fangan::dmn
