// Program: expressions compiled for a table, run over all of its rows.
//
// A program is a list of steps over vectors of block_rows rows. One block goes through all steps
// before the next begins, so what they hand on stays in the cache, and parts that several
// expressions have in common are computed once. Several threads take blocks; the results do not
// depend on who took which.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "column/step.h"
#include "column/table.h"

namespace fangan::column {

/// Where an expression of a program leaves its values, and what they are.
struct Output {
  Kind kind = Kind::none;
  Register data = no_register;
  Register valid = no_register;
  Width width = Width::w8;
  int scale = 0;
  Int128 low = 0;
  Int128 high = 0;
  std::shared_ptr<Dictionary> dictionary;
  std::vector<std::string> names;
  std::vector<Output> members;
};

/// Takes the blocks of one worker, in any order.
class BlockTaker {
 public:
  virtual ~BlockTaker() = default;
  /// The registers of the program's outputs hold the rows of this block.
  virtual void take(const Block& block) = 0;
};

/// Some rows of a table, the first and the one behind the last.
struct RowRange {
  size_t begin = 0;
  size_t end = SIZE_MAX;
};

class Program {
 public:
  const std::vector<Output>& outputs() const { return outputs_; }
  /// How many steps a block goes through, and how many of them are computed row by row by feel/.
  size_t step_count() const { return steps_.size(); }
  size_t row_step_count() const;
  /// False where feel/ would have to compute a part from a column that loses its zeros.
  bool keeps_zeros() const { return keeps_zeros_; }
  /// Whether the columns still are what it was compiled for: kinds, widths, scales, nulls, words,
  /// and no cell beyond the bounds of then. Where they are not, compile again.
  bool fits(const Table& table) const;

  /// A column for each expression. `threads` 0: as many as there are processors.
  std::vector<Column> run(const Table& table, size_t threads = 0) const;
  /// The same into columns of an earlier run of this program over this table, whose memory serves
  /// again.
  void run(const Table& table, std::vector<Column>* columns, size_t threads = 0) const;
  /// One row alone: a value for each expression.
  std::vector<Value> run_row(const Table& table, size_t row) const;
  /// Hands the blocks to the taker of the worker that computed them. The table fits.
  void run(const Table& table, std::span<const std::unique_ptr<BlockTaker>> takers,
           RowRange rows = {}) const;
  /// How many takers run() should get for a table, at most `threads` (0: the processors).
  static size_t worker_count(const Table& table, size_t threads);

 private:
  friend class Emitter;

  struct Place {
    enum class Kind : uint8_t { scratch, data, valid, values };
    Kind kind = Kind::scratch;
    uint32_t number = 0;      ///< Of the column, or of the vector of values.
    size_t cell_bytes = 0;
    size_t offset_bytes = 0;  ///< scratch
  };
  /// What a column has to be like.
  struct Expected {
    size_t column = 0;
    Kind kind = Kind::none;
    Width width = Width::w8;
    int scale = 0;
    bool has_nulls = false;
    Int128 low = 0;
    Int128 high = 0;
  };
  class Worker;

  std::vector<Step> first_steps_;  ///< Of constants, once for each worker.
  std::vector<Step> steps_;
  std::vector<Place> places_;  ///< By register.
  std::vector<Expected> expected_;
  std::vector<Output> outputs_;
  std::optional<DateTime> now_;
  bool keeps_zeros_ = true;
  size_t scratch_bytes_ = 0;
  size_t values_count_ = 0;  ///< Vectors of values.
  std::vector<std::shared_ptr<const RowCode>> codes_;
  std::vector<std::shared_ptr<const Buffer>> tables_;
};

/// The values of an output in a block, from its first row on; `row` counts in the block.
Value value_in(const Block& block, const Output& output, size_t row);

}  // namespace fangan::column
