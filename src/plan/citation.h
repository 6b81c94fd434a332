// Citation: where a block stands in the official text.
#pragma once

#include <cstdint>

namespace fangan {

struct Citation {
  uint32_t file = 0;       ///< Index into Plan::files.
  uint32_t text_line = 0;  ///< Index into PlanFile::lines; no_line for a block of a notes file.
  uint32_t begin = 0;      ///< Code points in that line: the words it is narrowed to, or the whole.
  uint32_t end = 0;
};

}  // namespace fangan
