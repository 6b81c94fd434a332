// Write DMN: a model as XML of DMN 1.5, whichever version it came from.
//
// The same model gives the same bytes: elements in the order of the standard's schema, two blanks
// of indentation, one attribute order. Texts are written so that reading them gives every
// character back; opaque parts are written as they are.
#pragma once

#include <string>

#include "decision/model.h"

namespace fangan::dmn {

/// A whole file, ending with a line end.
std::string write_dmn(const Definitions& definitions);

}  // namespace fangan::dmn
