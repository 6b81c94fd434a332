// Formula: a FEEL expression of a block, from its text to something that runs.
//
// The reader of a block keeps the text and where it stands (language.md: "a key that takes FEEL");
// resolve.h gives it its scope, compiles it and says which parameters it rests on. What has no
// expression has an error, and then there is no Plan.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feel/expression.h"
#include "text/mapped_text.h"

namespace fangan {

/// A name written in a block: of a field, a register, a state, an agency.
struct Name {
  std::string text;
  Span span;

  bool empty() const { return text.empty(); }
};

/// What one variable of a formula holds when it is evaluated.
struct FormulaInput {
  enum class Kind : uint8_t {
    field,      ///< A field of the record, by its bare name.
    record,     ///< The record itself.
    rows,       ///< All rows of a register.
    parameter,  ///< Its value in force; null where it is not set.
    decision,   ///< A decision that stands on no register.
    user,       ///< Who acts.
    node,       ///< The node of a target asked for: year, from, to, due.
    done,       ///< done(rows): those at the grade asked.
    total,      ///< total(list): 0 for no rows.
    is_set,     ///< is set(parameter).
    working_days,
    light,  ///< An input of the light table.
  };
  Kind kind = Kind::field;
  std::string name;  ///< Of the field, register, parameter, decision or light input.
};

/// All rows of a register gone through for each row of others: what it costs is the product of the
/// numbers of rows.
struct RowNest {
  bool for_each_record = false;        ///< Once for every row the formula is asked of.
  std::vector<std::string> registers;  ///< From the outermost to the one gone through.

  bool operator==(const RowNest&) const = default;
};

struct Formula {
  MappedText text;  ///< As written, deeper lines with their line ends.

  // Set once names are known.
  std::optional<feel::Expression> expression;
  std::vector<FormulaInput> inputs;   ///< One a variable, in order of the slots.
  std::vector<std::string> rests_on;  ///< Parameters that must be set, itself or through what it
                                      ///< names; those only asked with `is set` left out. Sorted.
  std::vector<RowNest> nests;         ///< Each once.

  bool empty() const { return text.empty(); }
};

/// An entry `name: ƒ`; for must and warn the name is the message.
struct NamedFormula {
  Name name;
  Formula formula;
};

}  // namespace fangan
