// Register sheet: the columns of a register's template and of its export: the same, so that what is
// exported can be imported. One row of titles with the names of the fields; what a field takes
// stands in the comment of its title and in the second row.
//
// Files are listed by name and sensitive values masked; reading leaves both as they are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "papers/paper_sheet.h"
#include "plan/plan.h"
#include "text/messages.h"

namespace fangan {

struct RegisterSheet {
  PaperSheet sheet;
  /// What each column holds: an index in the register's fields; none: the number of the row in the
  /// first, hidden one, and the period of a register by year, quarter or month in the second.
  std::vector<std::optional<size_t>> fields;
};

RegisterSheet register_sheet(const Plan& plan, const Register& definition, Language language);

/// In an import: the value is cleared, where an empty cell leaves it.
constexpr std::string_view clear_word = "清空";
/// A sensitive value in an export; in an import it leaves the value.
constexpr std::string_view masked_word = "***";

}  // namespace fangan
