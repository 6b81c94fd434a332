// Plan titles: where the plans within one notice begin.
#pragma once

#include <string>
#include <vector>

#include "plan/draft.h"

namespace fangan {

/// Headings of type plan. A title is a line without end punctuation that ends with a plan word and
/// is followed by the first chapter of its text; it may run over two lines.
std::vector<Heading> plan_titles(const std::vector<std::u32string>& texts,
                                 const std::vector<std::u32string>& halves, const Lexicon& lexicon);

}  // namespace fangan
