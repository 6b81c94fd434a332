#include "papers/csv_writer.h"

#include <cassert>
#include <cerrno>
#include <cstring>

#include "document/csv.h"
#include "papers/xlsx_cells.h"

namespace fangan {
namespace {

constexpr size_t written_at_once = 256u << 10;

/// Numbers and days that are ones begin no formula; -5 stays -5.
bool needs_guard(PaperKind kind, std::string_view text) {
  if (kind == PaperKind::number) return !read_stored_number(text);
  return true;
}

}  // namespace

Diagnostic CsvWriter::unwritable() const {
  Diagnostic found = problem("PAPER-W001", {{"path", path_}, {"reason", std::strerror(errno)}});
  found.fault = Fault::system;
  return found;
}

Result<CsvWriter> CsvWriter::create(const std::string& path, PaperSheet sheet) {
  CsvWriter writer(path, std::move(sheet));
  writer.file_.reset(std::fopen(path.c_str(), "wbe"));
  if (writer.file_ == nullptr) return writer.unwritable();
  writer.text_ = csv_mark;
  std::vector<std::string_view> titles;
  for (const PaperColumn& column : writer.sheet_.columns) titles.push_back(column.title);
  append_csv(titles, &writer.text_);
  return writer;
}

Result<Done> CsvWriter::add_row(std::span<const PaperCell> cells) {
  assert(cells.size() == sheet_.columns.size());
  std::vector<std::string> guarded(cells.size());
  std::vector<std::string_view> row(cells.size());
  for (size_t i = 0; i < cells.size(); ++i) {
    row[i] = cells[i].text;
    if (!needs_guard(sheet_.columns[i].kind, cells[i].text)) continue;
    guarded[i] = guarded_csv_text(cells[i].text);
    row[i] = guarded[i];
  }
  append_csv(row, &text_);
  if (text_.size() < written_at_once) return Done{};
  return write();
}

Result<Done> CsvWriter::write() {
  if (std::fwrite(text_.data(), 1, text_.size(), file_.get()) != text_.size()) return unwritable();
  text_.clear();
  return Done{};
}

Result<Done> CsvWriter::close() {
  const Result<Done> written = write();
  if (!written) return written.errors();
  if (std::fclose(file_.release()) != 0) return unwritable();
  return Done{};
}

}  // namespace fangan
