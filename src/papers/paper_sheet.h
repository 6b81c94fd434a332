// Paper sheet: what a table that is written for people looks like: its columns with the words they
// take, its notes, what is locked. One description serves templates, exports and returned
// workbooks, as .xlsx and as .csv.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fangan {

enum class PaperKind : uint8_t { text, number, day };

struct PaperColumn {
  std::string title;
  std::string note;  ///< Unit, type, required, allowed words: a comment at the title and row 2.
  PaperKind kind = PaperKind::text;
  int places = -1;                 ///< Decimal places shown of a number; -1: as many as it has.
  uint32_t width = 0;              ///< Characters; 0: from title and kind.
  std::vector<std::string> words;  ///< A drop-down; empty: anything.
  bool is_hidden = false;
  bool is_locked = false;
};

struct PaperSheet {
  std::string name;  ///< What a tab may not be called is replaced.
  std::vector<PaperColumn> columns;
  enum class Notes : uint8_t { none, second_row };
  Notes notes = Notes::none;
  /// Locked titles and notes; filter, sort, insert and delete rows stay allowed.
  enum class Lock : uint8_t { none, titles };
  Lock lock = Lock::none;
};

struct PaperCell {
  std::string_view text;   ///< Empty: a blank. Numbers in plain decimals, days as 2017-12-31.
  std::string_view fault;  ///< A comment that makes the cell red.
};

/// What a workbook says of itself, for the program that reads it again.
using PaperFacts = std::vector<std::pair<std::string, std::string>>;

/// The hidden first column of what is exported: the number of the row and its version, so that an
/// import finds the row although its key was corrected. A CSV file that begins with it has guarded
/// texts (guarded_csv_text()), and reading takes the guard away.
constexpr std::string_view row_title = "编号#版本";
/// The column of what is wrong in a returned workbook; not read.
constexpr std::string_view fault_title = "错误";
/// With this the row of notes begins.
constexpr std::string_view notes_mark = "说明";
/// The sheet that holds the facts.
constexpr std::string_view facts_sheet = "fangan";

}  // namespace fangan
