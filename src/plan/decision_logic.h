// Decision logic: what a decision computes, as one tree with the names of its block.
//
// A table of the package and a decision of a .dmn file become nodes of FEEL like an expression
// written out, so whatever holds for expressions (types, units, what a value rests on, why it is
// what it is) holds for them too.
#pragma once

#include <memory>
#include <vector>

#include "feel/parse.h"
#include "plan/measures.h"
#include "text/mapped_text.h"

namespace fangan {

/// `parsed` is as feel::parse() makes it, with spans in `texts`: in_file() moves them to the files.
struct DecisionLogic {
  feel::Parsed parsed;
  std::vector<const MappedText*> texts;
  std::shared_ptr<const dmn::Expression> boxed;          ///< Where the texts of a table are kept.
  std::vector<std::shared_ptr<const MappedText>> names;  ///< Those of a model.
};

/// Of one output the logic gives its value, of several a context; where several rules count, a list
/// of them. `place`: of the whole table. Errors  those of feel/parse.h in a cell.
DecisionLogic table_logic(const dmn::DecisionTable& table, Span place, const feel::Scope& scope);

/// The logic of a decision with a table or a model. A model gets its inputs by name: what stands
/// in `scope` under the name of an input data is its value.
/// Errors  those of table_logic(); PLAN-B010 an input that bears no name of the scope; PLAN-B011
/// an input of another type.
DecisionLogic decision_logic(const Decision& decision, const feel::Scope& scope);

/// Every word in the texts of a decision's table, or every input of its model, that its scope may
/// have to know: more than it takes in the end.
std::vector<std::string> words_of(const Decision& decision);

/// What a table says twice, never or not at all: warnings of decision/check_table.h, with the
/// places of the cells. Types of the scope count as what an input may be.
Diagnostics table_findings(const feel::Syntax& syntax, const DecisionLogic& logic);

/// The names that a table takes from outside: words that no builtin bears, in order of first use,
/// then those of `known`, which may be of several words.
std::vector<std::string> names_read(const dmn::DecisionTable& table,
                                    const std::vector<std::string>& known);

}  // namespace fangan
