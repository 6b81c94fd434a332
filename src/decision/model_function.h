// Model function: a knowledge model or a decision service as a value that expressions can call.
#pragma once

#include "decision/unit.h"

namespace fangan::dmn {

/// The function value of an element. It calls into its engine and does not keep it alive: the
/// engine holds expressions that hold the function.
Value make_function(const Engine& engine, const ElementRef& ref, const Engine::Unit& unit);

}  // namespace fangan::dmn
