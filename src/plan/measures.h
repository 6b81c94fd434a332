// Measures: what a plan does with rows besides counting them towards targets: it decides, pays,
// watches, ranks, publishes and asks.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "decision/model.h"
#include "plan/flow.h"
#include "value/date.h"
#include "value/decimal.h"

namespace fangan {

struct DecisionModel;  ///< decision_file.h

/// One of value, table and file. A table is DMN's, its texts mapped to the cells of the Markdown;
/// `value` is then the table as written, or the name of the file, and what it compiles to.
struct Decision {
  Name name;
  std::string label;
  std::vector<Name> on;  ///< Registers; none: it rests on no record.
  Formula value;
  std::optional<dmn::DecisionTable> table;
  Name file;                                   ///< "x.dmn" of the package.
  std::shared_ptr<const DecisionModel> model;  ///< What the file says.
  Citation citation;
};

struct Policy {
  Name name;
  std::string label;
  std::vector<Name> of;
  Name subject;  ///< Field: who gets it.
  Formula eligible;
  Formula amount;  ///< Or restrictions.
  std::vector<Name> restrictions;
  Name unit;
  Formula cap;  ///< A number in the unit, a parameter, or more.
  std::vector<Name> per;
  std::vector<Name> once_per;
  std::vector<Name> excludes;
  std::vector<std::pair<int64_t, std::optional<Decimal>>> budget;  ///< By year; none: not set.
  bool applied = false;  ///< Somebody applies; else it is found.
  std::vector<Relation> confirm;
  Formula until;
  Formula rates_on;
  Citation citation;
};

struct Watch {
  Name name;
  std::string label;
  std::vector<Name> on;
  Formula when;
  std::vector<Name> once_per;
  std::vector<Opening> opens;
  std::vector<Move> moves;
  std::vector<Relation> to;
  std::optional<int> within_days;
  bool working_days = false;
  Citation citation;
};

struct Score {
  Name name;
  Formula value;
  Name weight;  ///< A parameter.
};

/// What rankings are put in order by: a score, a field of the rows, or the whole score.
struct Ranking {
  Name name;
  std::string label;
  Formula of;
  Period every = Period::none;
  std::vector<Score> scores;
  std::vector<Name> order;
  bool ties_shared = true;
  Name ties_field;
  Formula leaders;
  Citation citation;
};

struct Notice {
  Name name;
  std::string label;
  Formula of;
  std::vector<Name> fields;
  std::vector<Name> required;
  enum class To : uint8_t { everyone, agency, file } to = To::everyone;
  Name to_agency;
  std::optional<int> period_days;
  bool working_days = false;
  bool objections = false;
  std::vector<Name> holds;  ///< Steps and policies that wait for it.
  Period every = Period::none;
  Citation citation;
};

struct Form {
  Name name;
  std::string label;
  std::vector<Relation> by;
  std::vector<Field> fields;
  std::vector<Opening> writes;
  Name account_for;  ///< A register.
  Citation citation;
};

}  // namespace fangan
