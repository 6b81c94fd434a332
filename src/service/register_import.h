// Register import: rows of a table that somebody sent, held against a register and written.
//
// The same steps run twice: first reading only, for the report that people decide by, then within
// the write transaction, which checks everything again. A row is found by the hidden number of an
// export, else by its key. An empty cell leaves a field, 清空 clears it. Where somebody changed a
// row after the export, cells the sheet did not touch stay as they are now, and a cell that both
// changed is an error that shows both.
#pragma once

#include <functional>
#include <memory>

#include "papers/table_file.h"
#include "service/import_report.h"
#include "service/register_edit.h"

namespace fangan {

class RegisterImport {
 public:
  enum class Mode : uint8_t { check, write };
  /// Told how much is done; false ends the import.
  using Progress = std::function<bool(uint32_t permille)>;

  /// `room` is the actor's: of a snapshot to check, of the write transaction to write.
  RegisterImport(EditRoom& room, Mode mode, Progress progress);
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
