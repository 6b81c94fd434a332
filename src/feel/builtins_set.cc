// Builtins that look for equal values in lists.
#include <array>

#include "feel/builtin_library.h"
#include "feel/value_index.h"
#include "value/compare.h"

namespace fangan::feel {
namespace {

Value list_contains(const BuiltinCall& call) {
  for (const Value& item : call[0].items()) {
    if (!call.evaluation.spend(item.weight())) return Value();
    if (is_same(item, call[1])) return true;
  }
  return false;
}

Value index_of(const BuiltinCall& call) {
  const std::vector<Value>& items = call[0].items();
  std::vector<Value> positions;
  for (size_t i = 0; i < items.size(); ++i) {
    if (!call.evaluation.spend(items[i].weight())) return Value();
    if (is_same(items[i], call[1])) positions.emplace_back(static_cast<int64_t>(i + 1));
  }
  return Value(std::move(positions));
}

/// The items of all lists, each of them once, in the order of their first appearance.
Value distinct(const BuiltinCall& call, std::span<const Value> lists) {
  ValueIndex index;
  for (const Value& list : lists) {
    if (!call.evaluation.spend(list.weight())) return Value();
    index.announce(list);
  }
  std::vector<Value> items;
  for (const Value& list : lists) {
    for (const Value& item : list.items()) {
      // Where many values share a bucket, as local times beside zoned ones do, each is compared
      // with all before it.
      if (!call.evaluation.spend(index.shares_buckets() ? items.size() : 0)) return Value();
      if (index.add(item)) items.push_back(item);
    }
  }
  return Value(std::move(items));
}

Value union_of(const BuiltinCall& call) { return distinct(call, call[0].items()); }

Value distinct_values(const BuiltinCall& call) { return distinct(call, call.arguments); }

constexpr std::array<BuiltinImplementation, 4> implementations = {
    {{"list contains", list_contains},
     {"index of", index_of},
     {"union", union_of},
     {"distinct values", distinct_values}}};

}  // namespace

std::span<const BuiltinImplementation> set_builtins() { return implementations; }

}  // namespace fangan::feel
