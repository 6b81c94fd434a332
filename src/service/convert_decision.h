// Convert decision: decision tables from one form into the other: a block of a package or of a
// Markdown file, a model in a .dmn file.
#pragma once

#include <string>

#include "decision/model.h"
#include "plan/decision_model.h"
#include "text/result.h"

namespace fangan {

/// A decision in a file or package: `x.dmn`, `x.dmn#NAME`, `x.md#NAME`, `DIR#NAME`.
struct DecisionPlace {
  std::string path;
  std::string name;  ///< Empty: the only one.
  enum class Form : uint8_t { model, markdown, package } form = Form::model;
};

/// `#` divides only where there is no file or folder of the whole text.
DecisionPlace decision_place(const std::string& written);

struct ConvertedDecision {
  std::string text;
  Diagnostics warnings;
};

/// The decision as DMN of a version, 1.3 or 1.5, read again to see that nothing was lost; of a
/// model all of it.
/// Errors  those of reading and of write_dmn(); PLAN-B001 no table of that name; PLAN-B007
/// characters no XML may hold; PLAN-B009 no table at all; those of check() where the package has
/// errors.
/// Warnings  DMN-V006 remarks left out; PLAN-B008 words only plans know.
Result<ConvertedDecision> decision_as_dmn(const DecisionPlace& from, dmn::DmnVersion version,
                                          Sources* sources);

/// The decision as a block. Errors and warnings  those of block_of_model().
Result<ConvertedDecision> decision_as_block(const DecisionPlace& from, Sources* sources);

}  // namespace fangan
