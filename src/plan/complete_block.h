// Complete block: what could stand at a place of a block that is being written.
//
// The keys and words come from plan/kinds.h, names from the plan as it is in force and from the
// block itself, expressions from feel/complete.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"

namespace fangan {

struct BlockCompletion {
  std::string text;    ///< What to write.
  std::string kind;    ///< kind, key, word, name, variable, function, keyword or member.
  std::string detail;  ///< The form of a key, the kind of a block, the type of a name.
  std::string zh;      ///< What it is; empty where the detail says it all.
  std::string en;
};

struct BlockCompletions {
  size_t begin = 0;  ///< Bytes [begin, offset) of the text are what the chosen text replaces.
  std::vector<BlockCompletion> all;
};

/// `text`: the block with its fences, not yet finished perhaps. `offset`: in bytes.
BlockCompletions complete_block(const Plan& plan, std::string_view text, size_t offset);

}  // namespace fangan
