// Package zip: a package as one archive, to hand on.
#pragma once

#include <string>

#include "plan/package.h"
#include "text/result.h"

namespace fangan {

/// A folder named after the package with its files in it. Errors  PLAN-F006.
Result<std::string> package_zip(const Package& package);

}  // namespace fangan
