#include "decision/rule_index.h"

#include <algorithm>

#include "value/compare.h"

namespace fangan::dmn {
namespace {

constexpr size_t rules_min = 32;

using Entry = std::pair<Value, uint32_t>;

bool is_before(const Entry& left, const Entry& right) {
  const std::strong_ordering found = *order(left.first, right.first);
  return found < 0 || (found == 0 && left.second < right.second);
}

/// How many different values there are among sorted entries.
size_t count_values(const std::vector<Entry>& sorted) {
  size_t count = sorted.empty() ? 0 : 1;
  for (size_t i = 1; i < sorted.size(); ++i) {
    if (*order(sorted[i - 1].first, sorted[i].first) != 0) ++count;
  }
  return count;
}

}  // namespace

std::optional<RuleIndex> RuleIndex::of(const std::vector<std::vector<Value>>& columns) {
  std::optional<RuleIndex> best;
  size_t most = rules_min / 2;
  for (size_t input = 0; input < columns.size(); ++input) {
    const std::vector<Value>& cells = columns[input];
    const auto first = std::find_if(cells.begin(), cells.end(), [](const Value& cell) {
      return cell.is(ValueKind::string) || cell.is(ValueKind::number);
    });
    if (cells.size() < rules_min || first == cells.end()) continue;
    RuleIndex index;
    index.input_ = input;
    index.kind_ = first->kind();
    for (uint32_t rule = 0; rule < cells.size(); ++rule) {
      if (cells[rule].kind() == index.kind_) {
        index.keyed_.emplace_back(cells[rule], rule);
      } else {
        index.others_.push_back(rule);
      }
    }
    std::sort(index.keyed_.begin(), index.keyed_.end(), is_before);
    const size_t count = count_values(index.keyed_);
    if (index.others_.size() > cells.size() / 2 || count <= most) continue;
    most = count;
    best = std::move(index);
  }
  return best;
}

uint32_t RuleIndex::next(uint32_t from, const Value& value) const {
  const auto other = std::lower_bound(others_.begin(), others_.end(), from);
  const uint32_t unkeyed = other == others_.end() ? UINT32_MAX : *other;
  const auto keyed = std::lower_bound(keyed_.begin(), keyed_.end(), Entry(value, from), is_before);
  const bool found = keyed != keyed_.end() && *order(keyed->first, value) == 0;
  return found ? std::min(keyed->second, unkeyed) : unkeyed;
}

}  // namespace fangan::dmn
