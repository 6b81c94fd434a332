#include "column/row_code.h"

namespace fangan::column {
namespace {

bool is_wanted(const Step& step, const Block& block, size_t row) {
  return step.in[0] == no_register || block.in<uint8_t>(step, 0)[row] == truth_yes;
}

}  // namespace

Value RowCode::value(const Block& block, size_t row) const {
  feel::Evaluation& evaluation = *block.evaluation;
  evaluation.reset();
  feel::Evaluation::Frame frame(&evaluation, expression_.slot_count());
  const size_t number = block.first_row + row;
  for (const Extract::Input& input : inputs_) {
    const bool is_row = input.column == Table::npos;
    frame[input.slot] =
        is_row ? block.table->row(number) : block.table->at(input.column).value(number);
  }
  Value value = expression_.run(&evaluation);
  return evaluation.stopped() ? Value::null(*evaluation.stopped()) : value;
}

void compute_truths(const Step& step, const Block& block) {
  uint8_t* const out = block.out<uint8_t>(step);
  for (size_t row = 0; row < block_rows; ++row) {
    out[row] = truth_unknown;
    if (row >= block.rows || !is_wanted(step, block, row)) continue;
    const Value value = step.immediate.code->value(block, row);
    if (value.is(ValueKind::boolean)) out[row] = value.boolean() ? truth_yes : truth_no;
  }
}

void compute_values(const Step& step, const Block& block) {
  Value* const out = block.out<Value>(step);
  for (size_t row = 0; row < block.rows; ++row) {
    out[row] = is_wanted(step, block, row) ? step.immediate.code->value(block, row) : Value();
  }
}

}  // namespace fangan::column
