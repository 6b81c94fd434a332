#include "decision/table_axis.h"

#include <algorithm>

#include "feel/constant.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan::dmn {
namespace {

constexpr size_t texts_shown = 6;
/// Of the lane that stands for any value at all: no cell can name one of its values.
constexpr ValueKind whole_kind = ValueKind::context;

bool is_scalar(ValueKind kind) {
  return kind <= ValueKind::string;
}

/// The kind that a test is about; none for a range without ends.
std::optional<ValueKind> kind_of(const Value& test) {
  if (!test.is(ValueKind::range)) return test.kind();
  const Range& range = test.range();
  const Value& end = range.start.is_null() ? range.end : range.start;
  return end.kind();
}

bool add_test(const Value& value, bool from_list, Cell* cell) {
  if (value.is(ValueKind::list)) {
    return !from_list &&
           std::all_of(value.items().begin(), value.items().end(),
                       [cell](const Value& item) { return add_test(item, true, cell); });
  }
  const bool is_range = value.is(ValueKind::range);
  if (!is_range && !is_scalar(value.kind())) return false;
  if (is_range) {
    const Range& range = value.range();
    const bool open = range.start.is_null() || range.end.is_null();
    if (range.form == Range::Form::interval && open) return false;
    if (!is_scalar(*kind_of(value))) return false;
  }
  cell->tests.push_back({value, from_list});
  return true;
}

/// In order and apart, touching ones joined.
Positions joined(Positions parts) {
  std::sort(parts.begin(), parts.end());
  Positions all;
  for (const Stretch& part : parts) {
    if (!all.empty() && part.first <= all.back().last + 1) {
      all.back().last = std::max(all.back().last, part.last);
    } else {
      all.push_back(part);
    }
  }
  return all;
}

std::optional<ValueKind> value_kind(TypeKind kind) {
  switch (kind) {
    case TypeKind::boolean:
      return ValueKind::boolean;
    case TypeKind::number:
      return ValueKind::number;
    case TypeKind::string:
      return ValueKind::string;
    case TypeKind::date:
      return ValueKind::date;
    case TypeKind::time:
      return ValueKind::time;
    case TypeKind::date_time:
      return ValueKind::date_time;
    case TypeKind::months_duration:
      return ValueKind::months_duration;
    case TypeKind::time_duration:
      return ValueKind::time_duration;
    default:
      return std::nullopt;
  }
}

}  // namespace

Cell read_cell(const feel::Syntax& syntax, feel::NodeId tests) {
  const feel::Node& node = syntax.at(tests);
  Cell cell;
  cell.negated = node.negated;
  cell.is_known = node.op == feel::Op::tests;
  if (!cell.is_known) return cell;
  for (const feel::NodeId child : node.children) {
    const std::optional<Value> value =
        syntax.at(child).asks_input ? std::nullopt : feel::constant_of(syntax, child);
    if (!value || !add_test(*value, false, &cell)) cell.is_known = false;
  }
  return cell;
}

uint32_t Axis::Lane::size() const {
  const bool is_one = kind == ValueKind::null || kind == whole_kind;
  return is_one ? 1 : static_cast<uint32_t>(2 * bounds.size() + 1);
}

Axis::Axis(const Type& type, const std::vector<const Cell*>& cells,
           const std::vector<const Cell*>& limits)
    : type_(type) {
  if (const std::optional<ValueKind> kind = value_kind(type.kind()))
    lanes_.push_back({*kind, 0, {}, false});
  for (const Cell* cell : cells) add_bounds(*cell);
  for (const Cell* cell : limits) add_bounds(*cell);
  if (type.may_be_null()) add_bound(Value(), false);
  // Where no cell asks for a value, all of them are one place.
  const bool only_null = std::all_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) {
    return lane.kind == ValueKind::null;
  });
  if (only_null) lanes_.insert(lanes_.begin(), {whole_kind, 0, {}, false});
  const bool has_days = lane_of(ValueKind::date) != nullptr;
  if (has_days && lane_of(ValueKind::date_time) != nullptr) ordered_ = false;
  uint32_t base = 0;
  for (Lane& lane : lanes_) {
    order_bounds(&lane);
    lane.base = base;
    base += lane.size();
  }
  if (!ordered_) return;
  for (const Lane& lane : lanes_) {
    for (uint32_t place = 0; place < lane.size(); ++place) exists_.push_back(exists(lane, place));
  }
  is_allowed_ = exists_;
  for (const Cell* limit : limits) {
    std::vector<uint8_t> passed(base, 0);
    for (const Stretch& part : raw(*limit)) {
      std::fill(passed.begin() + part.first, passed.begin() + part.last + 1, 1);
    }
    for (uint32_t place = 0; place < base; ++place) is_allowed_[place] &= passed[place];
  }
  if (type.may_be_null()) is_allowed_[lane_of(ValueKind::null)->base] = 1;
  for (uint32_t place = 0; place < base; ++place) {
    numbers_.push_back(size());
    if (is_allowed_[place] != 0) places_.push_back(place);
  }
  numbers_.push_back(size());
}

Axis::Lane* Axis::lane_of(ValueKind kind) {
  const auto found = std::find_if(lanes_.begin(), lanes_.end(),
                                  [kind](const Lane& lane) { return lane.kind == kind; });
  return found == lanes_.end() ? nullptr : &*found;
}

const Axis::Lane* Axis::lane_of(ValueKind kind) const {
  return const_cast<Axis*>(this)->lane_of(kind);
}

void Axis::add_bounds(const Cell& cell) {
  if (!cell.is_known) return;
  for (const Cell::Test& test : cell.tests) {
    if (!test.value.is(ValueKind::range)) {
      add_bound(test.value, false);
      continue;
    }
    const Range& range = test.value.range();
    const bool by_order = range.form != Range::Form::equal && range.form != Range::Form::not_equal;
    if (!range.start.is_null()) add_bound(range.start, by_order);
    if (!range.end.is_null()) add_bound(range.end, by_order);
  }
}

/// Of an input with a type, other kinds than null do not occur.
void Axis::add_bound(const Value& value, bool is_range) {
  Lane* lane = lane_of(value.kind());
  if (lane == nullptr) {
    const bool is_typed = value_kind(type_.kind()).has_value();
    if (is_typed && !value.is_null()) return;
    if (value.is_null()) {
      lanes_.push_back({value.kind(), 0, {}, false});
    } else {
      lanes_.insert(lanes_.begin(), {value.kind(), 0, {}, false});
    }
    lane = lane_of(value.kind());
  }
  if (value.is_null()) return;
  lane->bounds.push_back(value);
  lane->has_ranges = lane->has_ranges || is_range;
}

void Axis::order_bounds(Lane* lane) {
  std::vector<Value>& bounds = lane->bounds;
  if (lane->kind == ValueKind::boolean) {
    bounds = {Value(false), Value(true)};
    return;
  }
  // A local time and one with a zone have no order between them.
  for (const Value& bound : bounds) ordered_ = ordered_ && order(bounds.front(), bound).has_value();
  if (!ordered_) return;
  const auto is_less = [](const Value& a, const Value& b) { return *order(a, b) < 0; };
  std::sort(bounds.begin(), bounds.end(), is_less);
  const auto is_equal = [](const Value& a, const Value& b) { return *order(a, b) == 0; };
  bounds.erase(std::unique(bounds.begin(), bounds.end(), is_equal), bounds.end());
}

/// Whether a value can stand at a place: between two days that follow each other there is none.
/// Texts that are only compared for equality have one place for all the others, the last.
bool Axis::exists(const Lane& lane, uint32_t place) const {
  const bool is_between = place % 2 == 0;
  if (lane.size() == 1 || !is_between) return true;
  if (lane.kind == ValueKind::boolean) return false;
  const bool is_last = place + 1 == lane.size();
  if (lane.kind == ValueKind::string && !lane.has_ranges) return is_last;
  if (place == 0) {
    if (lane.kind == ValueKind::string)
      return lane.bounds.empty() || !lane.bounds[0].text().empty();
    const bool from_midnight = lane.kind == ValueKind::time && !lane.bounds.empty() &&
                               print_plain(lane.bounds[0], 64) == "00:00:00";
    return !from_midnight;
  }
  if (is_last) return true;
  const Value& low = lane.bounds[place / 2 - 1];
  const Value& high = lane.bounds[place / 2];
  if (lane.kind == ValueKind::date) return days_between(low.date(), high.date()) != 1;
  if (lane.kind == ValueKind::months_duration) {
    return high.months_duration().months - low.months_duration().months != 1;
  }
  return true;
}

uint32_t Axis::place_of(const Lane& lane, const Value& bound) const {
  if (lane.kind == ValueKind::boolean) return bound.boolean() ? 3 : 1;
  const auto found =
      std::lower_bound(lane.bounds.begin(), lane.bounds.end(), bound,
                       [](const Value& a, const Value& b) { return *order(a, b) < 0; });
  return static_cast<uint32_t>(2 * (found - lane.bounds.begin()) + 1);
}

/// Where one test says yes.
Positions Axis::test_places(const Cell::Test& test) const {
  const Lane* lane = lane_of(*kind_of(test.value));
  if (lane == nullptr) return {};
  if (test.value.is_null()) return {{lane->base, lane->base}};
  const auto point = [&](const Value& value) { return lane->base + place_of(*lane, value); };
  if (!test.value.is(ValueKind::range)) {
    const uint32_t place = point(test.value);
    return {{place, place}};
  }
  const Range& range = test.value.range();
  const uint32_t end = lane->base + lane->size() - 1;
  if (range.form == Range::Form::not_equal) {
    const uint32_t place = point(range.start);
    return {{lane->base, place - 1}, {place + 1, end}};
  }
  Stretch whole{lane->base, end};
  if (!range.start.is_null()) whole.first = point(range.start) + (range.start_included ? 0 : 1);
  if (!range.end.is_null()) whole.last = point(range.end) - (range.end_included ? 0 : 1);
  return whole.first > whole.last ? Positions() : Positions{whole};
}

/// Places at which a cell holds; under not(...) only where every test says no.
Positions Axis::raw(const Cell& cell) const {
  Positions parts;
  for (const Cell::Test& test : cell.tests) {
    const Positions own = test_places(test);
    parts.insert(parts.end(), own.begin(), own.end());
  }
  const auto whole = static_cast<uint32_t>(exists_.size()) - 1;
  if (cell.tests.empty()) return {{0, whole}};
  if (!cell.negated) return joined(std::move(parts));
  Positions held;
  for (const Lane& lane : lanes_) {
    const bool unknown =
        std::any_of(cell.tests.begin(), cell.tests.end(), [&](const Cell::Test& test) {
          const bool is_range = test.value.is(ValueKind::range);
          const bool same = *kind_of(test.value) == lane.kind;
          const bool null_meets = lane.kind == ValueKind::null || test.value.is_null();
          return !test.from_list && !same && (is_range || !null_meets);
        });
    if (unknown) continue;
    std::vector<uint8_t> no(lane.size(), 1);
    for (const Stretch& part : parts) {
      for (uint32_t place = part.first; place <= part.last; ++place) {
        if (place >= lane.base && place < lane.base + lane.size()) no[place - lane.base] = 0;
      }
    }
    for (uint32_t i = 0; i < lane.size(); ++i) {
      if (no[i] != 0) held.push_back({lane.base + i, lane.base + i});
    }
  }
  return joined(std::move(held));
}

std::optional<uint32_t> Axis::null_position() const {
  const Lane* lane = lane_of(ValueKind::null);
  if (!type_.may_be_null() || !ordered_ || lane == nullptr) return std::nullopt;
  return numbers_[lane->base];
}

Positions Axis::positions(const Cell& cell) const {
  Positions parts;
  for (const Stretch& part : raw(cell)) {
    const uint32_t first = numbers_[part.first];
    const uint32_t end = numbers_[part.last + 1];
    if (first < end) parts.push_back({first, end - 1});
  }
  return joined(std::move(parts));
}

bool Axis::leaves(const Cell& cell) const {
  if (cell.negated || cell.tests.empty()) return false;
  for (const Cell::Test& test : cell.tests) {
    // A range may reach beyond what is allowed, as `> 5` does; it must not miss it.
    const Positions own = test_places(test);
    const bool is_inside = std::any_of(own.begin(), own.end(), [this](const Stretch& part) {
      return numbers_[part.first] < numbers_[part.last + 1];
    });
    if (!own.empty() && !is_inside) return true;
  }
  return false;
}

bool Axis::is_foreign(const Cell& cell) const {
  return std::any_of(cell.tests.begin(), cell.tests.end(), [this](const Cell::Test& test) {
    return lane_of(*kind_of(test.value)) == nullptr;
  });
}

std::string Axis::print_texts(const Lane& lane, uint32_t first, uint32_t last) const {
  std::string text;
  size_t shown = 0;
  const auto add = [&](const std::string& part) {
    if (++shown > texts_shown) return;
    text += (text.empty() ? "" : ", ") + (shown == texts_shown ? "…" : part);
  };
  if (last + 1 != lane.size()) {
    for (uint32_t place = first; place <= last; ++place) {
      if (place % 2 == 1 && is_allowed_[lane.base + place] != 0)
        add(fangan::print(lane.bounds[place / 2]));
    }
    return text;
  }
  // The last place stands for every other text: what is not meant is shorter to say.
  for (uint32_t place = 1; place < first; place += 2) add(fangan::print(lane.bounds[place / 2]));
  return text.empty() ? "-" : "not(" + text + ")";
}

/// Places of one lane, counted within it, with no allowed one left out between.
std::string Axis::print_part(const Lane& lane, uint32_t first, uint32_t last) const {
  if (lane.kind == ValueKind::null) return "null";
  if (lane.kind == whole_kind) return "not(null)";
  const bool only_equal = lane.kind == ValueKind::string && !lane.has_ranges;
  if (only_equal) return print_texts(lane, first, last);
  if (lane.kind == ValueKind::boolean) {
    return first == last ? fangan::print(lane.bounds[first / 2]) : "true, false";
  }
  const auto bound = [&lane](uint32_t index) { return fangan::print(lane.bounds[index]); };
  const bool has_low = first > 0;
  const bool has_high = last + 1 < lane.size();
  const bool low_included = first % 2 == 1;
  const bool high_included = last % 2 == 1;
  if (!has_low && !has_high) return "-";
  if (first == last && low_included) return bound(first / 2);
  if (!has_high)
    return (low_included ? ">= " : "> ") + bound(low_included ? first / 2 : first / 2 - 1);
  const std::string high = bound(last / 2);
  if (!has_low) return (high_included ? "<= " : "< ") + high;
  return (low_included ? "[" : "(") + bound(low_included ? first / 2 : first / 2 - 1) + ".." +
         high + (high_included ? "]" : ")");
}

std::string Axis::print(const Positions& positions) const {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  const std::optional<uint32_t> null = null_position();
  if (null && *null > 0 && positions == Positions{{0, *null - 1}}) return "not(null)";
  for (const Stretch& part : positions) {
    if (part.first == 0 && part.last + 1 == size()) return "-";
    uint32_t begin = part.first;
    for (uint32_t at = part.first; at <= part.last; ++at) {
      const uint32_t place = places_[at];
      const Lane& lane = *std::find_if(lanes_.rbegin(), lanes_.rend(),
                                       [place](const Lane& l) { return l.base <= place; });
      bool goes_on = at < part.last && places_[at + 1] < lane.base + lane.size();
      for (uint32_t skipped = place + 1; goes_on && skipped < places_[at + 1]; ++skipped) {
        goes_on = exists_[skipped] == 0;
      }
      if (goes_on) continue;
      add(print_part(lane, places_[begin] - lane.base, place - lane.base));
      begin = at + 1;
    }
  }
  return text;
}

}  // namespace fangan::dmn
