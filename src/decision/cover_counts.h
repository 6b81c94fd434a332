// Cover counts: how many rules hold at each position of a column, while another column is swept.
//
// A tree of minima: a stretch is counted up or down, and whether anything is uncovered is known, in
// as many steps as the tree is deep. So a table of two columns is searched for gaps in n log n.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "decision/table_axis.h"

namespace fangan::dmn {

class CoverCounts {
 public:
  /// Of these positions; those between them count as covered.
  explicit CoverCounts(const Positions& within)
      : base_(within.front().first), size_(within.back().last - base_ + 1) {
    while (leaves_ < size_) leaves_ *= 2;
    least_.assign(2 * leaves_, 0);
    added_.assign(2 * leaves_, 0);
    uint32_t next = 0;
    for (const Stretch& part : within) {
      if (part.first - base_ > next) add(1, 0, leaves_ - 1, next, part.first - base_ - 1, 1);
      next = part.last - base_ + 1;
    }
    if (next < leaves_) add(1, 0, leaves_ - 1, next, leaves_ - 1, 1);
  }

  void count(const Positions& positions, int change) {
    for (const Stretch& part : positions) {
      add(1, 0, leaves_ - 1, part.first - base_, part.last - base_, change);
    }
  }

  bool all_covered() const { return least_[1] > 0; }

  /// Where nothing holds.
  Positions uncovered() const {
    Positions found;
    collect(1, 0, leaves_ - 1, 0, &found);
    return found;
  }

 private:
  void add(uint32_t node, uint32_t low, uint32_t high, uint32_t first, uint32_t last, int change) {
    if (first > high || last < low) return;
    if (first <= low && high <= last) {
      least_[node] += change;
      added_[node] += change;
      return;
    }
    const uint32_t middle = low + (high - low) / 2;
    add(2 * node, low, middle, first, last, change);
    add(2 * node + 1, middle + 1, high, first, last, change);
    least_[node] = added_[node] + std::min(least_[2 * node], least_[2 * node + 1]);
  }

  void collect(uint32_t node, uint32_t low, uint32_t high, int above, Positions* found) const {
    if (least_[node] + above > 0) return;
    if (low == high) {
      const uint32_t place = base_ + low;
      if (!found->empty() && found->back().last + 1 == place) {
        found->back().last = place;
      } else {
        found->push_back({place, place});
      }
      return;
    }
    const uint32_t middle = low + (high - low) / 2;
    collect(2 * node, low, middle, above + added_[node], found);
    collect(2 * node + 1, middle + 1, high, above + added_[node], found);
  }

  uint32_t base_;
  uint32_t size_;
  uint32_t leaves_ = 1;
  std::vector<int> least_;  ///< Of each part of the column, without what was added above it.
  std::vector<int> added_;  ///< To all of a part.
};

}  // namespace fangan::dmn
