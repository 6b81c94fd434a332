// What commands print of a plan as JSON (language.md section 5).
#pragma once

#include "campaign/figures.h"
#include "plan/check.h"
#include "plan/choices.h"
#include "value/json.h"

namespace fangan {

/// {"characters","bound","narrative","unassigned"}
Json coverage_counts_json(const Coverage& coverage);

/// [{"file","line","start","end","state","blocks","by"}]
Json clauses_json(const Plan& plan, const Coverage& coverage);

/// [{"file","line","start","end","clause",
///   "choices":[{"kind","block","text","value","file","line"}]}]
/// In a file of notes line, start and end are null.
Json choices_json(const Plan& plan, const std::vector<ClauseChoices>& clauses);

/// [{"block","kind","node","due","days_left",...}]; exact numbers as strings.
Json nodes_json(const std::vector<Figure>& figures);

/// The words of a sentence.
std::string sentence_text(const Plan& plan, const CoveredSentence& sentence);

}  // namespace fangan
