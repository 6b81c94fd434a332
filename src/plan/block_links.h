// Block links: which blocks a block names.
//
// Names of a plan are single words, so a word of a block that is the name of another one is a
// reference to it. Words in quotes are texts, and clause, label, choice and source speak to people.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "plan/block_source.h"

namespace fangan {

/// Every word of the block's values but those in quotes.
std::set<std::string> words_of(const Plan& plan, const BlockSource& source);

/// For each block the indexes of those it names, in order; itself left out.
std::vector<std::vector<size_t>> block_links(const Plan& plan,
                                             const std::vector<BlockSource>& blocks);

}  // namespace fangan
