#include "plan/draft.h"

#include "plan/outline.h"
#include "plan/owners.h"
#include "plan/quantities.h"

namespace fangan {

Draft draft(std::vector<std::string> lines, const Lexicon& lexicon, const DraftOptions& options) {
  Draft draft;
  draft.lines = std::move(lines);
  draft.headings = outline(draft.lines, lexicon);
  read_front_matter(&draft, lexicon);
  if (options.issued) draft.issued = options.issued;
  draft.owners = owners(draft, lexicon);
  draft.quantities = quantities(draft, lexicon);
  draft.references = references(draft.lines, lexicon);
  return draft;
}

}  // namespace fangan
