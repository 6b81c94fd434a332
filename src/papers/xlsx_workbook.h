// Xlsx workbook: what stands around the sheets of a workbook: which there are and where, which
// formats show days, the shared strings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papers/shared_strings.h"
#include "papers/xlsx_cells.h"
#include "papers/xlsx_parts.h"
#include "papers/xlsx_reader.h"

namespace fangan {

/// A part of the workbook as XML. The part outlives the scanner.
XmlScanner scan_part(XlsxPart* part, std::string_view name);

struct WorkbookParts {
  std::vector<XlsxReader::Sheet> sheets;
  DayEpoch day_count = DayEpoch::from_1900;
  std::string styles;  ///< Names of parts; empty: none.
  std::string shared_strings;
};

/// Errors  PAPER-X002 no workbook; those of parts and scanner.
Result<WorkbookParts> read_workbook(const XlsxParts& parts);
/// What a style of cells shows of their numbers.
struct CellStyle {
  NumberFormat format = NumberFormat::number;
  size_t zeros = 0;  ///< Digits filled up to: codes that are kept as numbers.
};

/// By the number cells refer to. Errors  PAPER-X018 too many; those of the scanner.
Result<std::vector<CellStyle>> read_styles(XmlScanner* xml, const XlsxLimits& limits);

struct CellRange {
  CellAddress first;
  CellAddress last;
};

/// The merged ranges of a sheet by their first row. Reads the part to its end, which checks it.
/// Errors  PAPER-X017 more cells than the limit; those of parts.
Result<std::vector<CellRange>> find_merged_ranges(XlsxPart* part, const XlsxLimits& limits);

}  // namespace fangan
