// Row tally: one count of a measure over all rows of a register, for every holder, part and grade
// at once (measure_shape.h).
//
// What a row says for it is found once and kept: whether the conditions take it, its amount, its
// grade, the days it counts for. Adding up is then a pass over arrays, amounts among them as a
// column of integers (column/column.h), and a row that changes is found again alone.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "campaign/counted_rows.h"
#include "campaign/measure_shape.h"
#include "column/column.h"

namespace fangan {

class RowTally {
 public:
  /// Who asks; all of it outlives the tally.
  struct Of {
    RowParts& parts;
    CountedDays& days;
    const Target& target;
    const RowCount& count;
    Value node;
  };
  explicit RowTally(Of of);

  /// Which rows a sum is of.
  struct Question {
    const Ask& ask;
    std::optional<std::string> holder;
    std::optional<Date> until;
  };
  /// Of each grade; none, the first: whatever grade they have.
  using ByGrade = std::array<Value, 4>;
  struct Sum {
    ByGrade values;
    /// Of rows that conditions could not place, or that did not say for which day or part they
    /// count, or whether they have a grade.
    std::vector<MissingField> lacks;
  };
  /// None where an amount is no number: it is then not known what all of them come to.
  std::optional<Sum> sum(const Question& question);

  const RowTable& table() const { return table_; }
  /// A row of the register that changed.
  void forget(const Row& row);

 private:
  static constexpr size_t grades = 4;
  static constexpr size_t lacked_kinds = 5;
  /// What a row says for it.
  struct Fact {
    uint8_t grade = 0;
    bool is_before = false;  ///< The conditions asked of all rows take it.
    bool is_after = false;   ///< And so do those asked of rows that are done.
    bool is_known = true;    ///< Its amount is a number.
  };
  using Lacking = std::array<std::vector<uint32_t>, lacked_kinds>;  ///< Rows, as in lacks_.
  /// What was added up of the rows of one holder and part.
  struct Cell {
    std::array<uint64_t, grades> rows = {};
    std::array<Int128, grades> amount = {};
    std::array<int, grades> places = {};
    std::array<uint64_t, grades> distinct = {};
    bool is_known = true;
    bool is_exact = true;
    Lacking lacking;
  };
  class Counting;
  /// One pass, by holder and part; the last row and the last column are all of them.
  struct Pass {
    std::shared_ptr<const Counting> counting;
    size_t holders = 0;
    size_t parts = 0;
    std::vector<Cell> cells;
    /// By holder the rows that have no part, lacking for each of them: for those without rows too.
    std::vector<Lacking> partless;
    Cell& at(size_t holder, size_t part) { return cells[holder * (parts + 1) + part]; }
  };
  struct Sums;
  class Adding;

  void find(const Row& row);
  bool asks(const std::vector<RowQuestion>& conditions, const Row& row,
            std::vector<MissingField>* lacks);
  void set_day(const Row& row);
  void set_part(const Row& row);
  void set_amount(const Row& row);
  void set_member(const Row& row);
  std::optional<std::string> member_key(const Value& value) const;
  Pass& pass(const Question& question);
  bool matters(const Counting& counting, uint32_t row) const;
  void drop_passes(uint32_t row);
  const RowWordNumbers* part_numbers();
  size_t holder_of(const Question& question, const Pass& pass);
  size_t part_of(const Question& question, const Pass& pass);
  void add_lacks(const Lacking& lacking, Sum* sum) const;
  Value value_of(const Cell& cell, size_t grade) const;

  Of of_;
  RowTable& table_;
  std::vector<RowQuestion> before_;
  std::vector<RowQuestion> after_;
  size_t column_ = Shape::npos;  ///< Of the amount or member.
  bool is_by_period_ = false;
  bool asks_grades_ = false;  ///< Somebody asks of which grade rows are.
  std::vector<Fact> facts_;
  std::array<std::vector<int32_t>, grades> days_;  ///< Since 1970; no_day.
  std::vector<Value> amounts_;
  std::optional<column::Column> amount_;  ///< None where amounts_ tells more.
  std::vector<uint32_t> members_;
  std::unordered_map<std::string, uint32_t> member_numbers_;
  /// By number of the row: for the conditions asked of all rows, of those done, for its day, for a
  /// grade, and for the part it belongs to.
  enum Lacked : uint8_t { lacked_before, lacked_after, lacked_day, lacked_grade, lacked_part };
  std::array<std::map<uint32_t, std::vector<MissingField>>, lacked_kinds> lacks_;
  std::map<std::pair<std::string, std::optional<Date>>, Pass> passes_;
};

}  // namespace fangan
