// Xlsx writer: workbooks for people, row by row in little memory, over libxlsxwriter.
//
// Every text is written as a text: what begins with = + - @ is no formula. Numbers of more than 15
// digits and days before March 1900 are texts too, because Excel would change them.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "papers/paper_sheet.h"
#include "text/result.h"
#include "value/moment.h"

namespace fangan {

class XlsxWriter {
 public:
  static constexpr uint32_t rows_max = 1'048'576;
  static constexpr size_t cell_units_max = 32'767;
  /// Comments make a workbook slow to open; cells behind so many are red without one.
  static constexpr size_t comments_max = 10'000;

  /// Writes to `path`, which is complete after close() only; temporary files stand beside it.
  /// `created` is what the workbook says of its making. Errors  PAPER-W001 cannot be written.
  static Result<XlsxWriter> create(const std::string& path, Moment created);
  ~XlsxWriter();
  XlsxWriter(XlsxWriter&&) noexcept;

  /// Ends the sheet before. Errors  PAPER-W001.
  Result<Done> begin_sheet(const PaperSheet& sheet);
  /// As many cells as the sheet has columns. Errors  PAPER-W001; PAPER-W002 a text longer than a
  /// cell may be; PAPER-W003 more rows than a sheet may have.
  Result<Done> add_row(std::span<const PaperCell> cells);
  /// With facts on a sheet that no menu shows. Errors  PAPER-W001.
  Result<Done> close(const PaperFacts& facts);

 private:
  struct Workbook;
  explicit XlsxWriter(std::unique_ptr<Workbook> workbook);

  std::unique_ptr<Workbook> workbook_;
};

}  // namespace fangan
