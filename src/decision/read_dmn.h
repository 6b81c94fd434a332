// Read DMN: the XML of DMN 1.1 to 1.5 as a model.
//
// What is wrong in the structure of one file is found here, with its place: unknown and missing
// parts, rules with the wrong number of cells, names written twice. Whether references lead
// anywhere shows when all files of a set are there: model_set.h. Texts in FEEL are not looked at.
// Comments between elements are not kept; remarks, diagrams and extensions of vendors are.
#pragma once

#include <string>
#include <string_view>

#include "decision/model.h"
#include "decision/xml_limits.h"
#include "text/result.h"

namespace fangan::dmn {

struct DmnFile {
  Definitions definitions;
  Diagnostics warnings;
};

/// Adds the text of the file to `sources` under `name` and reads it.
/// Errors  DMN-X001 to DMN-X006, DMN-X009 to DMN-X012 as read_xml(); DMN-X007 no DMN; DMN-X008 a
/// version we do not read; DMN-X020 to DMN-X025 unknown, missing or repeated parts and words;
/// DMN-X027 to DMN-X032 tables, relations, contexts; DMN-X033, DMN-X034 what is not FEEL; DMN-X035
/// a type of two kinds; DMN-X037 stray text; DMN-X040 an id twice; DMN-X041 a name twice; DMN-X042
/// a reference without id.
/// Warnings  DMN-W001 an unknown attribute; DMN-W003 a function that is not FEEL; DMN-W004 a
/// variable called otherwise than its element; DMN-W005 an id of no requirable element twice.
Result<DmnFile> read_dmn(const std::string& name, std::string_view bytes, Sources* sources,
                         const XmlLimits& limits = {});

}  // namespace fangan::dmn
