// Extract: a part of an expression as an expression of its own, for feel/ to compute.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "column/compile.h"
#include "column/operand.h"

namespace fangan::column {

/// What a slot of a frame stands for while an expression is translated: what was bound, or a part
/// that was translated already, such as the value that unary tests call `?`.
struct Bound {
  Binding binding = {};
  std::optional<Operand> operand = {};
  feel::NodeId source = feel::no_node;  ///< With operand: the part.
};
using Bounds = std::map<uint32_t, Bound>;

struct Extract {
  feel::Syntax syntax;
  struct Input {
    uint32_t slot = 0;  ///< In the frame of the extract.
    size_t column = 0;  ///< Table::npos: the whole row.
  };
  std::vector<Input> inputs;
};

/// Constants that are bound become literals; `record.X` and fields of the row become variables; a
/// part that was bound to a slot stands again where the slot was read, so that feel/ sees the
/// numbers as they were written, with all of their zeros.
Extract extract(const feel::Syntax& syntax, feel::NodeId root, const Bounds& bounds,
                const Table& table);

}  // namespace fangan::column
