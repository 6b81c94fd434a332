// Title row: which row of a table holds the titles of its columns, and which column is which.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace fangan {

class TitleRow {
 public:
  /// Titles are looked for in so many rows with something in them.
  static constexpr int rows_looked_at = 50;

  explicit TitleRow(const std::vector<std::string>& expected) : expected_(expected) {}

  /// The next row of the table. False when nothing more is wanted.
  /// A row holds the titles when half of the expected names stand in it, or half of what stands in
  /// it are expected names, at least two or all that stands there; of a title over two rows the
  /// lower, which has more.
  bool look_at(uint32_t row, const std::vector<std::string_view>& cells);

  bool is_found() const { return row_ > 0; }
  uint32_t row() const { return row_; }
  const std::vector<std::string>& titles() const { return titles_; }
  /// Errors  PAPER-T002. A title that only goes on to the right, as merged ones do, is no second.
  Result<Done> check() const;

 private:
  std::string expected_name(std::string_view written) const;

  const std::vector<std::string>& expected_;
  uint32_t row_ = 0;
  size_t matches_ = 0;
  int rows_ = 0;
  std::vector<std::string> titles_;
};

}  // namespace fangan
