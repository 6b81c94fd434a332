// Counted rows: which rows of the registers a figure of a target is counted from, on one day.
//
// This is the one place where rows are chosen and, with Rows::is_done(), counted. What a row says
// for it, its county, its value of the split, the day it counts for, is found once, however many
// nodes, shares and grades ask.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "campaign/row_choice.h"
#include "campaign/row_regions.h"
#include "campaign/target_asks.h"

namespace fangan {

/// Whether it asks for `node`: which rows belong to it is then its own business.
bool asks_node(const Formula& formula);

/// A word for each row of a register, such as the county it belongs to, and how many have it.
class RowWordNumbers {
 public:
  static constexpr uint32_t none = UINT32_MAX;
  /// `row` is its number; none takes it out.
  void set(size_t row, const std::optional<std::string>& word);
  uint32_t of(size_t row) const { return row < of_row_.size() ? of_row_[row] : none; }
  /// By number, those that no row has any more among them.
  const std::vector<std::string>& words() const { return words_; }
  uint32_t find(std::string_view word) const;
  /// Those that rows have, sorted.
  std::vector<std::string> in_use() const;

 private:
  std::vector<uint32_t> of_row_;
  std::vector<std::string> words_;
  std::vector<int64_t> counts_;
  std::map<std::string, uint32_t, std::less<>> numbers_;
};

/// Registers as parts: the rows of one holder, of one value of a split.
class RowParts {
 public:
  explicit RowParts(Rows* rows) : rows_(*rows), regions_(rows) {}

  Rows& rows() { return rows_; }
  RowRegions& regions() { return regions_; }
  /// `holder`: unheld_share are the rows of no county. A register whose rows belong to no county is
  /// seen whole; so is one that has no such field.
  Value list(std::string_view register_name, const std::optional<std::string>& holder,
             std::string_view field, std::string_view part);
  /// Of a holder those whose value of the field is blank.
  Value without_part(std::string_view register_name, const std::optional<std::string>& holder,
                     std::string_view field);
  /// Whether what belongs to a holder says all of its figure: nothing that the target rests on
  /// besides the rows it counts has rows of several holders.
  bool divides(const Target& target);
  /// Everyone who has rows in it, and what values of a field they have.
  std::vector<std::string> holders(std::string_view register_name);
  std::vector<std::string> parts(std::string_view register_name, std::string_view field);
  /// By row the holder; the rows of no county have unheld_share.
  const RowWordNumbers& holder_numbers(RowTable* table);
  /// By row the value of a field that is a text.
  const RowWordNumbers& part_numbers(RowTable* table, size_t column);
  /// Rows that changed, of any registers.
  void forget(const std::vector<const Row*>& rows);

 private:
  using Lists = std::map<std::string, Value, std::less<>>;
  const Lists& by_holder(std::string_view register_name);
  const Lists& by_part(std::string_view register_name, const std::string& holder, const Value& list,
                       std::string_view field);

  Rows& rows_;
  RowRegions regions_;
  std::map<const Target*, bool> divides_;
  std::map<std::string, Lists, std::less<>> by_holder_;
  std::map<std::tuple<std::string, std::string, std::string>, Lists> by_part_;
  std::optional<std::string> holder_of(const Row& row);
  std::optional<std::string> part_of(const Row& row, size_t column);
  std::map<const RowTable*, RowWordNumbers> holder_numbers_;
  std::map<std::pair<const RowTable*, size_t>, RowWordNumbers> part_numbers_;
};

/// The days by which rows count for the nodes of a target.
class CountedDays {
 public:
  /// Of a register named in the target's measure.
  CountedDays(Rows* rows, const Target& target);

  /// Whether a row counts for one node and not for another by a day of its own.
  bool restricts() const { return by_ != By::nothing; }
  /// Whether rows have a day, even where it restricts nothing.
  bool has_days() const;
  struct Day {
    std::optional<Date> day;            ///< The last one of what the row counts for.
    std::vector<MissingField> missing;  ///< Why it has none.
  };
  /// Of a row at a grade, for a node.
  Day of(const Row& row, Grade grade, const Value& node);
  /// Whether the day of a row is another for each grade, and for each node.
  bool is_by_grade() const { return by_ != By::formula; }
  bool is_by_node() const { return by_ == By::formula && asks_node(target_.counts_on); }
  void forget(const Row& row);

 private:
  enum class By : uint8_t { nothing, formula, row };
  Day of_formula(const Row& row, const Value& node);
  const Day& kept(const Row& row);

  Rows& rows_;
  const Target& target_;
  By by_ = By::nothing;
  std::map<const RowTable*, std::vector<std::optional<Day>>> kept_;
};

/// What one figure is counted from.
class CountedRows final : public RowChoice {
 public:
  struct For {
    const Target& target;
    const Ask& ask;
    std::optional<std::string> holder;
    Value node;                 ///< As its formulas see it.
    std::optional<Date> until;  ///< Only rows that counted by that day.
    /// Not those of a part, but those of which it is not known to which part they belong: all that
    /// count are missing() the field of the split.
    bool is_without_part = false;
  };
  CountedRows(RowParts* parts, CountedDays* days, For what)
      : parts_(*parts), days_(*days), for_(std::move(what)) {}

  Value list(std::string_view register_name) override;
  bool counts(const Row& row, Grade grade) override;
  void leave_open(const Row& row) override;
  /// What rows lack that had to say for which day or part they count, or whether they are done, and
  /// did not. Once all is counted.
  std::set<MissingField> missing();

 private:
  bool is_in_nodes(Date day) const;
  bool fits(const CountedDays::Day& counted) const;

  RowParts& parts_;
  CountedDays& days_;
  For for_;
  std::set<MissingField> missing_;
  std::set<const Row*> open_;      ///< Perhaps done.
  std::set<const Row*> partless_;  ///< Counted, for a part that is not known.
};

/// What a row of a blank part lacks to belong to one.
std::vector<MissingField> lacks_for_part(Rows* rows, const Row& row, const std::string& split_by);
/// What rows lack of which it is not known whether they count for the part that is asked for.
std::set<MissingField> lacks_without_part(RowParts* parts, CountedDays* days,
                                          CountedRows::For what);

/// The registers that the measure of a target names, in the order of its inputs.
std::vector<std::string> registers_of(const Target& target);
/// Whether it counts by periods, of which a row belongs to one.
bool is_by_period(const Target& target);
/// The grade at which rows are done for it: that of its rate and its light.
Grade driving_grade(const Target& target);

}  // namespace fangan
