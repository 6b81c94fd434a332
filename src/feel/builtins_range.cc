// Builtins that compare ranges and points (DMN 1.5, table 78).
//
// A range is what lies between two bounds. A bound is a value and a step: where an end is not
// included, the range begins a step after that value, or ends a step before it. So bounds have an
// order, a point is the range from it to itself, and each relation of the standard, with all its
// cases of included and excluded ends, is one comparison of bounds.
#include <array>

#include "feel/builtin_library.h"
#include "value/compare.h"

namespace fangan::feel {
namespace {

struct Bound {
  Value value;
  int step = 0;       ///< -1 just before the value, 1 just after it.
  int infinity = 0;   ///< -1 before everything, 1 after everything; then there is no value.
};

struct Extent {
  Bound low;
  Bound high;
};

/// None for the complement of a point, (!= 10), which is no stretch.
std::optional<Extent> extent_of(const Value& value) {
  if (!value.is(ValueKind::range)) return Extent{{value, 0, 0}, {value, 0, 0}};
  const Range& range = value.range();
  if (range.form == Range::Form::not_equal) return std::nullopt;
  if (range.form == Range::Form::equal) return Extent{{range.start, 0, 0}, {range.start, 0, 0}};
  Extent extent;
  extent.low = range.start.is_null() ? Bound{{}, 0, -1}
                                     : Bound{range.start, range.start_included ? 0 : 1, 0};
  extent.high = range.end.is_null() ? Bound{{}, 0, 1}
                                    : Bound{range.end, range.end_included ? 0 : -1, 0};
  return extent;
}

/// The extents of the two arguments, and how their bounds compare.
class Relation {
 public:
  Relation(const Extent& first, const Extent& second) : first_(first), second_(second) {}

  std::strong_ordering lows() { return compare(first_.low, second_.low); }
  std::strong_ordering highs() { return compare(first_.high, second_.high); }
  std::strong_ordering high_to_low() { return compare(first_.high, second_.low); }
  std::strong_ordering low_to_high() { return compare(first_.low, second_.high); }
  bool is_finite_after() const { return first_.high.infinity == 0; }
  /// Two values that have no order, if such were compared.
  const std::optional<std::pair<Value, Value>>& clash() const { return clash_; }

 private:
  std::strong_ordering compare(const Bound& left, const Bound& right) {
    if (left.infinity != 0 || right.infinity != 0) return left.infinity <=> right.infinity;
    const std::optional<std::strong_ordering> found = order(left.value, right.value);
    if (!found) {
      if (!clash_) clash_.emplace(left.value, right.value);
      return std::strong_ordering::equal;
    }
    return *found != 0 ? *found : left.step <=> right.step;
  }

  const Extent& first_;
  const Extent& second_;
  std::optional<std::pair<Value, Value>> clash_;
};

bool is_before(Relation& relation) { return relation.high_to_low() < 0; }
bool is_after(Relation& relation) { return relation.low_to_high() > 0; }
bool meets(Relation& relation) {
  return relation.is_finite_after() && relation.high_to_low() == 0;
}
bool overlaps(Relation& relation) {
  return relation.high_to_low() >= 0 && relation.low_to_high() <= 0;
}
bool overlaps_before(Relation& relation) {
  return relation.lows() < 0 && relation.high_to_low() >= 0 && relation.highs() <= 0;
}
bool finishes(Relation& relation) { return relation.highs() == 0 && relation.lows() >= 0; }
bool includes(Relation& relation) { return relation.lows() <= 0 && relation.highs() >= 0; }
bool starts(Relation& relation) { return relation.lows() == 0 && relation.highs() <= 0; }
bool coincides(Relation& relation) { return relation.lows() == 0 && relation.highs() == 0; }

using Test = bool (*)(Relation&);

Value decide(const BuiltinCall& call, Test test, const Value& first, const Value& second) {
  const std::optional<Extent> one = extent_of(first);
  const std::optional<Extent> other = extent_of(second);
  if (!one || !other) return refuse(call, "FEEL-F031");
  Relation relation(*one, *other);
  const bool holds = test(relation);
  if (!relation.clash()) return holds;
  const auto& [left, right] = *relation.clash();
  return refuse(call, "FEEL-F016", {{"left", std::string(name_of(left.kind()))},
                                    {"right", std::string(name_of(right.kind()))}});
}

template <Test test>
Value related(const BuiltinCall& call) {
  return decide(call, test, call[0], call[1]);
}

/// The same with the arguments changed over: "met by" is "meets" read from the other side.
template <Test test>
Value related_back(const BuiltinCall& call) {
  return decide(call, test, call[1], call[0]);
}

/// Points of kinds that have no order, booleans say, are alike or not all the same.
Value points_coincide(const BuiltinCall& call) {
  const std::optional<bool> same = equal(call[0], call[1]);
  if (same) return *same;
  return refuse(call, "FEEL-F016", {{"left", std::string(name_of(call[0].kind()))},
                                    {"right", std::string(name_of(call[1].kind()))}});
}

constexpr std::array<BuiltinImplementation, 15> implementations = {
    {{"before", related<is_before>},
     {"after", related<is_after>},
     {"meets", related<meets>},
     {"met by", related_back<meets>},
     {"overlaps", related<overlaps>},
     {"overlaps before", related<overlaps_before>},
     {"overlaps after", related_back<overlaps_before>},
     {"finishes", related<finishes>},
     {"finished by", related_back<finishes>},
     {"includes", related<includes>},
     {"during", related_back<includes>},
     {"starts", related<starts>},
     {"started by", related_back<starts>},
     {"coincides(range1, range2)", related<coincides>},
     {"coincides(point1, point2)", points_coincide}}};

}  // namespace

std::span<const BuiltinImplementation> range_builtins() { return implementations; }

}  // namespace fangan::feel
