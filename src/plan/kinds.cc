#include "plan/kinds.h"

#include <algorithm>

namespace fangan {

const KindEntry* find_kind(std::string_view name) {
  const std::span<const KindEntry> kinds = kind_entries();
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [name](const KindEntry& kind) { return kind.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

std::vector<const KeyEntry*> keys_of(const KindEntry& kind, std::string_view outer) {
  std::vector<const KeyEntry*> keys;
  for (const KeyEntry& key : kind.keys) {
    if (key.outer == outer) keys.push_back(&key);
  }
  if (!outer.empty()) return keys;
  for (const KeyEntry& key : common_keys()) keys.push_back(&key);
  return keys;
}

}  // namespace fangan
