#include "text/suggest.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace fangan {
namespace {

constexpr size_t length_max = 64;

/// Optimal string alignment: insert, delete, replace, swap neighbours. Names up to length_max.
size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  using Row = std::array<size_t, length_max + 1>;
  Row rows[3];  // The one before the last, the last, the one being made.
  for (size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    const Row& last = rows[(i - 1) % 3];
    const Row& before = rows[(i + 1) % 3];
    Row& row = rows[i % 3];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

bool contains(const std::u32string& whole, const std::u32string& part) {
  return part.size() >= 2 && whole.find(part) != std::u32string::npos;
}

}  // namespace

std::string did_you_mean(std::string_view written, const std::vector<std::string>& known) {
  const std::u32string name = to_utf32(written);
  if (name.empty() || name.size() > length_max) return {};
  std::string best;
  size_t best_distance = SIZE_MAX;
  for (const std::string& candidate : known) {
    const std::u32string other = to_utf32(candidate);
    if (other.size() > length_max) continue;
    const size_t longer = std::max(name.size(), other.size());
    const bool part = contains(name, other) || contains(other, name);
    const size_t allowed = std::max<size_t>(1, longer / 3);
    // The distance is at least the difference in length.
    if (!part && longer - std::min(name.size(), other.size()) > allowed) continue;
    const size_t distance = edit_distance(name, other);
    if ((distance > allowed && !part) || distance >= longer) continue;  // Nothing in common.
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace fangan
