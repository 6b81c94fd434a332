// Explain: why a decision came out as it did: the inputs, every decision it rests on with its value
// and the rules that held, and the values inside of its expressions (feel/explain.h).
#pragma once

#include <string>
#include <vector>

#include "decision/engine.h"
#include "feel/explain.h"

namespace fangan::dmn {

struct ExplainedElement {
  ElementRef ref;
  std::string name;
  Value value;
  Type type;
  bool given = false;                      ///< Input data, or a decision whose value was given.
  std::vector<feel::ExplainedNode> nodes;  ///< All their spans are in the files of the models.
  std::string drawing;                     ///< What feel::explain() draws of them.
};

/// What the decision requires comes first, the decision itself last; each element stands once.
std::vector<ExplainedElement> explained_decision(const Engine& engine, const ElementRef& decision,
                                                 const Inputs& inputs, feel::Evaluation* evaluation,
                                                 Language language);

/// The same as text: `name = value`, below it the place of its logic and its drawing.
std::string explain_decision(const Engine& engine, const ElementRef& decision, const Inputs& inputs,
                             const Sources& sources, feel::Evaluation* evaluation,
                             Language language);

}  // namespace fangan::dmn
