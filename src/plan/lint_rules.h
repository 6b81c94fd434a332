// The rules of the lint, one function a topic. Each adds its findings; lint() sorts them.
#pragma once

#include <string>
#include <vector>

#include "plan/lint.h"

namespace fangan {

/// LINT-001 an annex is named and its content is missing.
void lint_annexes(const Draft& draft, std::vector<Finding>* findings);
/// LINT-002 a blank where a character was lost.
void lint_lost_characters(const Draft& draft, std::vector<Finding>* findings);
/// LINT-003 due before the issue date; LINT-004 no year; LINT-005 no date at all; LINT-006
/// 2020年前.
void lint_dates(const Draft& draft, std::vector<Finding>* findings);
/// LINT-007 one target, two dates; LINT-008 parts and total; LINT-009 yearly floors and total.
void lint_sums(const Draft& draft, std::vector<Finding>* findings);
/// LINT-010 members of a group missing from the owner line; LINT-011 an owner that is no agency.
void lint_owners(const Draft& draft, const Lexicon& lexicon, std::vector<Finding>* findings);

/// How alike two phrases are: shared neighbours of Han characters, 0 to 100.
int likeness(std::string_view a, std::string_view b);

/// The words around a quantity in its clause, for telling what it counts.
std::string clause_around(const Draft& draft, const Quantity& quantity);

}  // namespace fangan
