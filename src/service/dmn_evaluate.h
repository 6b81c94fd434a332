// DMN evaluate: one decision, knowledge model or decision service of a model file, with inputs as
// JSON.
#pragma once

#include <string>
#include <vector>

#include "decision/model_shelf.h"
#include "service/feel_runner.h"
#include "value/json.h"
#include "value/value.h"

namespace fangan {

struct DmnAnswer {
  bool is_refused = false;  ///< Nothing was evaluated: the request or the model is wrong.
  Value value;
  Diagnostics diagnostics;  ///< Errors of the request or model, warnings, and why it is null.
  std::string explanation;  ///< What a decision rests on, where it was asked for.
};

/// Evaluates `name` of the model in the first file; imports are looked for in the others. `context`
/// is an object: input data, decisions that are not to be computed, or the parameters, by name and
/// as their types want them; under the prefix of an import an object of its inputs.
/// Errors  those of ModelShelf::link(); of read_value(); DMN-V001 nothing of that name.
/// Warnings  DMN-V002 an input that is not given; DMN-V003 a key that is no input; DMN-V004
/// an input that its type does not allow, which counts as null, with FEEL-T002 or FEEL-T004.
DmnAnswer evaluate_decision(std::vector<dmn::ShelfFile> files, const std::string& name,
                            const Json& context, const DateTime& now, Explain explain,
                            Sources* sources);

}  // namespace fangan
