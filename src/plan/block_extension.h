// Block extension: what of a decision block DMN has no element for, inside a model.
//
// The lines before the table stand in one extension element; editors of DMN carry it along. Rules
// show their annotations in the description too, because that is the column dmn-js draws. Internal
// to the two directions of decision_model.h.
#pragma once

#include <optional>
#include <string>

#include "decision/model.h"

namespace fangan {

dmn::XmlNamespace block_namespace();
dmn::OpaqueXml block_extension(const std::string& entries);
/// The lines of an extension that block_extension() made; none for any other.
std::optional<std::string> block_entries(const dmn::OpaqueXml& extension);

/// The description of a rule that repeats its annotations.
std::string shown_annotations(const dmn::Rule& rule);
/// Gives rules their description. A last annotation column `#` without a name is one: it becomes
/// the description where read_annotations() gives it back.
void show_annotations(dmn::DecisionTable* table);
/// The other way round: descriptions that are no repetition become the column `#`.
void read_annotations(dmn::DecisionTable* table);

}  // namespace fangan
