// Row merge: what a row of a table changes of the row it means.
#pragma once

#include <string>
#include <vector>

#include "service/import_row.h"
#include "service/register_edit.h"

namespace fangan {

class RowMerge {
 public:
  /// All of them outlive it.
  RowMerge(EditRoom& room, RegisterSight& sight, CellReader& cells)
      : room_(room), sight_(sight), cells_(cells) {}

  struct Conflict {
    std::string field;
    Diagnostic error;  ///< SVC-I005.
  };
  /// The fields of `change`. Of a row that changed after the sheet was made, cells that the sheet
  /// left as they were then are left as they are now. Errors  those of the store.
  /// The values of a new row are moved.
  Result<std::vector<Conflict>> changes(ImportRow* row, const std::optional<StoredRow>& before,
                                        RowChange* change);

  /// The row as it becomes, with its region and enterprise; a new one is called `id`. It stands
  /// until the next call.
  const StoredRow& applied(const std::optional<StoredRow>& before, const RowChange& change,
                           const std::string& id);

  /// Numbers that a column cannot hold. Errors  STORE-R001, STORE-R002.
  Diagnostics unfit_numbers(const RowChange& change) const;

  static bool is_same(const Value& left, const Value& right);

 private:
  Result<std::vector<Value>> as_of_version(const StoredRow& now, uint64_t version);
  bool is_masked(size_t place) const;
  Conflict conflict(const StoredRow& now, size_t field);
  void find_origin(StoredRow* row);

  EditRoom& room_;
  RegisterSight& sight_;
  CellReader& cells_;
  StoredRow applied_;
};

}  // namespace fangan
