// Decision model: a decision table of a package as a model of DMN, for tools that draw and run
// those, and back as a block.
//
// The table keeps its texts, their order, its labels and annotations both ways. What else the block
// says (`on`, `clause`, `choice`) travels in an extension element, so that a block that went out
// comes back whole. What only DMN can say is refused where it would change a result, and named
// where it would not: a block never loses anything in silence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "decision/model.h"
#include "plan/plan.h"
#include "text/result.h"

namespace fangan {

/// One value that a table takes from outside, as input data of the model.
struct ModelInput {
  std::string name;
  std::string type_ref;            ///< A word of FEEL; empty: not known.
  std::vector<std::string> words;  ///< The values it may have, if they are listed.
  bool is_list = false;
  std::string unit;
};

/// A decision block with a table, as it stands in a file.
struct TableBlock {
  std::string name;
  std::string entries;  ///< The lines before the table.
  dmn::DecisionTable table;
};

/// The table blocks of a Markdown file. Errors  those of reading blocks and tables.
std::vector<TableBlock> table_blocks(const Sources& sources, uint32_t source,
                                     Diagnostics* diagnostics);

/// The block with its fence, the table's columns in line.
std::string write_block(const TableBlock& block);

/// What the table of a plan reads: fields of its registers, parameters, other decisions, with
/// types and units as the plan gives them.
std::vector<ModelInput> model_inputs(const Plan& plan, const Decision& decision,
                                     const dmn::DecisionTable& table);
/// What a table without a plan reads: the names alone.
std::vector<ModelInput> model_inputs(const dmn::DecisionTable& table);

/// Words of the table that only plans have: `record`, `done` and the like (language.md section 3).
std::vector<std::string> plan_words_in(const dmn::DecisionTable& table);

/// `package`: becomes part of the namespace.
dmn::Definitions decision_model(const TableBlock& block, const std::vector<ModelInput>& inputs,
                                std::string_view package);

struct BlockText {
  std::string markdown;
  Diagnostics warnings;
};

/// The decision `name` of a model as a block; `name` may be empty where only one has a table.
/// Errors  PLAN-B001 no decision of that name, or none named and several there; PLAN-B002 its logic
/// is no table; PLAN-B003 a part that a block has no place for and that counts;
/// PLAN-B009 no table at all.
/// Warnings  PLAN-B004 parts that a block has no place for; PLAN-B005 cells whose line breaks or
/// outer blanks are gone; PLAN-B006 what the plan must have for the table to read.
Result<BlockText> block_of_model(const dmn::Definitions& model, std::string_view name);

}  // namespace fangan
