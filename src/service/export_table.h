// Export table: a sheet that is written for one answer, as a workbook or as CSV.
#pragma once

#include <string>
#include <vector>

#include "papers/paper_sheet.h"
#include "service/service.h"
#include "value/moment.h"

namespace fangan {

/// A file for one answer, gone with it.
class PassingFile {
 public:
  explicit PassingFile(const std::string& store_path);
  ~PassingFile();
  PassingFile(const PassingFile&) = delete;
  PassingFile& operator=(const PassingFile&) = delete;

  const std::string& path() const { return path_; }
  std::string bytes() const;

 private:
  std::string path_;
};

/// The moment a day begins: what a workbook says of its making, so that the same rows are the same
/// bytes whenever they are asked for.
Moment begin_of(Date day);

/// The file of an answer under a name.
FileContent exported_file(const std::string& name, SheetForm form, std::string bytes);

struct ExportTable {
  PaperSheet sheet;
  std::vector<std::vector<std::string>> rows;
};

/// Errors  those of the writers.
Result<FileContent> export_table(const std::string& store_path, const std::string& name, Date day,
                                 const ExportTable& table, SheetForm form);

}  // namespace fangan
