#include "feel/expectation.h"

#include <algorithm>

#include "feel/names.h"
#include "feel/temporal_text.h"
#include "value/compare.h"
#include "value/print.h"

namespace fangan::feel {
namespace {

constexpr int digits_compared = 8;

/// Digits from the first to the last that is not 0; and where the last of them stands.
struct Digits {
  int count = 0;
  int exponent = 0;
};

Digits digits_of(const Decimal& number) {
  UInt128 coefficient = number.coefficient();
  Digits digits{0, number.exponent()};
  if (coefficient == 0) return {0, 0};
  for (; coefficient % 10 == 0; coefficient /= 10) ++digits.exponent;
  for (; coefficient != 0; coefficient /= 10) ++digits.count;
  return digits;
}

/// Tests often hold what doubles gave, wrong in their last digits: eight count, after the point or,
/// of a small number, from its first digit on.
bool same_when_shortened(const Decimal& computed, const Decimal& expected) {
  const Digits given = digits_of(expected);
  const bool is_long = given.count >= digits_compared || -given.exponent >= digits_compared;
  if (!is_long || digits_of(computed).exponent >= given.exponent) return false;
  const int first_digit = given.count + given.exponent;  // 1 for 2.5, 0 for 0.25, -1 for 0.025
  const int places = std::min(-given.exponent, digits_compared + std::max(0, -first_digit));
  for (const Rounding rounding : {Rounding::half_even, Rounding::down}) {
    const Result<Decimal> one = round(computed, places, rounding);
    const Result<Decimal> other = round(expected, places, rounding);
    if (one && other && one.value() == other.value()) return true;
  }
  return false;
}

bool same_numbers(const Decimal& computed, const Decimal& expected) {
  return computed == expected || same_when_shortened(computed, expected);
}

using Same = bool (*)(const Value& computed, const Value& expected);

bool same_lists(const Value& computed, const Value& expected, Same same) {
  return std::equal(computed.items().begin(), computed.items().end(), expected.items().begin(),
                    expected.items().end(), same);
}

bool same_contexts(const Context& computed, const Context& expected, Same same) {
  if (computed.size() != expected.size()) return false;
  for (size_t i = 0; i < expected.size(); ++i) {
    const Value* found = computed.find(expected.name(i));
    if (found == nullptr) found = computed.find(normal_name(expected.name(i)));
    if (found == nullptr || !same(*found, expected.value(i))) return false;
  }
  return true;
}

bool same_values(const Value& computed, const Value& expected, Same same) {
  if (computed.kind() != expected.kind()) return false;
  switch (expected.kind()) {
    case ValueKind::number:
      return same_numbers(computed.number(), expected.number());
    case ValueKind::list:
      return same_lists(computed, expected, same);
    case ValueKind::context:
      return same_contexts(computed.context(), expected.context(), same);
    default:
      return is_same(computed, expected);
  }
}

std::string without_blanks(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

/// A text that JSON gives for a value it has no word for.
bool stands_for(const std::string& text, const Value& computed) {
  switch (computed.kind()) {
    case ValueKind::date:
    case ValueKind::time:
    case ValueKind::date_time:
    case ValueKind::months_duration:
    case ValueKind::time_duration:
      return same_values(computed, read_temporal(text), is_expected);
    case ValueKind::range:
    case ValueKind::function:
      return without_blanks(text) == without_blanks(print(computed));
    default:
      return false;
  }
}

}  // namespace

bool is_expected(const Value& computed, const Value& expected) {
  return same_values(computed, expected, is_expected);
}

bool is_expected_json(const Value& computed, const Value& expected) {
  const bool is_text = expected.is(ValueKind::string) && !computed.is(ValueKind::string);
  return is_text ? stands_for(expected.text(), computed)
                 : same_values(computed, expected, is_expected_json);
}

}  // namespace fangan::feel
