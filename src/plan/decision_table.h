// Decision table: a pipe table of a package read as a table of DMN (language.md section 2).
//
// The header's first cell is the hit policy; then a column per input, `→ name` outputs and `# name`
// annotations; an optional second row that begins with `in` gives allowed values. Texts keep their
// places in the file. What a rule's first cell says is its label.
#pragma once

#include <string>
#include <vector>

#include "decision/model.h"
#include "text/diagnostic.h"
#include "text/grid.h"

namespace fangan {

/// Errors  PLAN-D001 the hit policy is none of U F P A R O C C+ C< C> C#; PLAN-D002 no input or no
/// output column; PLAN-D003 an empty input cell; PLAN-D005 a row of another length; PLAN-D006 no
/// rules; PLAN-D008 a column out of order; PLAN-D009 one of several outputs without a name of its
/// own; PLAN-D010 allowed values of an annotation; PLAN-D011 an arrow that is not →. All are
/// reported.
dmn::DecisionTable read_decision_table(const Grid& table, Diagnostics* diagnostics);

/// The table as lines of a pipe table, columns in line. Read again it is the same table, if its
/// texts have no line ends and no blanks around them, no input cell is empty, and nothing in it is
/// set that a pipe table has no place for (decision_block.h sees to that).
std::string write_decision_table(const dmn::DecisionTable& table);

/// "F", "C+": the hit policy as the header's first cell writes it.
std::string hit_policy_text(const dmn::DecisionTable& table);

}  // namespace fangan
