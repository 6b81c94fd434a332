// Metrics: the words that say what a number counts.
//
// 压减煤炭产能186万吨 → 压减煤炭产能; 建设2家示范园 → 建设示范园;
// 高新技术企业总数突破80家 → 高新技术企业总数. The words become the name of a target and tell when
// the same target is stated twice.
#pragma once

#include <string>
#include <vector>

#include "plan/quantity_types.h"

namespace fangan {

/// Empty where the words around the number say nothing (10.4万千瓦 behind a comma).
std::string metric(const LineContext& context, const std::vector<NumberMention>& mentions,
                   size_t index);

}  // namespace fangan
