// Case rows: what a case may read of a plan, as rows.
//
// 单位 责任 提纲 附件 分解 进展 办理, every target and every task by its name. They are what the
// page shows: the figures come from campaign/figures.h, for whoever asks.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "campaign/figures.h"
#include "service/case_expression.h"

namespace fangan {

/// What the rows are read from.
struct CaseSight {
  const Plan& plan;
  const Records& records;
  View view;
  std::optional<std::string> holder;  ///< A county sees its own shares only.
};

/// Everything a case may ask of a plan. It reads from `sight`, which must outlive it.
CaseRegisters case_registers(const CaseSight& sight);

/// Of a draft alone: 提纲 责任 附件.
CaseRegisters draft_registers(const Draft& draft);

}  // namespace fangan
