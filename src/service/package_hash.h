// Package hash: the version of a plan package is the hash of what it says.
#pragma once

#include <string>

#include "plan/package.h"

namespace fangan {

/// SM3 over names and bytes of all files in order of name. Units: 64 hexadecimal digits.
std::string package_hash(const Package& package);

}  // namespace fangan
