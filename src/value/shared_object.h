// SharedObject: what the larger values point to. Counted, immutable once shared.
#pragma once

#include <atomic>
#include <cstdint>

namespace fangan {

/// The count of owners. The object is deleted by whoever lets the last one go.
class SharedObject {
 public:
  void retain() const { references_.fetch_add(1, std::memory_order_relaxed); }
  /// True when nobody holds the object any more.
  [[nodiscard]] bool release() const {
    return references_.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }

 private:
  mutable std::atomic<uint32_t> references_{1};
};

}  // namespace fangan
