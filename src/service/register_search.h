// Register search: the rows that hold some words, as far as the actor may read them.
//
// The index says where to look; each row is then read as the actor sees it, so what is found is the
// same whether or not rows of others are there and however far the index has come.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "service/state.h"

namespace fangan {

/// The words of a query: between blanks, in the case they are compared in.
std::vector<std::string> search_words(const std::string& query);

struct RowHits {
  std::vector<Json> hits;
  bool more = false;
};
/// By register, the first of each by their ids. Words of one character find no rows. `seen`:
/// registers that another plan of the store has shown already.
Result<RowHits> find_rows(const ServiceState& state, const Actor& actor, const LoadedPlan& loaded,
                          const std::vector<std::string>& words, std::set<int64_t>* seen);

/// Where the words stand in a text, in code points, as hits give them.
Json word_marks(const std::string& text, const std::vector<std::string>& words);

}  // namespace fangan
