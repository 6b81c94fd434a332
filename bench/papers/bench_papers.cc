// One table of 20 columns written and read, as .xlsx or .csv: seconds of processor time and the
// most memory the process held. Driven by run.sh, one process each.
//
//   bench_papers write FILE ROWS   FILE ends in .xlsx or .csv
//   bench_papers read FILE ROWS
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "papers/csv_writer.h"
#include "papers/table_file.h"
#include "papers/xlsx_writer.h"

namespace {

using fangan::PaperKind;

constexpr uint32_t column_count = 20;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "wrong answer: %s\n", what);
  std::exit(1);
}

PaperKind kind_of(uint32_t column) {
  if (column % 3 == 1) return PaperKind::number;
  return column % 7 == 3 ? PaperKind::day : PaperKind::text;
}

/// Every text is another, as codes and names are.
std::string cell(uint32_t row, uint32_t column) {
  const uint32_t mixed = row * 2'654'435'761u + column;
  switch (kind_of(column)) {
    case PaperKind::number:
      return std::to_string(1 + mixed % 1'000'000) + ".25";
    case PaperKind::day:
      return "2017-" + std::to_string(10 + mixed % 3) + "-1" + std::to_string(mixed % 10);
    case PaperKind::text:
      break;
  }
  return "第" + std::to_string(row) + "户" + std::to_string(mixed % 100'000);
}

fangan::PaperSheet sheet() {
  fangan::PaperSheet sheet;
  sheet.name = "企业";
  for (uint32_t i = 0; i < column_count; ++i) {
    fangan::PaperColumn column;
    column.title = "字段" + std::to_string(i);
    column.kind = kind_of(i);
    sheet.columns.push_back(column);
  }
  return sheet;
}

template <typename Writer>
void write_rows(Writer* writer, uint32_t rows) {
  std::vector<std::string> texts(column_count);
  std::vector<fangan::PaperCell> cells(column_count);
  for (uint32_t row = 0; row < rows; ++row) {
    for (uint32_t i = 0; i < column_count; ++i) {
      texts[i] = cell(row, i);
      cells[i].text = texts[i];
    }
    require(static_cast<bool>(writer->add_row(cells)), "a row was not written");
  }
}

void write(const std::string& path, uint32_t rows, bool is_csv) {
  if (is_csv) {
    fangan::Result<fangan::CsvWriter> writer = fangan::CsvWriter::create(path, sheet());
    require(static_cast<bool>(writer), "no file");
    write_rows(&writer.value(), rows);
    require(static_cast<bool>(writer.value().close()), "not closed");
    return;
  }
  fangan::Result<fangan::XlsxWriter> writer = fangan::XlsxWriter::create(path, fangan::Moment{});
  require(static_cast<bool>(writer), "no file");
  require(static_cast<bool>(writer.value().begin_sheet(sheet())), "no sheet");
  write_rows(&writer.value(), rows);
  require(static_cast<bool>(writer.value().close({})), "not closed");
}

void read(const std::string& path, uint32_t rows) {
  fangan::Result<fangan::ByteSource> source = fangan::ByteSource::open(path);
  require(static_cast<bool>(source), "no file");
  fangan::Result<fangan::TableFile> file =
      fangan::TableFile::open(std::move(source).value(), path, {});
  require(static_cast<bool>(file), "no table");
  uint32_t seen = 0;
  const fangan::Result<fangan::Done> done = file.value().read([&](const fangan::TableRow& row) {
    // All of every thousandth row, and how many there are.
    for (uint32_t i = 0; seen % 1000 == 0 && i < column_count; ++i) {
      require(row.cells[i].text == cell(seen, i), "a cell");
    }
    ++seen;
    return true;
  });
  require(static_cast<bool>(done) && seen == rows, "rows");
}

}  // namespace

int main(int count, char** arguments) {
  require(count == 4, "bench_papers write|read FILE ROWS");
  const std::string path = arguments[2];
  const auto rows = static_cast<uint32_t>(std::stoul(arguments[3]));
  const bool is_csv = path.size() > 4 && path.substr(path.size() - 4) == ".csv";
  if (arguments[1] == std::string_view("write")) {
    write(path, rows, is_csv);
  } else {
    read(path, rows);
  }
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  const double seconds = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  std::printf("%-5s %-4s %8u rows x %u  %6.2f s  %5ld MB\n", arguments[1], is_csv ? "csv" : "xlsx",
              rows, column_count, seconds, usage.ru_maxrss / 1024);
  return 0;
}
