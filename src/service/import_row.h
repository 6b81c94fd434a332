// Import row: what the cells of one row of a table say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papers/table_file.h"
#include "service/cell_reader.h"
#include "service/import_columns.h"

namespace fangan {

/// 编号#版本 of an export.
struct RowMark {
  std::string id;
  uint64_t version = 0;
};
/// None where it is not one.
std::optional<RowMark> read_row_mark(std::string_view text);
std::string print_row_mark(const StoredRow& row);

struct ImportRow {
  uint32_t number = 0;
  /// By field: null clears, none leaves.
  std::vector<std::optional<Value>> fields;
  std::optional<RowMark> mark;
  std::string key;  ///< What its cells make the id; empty where a part of the key is blank.
  std::string id;  ///< As written, of registers without a key; later of the row that is meant.
  std::optional<Value> period;
  std::string state;
  std::optional<Date> since;
  std::string source;
  std::string nature;
  bool is_faulty = false;  ///< Something is wrong with it, and was reported.

  /// Says nothing of `fields_count` fields; memory is kept.
  void clear(size_t fields_count);
};

class ImportRowReader {
 public:
  /// All of them outlive it.
  ImportRowReader(const Plan& plan, const Register& definition, const ImportColumns& columns,
                  CellReader& cells, ImportReport* report)
      : plan_(plan), definition_(definition), columns_(columns), cells_(cells), report_(report) {}

  /// Errors, at their cells  those of CellReader::read(), problem_of(), read_period(), read_day();
  /// SVC-I016 a hidden number that is none; SVC-I017 a key cannot be cleared.
  void read(const TableRow& cells, ImportRow* row);

  /// Says what is wrong at the column of a field, or at the row where it has none.
  void tell(ImportRow* row, std::optional<uint32_t> column, const std::string& field,
            std::string_view value, const Diagnostic& error);
  void tell(ImportRow* row, const std::string& field, const Diagnostic& error) {
    tell(row, columns_.of_name(field), field, "", error);
  }

 private:
  void read_field(ImportRow* row, uint32_t column, std::string_view text);
  void read_word(ImportRow* row, uint32_t column, std::string_view text);

  const Plan& plan_;
  const Register& definition_;
  const ImportColumns& columns_;
  CellReader& cells_;
  ImportReport* report_;
};

}  // namespace fangan
