// CSV: tables as spreadsheets save them (RFC 4180).
//
// Cells stand between commas; one in quotes may hold commas, line ends and doubled quotes. Written
// here because the readers that Debian packages either know the columns when they are compiled or
// have no release for ten years; there is little to it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace fangan {

struct CsvRow {
  uint32_t line = 1;  ///< On which it begins, 1-based.
  std::vector<std::string> cells;
};

/// The rows of a text with LF line ends; the first is the header, and every row has as many cells.
/// Lines without a character are no rows. All errors are reported, with their line.
/// Errors  DOC-V001 a quote that is not closed; DOC-V002 something behind a closing quote; DOC-V003
/// a row of another length than the header; DOC-V004 no header.
Result<std::vector<CsvRow>> read_csv(std::string_view text);

/// One row with its line end; cells in quotes where they need them.
std::string print_csv(const std::vector<std::string>& cells);

}  // namespace fangan
