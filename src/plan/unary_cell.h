// Unary tests: the cells of a decision table, as far as 亮灯 needs them.
//
// `-`, literals (numbers, true, false, "text"), `< n`, `<= n`, `> n`, `>= n`, `= v`, ranges [a..b]
// (a..b) and half-open ones, several of these between commas, and not(...) around them. A missing
// value fulfils `-` only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "value/decimal.h"

namespace fangan {

using TestValue = std::variant<std::monostate, bool, Decimal, std::string>;

enum class Relation : uint8_t { equal, less, at_most, more, at_least, between };

/// One comparison. `high` and the open ends belong to `between` only.
struct TestPart {
  Relation relation = Relation::equal;
  TestValue low;
  TestValue high;
  bool low_open = false;
  bool high_open = false;
};

/// True when one of the parts is; without parts (`-`) always.
struct UnaryTest {
  std::vector<TestPart> parts;
  bool negated = false;
};

/// None where the cell is something else.
std::optional<UnaryTest> read_unary_test(std::string_view cell);

bool fulfils(const TestValue& value, const UnaryTest& test);

/// True when every value the test compares with has the type of `example`.
bool compares_with(const UnaryTest& test, const TestValue& example);

}  // namespace fangan
