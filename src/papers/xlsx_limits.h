// Xlsx limits: how much of a workbook is read. An upload is a stranger's: it may unpack to a
// thousand times its size.
#pragma once

#include <cstddef>
#include <cstdint>

namespace fangan {

struct XlsxLimits {
  /// Of one part, unpacked. LibreOffice needs 1.2 GB for the texts of 200,000 rows of 20 columns.
  uint64_t part_bytes_max = 6144ull << 20;
  uint64_t small_bytes_max = 32u << 20;   ///< Of styles and lists of parts.
  uint64_t ratio_max = 250;               ///< Unpacked to packed; spreadsheets reach 40.
  uint64_t ratio_from_bytes = 16u << 20;  ///< Smaller parts may be as repetitive as they like.
  uint64_t entries_max = 20'000;
  uint64_t shared_bytes_max = 512u << 20;  ///< All shared strings together.
  size_t shared_count_max = 25'000'000;
  uint32_t columns_max = 16'384;
  uint32_t rows_max = 1'048'576;
  uint64_t row_bytes_max = 16u << 20;     ///< Texts within the cells of a row, as of a CSV file.
  size_t cell_units_max = 32'767;         ///< Characters of a cell as Excel counts: UTF-16.
  uint64_t merged_cells_max = 5'000'000;  ///< That merged ranges cover together.
  size_t styles_max = 100'000;
};

}  // namespace fangan
