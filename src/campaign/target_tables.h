// Target tables: the figures of targets as rows, so that rankings, watches and later rules read
// them like any register (language.md 2).
#pragma once

#include "campaign/figures.h"

namespace fangan {

/// Makes every target readable by its name in `rows`, a row for each node and share, and 目标, all
/// of them: 节点 单位 份额 目标值 完成值 完成率 差额 灯 期限, what is done at each grade, and the
/// value of a split. 节点 is the year for each and every, the day for due. A figure that rests on a
/// parameter without a value is null and says so (CAMP-R006). Of `figures`, whose rows these are.
void add_target_tables(Rows* rows, std::shared_ptr<FigureMaker> figures);

/// A year as a number and a day as a date, so that rules can compare them.
Value node_value(const std::string& node);

}  // namespace fangan
