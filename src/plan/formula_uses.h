// Formula uses: which derived fields and decisions an expression reads, by the rows it reads from.
#pragma once

#include <set>
#include <string_view>

#include "feel/syntax.h"
#include "plan/row_types.h"

namespace fangan {

/// Static: every name read of a row whose type is known, as a member or inside of a filter; done()
/// reads the grades of its rows, found as what computes `grade`.
std::set<Computed> rows_read(const feel::Syntax& syntax, const RowTypes& rows,
                             std::string_view grade);

}  // namespace fangan
