// Check links: whether the references of a set lead where they should. Internal to decision/;
// model_set.h is the way in.
#pragma once

#include "decision/model_set.h"

namespace fangan::dmn {

/// DMN-X043 to DMN-X050 and DMN-W002, in no order.
Diagnostics check_links(const ModelSet& set);

/// DMN-X045 and DMN-X046.
void check_circles(const ModelSet& set, Diagnostics* problems);

}  // namespace fangan::dmn
