// Loaded shares: how targets are split in the demonstration that comes with a package,
// data/分解.csv, a line for each share.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "document/csv.h"
#include "service/share_sheets.h"

namespace fangan {

class LoadedShares {
 public:
  explicit LoadedShares(const Plan& plan) : plan_(plan) {}

  /// What is wrong, and in which line.
  /// Errors  SVC-G019 a column that is not there, or one too many; SVC-G020 no such target;
  /// SVC-W011; those of check_shares().
  std::vector<std::pair<uint32_t, Diagnostic>> read(const std::vector<CsvRow>& csv);
  bool empty() const { return sheets_.empty(); }
  /// How many shares of `package` were written.
  Result<int64_t> write(const Database& database, const ShareWriter& writer,
                        const std::string& package) const;

 private:
  struct Sheet {
    const Target* target = nullptr;
    ShareSheetRequest request;
    uint32_t line = 0;  ///< Of its first share.
  };
  Sheet& sheet_of(const Target& target, const std::string& node, uint32_t line);

  const Plan& plan_;
  std::vector<Sheet> sheets_;
};

}  // namespace fangan
