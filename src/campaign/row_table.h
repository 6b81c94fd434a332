// Row table: the rows of one register and the names each of them has. Only files about Rows include
// it.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "campaign/rows.h"

namespace fangan {

/// One name of a row, and where its value comes from.
struct RowColumn {
  enum class Kind : uint8_t {
    field,
    derived,
    decision,
    id,
    period,
    state,
    reported,
    accepted,
    published,
    entered,
    at,
    back_list,  ///< The rows of another register that refer to this one.
  };
  Kind kind = Kind::field;
  std::string name;
  const Formula* formula = nullptr;  ///< Of derived fields and decisions.
  RowTable* target = nullptr;        ///< Of a field that refers to rows: theirs.
};

/// A value that is computed once.
struct KeptValue {
  enum class State : uint8_t { empty, computing, known };
  State state = State::empty;
  bool in_circle = false;  ///< It was asked for while it was being computed.
  Value value;
};

class Row final : public ContextSource {
 public:
  Row(RowTable* table, RowState state, size_t number)
      : table_(table), state_(std::move(state)), value_(Context(this)), number_(number) {}

  const Value* find(std::string_view name) const override;
  std::vector<std::string> names() const override;
  Context key() const override;
  bool is_same(const ContextSource& other) const override;
  size_t hash() const override;
  Type type() const override;

  RowTable& table() const { return *table_; }
  const RowState& state() const { return state_; }
  /// A reference is an id until somebody follows it.
  Value& field(size_t column) const { return state_.fields[column]; }
  const Value& value() const { return value_; }
  /// Its place among the rows of the table as they came, from 0.
  size_t number() const { return number_; }
  /// Of a column that is no field.
  KeptValue& kept(size_t column) const;
  std::optional<Grade>& kept_grade() const { return grade_; }
  /// Whether it is not known if it has a higher grade; once its grade is kept.
  bool is_grade_open() const { return is_grade_open_; }
  void leave_grade_open() const { is_grade_open_ = true; }
  /// What was computed; its fields stay.
  void forget() {
    kept_.reset();
    grade_.reset();
    is_grade_open_ = false;
  }
  /// The same, and references are ids again.
  void forget_all() const;
  /// Takes another state; what was computed stays.
  void set_state(RowState state) const { state_ = std::move(state); }
  bool is_there() const { return is_there_; }
  void take_away() const { is_there_ = false; }
  /// A row for which this one was read.
  void add_reader(const Row* reader) const {
    if (readers_.empty() || readers_.back() != reader) readers_.push_back(reader);
  }
  /// Those since it was last asked.
  std::vector<const Row*> take_readers() const { return std::exchange(readers_, {}); }

 private:
  RowTable* table_;
  mutable RowState state_;
  Value value_;  ///< The row as a value.
  size_t number_;
  mutable std::unique_ptr<KeptValue[]> kept_;
  mutable std::optional<Grade> grade_;
  mutable bool is_grade_open_ = false;
  mutable bool is_there_ = true;
  mutable std::vector<const Row*> readers_;
};

class RowTable {
 public:
  RowTable(Rows* rows, const Register& definition, const Flow* flow, RowSource* source);

  /// Names from other blocks: decisions that stand on the register, registers that refer to it.
  /// A name that is taken keeps its meaning.
  void add_column(RowColumn column);
  /// No column is added after this.
  void finish_columns();
  /// Sets what a field refers to. No more than this changes after finish_columns().
  void set_target(size_t field, RowTable* target) { columns_[field].target = target; }
  /// False where its id is there already.
  bool add(RowState state);
  /// The row with that id, which is this one where there was none.
  const Row& take(RowState state);
  /// A row of that id as it is now, which is a new one where there was none; none: takes it away.
  /// Nullptr where there was none to take away. All rows are here.
  const Row* change(std::string_view id, std::optional<RowState> state);
  /// How many rows there ever were: their numbers are below.
  size_t numbers() const { return all_.size(); }
  const Row& at(size_t number) const { return all_[number]; }
  /// Whether a row is here; nothing is read from the source.
  bool has(std::string_view id) const { return by_id_.count(id) > 0; }
  /// What was computed of its rows.
  void forget() {
    for (Row& row : all_) row.forget();
  }
  /// No more rows come from the source.
  void close() { source_ = nullptr; }

  const Register& definition() const { return definition_; }
  const Flow* flow() const { return flow_; }
  Rows& rows() const { return *rows_; }
  /// Whether all of its rows are here.
  bool is_whole() const { return source_ == nullptr; }
  RowSource* source() const { return source_; }
  /// All rows in the order of the keys; rows without a key as they came.
  const std::vector<const Row*>& sorted();
  void sort(std::vector<const Row*>* rows) const;
  void load();
  /// Nullptr where there is none.
  const Row* find(std::string_view id);
  const std::vector<RowColumn>& columns() const { return columns_; }
  /// Which of the fields are its key, in that order.
  const std::vector<size_t>& key_places() const { return key_places_; }
  size_t column(std::string_view name) const { return shape_->find(name); }

 private:
  Rows* rows_;

  const Register& definition_;
  const Flow* flow_;
  std::vector<size_t> key_places_;
  RowSource* source_;  ///< None once all rows are here.
  size_t fetched_ = 0;
  std::vector<RowColumn> columns_;  ///< The fields first, in their order.
  std::shared_ptr<const Shape> shape_;
  std::deque<Row> all_;
  std::vector<const Row*> sorted_;
  bool is_sorted_ = false;
  std::unordered_map<std::string_view, const Row*> by_id_;
};

/// By the key, then by the period; of registers whose keys are alike they are too.
bool is_before(const Row* left, const Row* right);

/// A function that rules may call, made of what computes it.
Value row_function(std::string name, std::vector<std::string> parameters, Type type,
                   std::function<Value(const std::vector<Value>&)> compute);

/// done(R), total(list), is set(p), working days(a, b) as language.md 3 says.
Value done_function(Rows* rows);
Value total_function();
Value is_set_function();
Value working_days_function(Rows* rows);
/// Of one row: entered(state) and at(period).
Value entered_function(const Row& row);
Value at_function(const Row& row);

}  // namespace fangan
