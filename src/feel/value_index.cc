#include "feel/value_index.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <string>

#include "value/compare.h"

namespace fangan::feel {
namespace {

/// Spreads a small number over all bits, and keeps kinds apart.
size_t mixed(ValueKind kind, uint64_t number) {
  uint64_t bits = number + (static_cast<uint64_t>(kind) + 1) * 0x9E3779B97F4A7C15u;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  return static_cast<size_t>(bits ^ (bits >> 31));
}

}  // namespace

void ValueIndex::announce(const Value& value) {
  switch (value.kind()) {
    case ValueKind::time:
      has_times_of_zones_ = has_times_of_zones_ || (has_time_ && time_zone_ != value.time().zone());
      has_time_ = true;
      time_zone_ = value.time().zone();
      break;
    case ValueKind::date:
      moments_.zoned = true;
      break;
    case ValueKind::date_time:
      (value.date_time().zone().is_local() ? moments_.local : moments_.zoned) = true;
      break;
    case ValueKind::list:
      for (const Value& item : value.items()) announce(item);
      break;
    case ValueKind::context:
      for (const Value& entry : value.context().values()) announce(entry);
      break;
    case ValueKind::range:
      announce(value.range().start);
      announce(value.range().end);
      break;
    default:
      break;
  }
}

size_t ValueIndex::hash_of_moment(const Value& value) const {
  // A date equals the date and time at its midnight UTC, so they hash alike.
  if (moments_.is_mixed()) return mixed(ValueKind::date_time, 0);
  const DateTime moment =
      value.is(ValueKind::date) ? DateTime::midnight_utc(value.date()) : value.date_time();
  return mixed(ValueKind::date_time, static_cast<uint64_t>(moment.instant_s()));
}

size_t ValueIndex::hash(const Value& value) const {
  const auto of = [&value](size_t number) { return mixed(value.kind(), number); };
  switch (value.kind()) {
    case ValueKind::null:
      return of(0);
    case ValueKind::boolean:
      return of(value.boolean() ? 1 : 0);
    case ValueKind::number:
      return of(value.number().hash());
    case ValueKind::string:
      return of(std::hash<std::string>()(value.text()));
    case ValueKind::months_duration:
      return of(static_cast<uint64_t>(value.months_duration().months));
    case ValueKind::time_duration:
      return of(static_cast<uint64_t>(value.time_duration().seconds) * 31 +
                static_cast<uint64_t>(value.time_duration().nanoseconds));
    case ValueKind::time:
      if (has_times_of_zones_) return of(0);
      return of(static_cast<uint64_t>(value.time().nanoseconds_of_day() / Time::second_ns));
    case ValueKind::date:
    case ValueKind::date_time:
      return hash_of_moment(value);
    case ValueKind::list: {
      size_t sum = value.items().size();
      for (const Value& item : value.items()) sum = sum * 31 + hash(item);
      return of(sum);
    }
    case ValueKind::context: {
      // The order of the entries does not count.
      size_t sum = 0;
      const Context& context = value.context();
      if (context.source() != nullptr) return of(context.source()->hash());
      for (size_t i = 0; i < context.size(); ++i) {
        sum += std::hash<std::string>()(context.name(i)) * 31 ^ hash(context.value(i));
      }
      return of(sum);
    }
    case ValueKind::range:
      return of(hash(value.range().start) * 31 + hash(value.range().end));
    case ValueKind::function:
      return of(std::hash<const void*>()(value.function().get()));
  }
  return 0;
}

void ValueIndex::grow() {
  places_.assign(std::max<size_t>(16, places_.size() * 2), 0);
  const size_t mask = places_.size() - 1;
  for (size_t i = 0; i < entries_.size(); ++i) {
    size_t place = entries_[i].hash & mask;
    while (places_[place] != 0) place = (place + 1) & mask;
    places_[place] = static_cast<uint32_t>(i + 1);
  }
}

bool ValueIndex::add(const Value& value) {
  assert(entries_.size() < UINT32_MAX / 2);
  if (2 * (entries_.size() + 1) > places_.size()) grow();
  const size_t hash = this->hash(value);
  const size_t mask = places_.size() - 1;
  size_t place = hash & mask;
  for (; places_[place] != 0; place = (place + 1) & mask) {
    const Entry& known = entries_[places_[place] - 1];
    if (known.hash == hash && is_same(known.value, value)) return false;
  }
  entries_.push_back({hash, value});
  places_[place] = static_cast<uint32_t>(entries_.size());
  return true;
}

}  // namespace fangan::feel
