// Record tables: shares, reports, duties and steps of flows as rows, so that rules read them like
// any register.
#pragma once

#include <functional>

#include "campaign/figures.h"
#include "campaign/records.h"
#include "campaign/rows.h"

namespace fangan {

/// Makes 分解, 进展, 责任 and 办理记录 readable in `rows`. Of 分解 are the shares that are held and
/// the reserve, whose 单位 is null; a share that was given back is none, and nothing is there of a
/// target that the plan no longer has. `shows`: which records of the first two there are for
/// whoever asks; none: all. `records` outlive the rows.
void add_record_tables(Rows* rows, const Records& records, const View& view,
                       std::function<bool(const Record&)> shows = {});

/// All that reads as a register and comes from records: these and the figures of targets
/// (target_tables.h). Wherever rules are asked over records, `rows` have it.
void add_computed_tables(Rows* rows, std::shared_ptr<FigureMaker> figures, const Records& records,
                         const View& view, std::function<bool(const Record&)> shows = {});

/// 责任 alone, which is the plan's: where there are no records.
void add_duties(Rows* rows);

}  // namespace fangan
