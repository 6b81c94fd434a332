// Table axis: the values of one input of a decision table, cut wherever a cell begins or ends.
//
// Between two cuts no cell can tell one value from another, so a table is a grid of finitely many
// positions and every question about it has an exact answer. Positions are numbered in the order of
// the values; those an input may not have (allowed values) have no number.
//
//   cells  < 10    [10..20)    > 20          ──┬──┬──────┬──┬──
//   positions                                0  1    2    3   4     3 (= 20) is in no cell
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "feel/syntax.h"
#include "value/type.h"

namespace fangan::dmn {

/// Positions first..last.
struct Stretch {
  uint32_t first = 0;
  uint32_t last = 0;

  auto operator<=>(const Stretch&) const = default;
};

/// In order, apart from one another.
using Positions = std::vector<Stretch>;

/// One cell as far as it can be read without running it.
struct Cell {
  struct Test {
    Value value;             ///< What the input has to equal, or a range.
    bool from_list = false;  ///< A list is never unknown, only yes or no.
  };
  bool is_known = true;  ///< False: it calls, names or asks `?`; its values are not known.
  bool negated = false;
  std::vector<Test> tests;  ///< None: `-`.

  bool is_any() const { return is_known && tests.empty(); }
};

/// Reads unary tests.
Cell read_cell(const feel::Syntax& syntax, feel::NodeId tests);

class Axis {
 public:
  /// `limits`: cells the input has to pass, unless it is null. Null counts where a cell names it
  /// or the type says that the input may be null.
  Axis(const Type& type, const std::vector<const Cell*>& cells,
       const std::vector<const Cell*>& limits);

  /// False where the values cannot be put into one order: nothing is known of any cell.
  bool is_ordered() const { return ordered_; }
  uint32_t size() const { return static_cast<uint32_t>(places_.size()); }
  /// Where the input is null, if its type says that it may be.
  std::optional<uint32_t> null_position() const;
  /// The positions at which a known cell holds.
  Positions positions(const Cell& cell) const;
  /// True where a cell accepts a value that the input may not have.
  bool leaves(const Cell& cell) const;
  /// True where a test of the cell is of a kind that the input never is.
  bool is_foreign(const Cell& cell) const;
  /// The values as unary tests: `"A", > 5`. `-` where it is all of them.
  std::string print(const Positions& positions) const;

 private:
  /// The values of one kind: bounds at odd places, what lies between them at even ones.
  struct Lane {
    ValueKind kind = ValueKind::null;
    uint32_t base = 0;
    std::vector<Value> bounds;
    bool has_ranges = false;

    uint32_t size() const;
  };

  void add_bounds(const Cell& cell);
  void add_bound(const Value& value, bool is_range);
  void order_bounds(Lane* lane);
  bool exists(const Lane& lane, uint32_t place) const;
  Lane* lane_of(ValueKind kind);
  const Lane* lane_of(ValueKind kind) const;
  uint32_t place_of(const Lane& lane, const Value& bound) const;
  Positions test_places(const Cell::Test& test) const;
  Positions raw(const Cell& cell) const;
  std::string print_part(const Lane& lane, uint32_t first, uint32_t last) const;
  std::string print_texts(const Lane& lane, uint32_t first, uint32_t last) const;

  Type type_;
  bool ordered_ = true;
  std::vector<Lane> lanes_;
  std::vector<uint32_t> places_;     ///< Of each position: its place among all values.
  std::vector<uint32_t> numbers_;    ///< Of each place: how many positions lie before it.
  std::vector<uint8_t> is_allowed_;  ///< Of each place.
  std::vector<uint8_t> exists_;      ///< Of each place: no value lies between two days.
};

}  // namespace fangan::dmn
