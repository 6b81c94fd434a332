// Returned workbook: what somebody sent, with what is wrong in it: a first column 错误, red cells
// with comments. It is corrected and sent again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "papers/table_file.h"
#include "papers/xlsx_writer.h"

namespace fangan {

struct CellFault {
  uint32_t row = 0;                ///< As a spreadsheet counts.
  std::optional<uint32_t> column;  ///< 0-based; none: the row as a whole.
  std::string text;                ///< What is wrong and how to mend it.
};

struct ReturnedWorkbook {
  enum class Rows : uint8_t { faulty, all };
  Rows rows = Rows::faulty;
  std::vector<PaperColumn> columns;  ///< By title; of others the cells are texts.
  std::vector<CellFault> faults;
  PaperFacts facts;
  Moment created;
};

/// Reads the file once more and writes it. Columns without a title, and an old column 错误, are
/// left out. Errors  those of TableFile::read() and XlsxWriter.
Result<Done> write_returned(TableFile* file, ReturnedWorkbook returned, const std::string& path);

}  // namespace fangan
