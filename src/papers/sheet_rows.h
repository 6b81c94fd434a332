// Sheet rows: the XML of one sheet as rows of cells.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "papers/text_collector.h"
#include "papers/xlsx_workbook.h"

namespace fangan {

class SheetRows {
 public:
  struct Around {
    const SharedStrings& strings;
    const std::vector<CellStyle>& styles;
    const std::vector<CellRange>& merged;  ///< By first row.
    DayEpoch day_count = DayEpoch::from_1900;
    const XlsxLimits& limits;
  };

  /// `permille`: how much is read.
  SheetRows(XmlScanner* xml, Around around, std::function<uint32_t()> permille,
            const TakeSheetRow& take);
  SheetRows(const SheetRows&) = delete;
  SheetRows& operator=(const SheetRows&) = delete;

  /// Errors  as XlsxReader::read().
  Result<Done> read();

 private:
  /// A cell before its row is complete: what stands in row_text_ may move until then.
  struct Cell {
    SheetCell cell;
    size_t begin = 0;
    size_t size = 0;
    bool is_own = false;  ///< In row_text_.
  };
  /// A merged range that reaches the row at hand.
  struct Spread {
    CellRange range;
    CellKind kind = CellKind::text;
    CellNote note = CellNote::none;
    std::string_view text;
    std::unique_ptr<std::string> own_text;
    bool has_value = false;
  };
  enum class Type : uint8_t { number, shared, text, boolean, error, day };

  bool enter(std::string_view name);
  bool leave(std::string_view name);
  bool begin_row();
  bool begin_cell();
  bool end_cell();
  bool end_number(std::string_view stored);
  bool end_shared(std::string_view stored);
  bool add(CellKind kind, CellNote note, std::string_view text);
  void end_row();
  void spread_merged();
  void take_spread_values();
  bool fail(const char* code, std::vector<Fact> facts);

  XmlScanner* xml_;
  Around around_;
  std::function<uint32_t()> permille_;
  const TakeSheetRow& take_;
  Diagnostics errors_;
  bool is_over_ = false;
  bool in_sheet_data_ = false;

  uint32_t row_ = 0;
  std::vector<Cell> cells_;
  std::vector<SheetCell> shown_;
  std::string row_text_;
  size_t next_range_ = 0;
  std::vector<Spread> spreads_;

  bool in_row_ = false;
  bool in_cell_ = false;
  bool in_value_ = false;
  bool has_formula_ = false;
  bool has_value_ = false;
  int phonetic_ = 0;
  int64_t column_ = -1;
  Type type_ = Type::number;
  uint32_t style_ = 0;
  TextCollector text_;
};

}  // namespace fangan
