#include "plan/region_origins.h"

namespace fangan {

/// A register that gains its region in a later round does not lend it back, so no circle arises.
std::vector<std::optional<size_t>> region_origins(
    const std::vector<std::vector<OriginField>>& registers) {
  std::vector<std::optional<size_t>> origins(registers.size());
  std::vector<size_t> round(registers.size());
  const auto find = [&](size_t one, size_t turn) -> std::optional<size_t> {
    for (size_t i = 0; i < registers[one].size(); ++i) {
      const OriginField& field = registers[one][i];
      if (turn == 0 && field.is_region) return i;
      const bool lends = turn > 0 && field.refers_to && origins[*field.refers_to] &&
                         round[*field.refers_to] < turn;
      if (lends) return i;
    }
    return std::nullopt;
  };
  for (size_t turn = 0; turn <= registers.size(); ++turn) {
    for (size_t one = 0; one < registers.size(); ++one) {
      if (origins[one]) continue;
      origins[one] = find(one, turn);
      round[one] = turn;
    }
  }
  return origins;
}

}  // namespace fangan
