// Value index: finding equal values among many without comparing each with each.
//
// List functions take two values for one where `=` says true. That relation is no equivalence: a
// local time equals the same reading of the clock in every zone, while those differ among
// themselves. So the index first looks at all values that will take part; where local and zoned
// ones meet, they share one bucket and are compared one by one.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "value/value.h"

namespace fangan::feel {

class ValueIndex {
 public:
  /// Announces values; all before the first add() or find().
  void announce(const Value& value);

  /// Adds a value unless an equal one is there; true where it was added.
  bool add(const Value& value);
  bool has(const Value& value) const;
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
  std::unordered_multimap<size_t, Value> values_;
};

}  // namespace fangan::feel
