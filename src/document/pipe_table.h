// Pipe tables: `| a | b |` lines as a Grid.
#pragma once

#include <string_view>

#include "text/grid.h"

namespace fangan {

/// Reads the lines of `span` in `text`, each beginning with `|`. A second line of dashes is left
/// out; `\|` stands for a bar within a cell.
Grid read_pipe_table(std::string_view text, Span span);

}  // namespace fangan
