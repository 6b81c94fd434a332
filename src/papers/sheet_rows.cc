#include "papers/sheet_rows.h"

#include <algorithm>
#include <charconv>

#include "text/words.h"

namespace fangan {
namespace {

using Event = XmlScanner::Event;

std::optional<uint32_t> whole_number(std::string_view written) {
  uint32_t number = 0;
  const char* end = written.data() + written.size();
  const auto [stop, error] = std::from_chars(written.data(), end, number);
  if (error != std::errc() || stop != end) return {};
  return number;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// 2017-12-31T08:30:00 as a day and whether a time is lost.
DayText day_of_iso(std::string_view written) {
  const size_t mark = std::min(written.find('T'), written.size());
  const std::string_view time = written.substr(std::min(mark + 1, written.size()));
  const bool has_time = time.find_first_of("123456789") != time.npos;
  return {std::string(written.substr(0, mark)), has_time};
}

}  // namespace

SheetRows::SheetRows(XmlScanner* xml, Around around, std::function<uint32_t()> permille,
                     const TakeSheetRow& take)
    : xml_(xml),
      around_(around),
      permille_(std::move(permille)),
      take_(take),
      text_(around.limits.cell_units_max) {}

bool SheetRows::fail(const char* code, std::vector<Fact> facts) {
  errors_.push_back(problem(code, std::move(facts)));
  errors_.back().fault = Fault::data;
  return false;
}

Result<Done> SheetRows::read() {
  while (!is_over_) {
    const Event event = xml_->next();
    if (event == Event::end) return Done{};
    if (event == Event::failed) return xml_->errors();
    bool goes_on = true;
    if (event == Event::text) {
      goes_on = !in_value_ || text_.add(*xml_);
    } else if (event == Event::open) {
      goes_on = enter(xml_->name());
    } else {
      goes_on = leave(xml_->name());
    }
    if (goes_on) continue;
    if (!errors_.empty()) return errors_;
    xml_->malformed();
  }
  return Done{};
}

/// False for what is no sheet, with errors_ or without.
bool SheetRows::enter(std::string_view name) {
  if (in_cell_) {
    if (name == "v" || name == "t") {
      in_value_ = phonetic_ == 0;
      has_value_ = true;
    } else if (name == "f") {
      has_formula_ = true;
    } else if (name == "rPh") {
      ++phonetic_;
    }
    return true;
  }
  if (name == "sheetData") in_sheet_data_ = true;
  if (!in_sheet_data_) return true;
  if (name == "c") return in_row_ && begin_cell();
  return name != "row" || (!in_row_ && begin_row());
}

bool SheetRows::leave(std::string_view name) {
  if (in_cell_) {
    if (name == "v" || name == "t") in_value_ = false;
    if (name == "rPh") --phonetic_;
    return name != "c" || end_cell();
  }
  if (name == "row" && in_sheet_data_) end_row();
  if (name == "sheetData") is_over_ = true;  // The rest was looked through before.
  return true;
}

bool SheetRows::begin_row() {
  const std::string_view written = xml_->attribute("r");
  const std::optional<uint32_t> number = written.empty() ? row_ + 1 : whole_number(written);
  if (number && *number > around_.limits.rows_max) {
    return fail("PAPER-X015", {{"limit", std::to_string(around_.limits.rows_max)}});
  }
  if (!number || *number <= row_) return false;
  row_ = *number;
  in_row_ = true;
  column_ = -1;
  return true;
}

bool SheetRows::begin_cell() {
  const std::string_view written = xml_->attribute("r");
  int64_t column = column_ + 1;
  if (!written.empty()) {
    const std::optional<CellAddress> address = read_cell_address(written);
    if (!address || address->column <= column_) return false;
    column = address->column;
  }
  if (column >= around_.limits.columns_max) {
    return fail("PAPER-X014", {{"row", std::to_string(row_)},
                               {"limit", std::to_string(around_.limits.columns_max)}});
  }
  column_ = column;
  const std::string_view type = xml_->attribute("t");
  type_ = type.empty() || type == "n" ? Type::number
          : type == "s"               ? Type::shared
          : type == "b"               ? Type::boolean
          : type == "e"               ? Type::error
          : type == "d"               ? Type::day
                                      : Type::text;
  const std::string_view style = xml_->attribute("s");
  style_ = style.empty() ? 0 : whole_number(style).value_or(0);
  text_.clear();
  in_cell_ = true;
  has_formula_ = false;
  has_value_ = false;
  phonetic_ = 0;
  return true;
}

bool SheetRows::end_cell() {
  in_cell_ = false;
  if (!text_.finish()) return false;
  const std::string_view text = text_.text();
  if (has_formula_ && !has_value_) {
    return add(CellKind::no_value, CellNote::no_value, "");
  }
  if (type_ == Type::text) {
    const CellNote note = text_.is_cut() ? CellNote::too_long : CellNote::none;
    return text.empty() || add(CellKind::text, note, text);
  }
  const std::string_view stored = trimmed(text, " \n\t");
  if (stored.empty()) return true;
  if (type_ == Type::shared) return end_shared(stored);
  if (type_ == Type::number) return end_number(stored);
  if (type_ == Type::boolean) {
    const bool is_true = stored == "1" || stored == "true";
    return add(CellKind::boolean, CellNote::none, is_true ? "true" : "false");
  }
  if (type_ == Type::error) return add(CellKind::error, CellNote::error_value, stored);
  const DayText day = day_of_iso(stored);
  return add(CellKind::day, day.lost_time ? CellNote::lost_time : CellNote::none, day.text);
}

bool SheetRows::end_shared(std::string_view stored) {
  const std::optional<uint32_t> index = whole_number(stored);
  if (!index || *index >= around_.strings.count()) return false;
  const SharedStrings::Text shared = around_.strings.at(*index);
  if (shared.text.empty()) return true;
  Cell cell;
  cell.cell = {static_cast<uint32_t>(column_), CellKind::text,
               shared.is_cut ? CellNote::too_long : CellNote::none, shared.text};
  cells_.push_back(cell);
  return true;
}

bool SheetRows::end_number(std::string_view stored) {
  const CellStyle style = style_ < around_.styles.size() ? around_.styles[style_] : CellStyle{};
  const NumberFormat format = style.format;
  if (format != NumberFormat::number) {
    const std::optional<DayText> day = read_stored_day(stored, format, around_.day_count);
    if (day) {
      const CellKind kind = format == NumberFormat::day ? CellKind::day : CellKind::text;
      return add(kind, day->lost_time ? CellNote::lost_time : CellNote::none, day->text);
    }
  }
  std::optional<NumberText> number = read_stored_number(stored);
  if (!number) return false;
  const bool is_filled = number->text.size() < style.zeros && all_digits(number->text);
  if (is_filled) number->text.insert(0, style.zeros - number->text.size(), '0');
  const CellNote note = number->lost_digits ? CellNote::lost_digits : CellNote::none;
  return add(CellKind::number, note, number->text);
}

bool SheetRows::add(CellKind kind, CellNote note, std::string_view text) {
  const uint64_t limit = around_.limits.row_bytes_max;
  if (row_text_.size() + text.size() > limit) {
    return fail("PAPER-X019",
                {{"row", std::to_string(row_)}, {"limit", std::to_string(limit >> 20)}});
  }
  Cell cell;
  cell.cell = {static_cast<uint32_t>(column_), kind, note, {}};
  cell.begin = row_text_.size();
  cell.size = text.size();
  cell.is_own = true;
  row_text_ += text;
  cells_.push_back(cell);
  return true;
}

void SheetRows::end_row() {
  in_row_ = false;
  shown_.clear();
  for (const Cell& each : cells_) {
    shown_.push_back(each.cell);
    if (each.is_own) {
      shown_.back().text = std::string_view(row_text_).substr(each.begin, each.size);
    }
  }
  if (!spreads_.empty() || next_range_ < around_.merged.size()) spread_merged();
  if (!shown_.empty() && !take_(SheetRow{row_, shown_, permille_()})) is_over_ = true;
  cells_.clear();
  row_text_.clear();
}

/// Puts the values of merged ranges into the cells they cover.
void SheetRows::spread_merged() {
  std::erase_if(spreads_, [this](const Spread& each) { return each.range.last.row < row_; });
  while (next_range_ < around_.merged.size() && around_.merged[next_range_].first.row <= row_) {
    const CellRange& range = around_.merged[next_range_++];
    if (range.last.row < row_) continue;
    spreads_.emplace_back().range = range;
  }
  if (spreads_.empty()) return;
  take_spread_values();
  std::vector<bool> covered(around_.limits.columns_max);
  for (const Spread& each : spreads_) {
    for (uint32_t i = each.range.first.column; i <= each.range.last.column; ++i) covered[i] = true;
  }
  std::erase_if(shown_, [&covered](const SheetCell& cell) { return covered[cell.column]; });
  for (const Spread& each : spreads_) {
    if (!each.has_value) continue;
    for (uint32_t column = each.range.first.column; column <= each.range.last.column; ++column) {
      shown_.push_back({column, each.kind, each.note, each.text});
    }
  }
  std::stable_sort(shown_.begin(), shown_.end(),
                   [](const SheetCell& a, const SheetCell& b) { return a.column < b.column; });
  // Where ranges overlap, which Excel never writes, the first counts.
  const auto end = std::unique(shown_.begin(), shown_.end(),
                               [](const auto& a, const auto& b) { return a.column == b.column; });
  shown_.erase(end, shown_.end());
}

/// The value of a range stands in its first cell.
void SheetRows::take_spread_values() {
  for (Spread& each : spreads_) {
    if (each.range.first.row != row_) continue;
    const auto first = std::lower_bound(
        shown_.begin(), shown_.end(), each.range.first.column,
        [](const SheetCell& cell, uint32_t column) { return cell.column < column; });
    if (first == shown_.end() || first->column != each.range.first.column) continue;
    each.kind = first->kind;
    each.note = first->note;
    each.text = first->text;
    each.has_value = true;
    // Shared strings stay where they are.
    if (!cells_[static_cast<size_t>(first - shown_.begin())].is_own) continue;
    each.own_text = std::make_unique<std::string>(first->text);
    each.text = *each.own_text;
  }
}

}  // namespace fangan
