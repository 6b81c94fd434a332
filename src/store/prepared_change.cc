#include "store/prepared_change.h"

#include <algorithm>
#include <cassert>

#include "store/change_digests.h"

namespace fangan {

bool is_plain_addition(const RowChange& change, Date today) {
  return change.row == 0 && change.holds_from <= today && !change.removed;
}

void describe_change(const RegisterTable& table, const RowChange& change, StoredRowChange* stored) {
  stored->row = change.row;
  stored->version = 0;
  stored->holds_from = change.holds_from;
  stored->step = change.step;
  stored->removed = change.removed;
  stored->mask.clear();
  for (StoredCell* part : {&stored->period, &stored->state, &stored->source, &stored->nature}) {
    part->clear();
  }
  stored->cells.resize(table.columns.size());
  for (StoredCell& cell : stored->cells) cell.clear();
  if (change.period) stored->period.set(period_text(*change.period));
  if (change.state) stored->state.set(*change.state);
  if (change.source) stored->source.set(*change.source);
  if (change.nature) stored->nature.set(*change.nature);
}

Diagnostics write_cells(const RegisterTables& tables, const RegisterTable& table,
                        const RowChange& change, CellsOf part,
                        const WriteReference& write_reference, StoredRowChange* stored) {
  Diagnostics errors;
  for (const auto& [index, value] : change.fields) {
    assert(index < table.definition->fields.size());
    const Field& field = table.definition->fields[index];
    const RegisterColumn& column = table.columns[index];
    const bool is_reference = column.kind == FieldKind::reference;
    if (part != CellsOf::all && is_reference != (part == CellsOf::references)) continue;
    StoredCell* cell = &stored->cells[index];
    const Result<Done> written = is_reference ? write_reference(column, field, value, cell)
                                              : write_cell(tables, column, field, value, cell);
    if (!written) {
      errors.insert(errors.end(), written.errors().begin(), written.errors().end());
    } else if (change.row != 0 || !cell->is_null()) {
      stored->set(column.number);  // A new row has nothing that a blank could clear.
    }
  }
  return errors;
}

void ChangePreparer::prepare(const RowChange& change, PreparedChange* prepared) {
  StoredRowChange& stored = prepared->stored;
  describe_change(table_, change, &stored);
  prepared->has_references =
      std::any_of(change.fields.begin(), change.fields.end(), [this](const auto& entry) {
        return table_.columns[entry.first].kind == FieldKind::reference;
      });
  prepared->is_faulty =
      !write_cells(tables_, table_, change, CellsOf::others, nullptr, &stored).empty();
  prepared->is_proven = false;
  if (next_row_ == 0 || change.row != 0 || prepared->is_faulty) return;
  const int64_t row = next_row_++;
  if (prepared->has_references || !is_plain_addition(change, today_)) return;
  stored.row = row;
  stored.version = 1;
  canonical_.clear();
  add_canonical(table_, stored, &canonical_);
  prepared->checksum = checksum(canonical_);
  prepared->hash = hash_.of(canonical_);
  prepared->is_proven = true;
}

}  // namespace fangan
