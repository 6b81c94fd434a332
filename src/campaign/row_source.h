// Row source: where Rows finds the rows that nobody gave it, such as a store.
//
// A register is read whole only when a formula names all of its rows. A reference asks for one row
// and a back-list for those that refer to a row, so a page of fifty rows costs what it shows.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "campaign/rows.h"

namespace fangan {

class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual std::vector<RowState> all(const Register& definition) = 0;
  virtual std::optional<RowState> one(const Register& definition, std::string_view id) = 0;
  /// The rows of `from` whose field, an index into its fields, refers to the row with that id.
  virtual std::vector<RowState> referring(const Register& from, size_t field,
                                          std::string_view id) = 0;
};

}  // namespace fangan
