// Aggregate: how many rows, and sums, least and greatest values of them, by groups.
//
//   const Program program = compile(table, formulas);  // condition, county, sector, amount
//   const Grouping by_place{.condition = 0, .keys = {1, 2},
//                           .measures = {{Measure::Kind::sum, 3}}};
//   const std::vector<Groups> found = aggregate(program, table, {&by_place, 1});
//
// The program computes condition, keys and amounts of a block, which are added up while they are in
// the cache; nothing of a row is kept. Sums are exact: integers of 64 or 128 bits, and where these
// do not reach Decimals, added in the order of the rows as feel/ does. A value that is null is left
// out and counted: a figure says how many rows lack what it needs.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "column/program.h"

namespace fangan::column {

/// Over the rows of a group for which an output of the program is no null.
struct Measure {
  enum class Kind : uint8_t { sum, least, greatest };
  Kind kind = Kind::sum;
  size_t output = 0;  ///< A number; a date or duration has no sum.
};

/// Which outputs of a program say what. Each member counts in Program::outputs().
struct Grouping {
  std::optional<size_t> condition = {};  ///< Rows count where it is true; none: all rows do.
  std::vector<size_t> keys = {};         ///< None: all rows are one group.
  std::vector<Measure> measures = {};
};

struct Group {
  std::vector<Value> keys;
  uint64_t rows = 0;
  struct Measured {
    Value value;         ///< Null where no row has one.
    uint64_t nulls = 0;  ///< Rows without.
  };
  std::vector<Measured> measured;
};

struct Groups {
  std::vector<Group> groups;  ///< In the order of their keys' cells; without keys there is one.
  uint64_t undecided = 0;     ///< Rows for which the condition is null.
};

/// One pass over the table for all groupings. The program fits the table.
std::vector<Groups> aggregate(const Program& program, const Table& table,
                              std::span<const Grouping> groupings, size_t threads = 0);

}  // namespace fangan::column
