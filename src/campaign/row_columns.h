// Row columns: some fields of many rows of one register, each in a column.
//
// What a register of a store costs when one rule is asked of all of its rows is mostly the reading.
// So the fields that the rule needs (row_needs.h) are read straight into columns, and a row is made
// of them only where somebody has to look at it alone.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "campaign/rows.h"
#include "column/column.h"

namespace fangan {

struct RowColumns {
  std::vector<std::string> ids;
  /// By index into the fields of the register. Of a reference or agency: the id as a text.
  std::map<size_t, column::Column> fields;
  /// By a reference and a field of the row it leads to; null where it leads nowhere. Those that
  /// are not here are asked of the rows themselves.
  std::map<std::pair<size_t, size_t>, column::Column> paths;
  column::Column state;   ///< As RowState::state; null: the first of the flow.
  column::Column period;
  /// Of whole rows alone, as RowState has them.
  std::vector<std::vector<std::pair<std::string, Date>>> entered;
  std::vector<Date> since;

  size_t rows() const { return ids.size(); }
  /// The row as far as it is here; `fields_count`: of the register.
  RowState row(size_t number, size_t fields_count) const;
};

/// Of whole rows: all of them.
std::vector<RowState> states_of(const RowColumns& columns, const Register& definition);

}  // namespace fangan
