// Rows: the registers of a plan as one view shows them, held in memory, and any formula of the plan
// evaluated over them.
//
//   Rows rows(plan, as_of, parameters_in_force(plan, as_of));
//   rows.add("机组", states);
//   const Outcome outcome = rows.evaluate(decision.value, {rows.row("机组", "甲/1")});
//
// A row is a FEEL context whose fields, derived fields, decisions, references and back-lists are
// computed when somebody asks and kept from then on, so a register costs what is read of it and
// rows may lead round in circles. What is kept holds for this day and these parameters; another
// view is another Rows. One thread at a time. The values it gives live as long as it does.
//
// A Rows that lasts (keep_up()) is told of rows that changed, and forgets what rests on them alone:
// whenever a value of a row is computed, the rows it is computed from note for which row that was.
//
// With a RowSource (row_source.h), registers that nobody added are read from it when needed.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/evaluation.h"
#include "plan/plan.h"

namespace fangan {

/// One row as a view shows it.
struct RowState {
  std::string id;             ///< As row_id() makes it.
  std::vector<Value> fields;  ///< As Register::fields. Of a reference or agency: the id as a text.
  Value period;               ///< Of a register with periods: a year, or a text such as 2017-03.
  std::string state;          ///< Empty: the first of the register's flow.
  /// By state the day of its last entry that was not undone.
  std::vector<std::pair<std::string, Date>> entered;
  Date since;  ///< From which day it is there.
};

/// What tells rows of a register apart: the values of the key fields and the period, joined by `/`;
/// empty where a key field is blank, and for registers without a key. Each of several parts is
/// written by key_part(), so that no two keys meet; a single one stands as it is.
std::string row_id(const Plan& plan, const Register& definition, const RowState& row);
/// The same of fields that are no row yet.
using FieldAt = std::function<const Value&(size_t place)>;
std::string row_id(const Plan& plan, const Register& definition, const Value& period,
                   const FieldAt& field);
/// Whether ids of its rows are of several parts, be it through the row that is the whole key.
bool has_key_parts(const Plan& plan, const Register& definition);
/// `%2F` for `/`, and `%25` for a `%` that would be read as one of the two.
std::string key_part(std::string text);

/// Parameters by name with their value in force; one that is missing is not set.
using ParameterValues = std::map<std::string, Value, std::less<>>;

/// A field that was asked for and is blank.
struct MissingField {
  std::string register_name;
  std::string row;  ///< Its id.
  std::string field;

  auto operator<=>(const MissingField&) const = default;
};

/// What came of a formula (language.md 3.7).
struct Outcome {
  enum class Kind : uint8_t {
    value,
    not_set,       ///< It rests on a parameter without a value; it was not evaluated.
    undetermined,  ///< Null: a field is missing, or no rule of a table holds.
  };
  Kind kind = Kind::value;
  Value value;                        ///< Null, perhaps with a reason, where undetermined.
  std::vector<std::string> not_set;   ///< Names of parameters.
  std::vector<MissingField> missing;  ///< Sorted; what must be filled in to get further.
  /// With Asked::tells_left_out: what rows lack that filters could not place.
  std::vector<MissingField> left_out;
};

class RowChoice;
class RowVeil;

/// For whom and at what a formula is asked.
struct Asked {
  Value record = {};              ///< Null: a formula that rests on no record.
  Grade grade = Grade::accepted;  ///< What done(R) means.
  Value user = {};
  Value node = {};
  Value light = {};  ///< Of the light table: a context of its inputs.
  RowChoice* choice = nullptr;  ///< Which rows it is counted from; none: all of them.
  RowVeil* veil = nullptr;      ///< What whoever asks may have of rows; none: all of it.
  bool tells_left_out = false;
};

class RowSource;
class RowTable;
class RowIndex;
class Row;

/// A part of a formula that asks something of one row, such as the condition of a filter.
struct RowQuestion {
  feel::Expression expression;
  std::vector<Value> inputs;  ///< The first variables of its frame.
  uint32_t row_slot = 0;      ///< Where it looks for the row.
};
struct RowAnswer {
  Value value;
  /// As Outcome::left_out: what the row lacks so that it is not known whether it belongs.
  std::vector<MissingField> lacks;
};

/// What follows from the change of a row.
struct Changed {
  bool everything = false;  ///< All is to be looked at again, in a Rows made anew.
  std::vector<const Row*> rows;  ///< Of which something was forgotten, the row itself first.
};

class Rows {
 public:
  /// Of rows times rows that one formula goes through: 10,000 for each of 10,000.
  static constexpr uint64_t nested_rows_max = 100'000'000;

  /// `plan` and `source` outlive it. The rows of 单位 are there from the start.
  Rows(const Plan& plan, Date as_of, ParameterValues parameters, RowSource* source = nullptr);
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  /// Adds the rows of a register of the plan, before anything is evaluated.
  /// Errors  CAMP-R005 two rows of one key; all of them are named, and the first one holds.
  Diagnostics add(std::string_view register_name, std::vector<RowState> states);
  /// A row of the source that was read already, as a value; the one known where its id is.
  Value take(std::string_view register_name, RowState state);
  /// From now on notes what rests on which rows, for change(). Before anything is evaluated.
  void keep_up();
  /// A row as it is now; none: it is gone. Only after keep_up().
  Changed change(std::string_view register_name, std::string_view id,
                 std::optional<RowState> state);
  /// What reads as a register and is computed elsewhere, such as the figures of a target.
  void add_table(std::string name, std::function<Value()> rows);

  bool keeps_up() const;
  Date as_of() const { return as_of_; }
  /// The same rows and parameters on another day: what was computed is forgotten. For days between
  /// which nothing changed; tables of add_table() stay those of the day they were made for.
  void move_to(Date as_of);
  const Plan& plan() const { return plan_; }
  const ParameterValues& parameters() const { return parameters_; }

  /// All rows of a register in the order of their keys. Null with CAMP-R003 where they are not
  /// here.
  Value list(std::string_view register_name);
  /// One row; null with CAMP-R004 where there is none.
  Value row(std::string_view register_name, std::string_view id);

  /// Errors of the value  CAMP-R001 a field that depends on itself; CAMP-R002 the calendar of a
  /// year is not set; CAMP-R003, CAMP-R004; CAMP-R009 more than nested_rows_max rows are gone
  /// through for rows of another register; those of FEEL. `trace`: of the formula itself, for
  /// explain().
  Outcome evaluate(const Formula& formula, const Asked& asked, feel::Trace* trace = nullptr);
  /// A condition of a formula asked of one row.
  RowAnswer ask(const RowQuestion& question, const Row& row);
  /// A part of a formula that asks nothing of any row; its first variables.
  Value value(const feel::Expression& expression, std::span<const Value> variables);
  /// The variables of a formula but for the registers and functions over them, which are null.
  std::vector<Value> inputs(const Formula& formula, const Asked& asked);
  /// One name of a row: a field, a derived field, a decision, a register that refers to it.
  Outcome read(const Value& row, std::string_view name);

  /// The parameters a formula rests on that are not set.
  std::vector<std::string> missing_parameters(const Formula& formula) const;

  /// While it lives, what is read of other rows is read for this one.
  class ReadFor {
   public:
    ReadFor(Rows* rows, const Row* reader);
    ~ReadFor();
    ReadFor(const ReadFor&) = delete;
    ReadFor& operator=(const ReadFor&) = delete;

   private:
    Rows& rows_;
    const Row* reader_;
  };

  // For rows and functions of this folder.
  void note_read(const Row& row);
  void note_read(const RowTable& all);
  const Value* cell(const Row& row, size_t column);
  Grade grade_of(const Row& row);
  /// What is missing of a row so that it is not known whether it has the grade: nothing of one that
  /// has it.
  std::vector<MissingField> lacks_for_grade(const Row& row, Grade grade);
  /// Whether done() takes the row.
  bool is_done(const Row& row);
  RowTable* table(std::string_view name);
  bool is_stopped() const { return evaluation_.stopped().has_value(); }
  /// None where 工作日历 says nothing of that year.
  std::optional<bool> is_working_day(Date day);

 private:
  friend class MissingFields;
  friend class LeftOut;
  class Asking;
  struct Kept;

  void add_agencies();
  void add_calendar();
  const Value& field(const Row& row, size_t column);
  void note_blank(const Row& row, size_t column, const Value& value);
  Value compute(const Row& row, size_t column);
  Value run(const Formula& formula, const Asked& asked, feel::Trace* trace);
  std::optional<Value> too_many_rows(const Formula& formula, const Asked& asked);
  Value input(const FormulaInput& input, const Asked& asked);
  Value decision(const std::string& name);
  Value back_list(const Row& row, size_t column);
  Value fetched_back_list(const Row& row, RowTable* from);
  void spoil_circle(const void* cell);
  std::vector<const Row*> forget_readers(const Row* row);
  Grade computed_grade(const Row& row);
  void load_calendar();

  const Plan& plan_;
  Date as_of_;
  ParameterValues parameters_;
  RowSource* source_;
  std::map<std::string, std::unique_ptr<RowTable>, std::less<>> tables_;
  std::map<std::string, std::function<Value()>, std::less<>> computed_tables_;
  std::map<std::string, Value, std::less<>> lists_;
  feel::Evaluation evaluation_;
  std::unique_ptr<RowIndex> index_;
  bool running_ = false;
  bool began_ = false;  ///< Something was evaluated.
  Grade grade_ = Grade::accepted;
  RowChoice* choice_ = nullptr;
  RowVeil* veil_ = nullptr;
  std::unique_ptr<Kept> kept_;
};

/// The row a value is; nullptr for other values.
const Row* as_row(const Value& value);

}  // namespace fangan
