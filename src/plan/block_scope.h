// Block scope: the names that an expression of a block may use, for somebody who is writing it.
//
// The block need not be finished and the plan may not know it yet, so this looks at the block as it
// stands and at the rest of the plan as it is in force.
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "document/body.h"
#include "feel/scope.h"
#include "plan/plan.h"

namespace fangan {

/// A block as far as it can be read.
struct OwnBlock {
  Sources sources;
  std::string kind;
  std::string name;
  Body body;
};
OwnBlock own_block(std::string_view text);

struct NamedBlock {
  std::string name;
  std::string kind;
  std::string label;
};
/// Registers, flows, decisions, parameters, policies, targets and the others with names.
std::vector<NamedBlock> named_blocks(const Plan& plan);

struct ScopeName {
  std::string name;
  Type type;
  std::string note;  ///< The type, as the plan says it.
};
/// The fields and derived fields that stand in the block itself, or in the registers it is on.
std::vector<ScopeName> fields_in_view(const Plan& plan, const OwnBlock& own);

/// `filtered`: what reads as a register and is being filtered, so that its fields can be named.
feel::Scope block_scope(const Plan& plan, const OwnBlock& own, std::string_view filtered);

}  // namespace fangan
