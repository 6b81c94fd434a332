// CSV writer: the sheet of an export as a CSV file that spreadsheets open rightly: UTF-8 with its
// mark, and no text a spreadsheet would run as a formula.
#pragma once

#include <cstdio>
#include <memory>
#include <span>
#include <string>

#include "papers/paper_sheet.h"
#include "text/result.h"

namespace fangan {

class CsvWriter {
 public:
  /// Writes the titles. Texts are guarded (document/csv.h) where the first column is row_title:
  /// then reading takes the guard away. Errors  PAPER-W001 cannot be written.
  static Result<CsvWriter> create(const std::string& path, PaperSheet sheet);

  /// Errors  PAPER-W001.
  Result<Done> add_row(std::span<const PaperCell> cells);
  Result<Done> close();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  CsvWriter(std::string path, PaperSheet sheet)
      : path_(std::move(path)), sheet_(std::move(sheet)) {}
  Result<Done> write();
  Diagnostic unwritable() const;

  std::string path_;
  PaperSheet sheet_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::string text_;
};

}  // namespace fangan
