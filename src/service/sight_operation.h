// Sight operation: what every operation on registers does around its work.
#pragma once

#include <functional>
#include <string>

#include "service/register_sight.h"

namespace fangan {

using SightWork = std::function<Result<Json>(RegisterSight&)>;

/// Runs `work` from one snapshot of a plan and its registers. Errors  SVC-N001.
Result<Json> with_sight(const ServiceState& state, const Actor& actor, const std::string& plan,
                        const ViewRequest& request, const SightWork& work,
                        Eyes eyes = Eyes::actor);

}  // namespace fangan
