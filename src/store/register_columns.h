// Register columns: some fields of the rows of a register, read by RegisterReader::columns().
#pragma once

#include <cstdint>
#include <vector>

#include "campaign/row_columns.h"
#include "campaign/row_needs.h"

namespace fangan {

struct RegisterColumns {
  std::vector<int64_t> numbers;  ///< Of each row within its register.
  RowColumns columns;
};

}  // namespace fangan
