#include "value/compare.h"

#include <algorithm>

namespace fangan {
namespace {

std::optional<bool> equal_lists(const std::vector<Value>& left, const std::vector<Value>& right) {
  if (left.size() != right.size()) return false;
  std::optional<bool> all = true;
  for (size_t i = 0; i < left.size(); ++i) {
    const std::optional<bool> same = equal(left[i], right[i]);
    if (same == false) return false;
    if (!same) all = std::nullopt;
  }
  return all;
}

/// Those that are computed as they are asked for are equal when they are one thing.
bool has_source(const Context& left, const Context& right) {
  return left.source() != nullptr || right.source() != nullptr;
}
bool has_same_source(const Context& left, const Context& right) {
  return left.source() != nullptr && right.source() != nullptr &&
         left.source()->is_same(*right.source());
}

std::optional<bool> equal_contexts(const Context& left, const Context& right) {
  if (has_source(left, right)) return has_same_source(left, right);
  if (left.size() != right.size()) return false;
  std::optional<bool> all = true;
  for (size_t i = 0; i < left.size(); ++i) {
    const Value* other = right.find(left.name(i));
    const std::optional<bool> same = other == nullptr ? false : equal(left.value(i), *other);
    if (same == false) return false;
    if (!same) all = std::nullopt;
  }
  return all;
}

bool has_same_form(const Range& left, const Range& right) {
  return left.form == right.form && left.start_included == right.start_included &&
         left.end_included == right.end_included;
}

std::optional<bool> equal_ranges(const Range& left, const Range& right) {
  if (!has_same_form(left, right)) return false;
  return equal(left.start, right.start) == true && equal(left.end, right.end) == true;
}

/// The two as what `=` and `<` compare: a date beside a date and time counts as its midnight UTC.
bool is_moment(const Value& value) {
  return value.is(ValueKind::date) || value.is(ValueKind::date_time);
}

DateTime moment_of(const Value& value) {
  return value.is(ValueKind::date) ? DateTime::midnight_utc(value.date()) : value.date_time();
}

}  // namespace

std::optional<bool> equal(const Value& left, const Value& right) {
  if (left.is_null() || right.is_null()) return left.is_null() && right.is_null();
  if (left.kind() != right.kind()) {
    if (is_moment(left) && is_moment(right)) return equals(moment_of(left), moment_of(right));
    return std::nullopt;
  }
  switch (left.kind()) {
    case ValueKind::null:
      return true;
    case ValueKind::boolean:
      return left.boolean() == right.boolean();
    case ValueKind::number:
      return left.number() == right.number();
    case ValueKind::date:
      return left.date() == right.date();
    case ValueKind::time:
      return equals(left.time(), right.time());
    case ValueKind::date_time:
      return equals(left.date_time(), right.date_time());
    case ValueKind::months_duration:
      return left.months_duration() == right.months_duration();
    case ValueKind::time_duration:
      return left.time_duration() == right.time_duration();
    case ValueKind::string:
      return left.is_same_object(right) || left.text() == right.text();
    case ValueKind::list:
      return equal_lists(left.items(), right.items());
    case ValueKind::context:
      return equal_contexts(left.context(), right.context());
    case ValueKind::range:
      return equal_ranges(left.range(), right.range());
    case ValueKind::function:
      return left.function() == right.function();
  }
  return std::nullopt;
}

std::optional<std::strong_ordering> order(const Value& left, const Value& right) {
  if (left.kind() != right.kind()) {
    if (is_moment(left) && is_moment(right)) return compare(moment_of(left), moment_of(right));
    return std::nullopt;
  }
  switch (left.kind()) {
    case ValueKind::number:
      return left.number() <=> right.number();
    case ValueKind::string:
      return left.text() <=> right.text();
    case ValueKind::date:
      return left.date() <=> right.date();
    case ValueKind::time:
      return compare(left.time(), right.time());
    case ValueKind::date_time:
      return compare(left.date_time(), right.date_time());
    case ValueKind::months_duration:
      return left.months_duration() <=> right.months_duration();
    case ValueKind::time_duration:
      return left.time_duration() <=> right.time_duration();
    default:
      return std::nullopt;
  }
}

namespace {

bool is_identical_context(const Context& left, const Context& right) {
  if (has_source(left, right)) return has_same_source(left, right);
  if (left.size() != right.size()) return false;
  for (size_t i = 0; i < left.size(); ++i) {
    const Value* other = right.find(left.name(i));
    if (other == nullptr || !is_identical(left.value(i), *other)) return false;
  }
  return true;
}

}  // namespace

bool is_identical(const Value& left, const Value& right) {
  if (left.kind() != right.kind()) return false;
  switch (left.kind()) {
    case ValueKind::time:
      return left.time() == right.time();
    case ValueKind::date_time:
      return left.date_time() == right.date_time();
    case ValueKind::list:
      return std::equal(left.items().begin(), left.items().end(), right.items().begin(),
                        right.items().end(), is_identical);
    case ValueKind::context:
      return is_identical_context(left.context(), right.context());
    case ValueKind::range:
      return has_same_form(left.range(), right.range()) &&
             is_identical(left.range().start, right.range().start) &&
             is_identical(left.range().end, right.range().end);
    default:
      return equal(left, right) == true;
  }
}

bool is_same(const Value& left, const Value& right) {
  return equal(left, right) == true;
}

std::optional<bool> contains(const Range& range, const Value& value) {
  const auto holds = [&value](const Value& bound, auto test) -> std::optional<bool> {
    const std::optional<std::strong_ordering> found = order(value, bound);
    if (!found) return std::nullopt;
    return test(*found);
  };
  switch (range.form) {
    case Range::Form::equal:
      return equal(value, range.start);
    case Range::Form::not_equal: {
      const std::optional<bool> same = equal(value, range.start);
      if (!same) return std::nullopt;
      return !*same;
    }
    default:
      break;
  }
  // `[1..null]` leaves open where it ends; `(> 1)` says that it does not end.
  const bool open = range.start.is_null() || range.end.is_null();
  if (range.form == Range::Form::interval && open) return std::nullopt;
  std::optional<bool> after = true;
  std::optional<bool> before = true;
  if (!range.start.is_null()) {
    after = holds(range.start, [&range](std::strong_ordering found) {
      return found > 0 || (found == 0 && range.start_included);
    });
  }
  if (!range.end.is_null()) {
    before = holds(range.end, [&range](std::strong_ordering found) {
      return found < 0 || (found == 0 && range.end_included);
    });
  }
  if (after == false || before == false) return false;
  if (!after || !before) return std::nullopt;
  return true;
}

}  // namespace fangan
