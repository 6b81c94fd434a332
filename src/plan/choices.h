// Choices: what the owner of a plan has to decide, or has decided where the text is silent.
//
// A plan can be checked and run while parameters are not set and doubts are open; this is the list
// that has to be emptied, by the clauses it belongs to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"

namespace fangan {

enum class ChoiceKind : uint8_t {
  parameter_not_set,
  target_not_set,     ///< The text gives a target no value at a node.
  tolerance_not_set,  ///< `about`, and nobody said how much off still counts.
  doubt,
  chosen,  ///< Decided by who wrote the block; the owner may decide otherwise.
};
constexpr std::string_view choice_kind_words[] = {"parameter not set", "target not set",
                                                  "tolerance not set", "doubt", "chosen"};

struct OpenChoice {
  ChoiceKind kind = ChoiceKind::chosen;
  std::string block;  ///< Empty for a doubt.
  /// The words of the doubt or choice; nodes without value; the values that were chosen.
  std::string text;
  std::string value;  ///< What a parameter is set to where a choice was made.
  Span span;          ///< Where it is written.
};

/// One clause and what it leaves open.
struct ClauseChoices {
  Citation citation;
  std::string clause;  ///< The words of the text; empty in a file of notes.
  std::vector<OpenChoice> choices;
};

/// In the order of the text, notes last; within a clause what is open before what was chosen.
std::vector<ClauseChoices> choices_by_clause(const Plan& plan);

/// How many of them still have to be decided: all but those chosen.
size_t open_count(const std::vector<ClauseChoices>& clauses);

}  // namespace fangan
