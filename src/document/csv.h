// CSV: tables as spreadsheets save them (RFC 4180).
//
// Cells stand between commas; one in quotes may hold commas, line ends and doubled quotes. Written
// here because the readers that Debian packages either know the columns when they are compiled or
// have no release for ten years; there is little to it.
//
// One parser reads texts at hand and files of any size, piece by piece. It goes on after a mistake
// and reports all of them, each with its line.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace fangan {

class ByteSource;

/// One row while it is read.
struct CsvRecord {
  uint32_t line = 1;  ///< On which it begins, 1-based.
  uint32_t row = 1;   ///< As a spreadsheet counts it: empty lines count, lines within cells do not.
  const std::vector<std::string_view>& cells;
  const Diagnostics& errors;  ///< DOC-V002, DOC-V003.
};

/// Takes a row; false ends the reading.
using TakeCsvRecord = std::function<bool(const CsvRecord&)>;

class CsvParser {
 public:
  /// Rows that are longer than this are refused; it bounds the memory.
  static constexpr size_t row_bytes_max = 16u << 20;
  static constexpr size_t row_cells_max = 100'000;

  explicit CsvParser(TakeCsvRecord take, char separator = ',');
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;

  /// The next piece of a text with LF line ends.
  void feed(std::string_view text);
  /// Takes the last row. Errors  DOC-V001 a quote that is not closed; DOC-V004 no header; DOC-V005
  /// a row that is too long; DOC-V006 one with too many cells. Nothing behind the first and the
  /// last of them was read.
  Diagnostics finish();
  /// Nobody wants more.
  bool is_over() const { return is_over_; }

 private:
  enum class State : uint8_t { line_begin, cell_begin, plain, quoted, quote, behind_quote };

  size_t feed_plain(std::string_view text, size_t at);
  size_t feed_quoted(std::string_view text, size_t at);
  void end_cell(char separator);
  void end_row();
  void report(Diagnostics* errors, const char* code, uint32_t line, std::vector<Fact> facts = {});

  TakeCsvRecord take_;
  char separator_;
  State state_ = State::line_begin;
  bool is_over_ = false;
  uint32_t line_ = 1;
  uint32_t row_ = 1;
  uint32_t row_line_ = 1;
  uint32_t quote_line_ = 1;
  size_t header_cells_ = 0;  ///< 0 before the header.
  std::string text_;         ///< The cells of the row one behind another.
  std::vector<size_t> ends_;
  std::vector<std::string_view> cells_;
  Diagnostics row_errors_;
  Diagnostics errors_;
};

/// Reads a file as somebody saved it: in any encoding of text_encoding.h, from the beginning, with
/// the mark that separates its cells: comma, or tab or semicolon where the first line has more of
/// those. Errors  DOC-T002, DOC-T003, DOC-T005, DOC-V001, DOC-V004 to DOC-V006; those of rows
/// stand in the records.
Result<Done> read_csv(ByteSource* source, const TakeCsvRecord& take);

struct CsvRow {
  uint32_t line = 1;  ///< On which it begins, 1-based.
  std::vector<std::string> cells;
};

/// The rows of a text with LF line ends; the first is the header, and every row has as many cells.
/// Lines without a character are no rows. All errors are reported, with their line.
/// Errors  DOC-V001 a quote that is not closed; DOC-V002 something behind a closing quote; DOC-V003
/// a row of another length than the header; DOC-V004 no header; DOC-V005 a row that is too long;
/// DOC-V006 one with too many cells.
Result<std::vector<CsvRow>> read_csv(std::string_view text);

/// What a CSV file begins with, so that spreadsheets take it for UTF-8.
constexpr std::string_view csv_mark = "\xEF\xBB\xBF";

/// One row with its line end; cells in quotes where they need them.
std::string print_csv(const std::vector<std::string>& cells);
void append_csv(const std::vector<std::string_view>& cells, std::string* text);

/// A text that no spreadsheet takes for a formula: one apostrophe before those that begin with
/// = + - @ tab or return, or a wide one of those, whatever apostrophes stand there already.
std::string guarded_csv_text(std::string_view text);
/// The text that was guarded: without the apostrophe that guarded_csv_text() has put there.
std::string_view unguarded_csv_text(std::string_view text);

}  // namespace fangan
