// Row rules: the rules of a register held against many rows that an import changes.
//
// What was computed for one row is of use to the next, so a sight serves many rows; it is renewed
// before it holds too much, and where a rule reads other rows of a register that changes.
#pragma once

#include <memory>
#include <optional>

#include "service/register_edit.h"

namespace fangan {

class RowRules {
 public:
  enum class As : uint8_t {
    proposed,  ///< Rows that nobody has written: against the others as they are now.
    written,   ///< Blanks first; rules once everything is written, by look().
  };
  enum class Row : uint8_t { added, changed };

  RowRules(EditRoom& room, As as);

  struct Found {
    Diagnostics errors;    ///< SVC-G001, SVC-G002.
    Diagnostics warnings;  ///< SVC-I018.
  };
  Found check(const StoredRow& row, Row kind);

  /// Whether there is anything that only rows which are written can tell.
  bool look_again() const;
  /// What does not hold of a row that was written. Errors  those of the store.
  Result<Done> look(int64_t row, Date day, Diagnostics* broken);

 private:
  RegisterSight& sight(Date day);

  EditRoom& room_;
  As as_;
  bool reads_own_fields_only_ = true;
  std::unique_ptr<RegisterSight> sight_;
  Date day_;
  int rows_ = 0;
  int64_t added_ = 0;
};

}  // namespace fangan
