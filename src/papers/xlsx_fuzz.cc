// Any workbook somebody uploads: refused by code, or rows of valid text in their order, and the
// same rows when it is read again.
//
// A zip archive with a broken checksum is refused at the door, so the input is the XML inside: the
// sheet, then after a zero byte the shared strings, then the styles, then the workbook; here they
// are packed. Input that begins like a zip archive is taken as it is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "papers/table_file.h"
#include "papers/xlsx_builder_test.h"
#include "papers/xlsx_parts.h"
#include "text/utf8.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::string packed_input(std::string_view input) {
  fangan::test::ZipParts parts = fangan::test::xlsx_parts({});
  for (const char* name :
       {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"}) {
    const size_t end = input.find('\0');
    const std::string text(input.substr(0, end));
    bool is_there = false;
    for (auto& [part, bytes] : parts) {
      if (part != name) continue;
      bytes = text;
      is_there = true;
    }
    if (!is_there) parts.emplace_back(name, text);
    if (end == std::string_view::npos) break;
    input.remove_prefix(end + 1);
  }
  return fangan::test::zipped(parts);
}

/// What was read, as one text; or the code of the error.
std::string read_all(fangan::XlsxReader* reader, size_t sheet) {
  std::string all;
  uint32_t last = 0;
  const fangan::Result<fangan::Done> read = reader->read(sheet, [&](const fangan::SheetRow& row) {
    require(row.number > last && row.number <= 1'048'576 && !row.cells.empty());
    last = row.number;
    int64_t column = -1;
    for (const fangan::SheetCell& cell : row.cells) {
      require(cell.column > column && cell.column < 16'384);
      column = cell.column;
      require(fangan::is_valid_utf8(cell.text) && cell.text.find('\r') == cell.text.npos);
      all.append(std::to_string(cell.column)).append("=").append(cell.text).append("|");
    }
    all += '\n';
    return true;
  });
  return read ? all : read.error().code;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string bytes =
      fangan::looks_like_zip(input) ? std::string(input) : packed_input(input);
  fangan::ByteSource source = fangan::ByteSource::of(bytes);
  fangan::XlsxLimits limits;
  limits.merged_cells_max = 10'000;
  fangan::Result<fangan::XlsxReader> reader = fangan::XlsxReader::open(&source, limits);
  if (!reader) return 0;
  for (size_t i = 0; i < reader.value().sheets().size(); ++i) {
    require(read_all(&reader.value(), i) == read_all(&reader.value(), i));
  }
  fangan::Result<fangan::TableFile> table =
      fangan::TableFile::open(fangan::ByteSource::of(bytes), "a.xlsx", {"a", "b"});
  if (!table) return 0;
  const size_t titles = table.value().titles().size();
  const fangan::Result<fangan::Done> read =
      table.value().read([titles](const fangan::TableRow& row) {
        require(row.cells.size() == titles);
        return true;
      });
  require(static_cast<bool>(read) || !read.errors().empty());
  return 0;
}
