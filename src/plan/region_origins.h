// Region origins: by which field the rows of a register belong to a county.
//
// A row belongs to the county of its first region field; without one, to that of the row its first
// reference with a region leads to. Who may see a row and whose figures it counts for follow from
// it, so the store and the campaign ask the same.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace fangan {

/// A field as far as regions go.
struct OriginField {
  bool is_region = false;
  std::optional<size_t> refers_to;  ///< A register, by its place.
};

/// By register the place of the field; none: its rows belong to no county.
std::vector<std::optional<size_t>> region_origins(
    const std::vector<std::vector<OriginField>>& registers);

}  // namespace fangan
