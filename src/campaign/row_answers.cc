#include "campaign/row_answers.h"

#include <cassert>

#include "campaign/row_program.h"

namespace fangan {

RowAnswers::RowAnswers(const From& from)
    : rows_(from.rows),
      formula_(from.formula),
      columns_(from.columns),
      table_(*from.rows.table(from.register_name)),
      row_(&table_, RowState(), 0) {
  assert(!rows_.keeps_up());
  if (!rows_.missing_parameters(formula_).empty()) {
    not_set_ = rows_.evaluate(formula_, Asked{});
  } else {
    RowProgram program(&rows_, &table_, &columns_);
    found_ = program.run(formula_);
    parts_by_row_ = program.parts_by_row();
  }
}

Outcome RowAnswers::at(size_t row) {
  if (not_set_) return *not_set_;
  Outcome outcome;
  if (found_) outcome.value = found_->value(row);
  if (!outcome.value.is_null()) return outcome;
  row_.set_state(columns_.row(row, table_.definition().fields.size()));
  row_.forget();
  return rows_.evaluate(formula_, Asked{row_.value()});
}

}  // namespace fangan
