// Draft blocks: the blocks a draft proposes, each with the line of text it belongs to.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "plan/draft.h"
#include "plan/lint.h"

namespace fangan {

/// What one `clause` block says; the block is written when all is known.
struct ClauseEntries {
  std::map<std::string, std::string> restates;   ///< Block -> words.
  std::map<std::string, std::string> narrative;  ///< Words -> why.
  std::map<std::string, std::string> doubt;      ///< Words -> text.

  bool empty() const { return restates.empty() && narrative.empty() && doubt.empty(); }
};

struct DraftBlocks {
  std::map<uint32_t, std::vector<std::string>> by_line;  ///< Whole blocks, fences included.
  std::map<uint32_t, ClauseEntries> clauses;
  std::set<std::string> names;
  std::set<std::pair<uint32_t, std::string>> dated;      ///< (line, due) a target has taken.
  std::vector<std::string> agencies;                     ///< In order of first mention.
  int targets = 0;
  int tasks = 0;
};

void add_targets(const Draft& draft, DraftBlocks* blocks);
/// After add_targets: deadlines that no target took become nodes of tasks.
void add_tasks(const Draft& draft, DraftBlocks* blocks);
void add_narratives(const Draft& draft, DraftBlocks* blocks);
void add_doubts(const Draft& draft, const std::vector<Finding>& findings, DraftBlocks* blocks);

/// The public bodies that signed the document, in their order; one for most.
std::vector<std::string> signatories(const Draft& draft, const Lexicon& lexicon);

/// The section a heading belongs to: itself, or the part above a label.
uint32_t section_of(const Draft& draft, uint32_t heading);

}  // namespace fangan
