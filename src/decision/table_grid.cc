#include "decision/table_grid.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "decision/cover_counts.h"

namespace fangan::dmn {
namespace {

using Rules = std::vector<uint32_t>;

constexpr size_t remembered_max = 4'000'000;  ///< Units: rules, in all that is remembered.
constexpr size_t swept_min = 32;              ///< Fewer rules are looked at one by one.

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

/// A rule begins or ends to hold along a column.
struct Event {
  uint32_t at;
  uint32_t rule;
  bool begins;
};

std::vector<Event> events_of(const std::vector<Box>& boxes, size_t column, const Rules& rules,
                             const Positions& within) {
  std::vector<Event> events;
  for (const uint32_t rule : rules) {
    for (const Stretch& part : common(boxes[rule][column], within)) {
      events.push_back({part.first, rule, true});
      events.push_back({part.last + 1, rule, false});
    }
  }
  // Parts of one rule are apart, so no end meets a beginning of the same rule.
  std::sort(events.begin(), events.end(),
            [](const Event& left, const Event& right) { return left.at < right.at; });
  return events;
}

/// Walks along one column of `within` and cuts it where one of the rules begins or ends: `change`
/// hears of each event, `visit` of each stretch between them until it says false.
template <typename Change, typename Visit>
void walk(const std::vector<Event>& events, const Positions& within, const Change& change,
          const Visit& visit) {
  size_t next = 0;
  for (const Stretch& part : within) {
    uint32_t at = part.first;
    while (at <= part.last) {
      for (; next < events.size() && events[next].at <= at; ++next) change(events[next]);
      const uint32_t end =
          next < events.size() ? std::min(events[next].at, part.last + 1) : part.last + 1;
      if (!visit(Stretch{at, end - 1})) return;
      at = end;
    }
  }
}

/// The rules that hold, in order.
class Holding {
 public:
  void change(const Event& event) {
    const auto place = std::lower_bound(rules_.begin(), rules_.end(), event.rule);
    if (event.begins) {
      rules_.insert(place, event.rule);
    } else {
      rules_.erase(place);
    }
  }
  const Rules& rules() const { return rules_; }

 private:
  Rules rules_;
};

/// Takes steps away; false when none are left.
bool spend(uint64_t* steps, uint64_t count) {
  *steps -= std::min(*steps, count);
  return *steps > 0;
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

/// Goes through the columns one by one, keeping the rules that hold so far; through the last two in
/// one sweep.
class GapSearch {
 public:
  GapSearch(const TableGrid& grid, const Box& within, size_t boxes_max, uint64_t* steps)
      : grid_(grid),
        within_(within),
        boxes_max_(boxes_max),
        steps_(steps),
        order_(search_order(grid.sizes_)),
        box_(within) {}

  TableGrid::Uncovered search(const Rules& rules) {
    visit(0, rules);
    join_boxes();
    return std::move(found_);
  }

 private:
  /// False, and the search is at its end, where it must not cost more.
  bool may_go_on(uint64_t steps) {
    const bool may = spend(steps_, steps) && found_.boxes.size() < boxes_max_;
    found_.complete = found_.complete && may;
    return found_.complete;
  }

  /// True when everything from here on is covered.
  bool visit(size_t depth, const Rules& rules) {
    if (!may_go_on(rules.size() + 1)) return false;
    if (rules.empty()) {
      found_.boxes.push_back(box_);
      return false;
    }
    if (std::any_of(rules.begin(), rules.end(),
                    [&](uint32_t rule) { return covers_rest(rule, depth); })) {
      return true;
    }
    if (order_.size() - depth == 2 && rules.size() >= swept_min) return sweep(depth, rules);
    const std::pair<size_t, Rules> state(depth, rules);
    if (covered_.count(state) != 0) return true;
    const size_t column = order_[depth];
    bool all = true;
    Holding holding;
    walk(
        events_of(grid_.boxes_, column, rules, within_[column]), within_[column],
        [&](const Event& event) { holding.change(event); },
        [&](const Stretch& at) {
          box_[column] = {at};
          all = visit(depth + 1, holding.rules()) && all;
          return found_.complete;
        });
    box_[column] = within_[column];
    if (all && remembered_ + rules.size() < remembered_max) {
      remembered_ += rules.size();
      covered_.insert(state);
    }
    return all;
  }

  bool sweep(size_t depth, const Rules& rules) {
    const size_t column = order_[depth];
    const size_t last = order_[depth + 1];
    if (!may_go_on(4 * rules.size())) return false;
    CoverCounts counts(within_[last]);
    bool all = true;
    walk(
        events_of(grid_.boxes_, column, rules, within_[column]), within_[column],
        [&](const Event& event) {
          counts.count(common(grid_.boxes_[event.rule][last], within_[last]),
                       event.begins ? 1 : -1);
        },
        [&](const Stretch& at) {
          if (counts.all_covered()) return true;
          all = false;
          box_[column] = {at};
          for (const Stretch& part : counts.uncovered()) {
            if (!may_go_on(1)) return false;
            box_[last] = {part};
            found_.boxes.push_back(box_);
          }
          return true;
        });
    box_[column] = within_[column];
    box_[last] = within_[last];
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
  uint64_t* steps_;
  std::vector<size_t> order_;
  Box box_;
  TableGrid::Uncovered found_;
  std::set<std::pair<size_t, Rules>> covered_;
  size_t remembered_ = 0;
};

/// Looks for a place where going along one column changes the result.
class ColumnSearch {
 public:
  ColumnSearch(const TableGrid& grid, size_t column, const std::vector<uint32_t>& outputs,
               TableGrid::Counting counting, uint64_t* steps)
      : grid_(grid), column_(column), outputs_(outputs), counting_(counting), steps_(steps) {
    order_ = search_order(grid.sizes_);
    order_.erase(std::find(order_.begin(), order_.end(), column));
  }

  /// True when it is certain that nothing changes.
  bool is_even(size_t depth, const Rules& rules) {
    if (!spend(steps_, rules.size() + 1)) return false;
    if (std::all_of(rules.begin(), rules.end(),
                    [this](uint32_t rule) { return grid_.is_whole(rule, column_); })) {
      return true;
    }
    const bool is_last = depth == order_.size();
    const size_t column = is_last ? column_ : order_[depth];
    const Positions whole = {{0, grid_.sizes_[column] - 1}};
    Holding holding;
    std::optional<Rules> first;
    bool even = true;
    walk(
        events_of(grid_.boxes_, column, rules, whole), whole,
        [&](const Event& event) { holding.change(event); },
        [&](const Stretch&) {
          if (!is_last) return even = is_even(depth + 1, holding.rules());
          if (!spend(steps_, holding.rules().size() + 1)) return even = false;
          Rules own = result(holding.rules());
          if (!first) first = own;
          return even = own == *first;
        });
    return even;
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
  uint64_t* steps_;
  std::vector<size_t> order_;
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

/// Rules with one and the same cell.
struct Class {
  const Positions* positions;
  const Rules* rules;

  uint32_t first() const { return positions->front().first; }
  uint32_t last() const { return positions->back().last; }
};

/// Takes away the pairs of which one begins behind the end of the other, in two passes: a set of
/// rules grows along the column, and none of it meets the rule that is reached.
void part_apart(std::vector<Class> classes, PairBits* pairs) {
  std::vector<Class> by_end = classes;
  std::sort(classes.begin(), classes.end(),
            [](const Class& a, const Class& b) { return a.first() < b.first(); });
  std::sort(by_end.begin(), by_end.end(),
            [](const Class& a, const Class& b) { return a.last() < b.last(); });
  std::vector<uint64_t> passed(pairs->words(), 0);
  const auto pass = [&](const Class& one) {
    for (const uint32_t rule : *one.rules) passed[rule / 64] |= uint64_t{1} << (rule % 64);
  };
  const auto take_away = [&](const Class& one) {
    for (const uint32_t rule : *one.rules) {
      uint64_t* row = pairs->row(rule);
      for (size_t word = 0; word < pairs->words(); ++word) row[word] &= ~passed[word];
    }
  };
  size_t next = 0;
  for (const Class& one : classes) {
    while (by_end[next].last() < one.first()) pass(by_end[next++]);
    take_away(one);
  }
  std::fill(passed.begin(), passed.end(), 0);
  next = classes.size();
  for (size_t i = by_end.size(); i-- > 0;) {
    while (classes[next - 1].first() > by_end[i].last()) pass(classes[--next]);
    take_away(by_end[i]);
  }
}

/// Takes away the pairs that do not meet in one column. Equal cells are looked at once.
void keep_meeting(const std::vector<Box>& boxes, size_t column, PairBits* pairs) {
  std::map<Positions, Rules> by_cell;
  for (uint32_t rule = 0; rule < boxes.size(); ++rule) {
    if (!boxes[rule][column].empty()) by_cell[boxes[rule][column]].push_back(rule);
  }
  std::vector<Class> classes;
  for (const auto& [positions, rules] : by_cell) classes.push_back({&positions, &rules});
  part_apart(classes, pairs);
  for (const Class& broken : classes) {
    if (broken.positions->size() == 1) continue;
    for (const Class& other : classes) {
      if (do_meet(*broken.positions, *other.positions)) continue;
      for (const uint32_t left : *broken.rules) {
        for (const uint32_t right : *other.rules) {
          pairs->row(left)[right / 64] &= ~(uint64_t{1} << (right % 64));
          pairs->row(right)[left / 64] &= ~(uint64_t{1} << (left % 64));
        }
      }
    }
  }
}

}  // namespace

TableGrid::Meetings TableGrid::meetings(size_t pairs_max) const {
  PairBits pairs(boxes_.size());
  for (size_t column = 0; column < sizes_.size(); ++column) keep_meeting(boxes_, column, &pairs);
  Meetings met;
  met.earlier.resize(boxes_.size());
  size_t count = 0;
  for (uint32_t rule = 0; rule < boxes_.size(); ++rule) {
    if (is_empty(rule)) continue;
    const uint64_t* row = pairs.row(rule);
    for (uint32_t word = 0; word * 64 < rule; ++word) {
      for (uint64_t rest = row[word]; rest != 0; rest &= rest - 1) {
        const uint32_t other = word * 64 + static_cast<uint32_t>(__builtin_ctzll(rest));
        if (other >= rule || is_empty(other)) continue;
        if (count == pairs_max) {
          met.complete = false;
          return met;
        }
        met.earlier[rule].push_back(other);
        ++count;
      }
    }
  }
  return met;
}

TableGrid::Uncovered TableGrid::uncovered(const Rules& rules, const Box& within, size_t boxes_max,
                                          uint64_t* steps) const {
  return GapSearch(*this, within, boxes_max, steps).search(rules);
}

std::optional<bool> TableGrid::decides_nothing(size_t column, const std::vector<uint32_t>& outputs,
                                               Counting counting, uint64_t* steps) const {
  Rules all;
  for (uint32_t rule = 0; rule < boxes_.size(); ++rule) {
    if (!is_known(rule)) return false;
    if (!is_empty(rule)) all.push_back(rule);
  }
  const bool even = ColumnSearch(*this, column, outputs, counting, steps).is_even(0, all);
  return *steps == 0 ? std::nullopt : std::optional<bool>(even);
}

}  // namespace fangan::dmn
