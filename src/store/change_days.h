// Change days: from which days on the rows of a register say something else.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "store/register_table.h"
#include "text/result.h"
#include "value/date.h"
#include "value/moment.h"

namespace fangan {

/// The days from which changes of the register hold, as far as they were known at a moment.
Result<std::set<Date>> change_days(const Database& database, const RegisterTable& table,
                                   Moment known_at);

/// By day the rows of which a change holds from it on.
Result<std::map<Date, std::vector<int64_t>>> rows_by_day(const Database& database,
                                                         const RegisterTable& table,
                                                         Moment known_at);

}  // namespace fangan
