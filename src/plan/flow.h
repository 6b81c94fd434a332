// Flow: the states a row may be in and the steps from one to another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/register.h"

namespace fangan {

enum class Grade : uint8_t { none, reported, accepted, published };

struct FlowState {
  Name name;
  Grade grade = Grade::none;
};

/// One field of a row that a step, watch or form fills.
struct Filling {
  Name field;
  Formula value;
};

/// `opens: {REGISTER: {field: ƒ}}` and `writes: {REGISTER: {when ƒ, field: ƒ}}`.
struct Opening {
  Name target;   ///< The register.
  Formula when;  ///< Empty: always. Only in forms.
  std::vector<Filling> fields;
};

/// `moves: {reference: step}`.
struct Move {
  Name reference;  ///< A field of the record that refers to a row, or a register that points here.
  Name step;       ///< Of that register's flow.
};

struct FlowStep {
  Name name;
  std::vector<Name> from;
  Name to;
  std::vector<Relation> by;
  std::vector<Name> needs;  ///< Files and fields.
  std::vector<NamedFormula> must;
  std::vector<NamedFormula> warn;
  Name dated_by;
  std::optional<int> within_days;
  bool working_days = false;
  std::vector<Relation> late_to;
  std::vector<Relation> late_remind;
  std::vector<Opening> late_opens;
  std::vector<Opening> opens;
  std::vector<Move> moves;
};

/// The first state is where a row begins.
struct Flow {
  Name name;
  std::string label;
  std::vector<FlowState> states;
  std::vector<Name> edit_in;
  std::vector<FlowStep> steps;
  Citation citation;

  const FlowState* state(std::string_view name) const;
  const FlowStep* step(std::string_view name) const;
};

}  // namespace fangan
