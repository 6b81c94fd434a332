// What commands print of a plan as JSON (language.md section 5).
#pragma once

#include "campaign/figures.h"
#include "plan/check.h"
#include "value/json.h"

namespace fangan {

/// {"characters","bound","narrative","unassigned"}
Json coverage_counts_json(const Coverage& coverage);

/// [{"file","line","start","end","state","blocks","by"}]
Json clauses_json(const Plan& plan, const Coverage& coverage);

/// [{"file","line","block","choice"}]
Json choices_json(const Plan& plan);

/// [{"block","kind","node","due","days_left",...}]; exact numbers as strings.
Json nodes_json(const std::vector<Figure>& figures);

/// The words of a sentence.
std::string sentence_text(const Plan& plan, const CoveredSentence& sentence);

}  // namespace fangan
