#include "papers/xlsx_writer.h"

#include <xlsxwriter.h>
#include <zip.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <map>

#include "papers/xlsx_cells.h"
#include "text/utf8.h"

namespace fangan {
namespace {

constexpr const char* words_sheet = "fangan words";
constexpr size_t inline_list_units_max = 255;
constexpr size_t number_digits_max = 15;
constexpr uint32_t last_row = XlsxWriter::rows_max - 1;

Diagnostic unwritable(const std::string& path, const std::string& reason) {
  Diagnostic found = problem("PAPER-W001", {{"path", path}, {"reason", reason}});
  found.fault = Fault::system;
  return found;
}

/// What Excel accepts as the name of a tab.
std::string tab_name(std::string_view name) {
  std::string allowed;
  for (const char c : name) {
    allowed += std::string_view("[]:*?/\\").find(c) == std::string_view::npos ? c : '_';
  }
  allowed = first_units(allowed, 31);
  if (allowed.empty()) return "_";
  for (char* edge : {&allowed.front(), &allowed.back()}) {
    if (*edge == '\'') *edge = '_';
  }
  return allowed;
}

std::string number_format(const PaperColumn& column) {
  if (column.kind == PaperKind::text) return "@";
  if (column.kind == PaperKind::day) return "yyyy-mm-dd";
  if (column.places < 0) return "General";
  if (column.places == 0) return "0";
  return "0." + std::string(static_cast<size_t>(column.places), '0');
}

/// Characters; Han take two.
double column_width(const PaperColumn& column) {
  if (column.width > 0) return column.width;
  const int title = display_width(column.title) + 4;
  const int least = column.kind == PaperKind::text ? 14 : 12;
  return std::min(40, std::max(title, least));
}

/// None for what would not come back as it is written: too many digits, or no number.
std::optional<double> excel_number(std::string_view text) {
  const std::optional<NumberText> shown = read_stored_number(text);
  if (!shown || shown->lost_digits || shown->text != text) return {};
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0'; });
  if (static_cast<size_t>(digits) > number_digits_max) return {};
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

bool fits_inline(const std::vector<std::string>& words) {
  size_t units = 0;
  for (const std::string& word : words) {
    if (word.find_first_of(",\"") != word.npos) return false;
    units += utf16_units(word) + 1;
  }
  return units <= inline_list_units_max;
}

/// Makes a hidden sheet one that no menu of Excel shows; libxlsxwriter knows hidden only.
Result<Done> hide_well(const std::string& path, std::string_view sheet) {
  constexpr const char* part = "xl/workbook.xml";
  int error = 0;
  zip_t* archive = zip_open(path.c_str(), 0, &error);
  if (archive == nullptr) return unwritable(path, "zip " + std::to_string(error));
  const auto give_up = [&] {
    const std::string reason = zip_strerror(archive);
    zip_discard(archive);
    return unwritable(path, reason);
  };
  zip_stat_t stat;
  zip_file_t* file = zip_fopen(archive, part, 0);
  if (file == nullptr || zip_stat(archive, part, 0, &stat) != 0) return give_up();
  std::string xml(stat.size, '\0');
  const zip_int64_t count = zip_fread(file, xml.data(), xml.size());
  zip_fclose(file);
  const size_t begin = xml.find("name=\"" + std::string(sheet) + "\"");
  const size_t state = xml.find("state=\"hidden\"", begin);
  if (count != static_cast<zip_int64_t>(xml.size()) || state == xml.npos) return give_up();
  xml.replace(state, std::strlen("state=\"hidden\""), "state=\"veryHidden\"");
  zip_source_t* source = zip_source_buffer(archive, xml.data(), xml.size(), 0);
  if (source == nullptr) return give_up();
  if (zip_file_replace(archive, stat.index, source, 0) != 0) {
    zip_source_free(source);
    return give_up();
  }
  zip_file_set_mtime(archive, stat.index, stat.mtime, 0);
  if (zip_close(archive) != 0) return give_up();
  return Done{};
}

}  // namespace

struct XlsxWriter::Workbook {
  struct Formats {
    lxw_format* plain = nullptr;
    lxw_format* faulty = nullptr;
  };

  std::string path;
  std::string folder;
  lxw_workbook* book = nullptr;
  lxw_format* title = nullptr;
  lxw_format* notes = nullptr;
  std::map<std::pair<std::string, bool>, Formats> formats;  ///< By number format and lock.
  std::vector<std::vector<std::string>> word_lists;         ///< Columns of the sheet of words.

  lxw_worksheet* sheet = nullptr;
  PaperSheet layout;
  std::vector<Formats> columns;
  uint32_t row = 0;
  size_t comments = 0;

  ~Workbook();
  Result<Done> check(lxw_error error) const;
  Formats& format(const PaperColumn& column);
  void set_up_page();
  Result<Done> write_titles();
  Result<Done> offer_words(uint32_t column);
  Result<Done> write(uint32_t column, const PaperCell& cell);
  lxw_error write_value(uint32_t column, const std::string& text, lxw_format* format);
  void end_sheet();
  Result<Done> write_hidden(const char* name, const std::vector<std::vector<std::string>>& columns);
  uint32_t title_rows() const { return layout.notes == PaperSheet::Notes::none ? 1 : 2; }
};

/// libxlsxwriter frees a workbook only by writing it; one that is given up is written and removed.
XlsxWriter::Workbook::~Workbook() {
  if (book == nullptr) return;
  workbook_close(book);
  std::remove(path.c_str());
}

XlsxWriter::XlsxWriter(std::unique_ptr<Workbook> workbook) : workbook_(std::move(workbook)) {}
XlsxWriter::~XlsxWriter() = default;
XlsxWriter::XlsxWriter(XlsxWriter&&) noexcept = default;

Result<Done> XlsxWriter::Workbook::check(lxw_error error) const {
  if (error == LXW_NO_ERROR) return Done{};
  return unwritable(path, lxw_strerror(error));
}

Result<XlsxWriter> XlsxWriter::create(const std::string& path, Moment created) {
  auto workbook = std::make_unique<Workbook>();
  workbook->path = path;
  const size_t folder = path.rfind('/');
  workbook->folder = folder == path.npos ? "." : path.substr(0, std::max<size_t>(folder, 1));
  // What cannot be opened now would be known only when everything was written.
  std::FILE* file = std::fopen(path.c_str(), "wbe");
  if (file == nullptr) return unwritable(path, std::strerror(errno));
  std::fclose(file);
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = workbook->folder.data();
  options.use_zip64 = LXW_TRUE;
  workbook->book = workbook_new_opt(path.c_str(), &options);
  if (workbook->book == nullptr)
    return unwritable(path, lxw_strerror(LXW_ERROR_MEMORY_MALLOC_FAILED));
  lxw_doc_properties properties = {};
  properties.created = static_cast<time_t>(created.microseconds / 1'000'000);
  workbook_set_properties(workbook->book, &properties);

  workbook->title = workbook_add_format(workbook->book);
  format_set_bold(workbook->title);
  format_set_text_wrap(workbook->title);
  format_set_align(workbook->title, LXW_ALIGN_CENTER);
  format_set_align(workbook->title, LXW_ALIGN_VERTICAL_CENTER);
  format_set_border(workbook->title, LXW_BORDER_THIN);
  format_set_bg_color(workbook->title, 0xDDEBF7);
  workbook->notes = workbook_add_format(workbook->book);
  format_set_text_wrap(workbook->notes);
  format_set_align(workbook->notes, LXW_ALIGN_VERTICAL_TOP);
  format_set_font_color(workbook->notes, 0x595959);
  format_set_bg_color(workbook->notes, 0xF2F2F2);
  format_set_border(workbook->notes, LXW_BORDER_THIN);
  return XlsxWriter(std::move(workbook));
}

XlsxWriter::Workbook::Formats& XlsxWriter::Workbook::format(const PaperColumn& column) {
  const std::string code = number_format(column);
  Formats& found = formats[{code, column.is_locked}];
  if (found.plain != nullptr) return found;
  for (lxw_format** each : {&found.plain, &found.faulty}) {
    *each = workbook_add_format(book);
    format_set_num_format(*each, code.c_str());
    if (!column.is_locked) format_set_unlocked(*each);
  }
  format_set_bg_color(found.faulty, 0xFFC7CE);
  return found;
}

Result<Done> XlsxWriter::begin_sheet(const PaperSheet& layout) {
  Workbook& workbook = *workbook_;
  workbook.end_sheet();
  workbook.layout = layout;
  workbook.columns.clear();
  workbook.row = 0;
  workbook.comments = 0;
  workbook.sheet = workbook_add_worksheet(workbook.book, tab_name(layout.name).c_str());
  if (workbook.sheet == nullptr) {
    return workbook.check(LXW_ERROR_SHEETNAME_ALREADY_USED);
  }
  for (uint32_t i = 0; i < layout.columns.size(); ++i) {
    const PaperColumn& column = layout.columns[i];
    workbook.columns.push_back(workbook.format(column));
    lxw_row_col_options options = {};
    options.hidden = column.is_hidden ? LXW_TRUE : LXW_FALSE;
    const auto at = static_cast<lxw_col_t>(i);
    const Result<Done> set = workbook.check(worksheet_set_column_opt(
        workbook.sheet, at, at, column_width(column), workbook.columns.back().plain, &options));
    if (!set) return set.errors();
    const Result<Done> offered = workbook.offer_words(i);
    if (!offered) return offered.errors();
  }
  workbook.set_up_page();
  return workbook.write_titles();
}

void XlsxWriter::Workbook::set_up_page() {
  uint32_t first = 0;
  while (first + 1 < layout.columns.size() && layout.columns[first].is_hidden) ++first;
  worksheet_freeze_panes(sheet, title_rows(), static_cast<lxw_col_t>(first + 1));
  worksheet_repeat_rows(sheet, 0, 0);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9);  // A4
  worksheet_fit_to_pages(sheet, 1, 0);
  if (layout.lock == PaperSheet::Lock::none) return;
  lxw_protection allowed = {};
  allowed.format_cells = LXW_TRUE;
  allowed.format_columns = LXW_TRUE;
  allowed.format_rows = LXW_TRUE;
  allowed.insert_rows = LXW_TRUE;
  allowed.delete_rows = LXW_TRUE;
  allowed.sort = LXW_TRUE;
  allowed.autofilter = LXW_TRUE;
  worksheet_protect(sheet, nullptr, &allowed);
}

/// The rows below the titles take these words.
Result<Done> XlsxWriter::Workbook::offer_words(uint32_t column) {
  const std::vector<std::string>& words = layout.columns[column].words;
  if (words.empty()) return Done{};
  lxw_data_validation validation = {};
  std::vector<char*> list;
  std::string formula;
  if (fits_inline(words)) {
    // It takes char* and does not write to them.
    for (const std::string& word : words) list.push_back(const_cast<char*>(word.c_str()));
    list.push_back(nullptr);
    validation.validate = LXW_VALIDATION_TYPE_LIST;
    validation.value_list = list.data();
  } else {
    word_lists.push_back(words);
    const std::string letters = column_letters(static_cast<uint32_t>(word_lists.size() - 1));
    formula = "='" + std::string(words_sheet) + "'!$" + letters + "$1:$" + letters + "$" +
              std::to_string(words.size());
    validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation.value_formula = formula.data();
  }
  const auto at = static_cast<lxw_col_t>(column);
  return check(worksheet_data_validation_range(sheet, title_rows(), at, last_row, at, &validation));
}

Result<Done> XlsxWriter::Workbook::write_titles() {
  worksheet_set_row(sheet, 0, 30, nullptr);
  for (uint32_t i = 0; i < layout.columns.size(); ++i) {
    const PaperColumn& column = layout.columns[i];
    const auto at = static_cast<lxw_col_t>(i);
    const Result<Done> written =
        check(worksheet_write_string(sheet, 0, at, with_escapes(column.title).c_str(), title));
    if (!written) return written.errors();
    if (column.note.empty() || column.is_hidden) continue;
    lxw_comment_options options = {};
    options.width = 240;
    options.height = 120;
    const Result<Done> noted =
        check(worksheet_write_comment_opt(sheet, 0, at, column.note.c_str(), &options));
    if (!noted) return noted.errors();
  }
  row = title_rows();
  if (layout.notes == PaperSheet::Notes::none) return Done{};
  worksheet_set_row(sheet, 1, 60, nullptr);
  bool is_first = true;
  for (uint32_t i = 0; i < layout.columns.size(); ++i) {
    // The first and the first that is seen begin with the mark by which reading passes the row.
    const PaperColumn& column = layout.columns[i];
    std::string note = column.note;
    if (is_first) note = std::string(notes_mark) + (note.empty() ? "" : "：" + note);
    is_first = is_first && column.is_hidden;
    const Result<Done> written = check(worksheet_write_string(sheet, 1, static_cast<lxw_col_t>(i),
                                                              with_escapes(note).c_str(), notes));
    if (!written) return written.errors();
  }
  return Done{};
}

Result<Done> XlsxWriter::add_row(std::span<const PaperCell> cells) {
  Workbook& workbook = *workbook_;
  assert(cells.size() == workbook.layout.columns.size());
  if (workbook.row > last_row) {
    return problem("PAPER-W003", {{"limit", std::to_string(last_row + 1 - workbook.title_rows())}});
  }
  for (uint32_t i = 0; i < cells.size(); ++i) {
    const Result<Done> written = workbook.write(i, cells[i]);
    if (!written) return written.errors();
  }
  ++workbook.row;
  return Done{};
}

Result<Done> XlsxWriter::Workbook::write(uint32_t column, const PaperCell& cell) {
  const bool is_faulty = !cell.fault.empty();
  if (cell.text.empty() && !is_faulty) return Done{};
  const bool is_too_long =
      cell.text.size() > cell_units_max && utf16_units(cell.text) > cell_units_max;
  if (is_too_long) {
    return problem("PAPER-W002", {{"field", layout.columns[column].title},
                                  {"row", std::to_string(row + 1)},
                                  {"limit", std::to_string(cell_units_max)}});
  }
  lxw_format* format = is_faulty ? columns[column].faulty : columns[column].plain;
  const Result<Done> written = check(write_value(column, std::string(cell.text), format));
  if (!written || !is_faulty || comments == comments_max) return written;
  ++comments;
  const std::string comment(first_units(cell.fault, cell_units_max));
  return check(
      worksheet_write_comment(sheet, row, static_cast<lxw_col_t>(column), comment.c_str()));
}

lxw_error XlsxWriter::Workbook::write_value(uint32_t column, const std::string& text,
                                            lxw_format* format) {
  const auto at = static_cast<lxw_col_t>(column);
  if (text.empty()) return worksheet_write_blank(sheet, row, at, format);
  const PaperKind kind = layout.columns[column].kind;
  if (kind == PaperKind::number) {
    const std::optional<double> number = excel_number(text);
    if (number) return worksheet_write_number(sheet, row, at, *number, format);
  }
  if (kind == PaperKind::day) {
    const std::optional<int64_t> day = excel_day_number(text);
    if (day) return worksheet_write_number(sheet, row, at, static_cast<double>(*day), format);
  }
  return worksheet_write_string(sheet, row, at, with_escapes(text).c_str(), format);
}

/// The filter stands on the last of the locked rows, so that sorting moves none of them.
void XlsxWriter::Workbook::end_sheet() {
  if (sheet == nullptr || layout.columns.empty()) return;
  const uint32_t last = std::max(row, title_rows() + 1) - 1;
  worksheet_autofilter(sheet, title_rows() - 1, 0, last,
                       static_cast<lxw_col_t>(layout.columns.size() - 1));
  sheet = nullptr;
}

Result<Done> XlsxWriter::Workbook::write_hidden(
    const char* name, const std::vector<std::vector<std::string>>& lists) {
  lxw_worksheet* hidden = workbook_add_worksheet(book, name);
  if (hidden == nullptr) return check(LXW_ERROR_SHEETNAME_ALREADY_USED);
  worksheet_hide(hidden);
  size_t rows = 0;
  for (const std::vector<std::string>& list : lists) rows = std::max(rows, list.size());
  for (size_t i = 0; i < rows; ++i) {
    for (size_t column = 0; column < lists.size(); ++column) {
      if (i >= lists[column].size()) continue;
      const Result<Done> written = check(
          worksheet_write_string(hidden, static_cast<lxw_row_t>(i), static_cast<lxw_col_t>(column),
                                 with_escapes(lists[column][i]).c_str(), nullptr));
      if (!written) return written.errors();
    }
  }
  return Done{};
}

Result<Done> XlsxWriter::close(const PaperFacts& facts) {
  Workbook& workbook = *workbook_;
  workbook.end_sheet();
  if (!workbook.word_lists.empty()) {
    const Result<Done> words = workbook.write_hidden(words_sheet, workbook.word_lists);
    if (!words) return words.errors();
  }
  std::vector<std::vector<std::string>> columns(2);
  for (const auto& [name, value] : facts) {
    columns[0].push_back(name);
    columns[1].push_back(value);
  }
  const std::string name(facts_sheet);
  const Result<Done> written = workbook.write_hidden(name.c_str(), columns);
  if (!written) return written.errors();
  const lxw_error error = workbook_close(std::exchange(workbook.book, nullptr));
  Result<Done> closed = workbook.check(error);
  if (closed) closed = hide_well(workbook.path, facts_sheet);
  if (!closed) std::remove(workbook.path.c_str());
  return closed;
}

}  // namespace fangan
