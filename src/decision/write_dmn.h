// Write DMN: a model as XML of DMN 1.5, or of 1.3 for editors that read no later one, whichever
// version it came from.
//
// The same model gives the same bytes: elements in the order of the standard's schema, two blanks
// of indentation, one attribute order. Texts are written so that reading them gives every
// character back; opaque parts are written as they are.
#pragma once

#include <string>

#include "decision/model.h"
#include "text/result.h"

namespace fangan::dmn {

/// A whole file of DMN 1.5, ending with a line end.
std::string write_dmn(const Definitions& definitions);

/// `version`: 1.3 or 1.5.
/// Errors  DMN-X052 parts that the version does not know; each kind is named once.
Result<std::string> write_dmn(const Definitions& definitions, DmnVersion version);

}  // namespace fangan::dmn
