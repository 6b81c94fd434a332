// Case question: what a case asks of registers, decisions, parameters, policies and figures, and
// what it expects to come of it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "service/register_sight.h"

namespace fangan {

/// True where an expression names any of those. Other names are of case_rows.h.
bool asks_sight(const Plan& plan, std::string_view expression);

/// Whose eyes a question is asked with.
enum class Asker : uint8_t {
  reader,  ///< The actor of the sight: it sees what the pages show (shown_rows.h).
  author,  ///< Whoever wrote the case: all that stands there.
};
/// `use` sees the outcome while the sight is there.
/// Errors  those of plan/resolve.h, with places in the text.
Result<Done> ask(RegisterSight* sight, Asker asker, std::string_view expression,
                 const std::function<void(const Outcome&)>& use);

/// What was looked at where nothing was found: of each policy and register that an expression
/// names, how many rows, and how many of them nobody can judge. Codes TEST-E006, TEST-E007.
Diagnostics looked_at(RegisterSight* sight, std::string_view expression);

/// Of an outcome without a value: `NAME not set`, `undetermined`, `undetermined: FIELD, FIELD`, and
/// `null` for any that is undetermined.
bool matches_outcome(const Outcome& outcome, std::string_view expected);
/// What came of it instead. Errors  TEST-E004 undetermined; TEST-E005 a parameter is not set.
Diagnostic other_outcome(const Outcome& outcome, const std::string& expected);

}  // namespace fangan
