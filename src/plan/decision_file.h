// Decision file: a decision drawn elsewhere, in a .dmn file of the package.
//
// The file stands beside the plan and is read as it is, with the models it imports. Its decision
// becomes a function of its input data, so that the block `value: x.dmn` is a call with the fields
// and parameters that bear the names of those inputs.
#pragma once

#include <memory>
#include <vector>

#include "decision/engine.h"
#include "plan/check_context.h"
#include "plan/package.h"

namespace fangan {

struct DecisionModel {
  std::shared_ptr<const dmn::Engine> engine;
  dmn::ElementRef decision;
  std::vector<dmn::ElementRef> inputs;  ///< Input data it needs, also through other decisions.

  /// The decision as a function of its inputs, in their order; it keeps the engine.
  Value function() const;
};

/// Reads the files that decisions of the plan name and sets Decision::model. In a file of several
/// decisions the one of the block's name is meant.
/// Errors  PLAN-D022 no such file; PLAN-D023 no decision of that name; those of
/// decision/model_set.h and of wrong expressions, in the .dmn file. Warnings  those of
/// decision/check_table.h.
void load_decision_files(const Package& package, CheckContext* context);

}  // namespace fangan
