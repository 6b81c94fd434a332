// Check table: what a decision table says twice, never, or not at all.
//
// The inputs are cut into the positions that the cells can tell apart (table_axis.h), so every
// finding is exact, for numbers, texts, days, times, durations, booleans and null. A cell that
// computes something is not guessed at: it counts as unknown, and the table says that it was.
// Inputs count as independent of one another. Null counts where a cell names it, or where the type
// of the input says that it may be null; what happens then has to be written. With COLLECT, or with
// default outputs, no rule at all is an answer, so gaps are no fault there.
//
// Limits  20,000 rules; of each kind of finding the first 20 of a table, then how many were left
// out; two million pairs of rules that meet, and 20 million steps of each search. Gaps between two
// inputs are found in n log n.
#pragma once

#include "decision/engine.h"

namespace fangan::dmn {

/// Warnings, with the places of the rules and cells in the files:
/// DMN-C001 a gap; DMN-C002 UNIQUE and rules that hold together; DMN-C003 ANY and such rules with
/// other outputs; DMN-C004 FIRST and a rule behind others that hold wherever it does; DMN-C005 a
/// cell whose values the input may not have; DMN-C006 a cell of another type than its input;
/// DMN-C007 an input that decides nothing; DMN-C008 an allowed output that no rule gives; DMN-C009
/// rules with equal conditions; DMN-C010 cells that could not be checked; DMN-C011 findings left
/// out; DMN-C012 a search for gaps that was cut short; DMN-C013 an output that is not allowed;
/// DMN-C014 too many rules to check; DMN-C015 another search that was cut short;
/// DMN-C016 an input that may be null, and no rule for that.
Diagnostics check_tables(const Engine& engine);

/// The same for models that are not made to run yet; what is wrong with their expressions comes
/// first.
Diagnostics check_tables(const ModelSet& set);

/// The same for the tables in one tree; `texts`: those its spans count in.
Diagnostics check_tables(const feel::Syntax& syntax, const std::vector<const MappedText*>& texts);

}  // namespace fangan::dmn
