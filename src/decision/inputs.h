// Inputs: the values given to a request, of input data and of decisions that are not to be
// computed.
//
// A map by element, kept as one sorted array: requests have few values, and a tree of them would
// cost more than the decision.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

#include "decision/model_set.h"
#include "value/value.h"

namespace fangan::dmn {

class Inputs {
 public:
  using Entry = std::pair<ElementRef, Value>;

  Inputs() = default;
  Inputs(std::initializer_list<Entry> entries) {
    for (const Entry& entry : entries) (*this)[entry.first] = entry.second;
  }

  /// The value of an element, put in as null where there is none.
  Value& operator[](const ElementRef& ref) {
    if (entries_.empty()) entries_.reserve(8);
    auto place = entries_.end();
    if (!entries_.empty() && !(entries_.back().first < ref)) place = lower_bound(ref);
    if (place == entries_.end() || place->first != ref) place = entries_.insert(place, {ref, {}});
    return place->second;
  }
  /// Nullptr where nothing was given.
  const Value* find(const ElementRef& ref) const {
    const auto place = std::lower_bound(entries_.begin(), entries_.end(), ref, is_before);
    return place == entries_.end() || place->first != ref ? nullptr : &place->second;
  }
  bool empty() const { return entries_.empty(); }
  size_t size() const { return entries_.size(); }
  void clear() { entries_.clear(); }
  std::vector<Entry>::const_iterator begin() const { return entries_.begin(); }
  std::vector<Entry>::const_iterator end() const { return entries_.end(); }

 private:
  static bool is_before(const Entry& entry, const ElementRef& ref) { return entry.first < ref; }
  std::vector<Entry>::iterator lower_bound(const ElementRef& ref) {
    return std::lower_bound(entries_.begin(), entries_.end(), ref, is_before);
  }

  std::vector<Entry> entries_;
};

}  // namespace fangan::dmn
