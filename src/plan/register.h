// Register: a block that says which rows there are, what a row holds and what follows from it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/citation.h"
#include "plan/formula.h"

namespace fangan {

enum class FieldKind : uint8_t {
  text,
  number,
  date,
  boolean,
  one_of,
  several_of,
  region,  ///< Of an agency of kind 县区.
  agency,  ///< A row of 单位.
  file,
  files,
  reference,  ///< A row of another register.
};

struct FieldDomain {
  FieldKind kind = FieldKind::text;
  Name unit;                ///< Of a number; empty: none.
  std::vector<Name> words;  ///< Of one_of and several_of.
  Name target;              ///< Of a reference: the register.
};

struct Field {
  Name name;
  FieldDomain domain;
  bool required = false;
  Name required_from;  ///< The state from which it is required; empty: from the start.
  bool sensitive = false;
  std::optional<int> places;  ///< Decimal places kept.
  Name log;                   ///< Register that gains a row each time the file is taken.
};

enum class Period : uint8_t { none, year, quarter, month };

/// Who may do a thing: one of the relations of language.md 3.9; `agency` has a name.
struct Relation {
  enum class Kind : uint8_t { county, owner, lead, office, subject, agency, everyone, system };
  Kind kind = Kind::office;
  Name agency;
  Span span;
};

struct Register {
  Name name;
  std::string label;
  std::vector<Name> key;  ///< Fields; empty: rows are told apart by their number.
  Period period = Period::none;
  Formula one_for;
  Period every = Period::none;  ///< With one_for: one a period.
  Name flow;
  std::vector<Name> public_fields;
  Name public_by;
  Name tabs_by;
  bool log = false;
  std::vector<Field> fields;
  std::vector<NamedFormula> derived;
  std::vector<NamedFormula> must;
  std::vector<NamedFormula> warn;
  std::vector<NamedFormula> grades;  ///< reported, accepted, published; empty: the flow's.
  std::vector<Relation> read;
  std::vector<Relation> write;
  Citation citation;

  const Field* field(std::string_view name) const;
};

}  // namespace fangan
