// Table text, for tests: what a table says, a row a line and the cells between |.
#pragma once

#include <string>

#include "papers/table_file.h"

namespace fangan {

inline Result<std::string> table_text(const std::string& bytes, const std::string& name) {
  Result<TableFile> file = TableFile::open(ByteSource::of(bytes), name, {});
  if (!file) return file.errors();
  std::string text;
  for (const std::string& title : file.value().titles()) text += title + "|";
  const Result<Done> read = file.value().read([&text](const TableRow& row) {
    text += "\n";
    for (const TableCell& cell : row.cells) text += std::string(cell.text) + "|";
    return true;
  });
  if (!read) return read.errors();
  return text;
}

}  // namespace fangan
