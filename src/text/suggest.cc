#include "text/suggest.h"

#include <algorithm>

#include "text/utf8.h"

namespace fangan {
namespace {

/// Optimal string alignment: insert, delete, replace, swap neighbours.
size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<size_t>> cost(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replace = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replace});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

bool contains(const std::u32string& whole, const std::u32string& part) {
  return part.size() >= 2 && whole.find(part) != std::u32string::npos;
}

}  // namespace

std::string did_you_mean(std::string_view written, const std::vector<std::string>& known) {
  const std::u32string name = to_utf32(written);
  if (name.empty() || name.size() > 64) return {};
  std::string best;
  size_t best_distance = SIZE_MAX;
  for (const std::string& candidate : known) {
    const std::u32string other = to_utf32(candidate);
    if (other.size() > 64) continue;
    size_t distance = edit_distance(name, other);
    const size_t longer = std::max(name.size(), other.size());
    const bool part = contains(name, other) || contains(other, name);
    const size_t allowed = std::max<size_t>(1, longer / 3);
    if ((distance > allowed && !part) || distance >= longer) continue;  // Nothing in common.
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace fangan
