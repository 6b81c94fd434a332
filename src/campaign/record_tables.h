// Record tables: shares, reports, duties and steps of flows as rows, so that rules read them like
// any register.
#pragma once

#include <functional>

#include "campaign/records.h"
#include "campaign/rows.h"

namespace fangan {

/// Makes 分解, 进展, 责任 and 办理记录 readable in `rows`. `shows`: which records of the first two
/// there are for whoever asks; none: all. `records` outlive the rows.
void add_record_tables(Rows* rows, const Records& records, const View& view,
                       std::function<bool(const Record&)> shows = {});

}  // namespace fangan
