#include "service/export_table.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "papers/csv_writer.h"
#include "papers/xlsx_writer.h"
#include "service/jobs.h"
#include "service/wall_clock.h"

namespace fangan {
namespace {

template <typename Writer>
Result<Done> add_rows(const ExportTable& table, Writer* writer) {
  for (const std::vector<std::string>& row : table.rows) {
    std::vector<PaperCell> cells;
    for (const std::string& text : row) cells.push_back({text, {}});
    const Result<Done> added = writer->add_row(cells);
    if (!added) return added;
  }
  return Done{};
}

Result<Done> write_csv(const ExportTable& table, const std::string& path) {
  Result<CsvWriter> writer = CsvWriter::create(path, table.sheet);
  if (!writer) return writer.errors();
  const Result<Done> added = add_rows(table, &writer.value());
  return added ? writer.value().close() : added;
}

Result<Done> write_xlsx(const ExportTable& table, Date day, const std::string& path) {
  Result<XlsxWriter> writer = XlsxWriter::create(path, begin_of(day));
  if (!writer) return writer.errors();
  const Result<Done> begun = writer.value().begin_sheet(table.sheet);
  if (!begun) return begun;
  const Result<Done> added = add_rows(table, &writer.value());
  return added ? writer.value().close({{"day", day.print()}}) : added;
}

}  // namespace

PassingFile::PassingFile(const std::string& store_path) {
  const std::string folder = store_path + ".jobs";
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  path_ = folder + "/export-XXXXXX";
  const int file = mkstemp(path_.data());
  if (file >= 0) close(file);
}

PassingFile::~PassingFile() { remove_job_file(path_); }

std::string PassingFile::bytes() const {
  std::ifstream file(path_, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Moment begin_of(Date day) {
  constexpr int64_t minute_us = 60'000'000;
  constexpr int64_t day_us = 24 * 60 * minute_us;
  return Moment{day.days_since_1970() * day_us - plan_offset_minutes * minute_us};
}

FileContent exported_file(const std::string& name, SheetForm form, std::string bytes) {
  constexpr const char* xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const bool is_csv = form == SheetForm::csv;
  return {name + (is_csv ? ".csv" : ".xlsx"), is_csv ? "text/csv" : xlsx, std::move(bytes)};
}

Result<FileContent> export_table(const std::string& store_path, const std::string& name, Date day,
                                 const ExportTable& table, SheetForm form) {
  const PassingFile file(store_path);
  const Result<Done> written = form == SheetForm::csv ? write_csv(table, file.path())
                                                      : write_xlsx(table, day, file.path());
  if (!written) return written.errors();
  return exported_file(name, form, file.bytes());
}

}  // namespace fangan
