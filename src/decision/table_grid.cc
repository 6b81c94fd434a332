#include "decision/table_grid.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace fangan::dmn {
namespace {

using Rules = std::vector<uint32_t>;

constexpr uint64_t steps_max = 20'000'000;
constexpr size_t remembered_max = 100'000;

Positions common(const Positions& left, const Positions& right) {
  Positions all;
  for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
    const uint32_t first = std::max(left[i].first, right[k].first);
    const uint32_t last = std::min(left[i].last, right[k].last);
    if (first <= last) all.push_back({first, last});
    if (left[i].last < right[k].last)
      ++i;
    else
      ++k;
  }
  return all;
}

bool do_meet(const Positions& left, const Positions& right) {
  for (size_t i = 0, k = 0; i < left.size() && k < right.size();) {
    if (left[i].last < right[k].first)
      ++i;
    else if (right[k].last < left[i].first)
      ++k;
    else
      return true;
  }
  return false;
}

/// Positions along which the same rules hold.
struct Run {
  Stretch at;
  Rules rules;
};

/// Walks along one column of `within` and cuts it where one of the rules begins or ends.
template <typename PositionsOf>
std::vector<Run> runs_of(const Rules& rules, const Positions& within,
                         const PositionsOf& positions_of) {
  struct Event {
    uint32_t at;
    uint32_t rule;
    bool begins;
  };
  std::vector<Event> events;
  for (const uint32_t rule : rules) {
    for (const Stretch& part : common(positions_of(rule), within)) {
      events.push_back({part.first, rule, true});
      events.push_back({part.last + 1, rule, false});
    }
  }
  std::sort(events.begin(), events.end(),
            [](const Event& left, const Event& right) { return left.at < right.at; });
  std::vector<Run> runs;
  std::set<uint32_t> holding;
  size_t next = 0;
  for (const Stretch& part : within) {
    uint32_t at = part.first;
    while (at <= part.last) {
      for (; next < events.size() && events[next].at <= at; ++next) {
        // Parts of one rule are apart, so no end meets a beginning of the same rule.
        if (events[next].begins)
          holding.insert(events[next].rule);
        else
          holding.erase(events[next].rule);
      }
      const uint32_t end =
          next < events.size() ? std::min(events[next].at, part.last + 1) : part.last + 1;
      runs.push_back({{at, end - 1}, Rules(holding.begin(), holding.end())});
      at = end;
    }
  }
  return runs;
}

/// Columns with few positions first: there a missing combination shows as one, not as many.
std::vector<size_t> search_order(const std::vector<uint32_t>& sizes) {
  std::vector<size_t> order(sizes.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&sizes](size_t left, size_t right) { return sizes[left] < sizes[right]; });
  return order;
}

}  // namespace

/// Goes through the columns one by one, keeping the rules that hold so far.
class GapSearch {
 public:
  GapSearch(const TableGrid& grid, const Box& within, size_t boxes_max)
      : grid_(grid), within_(within), boxes_max_(boxes_max), order_(search_order(grid.sizes_)) {
    box_ = within;
  }

  TableGrid::Uncovered search(const Rules& rules) {
    visit(0, rules);
    join_boxes();
    return std::move(found_);
  }

 private:
  /// True when everything from here on is covered.
  bool visit(size_t depth, const Rules& rules) {
    if (!found_.complete) return false;
    steps_ += rules.size() + 1;
    if (steps_ > steps_max || found_.boxes.size() >= boxes_max_) {
      found_.complete = false;
      return false;
    }
    if (rules.empty()) {
      found_.boxes.push_back(box_);
      return false;
    }
    if (std::any_of(rules.begin(), rules.end(),
                    [&](uint32_t rule) { return covers_rest(rule, depth); })) {
      return true;
    }
    const std::pair<size_t, Rules> state(depth, rules);
    if (covered_.count(state) != 0) return true;
    const size_t column = order_[depth];
    bool all = true;
    for (const Run& run : runs_of(rules, within_[column], [&](uint32_t rule) -> const Positions& {
           return grid_.boxes_[rule][column];
         })) {
      box_[column] = {run.at};
      all = visit(depth + 1, run.rules) && all;
    }
    box_[column] = within_[column];
    if (all && covered_.size() < remembered_max) covered_.insert(state);
    return all;
  }

  bool covers_rest(uint32_t rule, size_t depth) const {
    for (size_t i = depth; i < order_.size(); ++i) {
      const size_t column = order_[i];
      if (!grid_.is_whole(rule, column) &&
          common(grid_.boxes_[rule][column], within_[column]) != within_[column]) {
        return false;
      }
    }
    return true;
  }

  /// Joins boxes that differ in one column only.
  void join_boxes() {
    for (size_t column = 0; column < grid_.sizes_.size(); ++column) {
      std::map<Box, Positions> by_rest;
      for (Box& box : found_.boxes) {
        Positions own = std::move(box[column]);
        box[column].clear();
        Positions& all = by_rest[box];
        all.insert(all.end(), own.begin(), own.end());
      }
      found_.boxes.clear();
      for (auto& [rest, positions] : by_rest) {
        std::sort(positions.begin(), positions.end());
        Box box = rest;
        for (const Stretch& part : positions) {
          if (!box[column].empty() && box[column].back().last + 1 == part.first) {
            box[column].back().last = part.last;
          } else {
            box[column].push_back(part);
          }
        }
        found_.boxes.push_back(std::move(box));
      }
    }
  }

  const TableGrid& grid_;
  const Box& within_;
  size_t boxes_max_;
  std::vector<size_t> order_;
  Box box_;
  TableGrid::Uncovered found_;
  std::set<std::pair<size_t, Rules>> covered_;
  uint64_t steps_ = 0;
};

/// Looks for a place where going along one column changes the result.
class ColumnSearch {
 public:
  ColumnSearch(const TableGrid& grid, size_t column, const std::vector<uint32_t>& outputs,
               TableGrid::Counting counting)
      : grid_(grid), column_(column), outputs_(outputs), counting_(counting) {
    order_ = search_order(grid.sizes_);
    order_.erase(std::find(order_.begin(), order_.end(), column));
  }

  /// True when it is certain that nothing changes.
  bool is_even(size_t depth, const Rules& rules) {
    steps_ += rules.size() + 1;
    if (steps_ > steps_max) return false;
    if (std::all_of(rules.begin(), rules.end(),
                    [this](uint32_t rule) { return grid_.is_whole(rule, column_); })) {
      return true;
    }
    const size_t column = depth == order_.size() ? column_ : order_[depth];
    const Positions whole = {{0, grid_.sizes_[column] - 1}};
    const std::vector<Run> runs = runs_of(rules, whole, [&](uint32_t rule) -> const Positions& {
      return grid_.boxes_[rule][column];
    });
    if (depth == order_.size()) {
      return std::all_of(runs.begin(), runs.end(), [&](const Run& run) {
        return result(run.rules) == result(runs.front().rules);
      });
    }
    return std::all_of(runs.begin(), runs.end(),
                       [&](const Run& run) { return is_even(depth + 1, run.rules); });
  }

 private:
  Rules result(const Rules& rules) const {
    Rules given;
    for (const uint32_t rule : rules) {
      given.push_back(outputs_[rule]);
      if (counting_ == TableGrid::Counting::first) break;
    }
    if (counting_ == TableGrid::Counting::different) {
      std::sort(given.begin(), given.end());
      given.erase(std::unique(given.begin(), given.end()), given.end());
    }
    return given;
  }

  const TableGrid& grid_;
  size_t column_;
  const std::vector<uint32_t>& outputs_;
  TableGrid::Counting counting_;
  std::vector<size_t> order_;
  uint64_t steps_ = 0;
};

void TableGrid::add_rule(Box box, bool known) {
  boxes_.push_back(std::move(box));
  known_.push_back(known ? 1 : 0);
}

bool TableGrid::is_empty(uint32_t rule) const {
  return std::any_of(boxes_[rule].begin(), boxes_[rule].end(),
                     [](const Positions& positions) { return positions.empty(); });
}

bool TableGrid::is_whole(uint32_t rule, size_t column) const {
  return boxes_[rule][column] == Positions{{0, sizes_[column] - 1}};
}

Box TableGrid::whole() const {
  Box box;
  for (const uint32_t size : sizes_) box.push_back({{0, size - 1}});
  return box;
}

Box TableGrid::meeting(uint32_t left, uint32_t right) const {
  Box box;
  for (size_t column = 0; column < sizes_.size(); ++column) {
    box.push_back(common(boxes_[left][column], boxes_[right][column]));
  }
  return box;
}

namespace {

/// A bit for each pair of rules.
class PairBits {
 public:
  explicit PairBits(size_t rules) : words_((rules + 63) / 64), bits_(rules * words_, ~0ull) {}
  uint64_t* row(size_t rule) { return bits_.data() + rule * words_; }
  size_t words() const { return words_; }

 private:
  size_t words_;
  std::vector<uint64_t> bits_;
};

/// Takes away the pairs that do not meet in one column. Equal cells are looked at once.
void keep_meeting(const std::vector<Box>& boxes, size_t column, PairBits* pairs) {
  std::map<Positions, Rules> classes;
  for (uint32_t rule = 0; rule < boxes.size(); ++rule) {
    if (!boxes[rule][column].empty()) classes[boxes[rule][column]].push_back(rule);
  }
  std::vector<const std::pair<const Positions, Rules>*> ordered;  // By where they begin.
  for (const auto& each : classes) ordered.push_back(&each);
  std::vector<std::vector<uint64_t>> meets(ordered.size(),
                                           std::vector<uint64_t>(pairs->words(), 0));
  const auto add = [&](size_t to, const Rules& rules) {
    for (const uint32_t rule : rules) meets[to][rule / 64] |= uint64_t{1} << (rule % 64);
  };
  for (size_t i = 0; i < ordered.size(); ++i) {
    add(i, ordered[i]->second);
    const uint32_t end = ordered[i]->first.back().last;
    for (size_t k = i + 1; k < ordered.size() && ordered[k]->first.front().first <= end; ++k) {
      if (!do_meet(ordered[i]->first, ordered[k]->first)) continue;
      add(i, ordered[k]->second);
      add(k, ordered[i]->second);
    }
  }
  for (size_t i = 0; i < ordered.size(); ++i) {
    for (const uint32_t rule : ordered[i]->second) {
      uint64_t* row = pairs->row(rule);
      for (size_t word = 0; word < pairs->words(); ++word) row[word] &= meets[i][word];
    }
  }
}

}  // namespace

std::vector<Rules> TableGrid::earlier_meetings(size_t pairs_max) const {
  PairBits pairs(boxes_.size());
  for (size_t column = 0; column < sizes_.size(); ++column) keep_meeting(boxes_, column, &pairs);
  std::vector<Rules> met(boxes_.size());
  size_t count = 0;
  for (uint32_t rule = 0; rule < boxes_.size() && count < pairs_max; ++rule) {
    if (is_empty(rule)) continue;
    const uint64_t* row = pairs.row(rule);
    for (uint32_t word = 0; word * 64 < rule; ++word) {
      for (uint64_t rest = row[word]; rest != 0; rest &= rest - 1) {
        const uint32_t other = word * 64 + static_cast<uint32_t>(__builtin_ctzll(rest));
        if (other >= rule || is_empty(other)) continue;
        met[rule].push_back(other);
        ++count;
      }
    }
  }
  return met;
}

TableGrid::Uncovered TableGrid::uncovered(const Rules& rules, const Box& within,
                                          size_t boxes_max) const {
  return GapSearch(*this, within, boxes_max).search(rules);
}

bool TableGrid::decides_nothing(size_t column, const std::vector<uint32_t>& outputs,
                                Counting counting) const {
  Rules all;
  for (uint32_t rule = 0; rule < boxes_.size(); ++rule) {
    if (!is_known(rule)) return false;
    if (!is_empty(rule)) all.push_back(rule);
  }
  return ColumnSearch(*this, column, outputs, counting).is_even(0, all);
}

}  // namespace fangan::dmn
