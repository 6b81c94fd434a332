#include "store/register_store.h"

#include <algorithm>

namespace fangan {

bool RowScope::takes(const StoredRow& row) const {
  if (all) return true;
  if (subject != 0 && row.subject == subject) return true;
  return !row.region.empty() &&
         std::find(regions.begin(), regions.end(), row.region) != regions.end();
}

}  // namespace fangan
