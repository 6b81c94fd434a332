#include "column/program.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstring>
#include <thread>

#include "column/row_code.h"

namespace fangan::column {

/// Memory of one thread: its scratch and the values that its steps hand on.
class Program::Worker {
 public:
  Worker(const Program& program, const Table& table)
      : program_(program),
        scratch_(program.scratch_bytes_),
        values_(program.values_count_, std::vector<Value>(block_rows)),
        at_(program.places_.size(), nullptr) {
    block_.table = &table;
    block_.evaluation = &evaluation_;
    if (program.now_) evaluation_.set_now(*program.now_);
    for (size_t i = 0; i < at_.size(); ++i) {
      const Place& place = program.places_[i];
      if (place.kind == Place::Kind::scratch) at_[i] = scratch_.data() + place.offset_bytes;
      if (place.kind == Place::Kind::values) {
        at_[i] = reinterpret_cast<std::byte*>(values_[place.number].data());
      }
    }
    block_.at = at_.data();
    block_.rows = block_rows;
    for (const Step& step : program.first_steps_) step.run(step, block_);
  }

  const Block& compute(size_t first_row) {
    const Table& table = *block_.table;
    block_.first_row = first_row;
    block_.rows = std::min(block_rows, table.rows() - first_row);
    for (size_t i = 0; i < at_.size(); ++i) {
      const Place& place = program_.places_[i];
      if (place.kind != Place::Kind::data && place.kind != Place::Kind::valid) continue;
      const Column& column = table.at(place.number);
      const Buffer& cells = place.kind == Place::Kind::data ? column.data : column.valid;
      // Steps only read what columns hold.
      at_[i] = const_cast<std::byte*>(cells.data()) + first_row * place.cell_bytes;
    }
    for (const Step& step : program_.steps_) step.run(step, block_);
    return block_;
  }

 private:
  const Program& program_;
  Buffer scratch_;
  std::vector<std::vector<Value>> values_;
  std::vector<std::byte*> at_;
  feel::Evaluation evaluation_;
  Block block_;
};

namespace {

Column empty_column(const Output& output, size_t rows) {
  Column column;
  column.kind = output.kind;
  column.rows = rows;
  column.width = output.width;
  column.scale = output.scale;
  column.low = output.low;
  column.high = output.high;
  column.dictionary = output.dictionary;
  column.names = output.names;
  for (const Output& member : output.members) column.members.push_back(empty_column(member, rows));
  if (output.kind == Kind::general) {
    column.values.resize(rows);
  } else if (output.data != no_register) {
    column.data = Buffer(whole_blocks(rows) * size_of(output.width));
  }
  if (output.valid != no_register) column.valid = Buffer(whole_blocks(rows));
  return column;
}

/// Copies each block to its place in the columns of the result.
class ColumnWriter final : public BlockTaker {
 public:
  ColumnWriter(const std::vector<Output>& outputs, std::vector<Column>* columns)
      : outputs_(outputs), columns_(*columns) {}

  void take(const Block& block) override { copy(block, outputs_, &columns_); }

 private:
  void copy(const Block& block, const std::vector<Output>& outputs, std::vector<Column>* columns) {
    for (size_t i = 0; i < outputs.size(); ++i) {
      const Output& output = outputs[i];
      Column& column = (*columns)[i];
      if (output.kind == Kind::general) {
        auto* const values = reinterpret_cast<const Value*>(block.at[output.data]);
        std::copy_n(values, block.rows,
                    column.values.begin() + static_cast<ptrdiff_t>(block.first_row));
      } else if (output.data != no_register) {
        const size_t bytes = size_of(output.width);
        std::memcpy(column.data.data() + block.first_row * bytes, block.at[output.data],
                    block.rows * bytes);
      }
      if (output.valid != no_register) {
        std::memcpy(column.valid.data() + block.first_row, block.at[output.valid], block.rows);
      }
      copy(block, output.members, &column.members);
    }
  }

  const std::vector<Output>& outputs_;
  std::vector<Column>& columns_;
};

/// The one row that is asked for.
class RowTaker final : public BlockTaker {
 public:
  RowTaker(const std::vector<Output>& outputs, size_t row) : outputs_(outputs), row_(row) {}

  void take(const Block& block) override {
    for (const Output& output : outputs_) {
      values_.push_back(value_in(block, output, row_ - block.first_row));
    }
  }
  std::vector<Value> values() { return std::move(values_); }

 private:
  const std::vector<Output>& outputs_;
  size_t row_;
  std::vector<Value> values_;
};

}  // namespace

Value value_in(const Block& block, const Output& output, size_t row) {
  if (output.kind == Kind::general) {
    return reinterpret_cast<const Value*>(block.at[output.data])[row];
  }
  const bool is_null = output.kind == Kind::none ||
                       (output.valid != no_register &&
                        std::to_integer<int>(block.at[output.valid][row]) == 0);
  if (is_null) return {};
  if (output.kind == Kind::context) {
    std::vector<std::pair<std::string, Value>> entries;
    for (size_t i = 0; i < output.names.size(); ++i) {
      entries.emplace_back(output.names[i], value_in(block, output.members[i], row));
    }
    return Context(std::move(entries));
  }
  if (output.kind == Kind::decimal) {
    return reinterpret_cast<const Decimal*>(block.at[output.data])[row];
  }
  const Int128 cell = read_cell(output.kind, output.width, block.at[output.data], row);
  return value_of_cell(output.kind, cell, output.scale, output.dictionary.get());
}

size_t Program::row_step_count() const {
  return static_cast<size_t>(std::count_if(steps_.begin(), steps_.end(), [](const Step& step) {
    return step.immediate.code != nullptr;
  }));
}

bool Program::fits(const Table& table) const {
  return std::all_of(expected_.begin(), expected_.end(), [&table](const Expected& expected) {
    const Column& column = table.at(expected.column);
    return column.kind == expected.kind && column.width == expected.width &&
           column.scale == expected.scale && !column.valid.empty() == expected.has_nulls &&
           column.low >= expected.low && column.high <= expected.high;
  });
}

size_t Program::worker_count(const Table& table, size_t threads) {
  constexpr size_t blocks_min = 16;  // What is done before a thread has started.
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  const size_t blocks = whole_blocks(table.rows()) / block_rows;
  return std::clamp<size_t>(blocks / blocks_min, 1, threads);
}

void Program::run(const Table& table, std::span<const std::unique_ptr<BlockTaker>> takers,
                  RowRange rows) const {
  assert(fits(table));
  constexpr size_t blocks_at_once = 8;
  const size_t end = std::min(rows.end, table.rows());
  std::atomic<size_t> next = rows.begin / block_rows * block_rows;
  const auto work = [&](BlockTaker* taker) {
    Worker worker(*this, table);
    while (true) {
      const size_t begin = next.fetch_add(blocks_at_once * block_rows);
      if (begin >= end) return;
      const size_t stop = std::min(end, begin + blocks_at_once * block_rows);
      for (size_t row = begin; row < stop; row += block_rows) taker->take(worker.compute(row));
    }
  };
  // Joined on every way out: the evaluations of this thread may be interrupted.
  std::vector<std::jthread> threads;
  for (size_t i = 1; i < takers.size(); ++i) threads.emplace_back(work, takers[i].get());
  work(takers.front().get());
}

std::vector<Column> Program::run(const Table& table, size_t threads) const {
  std::vector<Column> columns;
  for (const Output& output : outputs_) columns.push_back(empty_column(output, table.rows()));
  run(table, &columns, threads);
  return columns;
}

void Program::run(const Table& table, std::vector<Column>* columns, size_t threads) const {
  assert(columns->size() == outputs_.size());
  std::vector<std::unique_ptr<BlockTaker>> takers;
  for (size_t i = 0; i < worker_count(table, threads); ++i) {
    takers.push_back(std::make_unique<ColumnWriter>(outputs_, columns));
  }
  run(table, takers);
}

std::vector<Value> Program::run_row(const Table& table, size_t row) const {
  assert(row < table.rows());
  std::vector<std::unique_ptr<BlockTaker>> takers;
  auto taker = std::make_unique<RowTaker>(outputs_, row);
  RowTaker* const found = taker.get();
  takers.push_back(std::move(taker));
  run(table, takers, {row, row + 1});
  return found->values();
}

}  // namespace fangan::column
