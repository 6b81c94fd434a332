// Block JSON: what one block says, for pages (docs/api.md, BLOCK).
//
// Keys come with the words and forms of plan/kinds.h, so that a page can show any kind; what is
// drawn, the fields of a register, the graph of a flow, the rules of a table, comes as structures.
#pragma once

#include <string>

#include "plan/block_source.h"
#include "service/state.h"
#include "value/json.h"

namespace fangan {

/// BLOCK_HEAD of docs/api.md, as lists of blocks name them; `begin` and `end` are code points of
/// the text line the block speaks of.
Json block_head_json(const Plan& plan, const BlockSource& source);

/// `index` into `blocks`, which are those of the plan.
Json block_json(const Plan& plan, const std::vector<BlockSource>& blocks, size_t index);

/// FIELD of docs/api.md.
Json field_json(const Field& field);

/// A decision table: hit policy, inputs, outputs, annotations and rules, as texts.
Json decision_table_json(const dmn::DecisionTable& table);

}  // namespace fangan
