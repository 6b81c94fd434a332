// Built-in rows: registers that every plan has without a block for them.
#pragma once

#include "plan/register.h"
#include "plan/row_words.h"

namespace fangan {

/// 单位: what the blocks of agencies say. Its key is the name.
Register agency_register(const RowWords& words);
/// 工作日历: the days that differ from Monday to Friday. Its key is the day.
Register calendar_register();

}  // namespace fangan
