// Value index: finding equal values among many without comparing each with each.
//
// List functions take two values for one where `=` says true. That relation is no equivalence: a
// local time equals the same reading of the clock in every zone, while those differ among
// themselves. So the index first looks at all values that will take part; where local and zoned
// ones meet, they share one bucket and are compared one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "value/value.h"

namespace fangan::feel {

class ValueIndex {
 public:
  /// Announces values; all before the first add() or find().
  void announce(const Value& value);

  /// Adds a value unless an equal one is there; true where it was added.
  bool add(const Value& value);
  /// True where some values cannot be told apart by their hash.
  bool shares_buckets() const { return moments_.is_mixed() || has_times_of_zones_; }

 private:
  size_t hash(const Value& value) const;
  size_t hash_of_moment(const Value& value) const;

  /// Which zones the times and date-times have that take part.
  struct Zones {
    bool local = false;
    bool zoned = false;
    bool is_mixed() const { return local && zoned; }
  };
  Zones moments_;
  bool has_time_ = false;
  bool has_times_of_zones_ = false;
  Zone time_zone_;

  void grow();

  struct Entry {
    size_t hash = 0;
    Value value;
  };
  std::vector<Entry> entries_;
  /// Number of an entry plus one, at the place its hash gives or the next free one after it; 0 is
  /// free. The size is a power of two, at least twice the number of entries.
  std::vector<uint32_t> places_;
};

}  // namespace fangan::feel
