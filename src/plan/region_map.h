// Region map: the areas of a plan's regions, for boards. GeoJSON (RFC 7946) in the package: a
// FeatureCollection of areas whose `id` is the code of a region. It may be built and not committed,
// so a package without one is whole.
#pragma once

#include <string>

#include "plan/check_context.h"
#include "plan/package.h"

namespace fangan {

/// The file that `map` of plan.md names, else data/regions.geojson; null where there is none.
const PackageFile* region_map(const Package& package);

/// `named`: what `map` says, empty where it says nothing.
/// Errors  PLAN-P003 the named file is not there; PLAN-Y001 no JSON, or no FeatureCollection;
/// PLAN-Y002 a feature that is no area or has no id. Warnings  PLAN-Y003 an id that is no agency's
/// region.
void check_region_map(CheckContext* context, const Package& package, const std::string& named,
                      Span header);

}  // namespace fangan
