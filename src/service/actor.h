// Actor: who asks, and in which roles.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fangan {

struct Actor {
  std::string account;             ///< Empty for an agency that acts in a case.
  std::string display;
  std::string agency;              ///< Name of an agency of the plans; empty for administrators.
  std::vector<std::string> roles;  ///< office, department, county, enterprise, admin
  int64_t subject = 0;             ///< Of an enterprise: its row of 企业; 0: none.

  bool has(std::string_view role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  }
  /// A county holds shares, and sees and writes its own only; an enterprise holds none.
  bool is_holder() const { return (has("county") || has("enterprise")) && !has("office"); }
};

}  // namespace fangan
