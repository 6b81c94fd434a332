// Any CSV: the same rows and errors whole and in pieces, and rows that are printed come back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "document/csv.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

using Rows = std::vector<std::vector<std::string>>;

/// Rows with their places, then errors.
Rows read_pieces(std::string_view text, size_t size) {
  Rows rows;
  fangan::CsvParser parser([&rows](const fangan::CsvRecord& record) {
    rows.emplace_back(record.cells.begin(), record.cells.end());
    rows.back().push_back(std::to_string(record.line) + " " + std::to_string(record.row));
    for (const fangan::Diagnostic& error : record.errors) rows.back().push_back(error.code);
    return true;
  });
  for (size_t at = 0; at < text.size(); at += size) parser.feed(text.substr(at, size));
  for (const fangan::Diagnostic& error : parser.finish()) rows.push_back({error.code});
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Rows whole = read_pieces(text, text.size() + 1);
  for (const size_t piece : {1u, 3u, 7u}) require(read_pieces(text, piece) == whole);
  const fangan::Result<std::vector<fangan::CsvRow>> rows = fangan::read_csv(text);
  require(fangan::unguarded_csv_text(fangan::guarded_csv_text(text)) == text);
  if (!rows) return 0;
  std::string printed;
  for (const fangan::CsvRow& row : rows.value()) printed += fangan::print_csv(row.cells);
  const fangan::Result<std::vector<fangan::CsvRow>> again = fangan::read_csv(printed);
  require(static_cast<bool>(again) && again.value().size() == rows.value().size());
  for (size_t i = 0; i < rows.value().size(); ++i) {
    require(again.value()[i].cells == rows.value()[i].cells);
  }
  return 0;
}
