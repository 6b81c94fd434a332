// Register import: rows of a table that somebody sent, held against a register and written.
//
// The same steps run twice: first reading only, for the report that people decide by; then beside
// the write transaction, from a snapshot of what it began with, and everything is checked again. A
// row is found by the hidden number of an export, else by its key. An empty cell leaves a field,
// 清空 clears it. Where somebody changed a row after the export, cells the sheet did not touch stay
// as they are now, and a cell that both changed is an error that shows both.
#pragma once

#include <functional>
#include <memory>

#include "papers/table_file.h"
#include "service/import_report.h"
#include "service/register_edit.h"

namespace fangan {

class RegisterImport {
 public:
  /// Told how much is done; false ends the import.
  using Progress = std::function<bool(uint32_t permille)>;

  /// Both rooms are the actor's and of one register. `reading`: rows as they are; `writing`: of the
  /// write transaction; none: the table is only checked.
  RegisterImport(EditRoom& reading, EditRoom* writing, Progress progress);
  ~RegisterImport();

  /// What is wrong in rows stands in the report, and then nothing may be committed; SVC-I010 it was
  /// ended. Errors  those of TableFile::read() and of the store.
  Result<Done> run(TableFile* file);

  const ImportReport& report() const;
  /// Who may know that something changed: the regions and enterprises of the rows, as they were and
  /// as they are.
  std::vector<StoredRow> places() const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace fangan
