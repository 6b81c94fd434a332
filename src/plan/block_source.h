// Block source: the blocks of a plan's files as they are written, and changing one of them.
//
// People ask for a block by its id: the name of one that has a name among blocks, and
// `kind@FILE-LINE` for the others (agencies, clause blocks), whose names are not unique or absent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"
#include "text/result.h"

namespace fangan {

struct BlockSource {
  std::string id;
  uint32_t file = 0;  ///< Index into Plan::files.
  uint32_t line = 1;  ///< Of the opening fence, 1-based.
  FencedBlock block;
};

/// The blocks of all files but plan.md, in order.
std::vector<BlockSource> block_sources(const Plan& plan);
const BlockSource* find_block(const std::vector<BlockSource>& blocks, std::string_view id);

/// The block with its fences, as it is written.
std::string block_text(const Plan& plan, const BlockSource& source);

/// One change of one block.
struct BlockEdit {
  enum class Action : uint8_t { replace, add, remove };
  Action action = Action::replace;
  std::string id;    ///< Of the block to replace or remove.
  std::string base;  ///< The block as the writer saw it: what stands there now has to be the same.
  std::string at;    ///< Of a block to add: `FILE-LINE` of its text line, or `FILE` for its end.
  std::string text;  ///< The block with its fences.
};

/// A package with one block changed, and where the new text stands.
struct EditedPackage {
  Package package;
  std::string file;
  uint32_t first_line = 1;  ///< Of the new block, 1-based.
  uint32_t line_count = 0;  ///< 0 where a block was removed.
};

/// Whether a text is one block and nothing else; checked before it goes into a file, where a fence
/// left open would swallow what follows.
/// Errors  EDIT-E001 it is none, several, or more than a block; those of read_markdown(). Their
/// places are in the only source of `sources`.
Diagnostics refuse_other_than_block(std::string_view text, Sources* sources);

/// Every other byte stays as it is, so no edit can change official text.
/// Errors  SVC-N001 no such block, file or line; EDIT-W001 the block is no longer as in `base`.
Result<EditedPackage> apply_edit(const Plan& plan, const Package& package, const BlockEdit& edit);

}  // namespace fangan
