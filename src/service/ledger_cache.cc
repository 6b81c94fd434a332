#include "service/ledger_cache.h"

#include "campaign/row_table.h"
#include "service/policy_sight.h"

namespace fangan {
namespace {

/// Views that are kept: today, and a few others that somebody looks at.
constexpr size_t views_max = 8;

}  // namespace

std::shared_ptr<const KeptLines> LedgerCache::lines(const Asked& asked, const Policy& policy,
                                                    PolicySight* sight) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const Kept& kept = kept_[asked.view][policy.name.text];
    if (kept.lines != nullptr && kept.stamp == asked.stamp) return kept.lines;
    if (kept_.size() > views_max) kept_.clear();
  }
  auto lines = std::make_shared<KeptLines>();
  for (const LedgerLine& line : sight->lines(policy).lines) {
    const Row& row = *line.entitlement.row;
    LedgerLine& kept = (*lines)[{row.table().definition().name.text, row.state().id}];
    kept = line;
    kept.entitlement.row = nullptr;
    kept.subject = Value();
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  kept_[asked.view][policy.name.text] = {asked.stamp, lines};
  return lines;
}

}  // namespace fangan
