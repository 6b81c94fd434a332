// Section owners: the agencies that answer for a place in the official text.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"

namespace fangan {

/// Those of the tasks of its section and of the section's owner lines, lead first; none in a file
/// of notes. Needs the agencies and tasks of the plan to be resolved.
std::vector<std::string> section_owners(const Plan& plan, const Citation& citation);

}  // namespace fangan
