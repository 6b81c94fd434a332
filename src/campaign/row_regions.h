// Row regions: the county that each row of a register belongs to.
//
// By which field is said by plan/region_origins.h, as in the store, which decides who sees them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/row_table.h"

namespace fangan {

class RowRegions {
 public:
  /// `rows` outlive it.
  explicit RowRegions(Rows* rows);

  /// Whether its rows belong to counties.
  bool has(std::string_view register_name) const { return origins_.count(register_name) > 0; }
  /// The name of the agency; empty where the row belongs to none.
  const std::string& of(const Row& row);
  /// What is known of a row that changed.
  void forget(const Row& row);

 private:
  struct Known {
    bool is_known = false;
    const std::string* region = nullptr;
  };
  const std::string* computed(const Row& row);

  Rows& rows_;
  std::map<std::string, size_t, std::less<>> origins_;  ///< By register the field.
  std::map<std::string, std::string, std::less<>> names_;
  std::map<const RowTable*, std::vector<Known>> known_;
};

}  // namespace fangan
